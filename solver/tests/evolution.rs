//! Published population games, and the two definitions of stability against each other.

use assay_solver::{
    equilibrium::{
        evolution::{
            PathError, Population, PopulationError, Rest, Stability, is_strict, path_of_populations,
        },
        verify,
    },
    exact::Rational,
    game::{Game, Player},
};
use proptest::prelude::*;

fn whole(number: i32) -> Rational {
    Rational::from(number)
}

fn fraction(numerator: i32, denominator: u32) -> Rational {
    Rational::from_parts(numerator.into(), denominator.into())
}

fn population(rows: &[&[i32]]) -> Result<Population, PopulationError> {
    Population::new(
        rows.iter()
            .map(|row| row.iter().copied().map(whole).collect())
            .collect(),
    )
}

fn symmetric_game(population: &Population) -> Result<Game, assay_solver::game::GameError> {
    let size = population.payoffs().len();
    let players = vec![Player::numbered("", size); 2];
    Game::from_profiles("", players, |profile| {
        vec![
            population.payoffs()[profile[0]][profile[1]].clone(),
            population.payoffs()[profile[1]][profile[0]].clone(),
        ]
    })
}

/// Maynard Smith and Price, Nature 246 (1973): with value V = 2 and cost C = 4, half are hawks.
#[test]
fn hawks_and_doves_settle_at_value_over_cost() -> Result<(), Box<dyn std::error::Error>> {
    let hawk_dove = Population::new(vec![
        vec![fraction(-1, 1), whole(2)],
        vec![whole(0), whole(1)],
    ])?;
    let half = vec![fraction(1, 2), fraction(1, 2)];
    assert_eq!(hawk_dove.stable_states()?, vec![half]);
    assert_eq!(hawk_dove.stability(&[whole(1), whole(0)])?, Stability::None);
    assert_eq!(hawk_dove.rest_points()?.len(), 3);
    let path = hawk_dove.path(&[0.01, 0.99], 0.01, 4_000)?;
    let last = path.last().ok_or("the start, at least")?;
    assert!((last[0] - 0.5).abs() < 1e-6, "{last:?}");
    Ok(())
}

/// Hofbauer and Sigmund, Evolutionary Games and Population Dynamics (1998), section 7.7: with a win worth w and a loss
/// −1, the inner rest point is stable if and only if w > 1.
#[test]
fn rock_paper_scissors_is_stable_only_where_winning_beats_losing()
-> Result<(), Box<dyn std::error::Error>> {
    let third = vec![fraction(1, 3), fraction(1, 3), fraction(1, 3)];
    for (win, loss, stability) in [
        (1, 1, Stability::Equilibrium),
        (2, 1, Stability::Stable),
        (1, 2, Stability::Equilibrium),
    ] {
        let game = population(&[&[0, -loss, win], &[win, 0, -loss], &[-loss, win, 0]])?;
        assert_eq!(game.stability(&third)?, stability);
        let expected = if stability == Stability::Stable {
            vec![third.clone()]
        } else {
            vec![]
        };
        assert_eq!(game.stable_states()?, expected);
        assert_eq!(game.rest_points()?.len(), 4);
        let path = game.path(&[0.5, 0.3, 0.2], 0.01, 2_000)?;
        let product = |state: &Vec<f64>| state.iter().product::<f64>();
        let (first, last) = (product(&path[0]), product(&path[2_000]));
        match (win, loss) {
            // x₁x₂x₃ grows where winning beats losing, shrinks where it does not, and else stays.
            (2, 1) => assert!(last > first && (last - 1.0 / 27.0).abs() < 1e-3),
            (1, 2) => assert!(last < 0.1 * first),
            _ => assert!((last - first).abs() < 1e-9, "{first} {last}"),
        }
    }
    Ok(())
}

/// Zeeman, "Population dynamics from game theory" (1980): the inner rest point attracts, and yet only the first pure
/// strategy is evolutionarily stable.
#[test]
fn what_attracts_need_not_be_evolutionarily_stable() -> Result<(), Box<dyn std::error::Error>> {
    let game = population(&[&[0, 6, -4], &[-3, 0, 5], &[-1, 3, 0]])?;
    let third = vec![fraction(1, 3), fraction(1, 3), fraction(1, 3)];
    assert_eq!(game.stability(&third)?, Stability::Equilibrium);
    assert_eq!(
        game.stable_states()?,
        vec![vec![whole(1), whole(0), whole(0)]]
    );
    let path = game.path(&[0.32, 0.33, 0.35], 0.02, 10_000)?;
    let last = path.last().ok_or("the start, at least")?;
    assert!(
        last.iter().all(|share| (share - 1.0 / 3.0).abs() < 1e-3),
        "{last:?}"
    );
    Ok(())
}

