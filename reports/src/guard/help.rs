//! What happened to a finding, and what to do, in words.

use super::{
    class::Class,
    finding::FindingChange,
    margin::Witness,
    words::{margin, plain, value},
};
use crate::{attack::AttackReport, verdict::Verdict};

/// What happened, in one clause; empty where nothing did.
pub(super) fn why(
    change: &FindingChange,
    attacks: (Option<&AttackReport>, Option<&AttackReport>),
) -> String {
    let verdict = |side: &Option<super::finding::Found>| side.as_ref().map(|it| it.verdict.word());
    let (before, after) = (verdict(&change.before), verdict(&change.after));
    let from_to = format!("{} → {}", before.unwrap_or("none"), after.unwrap_or("none"));
    match change.class {
        Class::Unchanged => String::new(),
        Class::New => format!("new, and {}", after.unwrap_or("none")),
        Class::Deleted => format!(
            "it was {} and is not found any more",
            before.unwrap_or("none")
        ),
        Class::Undecided if change.is_contradicted() => {
            let stands = attacks.1.and_then(|attack| Witness::Simulation.of(attack));
            format!(
                "the formula has left what happens: {}, simulation {} as before",
                move_of(Witness::Formula, attacks),
                stands.map_or_else(|| "missing".into(), |it| it.words("USD"))
            )
        }
        Class::BecameVulnerable | Class::BecameSafe | Class::Undecided => {
            let said = if change.attack {
                witnesses(change, attacks)
            } else if value_of(&change.before) == value_of(&change.after) {
                // The same value on the other side of a threshold that moved.
                shift(change)
            } else {
                values(change)
            };
            match said {
                said if change.is_worse() => {
                    let how = match change.attack {
                        true => "pays as scripted",
                        false => "its own value says so",
                    };
                    format!("it was vulnerable already, and now {how}: {said}")
                }
                said if said.is_empty() => from_to,
                said => format!("{from_to}: {said}"),
            }
        }
        Class::MarginShrank | Class::MarginGrew => {
            let mut said = shift(change);
            if !change.turned.is_empty() {
                let turned: Vec<String> = change
                    .turned
                    .iter()
                    .map(|witness| move_of(*witness, attacks))
                    .collect();
                said.push_str(&format!(
                    "; it was {} already, and now shows a profit by {}",
                    before.unwrap_or("none"),
                    turned.join(", ")
                ));
            }
            said
        }
    }
}

/// The witnesses by whom the verdict is another.
fn witnesses(
    change: &FindingChange,
    attacks: (Option<&AttackReport>, Option<&AttackReport>),
) -> String {
    let (Some(before), Some(after)) = attacks else {
        return values(change);
    };
    let moved: Vec<String> = Witness::ALL
        .into_iter()
        .filter(|witness| witness.verdict(before) != witness.verdict(after))
        .map(|witness| move_of(witness, attacks))
        .collect();
    moved.join(", ")
}

/// `formula −$270,000 → +$24,300`.
fn move_of(
    witness: Witness,
    (before, after): (Option<&AttackReport>, Option<&AttackReport>),
) -> String {
    let said = |attack: Option<&AttackReport>| {
        let estimate = attack.and_then(|attack| witness.of(attack));
        estimate.map_or_else(|| "missing".into(), |it| it.words("USD"))
    };
    format!("{} {} → {}", witness.words(), said(before), said(after))
}

fn values(change: &FindingChange) -> String {
    let of = |side: &Option<super::finding::Found>| {
        side.as_ref().and_then(|found| value(found, change.attack))
    };
    let (before, after) = (of(&change.before), of(&change.after));
    match (before, after) {
        (None, None) => String::new(),
        (before, after) => format!(
            "{} → {}",
            before.unwrap_or_else(|| "no value".into()),
            after.unwrap_or_else(|| "no value".into())
        ),
    }
}

/// How the margin moved; where it did not, the witness behind the worst one did.
fn shift(change: &FindingChange) -> String {
    let of = |side: &Option<super::finding::Found>| side.as_ref().and_then(margin);
    let (before, after) = (of(&change.before), of(&change.after));
    let stands = before == after;
    match (before, after) {
        (Some(margin), Some(_)) if stands => {
            let (before, after) = (value_of(&change.before), value_of(&change.after));
            if before == after {
                format!("margin {margin}, and moves by less than is printed")
            } else {
                format!("margin {margin} as before, value {}", values(change))
            }
        }
        (Some(before), Some(after)) => format!("margin {before} → {after}"),
        _ => values(change),
    }
}

fn value_of(side: &Option<super::finding::Found>) -> Option<String> {
    side.as_ref().and_then(|found| value(found, true))
}

/// What to do; none where there is nothing to do.
pub(super) fn help(change: &FindingChange) -> Option<String> {
    let code = change.code.as_deref()?;
    let what = match code {
        "E-PROFIT" | "E-NEW-VULNERABLE" | "E-VERDICT" if !change.break_even.is_empty() => {
            let keep: Vec<String> = change
                .break_even
                .iter()
                .map(|at| format!("`{}` {}", at.parameter, at.safe_side()))
                .collect();
            format!("keep {}", keep.join(" and "))
        }
        "E-PROFIT" if change.attack && !change.turned.contains(&Witness::Formula) => {
            "the formula does not show it: take the change back, or close what the best plan uses"
                .into()
        }
        "E-PROFIT" => {
            "take the change back, or find the value at which it turns: `assay boundary`".into()
        }
        "E-VERDICT" | "E-NEW-VULNERABLE" => {
            "take the change back, or change what it rests on".into()
        }
        "E-UNDECIDED" => match change.after.as_ref().map(|it| it.verdict) {
            Some(Verdict::Undecided) => {
                "more runs may decide it (`--runs`); until then it does not count as safe".into()
            }
            _ => "find out what keeps it from being decided".into(),
        },
        "E-WITNESSES" => "correct the formula: a profit that it hides is made all the same".into(),
        "E-DELETED" => "put it back: what is not looked at is not safe".into(),
        "E-MARGIN" => match change.lost_share() {
            Some(share) => format!(
                "the change takes {} of the margin: make it smaller, or raise `margin.max_shrink`",
                plain(share, "fraction")
            ),
            None => "make the change smaller".into(),
        },
        _ => return None,
    };
    Some(format!("{what}; `assay explain {code}` says more"))
}
