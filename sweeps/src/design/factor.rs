//! One parameter that a design moves: its values, and what the contract can hold of them.

use assay_scenarios::{
    Parameter, ParameterKind, Scale, Scenario, ScenarioError, Unit, ValueError, Varied, Vary,
};
use dashu_ratio::RBig;

/// A parameter that a design moves, and over what.
///
/// A coordinate of a number is in the parameter's declared unit, that of a switch is the position of a choice among the
/// parameter's choices. A coordinate is always the float nearest to a value that the parameter, and the contract constant
/// it becomes, can take ([`Parameter::step`]).
#[derive(Debug, Clone)]
pub struct Factor {
    parameter: Parameter,
    group: Option<String>,
    domain: Domain,
    levels: Vec<f64>,
    steps: Steps,
}

/// What a factor may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Domain {
    /// Any number between two that the parameter can take.
    Between {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
        /// How a design's points are spread between them.
        scale: Scale,
    },
    /// A whole number between two, each alike.
    Whole {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
    },
    /// One of these numbers, each alike.
    Listed(Vec<f64>),
    /// One of these choices of a switch, by position, each alike.
    Choices(Vec<f64>),
}

impl Factor {
    /// The factor that `vary` asks for.
    ///
    /// # Errors
    /// As [`Vary::values`]: no such parameter, a value it may not take, or values that the contract cannot tell apart.
    pub fn read(scenario: &Scenario, vary: &Vary) -> Result<Self, ScenarioError> {
        let (parameter, varied) = vary.values(scenario)?;
        let floats = |values: &[RBig]| values.iter().map(float).collect::<Vec<f64>>();
        let (domain, levels) = match varied {
            Varied::Between {
                low,
                high,
                scale,
                levels,
            } => {
                let (low, high, levels) = (float(&low), float(&high), floats(&levels));
                match scale {
                    Scale::Linear if parameter.is_whole() => (Domain::Whole { low, high }, levels),
                    _ => (Domain::Between { low, high, scale }, levels),
                }
            }
            Varied::Listed(values) => (Domain::Listed(floats(&values)), floats(&values)),
            Varied::Choices(positions) => {
                let positions: Vec<f64> = positions
                    .into_iter()
                    .map(|position| position as f64)
                    .collect();
                (Domain::Choices(positions.clone()), positions)
            }
        };
        Ok(Self {
            steps: Steps::of(parameter),
            parameter: parameter.clone(),
            group: vary.group().map(str::to_owned),
            domain,
            levels,
        })
    }

    /// The parameter over everything it is declared to be.
    pub(super) fn declared(parameter: &Parameter) -> Self {
        let domain = match parameter.range() {
            Some((low, high)) if parameter.is_whole() => Domain::Whole {
                low: float(low),
                high: float(high),
            },
            Some((low, high)) => Domain::Between {
                low: float(low),
                high: float(high),
                scale: Scale::Linear,
            },
            None => Domain::Choices((0..parameter.choices().len()).map(|at| at as f64).collect()),
        };
        Self {
            steps: Steps::of(parameter),
            parameter: parameter.clone(),
            group: None,
            domain,
            levels: Vec::new(),
        }
    }

