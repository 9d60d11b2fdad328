//! Writing game files.

use super::token::quote;
use crate::game::{
    Game,
    extensive::{Node, Tree, Turn},
};

/// A game in normal form as an `.nfg` file, in the version with payoffs. Reading it gives the same game; numbers
/// of thousands of digits are beyond the reader.
pub fn write_normal(game: &Game) -> String {
    let players = game.players();
    let names = list(players.iter().map(|player| quote(&player.name)));
    let mut file = format!("NFG 1 R {} {names}\n\n{{", quote(game.title()));
    for player in players {
        file.push(' ');
        file.push_str(&list(player.strategies.iter().map(|name| quote(name))));
        file.push('\n');
    }
    file.push_str("}\n\n");
    let profiles = game.payoffs(0).len();
    for profile in 0..profiles {
        let payoffs: Vec<String> = (0..players.len())
            .filter_map(|player| game.payoffs(player).get(profile))
            .map(ToString::to_string)
            .collect();
        file.push_str(&payoffs.join(" "));
        file.push('\n');
    }
    file
}

/// A game in extensive form as an `.efg` file: one line a node, with all that is known of it, as Gambit writes it.
/// Reading it gives the same tree; numbers of thousands of digits are beyond the reader.
pub fn write_extensive(tree: &Tree) -> String {
    let names = list(tree.players().iter().map(|name| quote(name)));
    let mut file = format!(
        "EFG 2 R {} {names}\n{}\n\n",
        quote(tree.title()),
        quote(tree.description())
    );
    for node in tree.nodes() {
        file.push_str(&line(tree, node));
        file.push('\n');
    }
    file
}

fn line(tree: &Tree, node: &Node) -> String {
    let label = quote(&node.label);
    let turn = match node.turn {
        Turn::Over => format!("t {label}"),
        Turn::Chance(index) => tree
            .chance_moves()
            .get(index)
            .map_or_else(String::new, |draw| {
                let actions = draw
                    .actions
                    .iter()
                    .map(|(action, probability)| format!("{} {probability}", quote(action)));
                format!(
                    "c {label} {} {} {}",
                    index + 1,
                    quote(&draw.name),
                    list(actions)
                )
            }),
        Turn::Player(index) => tree
            .information_sets()
            .get(index)
            .map_or_else(String::new, |set| {
                format!(
                    "p {label} {} {} {} {}",
                    set.player + 1,
                    set.number + 1,
                    quote(&set.name),
                    list(set.actions.iter().map(|action| quote(action)))
                )
            }),
    };
    let outcome = node
        .outcome
        .and_then(|index| Some((index, tree.outcomes().get(index)?)))
        .map_or_else(
            || "0".into(),
            |(index, outcome)| {
                let payoffs: Vec<String> =
                    outcome.payoffs.iter().map(ToString::to_string).collect();
                format!(
                    "{} {} {{ {} }}",
                    index + 1,
                    quote(&outcome.name),
                    payoffs.join(", ")
                )
            },
        );
    format!("{turn} {outcome}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut list = String::from("{ ");
    for item in items {
        list.push_str(&item);
        list.push(' ');
    }
    list.push('}');
    list
}
