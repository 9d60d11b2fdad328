//! The values that a [`Vary`] asks for, checked against the scenario.

use dashu_ratio::RBig;

use super::{Over, Vary, Word};
use crate::decimal::{DecimalError, parse_decimal};
use crate::diagnostic::{Diagnostic, ScenarioError, did_you_mean};
use crate::number::to_f64;
use crate::scenario::{Parameter, Scenario, spell};

/// How the values between two ends are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences.
    Linear,
    /// Equal ratios.
    Logarithmic,
}

/// The values a parameter is varied over. Numbers are in its declared unit, and only such as the parameter and its contract
/// constant can take: bounds are drawn in and levels are moved to the nearest multiple of [`Parameter::step`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Varied {
    /// Everything between two numbers, the first below the second.
    Between {
        /// The least.
        low: RBig,
        /// The greatest.
        high: RBig,
        /// How it is spread between them.
        scale: Scale,
        /// The levels in a grid, rising; none where none were asked for or declared.
        levels: Vec<RBig>,
    },
    /// Two or more different numbers, as they were listed.
    Listed(Vec<RBig>),
    /// Two or more different choices of a switch, by position among [`Parameter::choices`], as they were listed.
    Choices(Vec<usize>),
}

impl Vary {
    /// The scenario's parameter of this name, and the values asked for.
    ///
    /// # Errors
    /// [`ScenarioError`] when there is no such parameter, when it may not take a value or a bound, when the values are
    /// fewer than two, or when two of them become one as the contract holds them.
    pub fn values<'s>(
        &self,
        scenario: &'s Scenario,
    ) -> Result<(&'s Parameter, Varied), ScenarioError> {
        self.resolve(scenario).map_err(ScenarioError::one)
    }

    pub(in crate::scenario) fn resolve<'s>(
        &self,
        scenario: &'s Scenario,
    ) -> Result<(&'s Parameter, Varied), Diagnostic> {
        let Ok(parameter) = scenario.parameter(self.name()) else {
            let known = scenario.parameters().iter().map(Parameter::name);
            let message = format!("there is no parameter `{}` to vary", self.name());
            return Err(self
                .problem(message, &self.name)
                .maybe_help(did_you_mean(self.name(), known)));
        };
        Ok((parameter, self.over(parameter)?))
    }

    fn over(&self, parameter: &Parameter) -> Result<Varied, Diagnostic> {
        let Some((least, greatest)) = parameter.range() else {
            return self.choices(parameter);
        };
        match &self.over {
            Over::Declared => {
                let (low, high) = self.bounds(parameter, least, greatest)?;
                let levels = parameter.grid().to_vec();
                let levels = self.held(parameter, levels, &low, &high)?;
                Ok(Varied::Between {
                    low,
                    high,
                    scale: Scale::Linear,
                    levels,
                })
            }
            Over::Between {
                low,
                high,
                levels,
                scale,
            } => {
                let (from, to) = (self.number(parameter, low)?, self.number(parameter, high)?);
                if *scale == Scale::Logarithmic && from <= RBig::ZERO {
                    let message = "a logarithmic scale has no place for zero or less";
                    return Err(self.problem(message, low));
                }
                let (low, high) = self.bounds(parameter, &from, &to)?;
                let levels = spread(&low, &high, levels.unwrap_or(0), *scale)
                    .map_err(|error| self.problem(error.to_string(), &self.whole()))?;
                let levels = self.held(parameter, levels, &low, &high)?;
                Ok(Varied::Between {
                    low,
                    high,
                    scale: *scale,
                    levels,
                })
            }
            Over::Listed(words) => {
                let numbers = words.iter().map(|word| self.number(parameter, word));
                let numbers = numbers.collect::<Result<Vec<RBig>, Diagnostic>>()?;
                self.several(words, "`--set` changes a value without varying it")?;
                let numbers = self.held(parameter, numbers, least, greatest)?;
                Ok(Varied::Listed(numbers))
            }
        }
    }

    fn problem(&self, message: impl Into<String>, word: &Word) -> Diagnostic {
        Diagnostic::new(message).at(&self.anchor.place(&word.span), "")
    }

    fn whole(&self) -> Word {
        Word {
            text: self.text.clone(),
            span: 0..self.text.len(),
        }
    }

    fn several(&self, words: &[Word], help: &str) -> Result<(), Diagnostic> {
        match words {
            [only] => Err(self
                .problem("a single value varies nothing", only)
                .help(help)),
            _ => Ok(()),
        }
    }

    /// A number that the parameter may take.
    fn number(&self, parameter: &Parameter, word: &Word) -> Result<RBig, Diagnostic> {
        let value =
            parse_decimal(&word.text).map_err(|error| self.problem(error.to_string(), word))?;
        match parameter.admit(&value) {
            Ok(()) => Ok(value),
            Err(error) => Err(self.problem(error.to_string(), word)),
        }
    }

    /// The bounds drawn in to what the contract can hold.
    fn bounds(
        &self,
        parameter: &Parameter,
        low: &RBig,
        high: &RBig,
    ) -> Result<(RBig, RBig), Diagnostic> {
        let whole = self.whole();
        if low >= high {
            let message = format!(
                "a range leads from less to more, not from {} to {}",
                spell(low),
                spell(high)
            );
            return Err(self.problem(message, &whole));
        }
        let ends = (
            parameter.snap(low, low, high),
            parameter.snap(high, low, high),
        );
        match ends {
            (Some(low), Some(high)) if low < high => Ok((low, high)),
            _ => Err(self.problem(together(parameter, low, high), &whole)),
        }
    }

    /// The numbers as the contract can hold them; no two of them the same.
    fn held(
        &self,
        parameter: &Parameter,
        numbers: Vec<RBig>,
        low: &RBig,
        high: &RBig,
    ) -> Result<Vec<RBig>, Diagnostic> {
        let whole = self.whole();
        let mut held = Vec::with_capacity(numbers.len());
        for number in &numbers {
            let near = parameter.snap(number, low, high);
            held.push(near.ok_or_else(|| self.problem(together(parameter, low, high), &whole))?);
        }
        let mut sorted: Vec<(f64, &RBig)> = held.iter().map(to_f64).zip(&numbers).collect();
        sorted.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        for pair in sorted.windows(2) {
            if let [(one, first), (other, second)] = pair
                && one == other
            {
                return Err(self.problem(together(parameter, first, second), &whole));
            }
        }
        Ok(held)
    }

    fn choices(&self, parameter: &Parameter) -> Result<Varied, Diagnostic> {
        let choices = parameter.choices();
        let words = match &self.over {
            Over::Declared => return Ok(Varied::Choices((0..choices.len()).collect())),
            Over::Between { low, high, .. } => {
                let range = Word {
                    text: String::new(),
                    span: low.span.start..high.span.end,
                };
                let message = format!(
                    "`{}` is a switch, and has no values between two others",
                    parameter.name()
                );
                return Err(self
                    .problem(message, &range)
                    .help(format!("its choices are {}", choices.join(", "))));
            }
            Over::Listed(words) => words,
        };
        let mut positions = Vec::with_capacity(words.len());
        for word in words {
            let Some(position) = choices.iter().position(|choice| *choice == word.text) else {
                let message = format!("`{}` is not a choice of `{}`", word.text, parameter.name());
                let near = did_you_mean(&word.text, choices.iter().map(String::as_str));
                return Err(self.problem(message, word).maybe_help(near));
            };
            if positions.contains(&position) {
                return Err(self.problem(format!("{} stands here twice", word.text), word));
            }
            positions.push(position);
        }
        self.several(words, "`--set` changes a switch without varying it")?;
        Ok(Varied::Choices(positions))
    }
}

