//! Stackelberg commitment.

use assay_solver::{
    equilibrium::commitment::{Commitment, CommitmentError, solve, verify},
    game::Game,
    program::Effort,
};
use proptest::prelude::*;

use crate::games::{bimatrix, game, number, numbers, prisoners_dilemma, random_game, reversed};

fn solved(game: &Game, leader: usize) -> Commitment {
    solve(game, leader, &Effort::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// V. Conitzer and T. Sandholm, "Computing the optimal strategy to commit to", 2006: the first row is dominant,
/// and still the row player does better to commit to the second half the time.
fn conitzer_sandholm() -> Game {
    bimatrix(&[&[(2, 1), (4, 0)], &[(1, 0), (3, 1)]])
}

#[test]
fn commitment_beats_a_dominant_strategy() {
    let commitment = solved(&conitzer_sandholm(), 0);
    assert_eq!(commitment.strategy, numbers(&["1/2", "1/2"]));
    assert_eq!(commitment.reply, 1);
    assert_eq!(commitment.payoffs, [number("7/2"), number("1/2")]);
    // Half of 2 and half of 1: what an indifferent follower could do to the leader.
    assert_eq!(commitment.pessimistic, number("3/2"));
}

#[test]
fn either_player_may_lead() {
    let [first, second] = [0, 1].map(|leader| solved(&conitzer_sandholm(), leader).payoffs);
    assert_eq!(first, [number("7/2"), number("1/2")]);
    // The first row is dominant, so the column player can only take the better of its columns against it.
    assert_eq!(second, [number("2"), number("1")]);
}

#[test]
fn a_dominated_reply_is_held_down_by_prices() {
    let commitment = solved(&prisoners_dilemma(), 0);
    assert_eq!(commitment.payoffs, [number("1"), number("1")]);
    assert_eq!(commitment.reply, 1);
    // Three from the fool's reply is two more than the value, and the reply costs the follower one.
    assert_eq!(commitment.prices[0], numbers(&["0", "2"]));
}

#[test]
fn games_without_one_follower_are_refused() {
    for (players, leader, reason) in [
        (1, 0, "commitment with one follower needs 2 players, not 1"),
        (3, 0, "commitment with one follower needs 2 players, not 3"),
        (2, 2, "there is no player 3 to lead"),
    ] {
        let game = game(&vec![1; players], vec![vec![0]; players]);
        match solve(&game, leader, &Effort::default()) {
            Err(CommitmentError::Refused(refusal)) => {
                assert!(refusal.to_string().starts_with(reason), "{refusal}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_answer_that_was_tampered_with_is_refused() {
    type Tamper<'a> = &'a dyn Fn(&mut Commitment);
    let tiny = number("1e-30");
    let cases: [(Tamper<'_>, &str); 11] = [
        (&|it| it.payoffs[0] += &tiny, "the payoffs are said to be"),
        (&|it| it.payoffs[1] += &tiny, "the payoffs are said to be"),
        (
            &|it| it.pessimistic += &tiny,
            "the leader is said to be left with",
        ),
        (&|it| it.strategy[0] += &tiny, "the probabilities sum to"),
        (&|it| it.reply = 2, "the follower has no strategy 3"),
        (
            &|it| it.strategy = numbers(&["501/1000", "499/1000"]),
            "the follower gains 1/500 by replying with strategy 1",
        ),
        (
            // A commitment, but not the best.
            &|it| {
                it.strategy = numbers(&["0", "1"]);
                it.payoffs = [number("3"), number("1")];
                it.pessimistic = number("3");
            },
            "at these prices strategy",
        ),
        (&|it| it.prices[1][0] -= &tiny, "at these prices strategy"),
        (
            &|it| it.prices[1][0] = -number("1"),
            "the prices of reply 2 are not one for each of 2",
        ),
        (
            &|it| it.prices.truncate(1),
            "the prices of reply 2 are not one for each of 2",
        ),
        (&|it| it.leader = 2, "there is no player 3 to lead"),
    ];
    let honest = solved(&conitzer_sandholm(), 0);
    for (tamper, reason) in cases {
        let mut answer = honest.clone();
        tamper(&mut answer);
        let refused = verify(&conitzer_sandholm(), &answer).map_err(|refusal| refusal.to_string());
        assert!(
            refused.as_ref().is_err_and(|said| said.starts_with(reason)),
            "{reason}: {refused:?}"
        );
    }
}

proptest! {
    #[test]
    fn the_order_of_strategies_does_not_change_what_commitment_is_worth(
        game in random_game(&[&[3, 3], &[2, 4], &[4, 2]]),
    ) {
        for leader in [0, 1] {
            let [there, back] = [&game, &reversed(&game)].map(|game| solved(game, leader));
            prop_assert_eq!(&there.payoffs[leader], &back.payoffs[leader]);
            prop_assert!(there.pessimistic <= there.payoffs[leader]);
        }
    }
}
