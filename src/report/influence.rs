//! Which parameters account for how much one attack is worth.

use assay_reports::{
    Report,
    page::{Influence, Part, Share},
};
use assay_scenarios::Scenario;
use assay_solver::proof::Subject;
use assay_sweeps::sensitivity::{Decomposition, Estimate, Plan, indices};

use crate::{
    error::CommandError,
    lab::Asking,
    sensitivity::spans,
    varied::{Compiled, factors, groups},
};

/// Base points of all replicates, and the replicates that the intervals come from.
const BASE: u64 = 16_384;
const REPLICATES: u64 = 32;

/// Of the attack whose formula is worth most: the indices of that formula over half as much to half again of every number behind
/// it.
pub(super) fn of(
    scenario: &Scenario,
    report: &Report,
    asking: &Asking,
) -> Result<Part<Influence>, CommandError> {
    let value = |id: &str| {
        let attack = report.attacks.iter().find(|attack| attack.id == id);
        attack.map_or(f64::NEG_INFINITY, |it| it.ev.closed_form.value)
    };
    // The last of those that are worth as much would win, so they are looked at from the end.
    let most = scenario
        .attacks()
        .iter()
        .rev()
        .max_by(|a, b| value(a.id()).total_cmp(&value(b.id())));
    let Some(attack) = most else {
        return Ok(Part::Absent("there is no attack".into()));
    };
    let subject = Subject::Attack(attack.id().into());
    let factors = match factors(scenario, &[], &subject.numbers(scenario)?) {
        Ok(factors) => factors,
        Err(CommandError::Nothing { .. }) => {
            return Ok(Part::Absent(format!(
                "no number behind the formula of {} can vary",
                attack.id()
            )));
        }
        Err(error) => return Err(error),
    };
    let (names, groups) = groups(&factors);
    let plan = Plan {
        base: BASE,
        replicates: REPLICATES,
        second: false,
        groups: groups.clone(),
        seed: asking.seed,
    };
    let response = Compiled::new(scenario, &subject, &factors)?;
    let found = match indices(&response, &plan).map_err(CommandError::sensitivity) {
        Ok(Decomposition::Varies(found)) => found,
        Ok(Decomposition::Constant { .. }) => {
            return Ok(Part::Absent(format!(
                "the formula of {} is the same at all points",
                attack.id()
            )));
        }
        // A formula without a value somewhere in the box says nothing of the rest of the page.
        Err(error) => return Ok(Part::Absent(error.to_string())),
    };
    let mut shares: Vec<Share> = names
        .into_iter()
        .zip(found.first.iter().zip(&found.total))
        .zip(groups.members())
        .map(|((parameter, (first, total)), members)| Share {
            parameter,
            first: estimate(first),
            total: estimate(total),
            span: spans(&factors, members),
        })
        .collect();
    shares.sort_by(|a, b| b.total[0].total_cmp(&a.total[0]));
    Ok(Part::Found(Influence {
        attack: attack.id().into(),
        over: "each number behind it moved from half as much to half again, within its range"
            .into(),
        shares,
        evaluations: found.evaluations,
    }))
}

fn estimate(estimate: &Estimate) -> [f64; 3] {
    [estimate.value, estimate.ci95.low, estimate.ci95.high]
}
