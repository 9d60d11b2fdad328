//! Quantal response equilibria against published and independent values.

use assay_solver::{
    equilibrium::quantal::{End, Proof, Quantal, QuantalError, Strategies, at, branch},
    exact::Rational,
    game::{Game, GameError, Player},
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const STEPS: usize = 2_000;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn game(shape: &[usize], payoffs: &[&[i32]]) -> Result<Game, GameError> {
    let players = shape
        .iter()
        .map(|&size| Player::numbered("", size))
        .collect();
    let tables = (0..shape.len())
        .map(|player| {
            payoffs
                .iter()
                .map(|row| Rational::from(row[player]))
                .collect()
        })
        .collect();
    Game::new("", players, tables)
}

fn random(shape: &[usize], seed: u64) -> Result<Game, GameError> {
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
    let players = shape
        .iter()
        .map(|&size| Player::numbered("", size))
        .collect();
    Game::from_profiles("", players, |profile| {
        profile
            .iter()
            .map(|_| Rational::from(stream.random_range(-10..=10)))
            .collect()
    })
}

fn assert_near(found: &Strategies, expected: &[&[f64]], error: f64) {
    for (found, expected) in found
        .iter()
        .flatten()
        .zip(expected.iter().copied().flatten())
    {
        assert!(
            (found - expected).abs() <= error,
            "{found} instead of {expected}"
        );
    }
}

/// The boxes hold the floats, and are narrow.
fn assert_proved(quantal: &Quantal) {
    let boxes = match &quantal.proof {
        Proof::Unique(boxes) => boxes.as_slice(),
        Proof::Residual(_) => &[],
    };
    assert_eq!(boxes.len(), quantal.strategies.len(), "{quantal:?}");
    for (side, &chance) in boxes
        .iter()
        .flatten()
        .zip(quantal.strategies.iter().flatten())
    {
        assert!(side.width() < 1e-10, "{side:?}");
        assert!((side.middle() - chance).abs() < 1e-10, "{side:?} {chance}");
    }
}

/// Selten (International Journal of Game Theory 4, 1975), figure 2, as Gambit's manual prints its branch, to six
/// digits.
#[test]
fn the_branch_of_seltens_game_is_that_of_gambits_manual() -> Tested {
    let game = game(
        &[3, 2],
        &[&[1, 1], &[0, 2], &[0, 2], &[1, 1], &[0, 3], &[2, 0]],
    )?;
    for (lambda, strategies) in [
        (0.0, [0.333_333, 0.333_333, 0.333_333, 0.5, 0.5]),
        (
            0.022_853,
            [0.335_873, 0.328_284, 0.335_843, 0.501_962, 0.498_038],
        ),
        (
            0.047_978,
            [0.338_668, 0.322_803, 0.338_53, 0.504_249, 0.495_751],
        ),
        (
            0.105_965,
            [0.345_145, 0.310_443, 0.344_413, 0.510_023, 0.489_977],
        ),
    ] {
        let quantal = at(&game, lambda, STEPS)?;
        assert_near(
            &quantal.strategies,
            &[&strategies[..3], &strategies[3..]],
            1.5e-6,
        );
        assert_proved(&quantal);
    }
    Ok(())
}

/// The asymmetric matching pennies of Goeree and Holt (American Economic Review 91, 2001); the chances solve
/// the two logit equations by bisection, and agree with Gambit 17.0 to the nine digits to which it solves them.
#[test]
fn asymmetric_matching_pennies_agree_with_gambit() -> Tested {
    let game = game(&[2, 2], &[&[320, 40], &[40, 80], &[40, 80], &[80, 40]])?;
    for (lambda, top, left) in [
        (0.01, 0.740_154_573_354_226, 0.452_116_283_117_045),
        (0.05, 0.817_987_859_143_029, 0.218_923_381_344_495),
    ] {
        let quantal = at(&game, lambda, STEPS)?;
        assert_near(
            &quantal.strategies,
            &[&[top, 1.0 - top], &[left, 1.0 - left]],
            1e-13,
        );
        assert_proved(&quantal);
    }
    Ok(())
}

#[test]
fn without_precision_everything_is_as_likely() -> Tested {
    let quantal = at(&random(&[2, 3, 4], 1)?, 0.0, STEPS)?;
    assert_near(
        &quantal.strategies,
        &[&[0.5; 2], &[1.0 / 3.0; 3], &[0.25; 4]],
        1e-15,
    );
    assert_proved(&quantal);
    Ok(())
}

#[test]
fn one_player_answers_by_the_softmax_of_the_payoffs() -> Tested {
    let game = game(&[3], &[&[1], &[2], &[4]])?;
    for lambda in [0.5, 1.0, 7.0] {
        let weights = [1.0, 2.0, 4.0].map(|payoff: f64| libm::exp(lambda * payoff));
        let sum: f64 = weights.iter().sum();
        let expected = weights.map(|weight| weight / sum);
        let quantal = at(&game, lambda, STEPS)?;
        assert_near(&quantal.strategies, &[&expected], 1e-14);
        assert_proved(&quantal);
    }
    Ok(())
}

#[test]
fn players_who_are_alike_play_alike() -> Tested {
    // A game of chicken.
    let game = game(&[2, 2], &[&[0, 0], &[1, 7], &[7, 1], &[6, 6]])?;
    for point in branch(&game, 0.4, STEPS)?.points {
        let [row, column] = point.strategies.as_slice() else {
            panic!("two players");
        };
        assert!((row[0] - column[0]).abs() < 1e-12, "{point:?}");
    }
    Ok(())
}

#[test]
fn a_branch_that_turns_back_is_followed_through_its_turns() -> Tested {
    let game = random(&[3, 3], 76)?;
    let curve = branch(&game, 100.0, STEPS)?;
    assert_eq!(curve.end, End::Reached);
    let turns = curve
        .points
        .windows(2)
        .filter(|pair| pair[1].lambda < pair[0].lambda)
        .count();
    assert!(turns > 0);
    for pair in curve.points.windows(2) {
        let jump = pair[0]
            .strategies
            .iter()
            .flatten()
            .zip(pair[1].strategies.iter().flatten())
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max);
        assert!(jump < 0.35, "{pair:?}");
    }
    Ok(())
}

