//! `assay certify`: an answer of `solve`, checked again on its own.

use std::collections::BTreeSet;

use assay_solver::{
    equilibrium::{
        pure,
        several::{self, Found},
    },
    exact::Rational,
};
use serde_json::json;

use super::{
    answer::{Answer, Certificate, SCHEMA_VERSION, Status},
    bounds, certificate,
    error::{CertifyError, SolvingError},
    game::{self, Input, Opened},
    numbers::read_lists,
    recount::all_extreme_again,
    tree,
};
use crate::{
    arguments::{CertifyArguments, Concept, Format},
    done::Done,
    error::CommandError,
    progress::Bar,
    terminal,
};

/// What the check came to.
struct Verdict {
    result: &'static str,
    done: Done,
    said: Vec<String>,
}

pub(crate) fn execute(arguments: &CertifyArguments) -> Result<Done, CommandError> {
    let bar = Bar::without_end("checking");
    let path = &arguments.answer;
    let text = std::fs::read_to_string(path).map_err(|source| CommandError::Read {
        path: path.to_owned(),
        source,
    })?;
    let answer: Answer = serde_json::from_str(&text).map_err(|source| CommandError::Answer {
        path: path.to_owned(),
        source,
    })?;
    let judged = match game::open(&arguments.game, answer.concept)? {
        Input::Table(opened) => judge(&opened, &answer)?,
        Input::Tree { tree, .. } if answer.concept == Concept::ZeroSum => {
            tree::check(&tree, &answer).map(|()| Verdict {
                result: "verified",
                done: Done::Holds,
                said: vec![certificates(&answer)],
            })
        }
        Input::Tree { why, .. } => return Err(SolvingError::too_large(why).into()),
    };
    let verdict = match judged {
        Ok(verdict) => verdict,
        Err(refusal) => Verdict {
            result: "refused",
            done: Done::DoesNotHold,
            said: vec![refusal.to_string()],
        },
    };
    drop(bar);
    terminal::print(&match arguments.format {
        Format::Text => in_words(&verdict),
        Format::Json => format!(
            "{}\n",
            serde_json::to_string_pretty(&json!({
                "schema_version": SCHEMA_VERSION,
                "result": verdict.result,
                "said": verdict.said,
            }))?
        ),
    })?;
    Ok(verdict.done)
}

fn in_words(verdict: &Verdict) -> String {
    let layout = terminal::layout();
    let mut text = format!("{}\n", layout.strong(verdict.result));
    for said in &verdict.said {
        text.push_str(&layout.wrapped(&format!("  {said}"), "  "));
        text.push('\n');
    }
    text
}

