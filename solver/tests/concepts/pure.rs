//! Pure equilibria.

use assay_solver::{
    equilibrium::{pure, verify},
    exact::Rational,
};
use proptest::prelude::*;

use crate::games::{bimatrix, chicken, game, random_game, rock_paper_scissors};

#[test]
fn published_games_have_their_pure_equilibria_in_profile_order() {
    // M. J. Osborne and A. Rubinstein, "A Course in Game Theory", 1994, section 2.3: Bach or Stravinsky.
    let bach_or_stravinsky = bimatrix(&[&[(2, 1), (0, 0)], &[(0, 0), (1, 2)]]);
    for (game, expected) in [
        (bach_or_stravinsky, vec![vec![0, 0], vec![1, 1]]),
        (chicken(), vec![vec![1, 0], vec![0, 1]]),
        (rock_paper_scissors(), vec![]),
        (game(&[3], vec![vec![4, 7, 7]]), vec![vec![1], vec![2]]),
        (game(&[1, 1, 1], vec![vec![0]; 3]), vec![vec![0, 0, 0]]),
    ] {
        assert_eq!(pure::profiles(&game), expected);
    }
}

#[test]
fn an_equilibrium_states_what_it_pays() {
    let found = pure::equilibria(&chicken()).unwrap_or_else(|error| panic!("{error}"));
    assert!(
        found
            .iter()
            .all(|it| verify(&chicken(), it.strategies().to_vec()).as_ref() == Ok(it))
    );
    let payoffs: Vec<_> = found.iter().map(|it| it.payoffs().to_vec()).collect();
    assert_eq!(
        payoffs,
        [[7, 2], [2, 7]].map(|pair| pair.map(Rational::from))
    );
}

proptest! {
    #[test]
    fn a_profile_is_listed_exactly_when_nobody_gains_by_deviating(
        game in random_game(&[&[3, 3], &[2, 3, 2], &[2, 2, 2, 2], &[5]]),
    ) {
        let content = |profile: &Vec<usize>| {
            (0..profile.len()).all(|player| {
                (0..game.shape()[player]).all(|strategy| {
                    let mut deviating = profile.clone();
                    deviating[player] = strategy;
                    game.payoff(player, &deviating) <= game.payoff(player, profile)
                })
            })
        };
        let expected: Vec<_> = game.profiles().filter(content).collect();
        prop_assert_eq!(pure::profiles(&game), expected);
    }
}
