//! Between which values of a parameter a simulated mean changes sides.

use super::super::{Interval, StatisticsError};
use super::{ConfidenceSequence, Outcomes, Standing};

/// What is looked for, and how much may be spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignSearch {
    /// The ends of the parameter's range; whole numbers where `whole` is set.
    pub range: (f64, f64),
    /// Whether the parameter takes whole values only.
    pub whole: bool,
    /// What the mean is compared with, in the outcomes' unit.
    pub threshold: f64,
    /// The probability with which anything that is said may be wrong, over all values and all runs together.
    pub alpha: f64,
    /// What is known of single outcomes.
    pub outcomes: Outcomes,
    /// A bracket of the parameter as narrow as this is not narrowed further.
    pub tolerance: f64,
    /// Runs asked for at once.
    pub batch: u64,
    /// Runs spent on one value at most.
    pub runs_per_value: u64,
    /// Runs spent in all at most.
    pub runs: u64,
}

/// One value that was looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The parameter's value.
    pub value: f64,
    /// Where the mean stands there.
    pub standing: Standing,
    /// The mean's interval, at this look's share of the confidence.
    pub interval: Option<Interval>,
    /// The runs it took.
    pub runs: u64,
}

/// Where the mean changes sides. All standings hold together with probability `1 - alpha`.
#[derive(Debug, Clone, PartialEq)]
pub struct SignBracket {
    /// Two values at which the mean is on different sides, below and above the threshold; nothing where the ends of the range
    /// are on the same side, or could not be decided. What lies between was not shown to change sides once only.
    pub bracket: Option<Bracket>,
    /// Every value that was looked at, in order, the ends of the range first.
    pub looks: Vec<Look>,
}

/// Two values of the parameter that a change of sides lies between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// Where the mean is below the threshold: smaller or larger than `above`.
    pub below: f64,
    /// Where the mean is above the threshold.
    pub above: f64,
    /// Why it is not narrower.
    pub ended: Ended,
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The bracket is as narrow as was asked for, or its ends are neighbouring whole values.
    Narrow,
    /// Within it are values at which the mean is too near the threshold for `runs_per_value`.
    TooNear,
    /// All runs are spent.
    Spent,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BracketError<E> {
    /// The search makes no sense as it was put.
    #[error("{0}")]
    Search(&'static str),
    /// The outcomes have no statistic.
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
    /// A simulation failed.
    #[error("at {value}: {error}")]
    Outcomes {
        /// The parameter's value.
        value: f64,
        /// What failed there.
        error: E,
    },
    /// A simulation gave another number of outcomes than runs.
    #[error("{asked} runs at {value} gave {got} outcomes")]
    WrongCount {
        /// The parameter's value.
        value: f64,
        /// The number of runs.
        asked: u64,
        /// The number of outcomes.
        got: usize,
    },
}

/// Bisects a parameter for the place where the mean of the outcomes changes sides of a threshold.
///
/// `outcomes(value, first, count)` gives the outcomes of the runs `first` to `first + count - 1` at a value of the
/// parameter, so that all values can share their random numbers. The k-th value looked at has a share of `alpha / (k (k + 1))`,
/// which sum to `alpha` for any number of looks. A value that cannot be decided is left aside, and the bracket narrowed from
/// both sides of it.
///
/// # Errors
/// [`BracketError`] for a search that makes no sense, and when a simulation fails.
pub fn sign_bracket<E>(
    search: &SignSearch,
    outcomes: impl FnMut(f64, u64, u64) -> Result<Vec<f64>, E>,
) -> Result<SignBracket, BracketError<E>> {
    check(search)?;
    let mut looking = Looking {
        search,
        outcomes,
        looks: Vec::new(),
        left: search.runs,
    };
    let (low, high) = search.range;
    let at_low = looking.look(low)?;
    let at_high = looking.look(high)?;
    let is_bracket = matches!(
        (at_low, at_high),
        (Standing::Below, Standing::Above) | (Standing::Above, Standing::Below)
    );
    let bracket = if is_bracket {
        Some(looking.narrow(at_low)?)
    } else {
        None
    };
    Ok(SignBracket {
        bracket,
        looks: looking.looks,
    })
}

fn check<E>(search: &SignSearch) -> Result<(), BracketError<E>> {
    let (low, high) = search.range;
    let whole = |value: f64| libm::trunc(value) == value;
    let complaint = if !(low < high && (high - low).is_finite()) {
        "the range's ends are not finite numbers in order"
    } else if search.whole && !(whole(low) && whole(high)) {
        "the range's ends are not whole"
    } else if search.threshold.is_nan() || search.tolerance.is_nan() {
        "the threshold or the tolerance is not a number"
    } else if search.batch == 0 {
        "a batch has no runs"
    } else {
        return Ok(());
    };
    Err(BracketError::Search(complaint))
}

struct Looking<'s, F> {
    search: &'s SignSearch,
    outcomes: F,
    looks: Vec<Look>,
    left: u64,
}

