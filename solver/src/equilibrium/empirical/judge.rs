//! Whether a profile survives the error of the estimates.

use super::{Empirical, EmpiricalError, Estimate, runs, student::quantile};
use crate::{exact::Rational, interval::Interval};

/// What is asked of a profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// Gains up to this count as none, in units of the payoffs. A mixed profile is hardly ever an equilibrium of the
    /// true game with ε = 0: then it can be refuted, not survive.
    pub epsilon: f64,
    /// With this chance, at least, all intervals hold the true gains at once (by Bonferroni's inequality, for means
    /// that are normal or nearly so, by Student's distribution).
    pub confidence: f64,
    /// How the profile came about.
    pub scope: Scope,
}

/// How the profile that is judged came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It was fixed before the runs were looked at, and the runs of different cells are independent: the errors of a
    /// gain add up in squares (degrees of freedom as Welch and Satterthwaite have them).
    Fixed,
    /// It may have been chosen by the runs, and these may share their random numbers: every cell's interval holds
    /// at once, and the errors of a gain add up in full.
    Chosen,
}

impl Question {
    pub(super) fn check(&self) -> Result<(), EmpiricalError> {
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return Err(EmpiricalError::Confidence(self.confidence));
        }
        if !(self.epsilon.is_finite() && self.epsilon >= 0.0) {
            return Err(EmpiricalError::Epsilon(self.epsilon));
        }
        Ok(())
    }
}

/// What a profile is, for all that is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// No deviation gains more than ε.
    Survives,
    /// Some deviation gains more than ε.
    Refuted,
    /// Neither; these cells decide it, those that need most runs first. None are named where rounding alone leaves it
    /// open.
    Undecided(Vec<More>),
}

/// A cell that should be known better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct More {
    /// Whose payoff (index from 0).
    pub player: usize,
    /// In which profile (one strategy a player, indices from 0).
    pub profile: Vec<usize>,
    /// About how many runs to add, if the means stay where they are. Nothing where no number of runs would do: the
    /// gain is just ε, or bounds that runs do not narrow are too wide.
    pub runs: Option<u64>,
}

/// A deviation from the profile judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    /// Who deviates (index from 0).
    pub player: usize,
    /// To which strategy (index from 0).
    pub strategy: usize,
    /// The gain by the point estimates.
    pub estimate: f64,
    /// The gain within the errors.
    pub gain: Interval,
}

/// The judgement on a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Survives, refuted or undecided.
    pub verdict: Verdict,
    /// The most that anybody gains by a deviation, within the errors; never below zero.
    pub regret: Interval,
    /// Every deviation that changes anything.
    pub deviations: Vec<Deviation>,
}

/// What one cell adds to a deviation's gain.
pub(super) struct Part {
    /// Number of the profile.
    pub(super) cell: usize,
    /// The cell's weight in the gain, outward-rounded.
    pub(super) weight: Interval,
}

impl Empirical {
    /// Judges a profile of mixed strategies, one list of probabilities a player.
    ///
    /// # Errors
    /// [`EmpiricalError::Strategies`], [`EmpiricalError::Confidence`] or [`EmpiricalError::Epsilon`].
    pub fn judge(
        &self,
        strategies: &[Vec<Rational>],
        question: &Question,
    ) -> Result<Judgement, EmpiricalError> {
        question.check()?;
        self.check_strategies(strategies)?;
        let mut parts = Vec::new();
        for (player, mixed) in strategies.iter().enumerate() {
            for strategy in 0..mixed.len() {
                let of_deviation = self.parts(strategies, player, strategy);
                if !of_deviation.is_empty() {
                    parts.push((player, strategy, of_deviation));
                }
            }
        }
        let statements = match question.scope {
            Scope::Fixed => parts.len(),
            Scope::Chosen => self.uncertain_cells(),
        };
        let tail = (1.0 - question.confidence) / (2.0 * statements.max(1) as f64);
        let mut deviations = Vec::with_capacity(parts.len());
        let mut more = runs::Wanted::default();
        for (player, strategy, parts) in parts {
            let spread = self.spread(player, &parts, question.scope, tail);
            let centre: Interval = parts
                .iter()
                .map(|part| part.weight * self.centre(player, part.cell))
                .sum();
            let gain = centre + spread;
            if gain.low() <= question.epsilon && question.epsilon < gain.high() {
                let distance = (centre.middle() - question.epsilon).abs();
                more.add(self, player, &parts, question.scope, tail, distance);
            }
            deviations.push(Deviation {
                player,
                strategy,
                estimate: centre.middle(),
                gain,
            });
        }
        let most = |end: fn(Interval) -> f64| {
            deviations
                .iter()
                .map(|deviation| end(deviation.gain))
                .fold(0.0, f64::max)
        };
        let (low, high) = (most(Interval::low), most(Interval::high));
        let verdict = if low > question.epsilon {
            Verdict::Refuted
        } else if high <= question.epsilon {
            Verdict::Survives
        } else {
            Verdict::Undecided(more.listed(&self.point))
        };
        Ok(Judgement {
            verdict,
            regret: Interval::new(low, high).unwrap_or(Interval::ALL),
            deviations,
        })
    }

