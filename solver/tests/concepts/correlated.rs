//! Correlated and coarse correlated equilibria.

use std::collections::BTreeSet;

use assay_solver::{
    equilibrium::correlated::{
        Answer, Concept, CorrelatedError, Goal, Objective, Price, Temptation, solve, verify,
        verify_equilibrium,
    },
    exact::Rational,
    game::Game,
    program::Effort,
};

use crate::games::{
    bimatrix, chicken, game, number, numbers, prisoners_dilemma, rock_paper_scissors,
};

fn solved(game: &Game, concept: Concept, goal: &Goal) -> Answer {
    solve(game, concept, goal, &Effort::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn chicken_is_best_played_by_aumanns_mediator() {
    // R. J. Aumann, "Subjectivity and correlation in randomized strategies", 1974.
    let answer = solved(
        &chicken(),
        Concept::Correlated,
        &Goal::greatest(Objective::Welfare),
    );
    assert_eq!(answer.value, number("21/2"));
    assert_eq!(answer.distribution, numbers(&["1/2", "1/4", "1/4", "0"]));
    assert_eq!(answer.payoffs, numbers(&["21/4", "21/4"]));
}

#[test]
fn a_traffic_light_can_be_made_no_more_dangerous_than_its_drivers_allow() {
    // N. Nisan and others, "Algorithmic Game Theory", 2007, section 1.3.6: to cross is the first strategy. Who is told
    // to cross must believe the other stops a hundred times as often as not, both ways round: 1 in 1 + 2 · 100.
    let game = bimatrix(&[&[(-100, -100), (1, 0)], &[(0, 1), (0, 0)]]);
    let crash = Objective::Probability(BTreeSet::from([0]));
    let most = solved(&game, Concept::Correlated, &Goal::greatest(crash.clone()));
    assert_eq!(most.value, number("1/201"));
    assert_eq!(
        most.distribution,
        numbers(&["1/201", "100/201", "100/201", "0"])
    );
    let least = solved(&game, Concept::Correlated, &Goal::least(crash));
    assert_eq!(least.value, number("0"));
}

#[test]
fn only_the_coarse_mediator_can_forbid_or_promise_a_tie() {
    // The one correlated equilibrium of rock, paper, scissors is its Nash equilibrium; a coarse one needs even
    // chances of each player's own strategies and an even score only, whatever goes with what.
    let game = rock_paper_scissors();
    let tie = Objective::probability(&game, |profile| profile[0] == profile[1]);
    for (concept, goal, value) in [
        (Concept::Correlated, Goal::greatest(tie.clone()), "1/3"),
        (Concept::Correlated, Goal::least(tie.clone()), "1/3"),
        (Concept::Coarse, Goal::greatest(tie.clone()), "1"),
        (Concept::Coarse, Goal::least(tie), "0"),
    ] {
        assert_eq!(
            solved(&game, concept, &goal).value,
            number(value),
            "{concept:?} {goal:?}"
        );
    }
}

#[test]
fn shapleys_players_need_a_mediator_to_avoid_paying_each_other_nothing() {
    // L. S. Shapley, "Some topics in two-person games", 1964: a third each in the only Nash equilibrium.
    let game = bimatrix(&[
        &[(1, 0), (0, 1), (0, 0)],
        &[(0, 0), (1, 0), (0, 1)],
        &[(0, 1), (0, 0), (1, 0)],
    ]);
    let answer = solved(
        &game,
        Concept::Correlated,
        &Goal::greatest(Objective::Welfare),
    );
    assert_eq!(answer.value, number("1"));
    let even = game
        .profiles()
        .map(|profile| {
            if (profile[1] + 3 - profile[0]) % 3 == 2 {
                number("0")
            } else {
                number("1/6")
            }
        })
        .collect::<Vec<_>>();
    let payoffs = verify_equilibrium(&game, Concept::Correlated, &even);
    assert_eq!(payoffs, Ok(numbers(&["1/2", "1/2"])));
}

#[test]
fn nobody_is_talked_out_of_a_dominant_strategy() {
    for concept in [Concept::Correlated, Concept::Coarse] {
        for goal in [
            Goal::greatest(Objective::Welfare),
            Goal::greatest(Objective::Payoff { player: 1 }),
            Goal::greatest(Objective::Linear(numbers(&["5", "1/2", "0", "-1"]))),
        ] {
            let answer = solved(&prisoners_dilemma(), concept, &goal);
            assert_eq!(answer.distribution, numbers(&["0", "0", "0", "1"]));
        }
    }
}

#[test]
fn one_player_and_one_strategy_are_games_too() {
    let alone = game(&[3], vec![vec![2, 9, 9]]);
    let answer = solved(
        &alone,
        Concept::Correlated,
        &Goal::greatest(Objective::Welfare),
    );
    assert_eq!(answer.value, number("9"));
    let settled = game(&[1, 1, 1], vec![vec![1], vec![2], vec![3]]);
    let answer = solved(&settled, Concept::Coarse, &Goal::least(Objective::Welfare));
    assert_eq!(answer.value, number("6"));
}

#[test]
fn questions_that_do_not_fit_the_game_are_refused() {
    let linear = Objective::Linear(numbers(&["1"]));
    let event = Objective::Probability(BTreeSet::from([1, 4]));
    for (concept, objective, reason) in [
        (
            Concept::Correlated,
            Objective::Payoff { player: 2 },
            "there is no player 3: the game has 2",
        ),
        (
            Concept::Committed { leader: 2 },
            Objective::Welfare,
            "there is no player 3: the game has 2",
        ),
        (
            Concept::Coarse,
            event,
            "there is no profile 5: the game has 4",
        ),
        (Concept::Coarse, linear, "1 numbers for 4 profiles"),
    ] {
        match solve(
            &chicken(),
            concept,
            &Goal::greatest(objective),
            &Effort::default(),
        ) {
            Err(CorrelatedError::Goal(refusal)) => assert_eq!(refusal.to_string(), reason),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_answer_that_was_tampered_with_is_refused() {
    type Tamper<'a> = &'a dyn Fn(&mut Answer);
    let tiny = number("1e-30");
    let cases: [(Tamper<'_>, &str); 10] = [
        (&|it| it.value += &tiny, "the value is said to be"),
        (&|it| it.payoffs[1] -= &tiny, "the payoffs are said to be"),
        (&|it| it.payoffs.truncate(1), "the payoffs are said to be"),
        (
            &|it| it.distribution[3] += &tiny,
            "the probabilities sum to",
        ),
        (
            &|it| it.distribution[3] = -number("1"),
            "probability 4 is -1",
        ),
        (
            &|it| it.distribution.truncate(3),
            "3 probabilities where 4 are needed",
        ),
        (
            // A part of each profile to the better one for both.
            &|it| it.distribution = numbers(&["1", "0", "0", "0"]),
            "player 1 gains 1 by playing strategy 2 when told strategy 1",
        ),
        (
            // An equilibrium, but not the best.
            &|it| {
                it.distribution = numbers(&["0", "1/2", "1/2", "0"]);
                it.payoffs = numbers(&["9/2", "9/2"]);
                it.value = number("9");
            },
            "at these prices profile",
        ),
        (&|it| it.prices.clear(), "at these prices profile"),
        (
            &|it| {
                for price in &mut it.prices {
                    price.price = -&price.price;
                }
            },
            "the price -",
        ),
    ];
    let goal = Goal::greatest(Objective::Welfare);
    let honest = solved(&chicken(), Concept::Correlated, &goal);
    for (tamper, reason) in cases {
        let mut answer = honest.clone();
        tamper(&mut answer);
        let refused = verify(&chicken(), Concept::Correlated, &goal, &answer)
            .map_err(|refusal| refusal.to_string());
        assert!(
            refused.as_ref().is_err_and(|said| said.starts_with(reason)),
            "{reason}: {refused:?}"
        );
    }
}

#[test]
fn a_price_of_what_is_no_temptation_is_refused() {
    let goal = Goal::greatest(Objective::Welfare);
    let honest = solved(&chicken(), Concept::Correlated, &goal);
    for (player, recommended, instead) in [
        (0, None, 1),
        (0, Some(1), 1),
        (2, Some(0), 1),
        (0, Some(0), 2),
    ] {
        let mut answer = honest.clone();
        answer.prices.push(Price {
            temptation: Temptation {
                player,
                recommended,
                instead,
            },
            price: Rational::ONE,
        });
        let refused = verify(&chicken(), Concept::Correlated, &goal, &answer);
        assert!(refused.is_err_and(|refusal| refusal.to_string().ends_with("means nothing")));
    }
    let mut twice = honest.clone();
    twice.prices.extend(honest.prices.first().cloned());
    assert!(verify(&chicken(), Concept::Correlated, &goal, &twice).is_err());
}
