//! The sign of a subject over a whole box.

use assay_scenarios::{EvaluationError, LookupError, Scenario, ValueError};
use dashu_ratio::RBig;

use super::{
    ParameterBox, Side, Sign, Subject, Value,
    parameter_box::checked,
    region::{Region, Span},
    search::{Axis, Ended, Left, Search},
    target::Target,
};

/// Left-over boxes that an undecided answer shows.
const SHOWN: usize = 100;

/// How much may be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Boxes and faces of boxes in all.
    pub boxes: u64,
    /// Splits from the whole box down to one part, beyond which the part is left over.
    pub splits: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            boxes: 200_000,
            splits: 100,
        }
    }
}

/// What is certain of a sign over a box.
#[derive(Debug, Clone, PartialEq)]
pub enum Proof {
    /// The subject has a value of this sign at every point.
    Proved {
        /// What it took.
        boxes: u64,
    },
    /// It does not have the sign at a point.
    Refuted {
        /// The point, and the value there.
        counterexample: Counterexample,
        /// What it took.
        boxes: u64,
    },
    /// It has no value at a point: neither safe nor a counterexample.
    NoValue {
        /// The point, and why.
        missing: Missing,
        /// What it took.
        boxes: u64,
    },
    /// Nothing is certain.
    Undecided(Undecided),
}

/// A point of the box at which the claim fails.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterexample {
    /// Each parameter of the box, in its declared unit.
    pub at: Vec<(String, RBig)>,
    /// The subject's value, in its unit, certainly without the sign.
    pub value: Value,
}

/// A point of the box at which the subject has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Each parameter of the box, in its declared unit.
    pub at: Vec<(String, RBig)>,
    /// What has no value there.
    pub reason: String,
}

/// What is left over of a box when the effort is spent.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// The largest boxes left over, at most a hundred. Everywhere else the sign is proved.
    pub left: Vec<ParameterBox>,
    /// How many there are in all.
    pub count: usize,
    /// Their share of the volume: of parameters that have a range, whole ones by their whole numbers.
    pub share: f64,
    /// Why one of them may have no value somewhere, where that is so.
    pub reason: Option<String>,
    /// What it took.
    pub boxes: u64,
}

/// A question that cannot be asked.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// There is no such subject or parameter, or it is a switch.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// An end of the box that the parameter does not admit.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The ends of a side in the wrong order.
    #[error("the side of `{name}` runs from {low} down to {high}: expected the lower end first")]
    OutOfOrder {
        /// The parameter.
        name: String,
        /// Its first end.
        low: RBig,
        /// Its second end.
        high: RBig,
    },
    /// A parameter with two sides.
    #[error("`{0}` is given twice: expected one side for each parameter")]
    Twice(String),
    /// The subject has no value where one is needed.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// A claim that is to be kept while a box grows is not proved at the scenario's own values.
    #[error(
        "the claim about `{0}` is not proved at the scenario's own values, so that there is no box to grow"
    )]
    NotAtStart(String),
    /// No whole number lies in the side of a whole parameter.
    #[error("`{0}` takes whole numbers, and none lies between the ends of its side")]
    NoWholeNumber(String),
}

