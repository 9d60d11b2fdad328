//! Values of constant-sum games.

use assay_solver::{
    equilibrium::{
        self,
        zero_sum::{Refusal, Saddle, ZeroSumError, solve, verify},
    },
    exact::Rational,
    game::Game,
    program::Effort,
};
use proptest::prelude::*;

use crate::games::{
    bimatrix, chicken, game, number, numbers, random_zero_sum, reversed, rock_paper_scissors,
    zero_sum,
};

fn solved(game: &Game) -> Saddle {
    solve(game, &Effort::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Morra: each shows up to `most` fingers and calls the other's; who alone is right wins the fingers shown.
fn morra(most: i32) -> Game {
    let calls: Vec<(i32, i32)> = (1..=most)
        .flat_map(|shown| (1..=most).map(move |called| (shown, called)))
        .collect();
    let rows: Vec<Vec<i32>> = calls
        .iter()
        .map(|(shown, called)| {
            let pay = |(other, their_call): &(i32, i32)| {
                let right = i32::from(called == other) - i32::from(their_call == shown);
                right * (shown + other)
            };
            calls.iter().map(pay).collect()
        })
        .collect();
    zero_sum(&rows)
}

/// Colonel Blotto's four regiments against three, on two posts: one point for each post held and each regiment
/// overcome there (S. Karlin, "Mathematical Methods and Theory in Games", 1959, volume 1).
fn colonel_blotto() -> Game {
    let post = |mine: i32, theirs: i32| match mine.cmp(&theirs) {
        std::cmp::Ordering::Greater => theirs + 1,
        std::cmp::Ordering::Less => -(mine + 1),
        std::cmp::Ordering::Equal => 0,
    };
    let rows: Vec<Vec<i32>> = (0..=4)
        .map(|mine| {
            (0..=3)
                .map(|theirs| post(mine, theirs) + post(4 - mine, 3 - theirs))
                .collect()
        })
        .collect();
    zero_sum(&rows)
}

#[test]
fn published_games_have_their_values() {
    for (name, game, value) in [
        ("Colonel Blotto (Karlin 1959)", colonel_blotto(), "14/9"),
        // T. S. Ferguson, "Game Theory", part II, section 1.2.
        ("odd or even", zero_sum(&[vec![-2, 3], vec![3, -4]]), "1/12"),
        ("two-finger Morra", morra(2), "0"),
        ("three-finger Morra", morra(3), "0"),
        ("rock, paper, scissors", rock_paper_scissors(), "0"),
        (
            "a saddle point",
            zero_sum(&[vec![4, 1, 3], vec![2, 0, 5]]),
            "1",
        ),
        ("one strategy each", zero_sum(&[vec![-7]]), "-7"),
        (
            "nothing to choose for one",
            zero_sum(&[vec![3, -2, 5]]),
            "-2",
        ),
    ] {
        let saddle = solved(&game);
        assert_eq!(saddle.value, number(value), "{name}");
        let [first, second] = saddle.strategies;
        let equilibrium = equilibrium::verify(&game, vec![first, second]);
        assert!(equilibrium.is_ok(), "{name}: {equilibrium:?}");
    }
}

#[test]
fn published_strategies_are_accepted_as_optimal() {
    let zero = || number("0");
    let morra_strategy = |weights: [&str; 3]| {
        let mut strategy = vec![zero(); 9];
        // Show one and call three, show two and call two, show three and call one.
        for (place, weight) in [2, 4, 6].into_iter().zip(weights) {
            strategy[place] = number(weight);
        }
        strategy
    };
    // The strategy that books on games give; that it is optimal is what the check proves.
    let well_known = morra_strategy(["5/12", "4/12", "3/12"]);
    let saddle = Saddle {
        value: zero(),
        constant: zero(),
        strategies: [well_known.clone(), well_known],
    };
    assert_eq!(verify(&morra(3), &saddle), Ok(()));

    let blotto = Saddle {
        value: number("14/9"),
        constant: zero(),
        strategies: [
            numbers(&["4/9", "0", "1/9", "0", "4/9"]),
            numbers(&["1/18", "4/9", "4/9", "1/18"]),
        ],
    };
    assert_eq!(verify(&colonel_blotto(), &blotto), Ok(()));
}

#[test]
fn a_constant_is_split_between_the_players() {
    // The rest of ten goes to the second player.
    let game = bimatrix(&[&[(6, 4), (3, 7)], &[(2, 8), (5, 5)]]);
    let saddle = solved(&game);
    assert_eq!(saddle.value, number("4"));
    assert_eq!(saddle.payoffs(), [number("4"), number("6")]);
    assert_eq!(
        saddle.strategies,
        [numbers(&["1/2", "1/2"]), numbers(&["1/3", "2/3"])]
    );
}

#[test]
fn games_without_a_value_are_refused_with_the_reason() {
    for (game, reason) in [
        (
            chicken(),
            "the payoffs sum to 12 in the first profile and to 9 in profile 2",
        ),
        (
            game(&[1, 1, 1], vec![vec![0]; 3]),
            "a constant-sum game has 2 players, not 3",
        ),
        (
            game(&[2], vec![vec![0, 0]]),
            "a constant-sum game has 2 players, not 1",
        ),
    ] {
        match solve(&game, &Effort::default()) {
            Err(ZeroSumError::Refused(refusal)) => assert_eq!(refusal.to_string(), reason),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_answer_that_was_tampered_with_is_refused() {
    let game = colonel_blotto();
    let honest = solved(&game);
    let tiny = number("1e-30");
    type Tamper<'a> = &'a dyn Fn(&mut Saddle);
    let tampered: [(Tamper<'_>, &str); 6] = [
        (
            &|it| it.value += &tiny,
            "player 1 falls short of its part by",
        ),
        (
            &|it| it.value -= &tiny,
            "player 2 falls short of its part by",
        ),
        (&|it| it.constant += &tiny, "the payoffs are said to sum to"),
        (
            &|it| it.strategies[0].swap(0, 1),
            "player 1 falls short of its part by",
        ),
        (
            &|it| it.strategies[1].truncate(3),
            "player 2: 3 probabilities where 4 are needed",
        ),
        (
            &|it| it.strategies[1][0] += &tiny,
            "player 2: the probabilities sum to",
        ),
    ];
    for (tamper, reason) in tampered {
        let mut answer = honest.clone();
        tamper(&mut answer);
        let refused = verify(&game, &answer).map_err(|refusal| refusal.to_string());
        assert!(
            refused.as_ref().is_err_and(|said| said.starts_with(reason)),
            "{reason}: {refused:?}"
        );
    }
}

proptest! {
    #[test]
    fn changing_places_changes_the_sign_of_the_value(game in random_zero_sum()) {
        let [rows, columns] = [game.shape()[0], game.shape()[1]];
        let transposed: Vec<Vec<Rational>> = (0..columns)
            .map(|column| game.payoffs(1)[column * rows..(column + 1) * rows].to_vec())
            .collect();
        let negated: Vec<Vec<Rational>> = transposed
            .iter()
            .map(|row| row.iter().map(|payoff| -payoff).collect())
            .collect();
        let other = Game::bimatrix("", &transposed, &negated);
        let other = other.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(solved(&other).value, -solved(&game).value);
        prop_assert_eq!(solved(&reversed(&game)).value, solved(&game).value);
    }

    #[test]
    fn only_the_value_is_accepted(game in random_zero_sum(), moved in -3i32..=3) {
        let mut saddle = solved(&game);
        saddle.value += Rational::from_parts(moved.into(), 1_000_000u32.into());
        let verdict = verify(&game, &saddle);
        match moved {
            0 => prop_assert_eq!(verdict, Ok(())),
            _ => {
                let refused = matches!(verdict, Err(Refusal::NotGuaranteed { .. }));
                prop_assert!(refused);
            }
        }
    }
}
