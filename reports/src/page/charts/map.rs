//! Two parameters, and where attacks begin to pay.

use serde_json::{Value, json};

use super::{chart, fill, labels};
use crate::{
    page::{
        contents::{Axis, Map},
        figure::Figure,
        parameters::span,
        table::{Table, marked, number, numbers, text, words},
        words::{badge, measured, short},
    },
    verdict::Verdict,
};

const NAMES: [(&str, Verdict); 3] = [
    ("safe: no formula pays", Verdict::Safe),
    ("vulnerable: one pays", Verdict::Vulnerable),
    ("undecided", Verdict::Undecided),
];

pub(in crate::page) fn figure(map: &Map) -> Figure {
    let values: Vec<Value> = map
        .cells
        .iter()
        .map(|cell| {
            json!({
                "x": cell.across.0, "x2": cell.across.1, "y": cell.up.0, "y2": cell.up.1,
                "label": name(cell.verdict),
                "across": span(cell.across.0, cell.across.1, &map.across.unit),
                "up": span(cell.up.0, cell.up.1, &map.up.unit),
                "by": cell.by.as_deref().map_or("", short),
            })
        })
        .collect();
    let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    let fills: Vec<String> = NAMES.iter().map(|(_, verdict)| fill(*verdict)).collect();
    let (now_across, now_up) = (
        measured(map.across.now, &map.across.unit),
        measured(map.up.now, &map.up.unit),
    );
    let now = json!([{ "x": map.across.now, "y": map.up.now, "across": now_across, "up": now_up, "says": "the scenario's own values" }]);
    let point = json!([
        { "field": "says", "title": "Here" },
        { "field": "across", "title": map.across.parameter },
        { "field": "up", "title": map.up.parameter },
    ]);
    let layers = vec![
        json!({
            "mark": { "type": "rect", "strokeWidth": 0 },
            "encoding": {
                "x": scale("x", &map.across), "x2": { "field": "x2" },
                "y": scale("y", &map.up), "y2": { "field": "y2" },
                "fill": {
                    "field": "label", "type": "nominal", "title": null,
                    "scale": { "domain": names, "range": fills },
                    "legend": { "orient": "top", "symbolType": "square", "symbolSize": 260, "symbolStrokeWidth": 0, "columns": 1 },
                },
                "tooltip": [
                    { "field": "label", "title": "This cell" },
                    { "field": "across", "title": map.across.parameter },
                    { "field": "up", "title": map.up.parameter },
                    { "field": "by", "title": "Pays" },
                ],
            },
        }),
        json!({
            "data": { "values": now },
            "mark": {
                "type": "point", "shape": "circle", "size": 170, "filled": true,
                "fill": "var(--paper)", "stroke": "var(--ink)", "strokeWidth": 3, "opacity": 1,
            },
            "encoding": { "x": scale("x", &map.across), "y": scale("y", &map.up), "tooltip": point },
        }),
    ];
    let [safe, vulnerable, undecided] = map.shares.map(|share| format!("{:.2} %", 100.0 * share));
    Figure {
        id: "flip-map".into(),
        title: format!("{} and {}.", map.across.parameter, map.up.parameter),
        about: format!(
            "The circle is the scenario as it is. {safe} of the rectangle is certainly safe, {vulnerable} certainly vulnerable, \
             {undecided} too close to the line to be decided."
        ),
        instead: format!(
            "A map over {} from {} and {} from {}: {safe} of it is safe, {vulnerable} vulnerable, {undecided} undecided. The scenario \
             stands at {now_across} and {now_up}. The rectangles follow as a table.",
            map.across.parameter,
            span(map.across.low, map.across.high, &map.across.unit),
            map.up.parameter,
            span(map.up.low, map.up.high, &map.up.unit),
        ),
        drawn: chart(
            json!({ "values": values }),
            layers,
            json!({ "height": 380 }),
        ),
        numbers: table(map),
    }
}

fn name(verdict: Verdict) -> &'static str {
    NAMES
        .iter()
        .find(|(_, known)| *known == verdict)
        .map_or("", |(name, _)| name)
}

fn scale(field: &str, axis: &Axis) -> Value {
    json!({
        "field": field, "type": "quantitative", "title": axis.parameter,
        "scale": { "domain": [axis.low, axis.high], "nice": false, "zero": false },
        "axis": { "labelExpr": labels(&axis.unit), "grid": false, "labelOverlap": "greedy", "tickCount": 6 },
    })
}

/// The largest cells of each verdict: those that follow the line are small and many.
fn table(map: &Map) -> Table {
    const SHOWN: usize = 40;
    let area =
        |cell: &&crate::page::Cell| (cell.across.1 - cell.across.0) * (cell.up.1 - cell.up.0);
    let mut cells: Vec<_> = map.cells.iter().collect();
    cells.sort_by(|a, b| area(b).total_cmp(&area(a)));
    let rows = cells
        .into_iter()
        .take(SHOWN)
        .map(|cell| {
            let (across, up) = (cell.across, cell.up);
            vec![
                marked(badge(cell.verdict), cell.verdict.word()),
                number(&span(across.0, across.1, &map.across.unit), Some(across.0)),
                number(&span(up.0, up.1, &map.up.unit), Some(up.0)),
                text(cell.by.as_deref().map_or("", short)),
            ]
        })
        .collect();
    let caption = if map.cells.len() > SHOWN {
        format!(
            "The {SHOWN} largest of the map's {} rectangles",
            map.cells.len()
        )
    } else {
        "The map's rectangles, the largest first".into()
    };
    Table {
        caption,
        columns: vec![
            words("Verdict"),
            numbers("Across"),
            numbers("Upwards"),
            words("What pays there"),
        ],
        rows,
    }
}
