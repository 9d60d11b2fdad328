//! A study as it grows, one environment point at a time.

use assay_sim::statistics::{Proportion, quantile};

use super::Robustness;
use super::comparison::{Dominance, Pair, dominance};
use super::standing::{Figure, Regret, Standing};
use super::sum::Sum;

/// Which way performance is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Less is better, as of an attacker's gain.
    SmallerIsBetter,
    /// More is better, as of a lender's return.
    LargerIsBetter,
}

impl Direction {
    /// The performance turned so that less is better.
    pub(super) fn loss(self, performance: f64) -> f64 {
        match self {
            Self::SmallerIsBetter => performance,
            Self::LargerIsBetter => -performance,
        }
    }
}

/// What a study measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Which way is better.
    pub direction: Direction,
    /// The performance that is good enough, itself included, in the unit of performance.
    pub threshold: Option<f64>,
    /// Hurwicz' weight of the best case, from 0 to 1.
    pub optimism: f64,
    /// The quantile of regret to report, from 0 to 1. It needs every regret kept, 8 bytes a
    /// candidate and point; without it a study's memory does not grow.
    pub percentile: Option<f64>,
}

impl Settings {
    /// No threshold, optimism 1/2, and the 90th percentile of regret.
    #[must_use]
    pub const fn new(direction: Direction) -> Self {
        Self {
            direction,
            threshold: None,
            optimism: 0.5,
            percentile: Some(0.9),
        }
    }
}

/// Why a study cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RobustnessError {
    /// There is nothing to choose from.
    #[error("there is no candidate")]
    NoCandidate,
    /// A setting outside its range.
    #[error("`{name}` is {value}, expected {expected}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// Its value.
        value: f64,
        /// Its range.
        expected: &'static str,
    },
    /// A point with another number of performances than there are candidates.
    #[error("point {point} has {got} performances for {expected} candidates")]
    Length {
        /// The point, from 0.
        point: u64,
        /// The number of performances.
        got: usize,
        /// The number of candidates.
        expected: usize,
    },
    /// A performance that is infinite or not a number: a failed evaluation is `None`.
    #[error("`{candidate}` performs {value} at point {point}, not a finite number")]
    NotFinite {
        /// The candidate.
        candidate: String,
        /// The point, from 0.
        point: u64,
        /// The value.
        value: f64,
    },
    /// Performances whose sums or differences are not finite.
    #[error("the performances are too large to be summed or compared")]
    Overflow,
}

/// A study as it grows.
#[derive(Debug, Clone)]
pub struct Study {
    settings: Settings,
    points: u64,
    complete: u64,
    candidates: Vec<Record>,
    pairs: Vec<Pair>,
}

/// What is kept of one candidate. Losses are performances turned so that less is better.
#[derive(Debug, Clone)]
struct Record {
    name: String,
    known: u64,
    least_loss: f64,
    largest_loss: f64,
    sum: Sum,
    satisfied: u64,
    largest_regret: f64,
    regret_sum: Sum,
    regrets: Vec<f64>,
}

impl Study {
    /// A study of the named candidates.
    ///
    /// # Errors
    /// [`RobustnessError::NoCandidate`], and `Setting` for an optimism or percentile that is no
    /// fraction or a threshold that is not finite.
    pub fn new(candidates: &[&str], settings: Settings) -> Result<Self, RobustnessError> {
        if candidates.is_empty() {
            return Err(RobustnessError::NoCandidate);
        }
        let fraction = |value: f64| (0.0..=1.0).contains(&value);
        let threshold = settings.threshold.unwrap_or(0.0);
        let percentile = settings.percentile.unwrap_or(0.0);
        for (name, value, expected, holds) in [
            (
                "optimism",
                settings.optimism,
                "a fraction from 0 to 1",
                fraction(settings.optimism),
            ),
            (
                "percentile",
                percentile,
                "a fraction from 0 to 1",
                fraction(percentile),
            ),
            (
                "threshold",
                threshold,
                "a finite number",
                threshold.is_finite(),
            ),
        ] {
            if !holds {
                return Err(RobustnessError::Setting {
                    name,
                    value,
                    expected,
                });
            }
        }
        Ok(Self {
            settings,
            points: 0,
            complete: 0,
            candidates: candidates.iter().map(|name| Record::new(name)).collect(),
            pairs: Pair::all(candidates.len()),
        })
    }

