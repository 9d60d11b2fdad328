//! Games of several players: published equilibria, random games, and answers that must be refused.

use assay_solver::{
    equilibrium::{
        several::{
            Budget, Enclosed, Found, NotEnclosed, One, Reason, Solutions, one, solve,
            verify_enclosure,
        },
        verify,
    },
    exact::Rational,
    game::{Game, GameError, Player},
    interval::Interval,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A game from the payoffs of each profile, the first player's strategy changing fastest.
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

fn random(shape: &[usize], size: i32, seed: u64) -> Result<Game, GameError> {
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
    let players = shape
        .iter()
        .map(|&size| Player::numbered("", size))
        .collect();
    Game::from_profiles("", players, |profile| {
        profile
            .iter()
            .map(|_| Rational::from(stream.random_range(-size..=size)))
            .collect()
    })
}

fn fraction(numerator: i32, denominator: u32) -> Rational {
    Rational::from_parts(numerator.into(), denominator.into())
}

/// Probabilities as intervals, whatever the proof.
fn enclosure(found: &Found) -> Vec<Vec<Interval>> {
    match found {
        Found::Exact(equilibrium) => equilibrium
            .strategies()
            .iter()
            .map(|mixed| mixed.iter().map(Interval::enclosing).collect())
            .collect(),
        Found::Enclosed(enclosed) => enclosed.strategies().to_vec(),
    }
}

fn played(found: &Found) -> usize {
    enclosure(found)
        .iter()
        .flatten()
        .filter(|probability| probability.low() > 0.0)
        .count()
}

/// Checks every proof again, from the answer alone.
fn assert_proved(game: &Game, solutions: &Solutions) {
    for found in &solutions.equilibria {
        match found {
            Found::Exact(equilibrium) => assert_eq!(
                verify(game, equilibrium.strategies().to_vec()).as_ref(),
                Ok(equilibrium)
            ),
            Found::Enclosed(enclosed) => assert_eq!(
                verify_enclosure(game, enclosed.strategies().to_vec()).as_ref(),
                Ok(enclosed)
            ),
        }
    }
}

/// McKelvey and McLennan, "The maximal number of regular totally mixed Nash equilibria", Journal of Economic
/// Theory 72 (1997); in Gambit's collection with the remark of nine equilibria, two of them totally mixed.
const NINE: [&[i32]; 8] = [
    &[9, 8, 12],
    &[0, 0, 0],
    &[0, 0, 0],
    &[9, 8, 2],
    &[0, 0, 0],
    &[3, 4, 6],
    &[3, 4, 6],
    &[0, 0, 0],
];

#[test]
fn a_game_of_two_by_two_by_two_has_nine_equilibria() -> Result<(), GameError> {
    let game = game(&[2, 2, 2], &NINE)?;
    let solutions = solve(&game, &Budget::default());
    assert!(solutions.is_complete(), "{:?}", solutions.unresolved);
    assert_eq!(solutions.equilibria.len(), 9);
    let totally_mixed = solutions
        .equilibria
        .iter()
        .filter(|found| played(found) == 6);
    assert_eq!(totally_mixed.count(), 2);
    assert_proved(&game, &solutions);
    Ok(())
}

/// Nau, Gomez Canovas and Hansen, "On the geometry of Nash equilibria and correlated equilibria", International
/// Journal of Game Theory 32 (2004), section 4.
#[test]
fn a_unique_equilibrium_in_irrational_probabilities_is_enclosed() -> Result<(), GameError> {
    let game = game(
        &[2, 2, 2],
        &[
            &[3, 0, 2],
            &[0, 1, 0],
            &[0, 2, 0],
            &[1, 0, 0],
            &[1, 0, 0],
            &[0, 3, 0],
            &[0, 1, 0],
            &[2, 0, 3],
        ],
    )?;
    let solutions = solve(&game, &Budget::default());
    assert!(solutions.is_complete());
    assert_proved(&game, &solutions);
    let [Found::Enclosed(only)] = solutions.equilibria.as_slice() else {
        panic!("{solutions:?}");
    };
    assert!(
        only.strategies()
            .iter()
            .flatten()
            .all(|it| it.width() < 1e-11)
    );
    // What each player gains by the first strategy over the second.
    let [x, y, z] = [0, 1, 2].map(|player| only.strategies()[player][0].middle());
    let first = 3.0 * y * z + y * (1.0 - z) - (1.0 - y) * z - 2.0 * (1.0 - y) * (1.0 - z);
    let second = (1.0 - x) * z + 3.0 * (1.0 - x) * (1.0 - z) - 2.0 * x * z - x * (1.0 - z);
    let third = 2.0 * x * y - 3.0 * (1.0 - x) * (1.0 - y);
    for residual in [first, second, third] {
        assert!(residual.abs() < 1e-11, "{residual}");
    }
    Ok(())
}

/// The same, section 5: three pure equilibria, and continua in which one player mixes and in which all do.
#[test]
fn a_continuum_of_mixed_equilibria_is_not_passed_off_as_points() -> Result<(), GameError> {
    let game = game(
        &[2, 2, 2],
        &[
            &[0, 0, 2],
            &[3, 0, 0],
            &[0, 3, 0],
            &[0, 0, 0],
            &[1, 1, 0],
            &[0, 0, 0],
            &[0, 0, 0],
            &[0, 0, 3],
        ],
    )?;
    let solutions = solve(&game, &Budget::default());
    assert_eq!(solutions.equilibria.len(), 3);
    assert!(solutions.equilibria.iter().all(|found| played(found) == 3));
    assert_proved(&game, &solutions);
    let open: Vec<_> = solutions
        .unresolved
        .iter()
        .map(|open| {
            (
                &open.supports[0][..],
                &open.supports[1][..],
                open.example.is_some(),
            )
        })
        .collect();
    // Two in which the third player alone mixes, which is a choice of any chance up to a half; then the continuum in
    // which all mix, met as boxes that cannot be settled, until the budget ends.
    assert_eq!(open[..2], [(&[0][..], &[1][..], true), (&[1], &[0], true)]);
    assert!(
        open[2..]
            .iter()
            .all(|open| (open.0, open.1) == (&[0, 1], &[0, 1]))
    );
    assert!(open[2..].iter().any(|open| open.2));
    assert_eq!(solutions.unresolved[0].reason, Reason::Continuum);
    assert_eq!(solutions.unresolved[2].reason, Reason::Singular);
    Ok(())
}

/// The same, section 6: the equilibria are a line segment, nothing else.
#[test]
fn a_segment_of_equilibria_leaves_only_its_supports_open() -> Result<(), GameError> {
    let game = game(
        &[2, 2, 4],
        &[
            &[2, 0, 0],
            &[0, 2, 1],
            &[0, 1, 1],
            &[1, 0, 2],
            &[1, 0, 2],
            &[0, 1, 1],
            &[0, 2, 1],
            &[2, 0, 0],
            &[1, 0, 1],
            &[0, 2, 0],
            &[0, 1, 2],
            &[2, 0, 1],
            &[2, 0, 1],
            &[0, 1, 2],
            &[0, 2, 0],
            &[1, 0, 1],
        ],
    )?;
    let solutions = solve(
        &game,
        &Budget {
            boxes_per_support: 4_000,
            ..Budget::default()
        },
    );
    assert_proved(&game, &solutions);
    for open in &solutions.unresolved {
        assert_eq!(open.supports[0], [0, 1], "{open:?}");
        assert_eq!(open.supports[1], [0, 1], "{open:?}");
    }
    assert!(!solutions.is_complete());
    Ok(())
}

#[test]
fn linear_continua_are_named_with_a_member() -> Result<(), GameError> {
    // The first player does not care; the second matches.
    let game = game(&[2, 2], &[&[1, 1], &[1, 0], &[1, 0], &[1, 1]])?;
    let solutions = solve(&game, &Budget::default());
    assert_eq!(solutions.equilibria.len(), 2);
    for open in &solutions.unresolved {
        assert_eq!(open.reason, Reason::Continuum);
        assert!(open.example.is_some());
    }
    let open: Vec<_> = solutions
        .unresolved
        .iter()
        .map(|open| &open.supports)
        .collect();
    let mixed = vec![0, 1];
    let expected = [
        vec![mixed.clone(), vec![0]],
        vec![mixed.clone(), vec![1]],
        vec![mixed.clone(), mixed],
    ];
    assert_eq!(open, expected.iter().collect::<Vec<_>>());
    Ok(())
}

#[test]
fn one_player_takes_what_is_best() -> Result<(), GameError> {
    let solutions = solve(&game(&[3], &[&[1], &[5], &[2]])?, &Budget::default());
    assert!(solutions.is_complete());
    let [Found::Exact(best)] = solutions.equilibria.as_slice() else {
        panic!("{solutions:?}");
    };
    assert_eq!(best.payoffs(), [fraction(5, 1)]);
    let no_choice = solve(&game(&[1, 1, 1], &[&[1, 2, 3]])?, &Budget::default());
    assert_eq!(no_choice.equilibria.len(), 1);
    assert!(no_choice.is_complete());
    Ok(())
}

/// Wilson 1971, Harsanyi 1973: almost every game has an odd number of equilibria.
#[test]
fn random_games_are_settled_and_have_an_odd_number_of_equilibria() -> Result<(), GameError> {
    for (shape, games) in [
        (&[2, 2, 2][..], 120),
        (&[2, 3, 2], 40),
        (&[3, 3], 40),
        (&[2, 2, 2, 2], 12),
        (&[3, 3, 3], 4),
    ] {
        for seed in 0..games {
            let game = random(shape, 1_000_000, seed)?;
            let solutions = solve(&game, &Budget::default());
            assert!(solutions.is_complete(), "{shape:?} {seed}");
            assert_eq!(solutions.equilibria.len() % 2, 1, "{shape:?} {seed}");
            assert_proved(&game, &solutions);
        }
    }
    Ok(())
}

#[test]
fn renaming_players_and_strategies_renames_the_equilibria() -> Result<(), GameError> {
    for seed in 0..30 {
        let game = random(&[2, 3, 2], 1_000, seed)?;
        // Players 1, 2, 3 become 3, 1, 2; the second player's strategies are reversed.
        let players = [3, 2, 2].map(|size| Player::numbered("", size)).to_vec();
        let renamed = Game::from_profiles("", players, |profile| {
            let old = [profile[2], 2 - profile[0], profile[1]];
            [1, 2, 0]
                .iter()
                .filter_map(|&player| game.payoff(player, &old).cloned())
                .collect()
        })?;
        let before = solve(&game, &Budget::default());
        let after = solve(&renamed, &Budget::default());
        assert_eq!(before.equilibria.len(), after.equilibria.len());
        for found in &before.equilibria {
            let [a, mut b, c]: [Vec<Interval>; 3] = enclosure(found).try_into().unwrap_or_default();
            b.reverse();
            let expected = [b, c, a];
            let there = after.equilibria.iter().any(|found| {
                enclosure(found)
                    .iter()
                    .flatten()
                    .zip(expected.iter().flatten())
                    .all(|(x, y)| x.intersection(*y).is_some())
            });
            assert!(there, "seed {seed}: {expected:?}");
        }
    }
    Ok(())
}

fn an_enclosed_equilibrium(game: &Game) -> Option<Enclosed> {
    solve(game, &Budget::default())
        .equilibria
        .into_iter()
        .find_map(|found| match found {
            Found::Enclosed(enclosed) => Some(enclosed),
            Found::Exact(_) => None,
        })
}

#[test]
fn corrupted_boxes_are_refused() -> Result<(), Box<dyn std::error::Error>> {
    let game = (0..)
        .map(|seed| random(&[3, 3, 3], 1_000, seed))
        .take(9)
        .filter_map(Result::ok)
        .find(|game| {
            an_enclosed_equilibrium(game).is_some_and(|it| played(&Found::Enclosed(it)) < 9)
        })
        .ok_or("a game with an irrational equilibrium on some of its strategies")?;
    let honest = an_enclosed_equilibrium(&game).ok_or("found before")?;
    let boxes = honest.strategies().to_vec();
    let mixing = boxes
        .iter()
        .position(|mixed| mixed.iter().filter(|it| it.low() > 0.0).count() > 1)
        .ok_or("somebody mixes")?;
    let inside: Vec<usize> = (0..3).filter(|&it| boxes[mixing][it].low() > 0.0).collect();
    let moved = |shift: f64| -> Option<Vec<Vec<Interval>>> {
        let mut boxes = boxes.clone();
        for (strategy, shift) in [(inside[0], -shift), (inside[1], shift)] {
            let side = boxes[mixing][strategy];
            boxes[mixing][strategy] = Interval::new(side.low() + shift, side.high() + shift)?;
        }
        Some(boxes)
    };
    let shifted = verify_enclosure(&game, moved(1e-9).ok_or("in order")?);
    assert_eq!(shifted, Err(NotEnclosed::Unproved));

    let mut lost = boxes.clone();
    lost[mixing][inside[0]] = Interval::ZERO;
    assert!(verify_enclosure(&game, lost).is_err());

    let mut unsettled = boxes.clone();
    unsettled[mixing][inside[1]] = Interval::new(-1e-9, 0.5).ok_or("in order")?;
    assert!(matches!(
        verify_enclosure(&game, unsettled),
        Err(NotEnclosed::Unsettled { .. })
    ));

    let mut too_much = boxes.clone();
    too_much[mixing][inside[0]] = Interval::ONE;
    assert!(matches!(
        verify_enclosure(&game, too_much),
        Err(NotEnclosed::Sum { .. })
    ));

    assert!(matches!(
        verify_enclosure(&game, boxes[..2].to_vec()),
        Err(NotEnclosed::Shape {
            player: 3,
            expected: 3,
            found: 0
        })
    ));

    // The same boxes in a game in which somebody's unused strategy has become worth a million.
    let (player, unused) = (0..3)
        .flat_map(|player| (0..3).map(move |strategy| (player, strategy)))
        .find(|&(player, strategy)| boxes[player][strategy] == Interval::ZERO)
        .ok_or("chosen so")?;
    let tempting = Game::from_profiles("", game.players().to_vec(), |profile| {
        (0..3)
            .map(|it| {
                if it == player && profile[player] == unused {
                    Rational::from(1_000_000)
                } else {
                    game.payoff(it, profile).cloned().unwrap_or_default()
                }
            })
            .collect()
    })?;
    assert_eq!(
        verify_enclosure(&tempting, boxes),
        Err(NotEnclosed::Deviation {
            player: player + 1,
            strategy: unused + 1
        })
    );
    Ok(())
}

#[test]
fn a_spent_budget_is_said_and_hides_nothing() -> Result<(), GameError> {
    let game = game(&[2, 2, 2], &NINE)?;
    let few_boxes = solve(
        &game,
        &Budget {
            boxes_per_support: 1,
            ..Budget::default()
        },
    );
    assert!(
        few_boxes
            .unresolved
            .iter()
            .all(|open| open.reason == Reason::Budget)
    );
    assert!(!few_boxes.is_complete());
    assert_eq!(few_boxes.equilibria.len(), 7);
    let few_supports = solve(
        &game,
        &Budget {
            supports: 5,
            ..Budget::default()
        },
    );
    assert!(few_supports.cut_short && !few_supports.is_complete());
    Ok(())
}

#[test]
fn one_equilibrium_of_a_larger_game_is_proved() -> Result<(), Box<dyn std::error::Error>> {
    for (shape, games) in [(&[4, 4, 4][..], 12), (&[3, 3, 3, 3], 4), (&[8, 8], 6)] {
        for seed in 0..games {
            let game = random(shape, 1_000, seed)?;
            match one(&game, 2_000)? {
                One::Found(_) => {}
                One::Unproved { regret, .. } => panic!("{shape:?} {seed}: regret {regret}"),
            }
        }
    }
    Ok(())
}

#[test]
fn too_few_steps_leave_strategies_with_their_regret() -> Result<(), Box<dyn std::error::Error>> {
    let game = random(&[4, 4, 4], 1_000, 1)?;
    let One::Unproved { strategies, regret } = one(&game, 2)? else {
        panic!("two steps cannot be enough");
    };
    assert!(regret > fraction(0, 1));
    for mixed in strategies {
        let sum = mixed.iter().fold(fraction(0, 1), |sum, it| sum + it);
        assert_eq!(sum, fraction(1, 1));
    }
    Ok(())
}
