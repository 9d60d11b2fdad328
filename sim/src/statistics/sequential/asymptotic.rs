//! The confidence sequence of a mean of outcomes of which only the variance is known to be finite.

use super::super::Interval;

/// Fewer runs tell too little of the variance for the normal approximation.
const FIRST: u64 = 50;

/// The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, "Time-uniform central limit
/// theory and asymptotic confidence sequences", theorem 2.2): Robbins' normal mixture with the sample's variance. As with Student's
/// interval, its level is reached as the runs grow, not at any fixed number of them.
#[derive(Debug, Clone)]
pub(super) struct Asymptotic {
    alpha: f64,
    /// The mixture's variance, per run.
    rho_squared: f64,
    runs: u64,
    mean: f64,
    squares: f64,
}

impl Asymptotic {
    /// Narrowest, as far as a choice can be made, after `tuned_for` runs (the same paper, appendix B.2).
    pub(super) fn new(alpha: f64, tuned_for: u64) -> Self {
        let doubled = -2.0 * libm::log(alpha);
        Self {
            alpha,
            rho_squared: (doubled + libm::log1p(doubled)) / tuned_for.max(FIRST) as f64,
            runs: 0,
            mean: 0.0,
            squares: 0.0,
        }
    }

    pub(super) fn observe(&mut self, outcome: f64) {
        self.runs += 1;
        let distance = outcome - self.mean;
        self.mean += distance / self.runs as f64;
        self.squares += distance * (outcome - self.mean);
    }

    /// Nothing before the first 50 runs, and while all outcomes have been the same: they say nothing of the others.
    pub(super) fn interval(&self) -> Option<Interval> {
        let runs = self.runs as f64;
        let variance = self.squares / runs;
        if self.runs < FIRST || variance.is_nan() || variance <= 0.0 {
            return None;
        }
        let grown = runs * self.rho_squared + 1.0;
        let scale = 2.0 * grown / (runs * runs * self.rho_squared);
        let level = libm::log(libm::sqrt(grown) / self.alpha);
        Some(Interval::around(
            self.mean,
            libm::sqrt(variance * scale * level),
        ))
    }
}
