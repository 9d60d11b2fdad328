//! Kuhn's poker with three cards, built in code.
//!
//! H. W. Kuhn, "A simplified two-person poker", in Contributions to the Theory of Games I (1950): each antes one,
//! each is dealt one of three cards, and there is one round of betting one more. The value to the first player is
//! −1/18.

use assay_solver::{
    exact::Rational,
    game::{
        extensive::{Tree, TreeError},
        files::write_extensive,
    },
};

use crate::tree;

pub(crate) const CARDS: [&str; 3] = ["J", "Q", "K"];

pub(crate) fn poker() -> Result<Tree, TreeError> {
    let mut poker = Tree::builder("Kuhn poker (Kuhn, 1950)", ["first", "second"]);
    poker.describe(
        "Each antes 1 and is dealt one of J, Q, K; a bet is 1. Worth -1/18 to the first player.",
    );
    let pairs: Vec<(usize, usize)> = (0..3)
        .flat_map(|a| (0..3).map(move |b| (a, b)))
        .filter(|(a, b)| a != b)
        .collect();
    let sixth = Rational::ONE / Rational::from(6);
    let deal = poker.chance(
        "deal",
        pairs
            .iter()
            .map(|&(a, b)| (format!("{}{}", CARDS[a], CARDS[b]), sixth.clone())),
    )?;
    let mut sets = |player: usize, when: &str, actions: [&str; 2]| {
        CARDS
            .iter()
            .map(|card| poker.information_set(player, format!("{card}{when}"), actions))
            .collect::<Result<Vec<_>, _>>()
    };
    let open = sets(0, "", ["check", "bet"])?;
    let after_check = sets(1, " checked to", ["check", "bet"])?;
    let after_bet = sets(1, " bet to", ["fold", "call"])?;
    let raised = sets(0, " raised", ["fold", "call"])?;
    let mut wins = Vec::new();
    for amount in [-2, -1, 1, 2] {
        let payoffs = vec![Rational::from(amount), Rational::from(-amount)];
        wins.push((amount, poker.outcome(format!("{amount:+}"), payoffs)?));
    }
    let win = |amount: i32| {
        wins.iter()
            .find(|(won, _)| *won == amount)
            .map(|(_, outcome)| *outcome)
            .ok_or(TreeError::Unknown("outcome"))
    };
    let root = poker.root();
    for (node, (a, b)) in poker.draw(root, deal)?.into_iter().zip(pairs) {
        let sign = if a > b { 1 } else { -1 };
        let opened = poker.decide(node, open[a])?;
        let checked = poker.decide(opened[0], after_check[b])?;
        poker.pay(checked[0], win(sign)?)?;
        let answered = poker.decide(checked[1], raised[a])?;
        poker.pay(answered[0], win(-1)?)?;
        poker.pay(answered[1], win(2 * sign)?)?;
        let answered = poker.decide(opened[1], after_bet[b])?;
        poker.pay(answered[0], win(1)?)?;
        poker.pay(answered[1], win(2 * sign)?)?;
    }
    Ok(poker.finish())
}

#[test]
fn the_file_beside_the_tests_is_the_game_built_here() -> Result<(), TreeError> {
    let built = poker()?;
    let file = include_str!("../games/kuhn_poker.efg");
    assert_eq!(tree(file), built, "{}", write_extensive(&built));
    Ok(())
}

#[test]
fn players_have_as_many_strategies_as_kuhn_counts() -> Result<(), Box<dyn std::error::Error>> {
    let form = poker()?.reduced_form()?;
    assert_eq!(form.game().shape(), [27, 64]);
    assert!(poker()?.perfect_recall().is_ok());
    assert_eq!(poker()?.constant_sum(), Some(Rational::ZERO));
    Ok(())
}
