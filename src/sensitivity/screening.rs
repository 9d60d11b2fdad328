//! Elementary effects: which of many parameters matter at all.

use assay_sweeps::sensitivity::{Effect, Screening, screening};
use serde_json::{Map, Value, json};

use super::{Answer, Question, estimate_json, half, quantity, spans};
use crate::{
    error::CommandError,
    varied::{Compiled, groups},
};

const TRAJECTORIES: u64 = 200;
const LEVELS: u32 = 4;

pub(super) fn answer(question: &Question<'_>) -> Result<Answer, CommandError> {
    let (names, groups) = groups(&question.factors);
    let plan = Screening {
        trajectories: question.arguments.points.unwrap_or(TRAJECTORIES),
        levels: LEVELS,
        groups: groups.clone(),
        seed: question.arguments.seed,
    };
    let response = Compiled::new(question.scenario, question.subject, &question.factors)?;
    let found = screening(&response, &plan).map_err(CommandError::sensitivity)?;
    let effects: Vec<Value> = names
        .iter()
        .zip(&found.effects)
        .map(|(name, effect)| {
            json!({
                "name": name,
                "mu": effect.mu.as_ref().map(estimate_json),
                "mu_star": estimate_json(&effect.mu_star),
                "sigma": effect.sigma.as_ref().map(estimate_json),
            })
        })
        .collect();
    let mut json = Map::new();
    json.insert("method".into(), "morris".into());
    json.insert("trajectories".into(), plan.trajectories.into());
    json.insert("levels".into(), plan.levels.into());
    json.insert("seed".into(), plan.seed.into());
    json.insert("effects".into(), effects.into());
    json.insert("evaluations".into(), found.evaluations.into());
    let mut rows: Vec<(String, Effect, String)> = names
        .into_iter()
        .zip(found.effects)
        .zip(groups.members())
        .map(|((name, effect), members)| (name, effect, spans(&question.factors, members)))
        .collect();
    rows.sort_by(|(_, a, _), (_, b, _)| b.mu_star.value.total_cmp(&a.mu_star.value));
    let unit = question.unit.clone();
    Ok(Answer {
        json,
        text: Box::new(move |page| {
            let about = format!(
                "{} evaluations: {} trajectories on {} levels. Effects are changes over the whole range of a parameter; sigma \
                 says how much they depend on where the others stand.",
                found.evaluations, plan.trajectories, plan.levels
            );
            page.paragraph("", &about);
            page.heading("Elementary effects");
            let number = |value: f64| quantity(value, &unit);
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|(name, effect, span)| {
                    let optional = |it: Option<f64>| it.map_or_else(String::new, number);
                    vec![
                        name.clone(),
                        number(effect.mu_star.value),
                        number(half(&effect.mu_star)),
                        optional(effect.mu.map(|it| it.value)),
                        optional(effect.sigma.map(|it| it.value)),
                        span.clone(),
                    ]
                })
                .collect();
            let header = ["parameter", "mu*", "±", "mu", "sigma", "over"];
            page.table(&header, &[1, 2, 3, 4], &rows);
        }),
    })
}