#[test]
fn random_games_have_a_proved_equilibrium_at_every_precision() -> Tested {
    for seed in 0..20 {
        let game = random(&[3, 2, 3], seed)?;
        for lambda in [0.1, 1.0, 10.0] {
            assert_proved(&at(&game, lambda, STEPS)?);
        }
    }
    Ok(())
}

#[test]
fn the_branch_ends_near_a_nash_equilibrium() -> Tested {
    for seed in 0..20 {
        let game = random(&[3, 3, 2], seed)?;
        let curve = branch(&game, 10_000.0, STEPS)?;
        let last = curve.points.last().ok_or("a first point, at least")?;
        let exact: Vec<Vec<Rational>> = last
            .strategies
            .iter()
            .map(|mixed| {
                mixed
                    .iter()
                    .filter_map(|&it| Rational::try_from(it).ok())
                    .collect()
            })
            .collect();
        for (player, mixed) in exact.iter().enumerate() {
            let worth = game.deviation_payoffs(player, &exact);
            let expected = worth
                .iter()
                .zip(mixed)
                .fold(Rational::ZERO, |sum, (a, b)| sum + a * b);
            for worth in worth {
                let gain = assay_solver::exact::approximate(&(worth - &expected));
                assert!(gain < 1e-3, "seed {seed}: {gain}");
            }
        }
    }
    Ok(())
}

#[test]
fn what_cannot_be_asked_is_refused_and_what_is_out_of_reach_is_said() -> Tested {
    let small = random(&[2, 2], 1)?;
    for lambda in [-1.0, f64::INFINITY] {
        assert_eq!(at(&small, lambda, STEPS), Err(QuantalError::Lambda(lambda)));
    }
    assert!(matches!(
        at(&small, f64::NAN, STEPS),
        Err(QuantalError::Lambda(_))
    ));
    assert!(matches!(
        at(&small, 5.0, 3),
        Err(QuantalError::Short {
            steps: 3,
            end: End::Budget,
            ..
        })
    ));
    let huge = Rational::from(10).pow(400);
    let players = vec![Player::numbered("", 2)];
    let beyond = Game::new("", players, vec![vec![huge, Rational::ZERO]])?;
    assert_eq!(at(&beyond, 1.0, STEPS), Err(QuantalError::Payoffs));
    Ok(())
}