#[test]
fn coordination_is_stable_where_everybody_does_the_same() -> Result<(), Box<dyn std::error::Error>>
{
    let game = population(&[&[2, 0], &[0, 1]])?;
    let stable = game.stable_states()?;
    assert_eq!(
        stable,
        vec![vec![whole(1), whole(0)], vec![whole(0), whole(1)]]
    );
    let mixed = [fraction(1, 3), fraction(2, 3)];
    assert_eq!(game.stability(&mixed)?, Stability::Equilibrium);
    let twice = symmetric_game(&game)?;
    for (strategies, strict) in [
        (vec![vec![whole(1), whole(0)]; 2], true),
        (vec![mixed.to_vec(); 2], false),
    ] {
        assert_eq!(is_strict(&twice, &verify(&twice, strategies)?), strict);
    }
    Ok(())
}

#[test]
fn strategies_that_are_twins_rest_on_a_continuum_and_are_not_stable()
-> Result<(), Box<dyn std::error::Error>> {
    let game = population(&[&[1, 1, 0], &[1, 1, 0], &[0, 0, 0]])?;
    let rest = game.rest_points()?;
    let edge = Rest::Continuum(vec![
        vec![whole(1), whole(0), whole(0)],
        vec![whole(0), whole(1), whole(0)],
    ]);
    assert!(rest.contains(&edge), "{rest:?}");
    assert_eq!(rest.len(), 4);
    assert_eq!(game.stable_states()?, Vec::<Vec<Rational>>::new());
    Ok(())
}

#[test]
fn two_populations_leave_the_mixed_equilibrium_of_a_coordination_game()
-> Result<(), Box<dyn std::error::Error>> {
    let game = symmetric_game(&population(&[&[2, 0], &[0, 1]])?)?;
    let path = path_of_populations(&game, &[vec![0.34, 0.66], vec![0.35, 0.65]], 0.05, 1_000)?;
    let last = path.last().ok_or("the start, at least")?;
    assert!(last.iter().all(|shares| shares[0] > 0.999), "{last:?}");
    Ok(())
}

#[test]
fn what_has_died_out_stays_dead_and_shares_sum_to_one() -> Result<(), Box<dyn std::error::Error>> {
    let game = population(&[&[0, -1, 2], &[2, 0, -1], &[-1, 2, 0]])?;
    for state in game.path(&[0.6, 0.4, 0.0], 0.5, 500)? {
        assert_eq!(state[2], 0.0);
        assert!((state.iter().sum::<f64>() - 1.0).abs() < 1e-15);
    }
    Ok(())
}

#[test]
fn what_is_not_a_population_a_state_or_a_step_is_refused() -> Result<(), Box<dyn std::error::Error>>
{
    let not_square = PopulationError::NotSquare {
        row: 1,
        expected: 0,
        found: 0,
    };
    assert_eq!(population(&[]), Err(not_square));
    assert!(population(&[&[1, 2], &[1]]).is_err());
    assert_eq!(
        Population::new(vec![vec![whole(0); 15]; 15])?.rest_points(),
        Err(PopulationError::TooLarge(15))
    );
    let pennies = Game::bimatrix(
        "",
        &[vec![whole(1), whole(0)], vec![whole(0), whole(1)]],
        &[vec![whole(0), whole(1)], vec![whole(1), whole(0)]],
    )?;
    assert_eq!(Population::of(&pennies), Err(PopulationError::NotSymmetric));
    let game = population(&[&[2, 0], &[0, 1]])?;
    assert_eq!(Population::of(&symmetric_game(&game)?), Ok(game.clone()));
    for state in [
        vec![whole(1)],
        vec![whole(2), whole(-1)],
        vec![whole(1), whole(1)],
    ] {
        assert_eq!(game.stability(&state), Err(PopulationError::NotAState(2)));
    }
    for start in [&[0.5][..], &[0.6, 0.6], &[1.5, -0.5], &[f64::NAN, 1.0]] {
        assert_eq!(
            game.path(start, 0.1, 1),
            Err(PathError::Start { population: 1 })
        );
    }
    for step in [0.0, -1.0, f64::INFINITY] {
        assert_eq!(game.path(&[0.5, 0.5], step, 1), Err(PathError::Step(step)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn stable_states_are_symmetric_equilibria_that_hold_against_their_neighbours(
        payoffs in prop::collection::vec(-3i32..4, 9),
        directions in prop::collection::vec((0u32..5, 0u32..5, 1u32..5), 8),
    ) {
        let rows: Vec<&[i32]> = payoffs.chunks(3).collect();
        let game = population(&rows).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let two = symmetric_game(&game).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let states = game.stable_states().map_err(|error| TestCaseError::fail(error.to_string()))?;
        for state in states {
            prop_assert!(verify(&two, vec![state.clone(); 2]).is_ok());
            for (a, b, c) in &directions {
                // A little of another mixture: x must do better in the new state than its members do on average.
                let sum = whole(i32::try_from(a + b + c).unwrap_or(1));
                let small = fraction(1, 10_000);
                let near: Vec<Rational> = [a, b, c]
                    .iter()
                    .zip(&state)
                    .map(|(share, old)| {
                        let new = Rational::from(**share) / &sum;
                        old + &small * (new - old)
                    })
                    .collect();
                if near == state {
                    continue;
                }
                let worth = game.worth(&near);
                let of = |shares: &[Rational]| {
                    shares.iter().zip(&worth).fold(whole(0), |sum, (a, b)| sum + a * b)
                };
                prop_assert!(of(&state) > of(&near));
            }
        }
    }
}
