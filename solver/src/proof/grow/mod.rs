//! The largest box around the scenario's own values in which claims stay proved.
//!
//! There are many maximal boxes, since a little more room for one parameter may cost another its own; this one is fair to
//! all (max–min, as in water filling). Every side of every parameter is a way from the scenario's value to the end of
//! the declared range, all are gone at the same pace, and a side stops where the box beyond is no longer
//! proved. The others go on without it.

mod way;

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use self::way::{STEPS, Way};
use super::{
    Counterexample, Effort, Missing, ParameterBox, Proof, ProofError, Side, Sign, Subject, prove,
};

/// A sign that a subject is to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Of what.
    pub subject: Subject,
    /// Which.
    pub sign: Sign,
}

/// A box in which every claim is proved, and what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// In the order asked for.
    pub ranges: Vec<Range>,
    /// Boxes looked at in all its proofs.
    pub boxes: u64,
}

/// How far one parameter may go.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The parameter.
    pub parameter: String,
    /// The lowest proved value, in the declared unit.
    pub low: RBig,
    /// The highest proved value, in the declared unit.
    pub high: RBig,
    /// What stops it from going lower.
    pub below: Stop,
    /// What stops it from going higher.
    pub above: Stop,
}

/// What stands at the end of a grown range.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// The end of the declared range.
    EndOfRange,
    /// A claim fails just beyond.
    Refuted {
        /// Of which subject.
        subject: Subject,
        /// A point of the box as it was with one step more.
        counterexample: Counterexample,
    },
    /// A subject has no value just beyond.
    NoValue {
        /// Which.
        subject: Subject,
        /// A point of the box as it was with one step more.
        missing: Missing,
    },
    /// Nothing could be proved just beyond.
    Undecided {
        /// Of which subject.
        subject: Subject,
    },
}

impl Growth {
    /// The box itself.
    pub fn parameter_box(&self) -> ParameterBox {
        let sides = self.ranges.iter().map(|range| Side {
            parameter: range.parameter.clone(),
            low: range.low.clone(),
            high: range.high.clone(),
        });
        ParameterBox {
            sides: sides.collect(),
        }
    }
}

/// Grows a box around the scenario's own values, in these parameters, in which all claims are proved. With one parameter
/// this is the range that it has alone.
///
/// A way is gone in 16384 steps, of constant length, or of constant ratio where value and end of the range are of one sign and more than a
/// factor of four apart; what is reached is rounded back towards the scenario's value: to three digits of the distance, to whole numbers, and to
/// what the contract can encode. `effort` is for one proof of one claim.
///
/// # Errors
/// [`ProofError`] when a claim or a parameter does not fit the scenario, and [`ProofError::NotAtStart`] when a claim is not
/// proved at the scenario's own values.
pub fn grow(
    scenario: &Scenario,
    claims: &[Claim],
    parameters: &[&str],
    effort: &Effort,
) -> Result<Growth, ProofError> {
    let mut ways = Vec::with_capacity(2 * parameters.len());
    for name in parameters {
        ways.extend(Way::both(scenario, name)?);
    }
    let claims = claims.iter().map(|claim| Watched::new(scenario, claim));
    let mut growing = Growing {
        scenario,
        effort,
        claims: claims.collect::<Result<_, _>>()?,
        boxes: 0,
    };
    growing.run(&mut ways)?;
    let range = |(name, pair): (&&str, &[Way])| {
        let [below, above] = pair else { return None };
        Some(Range {
            parameter: (*name).to_owned(),
            low: below.reached(),
            high: above.reached(),
            below: below.stop.clone()?,
            above: above.stop.clone()?,
        })
    };
    Ok(Growth {
        ranges: parameters
            .iter()
            .zip(ways.chunks(2))
            .filter_map(range)
            .collect(),
        boxes: growing.boxes,
    })
}

/// A claim, and the largest box in which it is proved so far.
struct Watched<'c> {
    claim: &'c Claim,
    /// The parameters that matter to it.
    numbers: Vec<String>,
    proved: Option<ParameterBox>,
}

impl<'c> Watched<'c> {
    fn new(scenario: &Scenario, claim: &'c Claim) -> Result<Self, ProofError> {
        let numbers = claim.subject.numbers(scenario)?;
        Ok(Self {
            claim,
            numbers: numbers
                .into_iter()
                .map(|number| number.name().to_owned())
                .collect(),
            proved: None,
        })
    }
}

struct Growing<'s, 'c> {
    scenario: &'s Scenario,
    effort: &'s Effort,
    claims: Vec<Watched<'c>>,
    boxes: u64,
}

