//! The price of gas.

use super::{MarketError, require_finite, require_not_negative, require_positive};
use crate::engine::{Draws, Streams};

const SECONDS_PER_HOUR: f64 = 3600.0;

/// The price of gas in gwei: a log-normal level that returns to its median (an Ornstein-Uhlenbeck
/// process in the logarithm, so an AR(1) at any step), times a multiple while a spike lasts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GasModel {
    /// The median of the level, gwei.
    pub median: f64,
    /// The standard deviation of the level's logarithm in the long run.
    pub log_sd: f64,
    /// How fast the logarithm returns to its median, per hour: the correlation over h hours is
    /// exp(-`reversion` h).
    pub reversion: f64,
    /// Spikes per year of calm.
    pub spikes_per_year: f64,
    /// The mean duration of a spike, hours.
    pub spike_hours: f64,
    /// The mean logarithm of the multiple by which a spike raises the price.
    pub spike_log_mean: f64,
    /// The standard deviation of that logarithm.
    pub spike_log_sd: f64,
}

impl GasModel {
    /// Ethereum's hourly base fees of 2024, one block an hour, 8,784 hours: median 10.6 gwei,
    /// standard deviation of the logarithm 1.10, autocorrelation 0.854 after a day, from which the
    /// reversion is -ln(0.854)/24. Spikes are the 108 times the fee was over three times the
    /// median of the 25 hours around it, for 2.3 hours on average, the logarithm of the multiple
    /// 1.44 with standard deviation 0.36.
    ///
    /// One rate cannot hold the whole correlation: in the data it is 0.962 after an hour and still
    /// 0.80 after a week, so the model is smoother within a day and forgets sooner over weeks.
    pub const ETHEREUM_2024: Self = Self {
        median: 10.6,
        log_sd: 1.10,
        reversion: 0.0066,
        spikes_per_year: 108.0,
        spike_hours: 2.3,
        spike_log_mean: 1.44,
        spike_log_sd: 0.36,
    };

    /// A path in steps of `step_seconds`, started from the process's long-run law, drawn from the
    /// streams "gas-price/level" and "gas-price/spikes".
    ///
    /// # Errors
    /// [`MarketError::Parameter`] for a median, reversion, spike duration or step that is not above
    /// zero, and for any other parameter that is not finite or, but for the spikes' mean, negative;
    /// [`MarketError::PriceOutOfRange`] where the first price would overflow or vanish.
    pub fn path(&self, step_seconds: u64, streams: &Streams) -> Result<GasPath, MarketError> {
        require_positive("median", self.median)?;
        require_not_negative("log_sd", self.log_sd)?;
        require_positive("reversion", self.reversion)?;
        require_not_negative("spikes_per_year", self.spikes_per_year)?;
        require_positive("spike_hours", self.spike_hours)?;
        require_finite("spike_log_mean", self.spike_log_mean)?;
        require_not_negative("spike_log_sd", self.spike_log_sd)?;
        require_positive("step_seconds", step_seconds as f64)?;

        let hours = step_seconds as f64 / SECONDS_PER_HOUR;
        let persistence = libm::exp(-self.reversion * hours);
        // A chain of two states in continuous time: its transition over a step is exact.
        let onset = self.spikes_per_year * SECONDS_PER_HOUR / super::SECONDS_PER_YEAR;
        let end = 1.0 / self.spike_hours;
        let mixed = -libm::expm1(-(onset + end) * hours);
        let spiking = onset / (onset + end);

        let mut path = GasPath {
            model: *self,
            persistence,
            innovation_sd: self.log_sd * libm::sqrt(1.0 - persistence * persistence),
            onset: spiking * mixed,
            end: (1.0 - spiking) * mixed,
            level: streams.open("gas-price/level"),
            spikes: streams.open("gas-price/spikes"),
            log_level: 0.0,
            log_spike: None,
            price: self.median,
        };
        path.log_level = self.log_sd * path.level.normal();
        if path.spikes.bernoulli(spiking) {
            path.log_spike = Some(path.spike_height());
        }
        path.settle()?;
        Ok(path)
    }
}

/// A gas price on its way.
#[derive(Debug, Clone)]
pub struct GasPath {
    model: GasModel,
    persistence: f64,
    innovation_sd: f64,
    onset: f64,
    end: f64,
    level: Draws,
    spikes: Draws,
    log_level: f64,
    log_spike: Option<f64>,
    price: f64,
}

