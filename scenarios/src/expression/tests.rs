//! The language: what is read, what is refused, and that printing and reading are inverse.

use dashu_ratio::RBig;
use proptest::prelude::*;

use super::tree::{Arithmetic, Condition, ConditionKind, Function, Literal};
use super::*;
use crate::decimal::parse_decimal;
use crate::number::Comparison;

fn names() -> Names {
    let mut names = Names::default();
    names.insert("stake".into(), Name::Parameter(0));
    names.insert(
        "backing".into(),
        Name::Switch(1, vec!["reputation".into(), "collateral".into()]),
    );
    names.insert("ltv".into(), Name::Table(0));
    names.insert("penalty".into(), Name::Formula(0));
    names
}

struct Written;

impl NameText for Written {
    fn name(&self, slot: Slot) -> String {
        if matches!(slot, Slot::Formula(_)) {
            "penalty".into()
        } else {
            "stake".into()
        }
    }

    fn called(&self, _: usize) -> String {
        "ltv".into()
    }

    fn choice(&self, _: usize, choice: usize) -> (String, String) {
        (
            "backing".into(),
            ["reputation", "collateral"][choice].into(),
        )
    }
}

fn reprint(text: &str) -> String {
    print(&parse(text, &names()).unwrap(), &Written)
}

#[test]
fn operators_bind_as_in_mathematics() {
    for (text, printed) in [
        ("(1 + 2) * 3", "(1 + 2) * 3"),
        ("1 + (2 * 3)", "1 + 2 * 3"),
        ("1 - (2 - 3)", "1 - (2 - 3)"),
        ("(1 - 2) - 3", "1 - 2 - 3"),
        ("2 ^ (3 ^ 2)", "2^3^2"),
        ("(2 ^ 3) ^ 2", "(2^3)^2"),
        ("-(2 ^ 2)", "-2^2"),
        ("(-2) ^ 2", "(-2)^2"),
        ("2 ^ -1", "2^-1"),
        ("1e6 + 100_000 + 0.090", "1000000 + 100000 + 0.09"),
        ("0.0009 [1/block] * 1[ETH]", "0.0009 [1/block] * 1 [ETH]"),
        (
            "1 + (if stake < 1 then 2 else 3)",
            "1 + (if stake < 1 then 2 else 3)",
        ),
        (
            "if (not (1 < 2)) or (stake == 1 and backing != \"collateral\") then 1 else 2",
            "if not 1 < 2 or stake == 1 and backing != \"collateral\" then 1 else 2",
        ),
        ("min(stake, 2, ltv(penalty))", "min(stake, 2, ltv(penalty))"),
    ] {
        assert_eq!(reprint(text), printed);
    }
}

