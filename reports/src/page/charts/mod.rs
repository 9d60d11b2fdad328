//! Charts as Vega-Lite specifications: one file a chart.
//!
//! Colours are the page's own style variables, so that one drawing serves light, dark and paper. Rows carry their name above
//! the marks and not beside them, so that a chart is as legible on a telephone as on a desk.

pub(super) mod attacks;
pub(super) mod map;
pub(super) mod month;
pub(super) mod profits;
pub(super) mod shares;
pub(super) mod tornado;

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::verdict::Verdict;

/// Height of a line of a row, in pixels.
const LINE: usize = 18;

/// The fills of the map, hatched apart so that they differ without colour.
pub(super) fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" {
            defs {
                pattern id="fill-safe" width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.safe width="8" height="8" {}
                }
                pattern id="fill-vulnerable" width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.vulnerable width="8" height="8" {}
                    path.vulnerable d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" {}
                }
                pattern id="fill-undecided" width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect.undecided width="6" height="6" {}
                    circle.undecided cx="3" cy="3" r="1" {}
                }
            }
        }
    }
}

/// The fill of a verdict.
fn fill(verdict: Verdict) -> String {
    format!("url(#fill-{})", verdict.word())
}

/// A chart as wide as the page lets it be.
fn chart(data: Value, layers: Vec<Value>, more: Value) -> Value {
    let mut chart = json!({
        "width": "container",
        "data": data,
        "layer": layers,
    });
    if let (Some(chart), Value::Object(more)) = (chart.as_object_mut(), more) {
        chart.extend(more);
    }
    chart
}

/// One row for each of some names, in their order, with the name written above it.
struct Rows<'n> {
    /// The names, from the top.
    names: Vec<&'n str>,
    /// What may stand in a row, from the top; each gets its own line below the name.
    lines: Vec<&'static str>,
}

impl Rows<'_> {
    const NAME: &'static str = "name";

    /// The place of a row.
    fn y(&self) -> Value {
        json!({ "field": "row", "type": "nominal", "axis": null, "scale": { "domain": self.names, "paddingInner": 0.2 } })
    }

    /// The place within a row, by the field `line`.
    fn offset(&self) -> Value {
        let mut lines = vec![Self::NAME];
        lines.extend(&self.lines);
        json!({ "field": "line", "type": "nominal", "scale": { "domain": lines } })
    }

    /// The names.
    fn labels(&self) -> Value {
        let values: Vec<Value> = self
            .names
            .iter()
            .map(|name| json!({ "row": name, "line": Self::NAME }))
            .collect();
        json!({
            "data": { "values": values },
            "mark": { "type": "text", "align": "left", "baseline": "middle", "color": "var(--ink)", "limit": 330 },
            "encoding": {
                "x": { "value": 2 },
                "y": self.y(),
                "yOffset": self.offset(),
                "text": { "field": "row" },
            },
        })
    }

    fn height(&self) -> usize {
        self.names.len() * (self.lines.len() + 1) * LINE
    }
}

/// A vertical line.
fn upright(x: f64) -> Value {
    json!({
        "data": { "values": [{ "x": x }] },
        "mark": { "type": "rule", "color": "var(--ink-soft)", "strokeWidth": 1 },
        "encoding": { "x": { "field": "x", "type": "quantitative" } },
    })
}

/// How the numbers of an axis in this unit are written: an expression over the number, since the prefix of a number of its own
/// is shorter than one for the whole axis.
fn labels(unit: &str) -> &'static str {
    if unit.starts_with("USD") {
        DOLLARS
    } else if unit.starts_with("fraction") {
        "format(datum.value, '~%')"
    } else {
        "format(datum.value, '~s')"
    }
}

/// Dollars by thousands, millions and billions.
const DOLLARS: &str = "replace(format(datum.value, '$~s'), 'G', 'B')";