    fn check_strategies(&self, strategies: &[Vec<Rational>]) -> Result<(), EmpiricalError> {
        let shape = self.point.shape();
        for player in 0..shape.len().max(strategies.len()) {
            let expected = shape.get(player).copied().unwrap_or(0);
            let sound = strategies.get(player).is_some_and(|mixed| {
                let sum = mixed.iter().fold(Rational::ZERO, |sum, it| sum + it);
                let negative = mixed.iter().any(|it| *it < Rational::ZERO);
                mixed.len() == expected && sum.is_one() && !negative
            });
            if !sound {
                return Err(EmpiricalError::Strategies {
                    player: player + 1,
                    strategies: expected,
                });
            }
        }
        Ok(())
    }

    /// The gain of a deviation as weights of the player's cells.
    fn parts(&self, strategies: &[Vec<Rational>], player: usize, to: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        for (cell, profile) in self.point.profiles().enumerate() {
            let mut weight = -&strategies[player][profile[player]];
            if profile[player] == to {
                weight += Rational::ONE;
            }
            for (other, &strategy) in profile.iter().enumerate() {
                if other != player {
                    weight *= &strategies[other][strategy];
                }
            }
            if !weight.is_zero() {
                parts.push(Part {
                    cell,
                    weight: Interval::enclosing(&weight),
                });
            }
        }
        parts
    }

    fn centre(&self, player: usize, cell: usize) -> Interval {
        match self.cells[player][cell] {
            Estimate::Sampled { mean, .. } => Interval::point(mean).unwrap_or(Interval::ALL),
            Estimate::Bounded(bounds) => bounds,
        }
    }

    /// How far a gain may be from its centre for want of runs, rounded outward.
    fn spread(&self, player: usize, parts: &[Part], scope: Scope, tail: f64) -> Interval {
        let errors = || {
            parts
                .iter()
                .filter_map(|part| match self.cells[player][part.cell] {
                    Estimate::Sampled { error, runs, .. } if error > 0.0 => {
                        let weighted = part.weight * Interval::point(error)?;
                        Some((weighted.magnitude(), runs))
                    }
                    _ => None,
                })
        };
        let half = match scope {
            Scope::Chosen => errors()
                .map(|(error, runs)| product(error, quantile(tail, freedom(runs))))
                .fold(0.0, sum),
            Scope::Fixed => {
                let variance = errors()
                    .map(|(error, _)| product(error, error))
                    .fold(0.0, sum);
                let satterthwaite = errors()
                    .map(|(error, runs)| libm::pow(error, 4.0) / freedom(runs))
                    .sum::<f64>();
                if variance == 0.0 {
                    0.0
                } else {
                    let freedom = variance * variance / satterthwaite;
                    product(libm::sqrt(variance).next_up(), quantile(tail, freedom))
                }
            }
        };
        Interval::new(-half, half).unwrap_or(Interval::ALL)
    }

    fn uncertain_cells(&self) -> usize {
        let uncertain =
            |cell: &&Estimate| matches!(cell, Estimate::Sampled { error, .. } if *error > 0.0);
        self.cells.iter().flatten().filter(uncertain).count()
    }
}

/// Degrees of freedom of a mean's standard error.
pub(super) fn freedom(runs: u64) -> f64 {
    runs.saturating_sub(1).max(1) as f64
}

fn product(a: f64, b: f64) -> f64 {
    (a * b).next_up()
}

fn sum(a: f64, b: f64) -> f64 {
    (a + b).next_up()
}
