//! How far each parameter is, by itself, from where a formula turns.

use serde_json::{Value, json};

use super::{Rows, chart, upright};
use crate::page::{
    contents::{Number, Parameter, Setting, Then, Turn},
    figure::Figure,
    parameters::nearest,
    table::{Table, marked, number, numbers, text, words},
    words::{measured, percent, short},
};
use maud::html;

/// Rows that are drawn.
const SHOWN: usize = 16;
/// Changes beyond this share are left to the table.
const FAR: f64 = 1.0;
const LINE: &str = "turns";

/// The parameters on which a formula turns, those nearest a turn first; none where there are none near.
pub(in crate::page) fn figure(parameters: &[Parameter]) -> Option<Figure> {
    let mut turning: Vec<(&str, &Number, &Turn)> = parameters
        .iter()
        .filter_map(|parameter| match &parameter.setting {
            Setting::Number(number) => Some((parameter.name.as_str(), number, nearest(number)?)),
            Setting::Choice { .. } => None,
        })
        .collect();
    turning.sort_by(|(_, _, a), (_, _, b)| a.change.abs().total_cmp(&b.change.abs()));
    let near: Vec<(&str, &Number)> = turning
        .iter()
        .filter(|(_, _, turn)| turn.change.abs() <= FAR)
        .take(SHOWN)
        .map(|(name, number, _)| (*name, *number))
        .collect();
    let (first, _, soonest) = turning.first()?;
    if near.is_empty() {
        return None;
    }
    let rows = Rows {
        names: near.iter().map(|(name, _)| *name).collect(),
        lines: vec![LINE],
    };
    let points: Vec<Value> = near
        .iter()
        .flat_map(|(name, number)| {
            let turns = number.turns.iter().filter(|turn| turn.change.abs() <= FAR);
            turns.map(move |turn| {
                json!({
                    "row": name, "line": LINE, "change": turn.change, "then": word(turn.then),
                    "attack": short(&turn.attack), "shown": percent(turn.change),
                    "at": format!("{} → {}", measured(number.value, &number.unit), measured(turn.at, &number.unit)),
                })
            })
        })
        .collect();
    let bars: Vec<Value> = near
        .iter()
        .map(|(name, number)| {
            let side = |keep: fn(f64) -> bool| {
                let changes = number.turns.iter().map(|turn| turn.change);
                let near = changes.filter(|change| keep(*change) && change.abs() <= FAR);
                near.map(f64::abs).fold(FAR, f64::min)
            };
            let (low, high) = (-side(|it| it < 0.0), side(|it| it >= 0.0));
            json!({ "row": name, "line": LINE, "low": low, "high": high })
        })
        .collect();
    let x = json!({
        "field": "change", "type": "quantitative", "title": "Change of the parameter alone",
        "scale": { "domain": [-FAR, FAR] },
        "axis": { "format": "+~%", "labelOverlap": "greedy", "orient": "top", "tickCount": 9 },
    });
    let mut from = x.clone();
    from["field"] = "low".into();
    let kinds = [Then::Begins, Then::Ceases, Then::Undefined].map(word);
    let layers = vec![
        json!({
            "data": { "values": bars },
            "mark": { "type": "rule", "strokeWidth": 7, "color": "var(--band)", "opacity": 1 },
            "encoding": { "x": from, "x2": { "field": "high" }, "y": rows.y(), "yOffset": rows.offset() },
        }),
        upright(0.0),
        rows.labels(),
        json!({
            "mark": { "type": "point", "filled": true, "size": 80, "opacity": 0.9 },
            "encoding": {
                "x": x, "y": rows.y(), "yOffset": rows.offset(),
                "color": {
                    "field": "then", "type": "nominal", "title": null,
                    "scale": { "domain": kinds, "range": ["var(--vulnerable)", "var(--safe)", "var(--undecided)"] },
                    "legend": { "orient": "top" },
                },
                "shape": {
                    "field": "then", "type": "nominal", "title": null,
                    "scale": { "domain": kinds, "range": ["triangle-up", "circle", "square"] },
                    "legend": { "orient": "top" },
                },
                "tooltip": [
                    { "field": "row", "title": "Parameter" },
                    { "field": "shown", "title": "Change" },
                    { "field": "at", "title": "Value" },
                    { "field": "attack", "title": "Attack" },
                    { "field": "then", "title": "Its formula" },
                ],
            },
        }),
    ];
    Some(Figure {
        id: "tornado".into(),
        title: "How far each parameter is from a flip.".into(),
        about: "The bar is how far it may move with no formula turning; each mark is an attack that begins or ceases to pay. Changes \
                of more than 100 % are in the table."
            .into(),
        instead: format!(
            "For {} parameters, the changes at which an attack's formula turns. The nearest is {first}, {}, where {} {} to pay. All of \
             them follow as a table.",
            near.len(),
            percent(soonest.change),
            short(&soonest.attack),
            word(soonest.then),
        ),
        drawn: chart(json!({ "values": points }), layers, json!({ "height": rows.height() })),
        numbers: table(&turning),
    })
}

fn word(then: Then) -> &'static str {
    match then {
        Then::Begins => "begins to pay",
        Then::Ceases => "ceases to pay",
        Then::Undefined => "has no value",
    }
}

fn table(turning: &[(&str, &Number, &Turn)]) -> Table {
    let rows = turning
        .iter()
        .flat_map(|(name, it, _)| {
            let mut turns: Vec<&Turn> = it.turns.iter().collect();
            turns.sort_by(|a, b| a.change.abs().total_cmp(&b.change.abs()));
            turns.into_iter().map(move |turn| {
                vec![
                    marked(html! { code { (name) } }, name),
                    number(&percent(turn.change), Some(turn.change.abs())),
                    number(&measured(it.value, &it.unit), Some(it.value)),
                    number(&measured(turn.at, &it.unit), Some(turn.at)),
                    text(short(&turn.attack)),
                    text(word(turn.then)),
                ]
            })
        })
        .collect();
    Table {
        caption: "Every change of one parameter at which a formula turns".into(),
        columns: vec![
            words("Parameter"),
            numbers("Change"),
            numbers("Now"),
            numbers("There"),
            words("Attack"),
            words("Its formula"),
        ],
        rows,
    }
}