impl GasPath {
    /// The price now, gwei.
    #[must_use]
    #[inline]
    pub fn price(&self) -> f64 {
        self.price
    }

    /// Whether a spike is on.
    #[must_use]
    pub fn is_spiking(&self) -> bool {
        self.log_spike.is_some()
    }

    /// Moves on by one step and gives the price then, gwei.
    ///
    /// # Errors
    /// [`MarketError::PriceOutOfRange`] where the price would overflow or vanish; it stays then.
    #[inline]
    pub fn step(&mut self) -> Result<f64, MarketError> {
        self.log_level =
            self.persistence * self.log_level + self.innovation_sd * self.level.normal();
        self.log_spike = match self.log_spike {
            Some(_) if self.spikes.bernoulli(self.end) => None,
            None if self.spikes.bernoulli(self.onset) => Some(self.spike_height()),
            unchanged => unchanged,
        };
        self.settle()
    }

    #[inline]
    fn settle(&mut self) -> Result<f64, MarketError> {
        let log_multiple = self.log_level + self.log_spike.unwrap_or(0.0);
        let next = self.model.median * libm::exp(log_multiple);
        if !next.is_normal() {
            return Err(MarketError::PriceOutOfRange {
                before: self.price,
                change: log_multiple - libm::log(self.price / self.model.median),
            });
        }
        self.price = next;
        Ok(next)
    }

    fn spike_height(&mut self) -> f64 {
        self.model.spike_log_mean + self.model.spike_log_sd * self.spikes.normal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::RunKey;
    use crate::statistics::quantile;

    fn streams(replicate: u64) -> Streams {
        Streams::new(RunKey {
            seed: 11,
            point: 0,
            replicate,
        })
    }

    #[test]
    fn the_calm_price_has_the_median_and_spread_asked_for() {
        let calm = GasModel {
            spikes_per_year: 0.0,
            ..GasModel::ETHEREUM_2024
        };
        // Started in the long-run law, every step of every path is a draw of it.
        let mut logs: Vec<f64> = (0..4000)
            .map(|replicate| {
                let mut path = calm.path(3600, &streams(replicate)).unwrap();
                path.step().unwrap();
                libm::log(path.step().unwrap())
            })
            .collect();
        logs.sort_by(f64::total_cmp);
        let median = quantile(&logs, 0.5).unwrap();
        let spread = quantile(&logs, 0.8413).unwrap() - median;
        assert!((median - libm::log(10.6)).abs() < 0.09, "{median}");
        assert!((spread - 1.10).abs() < 0.09, "{spread}");
    }

    #[test]
    fn two_half_steps_are_correlated_as_one_whole() {
        let model = GasModel::ETHEREUM_2024;
        let half = model.path(1800, &streams(0)).unwrap();
        let whole = model.path(3600, &streams(0)).unwrap();
        assert!((half.persistence * half.persistence - whole.persistence).abs() < 1e-15);
        let stays = (1.0 - half.onset) * (1.0 - half.onset) + half.onset * half.end;
        assert!((stays - (1.0 - whole.onset)).abs() < 1e-15);
    }

    #[test]
    fn spikes_take_the_share_of_time_asked_for() {
        let model = GasModel {
            spikes_per_year: 876.0,
            ..GasModel::ETHEREUM_2024
        };
        let mut path = model.path(3600, &streams(0)).unwrap();
        let hours = 100_000;
        let spiking = (0..hours)
            .filter(|_| {
                path.step().unwrap();
                path.is_spiking()
            })
            .count();
        // Onset 0.1 per hour, end 1/2.3 per hour: 0.1 / (0.1 + 0.4348).
        assert!((spiking as f64 / f64::from(hours) - 0.187).abs() < 0.01);
    }

    #[test]
    fn impossible_parameters_are_refused() {
        let base = GasModel::ETHEREUM_2024;
        for broken in [
            GasModel {
                median: 0.0,
                ..base
            },
            GasModel {
                reversion: 0.0,
                ..base
            },
            GasModel {
                log_sd: -1.0,
                ..base
            },
            GasModel {
                spike_log_mean: f64::NAN,
                ..base
            },
        ] {
            assert!(broken.path(3600, &streams(0)).is_err());
        }
        assert!(base.path(0, &streams(0)).is_err());
        let wild = GasModel {
            log_sd: 1e6,
            ..base
        };
        let refused = wild.path(3600, &streams(0));
        assert!(matches!(refused, Err(MarketError::PriceOutOfRange { .. })));
    }
}
