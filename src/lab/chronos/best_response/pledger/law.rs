//! The law of the ETH price between two looks, on a grid.

use super::super::numbers::{Numbers, YEAR};
use crate::error::CommandError;

/// A jump diffusion without drift (Merton 1976): what the scenario says of the ETH price.
#[derive(Clone, Copy, Debug)]
pub(super) struct Law {
    volatility: f64,
    jump_share: f64,
    jumps_per_year: f64,
}

/// Where the price goes from any node: offsets in nodes, with their chances.
pub(super) type Kernel = Vec<(i64, f64)>;

/// Chances below this are left out of a kernel.
const NEGLIGIBLE: f64 = 1e-12;
/// Deviations beyond which nothing is looked for.
const FAR: f64 = 8.0;

impl Law {
    pub(super) fn read(numbers: Numbers<'_>) -> Result<Self, CommandError> {
        Ok(Self {
            volatility: numbers.number("eth_volatility")?,
            jump_share: numbers.number("jump_share")?,
            jumps_per_year: numbers.number("jumps_per_year")?,
        })
    }

    /// Standard deviation of the log-price over so many seconds.
    pub(super) fn deviation(self, seconds: f64) -> f64 {
        self.volatility * libm::sqrt(seconds / YEAR as f64)
    }

    /// The law of so many seconds on a grid of log-prices `step` apart.
    ///
    /// What falls between two nodes is divided between them so that the expected price stays what it
    /// is. That spreads the price, so that a convex value is never too low on the grid (Jensen).
    pub(super) fn kernel(self, seconds: f64, step: f64) -> Kernel {
        let years = seconds / YEAR as f64;
        let variance = self.volatility * self.volatility;
        if variance * years <= 0.0 || step <= 0.0 {
            return vec![(0, 1.0)];
        }
        let diffused = variance * (1.0 - self.jump_share);
        let jump = variance * self.jump_share / self.jumps_per_year;
        let expected = self.jumps_per_year * years;
        let drift = -(0.5 * diffused + self.jumps_per_year * libm::expm1(0.5 * jump)) * years;

        let parts = poisson(if self.jump_share > 0.0 { expected } else { 0.0 });
        let widest = parts.len() as f64 * jump + diffused * years;
        let reach = libm::fabs(drift) + FAR * libm::sqrt(widest);
        let cells = libm::ceil(reach / step) as i64 + 1;
        let mut weights = vec![0.0; (2 * cells + 2) as usize];
        for (jumps, chance) in (0_u32..).zip(parts) {
            let spread = libm::sqrt(diffused * years + f64::from(jumps) * jump);
            let part = Normal {
                mean: drift,
                spread,
            };
            for (place, cell) in (-cells..=cells).enumerate() {
                let (from, to) = (cell as f64 * step, (cell + 1) as f64 * step);
                let mass = chance * part.mass(from, to);
                if mass <= 0.0 {
                    continue;
                }
                let price = chance * part.price(from, to);
                let (low, high) = (libm::exp(from), libm::exp(to));
                let upper = ((price - low * mass) / (high - low)).clamp(0.0, mass);
                for (place, weight) in [(place, mass - upper), (place + 1, upper)] {
                    if let Some(sum) = weights.get_mut(place) {
                        *sum += weight;
                    }
                }
            }
        }
        normalised(weights, cells)
    }
}

fn normalised(weights: Vec<f64>, cells: i64) -> Kernel {
    let kernel: Kernel = (-cells..)
        .zip(weights)
        .filter(|(_, weight)| *weight > NEGLIGIBLE)
        .collect();
    let sum: f64 = kernel.iter().map(|(_, weight)| weight).sum();
    kernel
        .into_iter()
        .map(|(offset, weight)| (offset, weight / sum))
        .collect()
}

/// The chances of 0, 1, 2, … events until those left are negligible.
fn poisson(mean: f64) -> Vec<f64> {
    let mut chances = Vec::new();
    loop {
        let k = chances.len() as f64;
        let chance = if mean > 0.0 {
            libm::exp(k * libm::log(mean) - mean - libm::lgamma(k + 1.0))
        } else {
            f64::from(chances.is_empty())
        };
        if k > mean && chance < NEGLIGIBLE {
            return chances;
        }
        chances.push(chance);
    }
}

/// A normal law of the log-price; a spread of zero is a point.
struct Normal {
    mean: f64,
    spread: f64,
}

impl Normal {
    /// Chance of [from, to).
    fn mass(&self, from: f64, to: f64) -> f64 {
        if self.spread <= 0.0 {
            return if (from..to).contains(&self.mean) {
                1.0
            } else {
                0.0
            };
        }
        let at = |x: f64| cumulative((x - self.mean) / self.spread);
        at(to) - at(from)
    }

    /// Expected price on [from, to), zero elsewhere.
    fn price(&self, from: f64, to: f64) -> f64 {
        let shifted = Self {
            mean: self.mean + self.spread * self.spread,
            spread: self.spread,
        };
        let whole = libm::exp(self.mean + 0.5 * self.spread * self.spread);
        if self.spread <= 0.0 {
            return whole * self.mass(from, to);
        }
        whole * shifted.mass(from, to)
    }
}

fn cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_keeps_the_expected_price() {
        for (volatility, jump_share) in [(0.67, 0.21), (0.3, 0.0), (2.0, 1.0), (0.0, 0.5)] {
            let law = Law {
                volatility,
                jump_share,
                jumps_per_year: 39.0,
            };
            let kernel = law.kernel(7.0 * 86_400.0, 0.01);
            let mean: f64 = kernel
                .iter()
                .map(|(offset, chance)| chance * libm::exp(*offset as f64 * 0.01))
                .sum();
            assert!(
                (mean - 1.0).abs() < 1e-8,
                "{volatility} {jump_share}: {mean}"
            );
        }
    }

    #[test]
    fn a_kernel_spreads_the_price_by_no_more_than_its_grid() {
        let law = Law {
            volatility: 0.67,
            jump_share: 0.21,
            jumps_per_year: 39.0,
        };
        let seconds = 7.0 * 86_400.0;
        for step in [0.02, 0.005] {
            let moment = |power: i32| -> f64 {
                let kernel = law.kernel(seconds, step);
                let terms = kernel.iter().map(|(offset, chance)| {
                    let x = *offset as f64 * step;
                    chance * if power == 1 { x } else { x * x }
                });
                terms.sum()
            };
            let variance = moment(2) - moment(1) * moment(1);
            let wanted = law.deviation(seconds) * law.deviation(seconds);
            assert!(variance > wanted * 0.9999 && variance < wanted + step * step);
        }
    }
}
