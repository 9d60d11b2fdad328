//! Iterated elimination.

use assay_solver::{
    equilibrium::dominance::{
        Belief, Dominator, Gain, Reduction, Rule, Strength, Undominated, eliminate, verify,
    },
    game::Game,
    program::Effort,
};
use proptest::prelude::*;

use crate::games::{
    bimatrix, game, nash_equilibria, number, numbers, prisoners_dilemma, random_game, reversed,
    rock_paper_scissors,
};

const STRICT_PURE: Rule = Rule {
    strength: Strength::Strict,
    by: Dominator::Pure,
};
const STRICT: Rule = Rule {
    strength: Strength::Strict,
    by: Dominator::Mixed,
};
const WEAK_PURE: Rule = Rule {
    strength: Strength::Weak,
    by: Dominator::Pure,
};
const WEAK: Rule = Rule {
    strength: Strength::Weak,
    by: Dominator::Mixed,
};
const RULES: [Rule; 4] = [STRICT_PURE, STRICT, WEAK_PURE, WEAK];

fn reduced(game: &Game, rule: Rule) -> Reduction {
    eliminate(game, rule, &Effort::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Player and strategy, round by round.
fn steps(reduction: &Reduction) -> Vec<Vec<(usize, usize)>> {
    reduction
        .rounds
        .iter()
        .map(|round| {
            round
                .eliminated
                .iter()
                .map(|step| (step.player, step.strategy))
                .collect()
        })
        .collect()
}

/// R. Gibbons, "Game Theory for Applied Economists", 1992, figure 1.1.1.
fn gibbons() -> Game {
    bimatrix(&[&[(1, 0), (1, 2), (0, 1)], &[(0, 3), (0, 1), (2, 0)]])
}

/// Gibbons, figure 1.3.1: the third row is dominated by a mixture of the others and by neither.
fn only_a_mixture() -> Game {
    bimatrix(&[&[(3, 0), (0, 0)], &[(0, 0), (3, 0)], &[(1, 0), (1, 0)]])
}

/// M. J. Osborne and A. Rubinstein, "A Course in Game Theory", 1994, figure 63.1: one row at a time, what survives
/// depends on which goes first.
fn order_matters() -> Game {
    bimatrix(&[&[(1, 1), (0, 0)], &[(1, 1), (2, 1)], &[(0, 0), (2, 1)]])
}

/// K. Basu, "The traveler's dilemma", 1994: who claims less is paid that and two more, the other two less.
fn travelers_dilemma(most: i32) -> Game {
    let rows: Vec<Vec<(i32, i32)>> = (2..=most)
        .map(|mine| {
            (2..=most)
                .map(|theirs| match mine.cmp(&theirs) {
                    std::cmp::Ordering::Less => (mine + 2, mine - 2),
                    std::cmp::Ordering::Equal => (mine, mine),
                    std::cmp::Ordering::Greater => (theirs - 2, theirs + 2),
                })
                .collect()
        })
        .collect();
    let rows: Vec<&[(i32, i32)]> = rows.iter().map(Vec::as_slice).collect();
    bimatrix(&rows)
}

#[test]
fn published_games_are_reduced_step_by_step() {
    for (name, game, rule, expected, surviving) in [
        (
            "Gibbons",
            gibbons(),
            STRICT,
            vec![vec![(1, 2)], vec![(0, 1)], vec![(1, 0)]],
            vec![vec![0], vec![1]],
        ),
        (
            "the prisoners' dilemma",
            prisoners_dilemma(),
            STRICT_PURE,
            vec![vec![(0, 0), (1, 0)]],
            vec![vec![1], vec![1]],
        ),
        (
            "a mixture is not a strategy",
            only_a_mixture(),
            STRICT_PURE,
            vec![],
            vec![vec![0, 1, 2], vec![0, 1]],
        ),
        (
            "a mixture dominates",
            only_a_mixture(),
            STRICT,
            vec![vec![(0, 2)]],
            vec![vec![0, 1], vec![0, 1]],
        ),
        (
            "all at once",
            order_matters(),
            WEAK,
            vec![vec![(0, 0), (0, 2)]],
            vec![vec![1], vec![0, 1]],
        ),
        (
            "nothing to remove",
            rock_paper_scissors(),
            WEAK,
            vec![],
            vec![vec![0, 1, 2]; 2],
        ),
        (
            "the best of one player's strategies",
            game(&[4], vec![vec![5, 1, 5, 4]]),
            STRICT,
            vec![vec![(0, 1), (0, 3)]],
            vec![vec![0, 2]],
        ),
    ] {
        let reduction = reduced(&game, rule);
        assert_eq!(steps(&reduction), expected, "{name}");
        assert_eq!(reduction.surviving, surviving, "{name}");
    }
}

#[test]
fn the_travelers_claim_unravels_one_by_one() {
    let reduction = reduced(&travelers_dilemma(9), WEAK_PURE);
    let expected: Vec<_> = (1..=7).rev().map(|top| vec![(0, top), (1, top)]).collect();
    assert_eq!(steps(&reduction), expected);
    assert_eq!(reduction.surviving, [[0], [0]]);
}

#[test]
fn a_step_states_its_mixture_and_margin() {
    let reduction = reduced(&only_a_mixture(), STRICT);
    let step = &reduction.rounds[0].eliminated[0];
    assert_eq!(step.mixture, numbers(&["1/2", "1/2", "0"]));
    let half = Gain {
        least: number("1/2"),
        greatest: number("1/2"),
    };
    assert_eq!(step.gain, half);
}

#[test]
fn a_reduction_that_was_tampered_with_is_refused() {
    type Tamper<'a> = &'a dyn Fn(&mut Reduction);
    let tiny = number("1e-30");
    let cases: [(Game, Rule, Tamper<'_>, &str); 15] = [
        (
            gibbons(),
            STRICT,
            &|it| it.surviving[0] = vec![0, 1],
            "the strategies said to remain before round 4",
        ),
        (
            gibbons(),
            STRICT,
            &|it| it.rounds.swap(0, 1),
            "the strategies said to remain before round 1",
        ),
        (
            gibbons(),
            STRICT,
            &|it| it.rounds[1].eliminated.clear(),
            "round 2 removes nothing",
        ),
        (
            gibbons(),
            STRICT,
            &|it| it.rounds[0].eliminated[0].strategy = 0,
            "what the mixture gains over strategy 1 of player 2",
        ),
        (
            gibbons(),
            STRICT,
            &|it| it.rounds[0].eliminated[0].strategy = 9,
            "strategy 10 of player 2 is not there",
        ),
        (
            gibbons(),
            STRICT,
            &|it| {
                let again = it.rounds[0].eliminated[0].clone();
                it.rounds[0].eliminated.push(again);
            },
            "strategy 3 of player 2 is not there",
        ),
        (
            only_a_mixture(),
            STRICT,
            &|it| it.rounds[0].eliminated[0].gain.least += &tiny,
            "what the mixture gains",
        ),
        (
            only_a_mixture(),
            STRICT,
            &|it| it.rounds[0].eliminated[0].mixture = numbers(&["1/2", "1/3", "1/6"]),
            "the mixture that removes strategy 3 of player 1 may not play strategy 3",
        ),
        (
            only_a_mixture(),
            STRICT,
            &|it| it.rounds[0].eliminated[0].mixture[0] += &tiny,
            "the mixture that removes strategy 3 of player 1: the probabilities sum",
        ),
        (
            // Nothing excuses the dominated row: even chances come closest.
            only_a_mixture(),
            STRICT,
            &|it| {
                it.rounds.clear();
                it.surviving[0] = vec![0, 1, 2];
                let beliefs = [
                    Belief::Certain(0),
                    Belief::Certain(3),
                    Belief::Lottery(numbers(&["1/2", "1/2"])),
                ];
                it.undominated = (0..)
                    .zip(beliefs)
                    .map(|(strategy, belief)| Undominated {
                        player: 0,
                        strategy,
                        belief,
                    })
                    .collect();
            },
            "the belief that excuses strategy 3 of player 1 does not",
        ),
        (
            only_a_mixture(),
            STRICT,
            &|it| it.undominated.truncate(3),
            "reasons are given for other strategies",
        ),
        (
            rock_paper_scissors(),
            STRICT,
            &|it| it.undominated[5].belief = Belief::Certain(9),
            "the belief that excuses strategy 3 of player 2 does not",
        ),
        (
            rock_paper_scissors(),
            STRICT,
            &|it| it.undominated[0].belief = Belief::Certain(0),
            "the belief that excuses strategy 1 of player 1 does not",
        ),
        (
            rock_paper_scissors(),
            WEAK,
            &|it| it.undominated[0].belief = Belief::Lottery(numbers(&["0", "0", "1"])),
            "the belief that excuses strategy 1 of player 1 does not",
        ),
        (
            prisoners_dilemma(),
            STRICT_PURE,
            &|it| {
                it.rounds.clear();
                it.surviving = vec![vec![0, 1]; 2];
            },
            "strategy 1 of player 1 is left, though strategy 2 dominates it",
        ),
    ];
    for (game, rule, tamper, reason) in cases {
        let mut reduction = reduced(&game, rule);
        tamper(&mut reduction);
        let refused = verify(&game, rule, &reduction).map_err(|refusal| refusal.to_string());
        assert!(
            refused.as_ref().is_err_and(|said| said.starts_with(reason)),
            "{reason}: {refused:?}"
        );
    }
}

#[test]
fn strict_certificates_do_for_weak_steps_but_not_the_reverse() {
    let strict = reduced(&prisoners_dilemma(), STRICT_PURE);
    assert_eq!(verify(&prisoners_dilemma(), WEAK_PURE, &strict), Ok(()));
    let weak = reduced(&order_matters(), WEAK_PURE);
    assert!(verify(&order_matters(), STRICT_PURE, &weak).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_mixtures_leave_single_strategies_leave_too(
        game in random_game(&[&[3, 3], &[4, 3], &[2, 3, 2]]),
    ) {
        for (pure, mixed) in [(STRICT_PURE, STRICT), (WEAK_PURE, WEAK)] {
            let first_round = |rule| steps(&reduced(&game, rule)).into_iter().next().unwrap_or_default();
            let by_mixtures = first_round(mixed);
            for step in first_round(pure) {
                prop_assert!(by_mixtures.contains(&step));
            }
        }
    }

    #[test]
    fn the_order_of_strategies_does_not_matter(
        game in random_game(&[&[3, 3], &[2, 3, 2]]),
    ) {
        for rule in RULES {
            let there = reduced(&game, rule).surviving;
            let back = reduced(&reversed(&game), rule).surviving;
            let turned: Vec<Vec<usize>> = back
                .iter()
                .zip(game.shape())
                .map(|(kept, strategies)| kept.iter().rev().map(|it| strategies - 1 - it).collect())
                .collect();
            prop_assert_eq!(there, turned);
        }
    }

    #[test]
    fn strict_elimination_keeps_every_equilibrium(
        game in random_game(&[&[2, 2], &[3, 3], &[3, 2]]),
    ) {
        let surviving = reduced(&game, STRICT).surviving;
        for equilibrium in nash_equilibria(&game) {
            for (mixed, kept) in equilibrium.strategies().iter().zip(&surviving) {
                for (strategy, probability) in mixed.iter().enumerate() {
                    prop_assert!(probability.is_zero() || kept.contains(&strategy));
                }
            }
        }
    }
}