#[test]
fn mistakes_are_told_where_they_are() {
    for (text, span, message, help) in [
        (
            "stakes + 1",
            0..6,
            "unknown name `stakes`",
            Some("did you mean `stake`?"),
        ),
        ("1 +", 3..3, "a value is missing here", None),
        ("", 0..0, "a value is missing here", None),
        ("1 2", 2..3, "the formula should end here", None),
        ("(1", 2..2, "expected `)`", None),
        ("if 1 < 2 then 3", 15..15, "expected `else`", None),
        (
            "if 1 then 2 else 3",
            3..4,
            "a condition is needed here",
            Some("compare it with something, as in `a < b`"),
        ),
        (
            "1 < 2 < 3",
            0..9,
            "comparisons cannot be chained",
            Some("write `a < b and b < c`"),
        ),
        (
            "(1 < 2) + 1",
            0..7,
            "a value is needed here",
            Some("write `if ... then ... else ...` to make a value of it"),
        ),
        (
            "backing + 1",
            0..7,
            "a value is needed here",
            Some("compare it with one of its choices: `backing == \"reputation\"`"),
        ),
        (
            "if backing == \"colateral\" then 1 else 2",
            14..25,
            "`colateral` is not one of the choices of this switch",
            Some("did you mean `collateral`?"),
        ),
        (
            "mix(1, 2)",
            0..3,
            "unknown function or table `mix`",
            Some("did you mean `min`?"),
        ),
        ("min(1)", 0..6, "`min` takes two or more arguments", None),
        (
            "ltv",
            0..3,
            "`ltv` is a table",
            Some("write `ltv(...)` with the argument to look up"),
        ),
        ("stake(1)", 0..5, "`stake` is a value, not a function", None),
        (
            "1 [yaer]",
            3..7,
            "unknown unit `yaer`",
            Some("did you mean `year`?"),
        ),
        ("1 [year", 2..7, "this unit has no closing `]`", None),
        (
            "5 % 2",
            2..3,
            "`%` has no meaning in a formula",
            Some("write a percentage as `5 [percent]`"),
        ),
        (
            "1e999999999",
            0..11,
            "a number must be zero or between 1e-300 and 1e300 in size",
            Some("write it like 3, 0.25, 100_000 or 1e6"),
        ),
        ("é", 0..2, "`é` has no meaning in a formula", None),
    ] {
        let problems = parse(text, &names()).unwrap_err();
        let problem = &problems[0];
        assert_eq!(
            (
                &problem.span,
                problem.message.as_str(),
                problem.help.as_deref()
            ),
            (&span, message, help),
            "{text}"
        );
    }
    assert_eq!(parse("stakes + penalti", &names()).unwrap_err().len(), 2);
}

#[test]
fn no_depth_of_nesting_exhausts_the_stack() {
    let deep = 100_000;
    for text in [
        "(".repeat(deep),
        "(".repeat(deep) + "1" + &")".repeat(deep),
        "-".repeat(deep) + "1",
        "1 + ".repeat(deep) + "1",
        "1 ^ ".repeat(deep) + "1",
        "not ".repeat(deep) + "1 < 2",
        "if 1 < 2 then ".repeat(deep),
        "abs(".repeat(deep),
        format!("if {} 1 < 2 then 1 else 2", "1 < 2 and ".repeat(deep)),
    ] {
        let problems = parse(&text, &names()).unwrap_err();
        assert!(
            problems[0].message.contains("levels deep"),
            "{}",
            problems[0].message
        );
    }
    assert!(parse(&("(".repeat(90) + "1" + &")".repeat(90)), &names()).is_ok());
}

#[test]
fn every_byte_of_a_string_is_found_in_the_file() {
    let found = |raw: &str, value: &str| offsets_in_literal(raw, value);
    assert_eq!(found("\"ab\"", "ab"), Some(vec![1, 2, 3]));
    assert_eq!(found("'a\"b'", "a\"b"), Some(vec![1, 2, 3, 4]));
    assert_eq!(found(r#""a\"b""#, "a\"b"), Some(vec![1, 2, 4, 5]));
    assert_eq!(found("\"\"\"\nab\"\"\"", "ab"), Some(vec![4, 5, 6]));
    assert_eq!(found("\"\"\"a\\\n   b\"\"\"", "ab"), Some(vec![3, 9, 10]));
    assert_eq!(found("12", "12"), Some(vec![0, 1, 2]));
    assert_eq!(found("\"ab\"", "xy"), None);
}

fn literal() -> impl Strategy<Value = Quantity> {
    let unit = prop::option::of(prop::sample::select(vec![
        "year", "USD/ETH", "1/block", "gwei",
    ]));
    (0u32..1_000_000, 0usize..6, unit).prop_map(|(digits, places, unit)| {
        let value = parse_decimal(&format!("{digits}e-{places}")).unwrap();
        let unit = unit.map(|unit| Unit::parse(unit).unwrap());
        let base = unit
            .as_ref()
            .map_or_else(|| value.clone(), |unit| unit.in_base(&value));
        Quantity::new(QuantityKind::Literal(Literal { value, unit, base }), 0..0)
    })
}

fn condition(operand: BoxedStrategy<Quantity>) -> BoxedStrategy<Condition> {
    let comparison = prop::sample::select(vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
        Comparison::Equal,
        Comparison::NotEqual,
    ]);
    let compare = (comparison, operand.clone(), operand).prop_map(|(comparison, left, right)| {
        ConditionKind::Compare(comparison, Box::new(left), Box::new(right))
    });
    let choice = (0usize..2, any::<bool>()).prop_map(|(choice, equal)| ConditionKind::Choice {
        switch: 1,
        choice,
        equal,
    });
    let leaf = prop_oneof![compare, choice].prop_map(|kind| Condition::new(kind, 0..0));
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| ConditionKind::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| ConditionKind::Or(Box::new(a), Box::new(b))),
            inner.prop_map(|a| ConditionKind::Not(Box::new(a))),
        ]
        .prop_map(|kind| Condition::new(kind, 0..0))
    })
    .boxed()
}