    /// The parameter's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.parameter.name()
    }

    /// Whether the contract fixes it or the world does.
    #[must_use]
    pub fn kind(&self) -> ParameterKind {
        self.parameter.kind()
    }

    /// The declared unit; empty for a switch.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.parameter.unit().map_or("", Unit::name)
    }

    /// What it may be.
    #[must_use]
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The group it moves with, where it has one.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// Its levels in a grid; empty where none were asked for, listed or declared.
    #[must_use]
    pub fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// The coordinate at a share of the way through the domain, from 0 to 1 (what lies outside counts as the nearer end,
    /// what is no number as 0): as far between two numbers, and the one of equal parts that the share falls into for
    /// whole numbers, lists and choices.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        let share = if share > 0.0 { share.min(1.0) } else { 0.0 };
        match &self.domain {
            Domain::Between { low, high, scale } => {
                let value = match scale {
                    // Rounding may end beside the end.
                    _ if share >= 1.0 => *high,
                    Scale::Linear => low + share * (high - low),
                    Scale::Logarithmic => {
                        let (from, to) = (libm::log(*low), libm::log(*high));
                        libm::exp(from + share * (to - from))
                    }
                };
                self.held(value.clamp(*low, *high)).clamp(*low, *high)
            }
            Domain::Whole { low, high } => {
                (low + libm::floor(share * (high - low + 1.0))).min(*high)
            }
            Domain::Listed(values) | Domain::Choices(values) => {
                let last = values.len().saturating_sub(1);
                let place = ((share * values.len() as f64) as usize).min(last);
                values.get(place).copied().unwrap_or(0.0)
            }
        }
    }

    /// The exact value of a coordinate, in the declared unit: the value nearest to the decimal it prints as that the
    /// parameter, and the contract constant it becomes, can take.
    ///
    /// # Errors
    /// [`ValueError`] for a switch, and for what is no coordinate of this factor: not finite, or outside the
    /// parameter's range.
    pub fn exact(&self, value: f64) -> Result<RBig, ValueError> {
        self.parameter.nearest(value)
    }

    /// A coordinate as text: the shortest decimal of a number, or the choice.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        match self.parameter.choices().get(value as usize) {
            Some(choice) => choice.clone(),
            None => value.to_string(),
        }
    }

    /// The scenario with this parameter at a coordinate.
    ///
    /// # Errors
    /// As [`Factor::exact`].
    pub fn set(&self, scenario: &Scenario, value: f64) -> Result<Scenario, ValueError> {
        match self.domain {
            Domain::Choices(_) => scenario.with_choice(self.name(), &self.text(value)),
            _ => scenario.with_number(self.name(), self.exact(value)?),
        }
    }

    /// The coordinate of a number that was given for this parameter.
    pub(super) fn admitted(&self, number: f64) -> Result<f64, ValueError> {
        if self.parameter.is_whole() && libm::trunc(number) != number {
            return Err(ValueError::NotWhole {
                name: self.name().to_owned(),
                value: number.to_string(),
            });
        }
        self.exact(number).map(|exact| float(&exact))
    }

    /// The coordinate of a choice of this switch.
    pub(super) fn position(&self, choice: &str) -> Result<f64, ValueError> {
        self.parameter
            .position_of(choice)
            .map(|position| position as f64)
    }

    /// The coordinate nearest to a number within the parameter's range.
    fn held(&self, value: f64) -> f64 {
        self.steps
            .nearest(value)
            .unwrap_or_else(|| self.exact(value).map_or(value, |exact| float(&exact)))
    }
}

/// The float nearest to an exact value, ties to even.
fn float(value: &RBig) -> f64 {
    value.to_f64().value()
}

/// The multiples that the values of a number are, as far as floats can tell.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Steps {
    /// Any number is a value.
    Any,
    /// So many multiples to the unit.
    PerUnit(f64),
    /// As many as a power of ten.
    PowerOfTen(f64),
    /// A number of multiples that no float is.
    Unknown,
}

/// Whole numbers up to 2^53 are exact as floats, so a quotient of two of them is rounded once.
const WHOLE: f64 = 9_007_199_254_740_992.0;
/// A float prints with at most 17 significant digits: a value of this many steps, of a power of ten to the unit, prints
/// as a multiple of the step.
const PRINTED_WHOLE: f64 = 1e16;
/// Powers of ten up to here are exact as floats.
const LARGEST_POWER: u32 = 22;

impl Steps {
    fn of(parameter: &Parameter) -> Self {
        let Some(step) = parameter.step() else {
            return Self::Any;
        };
        let to_the_unit = RBig::ONE / step;
        let steps = float(&to_the_unit);
        let mut power = 1.0;
        for _ in 0..=LARGEST_POWER {
            if power == steps && RBig::try_from(steps).as_ref() == Ok(&to_the_unit) {
                return Self::PowerOfTen(steps);
            }
            power *= 10.0;
        }
        match to_the_unit.is_int() && steps <= WHOLE {
            true => Self::PerUnit(steps),
            false => Self::Unknown,
        }
    }

    /// The float nearest to the multiple nearest to `value`; `None` where it takes exact arithmetic to say.
    fn nearest(self, value: f64) -> Option<f64> {
        let (steps, is_decimal) = match self {
            Self::Any => return Some(value),
            Self::PerUnit(steps) => (steps, false),
            Self::PowerOfTen(steps) => (steps, true),
            Self::Unknown => return None,
        };
        let multiple = libm::round(value * steps);
        if multiple.abs() <= WHOLE {
            Some(multiple / steps)
        } else {
            (is_decimal && multiple.abs() >= PRINTED_WHOLE).then_some(value)
        }
    }
}