/// The certificates, and then whether anything is missing.
fn judge(opened: &Opened, answer: &Answer) -> Result<Result<Verdict, CertifyError>, CommandError> {
    if let Err(refusal) = certificate::check(opened, answer) {
        return Ok(Err(refusal));
    }
    let mut said = vec![certificates(answer)];
    if answer.game.sha256 != opened.sha256 {
        said.push("The file is not byte for byte the one that was solved; the answer holds for it all the same.".into());
    }
    let unproved = answer
        .equilibria
        .iter()
        .any(|it| it.certificate == Certificate::None);
    let complete = answer.status == Status::Complete;
    if complete && matches!(answer.concept, Concept::Nash | Concept::Pure) {
        match recount(opened, answer)? {
            Ok(how) => said.push(how),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    let (result, done) = if complete && !unproved {
        ("verified", Done::Holds)
    } else {
        said.push(
            "The answer does not claim to be complete: what it lists holds, and there may be more."
                .into(),
        );
        ("undecided", Done::Undecided)
    };
    Ok(Ok(Verdict { result, done, said }))
}

fn certificates(answer: &Answer) -> String {
    let count = |wanted| {
        answer
            .equilibria
            .iter()
            .filter(|it| it.certificate == wanted)
            .count()
    };
    let (exact, interval) = (count(Certificate::Exact), count(Certificate::Interval));
    match answer.concept {
        Concept::Dominance => {
            "Every step's certificate holds, exactly, and nothing is left to eliminate.".into()
        }
        Concept::Nash | Concept::Pure | Concept::Qre => format!(
            "Checked: {exact} in exact numbers, {interval} by a proof in intervals rounded outward."
        ),
        Concept::Correlated | Concept::Coarse | Concept::Stackelberg | Concept::ZeroSum => {
            "Nobody gains by deviating, and nothing is better: both hold exactly.".into()
        }
    }
}

/// Finds the equilibria again by other means, and compares.
fn recount(opened: &Opened, answer: &Answer) -> Result<Result<String, CertifyError>, CommandError> {
    let place = "equilibria";
    let mut listed: BTreeSet<Vec<Vec<Rational>>> = BTreeSet::new();
    for solution in answer
        .equilibria
        .iter()
        .filter(|it| it.certificate == Certificate::Exact)
    {
        let texts = solution.strategies.as_deref().unwrap_or(&[]);
        match read_lists(texts, place) {
            Ok(strategies) => listed.insert(strategies),
            Err(refusal) => return Ok(Err(refusal)),
        };
    }
    let game = &opened.game;
    let (again, how): (BTreeSet<Vec<Vec<Rational>>>, String) = if answer.concept == Concept::Pure {
        let found = pure::equilibria(game).map_err(SolvingError::from)?;
        let found = found.iter().map(|it| it.strategies().to_vec()).collect();
        (found, "looking at every profile".into())
    } else if let Some((all, how)) = all_extreme_again(game)? {
        if all.status != Status::Complete {
            return Ok(Err(CertifyError::new(
                place,
                "the budget ended before they were all found again",
            )));
        }
        if all.components != answer.components {
            return Ok(Err(CertifyError::new(
                "components",
                "they are not those of the equilibria",
            )));
        }
        (
            all.equilibria
                .iter()
                .map(|it| it.strategies().to_vec())
                .collect(),
            how.into(),
        )
    } else {
        let found = several::solve(game, &several::Budget::default());
        if !found.is_complete() {
            return Ok(Err(CertifyError::new(
                place,
                "not every support could be settled again",
            )));
        }
        if let Some(refusal) = lost_enclosure(&found.equilibria, answer) {
            return Ok(Err(refusal));
        }
        let exact = found.equilibria.iter().filter_map(|it| match it {
            Found::Exact(equilibrium) => Some(equilibrium.strategies().to_vec()),
            Found::Enclosed(_) => None,
        });
        (exact.collect(), "searching every support again".into())
    };
    if let Some(lost) = again.difference(&listed).next() {
        let lost: Vec<String> = lost.iter().map(|list| spell(list)).collect();
        return Ok(Err(CertifyError::new(
            place,
            format!("one is missing: {}", lost.join(" | ")),
        )));
    }
    if let Some(more) = listed.difference(&again).next() {
        let more: Vec<String> = more.iter().map(|list| spell(list)).collect();
        let said = format!("one is not of the kind asked for: {}", more.join(" | "));
        return Ok(Err(CertifyError::new(place, said)));
    }
    Ok(Ok(format!("Complete: {how} finds the same.")))
}

/// An equilibrium in intervals that was found again and is not listed.
fn lost_enclosure(found: &[Found], answer: &Answer) -> Option<CertifyError> {
    let listed: Vec<_> = answer
        .equilibria
        .iter()
        .filter_map(|it| bounds::read(it.enclosures.as_ref()?, "enclosures").ok())
        .collect();
    let enclosed = found.iter().filter_map(|it| match it {
        Found::Enclosed(enclosed) => Some(enclosed.strategies()),
        Found::Exact(_) => None,
    });
    let mut counted = 0;
    for strategies in enclosed {
        counted += 1;
        let meets = listed.iter().any(|bounds| {
            bounds
                .iter()
                .flatten()
                .zip(strategies.iter().flatten())
                .all(|(a, b)| a.intersection(*b).is_some())
        });
        if !meets {
            return Some(CertifyError::new(
                "equilibria",
                "one that is proved in intervals is missing",
            ));
        }
    }
    (counted != listed.len())
        .then(|| CertifyError::new("equilibria", "one in intervals is listed twice"))
}

fn spell(list: &[Rational]) -> String {
    list.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}
