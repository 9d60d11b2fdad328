//! Zero-sum trees in sequence form.

use std::collections::BTreeMap;

use assay_solver::{
    equilibrium::{
        self,
        sequence::{NotOptimal, SequenceError, Solution, solve, verify},
    },
    exact::Rational,
    game::extensive::{Behavior, ImperfectRecall, InformationSetId, Tree, TreeError},
    program::{Budget, Effort, SolveError},
};
use proptest::prelude::*;

use crate::{kuhn, number, tree};

fn solved(tree: &Tree) -> Solution {
    solve(tree, &Effort::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The choice of a player at the set of this name.
fn choice(tree: &Tree, solution: &Solution, player: usize, name: &str) -> Vec<String> {
    let sets = tree.information_sets_of(player);
    let number = sets
        .iter()
        .position(|&set| tree.information_sets()[set].name == name)
        .unwrap_or_else(|| panic!("no set `{name}`"));
    solution.behaviors()[player].choices()[number]
        .iter()
        .flatten()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn kuhns_poker_costs_the_first_player_an_eighteenth() -> Result<(), TreeError> {
    let poker = kuhn::poker()?;
    let solution = solved(&poker);
    assert_eq!(*solution.value(), number("-1/18"));
    assert!(solution.constant().is_zero());
    // Kuhn (1950): the second player's best strategy is unique.
    for (set, expected) in [
        ("J checked to", ["2/3", "1/3"]),
        ("Q checked to", ["1", "0"]),
        ("K checked to", ["0", "1"]),
        ("J bet to", ["1", "0"]),
        ("Q bet to", ["2/3", "1/3"]),
        ("K bet to", ["0", "1"]),
    ] {
        assert_eq!(choice(&poker, &solution, 1, set), expected, "{set}");
    }
    // The first player's bluffs with the jack and bets with the king go one to three.
    let bet = |card| number(&choice(&poker, &solution, 0, card)[1]);
    assert_eq!(bet("K"), bet("J") * Rational::from(3));
    Ok(())
}

#[test]
fn myersons_card_game_is_worth_a_third() {
    let poker = tree(include_str!("../games/myerson_1991_figure_2_1.efg"));
    let solution = solved(&poker);
    // Myerson (1991), section 4.1: raise one black card in three, meet two raises in three.
    assert_eq!(*solution.value(), number("1/3"));
    assert_eq!(choice(&poker, &solution, 0, "red"), ["1", "0"]);
    assert_eq!(choice(&poker, &solution, 0, "black"), ["1/3", "2/3"]);
    assert_eq!(choice(&poker, &solution, 1, "raised"), ["2/3", "1/3"]);
}

#[test]
fn other_trees_are_refused_with_the_reason() {
    let effort = Effort::default();
    let horse = tree(include_str!("../games/selten_1975_figure_1.efg"));
    assert_eq!(solve(&horse, &effort), Err(SequenceError::Players(3)));
    let myerson = tree(include_str!("../games/myerson_1991_figure_4_2.efg"));
    assert_eq!(solve(&myerson, &effort), Err(SequenceError::NotConstantSum));
    let forgets = tree(
        "EFG 2 R \"\" { \"a\" \"b\" } p \"\" 2 1 \"\" { \"l\" \"r\" } 0\n\
         p \"\" 2 2 \"later\" { \"l\" \"r\" } 0 t \"\" 0 t \"\" 0 p \"\" 2 2 0 t \"\" 0 t \"\" 0",
    );
    let failure = ImperfectRecall::Forgets {
        player: 2,
        set: 2,
        name: "later".into(),
    };
    assert_eq!(
        solve(&forgets, &effort),
        Err(SequenceError::Recall(failure))
    );
}

#[test]
fn a_spent_budget_is_not_an_answer() -> Result<(), TreeError> {
    let effort = Effort {
        pivots: 1,
        ..Effort::exact_only()
    };
    let (budget, limit) = (Budget::Pivots, 1);
    assert_eq!(
        solve(&kuhn::poker()?, &effort),
        Err(SequenceError::Program(SolveError::BudgetSpent {
            budget,
            limit
        }))
    );
    Ok(())
}

#[test]
fn a_corrupted_strategy_is_refused() -> Result<(), TreeError> {
    let poker = kuhn::poker()?;
    let solution = solved(&poker);
    let mut refused = 0;
    for (player, behavior) in solution.behaviors().iter().enumerate() {
        for set in 0..behavior.choices().len() {
            let mut choices = behavior.choices().to_vec();
            if let Some(choice) = choices[set].as_mut() {
                choice.reverse();
            }
            // Reversed, a choice may lead to a set of which nothing was said, or a choice was not there.
            let Ok(corrupted) = Behavior::new(&poker, player, choices) else {
                continue;
            };
            if corrupted == *behavior {
                continue;
            }
            let mut behaviors = solution.behaviors().clone();
            behaviors[player] = corrupted;
            let verdict = verify(&poker, &behaviors);
            assert!(
                matches!(verdict, Err(NotOptimal::Deviation { .. })),
                "player {player}, set {set}: {verdict:?}"
            );
            refused += 1;
        }
    }
    assert!(refused >= 8, "{refused}");
    Ok(())
}

#[test]
fn a_tree_without_a_move_is_worth_what_it_pays() {
    let over = tree("EFG 2 R \"\" { \"a\" \"b\" } t \"\" 1 \"\" { 3/2, 5 }");
    let solution = solved(&over);
    assert_eq!(*solution.value(), number("3/2"));
    assert_eq!(*solution.constant(), number("13/2"));
}

/// A random tree with perfect recall: what a player knows is its own moves, and one of two signals each time it
/// moves.
fn random(mut stock: impl Iterator<Item = u8>, moves: usize) -> Result<Tree, TreeError> {
    type Memory = Vec<(usize, usize)>;
    let mut tree = Tree::builder("", ["a", "b"]);
    let mut known: BTreeMap<(usize, Memory, u8), (usize, InformationSetId)> = BTreeMap::new();
    let mut open = vec![(tree.root(), [Memory::new(), Memory::new()])];
    let mut next = || stock.next().unwrap_or_default();
    for _ in 0..moves {
        let at = usize::from(next()) % open.len();
        let (node, memories) = open.swap_remove(at);
        let kind = usize::from(next() % 5);
        if kind == 4 {
            let third = Rational::from(next() % 4) / Rational::from(3);
            let other = Rational::ONE - &third;
            let draw = tree.chance("", [("l", third), ("r", other)])?;
            for child in tree.draw(node, draw)? {
                open.push((child, memories.clone()));
            }
            continue;
        }
        let player = kind % 2;
        let key = (player, memories[player].clone(), next() % 2);
        let (number, set) = match known.get(&key) {
            Some(known) => *known,
            None => {
                let actions = 1 + usize::from(key.2 + 1);
                let names = (0..actions).map(|action| action.to_string());
                let fresh = (known.len(), tree.information_set(player, "", names)?);
                known.insert(key, fresh);
                fresh
            }
        };
        for (action, child) in tree.decide(node, set)?.into_iter().enumerate() {
            let mut memories = memories.clone();
            memories[player].push((number, action));
            open.push((child, memories));
        }
    }
    for (node, _) in open {
        let payoff = Rational::from(next() % 9);
        let outcome = tree.outcome("", vec![payoff.clone(), Rational::from(4) - payoff])?;
        tree.pay(node, outcome)?;
    }
    Ok(tree.finish())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The plans, as mixed strategies of the reduced normal form, pass the check of every Nash equilibrium there.
    #[test]
    fn what_the_sequence_form_finds_is_an_equilibrium_of_the_normal_form(
        stock in prop::collection::vec(any::<u8>(), 60),
        moves in 0..9usize,
    ) {
        let tree = random(stock.into_iter().cycle(), moves).unwrap();
        prop_assert_eq!(tree.perfect_recall(), Ok(()));
        let solution = solved(&tree);
        let form = tree.reduced_form().unwrap();
        let mixed: Vec<Vec<Rational>> = solution
            .behaviors()
            .iter()
            .map(|behavior| form.mixed(&tree, behavior).unwrap())
            .collect();
        let equilibrium = equilibrium::verify(form.game(), mixed).unwrap();
        let second = solution.constant() - solution.value();
        prop_assert_eq!(equilibrium.payoffs(), [solution.value().clone(), second]);
    }
}
