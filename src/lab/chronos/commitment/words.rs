//! The choice in words, beside the paper's configurations.

use assay_reports::{Evidence, Finding, Method, Side, Value, Verdict, text::money};
use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use super::{
    honest_cost, least,
    options::{Choice, Control, Of, Surface},
    program::Design,
};
use crate::error::CommandError;

/// The paper's three parameter sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Configuration {
    Balanced,
    Conservative,
    Aggressive,
}

impl Configuration {
    pub(super) const ALL: [Self; 3] = [Self::Balanced, Self::Conservative, Self::Aggressive];

    fn name(self) -> &'static str {
        match self {
            Self::Balanced => "Balanced",
            Self::Conservative => "Conservative",
            Self::Aggressive => "Aggressive",
        }
    }

    /// Stake in hundredths of an ether, blocks between samples, cooldown in minutes, cap in millions of USD: paper,
    /// Optimal Parameters and Alternative Configurations.
    fn constants(self) -> [(&'static str, RBig); 4] {
        let (stake, blocks, cooldown, cap) = match self {
            Self::Balanced => (10, 100, 60, 10),
            Self::Conservative => (12, 150, 120, 5),
            Self::Aggressive => (8, 50, 30, 15),
        };
        let share = |numerator: u32, denominator: u32| {
            RBig::from_parts(numerator.into(), denominator.into())
        };
        [
            ("user_stake", share(stake, 100)),
            ("min_sample_blocks", share(blocks, 1)),
            ("cross_chain_cooldown", share(cooldown, 60)),
            ("max_hourly_borrows", share(cap * 1_000_000, 1)),
        ]
    }
}

/// The choice that deters what can be deterred at least cost.
pub(super) fn choice(
    scenario: &Scenario,
    controls: &[Control],
    deterrable: &[Surface],
    design: Option<&Design>,
    margin: f64,
) -> Result<Finding, CommandError> {
    let mut finding = finding(
        "choice",
        "Some choice of constants deters every attack that constants deter",
        Verdict::Vulnerable,
    );
    let Some(design) = design else {
        finding.notes.push(
            "No choice deters them all at once, though some choice deters each: the program has no solution.".into(),
        );
        return Ok(finding);
    };
    let mut chosen = scenario.clone();
    let mut changes = Vec::new();
    for (control, option) in controls.iter().zip(&design.options) {
        if control.in_force == Some(*option) {
            continue;
        }
        let Some(choice) = control.options.get(*option) else {
            continue;
        };
        chosen = choice.put(&chosen, &control.name)?;
        changes.push(format!(
            "{} = {}",
            control.name,
            spell(choice, &control.unit)
        ));
    }
    let cost = honest_cost(&chosen)?;
    let failing = failing(&chosen, deterrable, margin)?;
    // Where there is nothing to deter, nothing is shown.
    finding.verdict = if failing.is_empty() && !deterrable.is_empty() {
        Verdict::Safe
    } else {
        Verdict::Undecided
    };
    finding.value = Some(Value {
        value: cost,
        unit: "USD".into(),
        ci95: None,
    });
    finding.notes.push(format!(
        "{} attacks lose at least {} if {}; all other constants stay. An honest loan then costs its borrower {}, and \
         {} as the scenario is. No choice on the grids costs less: the mixed-integer program's optimum was checked \
         in exact numbers.",
        deterrable.len(),
        usd(margin),
        if changes.is_empty() { "nothing is changed".into() } else { changes.join(", ") },
        usd(cost),
        usd(honest_cost(scenario)?),
    ));
    if !failing.is_empty() {
        finding.notes.push(format!(
            "Put into the scenario, it does not deter {}.",
            failing.join(", ")
        ));
    }
    Ok(finding)
}

/// Attacks that lose the margin nowhere on the grids.
pub(super) fn hopeless(attacks: &[Surface], margin: f64) -> Finding {
    let verdict = if attacks.is_empty() {
        Verdict::Safe
    } else {
        Verdict::Vulnerable
    };
    let mut finding = finding(
        "beyond-constants",
        "Every attack is deterred by some choice of constants",
        verdict,
    );
    finding.value = Some(Value {
        value: attacks.len() as f64,
        unit: "count".into(),
        ci95: None,
    });
    finding.threshold = Some(Side::Below.of(0.0));
    for attack in attacks {
        finding.notes.push(format!(
            "{}: {} at the best choice of its constants, where a loss of {} is wanted. Another mechanism is needed.",
            attack.name,
            money(least(attack)),
            usd(margin)
        ));
    }
    finding
}

/// One of the paper's configurations, put to the same question.
pub(super) fn beside(
    scenario: &Scenario,
    configuration: Configuration,
    deterrable: &[Surface],
    margin: f64,
) -> Result<Finding, CommandError> {
    let name = configuration.name();
    let mut put = scenario.clone();
    for (control, value) in configuration.constants() {
        put = put.with_number(control, value)?;
    }
    let failing = failing(&put, deterrable, margin)?;
    let mut finding = finding(
        &name.to_lowercase(),
        &format!("The paper's {name} constants deter every attack that constants deter"),
        match (deterrable.is_empty(), failing.is_empty()) {
            (true, _) => Verdict::Undecided,
            (false, true) => Verdict::Safe,
            (false, false) => Verdict::Vulnerable,
        },
    );
    finding.value = Some(Value {
        value: honest_cost(&put)?,
        unit: "USD".into(),
        ci95: None,
    });
    finding.printed = Some("all attack vectors EV < 0".into());
    if !failing.is_empty() {
        finding
            .notes
            .push(format!("It leaves {}.", failing.join(", ")));
    }
    Ok(finding)
}

/// The attacks that do not lose the margin, with what they are worth.
fn failing(
    scenario: &Scenario,
    attacks: &[Surface],
    margin: f64,
) -> Result<Vec<String>, CommandError> {
    let mut failing = Vec::new();
    for attack in attacks {
        let value = Of::Attack(&attack.name).at(scenario)?;
        if value > -margin {
            failing.push(format!("{} at {}", attack.name, money(value)));
        }
    }
    Ok(failing)
}

fn finding(id: &str, statement: &str, verdict: Verdict) -> Finding {
    Finding {
        id: format!("chronos/commitment/{id}"),
        statement: statement.into(),
        value: None,
        printed: None,
        method: Method::Solver,
        evidence: Evidence {
            source: "Assay: Stackelberg commitment over the controls' grids; honest_* formulas"
                .into(),
            ..Evidence::default()
        },
        verdict,
        threshold: None,
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

fn usd(value: f64) -> String {
    format!("${}", money(value))
}

fn spell(choice: &Choice, unit: &str) -> String {
    match choice {
        Choice::Number(value) => assay_scenarios::format_quantity(value.to_f64().value(), unit),
        Choice::Switch(choice) => choice.clone(),
    }
}
