//! What the concepts say of one another.

use assay_solver::{
    equilibrium::{
        commitment,
        correlated::{self, Concept, Goal, Objective},
        dominance::{self, Dominator, Rule, Strength},
        pure, zero_sum,
    },
    exact::Rational,
    game::Game,
    program::Effort,
};
use proptest::prelude::*;

use crate::games::{nash_equilibria, product, random_game, random_zero_sum, reversed};

fn best(game: &Game, concept: Concept, goal: &Goal) -> Rational {
    correlated::solve(game, concept, goal, &Effort::default())
        .unwrap_or_else(|error| panic!("{error}"))
        .value
}

fn committed(game: &Game, leader: usize) -> Rational {
    commitment::solve(game, leader, &Effort::default())
        .unwrap_or_else(|error| panic!("{error}"))
        .payoffs[leader]
        .clone()
}

fn value(game: &Game) -> Rational {
    zero_sum::solve(game, &Effort::default())
        .unwrap_or_else(|error| panic!("{error}"))
        .value
}

fn is_equilibrium(game: &Game, concept: Concept, distribution: &[Rational]) -> bool {
    correlated::verify_equilibrium(game, concept, distribution).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_nash_equilibrium_is_correlated_and_none_is_worth_more_than_the_best_of_those(
        game in random_game(&[&[2, 2], &[3, 3], &[2, 4]]),
    ) {
        let found = nash_equilibria(&game);
        prop_assert!(!found.is_empty());
        let [most, least] = [Goal::greatest(Objective::Welfare), Goal::least(Objective::Welfare)]
            .map(|goal| best(&game, Concept::Correlated, &goal));
        let leading = [0, 1].map(|leader| committed(&game, leader));
        for nash in found {
            let distribution = product(&game, nash.strategies());
            prop_assert!(is_equilibrium(&game, Concept::Correlated, &distribution));
            prop_assert!(is_equilibrium(&game, Concept::Coarse, &distribution));
            let welfare = &nash.payoffs()[0] + &nash.payoffs()[1];
            prop_assert!(least <= welfare && welfare <= most);
            for leader in [0, 1] {
                prop_assert!(leading[leader] >= nash.payoffs()[leader]);
            }
        }
    }

    #[test]
    fn every_correlated_equilibrium_is_coarse(
        game in random_game(&[&[3, 3], &[2, 2, 2], &[3, 2, 2]]),
    ) {
        let goal = Goal::greatest(Objective::Payoff { player: 0 });
        let answer = correlated::solve(&game, Concept::Correlated, &goal, &Effort::default());
        let answer = answer.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(is_equilibrium(&game, Concept::Coarse, &answer.distribution));
        prop_assert!(best(&game, Concept::Coarse, &goal) >= answer.value);
        for profile in pure::profiles(&game) {
            let payoff = game.payoff(0, &profile).cloned().unwrap_or_default();
            prop_assert!(answer.value >= payoff);
        }
    }

    #[test]
    fn with_two_strategies_each_coarse_and_correlated_are_the_same(
        game in random_game(&[&[2, 2], &[2, 2, 2]]),
    ) {
        for goal in [Goal::greatest(Objective::Welfare), Goal::least(Objective::Payoff { player: 1 })] {
            let [coarse, correlated] =
                [Concept::Coarse, Concept::Correlated].map(|concept| best(&game, concept, &goal));
            prop_assert_eq!(coarse, correlated);
        }
    }

    /// B. von Stengel and S. Zamir, "Leadership games with convex strategy sets", 2010: a leader gets at least what any
    /// correlated equilibrium gives it. V. Conitzer and D. Korzhyk, "Commitment to correlated strategies", 2011: with
    /// one follower correlation adds nothing to commitment.
    #[test]
    fn commitment_is_worth_as_much_as_correlated_commitment_and_more_than_any_mediator(
        game in random_game(&[&[3, 3], &[2, 4], &[4, 2]]),
    ) {
        for leader in [0, 1] {
            let goal = Goal::greatest(Objective::Payoff { player: leader });
            let commitment = committed(&game, leader);
            prop_assert_eq!(&commitment, &best(&game, Concept::Committed { leader }, &goal));
            prop_assert!(commitment >= best(&game, Concept::Correlated, &goal));
        }
    }

    #[test]
    fn in_a_zero_sum_game_nothing_but_the_value_can_be_had(game in random_zero_sum()) {
        let value = value(&game);
        prop_assert_eq!(&committed(&game, 0), &value);
        prop_assert_eq!(committed(&game, 1), -&value);
        for concept in [Concept::Correlated, Concept::Coarse] {
            let payoff = Objective::Payoff { player: 0 };
            prop_assert_eq!(&best(&game, concept, &Goal::greatest(payoff.clone())), &value);
            prop_assert_eq!(&best(&game, concept, &Goal::least(payoff)), &value);
        }
    }

    #[test]
    fn no_correlated_equilibrium_plays_what_strict_elimination_removes(
        game in random_game(&[&[3, 3], &[3, 2, 2]]),
    ) {
        let rule = Rule { strength: Strength::Strict, by: Dominator::Mixed };
        let reduction = dominance::eliminate(&game, rule, &Effort::default());
        let surviving = reduction.map_err(|error| TestCaseError::fail(error.to_string()))?.surviving;
        let removed = Objective::probability(&game, |profile| {
            profile.iter().zip(&surviving).any(|(played, kept)| !kept.contains(played))
        });
        prop_assert!(best(&game, Concept::Correlated, &Goal::greatest(removed)).is_zero());
    }

    #[test]
    fn what_weak_elimination_leaves_holds_equilibria_of_the_whole_game(
        game in random_game(&[&[3, 3], &[3, 2, 2]]),
    ) {
        for by in [Dominator::Pure, Dominator::Mixed] {
            let rule = Rule { strength: Strength::Weak, by };
            let reduction = dominance::eliminate(&game, rule, &Effort::default());
            let surviving = reduction.map_err(|error| TestCaseError::fail(error.to_string()))?.surviving;
            let reduced = game.restricted_to(&surviving);
            let reduced = reduced.map_err(|error| TestCaseError::fail(error.to_string()))?;
            let whole = pure::profiles(&game);
            for profile in pure::profiles(&reduced) {
                let original: Vec<usize> =
                    profile.iter().zip(&surviving).map(|(&place, kept)| kept[place]).collect();
                prop_assert!(whole.contains(&original));
            }
        }
    }

    #[test]
    fn the_order_of_strategies_does_not_change_what_a_mediator_can_do(
        game in random_game(&[&[3, 3], &[2, 2, 2]]),
    ) {
        for concept in [Concept::Correlated, Concept::Coarse, Concept::Committed { leader: 1 }] {
            for goal in [Goal::greatest(Objective::Welfare), Goal::least(Objective::Payoff { player: 0 })] {
                prop_assert_eq!(best(&game, concept, &goal), best(&reversed(&game), concept, &goal));
            }
        }
    }
}
