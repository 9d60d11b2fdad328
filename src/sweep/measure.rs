//! What is evaluated at each point: formulas, attacks, findings.

use assay_scenarios::{LookupError, Scenario};
use assay_sweeps::table::{Column, Holds};

use crate::{
    error::CommandError,
    lab::{Asking, Lab},
};

/// One thing that is evaluated at each point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// A formula, in its declared unit.
    Formula { name: String, unit: String },
    /// An attack, in USD: by formula always, by simulation and best response where that is asked for.
    Attack(String),
    /// A simulated number without a verdict, with its interval.
    Quantity { name: String, unit: String },
    /// A finding of `assay run`, with its interval and verdict.
    Finding { id: String, unit: String },
}

/// How the lab is asked at each point.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Depth {
    /// Simulated runs, or the limit to them; none where nothing is simulated.
    pub(super) runs: Option<u64>,
    /// Half-width of the 95 % interval as a share of the mean, down to which runs are added.
    pub(super) until: Option<f64>,
    /// Whether best responses are worked out.
    pub(super) solve: bool,
    /// Seed of every random stream; all points share their luck.
    pub(super) seed: u64,
}

impl Measure {
    /// The formulas, attacks and findings of these names; every attack where none is named.
    pub(super) fn read(
        scenario: &Scenario,
        names: &[String],
        seed: u64,
    ) -> Result<Vec<Self>, CommandError> {
        if names.is_empty() {
            return Ok(scenario
                .attacks()
                .iter()
                .map(|attack| Self::Attack(attack.id().into()))
                .collect());
        }
        let quantities = Lab::names_of_quantities();
        let mut measures = Vec::new();
        for name in names {
            let measure = if scenario.attack(name).is_ok() {
                Self::Attack(name.clone())
            } else if let Ok(formula) = scenario.formula(name) {
                Self::Formula {
                    name: name.clone(),
                    unit: formula.unit().name().into(),
                }
            } else if let Some((_, unit)) = quantities.iter().find(|(known, _)| known == name) {
                Self::Quantity {
                    name: name.clone(),
                    unit: (*unit).into(),
                }
            } else {
                finding(scenario, name, seed)?
            };
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        Ok(measures)
    }

    /// The name that was asked for.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Formula { name, .. } | Self::Quantity { name, .. } => name,
            Self::Attack(id) | Self::Finding { id, .. } => id,
        }
    }

    /// Whether a formula says it all.
    pub(super) fn is_formula(&self, depth: &Depth) -> bool {
        match self {
            Self::Formula { .. } => true,
            Self::Attack(_) => depth.runs.is_none() && !depth.solve,
            Self::Finding { .. } | Self::Quantity { .. } => false,
        }
    }

    /// The columns that it fills.
    pub(super) fn columns(&self, depth: &Depth) -> Vec<Column> {
        let column = |suffix: &str, unit: &str, holds, meaning: &str| Column {
            name: format!("{}{suffix}", self.name()),
            unit: unit.into(),
            holds,
            meaning: meaning.into(),
        };
        let number =
            |suffix: &str, unit: &str, meaning: &str| column(suffix, unit, Holds::Number, meaning);
        match self {
            Self::Formula { unit, .. } => vec![number("", unit, "value of the formula")],
            Self::Attack(_) => {
                let mut columns = vec![number("", "USD", "expected value by the formula")];
                if depth.runs.is_some() {
                    columns.push(number(".simulated", "USD", "mean of the simulated runs"));
                    columns.push(number(
                        ".simulated.low",
                        "USD",
                        "lower end of its 95 % interval",
                    ));
                    columns.push(number(
                        ".simulated.high",
                        "USD",
                        "upper end of its 95 % interval",
                    ));
                    columns.push(column(".runs", "count", Holds::Count, "simulated runs"));
                }
                if depth.until.is_some() {
                    let meaning = "whether the interval became as tight as was asked for";
                    columns.push(column(".tight", "", Holds::Truth, meaning));
                }
                if depth.solve {
                    let what = "what the best policy of such an adversary gains";
                    columns.push(number(
                        ".best.low",
                        "USD",
                        &format!("lower bound of {what}"),
                    ));
                    columns.push(number(
                        ".best.high",
                        "USD",
                        &format!("upper bound of {what}"),
                    ));
                }
                if !self.is_formula(depth) {
                    let meaning = "safe, vulnerable or undecided by these witnesses";
                    columns.push(column(".verdict", "", Holds::Text, meaning));
                }
                columns
            }
            Self::Quantity { unit, .. } => vec![
                number("", unit, "simulated value"),
                number(".low", unit, "lower end of its 95 % interval"),
                number(".high", unit, "upper end of its 95 % interval"),
            ],
            Self::Finding { unit, .. } => vec![
                number("", unit, "value of the finding"),
                number(".low", unit, "lower end of its 95 % interval"),
                number(".high", unit, "upper end of its 95 % interval"),
                column(".verdict", "", Holds::Text, "safe, vulnerable or undecided"),
            ],
        }
    }
}

/// The finding of this id, looked for among those that the scenario's own values give.
fn finding(scenario: &Scenario, id: &str, seed: u64) -> Result<Measure, CommandError> {
    // Two runs are enough to see which findings there are, and what they are measured in.
    let asking = Asking { runs: 2, seed };
    let lab = Lab::of(scenario.clone())?;
    let found = lab.investigate(&asking, &|_, _| {})?.findings;
    match found.iter().find(|finding| finding.id == id) {
        Some(finding) => Ok(Measure::Finding {
            id: id.into(),
            unit: finding
                .value
                .as_ref()
                .map(|value| value.unit.clone())
                .unwrap_or_default(),
        }),
        None => {
            let formulas = scenario.formulas().iter().map(|formula| formula.name());
            let quantities = Lab::names_of_quantities();
            let quantities = quantities.iter().map(|(name, _)| name.as_str());
            let known = found.iter().map(|finding| finding.id.as_str());
            let known = known.chain(formulas).chain(quantities);
            Err(
                LookupError::unknown("attack, formula, finding or simulated number", id, known)
                    .into(),
            )
        }
    }
}