impl<E, F: FnMut(f64, u64, u64) -> Result<Vec<f64>, E>> Looking<'_, F> {
    /// Where the mean stands at a value, by as many runs as that takes.
    fn look(&mut self, value: f64) -> Result<Standing, BracketError<E>> {
        let number = (self.looks.len() + 1) as f64;
        let alpha = self.search.alpha / (number * (number + 1.0));
        let mut sequence = ConfidenceSequence::new(alpha, self.search.outcomes)?;
        let mut standing = Standing::StillOpen;
        'runs: while sequence.runs() < self.search.runs_per_value {
            let first = sequence.runs();
            let asked = self.search.batch.min(self.search.runs_per_value - first);
            let asked = asked.min(self.left);
            if asked == 0 {
                break;
            }
            let batch = (self.outcomes)(value, first, asked)
                .map_err(|error| BracketError::Outcomes { value, error })?;
            let got = batch.len();
            if got as u64 != asked {
                return Err(BracketError::WrongCount { value, asked, got });
            }
            self.left -= asked;
            for outcome in batch {
                sequence.observe(outcome)?;
                standing = sequence.against(self.search.threshold);
                if standing != Standing::StillOpen {
                    break 'runs;
                }
            }
        }
        self.looks.push(Look {
            value,
            standing,
            interval: sequence.interval(),
            runs: sequence.runs(),
        });
        Ok(standing)
    }

    /// Narrows the range, whose ends are on different sides.
    fn narrow(&mut self, at_low: Standing) -> Result<Bracket, BracketError<E>> {
        let (mut low, mut high) = self.search.range;
        // The least and the greatest value between them that could not be decided.
        let mut open: Option<(f64, f64)> = None;
        let ended = loop {
            let next = match open {
                None => self.between(low, high),
                Some((first, last)) => {
                    let (left, right) = (self.between(low, first), self.between(last, high));
                    if first - low >= high - last {
                        left.or(right)
                    } else {
                        right.or(left)
                    }
                }
            };
            let Some(value) = next else {
                break open.map_or(Ended::Narrow, |_| Ended::TooNear);
            };
            if self.left == 0 {
                break Ended::Spent;
            }
            let standing = self.look(value)?;
            if standing == Standing::StillOpen {
                let (first, last) = open.unwrap_or((value, value));
                open = Some((first.min(value), last.max(value)));
            } else if standing == at_low {
                low = value;
                open = open.filter(|(first, _)| *first > low);
            } else {
                high = value;
                open = open.filter(|(_, last)| *last < high);
            }
        };
        let (below, above) = if at_low == Standing::Below {
            (low, high)
        } else {
            (high, low)
        };
        Ok(Bracket {
            below,
            above,
            ended,
        })
    }

    /// A value in the middle; nothing where there is no use in one.
    fn between(&self, low: f64, high: f64) -> Option<f64> {
        if high - low <= self.search.tolerance {
            return None;
        }
        let middle = low + (high - low) / 2.0;
        let middle = if self.search.whole {
            libm::floor(middle)
        } else {
            middle
        };
        (low < middle && middle < high).then_some(middle)
    }
}
