//! The map of the two parameters that are nearest to a flip.

use maud::{Markup, html};

use super::{
    Contents, Part, charts,
    contents::{Axis, Map},
    words::{counted, measured, percent, short},
};

pub(super) fn body(contents: &Contents) -> Markup {
    match &contents.map {
        Part::Absent(why) => html! { p { "There is no map: " (why) "." } },
        Part::Found(map) => html! {
            p {
                (told(map)) " The two parameters are those that a formula turns on soonest: "
                (axis(&map.across)) "; " (axis(&map.up)) ". Everything else stays as it is."
            }
            (charts::map::figure(map).markup())
            p {
                "The attacks of the map: "
                @for (place, id) in map.over.iter().enumerate() {
                    @if place > 0 { ", " }
                    (short(id))
                }
                "."
            }
        },
    }
}

/// What the colours are about.
fn told(map: &Map) -> String {
    let all = map.over.len() + map.left_out.len();
    match (map.over.len(), map.left_out.len()) {
        (_, 0) => format!("Over all {}, by their formulas.", counted(all, "attack")),
        (judged, left_out) => format!(
            "Of {}, {left_out} pay already by their formulas at the scenario's own values and are left out. For the other {judged} the \
             map shows where a formula begins to pay.",
            counted(all, "attack")
        ),
    }
}

fn axis(axis: &Axis) -> Markup {
    html! {
        code { (axis.parameter) } ", now " (measured(axis.now, &axis.unit)) ", turns "
        (short(&axis.turn.attack)) " at " (measured(axis.turn.at, &axis.unit)) " (" (percent(axis.turn.change)) ")"
    }
}
