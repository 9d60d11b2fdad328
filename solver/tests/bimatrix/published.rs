//! Games whose extreme equilibria are in the literature, or can be worked out by hand.

use assay_solver::{equilibrium::bimatrix::Component, exact::Rational, game::Game};

use crate::{game, rational, solve, written};

#[test]
fn matching_pennies_has_even_chances_alone() {
    let found = solve(&game(&[[1, -1], [-1, 1]], &[[-1, 1], [1, -1]]));
    assert_eq!(written(&found), ["1/2 1/2 | 1/2 1/2"]);
    assert!(!found.degenerate);
}

/// Luce and Raiffa, Games and Decisions (1957), chapter 5.
#[test]
fn the_battle_of_the_sexes_has_three() {
    let found = solve(&game(&[[2, 0], [0, 1]], &[[1, 0], [0, 2]]));
    assert_eq!(
        written(&found),
        ["1 0 | 1 0", "2/3 1/3 | 1/3 2/3", "0 1 | 0 1"]
    );
    let payoffs = found.equilibria[1].payoffs();
    assert_eq!(payoffs, [rational("2/3"), rational("2/3")]);
}

/// Aumann, "Subjectivity and correlation in randomized strategies", J. Math. Econ. 1 (1974), example 2.7.
#[test]
fn chicken_has_three() {
    let found = solve(&game(&[[6, 2], [7, 0]], &[[6, 7], [2, 0]]));
    assert_eq!(
        written(&found),
        ["1 0 | 0 1", "2/3 1/3 | 2/3 1/3", "0 1 | 1 0"]
    );
}

#[test]
fn prisoners_defect() {
    let found = solve(&game(&[[3, 0], [5, 1]], &[[3, 5], [0, 1]]));
    assert_eq!(written(&found), ["0 1 | 0 1"]);
}

#[test]
fn rock_paper_scissors_is_played_evenly() {
    let wins = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]];
    let losses = wins.map(|row| row.map(|payoff| -payoff));
    assert_eq!(
        written(&solve(&game(&wins, &losses))),
        ["1/3 1/3 1/3 | 1/3 1/3 1/3"]
    );
}

/// B. von Stengel, "Equilibrium computation for two-player games in strategic and extensive form", in Algorithmic
/// Game Theory (2007), chapter 3: the example of that chapter, and the same with a tie in the first row.
#[test]
fn the_survey_s_example_has_three_and_with_a_tie_a_segment_and_a_point() {
    let rows = [[3, 3], [2, 5], [0, 6]];
    let found = solve(&game(&rows, &[[3, 2], [2, 6], [3, 1]]));
    assert_eq!(
        written(&found),
        ["1 0 0 | 1 0", "4/5 1/5 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"]
    );
    assert!(!found.degenerate);
    assert!(found.components.iter().all(Component::is_isolated));

    let tied = solve(&game(&rows, &[[3, 3], [2, 6], [3, 1]]));
    assert_eq!(
        written(&tied),
        ["1 0 0 | 1 0", "1 0 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"]
    );
    assert!(tied.degenerate);
    let [segment, point] = tied.components.as_slice() else {
        panic!("{:?}", tied.components);
    };
    assert!(point.is_isolated() && !segment.is_isolated());
    let [subset] = segment.subsets.as_slice() else {
        panic!("{segment:?}");
    };
    assert_eq!(
        (subset.first.as_slice(), subset.second.as_slice()),
        (&[0][..], &[0, 1][..])
    );
}

/// B. von Stengel, "New maximal numbers of equilibria in bimatrix games", Discrete Comput. Geom. 21 (1999); with the
/// smaller payoffs of R. Savani and B. von Stengel, "Hard-to-solve bimatrix games", Econometrica 74 (2006).
#[test]
fn von_stengel_s_six_by_six_has_seventy_five() {
    let rows = [
        [-81, 36, -126, 126, -36, 90],
        [-180, 72, -333, 297, -153, 270],
        [20, -3, 42, -33, 17, -30],
        [-30, 17, -33, 42, -3, 20],
        [270, -153, 297, -333, 72, -180],
        [90, -36, 126, -126, 36, -81],
    ];
    let columns = [
        [72, 36, 17, -3, -36, -153],
        [-180, -81, -30, 20, 90, 270],
        [297, 126, 42, -33, -126, -333],
        [-333, -126, -33, 42, 126, 297],
        [270, 90, 20, -30, -81, -180],
        [-153, -36, -3, 17, 36, 72],
    ];
    let found = solve(&game(&rows, &columns));
    assert_eq!(found.equilibria.len(), 75);
    assert_eq!(found.components.len(), 75);
    assert!(!found.degenerate);
}

/// T. Quint and M. Shubik, "A theorem on the number of Nash equilibria in a bimatrix game", Int. J. Game Theory 26
/// (1997): every set of strategies that both mix evenly.
#[test]
fn pure_coordination_has_one_for_each_set_of_strategies() {
    for size in 1..=6 {
        let same: Vec<Vec<Rational>> = (0..size)
            .map(|row| {
                (0..size)
                    .map(|column| Rational::from(u8::from(row == column)))
                    .collect()
            })
            .collect();
        let found = solve(&Game::bimatrix("", &same, &same).unwrap());
        assert_eq!(found.equilibria.len(), (1 << size) - 1);
        assert!(!found.degenerate);
    }
}

#[test]
fn where_nothing_is_at_stake_all_is_one_component() {
    for (height, width) in [(1, 1), (1, 4), (3, 1), (3, 4)] {
        for payoff in ["0", "-7/3", "1e40"] {
            let flat = vec![vec![rational(payoff); width]; height];
            let found = solve(&Game::bimatrix("", &flat, &flat).unwrap());
            assert_eq!(found.equilibria.len(), height * width);
            let [component] = found.components.as_slice() else {
                panic!("{:?}", found.components);
            };
            let [subset] = component.subsets.as_slice() else {
                panic!("{component:?}");
            };
            assert_eq!([subset.first.len(), subset.second.len()], [height, width]);
            assert_eq!(found.degenerate, height * width > 1);
        }
    }
}

#[test]
fn with_a_single_strategy_the_other_just_chooses_the_best() {
    let found = solve(&game(&[[1, 2, 3]], &[[5, 4, 5]]));
    assert_eq!(written(&found), ["1 | 1 0 0", "1 | 0 0 1"]);
    assert_eq!(found.components.len(), 1);
    let found = solve(&game(&[[1], [2], [-3]], &[[0], [0], [0]]));
    assert_eq!(written(&found), ["0 1 0 | 1"]);
}

#[test]
fn duplicate_strategies_share_in_every_mixture() {
    let found = solve(&game(
        &[[1, -1, -1], [-1, 1, 1]],
        &[[-1, 1, 1], [1, -1, -1]],
    ));
    assert_eq!(
        written(&found),
        ["1/2 1/2 | 1/2 1/2 0", "1/2 1/2 | 1/2 0 1/2"]
    );
    assert_eq!(found.components.len(), 1);
}

/// Payoffs that no float can tell apart: one part in 10⁴⁰ decides.
#[test]
fn a_difference_beyond_floats_decides() {
    let tie = rational("1e40");
    let more = &tie + Rational::ONE;
    let rows = [vec![tie.clone(), more.clone()], vec![more, tie]];
    let columns = [rows[1].clone(), rows[0].clone()];
    let found = solve(&Game::bimatrix("", &rows, &columns).unwrap());
    assert_eq!(written(&found), ["1/2 1/2 | 1/2 1/2"]);
}
