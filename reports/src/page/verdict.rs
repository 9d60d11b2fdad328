//! The top of the page: the verdict, what it means, and what was asked.

use maud::{Markup, html};

use super::{
    Contents, Turn,
    contents::{Number, Setting, Then},
    words::{anchor, badge, counted, measured, percent, ranked, short, usd, worst},
};
use crate::{attack::AttackReport, text::count, verdict::Verdict};

pub(super) fn section(contents: &Contents) -> Markup {
    let report = &contents.report;
    let attacks = &report.attacks;
    let verdict = Verdict::of_all(attacks.iter().map(|attack| attack.verdict));
    let others = report
        .findings
        .iter()
        .filter(|finding| attacks.iter().all(|attack| attack.id != finding.id));
    let (other_count, failing) = others.fold((0, 0), |(all, failing), finding| {
        let fails = finding.verdict == Verdict::Vulnerable;
        (all + 1, failing + usize::from(fails))
    });
    html! {
        header aria-labelledby="title" {
            p.kicker { "Can anyone profit by breaking this?" }
            h1 id="title" { (report.scenario.title) }
            p.answer { (badge(verdict)) " " (sentence(verdict, attacks)) }
            dl.facts {
                @if let Some(first) = ranked(attacks).first() {
                    @let gain = worst(first);
                    div {
                        dt { @if gain > 0.0 { "The most an attacker can expect" } @else { "The least unprofitable attack" } }
                        dd { strong { (usd(gain)) } }
                        dd {
                            a href={ "#" (anchor(&first.id)) } { (first.threat) }
                            ". As scripted it takes " (usd(first.capital)) " up front."
                        }
                    }
                }
                @if let Some((name, number, turn)) = nearest_beginning(contents) {
                    div {
                        dt { "The smallest change that lets another attack pay" }
                        dd { strong { (percent(turn.change)) } }
                        dd {
                            code { (name) } " from " (measured(number.value, &number.unit)) " to "
                            (measured(turn.at, &number.unit)) ": "
                            a href={ "#" (anchor(&turn.attack)) } { (short(&turn.attack)) }
                            " begins to pay by its formula."
                        }
                    }
                }
                @if other_count > 0 {
                    div {
                        dt { "Other promises that do not hold" }
                        dd { strong { (count(failing as u64)) " of " (count(other_count as u64)) } }
                        dd {
                            a href="#findings" { "Criteria, contract and markets" } " and "
                            a href="#equilibria" { "what rational actors do" } "."
                        }
                    }
                }
            }
            (asked(contents))
        }
    }
}

fn sentence(verdict: Verdict, attacks: &[AttackReport]) -> String {
    let of = |verdict| {
        attacks
            .iter()
            .filter(|attack| attack.verdict == verdict)
            .count()
    };
    let all = counted(attacks.len(), "attack");
    match verdict {
        _ if attacks.is_empty() => "No attack was judged.".into(),
        Verdict::Vulnerable => {
            let open = match of(Verdict::Undecided) {
                0 => String::new(),
                open => format!(" {open} more could not be decided."),
            };
            let paying = of(Verdict::Vulnerable);
            let verb = if paying == 1 { "earns" } else { "earn" };
            format!("Yes: of {all}, {paying} {verb} the attacker money.{open}")
        }
        Verdict::Safe => format!(
            "No: of {all}, none earns the attacker money, by formula, by simulation and by the best adversary alike."
        ),
        Verdict::Undecided => format!(
            "Not known: of {all}, none is shown to earn money, and of {} it is not shown that it cannot.",
            of(Verdict::Undecided)
        ),
    }
}

/// The least change of a single parameter beyond which an attack's formula begins to pay.
fn nearest_beginning(contents: &Contents) -> Option<(&str, &Number, &Turn)> {
    contents
        .parameters
        .iter()
        .filter_map(|parameter| match &parameter.setting {
            Setting::Number(number) => Some((parameter.name.as_str(), number)),
            Setting::Choice { .. } => None,
        })
        .flat_map(|(name, number)| number.turns.iter().map(move |turn| (name, number, turn)))
        .filter(|(_, _, turn)| turn.then == Then::Begins)
        // The first of those that are equally near.
        .min_by(|(_, _, a), (_, _, b)| a.change.abs().total_cmp(&b.change.abs()))
}

fn asked(contents: &Contents) -> Markup {
    let report = &contents.report;
    html! {
        div.asked {
            h2 { "What was asked" }
            p {
                "Each attack on " (report.scenario.title) " was valued three times: by its formula, in "
                (count(report.runs)) " simulated runs against the executable protocol, and as the best that an adversary "
                "with the same means could do. "
                (badge(Verdict::Vulnerable)) " means that one of the three shows a profit; "
                (badge(Verdict::Safe)) " that all three show a loss beyond their error; anything else is "
                (badge(Verdict::Undecided)) ". Values are in US dollars to the attacker."
            }
            @if report.scenario.set.is_empty() {
                p { "Every parameter is as the scenario has it." }
            } @else {
                p {
                    "Changed from the scenario: "
                    @for (place, set) in report.scenario.set.iter().enumerate() {
                        @if place > 0 { ", " }
                        code { (set) }
                    }
                    "."
                }
            }
            @if let Some(source) = &contents.asked.source {
                p { "The scenario's numbers come from: " (source) "." }
            }
        }
    }
}