fn tree() -> impl Strategy<Value = Quantity> {
    let leaf = prop_oneof![
        literal(),
        Just(Quantity::new(QuantityKind::Parameter(0), 0..0)),
        Just(Quantity::new(QuantityKind::Formula(0), 0..0)),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let arithmetic = prop::sample::select(vec![
            Arithmetic::Add,
            Arithmetic::Subtract,
            Arithmetic::Multiply,
            Arithmetic::Divide,
            Arithmetic::Power,
        ]);
        let function = prop::sample::select(Function::ALL.to_vec());
        let inner = inner.boxed();
        prop_oneof![
            (arithmetic, inner.clone(), inner.clone()).prop_map(|(arithmetic, a, b)| {
                QuantityKind::Arithmetic(arithmetic, Box::new(a), Box::new(b))
            }),
            inner
                .clone()
                .prop_map(|a| QuantityKind::Negate(Box::new(a))),
            inner
                .clone()
                .prop_map(|a| QuantityKind::Table(0, Box::new(a))),
            (function, inner.clone(), inner.clone()).prop_map(|(function, a, b)| {
                QuantityKind::Call(
                    function,
                    if function.takes_many() {
                        vec![a, b]
                    } else {
                        vec![a]
                    },
                )
            }),
            (condition(inner.clone()), inner.clone(), inner).prop_map(|(holds, a, b)| {
                QuantityKind::If(Box::new(holds), Box::new(a), Box::new(b))
            }),
        ]
        .prop_map(|kind| Quantity::new(kind, 0..0))
    })
}

proptest! {
    #[test]
    fn printing_then_reading_gives_the_same_tree(tree in tree()) {
        let text = print(&tree, &Written);
        let read = parse(&text, &names());
        prop_assert_eq!(read.as_ref(), Ok(&tree), "{}", text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
        let _ = parse(&text, &names());
    }

    #[test]
    fn no_jumble_of_words_makes_the_reader_panic(words in prop::collection::vec(prop::sample::select(vec![
        "if", "then", "else", "and", "or", "not", "(", ")", ",", "+", "-", "*", "/", "^", "<", "==", "1", "0.5", "[year]",
        "\"collateral\"", "stake", "backing", "ltv", "penalty", "min", "exp", "unknown",
    ]), 0..40)) {
        let text = words.join(" ");
        if let Err(problems) = parse(&text, &names()) {
            for problem in problems {
                prop_assert!(text.get(problem.span.clone()).is_some(), "{:?}", problem);
            }
        }
    }
}

#[test]
fn a_number_is_known_by_its_value_not_its_spelling() {
    assert_eq!(parse("0.10", &names()), parse("1e-1", &names()));
    let tenth = parse_decimal("0.1").unwrap();
    assert_eq!(tenth, RBig::from_parts(1.into(), 10u8.into()));
}
