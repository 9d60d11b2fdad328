//! Zero-sum trees too large for a table: solved, and checked again, in sequence form.

use assay_solver::{
    equilibrium::sequence,
    exact::Rational,
    game::extensive::{Behavior, Tree},
    program::Effort,
};

use super::{
    answer::{Answer, Certificate, Solution},
    ask::empty,
    certificate::{missing, only, value},
    error::{CertifyError, SolvingError},
    numbers::{amount, list, read_list},
};
use crate::arguments::Concept;

pub(super) fn solve(tree: &Tree, sha256: String) -> Result<Answer, SolvingError> {
    let found = sequence::solve(tree, &Effort::default())?;
    let none = vec![Vec::new(); tree.players().len()];
    let mut answer = empty(
        tree.title(),
        sha256,
        Concept::ZeroSum,
        tree.players().to_vec(),
        none,
    );
    answer.value = Some(amount(found.value()));
    let behavior = found.behaviors().iter().map(|behavior| {
        let choices = behavior.choices().iter();
        choices.map(|choice| choice.as_deref().map(list)).collect()
    });
    answer.equilibria.push(Solution {
        strategies: None,
        distribution: None,
        payoffs: list(&[found.value().clone(), found.constant() - found.value()]),
        certificate: Certificate::Exact,
        enclosures: None,
        behavior: Some(behavior.collect()),
    });
    answer.notes.push(
        "Solved in sequence form, in behaviour strategies: the reduced normal form is large."
            .into(),
    );
    Ok(answer)
}

pub(super) fn check(tree: &Tree, answer: &Answer) -> Result<(), CertifyError> {
    if answer.players != tree.players() {
        return Err(CertifyError::new(
            "players",
            "they are not those of the game",
        ));
    }
    let only = only(answer)?;
    let behavior = only
        .behavior
        .as_ref()
        .ok_or_else(|| missing("the answer", "behavior"))?;
    let behaviors: Vec<Behavior> = behavior
        .iter()
        .enumerate()
        .map(|(player, sets)| {
            let place = "behavior";
            let choices = sets
                .iter()
                .map(|set| {
                    set.as_ref()
                        .map(|chances| read_list(chances, place))
                        .transpose()
                })
                .collect::<Result<Vec<Option<Vec<Rational>>>, _>>()?;
            Behavior::new(tree, player, choices).map_err(|error| CertifyError::new(place, error))
        })
        .collect::<Result<_, _>>()?;
    let behaviors: [Behavior; 2] = behaviors
        .try_into()
        .map_err(|_| CertifyError::new("behavior", "it is not for two players"))?;
    let found = sequence::verify(tree, &behaviors)
        .map_err(|error| CertifyError::new("the strategies", error))?;
    if found != value(answer)? {
        return Err(CertifyError::new("value", format!("it is {found}")));
    }
    let constant = tree
        .constant_sum()
        .ok_or_else(|| CertifyError::new("the game", "its payoffs do not sum to a constant"))?;
    let rest = constant - &found;
    if read_list(&only.payoffs, "payoffs")? != [found, rest] {
        return Err(CertifyError::new(
            "payoffs",
            "they are not what the strategies secure",
        ));
    }
    Ok(())
}
