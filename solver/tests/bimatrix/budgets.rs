//! What is refused, and what a budget that ends leaves.

use assay_solver::{
    equilibrium::bimatrix::{
        Effort, EnumerationError, LemkeHowsonError, Status, enumerate, enumerate_by_vertices,
        lemke_howson,
    },
    exact::Rational,
    game::{Game, Player},
};

use crate::game;

fn coordination() -> Game {
    let same = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    game(&same, &same)
}

#[test]
fn games_of_other_than_two_are_refused() {
    for players in [1, 3] {
        let game = Game::new(
            "",
            vec![Player::numbered("", 1); players],
            vec![vec![Rational::ONE]; players],
        )
        .unwrap();
        let effort = Effort::default();
        assert_eq!(
            enumerate(&game, &effort),
            Err(EnumerationError::NotTwoPlayers { players })
        );
        assert_eq!(
            enumerate_by_vertices(&game, &effort),
            Err(EnumerationError::NotTwoPlayers { players })
        );
        assert_eq!(
            lemke_howson(&game, 0, &effort),
            Err(LemkeHowsonError::NotTwoPlayers { players })
        );
    }
}

#[test]
fn labels_beyond_the_strategies_are_refused() {
    for label in [6, usize::MAX] {
        assert_eq!(
            lemke_howson(&coordination(), label, &Effort::default()),
            Err(LemkeHowsonError::NoSuchLabel { label, labels: 6 })
        );
    }
}

#[test]
fn a_spent_budget_is_told_from_an_answer_and_leaves_equilibria_only() {
    let all = enumerate(&coordination(), &Effort::default()).unwrap();
    assert_eq!(all.equilibria.len(), 7);
    let mut seen = 0;
    for nodes in 0..all.work.nodes {
        let effort = Effort {
            nodes,
            ..Effort::default()
        };
        let some = enumerate(&coordination(), &effort).unwrap();
        assert_eq!(some.status, Status::NodesSpent);
        assert!(some.equilibria.iter().all(|it| all.equilibria.contains(it)));
        assert!(some.components.is_empty());
        assert!(some.equilibria.len() >= seen);
        seen = some.equilibria.len();
    }
    assert!(seen > 0);
    for pivots in 0..all.work.pivots {
        let effort = Effort {
            pivots,
            ..Effort::default()
        };
        let some = enumerate(&coordination(), &effort).unwrap();
        assert_eq!(some.status, Status::PivotsSpent);
        assert!(some.equilibria.iter().all(|it| all.equilibria.contains(it)));
    }
    let enough = Effort {
        nodes: all.work.nodes,
        pivots: all.work.pivots,
        subsets: 7,
    };
    assert_eq!(enumerate(&coordination(), &enough), Ok(all));
}

#[test]
fn the_witness_s_budget_ends_likewise() {
    let effort = Effort {
        pivots: 3,
        ..Effort::default()
    };
    let none = enumerate_by_vertices(&coordination(), &effort).unwrap();
    assert_eq!(
        (none.status, none.equilibria.len()),
        (Status::PivotsSpent, 0)
    );
}

#[test]
fn components_are_listed_all_or_not_at_all() {
    let effort = Effort {
        subsets: 6,
        ..Effort::default()
    };
    let found = enumerate(&coordination(), &effort).unwrap();
    assert_eq!(found.status, Status::SubsetsSpent);
    assert_eq!((found.equilibria.len(), found.components.len()), (7, 0));
}

#[test]
fn a_path_longer_than_allowed_has_no_end() {
    let effort = Effort {
        pivots: 1,
        ..Effort::default()
    };
    assert_eq!(
        lemke_howson(&coordination(), 0, &effort),
        Err(LemkeHowsonError::PivotsSpent { pivots: 1 })
    );
}
