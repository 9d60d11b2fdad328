//! One quantity of an ordinary month, day by day.

use serde_json::{Value, json};

use super::{chart, labels};
use crate::page::{
    contents::Series,
    figure::Figure,
    table::{Table, number, numbers},
    words::measured,
};

pub(in crate::page) fn figure(series: &Series, place: usize) -> Figure {
    let values: Vec<Value> = (1u32..)
        .zip(&series.days)
        .map(|(day, band)| {
            json!({
                "day": day, "low": band.low, "median": band.median, "high": band.high,
                "middle": measured(band.median, &series.unit),
                "band": format!("{} to {}", measured(band.low, &series.unit), measured(band.high, &series.unit)),
            })
        })
        .collect();
    let days = series.days.len();
    let x = json!({
        "field": "day", "type": "quantitative", "title": "Day",
        "scale": { "domain": [1, days.max(2)], "nice": false },
        "axis": { "tickMinStep": 1, "labelOverlap": "greedy" },
    });
    let y = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "title": null, "scale": { "zero": false },
            "axis": { "labelExpr": labels(&series.unit), "tickCount": 4 },
        })
    };
    let layers = vec![
        json!({
            "mark": { "type": "area", "color": "var(--band)", "opacity": 1 },
            "encoding": { "x": x, "y": y("low"), "y2": { "field": "high" } },
        }),
        json!({
            "mark": { "type": "line", "color": "var(--first)", "strokeWidth": 2 },
            "encoding": { "x": x, "y": y("median") },
        }),
        json!({
            "params": [{
                "name": format!("day_{place}"),
                "select": { "type": "point", "fields": ["day"], "nearest": true, "on": "pointerover", "clear": "pointerout" },
            }],
            "mark": { "type": "rule", "color": "var(--ink-soft)", "strokeWidth": 1 },
            "encoding": {
                "x": x,
                "opacity": { "condition": { "param": format!("day_{place}"), "empty": false, "value": 1 }, "value": 0 },
                "tooltip": [
                    { "field": "day", "title": "Day" },
                    { "field": "middle", "title": "Median" },
                    { "field": "band", "title": "Nine in ten" },
                ],
            },
        }),
    ];
    let told = |day: Option<&crate::page::Band>| {
        day.map_or_else(String::new, |it| measured(it.median, &series.unit))
    };
    Figure {
        id: format!("month-{place}"),
        title: format!("{}.", series.name),
        about: String::new(),
        instead: format!(
            "{} over {days} days: the median is {} on the first day and {} on the last. The numbers follow as a table.",
            series.name,
            told(series.days.first()),
            told(series.days.last()),
        ),
        drawn: chart(
            json!({ "values": values }),
            layers,
            json!({ "height": 150 }),
        ),
        numbers: table(series),
    }
}

fn table(series: &Series) -> Table {
    let shown = |value: f64| number(&measured(value, &series.unit), Some(value));
    let rows = (1u32..)
        .zip(&series.days)
        .map(|(day, band)| {
            vec![
                number(&day.to_string(), Some(f64::from(day))),
                shown(band.low),
                shown(band.median),
                shown(band.high),
            ]
        })
        .collect();
    Table {
        caption: format!("{}, by day", series.name),
        columns: vec![
            numbers("Day"),
            numbers("5 %"),
            numbers("Median"),
            numbers("95 %"),
        ],
        rows,
    }
}
