//! Shares of the variance: Sobol' indices with intervals from replicated scrambles.

use assay_sweeps::sensitivity::{Decomposition, Estimate, Plan, indices};
use serde_json::{Map, Value, json};

use super::{Answer, Question, estimate_json, half, quantity, spans};
use crate::{
    error::CommandError,
    page::Page,
    varied::{Compiled, groups},
};

const BASE: u64 = 65_536;

pub(super) fn answer(question: &Question<'_>) -> Result<Answer, CommandError> {
    let (names, groups) = groups(&question.factors);
    let replicates = question.arguments.replicates;
    let base = question.arguments.points.unwrap_or(BASE);
    let plan = Plan {
        // Every replicate has as many points as every other.
        base: base.div_ceil(replicates).max(1) * replicates,
        replicates,
        second: question.arguments.second,
        groups: groups.clone(),
        seed: question.arguments.seed,
    };
    let response = Compiled::new(question.scenario, question.subject, &question.factors)?;
    let found = indices(&response, &plan).map_err(CommandError::sensitivity)?;
    let spans: Vec<String> = groups
        .members()
        .iter()
        .map(|members| spans(&question.factors, members))
        .collect();
    let json = json(&found, &plan, &names);
    let unit = question.unit.clone();
    Ok(Answer {
        json,
        text: Box::new(move |page| write(page, &found, &plan, &names, &spans, &unit)),
    })
}

fn json(found: &Decomposition, plan: &Plan, names: &[String]) -> Map<String, Value> {
    let mut json = Map::new();
    json.insert("method".into(), "sobol".into());
    json.insert("base".into(), plan.base.into());
    json.insert("replicates".into(), plan.replicates.into());
    json.insert("seed".into(), plan.seed.into());
    match found {
        Decomposition::Constant { value, evaluations } => {
            json.insert("constant".into(), (*value).into());
            json.insert("evaluations".into(), (*evaluations).into());
        }
        Decomposition::Varies(found) => {
            let each = names.iter().zip(&found.first).zip(&found.total);
            let each: Vec<Value> = each
                .map(|((name, first), total)| {
                    json!({ "name": name, "first": estimate_json(first), "total": estimate_json(total) })
                })
                .collect();
            let second: Vec<Value> = found
                .second
                .iter()
                .map(|it| {
                    let name = |place: usize| names.get(place).cloned().unwrap_or_default();
                    json!({ "names": [name(it.pair.0), name(it.pair.1)], "index": estimate_json(&it.index) })
                })
                .collect();
            json.insert("mean".into(), estimate_json(&found.mean));
            json.insert("variance".into(), estimate_json(&found.variance));
            json.insert("indices".into(), each.into());
            json.insert("second".into(), second.into());
            json.insert("evaluations".into(), found.evaluations.into());
        }
    }
    json
}

fn write(
    page: &mut Page,
    found: &Decomposition,
    plan: &Plan,
    names: &[String],
    spans: &[String],
    unit: &str,
) {
    let found = match found {
        Decomposition::Constant { value, evaluations } => {
            let value = quantity(*value, unit);
            page.paragraph(
                "",
                &format!("{value} at all of {evaluations} points: nothing moves it."),
            );
            return;
        }
        Decomposition::Varies(found) => found,
    };
    page.paragraph(
        "",
        &format!(
            "Mean {} ± {}. {} evaluations: {} replicated scrambles of {} base points.",
            quantity(found.mean.value, unit),
            quantity(half(&found.mean), unit),
            found.evaluations,
            plan.replicates,
            plan.base / plan.replicates
        ),
    );
    page.heading("Shares of the variance");
    page.paragraph(
        "",
        "First: by itself. Total: with all its interactions. 95 % intervals over the replicates.",
    );
    let mut order: Vec<usize> = (0..names.len()).collect();
    let total = |place: &usize| found.total.get(*place).map_or(0.0, |it| it.value);
    order.sort_by(|a, b| total(b).total_cmp(&total(a)));
    let share = |estimate: Option<&Estimate>| {
        estimate.map_or_else(String::new, |it| {
            format!("{:.4} ± {:.4}", it.value, half(it))
        })
    };
    let rows: Vec<Vec<String>> = order
        .into_iter()
        .map(|place| {
            vec![
                names.get(place).cloned().unwrap_or_default(),
                share(found.first.get(place)),
                share(found.total.get(place)),
                spans.get(place).cloned().unwrap_or_default(),
            ]
        })
        .collect();
    page.table(&["parameter", "first", "total", "over"], &[1, 2], &rows);
    let mut pairs: Vec<_> = found
        .second
        .iter()
        .filter(|it| it.index.ci95.low > 0.0)
        .collect();
    if found.second.is_empty() {
        return;
    }
    page.heading("What two move only together");
    pairs.sort_by(|a, b| b.index.value.total_cmp(&a.index.value));
    if pairs.is_empty() {
        page.line("nothing beyond its error");
    }
    for it in pairs {
        let name = |place: usize| names.get(place).map_or("", String::as_str);
        page.line(&format!(
            "  {} and {}: {:.4} ± {:.4}",
            name(it.pair.0),
            name(it.pair.1),
            it.index.value,
            half(&it.index)
        ));
    }
}