/// Why two numbers are one value of the parameter.
fn together(parameter: &Parameter, one: &RBig, other: &RBig) -> String {
    let (name, first, second) = (parameter.name(), spell(one), spell(other));
    match parameter.step() {
        _ if one == other => format!("{first} stands here twice"),
        Some(step) if to_f64(one) != to_f64(other) => {
            let step = spell(&step);
            format!("{first} and {second} are the same, since `{name}` goes in steps of {step}")
        }
        _ => {
            format!("{first} and {second} are too close to be told apart as floating-point numbers")
        }
    }
}

/// `levels` values from `low` to `high`, both included. Even steps are exact; even ratios are given to fourteen
/// significant digits, so that a decade ends on a power of ten.
fn spread(low: &RBig, high: &RBig, levels: u32, scale: Scale) -> Result<Vec<RBig>, DecimalError> {
    let last = levels.saturating_sub(1);
    let logarithm = |value| libm::log(to_f64(value));
    let level = |level| match scale {
        _ if level == 0 => Ok(low.clone()),
        _ if level == last => Ok(high.clone()),
        Scale::Linear => Ok(low + (high - low) * RBig::from(level) / RBig::from(last)),
        Scale::Logarithmic => {
            let (from, to) = (logarithm(low), logarithm(high));
            let value = libm::exp(from + (to - from) * f64::from(level) / f64::from(last));
            parse_decimal(&format!("{value:.13e}"))
        }
    };
    (0..levels).map(level).collect()
}
