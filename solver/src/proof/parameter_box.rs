//! Boxes of parameters, as they are asked for.

use assay_scenarios::{LookupError, Scenario};
use dashu_ratio::RBig;

use super::{ProofError, region::Span};

/// A range for each of some parameters; the others stay at the scenario's own values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParameterBox {
    /// No parameter twice.
    pub sides: Vec<Side>,
}

/// The range of one parameter, both ends included, in its declared unit. A whole parameter takes the whole
/// numbers of it only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// A numeric parameter of the scenario.
    pub parameter: String,
    /// The least value.
    pub low: RBig,
    /// The greatest value.
    pub high: RBig,
}

impl ParameterBox {
    /// Each of these parameters from `1 - share` to `1 + share` times the scenario's own value, as far as its declared
    /// range goes.
    ///
    /// # Errors
    /// [`LookupError`] when one of them is not a number of the scenario.
    pub fn around<'a>(
        scenario: &Scenario,
        parameters: impl IntoIterator<Item = &'a str>,
        share: &RBig,
    ) -> Result<Self, LookupError> {
        let side = |name: &str| {
            let value = scenario.exact(name)?;
            let ends = [value * (RBig::ONE - share), value * (RBig::ONE + share)];
            let [low, high] = match scenario.parameter(name)?.range() {
                Some((least, most)) => ends.map(|end| end.max(least.clone()).min(most.clone())),
                None => ends,
            };
            Ok(Side {
                parameter: name.to_owned(),
                low: low.clone().min(high.clone()),
                high: high.max(low),
            })
        };
        let sides = parameters.into_iter().map(side);
        Ok(Self {
            sides: sides.collect::<Result<_, LookupError>>()?,
        })
    }
}

/// Checks a box against the scenario: names, order, ranges; and gives the spans of its sides.
pub(super) fn checked(
    scenario: &Scenario,
    over: &ParameterBox,
) -> Result<Vec<(String, Span)>, ProofError> {
    let mut spans: Vec<(String, Span)> = Vec::with_capacity(over.sides.len());
    for Side {
        parameter: name,
        low,
        high,
    } in &over.sides
    {
        if spans.iter().any(|(known, _)| known == name) {
            return Err(ProofError::Twice(name.clone()));
        }
        scenario.exact(name)?;
        let parameter = scenario.parameter(name)?;
        if low > high {
            let (name, low, high) = (name.clone(), low.clone(), high.clone());
            return Err(ProofError::OutOfOrder { name, low, high });
        }
        let whole = parameter.is_whole();
        let (low, high) = if whole {
            (RBig::from(low.ceil()), RBig::from(high.floor()))
        } else {
            (low.clone(), high.clone())
        };
        if low > high {
            return Err(ProofError::NoWholeNumber(name.clone()));
        }
        for end in [&low, &high] {
            scenario.with_number(name, end.clone())?;
        }
        spans.push((name.clone(), Span::new(low, high, whole)));
    }
    Ok(spans)
}
