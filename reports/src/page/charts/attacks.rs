//! What each attack is worth by each witness, with intervals.

use serde_json::{Value, json};

use super::{DOLLARS, Rows, chart, upright};
use crate::{
    attack::AttackReport,
    page::{
        attacks::{bounds, ends},
        figure::Figure,
        table::{Table, marked, number, numbers, text, words},
        words::{badge, counted, short, usd, worst},
    },
    verdict::Verdict,
};

const FORMULA: &str = "formula";
const SIMULATED: &str = "simulated";
const BEST: &str = "best adversary";
/// Below this many USD the axis is about even, above it by powers of ten.
const EVEN: f64 = 1_000.0;

/// One witness of one attack.
struct Seen {
    line: &'static str,
    value: f64,
    low: f64,
    high: f64,
    shown: String,
    interval: String,
}

pub(in crate::page) fn figure(ranked: &[&AttackReport]) -> Figure {
    let names: Vec<&str> = ranked.iter().map(|attack| short(&attack.id)).collect();
    let rows = Rows {
        names,
        lines: vec![FORMULA, SIMULATED, BEST],
    };
    let values: Vec<Value> = ranked
        .iter()
        .flat_map(|attack| {
            seen(attack).into_iter().map(|it| {
                json!({
                    "row": short(&attack.id), "line": it.line, "value": it.value, "low": it.low, "high": it.high,
                    "shown": it.shown, "interval": it.interval, "verdict": attack.verdict.word(),
                })
            })
        })
        .collect();
    let x = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "title": "Expected value for the attacker, US dollars",
            "scale": { "type": "symlog", "constant": EVEN },
            "axis": { "values": ticks(ranked), "labelExpr": DOLLARS, "labelOverlap": "greedy", "orient": "top" },
        })
    };
    let colour = json!({
        "field": "line", "type": "nominal", "title": null,
        "scale": { "domain": [FORMULA, SIMULATED, BEST], "range": ["var(--first)", "var(--second)", "var(--third)"] },
        "legend": { "orient": "top" },
    });
    let shape = json!({
        "field": "line", "type": "nominal", "title": null,
        "scale": { "domain": [FORMULA, SIMULATED, BEST], "range": ["diamond", "circle", "triangle-right"] },
        "legend": { "orient": "top" },
    });
    let tooltip = json!([
        { "field": "row", "title": "Attack" },
        { "field": "line", "title": "Witness" },
        { "field": "shown", "title": "Expected value" },
        { "field": "interval", "title": "Interval" },
        { "field": "verdict", "title": "Verdict" },
    ]);
    let layers = vec![
        upright(0.0),
        rows.labels(),
        json!({
            "mark": { "type": "rule", "strokeWidth": 3, "opacity": 0.6 },
            "encoding": {
                "x": x("low"), "x2": { "field": "high" }, "y": rows.y(), "yOffset": rows.offset(),
                "color": colour, "tooltip": tooltip,
            },
        }),
        json!({
            "mark": { "type": "point", "filled": true, "size": 90, "opacity": 1 },
            "encoding": {
                "x": x("value"), "y": rows.y(), "yOffset": rows.offset(),
                "color": colour, "shape": shape, "tooltip": tooltip,
            },
        }),
    ];
    Figure {
        id: "worth".into(),
        title: "What each attack is worth, by each witness.".into(),
        about: "Right of the line at zero the attacker earns money. The scale is by powers of ten on either side. Lines are 95 % \
                intervals, and for the best adversary the bounds."
            .into(),
        instead: instead(ranked),
        drawn: chart(json!({ "values": values }), layers, json!({ "height": rows.height() })),
        numbers: table(ranked),
    }
}

fn seen(attack: &AttackReport) -> Vec<Seen> {
    let formula = attack.ev.closed_form.value;
    let mut all = vec![Seen {
        line: FORMULA,
        value: formula,
        low: formula,
        high: formula,
        shown: usd(formula),
        interval: "exact".into(),
    }];
    if let Some(it) = &attack.ev.simulated {
        all.push(Seen {
            line: SIMULATED,
            value: it.mean,
            low: it.ci95.lo,
            high: it.ci95.hi,
            shown: usd(it.mean),
            interval: ends(it.ci95),
        });
    }
    if let Some(it) = &attack.ev.best_response {
        all.push(Seen {
            line: BEST,
            value: it.low,
            low: it.low,
            high: it.high,
            shown: bounds(it),
            interval: it.certificate.clone(),
        });
    }
    all
}

/// Powers of ten to both sides, as far as the values go, and zero.
fn ticks(ranked: &[&AttackReport]) -> Vec<f64> {
    let values = ranked.iter().flat_map(|attack| seen(attack));
    let (low, high) = values.fold((0.0, 0.0), |(low, high), it| {
        (f64::min(low, it.low), f64::max(high, it.high))
    });
    let mut ticks = vec![0.0];
    let mut size = EVEN;
    // Every value of money is within the range of numbers, which ends at 10^308.
    while size <= high.max(-low) && size < 1e300 {
        if size <= high {
            ticks.push(size);
        }
        if size <= -low {
            ticks.insert(0, -size);
        }
        size *= 10.0;
    }
    ticks
}

fn instead(ranked: &[&AttackReport]) -> String {
    let paying = ranked
        .iter()
        .filter(|attack| attack.verdict == Verdict::Vulnerable)
        .count();
    let most = ranked.first().map_or_else(String::new, |attack| {
        format!(
            " The most is shown for {}, {}.",
            short(&attack.id),
            usd(worst(attack))
        )
    });
    format!(
        "A row for each of {}, with its value by formula, simulation and best adversary in US dollars. {paying} of them earn money by \
         at least one.{most} The numbers follow as a table.",
        counted(ranked.len(), "attack")
    )
}

fn table(ranked: &[&AttackReport]) -> Table {
    let rows = ranked
        .iter()
        .flat_map(|attack| {
            seen(attack).into_iter().map(|it| {
                vec![
                    text(short(&attack.id)),
                    text(it.line),
                    number(&it.shown, Some(it.value)),
                    text(&it.interval),
                    marked(badge(attack.verdict), attack.verdict.word()),
                ]
            })
        })
        .collect();
    Table {
        caption: "Expected value of each attack by each witness".into(),
        columns: vec![
            words("Attack"),
            words("Witness"),
            numbers("Expected value"),
            words("Interval"),
            words("Verdict"),
        ],
        rows,
    }
}
