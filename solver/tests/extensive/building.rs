//! What can be built, and what is refused.

use assay_solver::{
    exact::Rational,
    game::extensive::{ImperfectRecall, ReduceError, Tree, TreeError},
};

use crate::{number, tree};

#[test]
fn what_does_not_make_a_tree_is_refused() -> Result<(), TreeError> {
    let mut small = Tree::builder("", ["only"]);
    let root = small.root();
    let half = || number("1/2");
    let errors = [
        small.information_set(1, "", ["a"]).err(),
        small.information_set(0, "none", Vec::<String>::new()).err(),
        small.chance("none", Vec::<(String, Rational)>::new()).err(),
        small
            .chance("coin", [("h", half()), ("t", number("1/3"))])
            .err(),
        small
            .chance("coin", [("h", number("3/2")), ("t", -half())])
            .err(),
        small.outcome("", vec![Rational::ONE, Rational::ONE]).err(),
    ];
    let messages: Vec<String> = errors
        .into_iter()
        .map(|error| error.map_or_else(String::new, |error| error.to_string()))
        .collect();
    assert_eq!(
        messages,
        [
            "the tree has no player of this number",
            "`none` has no action",
            "`none` has no action",
            "the probabilities of `coin` sum to 5/6, not 1",
            "`t` is drawn with probability -1/2",
            "outcome `` has 2 payoffs for 1 players",
        ]
    );
    let set = small.information_set(0, "", ["a", "b"])?;
    let children = small.decide(root, set)?;
    assert_eq!(small.decide(root, set), Err(TreeError::Occupied));

    let mut other = Tree::builder("", ["only"]);
    assert_eq!(
        other.label(children[1], "far"),
        Err(TreeError::Unknown("node"))
    );
    let elsewhere = other.root();
    assert_eq!(
        other.decide(elsewhere, set),
        Err(TreeError::Unknown("information set"))
    );
    Ok(())
}

#[test]
fn a_finished_tree_stands_in_the_order_of_play() -> Result<(), TreeError> {
    let mut small = Tree::builder("", ["a", "b"]);
    let unused = small.information_set(1, "unused", ["x"])?;
    let late = small.information_set(1, "late", ["x", "y"])?;
    let early = small.information_set(0, "early", ["x", "y"])?;
    assert!(unused < late);
    let root = small.root();
    let children = small.decide(root, early)?;
    small.decide(children[1], late)?;
    small.decide(children[0], late)?;
    let small = small.finish();
    let names: Vec<&str> = small
        .information_sets()
        .iter()
        .map(|set| set.name.as_str())
        .collect();
    assert_eq!(names, ["early", "late"]);
    assert_eq!(small.nodes()[0].children, [1, 4]);
    assert_eq!(small.nodes()[5].before, Some((4, 0)));
    Ok(())
}

#[test]
fn forgetting_is_told_from_absent_mindedness() {
    let forgets = tree(
        "EFG 2 R \"\" { \"a\" } p \"\" 1 1 \"first\" { \"l\" \"r\" } 0\n\
         p \"\" 1 2 \"second\" { \"l\" \"r\" } 0 t \"\" 0 t \"\" 0\n\
         p \"\" 1 2 0 t \"\" 0 t \"\" 0",
    );
    let absent = tree(include_str!("../games/absent_minded_driver.efg"));
    let (player, set) = (1, 2);
    let name = "second".into();
    assert_eq!(
        forgets.perfect_recall(),
        Err(ImperfectRecall::Forgets { player, set, name })
    );
    let (player, set) = (1, 1);
    let name = "an exit".into();
    assert_eq!(
        absent.perfect_recall(),
        Err(ImperfectRecall::AbsentMinded { player, set, name })
    );
    let horse = tree(include_str!("../games/selten_1975_figure_1.efg"));
    assert_eq!(horse.perfect_recall(), Ok(()));
}

#[test]
fn strategies_are_named_without_ambiguity() -> Result<(), Box<dyn std::error::Error>> {
    let names = |count: usize| {
        (1..=count)
            .map(|action| format!("\"{action}\" "))
            .collect::<String>()
    };
    let ends = "t \"\" 0 ".repeat(20);
    let wide = tree(&format!(
        "EFG 2 R \"\" {{ \"a\" \"b\" }} p \"\" 1 1 \"\" {{ {}}} 0 p \"\" 1 2 \"\" {{ {}}} 0 {ends}",
        names(11),
        names(10),
    ));
    let form = wide.reduced_form()?;
    let first = &form.game().players()[0].strategies;
    assert_eq!(first.len(), 20);
    assert_eq!((first[9].as_str(), first[10].as_str()), ("1.10", "2.*"));
    assert_eq!(form.game().players()[1].strategies, ["*"]);
    assert_eq!(form.plans(0)[9], [Some(0), Some(9)]);
    assert_eq!(form.plans(0)[10], [Some(1), None]);
    Ok(())
}

/// One draw of twenty-six, each seen before choosing between two: 2²⁶ strategies.
#[test]
fn too_many_strategies_are_refused() {
    let answers: String = (1..=26)
        .map(|set| format!("p \"\" 1 {set} \"\" {{ \"l\" \"r\" }} 0 t \"\" 0 t \"\" 0 "))
        .collect();
    let draws: String = (1..=26).map(|draw| format!("\"{draw}\" 1/26 ")).collect();
    let many = tree(&format!(
        "EFG 2 R \"\" {{ \"a\" }} c \"\" 1 \"\" {{ {draws} }} 0 {answers}"
    ));
    assert_eq!(
        many.reduced_form(),
        Err(ReduceError::TooManyStrategies { player: 1 })
    );
}
