//! Sums and spreads of numbers that come one at a time, in the order they come.

/// A sum compensated after Neumaier (1974).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - next) + value
        } else {
            (value - next) + self.total
        };
        self.total = next;
    }

    pub(super) fn total(&self) -> f64 {
        self.total + self.lost
    }
}

/// The mean and spread of numbers, updated after Welford (1962).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Spread {
    pub(super) fn add(&mut self, value: f64) {
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (value - self.mean);
    }

    pub(super) fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// The standard error of the mean and its degrees of freedom; `None` below two numbers
    /// or where their squares are too large to be summed.
    pub(super) fn standard_error(&self) -> Option<(f64, u64)> {
        let degrees = self.count.checked_sub(1).filter(|degrees| *degrees > 0)?;
        let variance = self.squares / degrees as f64;
        let error = libm::sqrt(variance / self.count as f64);
        error.is_finite().then_some((error, degrees))
    }
}
