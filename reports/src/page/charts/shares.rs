//! Sobol' indices with their intervals.

use serde_json::{Value, json};

use super::{Rows, chart};
use crate::{
    page::{
        contents::{Influence, Share},
        figure::Figure,
        table::{Table, marked, number, numbers, text, words},
    },
    text::count,
};
use maud::html;

/// Rows that are drawn.
const SHOWN: usize = 10;
const TOTAL: &str = "with others";
const FIRST: &str = "by itself";

pub(in crate::page) fn figure(influence: &Influence, attack: &str) -> Figure {
    let shown: Vec<&Share> = influence.shares.iter().take(SHOWN).collect();
    let rows = Rows {
        names: shown.iter().map(|it| it.parameter.as_str()).collect(),
        lines: vec![TOTAL, FIRST],
    };
    let values: Vec<Value> = shown
        .iter()
        .flat_map(|it| {
            [(TOTAL, it.total), (FIRST, it.first)].map(|(line, [value, low, high])| {
                json!({
                    "row": it.parameter, "line": line, "value": value, "low": low, "high": high,
                    "shown": digits(value), "interval": interval(low, high), "span": it.span,
                })
            })
        })
        .collect();
    let x = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "title": "Share of the variance",
            "axis": { "format": "~%", "orient": "top", "labelOverlap": "greedy", "tickCount": 6 },
        })
    };
    let colour = json!({
        "field": "line", "type": "nominal", "title": null,
        "scale": { "domain": [TOTAL, FIRST], "range": ["var(--first)", "var(--second)"] },
        "legend": { "orient": "top" },
    });
    let tooltip = json!([
        { "field": "row", "title": "Parameter" },
        { "field": "line", "title": "Share" },
        { "field": "shown", "title": "Of the variance" },
        { "field": "interval", "title": "95 % interval" },
        { "field": "span", "title": "Moved over" },
    ]);
    let layers = vec![
        rows.labels(),
        json!({
            "mark": { "type": "bar", "height": { "band": 0.8 }, "opacity": 0.75 },
            "encoding": { "x": x("value"), "y": rows.y(), "yOffset": rows.offset(), "color": colour, "tooltip": tooltip },
        }),
        json!({
            "mark": { "type": "rule", "strokeWidth": 2, "color": "var(--ink)" },
            "encoding": {
                "x": x("low"), "x2": { "field": "high" }, "y": rows.y(), "yOffset": rows.offset(), "tooltip": tooltip,
            },
        }),
    ];
    let most = shown.first().map_or_else(String::new, |it| {
        let [total, _, _] = it.total;
        format!(" The largest is {}, {}.", it.parameter, digits(total))
    });
    Figure {
        id: "shares".into(),
        title: format!("What moves {attack}."),
        about: format!(
            "Sobol' indices of its formula, {}: the share of the variance that a parameter accounts for, by itself and with everything \
             it does together with others, with 95 % intervals. {} evaluations.",
            influence.over,
            count(influence.evaluations)
        ),
        instead: format!(
            "Shares of the variance of {attack} by parameter.{most} The numbers follow as a table."
        ),
        drawn: chart(
            json!({ "values": values }),
            layers,
            json!({ "height": rows.height() }),
        ),
        numbers: table(&influence.shares),
    }
}

/// A share of the variance; the estimate of one may lie below nothing by its error.
fn digits(share: f64) -> String {
    format!("{:.2} %", 100.0 * share).replace('-', "−")
}

fn interval(low: f64, high: f64) -> String {
    format!("{} to {}", digits(low), digits(high))
}

fn table(shares: &[Share]) -> Table {
    let rows = shares
        .iter()
        .map(|it| {
            let ([first, first_low, first_high], [total, low, high]) = (it.first, it.total);
            vec![
                marked(html! { code { (it.parameter) } }, &it.parameter),
                number(&digits(total), Some(total)),
                number(&interval(low, high), Some(high - low)),
                number(&digits(first), Some(first)),
                number(
                    &interval(first_low, first_high),
                    Some(first_high - first_low),
                ),
                text(&it.span),
            ]
        })
        .collect();
    Table {
        caption: "Sobol' indices with their 95 % intervals".into(),
        columns: vec![
            words("Parameter"),
            numbers("With others"),
            numbers("Its interval"),
            numbers("By itself"),
            numbers("Interval"),
            words("Moved over"),
        ],
        rows,
    }
}
