//! What single runs of one attack came to.

use serde_json::{Value, json};

use super::{DOLLARS, chart};
use crate::{
    page::{
        contents::{Bin, Profits},
        figure::Figure,
        table::{Table, number, numbers},
        words::{anchor, short, usd},
    },
    text::count,
};

/// Below so many runs the axis is about even, above by powers of ten: outcomes of one run in a thousand can be seen.
const EVEN: u32 = 2;

pub(in crate::page) fn figure(profits: &Profits) -> Figure {
    let name = short(&profits.attack);
    let values: Vec<Value> = profits
        .bins
        .iter()
        .map(|bin| {
            json!({
                "low": bin.low, "high": bin.high, "runs": bin.runs,
                "profit": format!("{} to {}", usd(bin.low), usd(bin.high)),
                "share": share(bin, profits.runs),
            })
        })
        .collect();
    let x = json!({
        "field": "low", "type": "quantitative", "title": "Profit of one run, US dollars",
        "scale": { "nice": false, "zero": false },
        "axis": { "labelExpr": DOLLARS, "labelOverlap": "greedy", "tickCount": 5 },
    });
    let layers = vec![
        json!({
            "mark": { "type": "rect", "color": "var(--second)", "stroke": "var(--paper)", "strokeWidth": 1 },
            "encoding": {
                "x": x, "x2": { "field": "high" },
                "y": {
                    "field": "runs", "type": "quantitative", "title": "Runs",
                    "scale": { "type": "symlog", "constant": EVEN, "domainMin": 0, "nice": false },
                    "axis": { "values": [0, 1, 10, 100, 1_000, 10_000], "labelOverlap": "greedy" },
                },
                "y2": { "datum": 0 },
                "tooltip": [
                    { "field": "profit", "title": "Profit" },
                    { "field": "runs", "title": "Runs" },
                    { "field": "share", "title": "Share" },
                ],
            },
        }),
        json!({
            "data": { "values": [{ "mean": profits.mean, "shown": usd(profits.mean) }] },
            "mark": { "type": "rule", "color": "var(--ink)", "strokeDash": [4, 3], "strokeWidth": 2 },
            "encoding": {
                "x": { "field": "mean", "type": "quantitative" },
                "tooltip": [{ "field": "shown", "title": "Mean" }],
            },
        }),
    ];
    let (low, high) = (profits.bins.first(), profits.bins.last());
    Figure {
        id: format!("profits-{}", anchor(&profits.attack)),
        title: format!("{name}."),
        about: String::new(),
        instead: format!(
            "Profit of {} single runs of {name}: from {} to {}, {} on average. The numbers follow as a table.",
            count(profits.runs),
            low.map_or_else(String::new, |bin| usd(bin.low)),
            high.map_or_else(String::new, |bin| usd(bin.high)),
            usd(profits.mean),
        ),
        drawn: chart(
            json!({ "values": values }),
            layers,
            json!({ "height": 130 }),
        ),
        numbers: table(profits, name),
    }
}

fn share(bin: &Bin, runs: u64) -> String {
    format!("{:.2} %", 100.0 * bin.runs as f64 / runs.max(1) as f64)
}

fn table(profits: &Profits, name: &str) -> Table {
    let rows = profits
        .bins
        .iter()
        .map(|bin| {
            vec![
                number(&usd(bin.low), Some(bin.low)),
                number(&usd(bin.high), Some(bin.high)),
                number(&count(bin.runs), Some(bin.runs as f64)),
                number(&share(bin, profits.runs), Some(bin.runs as f64)),
            ]
        })
        .collect();
    Table {
        caption: format!("Runs of {name} by profit"),
        columns: vec![
            numbers("From"),
            numbers("To"),
            numbers("Runs"),
            numbers("Share"),
        ],
        rows,
    }
}