    /// Takes in the performance of every candidate at one point, in the order they were named;
    /// `None` where its evaluation failed.
    ///
    /// # Errors
    /// [`RobustnessError::Length`], `NotFinite`, or `Overflow` where the best and the worst
    /// performance are further apart than a number can say. The study is then as it was.
    pub fn observe(&mut self, performance: &[Option<f64>]) -> Result<(), RobustnessError> {
        self.check(performance)?;
        let direction = self.settings.direction;
        let losses: Vec<Option<f64>> = performance
            .iter()
            .map(|it| it.map(|it| direction.loss(it)))
            .collect();
        let complete = losses.iter().all(Option::is_some);
        let best = losses.iter().flatten().copied().reduce(f64::min);
        let largest = losses.iter().flatten().copied().reduce(f64::max);
        if largest
            .zip(best)
            .is_some_and(|(largest, best)| !(largest - best).is_finite())
        {
            return Err(RobustnessError::Overflow);
        }
        for (record, loss) in self.candidates.iter_mut().zip(&losses) {
            let Some(loss) = *loss else { continue };
            record.observe(loss, &self.settings);
            if let (true, Some(best)) = (complete, best) {
                record.regret(loss - best, self.settings.percentile.is_some());
            }
        }
        for pair in &mut self.pairs {
            pair.observe(performance, &losses);
        }
        self.points += 1;
        self.complete += u64::from(complete);
        Ok(())
    }

    fn check(&self, performance: &[Option<f64>]) -> Result<(), RobustnessError> {
        let point = self.points;
        if performance.len() != self.candidates.len() {
            return Err(RobustnessError::Length {
                point,
                got: performance.len(),
                expected: self.candidates.len(),
            });
        }
        for (record, value) in self.candidates.iter().zip(performance) {
            if let Some(value) = value.filter(|value| !value.is_finite()) {
                return Err(RobustnessError::NotFinite {
                    candidate: record.name.clone(),
                    point,
                    value,
                });
            }
        }
        Ok(())
    }

    /// What the points so far come to.
    ///
    /// # Errors
    /// [`RobustnessError::Overflow`] where a mean is not finite.
    pub fn finish(self) -> Result<Robustness, RobustnessError> {
        let comparisons: Vec<_> = self.pairs.iter().map(|pair| pair.finish()).collect();
        let mut candidates = Vec::with_capacity(self.candidates.len());
        for (place, record) in self.candidates.into_iter().enumerate() {
            let dominance = dominance(place, &comparisons);
            candidates.push(record.finish(
                &self.settings,
                self.points,
                self.complete,
                dominance,
            )?);
        }
        Ok(Robustness {
            direction: self.settings.direction,
            points: self.points,
            complete: self.complete,
            candidates,
            comparisons,
        })
    }
}

impl Record {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            known: 0,
            least_loss: f64::INFINITY,
            largest_loss: f64::NEG_INFINITY,
            sum: Sum::default(),
            satisfied: 0,
            largest_regret: 0.0,
            regret_sum: Sum::default(),
            regrets: Vec::new(),
        }
    }

    fn observe(&mut self, loss: f64, settings: &Settings) {
        self.known += 1;
        self.least_loss = self.least_loss.min(loss);
        self.largest_loss = self.largest_loss.max(loss);
        self.sum.add(loss);
        let enough = settings.threshold.map(|it| settings.direction.loss(it));
        self.satisfied += u64::from(enough.is_some_and(|enough| loss <= enough));
    }

    fn regret(&mut self, regret: f64, kept: bool) {
        self.largest_regret = self.largest_regret.max(regret);
        self.regret_sum.add(regret);
        if kept {
            self.regrets.push(regret);
        }
    }

    fn finish(
        mut self,
        settings: &Settings,
        points: u64,
        complete: u64,
        dominance: Dominance,
    ) -> Result<Standing, RobustnessError> {
        let mean = |sum: &Sum, count: u64| {
            let mean = (count > 0).then(|| sum.total() / count as f64);
            match mean {
                Some(mean) if !mean.is_finite() => Err(RobustnessError::Overflow),
                mean => Ok(mean),
            }
        };
        // Turning twice gives the performance back; adding 0 makes -0 into 0.
        let performance = |loss: f64| settings.direction.loss(loss) + 0.0;
        let known = |loss: f64| (self.known > 0).then(|| performance(loss));
        let figure = |value| Figure::over(value, self.known, points);
        let of_regret = |value| Figure::over(value, complete, points);
        let hurwicz =
            settings.optimism * self.least_loss + (1.0 - settings.optimism) * self.largest_loss;
        self.regrets.sort_unstable_by(f64::total_cmp);
        let percentile = settings
            .percentile
            .map(|p| of_regret(quantile(&self.regrets, p)));
        let trials = settings
            .threshold
            .and(Proportion::of(self.satisfied, points).ok());
        Ok(Standing {
            undecided: points - self.known,
            worst: figure(known(self.largest_loss)),
            best: figure(known(self.least_loss)),
            hurwicz: figure(known(hurwicz)),
            mean: figure(mean(&self.sum, self.known)?.map(performance)),
            satisficing: trials,
            regret: Regret {
                maximum: of_regret((complete > 0).then_some(self.largest_regret)),
                mean: of_regret(mean(&self.regret_sum, complete)?),
                percentile,
            },
            dominance,
            name: self.name,
        })
    }
}
