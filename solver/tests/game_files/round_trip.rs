//! What is written is read back the same.

use assay_solver::{
    exact::Rational,
    game::{
        Game, Player,
        extensive::Tree,
        files::{GameFile, read, write_extensive, write_normal},
    },
};
use proptest::prelude::*;

use crate::PUBLISHED;

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~\\n\\t]{0,6}", "[\"\\\\ {}]{0,5}", "\\PC{0,3}"]
}

fn rational() -> impl Strategy<Value = Rational> {
    (any::<i64>(), 1..u64::MAX).prop_map(|(a, b)| Rational::from_parts(a.into(), b.into()))
}

fn game() -> impl Strategy<Value = Game> {
    let players = prop::collection::vec((name(), prop::collection::vec(name(), 1..4)), 1..4);
    (name(), players)
        .prop_flat_map(|(title, players)| {
            let profiles: usize = players
                .iter()
                .map(|(_, strategies)| strategies.len())
                .product();
            let table = prop::collection::vec(rational(), profiles);
            let tables = prop::collection::vec(table, players.len());
            (Just(title), Just(players), tables)
        })
        .prop_map(|(title, players, tables)| {
            let players = players
                .into_iter()
                .map(|(name, strategies)| Player { name, strategies })
                .collect();
            Game::new(title, players, tables).unwrap_or_else(|error| panic!("{error}"))
        })
}

/// A tree from a list of instructions: what happens at each node, in order of creation.
fn tree() -> impl Strategy<Value = Tree> {
    let step = (
        0..4usize,
        any::<prop::sample::Index>(),
        1..4usize,
        name(),
        any::<bool>(),
    );
    let steps = prop::collection::vec(step, 0..24);
    (name(), name(), steps, rational()).prop_map(|(title, description, steps, payoff)| {
        build(&title, &description, &steps, &payoff).unwrap_or_else(|error| panic!("{error}"))
    })
}

type Step = (usize, prop::sample::Index, usize, String, bool);

fn build(
    title: &str,
    description: &str,
    steps: &[Step],
    payoff: &Rational,
) -> Result<Tree, assay_solver::game::extensive::TreeError> {
    let mut tree = Tree::builder(title, ["one", "two"]);
    tree.describe(description);
    let (mut open, mut sets, mut draws, mut outcomes) =
        (vec![tree.root()], Vec::new(), Vec::new(), Vec::new());
    for (kind, pick, actions, name, again) in steps {
        if open.is_empty() {
            break;
        }
        let node = open.swap_remove(pick.index(open.len()));
        tree.label(node, name.as_str())?;
        let actions = (0..*actions).map(|action| format!("{name}{action}"));
        match kind {
            0 | 1 => {
                if sets.is_empty() || !again {
                    sets.push(tree.information_set(*kind, name.as_str(), actions)?);
                }
                open.extend(tree.decide(node, sets[pick.index(sets.len())])?);
            }
            2 => {
                if draws.is_empty() || !again {
                    let count = actions.len();
                    let even = Rational::ONE / Rational::from(count);
                    draws.push(tree.chance(name.as_str(), actions.map(|it| (it, even.clone())))?);
                }
                open.extend(tree.draw(node, draws[pick.index(draws.len())])?);
            }
            _ => {
                if outcomes.is_empty() || !again {
                    let payoffs = vec![payoff.clone(), -payoff * Rational::from(actions.len())];
                    outcomes.push(tree.outcome(name.as_str(), payoffs)?);
                }
                tree.pay(node, outcomes[pick.index(outcomes.len())])?;
                open.push(node);
            }
        }
    }
    Ok(tree.finish())
}

proptest! {
    #[test]
    fn a_game_in_normal_form_comes_back(game in game()) {
        let text = write_normal(&game);
        prop_assert_eq!(read("", &text), Ok(GameFile::Normal(game)), "{}", text);
    }

    #[test]
    fn a_tree_comes_back(tree in tree()) {
        let text = write_extensive(&tree);
        prop_assert_eq!(read("", &text), Ok(GameFile::Extensive(tree)), "{}", text);
    }
}

#[test]
fn the_published_games_come_back() {
    for (file, text) in PUBLISHED {
        let game = read(file, text);
        let again = match &game {
            Ok(GameFile::Normal(game)) => write_normal(game),
            Ok(GameFile::Extensive(tree)) => write_extensive(tree),
            Err(error) => panic!("{error}"),
        };
        assert_eq!(read(file, &again), game, "{again}");
    }
}