/// Proves that a subject has a sign at every point of a box of parameters, or finds a point where it does not, or no value.
///
/// Branch and bound with enclosures that are rounded outward: see [`Enclosure`](super::Enclosure) and
/// [`Dual`](super::Dual). A proof and a counterexample are certain, whatever the rounding; the
/// counterexample's value is exact where the subject is rational there. Parameters outside the box, and switches, are as the scenario
/// has them. The answer does not depend on anything but the arguments.
///
/// # Errors
/// [`ProofError`] when the question does not fit the scenario; never because it is hard.
pub fn prove(
    scenario: &Scenario,
    subject: &Subject,
    sign: Sign,
    over: &ParameterBox,
    effort: &Effort,
) -> Result<Proof, ProofError> {
    let spans = checked(scenario, over)?;
    let axes = axes(scenario, subject, &spans)?;
    let formulas = subject.formulas(scenario)?;
    let mut claims = vec![(Target::Subject(subject), sign)];
    if let Subject::Attack(id) = subject {
        claims.push((Target::Success(id), Sign::NotNegative));
        claims.push((Target::Failure(id), Sign::NotNegative));
    }
    let mut boxes = 0;
    let mut left = Vec::new();
    for (target, sign) in claims {
        let mut search = Search::new(scenario, target, sign, &axes, &formulas);
        let ended = search.run(Effort {
            boxes: effort.boxes.saturating_sub(boxes),
            ..*effort
        });
        boxes += search.boxes();
        match ended {
            Ended::Proved => {}
            Ended::Undecided(more) => left.extend(more),
            Ended::NoValue(mut missing) => {
                missing.at = everywhere(scenario, &spans, missing.at);
                return Ok(Proof::NoValue { missing, boxes });
            }
            Ended::Refuted(Counterexample { at, value }) => {
                let at = everywhere(scenario, &spans, at);
                return Ok(match target {
                    Target::Subject(_) => Proof::Refuted {
                        counterexample: Counterexample { at, value },
                        boxes,
                    },
                    Target::Success(_) | Target::Failure(_) => Proof::NoValue {
                        missing: Missing {
                            at,
                            reason: "a probability outside 0 to 1".to_owned(),
                        },
                        boxes,
                    },
                });
            }
        }
    }
    if left.is_empty() {
        return Ok(Proof::Proved { boxes });
    }
    Ok(Proof::Undecided(undecided(&axes, &spans, left, boxes)))
}

/// The sides of a box that matter to a subject.
fn axes(
    scenario: &Scenario,
    subject: &Subject,
    spans: &[(String, Span)],
) -> Result<Vec<Axis>, ProofError> {
    let numbers = subject.numbers(scenario)?;
    let matter = |name: &str| numbers.iter().any(|number| number.name() == name);
    let axis = |(name, span): &(String, Span)| {
        Ok(Axis {
            name: name.clone(),
            span: span.clone(),
            own: scenario.exact(name)?.clone(),
            landmarks: subject.landmarks(scenario, name)?,
        })
    };
    let spans = spans.iter().filter(|(name, _)| matter(name));
    spans.map(axis).collect()
}

/// A point with the parameters that do not matter: at the scenario's own values, or beside them.
fn everywhere(
    scenario: &Scenario,
    spans: &[(String, Span)],
    at: Vec<(String, RBig)>,
) -> Vec<(String, RBig)> {
    let value = |(name, span): &(String, Span)| {
        let known = at.iter().find(|(axis, _)| axis == name);
        let value = known.map(|(_, value)| value.clone()).or_else(|| {
            let own = scenario.exact(name).ok()?;
            span.admits(own).then(|| own.clone())
        });
        (name.clone(), value.unwrap_or_else(|| span.low.clone()))
    };
    spans.iter().map(value).collect()
}

fn undecided(
    axes: &[Axis],
    spans: &[(String, Span)],
    mut left: Vec<Left>,
    boxes: u64,
) -> Undecided {
    left.sort_by(|a, b| b.share.total_cmp(&a.share));
    let share: f64 = left.iter().map(|left| left.share).sum();
    let shown = left.iter().take(SHOWN);
    Undecided {
        count: left.len(),
        share: share.min(1.0),
        reason: left.iter().find_map(|left| left.reason.clone()),
        left: shown
            .map(|left| as_asked(axes, spans, &left.region))
            .collect(),
        boxes,
    }
}

fn as_asked(axes: &[Axis], spans: &[(String, Span)], region: &Region) -> ParameterBox {
    let side = |(name, span): &(String, Span)| {
        let found = axes.iter().zip(region).find(|(axis, _)| axis.name == *name);
        let span = found.map_or(span, |(_, side)| side);
        Side {
            parameter: name.clone(),
            low: span.low.clone(),
            high: span.high.clone(),
        }
    };
    ParameterBox {
        sides: spans.iter().map(side).collect(),
    }
}
