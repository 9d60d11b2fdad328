//! What rational actors do: the best attacker's policies, and the games between actors.

use maud::{Markup, html};

use super::{
    Contents,
    attacks::{bounds, ends},
    findings,
    table::{Field, Table, explained, marked, number, numbers, text, words},
    words::{badge, ranked, short, usd},
};
use crate::{
    attack::{AttackReport, BestResponse},
    finding::{Finding, Method},
};

/// Whether a finding is about what rational actors would do.
pub(super) fn is_about_actors(finding: &Finding) -> bool {
    matches!(finding.method, Method::Solver | Method::SolverAndSimulation)
}

pub(super) fn body(contents: &Contents) -> Markup {
    let solved: Vec<(&AttackReport, &BestResponse)> = ranked(&contents.report.attacks)
        .into_iter()
        .filter_map(|attack| Some((attack, attack.ev.best_response.as_ref()?)))
        .collect();
    let games: Vec<&Finding> = findings::beside_attacks(&contents.report)
        .filter(|finding| is_about_actors(finding))
        .collect();
    html! {
        p {
            "What those would do who look only to their gain: the best plan with each attack's means, carried out against the "
            "executable protocol to see whether it keeps what it promises, and the equilibria of the games between actors."
        }
        h3 { "The best attacker's policy" }
        @if solved.is_empty() {
            p { "No attack's best response was worked out." }
        } @else {
            (policies(&solved).markup("policies"))
        }
        h3 { "Games and commitments" }
        @if games.is_empty() {
            p { "No game was solved." }
        } @else {
            (findings::groups(&games, 'g'))
        }
    }
}

fn policies(solved: &[(&AttackReport, &BestResponse)]) -> Table {
    let rows = solved
        .iter()
        .map(|(attack, best)| -> Vec<Field> {
            let replayed = best.simulated.as_ref();
            let agrees = match best.covered {
                Some(true) => "agrees",
                Some(false) => "disagrees",
                None => "not compared",
            };
            vec![
                text(short(&attack.id)),
                number(&bounds(best), Some(best.low)),
                text(&best.policy),
                explained(
                    &replayed.map_or("not replayed".into(), |it| usd(it.mean)),
                    &replayed.map_or_else(String::new, |it| format!("{}, {agrees}", ends(it.ci95))),
                    replayed.map(|it| it.mean),
                ),
                marked(badge(attack.verdict), attack.verdict.word()),
            ]
        })
        .collect();
    Table {
        caption:
            "What the best adversary with each attack's means does, and what it is worth to him"
                .into(),
        columns: vec![
            words("Attack"),
            numbers("Worth"),
            words("Policy"),
            numbers("Replayed, 95 %"),
            words("Verdict"),
        ],
        rows,
    }
}
