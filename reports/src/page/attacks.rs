//! The attacks, ranked by what they are worth, with all three witnesses.

use maud::{Markup, html};

use super::{
    Contents, charts,
    table::{Field, Table, explained, marked, number, numbers, words},
    words::{anchor, badge, measured, percent, ranked, short, usd, worst},
};
use crate::{
    attack::{AttackReport, BestResponse, Simulated},
    interval::Interval,
    text::count,
};

pub(super) fn body(contents: &Contents) -> Markup {
    let ranked = ranked(&contents.report.attacks);
    html! {
        p {
            "Ranked by the most that any of the three witnesses shows. The formula is the scenario's closed form; simulated is "
            "the mean over runs against the executable protocol, with its 95 % interval; the best adversary has the "
            "same means, may do anything that the rules allow, and may stay out, which is worth nothing."
        }
        @if !ranked.is_empty() {
            (charts::attacks::figure(&ranked).markup())
            (table(&ranked).markup("ranking"))
        }
        h3 { "Attack by attack" }
        @for attack in &ranked {
            (detail(attack, contents))
        }
    }
}

fn table(ranked: &[&AttackReport]) -> Table {
    let rows = ranked
        .iter()
        .map(|attack| -> Vec<Field> {
            let name = html! {
                a href={ "#" (anchor(&attack.id)) } { (short(&attack.id)) }
                small { (attack.threat) }
            };
            let simulated = attack.ev.simulated.as_ref();
            let turn = attack.nearest_first().into_iter().next();
            let formula = attack.ev.closed_form.value;
            vec![
                marked(name, short(&attack.id)),
                marked(badge(attack.verdict), attack.verdict.word()),
                number(&usd(worst(attack)), Some(worst(attack))),
                number(&usd(formula), Some(formula)),
                explained(
                    &simulated.map_or("not simulated".into(), |it| usd(it.mean)),
                    &simulated.map_or_else(String::new, |it| ends(it.ci95)),
                    simulated.map(|it| it.mean),
                ),
                number(
                    &attack
                        .ev
                        .best_response
                        .as_ref()
                        .map_or("not solved".into(), bounds),
                    attack.ev.best_response.as_ref().map(|it| it.low),
                ),
                number(&usd(attack.capital), Some(attack.capital)),
                explained(
                    &turn.map_or("none".into(), |it| percent(it.change)),
                    &turn.map_or_else(String::new, |it| {
                        format!(
                            "{} {} {}",
                            it.parameter,
                            it.side(),
                            measured(it.value, &it.unit)
                        )
                    }),
                    turn.map(|it| it.change.abs()),
                ),
            ]
        })
        .collect();
    Table {
        caption: "Attacks by expected value for the attacker, in US dollars".into(),
        columns: vec![
            words("Attack"),
            words("Verdict"),
            numbers("Most shown"),
            numbers("Formula"),
            numbers("Simulated, 95 %"),
            numbers("Best adversary"),
            numbers("Capital"),
            numbers("Break-even"),
        ],
        rows,
    }
}

pub(super) fn ends(interval: Interval) -> String {
    format!("{} to {}", usd(interval.lo), usd(interval.hi))
}

/// What the best adversary gains: one figure where both bounds are written alike.
pub(super) fn bounds(best: &BestResponse) -> String {
    let (low, high) = (usd(best.low), usd(best.high));
    if low == high {
        low
    } else {
        format!("{low} to {high}")
    }
}

fn detail(attack: &AttackReport, contents: &Contents) -> Markup {
    html! {
        details.attack id=(anchor(&attack.id)) {
            summary {
                (badge(attack.verdict)) " "
                strong { (short(&attack.id)) } " " span.amount { (usd(worst(attack))) }
                span.threat { (attack.threat) }
            }
            dl.terms {
                div { dt { "Formula" } dd { code { (attack.formula) } } }
                div {
                    dt { "Its value" }
                    dd {
                        (usd(attack.ev.closed_form.value))
                        @if let Some(exact) = &attack.ev.closed_form.exact { ", exactly " code { (exact) } " USD" }
                    }
                }
                div { dt { "Simulated" } dd { (simulated(attack.ev.simulated.as_ref())) } }
                @if let Some(best) = &attack.ev.best_response {
                    div { dt { "Best adversary" } dd { (bounds(best)) ": " (best.policy) } }
                }
                div { dt { "Capital" } dd { (usd(attack.capital)) } }
                @if !attack.preconditions.is_empty() {
                    div { dt { "It needs" } dd { (attack.preconditions.join("; ")) } }
                }
                div { dt { "Meant to stop it" } dd { (attack.mitigation) } }
                div { dt { "Source" } dd { (attack.source) } }
                div {
                    dt { "Replay" }
                    dd { code { "assay attacks " (contents.asked.words) " --explain " (attack.id) } }
                }
            }
            (readings(attack))
            (break_evens(attack))
            @if !attack.notes.is_empty() {
                h4 { "Notes" }
                ul { @for note in &attack.notes { li { (note) } } }
            }
        }
    }
}

fn simulated(simulated: Option<&Simulated>) -> Markup {
    html! {
        @if let Some(it) = simulated {
            (usd(it.mean)) " on average over " (count(it.runs)) " runs, 95 % interval " (ends(it.ci95))
            "; one run deviates by " (usd(it.sd)) " and ends in a loss in " (format!("{:.1}", 100.0 * it.loss_probability)) " %"
        } @else {
            "not simulated"
        }
    }
}

fn readings(attack: &AttackReport) -> Markup {
    html! {
        @if !attack.readings.is_empty() {
            h4 { "The formula under each reading of the scenario's switches" }
            ul {
                @for reading in &attack.readings {
                    li {
                        code { (reading.parameter) " = " (reading.choice) } ": " (usd(reading.value))
                        @if reading.in_force { " (in force)" }
                    }
                }
            }
        }
    }
}

fn break_evens(attack: &AttackReport) -> Markup {
    html! {
        @if !attack.break_even.is_empty() {
            h4 { "Where the formula breaks even, one parameter at a time" }
            ul {
                @for at in attack.nearest_first() {
                    li {
                        code { (at.parameter) } " " (at.side()) " " (measured(at.value, &at.unit))
                        " (" (percent(at.change)) ", now " (measured(at.now, &at.unit)) ")"
                    }
                }
            }
        }
    }
}
