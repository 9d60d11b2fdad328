//! Behaviour strategies, mixed strategies, and best answers.

use assay_solver::{
    exact::Rational,
    game::extensive::{Behavior, BehaviorError, ReducedForm, Tree},
};
use proptest::prelude::*;

use crate::{kuhn, number, tree};

/// Probabilities in proportion to weights, the first a little heavier so that they are never all zero.
fn distribution(weights: &[u8]) -> Vec<Rational> {
    let weights: Vec<u32> = weights
        .iter()
        .enumerate()
        .map(|(index, weight)| u32::from(*weight) + u32::from(index == 0))
        .collect();
    let total = Rational::from(weights.iter().sum::<u32>());
    weights
        .into_iter()
        .map(|weight| Rational::from(weight) / &total)
        .collect()
}

fn games() -> Vec<Tree> {
    vec![
        kuhn::poker().unwrap_or_else(|error| panic!("{error}")),
        tree(include_str!("../games/myerson_1991_figure_2_1.efg")),
        tree(include_str!("../games/myerson_1991_figure_4_2.efg")),
        tree(include_str!("../games/selten_1975_figure_1.efg")),
    ]
}

/// Mixed strategies of every player from a stock of weights, sparse ones included.
fn mixed(form: &ReducedForm, stock: &[u8]) -> Vec<Vec<Rational>> {
    let mut stock = stock.iter().cycle().copied();
    form.game()
        .shape()
        .into_iter()
        .map(|strategies| {
            let weights: Vec<u8> = stock.by_ref().take(strategies).collect();
            distribution(&weights)
        })
        .collect()
}

/// What each player expects from mixed strategies, by the table of payoffs.
fn expected(form: &ReducedForm, mixed: &[Vec<Rational>]) -> Vec<Rational> {
    (0..mixed.len())
        .map(|player| {
            let worth = form.game().deviation_payoffs(player, mixed);
            worth
                .iter()
                .zip(&mixed[player])
                .fold(Rational::ZERO, |sum, (worth, probability)| {
                    sum + worth * probability
                })
        })
        .collect()
}

proptest! {
    /// Kuhn's theorem, and the tree's passes against the table's.
    #[test]
    fn behaviour_and_mixed_strategies_do_the_same(
        which in 0..4usize,
        stock in prop::collection::vec(prop_oneof![Just(0u8), 0..5u8], 40..97),
    ) {
        let tree = &games()[which];
        let form = tree.reduced_form().unwrap();
        let mixed = mixed(&form, &stock);
        let behaviors: Vec<Behavior> = mixed
            .iter()
            .enumerate()
            .map(|(player, mixed)| form.behavior(tree, player, mixed).unwrap())
            .collect();
        prop_assert_eq!(tree.expected_payoffs(&behaviors).unwrap(), expected(&form, &mixed));
        for (player, behavior) in behaviors.iter().enumerate() {
            let again = form.mixed(tree, behavior).unwrap();
            prop_assert_eq!(form.behavior(tree, player, &again).unwrap(), behavior.clone());
            let response = tree.best_response(player, &behaviors).unwrap();
            let worth = form.game().deviation_payoffs(player, &mixed);
            prop_assert_eq!(Some(&response.value), worth.iter().max());
            let strategy = form.plans(player).iter().position(|plan| *plan == response.plan);
            prop_assert_eq!(strategy.map(|strategy| &worth[strategy]), Some(&response.value));
        }
    }
}

#[test]
fn a_set_that_own_moves_rule_out_has_no_behaviour() {
    let tree = tree(include_str!("../games/myerson_1991_figure_4_2.efg"));
    let form = tree.reduced_form().unwrap();
    let pure = [0, 0, 1].map(Rational::from);
    let behavior = form.behavior(&tree, 0, &pure).unwrap();
    assert_eq!(
        behavior.choices(),
        [Some(vec![Rational::ZERO, Rational::ONE]), None]
    );
    assert_eq!(form.mixed(&tree, &behavior), Ok(pure.to_vec()));
}

#[test]
fn what_is_no_behaviour_strategy_is_refused_with_the_reason() {
    let tree = tree(include_str!("../games/myerson_1991_figure_4_2.efg"));
    let even = || Some(vec![number("1/2"), number("1/2")]);
    let cases = [
        (
            2,
            vec![even()],
            "the game has 2 players, the strategies are not theirs in this order",
        ),
        (
            0,
            vec![even()],
            "player 1 needs 2 probabilities or sets of them, not 1",
        ),
        (
            0,
            vec![even(), Some(vec![Rational::ONE])],
            "player 1 needs 2 probabilities or sets of them, not 1",
        ),
        (
            0,
            vec![even(), None],
            "player 1 may come to its information set 2 and nothing is said of it",
        ),
        (
            1,
            vec![Some(vec![number("3/2"), number("-1/2")])],
            "the probabilities of player 2 are not a distribution: they sum to 1, the least is -1/2",
        ),
        (
            1,
            vec![Some(vec![number("1/2"), number("1/3")])],
            "the probabilities of player 2 are not a distribution: they sum to 5/6, the least is 1/3",
        ),
    ];
    for (player, choices, reason) in cases {
        let refused = Behavior::new(&tree, player, choices);
        assert_eq!(
            refused.map_err(|error| error.to_string()),
            Err(reason.into())
        );
    }
}

#[test]
fn strategies_of_another_game_or_order_are_refused() {
    let games = games();
    let (kuhn, poker) = (&games[0], &games[1]);
    let form = poker.reduced_form().unwrap();
    let behaviors: Vec<Behavior> = (0..2)
        .map(|player| {
            let strategies = form.game().shape()[player];
            form.behavior(poker, player, &distribution(&vec![1; strategies]))
                .unwrap()
        })
        .collect();
    let swapped = [behaviors[1].clone(), behaviors[0].clone()];
    assert_eq!(
        poker.expected_payoffs(&swapped),
        Err(BehaviorError::Players { players: 2 })
    );
    assert!(matches!(
        kuhn.best_response(0, &behaviors),
        Err(BehaviorError::Shape {
            player: 1,
            expected: 6,
            found: 2
        })
    ));
    assert_eq!(
        poker.best_response(2, &behaviors),
        Err(BehaviorError::Players { players: 2 })
    );
}

#[test]
fn a_forgetful_player_has_no_behaviour_strategy_for_its_mixed_ones() {
    let driver = tree(include_str!("../games/absent_minded_driver.efg"));
    let form = driver.reduced_form().unwrap();
    let half = [number("1/2"), number("1/2")];
    assert!(matches!(
        form.behavior(&driver, 0, &half),
        Err(BehaviorError::Recall(_))
    ));
    // Driving on with probability 2/3 is worth 4/3, more than any mixed strategy (Piccione and Rubinstein, 1997).
    let lottery = Some(vec![number("1/3"), number("2/3")]);
    let behavior = Behavior::new(&driver, 0, vec![lottery]).unwrap();
    assert_eq!(
        driver.expected_payoffs(&[behavior]),
        Ok(vec![number("4/3")])
    );
}