impl Growing<'_, '_> {
    fn run(&mut self, ways: &mut [Way]) -> Result<(), ProofError> {
        if let Some(stop) = self.check(&box_of(ways))? {
            return Err(ProofError::NotAtStart(
                stop.subject().map(Subject::to_string).unwrap_or_default(),
            ));
        }
        let mut pace = 0;
        while ways.iter().any(|way| way.stop.is_none()) {
            // The largest pace that all who still go can keep together.
            let (mut kept, mut lost) = (pace, STEPS + 1);
            while lost - kept > 1 {
                let tried = kept.midpoint(lost);
                if self.check(&box_of(&at_pace(ways, tried)))?.is_none() {
                    kept = tried;
                } else {
                    lost = tried;
                }
            }
            pace = kept;
            for way in ways.iter_mut().filter(|way| way.stop.is_none()) {
                way.step = pace;
                if pace == STEPS {
                    way.stop = Some(Stop::EndOfRange);
                }
            }
            self.one_step_more(ways, pace + 1)?;
            pace += 1;
        }
        Ok(())
    }

    /// Lets each side that still goes take one more step, in turn, and stops those that cannot.
    fn one_step_more(&mut self, ways: &mut [Way], pace: u32) -> Result<(), ProofError> {
        for number in 0..ways.len() {
            let before = match ways.get_mut(number) {
                Some(way) if way.stop.is_none() => std::mem::replace(&mut way.step, pace),
                _ => continue,
            };
            if let Some(stop) = self.check(&box_of(ways))?
                && let Some(way) = ways.get_mut(number)
            {
                way.step = before;
                way.stop = Some(stop);
            }
        }
        Ok(())
    }

    /// What stops a box, if anything does; a claim is proved again only where the box is new to it.
    fn check(&mut self, over: &ParameterBox) -> Result<Option<Stop>, ProofError> {
        for number in 0..self.claims.len() {
            let Some(watched) = self.claims.get_mut(number) else {
                continue;
            };
            let sides = over
                .sides
                .iter()
                .filter(|side| watched.numbers.contains(&side.parameter));
            let over = ParameterBox {
                sides: sides.cloned().collect(),
            };
            if watched
                .proved
                .as_ref()
                .is_some_and(|proved| holds(proved, &over))
            {
                continue;
            }
            let Claim { subject, sign } = watched.claim;
            let proof = prove(self.scenario, subject, *sign, &over, self.effort)?;
            let subject = subject.clone();
            let (stop, boxes) = match proof {
                Proof::Proved { boxes } => {
                    watched.proved = Some(over);
                    (None, boxes)
                }
                Proof::Refuted {
                    counterexample,
                    boxes,
                } => (
                    Some(Stop::Refuted {
                        subject,
                        counterexample,
                    }),
                    boxes,
                ),
                Proof::NoValue { missing, boxes } => {
                    (Some(Stop::NoValue { subject, missing }), boxes)
                }
                Proof::Undecided(undecided) => (Some(Stop::Undecided { subject }), undecided.boxes),
            };
            self.boxes += boxes;
            if stop.is_some() {
                // What failed once is asked first, as it is likely to fail again.
                self.claims[..=number].rotate_right(1);
                return Ok(stop);
            }
        }
        Ok(None)
    }
}

impl Stop {
    /// The subject that stops it, unless it is the end of the range.
    pub fn subject(&self) -> Option<&Subject> {
        match self {
            Self::EndOfRange => None,
            Self::Refuted { subject, .. }
            | Self::NoValue { subject, .. }
            | Self::Undecided { subject } => Some(subject),
        }
    }
}

/// Whether one box holds another with the same sides.
fn holds(outer: &ParameterBox, inner: &ParameterBox) -> bool {
    outer.sides.len() == inner.sides.len()
        && outer.sides.iter().zip(&inner.sides).all(|(outer, inner)| {
            outer.parameter == inner.parameter && outer.low <= inner.low && inner.high <= outer.high
        })
}

fn box_of(ways: &[Way]) -> ParameterBox {
    let side = |pair: &[Way]| {
        let [below, above] = pair else { return None };
        Some(Side {
            parameter: below.parameter.clone(),
            low: below.reached(),
            high: above.reached(),
        })
    };
    ParameterBox {
        sides: ways.chunks(2).filter_map(side).collect(),
    }
}

fn at_pace(ways: &[Way], pace: u32) -> Vec<Way> {
    let mut ways = ways.to_vec();
    for way in ways.iter_mut().filter(|way| way.stop.is_none()) {
        way.step = pace;
    }
    ways
}
