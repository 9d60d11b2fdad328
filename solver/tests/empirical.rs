//! Estimated games: known games with noise of known size, and what the intervals promise about them.

use assay_solver::{
    equilibrium::{
        empirical::{Empirical, EmpiricalError, Estimate, Question, Scope, Verdict},
        several::Budget,
    },
    exact::{Rational, approximate},
    game::{Game, GameError, Player},
    interval::Interval,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn players() -> Vec<Player> {
    vec![Player::numbered("", 2); 2]
}

fn fraction(numerator: i32, denominator: u32) -> Rational {
    Rational::from_parts(numerator.into(), denominator.into())
}

/// The battle of the sexes: equilibria in both pure ways to meet, and (3/5, 2/5), (2/5, 3/5).
fn battle() -> Result<Game, GameError> {
    let table = |payoffs: [i32; 4]| payoffs.map(Rational::from).to_vec();
    Game::new(
        "",
        players(),
        vec![table([3, 0, 0, 2]), table([2, 0, 0, 3])],
    )
}

fn pure(row: usize, column: usize) -> Vec<Vec<Rational>> {
    let mut strategies = vec![vec![Rational::ZERO; 2]; 2];
    strategies[0][row] = Rational::ONE;
    strategies[1][column] = Rational::ONE;
    strategies
}

fn question(epsilon: f64, scope: Scope) -> Question {
    Question {
        epsilon,
        confidence: 0.95,
        scope,
    }
}

/// A normal number, by Box and Muller.
fn normal(stream: &mut Xoshiro256PlusPlus) -> f64 {
    let radius = libm::sqrt(-2.0 * libm::log(1.0 - stream.random::<f64>()));
    radius * libm::cos(std::f64::consts::TAU * stream.random::<f64>())
}

/// The game as `runs` runs of standard deviation `noise` show it.
fn simulated(
    game: &Game,
    noise: f64,
    runs: u64,
    stream: &mut Xoshiro256PlusPlus,
) -> Result<Empirical, EmpiricalError> {
    let cells = (0..2)
        .map(|player| {
            game.payoffs(player)
                .iter()
                .map(|payoff| {
                    let truth = approximate(payoff);
                    let sample: Vec<f64> =
                        (0..runs).map(|_| truth + noise * normal(stream)).collect();
                    let size = runs as f64;
                    let mean = sample.iter().sum::<f64>() / size;
                    let squares: f64 = sample.iter().map(|it| (it - mean) * (it - mean)).sum();
                    let error = libm::sqrt(squares / (size - 1.0) / size);
                    Estimate::Sampled { mean, error, runs }
                })
                .collect()
        })
        .collect();
    Empirical::new("", game.players().to_vec(), cells)
}

#[test]
fn without_error_the_verdicts_are_those_of_the_game() -> Tested {
    let game = battle()?;
    let exact = |payoff: &Rational| Estimate::Sampled {
        mean: approximate(payoff),
        error: 0.0,
        runs: 1,
    };
    let cells = (0..2)
        .map(|player| game.payoffs(player).iter().map(exact).collect())
        .collect();
    let empirical = Empirical::new("", players(), cells)?;
    let mixed = vec![
        vec![fraction(3, 5), fraction(2, 5)],
        vec![fraction(2, 5), fraction(3, 5)],
    ];
    for (strategies, epsilon, verdict) in [
        (pure(0, 0), 0.0, Verdict::Survives),
        (pure(1, 1), 0.0, Verdict::Survives),
        (pure(0, 1), 0.0, Verdict::Refuted),
        (pure(0, 1), 3.0, Verdict::Survives),
        (mixed.clone(), 1e-9, Verdict::Survives),
    ] {
        for scope in [Scope::Fixed, Scope::Chosen] {
            let judgement = empirical.judge(&strategies, &question(epsilon, scope))?;
            assert_eq!(judgement.verdict, verdict, "{strategies:?}");
        }
    }
    // Rounding alone leaves it open whether the mixed one is an equilibrium to the last digit, and no run helps.
    let to_the_digit = empirical.judge(&mixed, &question(0.0, Scope::Fixed))?;
    assert_eq!(to_the_digit.verdict, Verdict::Undecided(Vec::new()));
    Ok(())
}

#[test]
fn the_intervals_hold_the_true_gains_as_often_as_they_say() -> Tested {
    const REPETITIONS: usize = 1_000;
    let game = battle()?;
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(2_024);
    let mixed = vec![
        vec![fraction(3, 4), fraction(1, 4)],
        vec![fraction(1, 2), fraction(1, 2)],
    ];
    let truth: Vec<Vec<Rational>> = (0..2)
        .map(|player| {
            let worth = game.deviation_payoffs(player, &mixed);
            let expected = worth
                .iter()
                .zip(&mixed[player])
                .fold(Rational::ZERO, |sum, (a, b)| sum + a * b);
            worth.into_iter().map(|it| it - &expected).collect()
        })
        .collect();
    for (scope, most_missed) in [(Scope::Fixed, 70), (Scope::Chosen, 15)] {
        let mut missed = 0;
        for _ in 0..REPETITIONS {
            let empirical = simulated(&game, 1.0, 8, &mut stream)?;
            let judgement = empirical.judge(&mixed, &question(0.1, scope))?;
            assert_eq!(judgement.deviations.len(), 4);
            let held = judgement
                .deviations
                .iter()
                .all(|it| it.gain.encloses(&truth[it.player][it.strategy]));
            missed += usize::from(!held);
        }
        // Of 1,000 at 95%: 50 are expected at most, and 70 are three standard deviations more.
        assert!(missed <= most_missed, "{scope:?}: {missed}");
        if scope == Scope::Fixed {
            // A profile's two deviations a player are the same statement twice: half the misses, not none.
            assert!(
                missed >= 8,
                "the intervals are wider than they need to be: {missed}"
            );
        }
    }
    Ok(())
}

#[test]
fn equilibria_chosen_by_the_runs_are_not_judged_wrongly_more_often_than_allowed() -> Tested {
    const REPETITIONS: usize = 200;
    let game = battle()?;
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(7);
    let (mut wrong, mut survived) = (0, 0);
    for _ in 0..REPETITIONS {
        let empirical = simulated(&game, 1.5, 30, &mut stream)?;
        let (solutions, judgements) = empirical.equilibria(&Budget::default(), 0.5, 0.95)?;
        assert_eq!(solutions.equilibria.len(), judgements.len());
        for row in 0..2 {
            for column in 0..2 {
                let judgement =
                    empirical.judge(&pure(row, column), &question(0.5, Scope::Chosen))?;
                let refuted = judgement.verdict == Verdict::Refuted;
                let survives = judgement.verdict == Verdict::Survives;
                wrong += usize::from(if row == column { refuted } else { survives });
                survived += usize::from(row == column && survives);
            }
        }
    }
    assert!(wrong <= REPETITIONS / 20, "{wrong}");
    assert!(
        survived > REPETITIONS,
        "of {} true ones: {survived}",
        2 * REPETITIONS
    );
    Ok(())
}

#[test]
fn the_runs_asked_for_decide() -> Tested {
    let game = battle()?;
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(11);
    let (mut asked, mut decided) = (0, 0);
    for scope in [Scope::Fixed, Scope::Chosen] {
        for _ in 0..40 {
            let question = question(0.5, scope);
            let empirical = simulated(&game, 6.0, 10, &mut stream)?;
            let judgement = empirical.judge(&pure(0, 0), &question)?;
            let Verdict::Undecided(more) = judgement.verdict else {
                continue;
            };
            asked += 1;
            assert!(!more.is_empty());
            // The same means and deviations, from as many runs as were asked for.
            let mut cells: Vec<Vec<Estimate>> = (0..2)
                .map(|player| empirical.estimates(player).to_vec())
                .collect();
            for cell in &more {
                let index = game.index(&cell.profile).ok_or("a profile of the game")?;
                let estimate = &mut cells[cell.player][index];
                if let (Estimate::Sampled { mean, error, runs }, Some(extra)) =
                    (*estimate, cell.runs)
                {
                    let total = runs + extra + 1;
                    let error = error * libm::sqrt(runs as f64 / total as f64);
                    *estimate = Estimate::Sampled {
                        mean,
                        error,
                        runs: total,
                    };
                }
            }
            let after = Empirical::new("", players(), cells)?.judge(&pure(0, 0), &question)?;
            decided += usize::from(!matches!(after.verdict, Verdict::Undecided(_)));
        }
    }
    assert!(asked > 30, "{asked}");
    assert_eq!(decided, asked);
    Ok(())
}

#[test]
fn bounds_that_no_run_narrows_are_said_to_decide() -> Tested {
    let wide = Estimate::Bounded(Interval::new(-1.0, 4.0).ok_or("in order")?);
    let known = |mean| Estimate::Sampled {
        mean,
        error: 0.0,
        runs: 1,
    };
    let cells = vec![
        vec![wide, known(1.0), known(0.0), known(2.0)],
        vec![known(2.0), known(0.0), known(0.0), known(3.0)],
    ];
    let empirical = Empirical::new("", players(), cells)?;
    let judgement = empirical.judge(&pure(0, 0), &question(0.0, Scope::Fixed))?;
    let Verdict::Undecided(more) = judgement.verdict else {
        panic!("{judgement:?}");
    };
    assert_eq!(more.len(), 1);
    assert_eq!(
        (more[0].player, &more[0].profile, more[0].runs),
        (0, &vec![0, 0], None)
    );
    Ok(())
}

#[test]
fn what_is_not_an_estimate_a_question_or_a_profile_is_refused() -> Tested {
    let sound = Estimate::Sampled {
        mean: 1.0,
        error: 0.1,
        runs: 5,
    };
    for odd in [
        Estimate::Sampled {
            mean: f64::NAN,
            error: 0.1,
            runs: 5,
        },
        Estimate::Sampled {
            mean: 1.0,
            error: -0.1,
            runs: 5,
        },
        Estimate::Sampled {
            mean: 1.0,
            error: f64::INFINITY,
            runs: 5,
        },
        Estimate::Sampled {
            mean: 1.0,
            error: 0.1,
            runs: 1,
        },
        Estimate::Bounded(Interval::ALL),
    ] {
        let mut cells = vec![vec![sound; 4]; 2];
        cells[1][2] = odd;
        assert_eq!(
            Empirical::new("", players(), cells),
            Err(EmpiricalError::Estimate {
                player: 2,
                profile: 3
            })
        );
    }
    assert!(matches!(
        Empirical::new("", players(), vec![vec![sound; 3]; 2]),
        Err(EmpiricalError::Game(GameError::Payoffs { .. }))
    ));
    let game = Empirical::new("", players(), vec![vec![sound; 4]; 2])?;
    for confidence in [0.0, 1.0, f64::NAN] {
        let asked = Question {
            epsilon: 0.0,
            confidence,
            scope: Scope::Fixed,
        };
        assert!(matches!(
            game.judge(&pure(0, 0), &asked),
            Err(EmpiricalError::Confidence(_))
        ));
    }
    assert_eq!(
        game.judge(&pure(0, 0), &question(-1.0, Scope::Fixed)),
        Err(EmpiricalError::Epsilon(-1.0))
    );
    let odd = vec![
        vec![fraction(1, 2), fraction(1, 2)],
        vec![fraction(1, 2), fraction(1, 3)],
    ];
    assert_eq!(
        game.judge(&odd, &question(0.0, Scope::Fixed)),
        Err(EmpiricalError::Strategies {
            player: 2,
            strategies: 2
        })
    );
    Ok(())
}
