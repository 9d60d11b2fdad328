//! The confidence sequence of a mean of bounded outcomes.

/// The largest bet, which keeps one outcome from deciding much (Waudby-Smith and Ramdas recommend 1/2 or 3/4).
const LARGEST_BET: f64 = 0.5;

/// The predictable plug-in empirical-Bernstein confidence sequence of Waudby-Smith and Ramdas (2024, "Estimating means of
/// bounded random variables by betting", theorem 2), for outcomes in [0, 1] of equal conditional mean. It holds for
/// every number of runs, not only for many; ends once reached are kept (the running intersection).
#[derive(Debug, Clone)]
pub(super) struct EmpiricalBernstein {
    /// ln(2 / alpha).
    log_level: f64,
    runs: u64,
    sum: f64,
    /// The sum of squared distances from the regularised mean at the time.
    scatter: f64,
    bets: f64,
    bets_times_outcomes: f64,
    penalty: f64,
    low: f64,
    high: f64,
}

impl EmpiricalBernstein {
    pub(super) fn new(alpha: f64) -> Self {
        Self {
            log_level: libm::log(2.0 / alpha),
            runs: 0,
            sum: 0.0,
            scatter: 0.0,
            bets: 0.0,
            bets_times_outcomes: 0.0,
            penalty: 0.0,
            low: 0.0,
            high: 1.0,
        }
    }

    /// Takes in an outcome from 0 to 1.
    pub(super) fn observe(&mut self, outcome: f64) {
        let before = self.runs as f64;
        self.runs += 1;
        let runs = self.runs as f64;
        // Mean and variance as if one more run had shown 1/2, with variance 1/4.
        let mean_before = (0.5 + self.sum) / (before + 1.0);
        let variance_before = (0.25 + self.scatter) / (before + 1.0);
        let bet = libm::sqrt(2.0 * self.log_level / (variance_before * runs * libm::log1p(runs)))
            .min(LARGEST_BET);
        self.bets += bet;
        self.bets_times_outcomes += bet * outcome;
        let surprise = (outcome - mean_before) * (outcome - mean_before);
        self.penalty += surprise * (-libm::log1p(-bet) - bet);
        self.sum += outcome;
        let mean = (0.5 + self.sum) / (runs + 1.0);
        self.scatter += (outcome - mean) * (outcome - mean);
        let centre = self.bets_times_outcomes / self.bets;
        let margin = (self.log_level + self.penalty) / self.bets;
        self.low = self.low.max(centre - margin);
        self.high = self.high.min(centre + margin);
    }

    /// The ends; the lower is above the upper only where the sequence has failed, which has probability alpha.
    pub(super) fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}
