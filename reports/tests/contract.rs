//! What is read from Solidity sources: values as the compiler has them, schedules, places, mistakes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

use assay_reports::contract::{ConstantKind, Contract, ContractError, ScheduleKind};
use proptest::prelude::*;

fn contract(body: &str) -> Contract {
    let text = format!("contract C {{\n{body}\n}}\n");
    Contract::parse("C.sol", &text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The value of the only constant named `X`.
fn value(body: &str) -> Result<String, String> {
    let contract = contract(body);
    let mut found = contract.constants_named("X");
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.value.to_string()),
        (None, _) => Err(contract.unread()[0].why.clone()),
        _ => panic!("two constants"),
    }
}

/// From, to, value of each piece of the only schedule named `f`.
fn pieces(body: &str) -> Vec<(String, String, String)> {
    let contract = contract(body);
    let mut found = contract.schedules_named("f");
    let (Some(schedule), None) = (found.next(), found.next()) else {
        panic!("{body}: {:?}", contract.unread());
    };
    let pieces = schedule.pieces.iter().map(|piece| {
        let to = piece.keys.to.as_ref();
        let to = to.map_or("end".to_owned(), ToString::to_string);
        (piece.keys.from.to_string(), to, piece.value.to_string())
    });
    pieces.collect()
}

fn expected(pieces: &[(u32, Option<u32>, u32)]) -> Vec<(String, String, String)> {
    let end = |to: &Option<u32>| to.map_or("end".to_owned(), |to| to.to_string());
    let pieces = pieces.iter();
    pieces
        .map(|(from, to, value)| (from.to_string(), end(to), value.to_string()))
        .collect()
}

/// By the language's rules: literals are exact, `1 / 3 * 3` is 1; typed integers drop remainders.
#[test]
fn values_are_those_the_compiler_computes() {
    for (written, value_of_it) in [
        ("100", "100"),
        ("10_000_000e18", "10000000000000000000000000"),
        ("0.1 ether", "100000000000000000"),
        ("1.5e3", "1500"),
        ("500 gwei", "500000000000"),
        ("7 wei", "7"),
        ("0xff", "255"),
        ("1 weeks", "604800"),
        ("182.5 days", "15768000"),
        ("2 * 10**18", "2000000000000000000"),
        ("(1 + 2) * 3 - 4 % 3", "8"),
        ("1 / 3 * 3", "1"),
        ("7 / 2 * 2", "7"),
        ("10 ** 2 / 3 * 3", "100"),
        ("1 << 20", "1048576"),
        ("(1 << 20) >> 4", "65536"),
        ("type(uint8).max", "255"),
        (
            "type(uint256).max",
            &(("1").to_owned()
                + "15792089237316195423570985008687907853269984665640564039457584007913129639935"),
        ),
        ("uint256(7) / 2 * 2", "6"),
        ("Y / 2 * 2", "6"),
        ("L.Z + 1", "12"),
        ("-3 + 5", "2"),
    ] {
        let body = format!("uint256 constant Y = 7; uint256 constant X = {written};");
        let text =
            format!("library L {{ uint256 internal constant Z = 11; }} contract C {{ {body} }}");
        let contract = Contract::parse("C.sol", &text).unwrap();
        let found: Vec<String> = contract
            .constants_named("X")
            .map(|constant| constant.value.to_string())
            .collect();
        assert_eq!(found, [value_of_it], "{written}");
    }
}

#[test]
fn what_has_no_constant_value_is_kept_with_its_reason() {
    for (body, why) in [
        (
            "uint256 constant X = block.timestamp;",
            "`block.timestamp` is no constant",
        ),
        (
            "uint256 constant X = Y; uint256 constant Y = X;",
            "by itself",
        ),
        ("uint256 constant X = 1 / 3;", "no whole number"),
        ("uint256 constant X = 5 / (3 - 3);", "is not computed"),
        (
            "uint256 constant X = 2 ** 2 ** 2 ** 2 ** 2 ** 2;",
            "is not computed",
        ),
        ("uint256 immutable X;", "does not set it"),
        (
            "uint256 immutable X; constructor(uint256 x) { X = x; }",
            "`x` is no constant",
        ),
    ] {
        let found = value(body).unwrap_err();
        assert!(found.contains(why), "{body}: {found}");
    }
}

#[test]
fn comments_and_strings_and_other_types_do_not_matter() {
    let body = "
        // uint256 constant X = 1;
        /* uint256 constant X = 2; */
        string constant S = \"uint256 constant X = 3;\";
        address constant A = 0x52908400098527886E0F7030069857D2E4169EE7;
        bool constant B = true;
        uint256 /* here */ constant /* too */ X = /* and */ 4;";
    assert_eq!(value(body), Ok("4".into()));
    assert_eq!(contract(body).constants().len(), 1);
}

#[test]
fn an_immutable_has_what_the_constructor_sets_last_and_a_variable_is_told_from_a_constant() {
    let found = contract(
        "uint256 immutable A; uint256 b = 2; uint256 constant C = 3; uint256 counter;
         constructor() { A = 1; { A = 10; } unchecked { b = 20; } }",
    );
    let shown: Vec<_> = found
        .constants()
        .iter()
        .map(|it| (it.name.as_str(), it.kind, it.value.to_string()))
        .collect();
    assert_eq!(
        shown,
        [
            ("A", ConstantKind::Immutable, "10".to_owned()),
            ("b", ConstantKind::Variable, "20".to_owned()),
            ("C", ConstantKind::Constant, "3".to_owned()),
        ]
    );
}

#[test]
fn a_place_is_line_column_and_text_in_characters() {
    let text = "// ä\ncontract C {\n    /* é */ uint256 constant X = 1 hours;\n}\n";
    let found = Contract::parse("C.sol", text).unwrap();
    let place = &found.constants()[0].place;
    assert_eq!((place.line_column(), place.text()), ((3, 34), "1 hours"));
    assert_eq!(found.heading().text(), "C");
}

#[test]
fn a_mapping_is_what_the_constructor_leaves_in_it() {
    let body = "mapping(uint256 => uint256) f;
        uint256 constant TOP = 9000;
        constructor() { f[0] = 5000; f[2] = 1; f[1] = 7500; f[2] = TOP; }";
    let steps = [(0, Some(1), 5000), (1, Some(2), 7500), (2, Some(3), 9000)];
    assert_eq!(pieces(body), expected(&steps));
    assert_eq!(contract(body).schedules()[0].kind, ScheduleKind::Mapping);
}

#[test]
fn functions_that_say_the_same_in_other_words_are_the_same() {
    let steps = [(0, Some(10), 20), (10, Some(50), 50), (50, None, 100)];
    for body in [
        "if (x < 10) return 20; if (x < 50) return 50; return 100;",
        "if (x < 10) { return 20; } else if (x < 50) { return 50; } else { return 100; }",
        "if (x >= 50) return 100; if (x >= 10) return 50; return 20;",
        "if (x > 49) return 100; if (9 < x) return 50; return 20;",
        "if (!(x >= 10)) return 20; return x <= 49 ? 50 : 100;",
        "return x < 10 ? 20 : (x < 50 ? 50 : 100);",
        "if (x >= 10 && x < 50) return 50; if (x < 10 || x == 3) return 20; return 100;",
        "unchecked { if (x < 10) { return 20; } } if (50 <= x) return 2 * 50; return 50;",
        "if (x < 10) return 3 < 2 ? 7 : 20; if (2 * 25 != 50) return 7; return x < 50 ? 50 : (7 < 100 ? 100 : 7);",
    ] {
        let function =
            format!("function f(uint256 x) pure external returns (uint256) {{ {body} }}");
        assert_eq!(pieces(&function), expected(&steps), "{body}");
    }
}

#[test]
fn what_is_compared_may_be_worked_out_first_and_requirements_are_minded() {
    let body = "function f(uint256 a, uint256 b) pure external returns (uint256) {
        require(b > 0, \"nothing\");
        uint256 share = a * 100 / b;
        require(share >= 5);
        if (share < 10) return 20;
        if (share == 10) revert();
        return 50;
    }";
    let steps = [(5, Some(10), 20), (11, None, 50)];
    assert_eq!(pieces(body), expected(&steps));
}

#[test]
fn a_function_that_is_no_staircase_is_not_taken_for_one() {
    for (body, why) in [
        ("if (x < 10) return y; return 2;", "`y` is no constant"),
        (
            "if (x < 10) return 1; if (y < 10) return 2; return 3;",
            "`y` is compared here and `x` elsewhere",
        ),
        (
            "for (uint256 i; i < x; ++i) {} return 1;",
            "neither a branch nor a return",
        ),
        ("y = x; return 1;", "neither a branch nor a return"),
        ("if (ok(x)) return 1; return 2;", "no comparison"),
        ("return x;", "`x` is no constant"),
    ] {
        let found = contract(&format!(
            "function f(uint256 x, uint256 y) pure external returns (uint256) {{ {body} }}"
        ));
        assert!(found.schedules().is_empty(), "{body}");
        assert!(
            found.unread()[0].why.contains(why),
            "{body}: {}",
            found.unread()[0].why
        );
    }
}

#[test]
fn a_mistake_of_syntax_is_located() {
    for (text, line_column) in [
        ("contract C {\n    uint256 constant X = ;\n}", (2, 26)),
        ("contract C {\n    uint256 constant X = 1\n}", (3, 1)),
        ("contract C {", (1, 12)),
        ("contract C { uint256 constant X = 1e; }", (1, 35)),
        ("contract C { string s = \"open; }", (1, 25)),
    ] {
        let Err(ContractError::Syntax(error)) = Contract::parse("C.sol", text) else {
            panic!("{text} was read");
        };
        let label = &error.diagnostics()[0].labels()[0];
        assert_eq!(label.line_column(), line_column, "{text}: {error}");
        assert_eq!(label.path(), "C.sol");
    }
    let long = " ".repeat(5 << 20);
    assert!(matches!(
        Contract::parse("C.sol", &long),
        Err(ContractError::TooLong { .. })
    ));
    assert!(matches!(
        Contract::read("no/such/file.sol".as_ref()),
        Err(ContractError::Read { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pieces of a source, put together at random: whatever is no Solidity is refused, and nothing panics.
    #[test]
    fn no_text_makes_the_reader_panic(
        parts in prop::collection::vec(prop::sample::select(vec![
            "contract C", "{", "}", "uint256", " constant ", "X", "=", ";", "1 ether", "**", "10", "(", ")", "[", "]",
            "function f(uint256 x) pure returns (uint256)", "if (x < 10)", "return 1;", "return", "?", ":", "mapping(uint => uint) m;",
            "constructor()", "m[1] = 2;", "-", "/", "0", "\"", "/*", "é", "type(uint8).max", "assembly", "unchecked", "\\", "0x",
        ]), 0..40)
    ) {
        let text = parts.join(" ");
        if let Ok(contract) = Contract::parse("C.sol", &text) {
            prop_assert!(contract.constants().len() <= parts.len());
        }
    }

    /// An independent reading of the same staircase: the first comparison that holds decides.
    #[test]
    fn a_chain_of_comparisons_gives_what_running_it_gives(
        steps in prop::collection::vec((0u32..60, prop::bool::ANY, 0u32..5), 0..6),
        last in 0u32..5,
    ) {
        let body: String = steps
            .iter()
            .map(|(bound, inclusive, value)| {
                let sign = if *inclusive { "<=" } else { "<" };
                format!("if (x {sign} {bound}) return {value}; ")
            })
            .collect();
        let found = contract(&format!(
            "function f(uint256 x) pure external returns (uint256) {{ {body} return {last}; }}"
        ));
        let schedule = &found.schedules()[0];
        for x in 0u32..70 {
            let holds = |&&(bound, inclusive, _): &&(u32, bool, u32)| x < bound || (inclusive && x == bound);
            let run = steps.iter().find(holds).map_or(last, |step| step.2);
            let read = schedule.piece(&x.into()).map(|piece| piece.value.to_string());
            prop_assert_eq!(read, Some(run.to_string()));
        }
    }
}

/// Sources that would take forever, or all of the stack, if they were taken at their word.
#[test]
fn a_hostile_source_is_bounded() {
    let doubling: String = (1..200)
        .map(|place| {
            format!(
                "uint256 constant X{place} = X{} - X{};\n",
                place - 1,
                place - 1
            )
        })
        .collect();
    let found = contract(&format!("uint256 constant X0 = 1;\n{doubling}"));
    assert!(found.constants().len() < 200);
    let why = &found.unread()[0].why;
    assert!(why.contains("too many constants"), "{why}");

    let sum = vec!["1"; 20_000].join(" + ");
    assert!(value(&format!("uint256 constant X = {sum};")).is_err());

    let all = vec!["x < 1"; 20_000].join(" && ");
    let points: String = (0..20_000)
        .map(|at| format!("if (x == {at}) return 1;"))
        .collect();
    for body in [
        format!("if ({all}) return 1; return 2;"),
        format!("{points} return 2;"),
    ] {
        let found = contract(&format!(
            "function f(uint256 x) pure external returns (uint256) {{ {body} }}"
        ));
        assert_eq!(found.unread()[0].why, "there are too many comparisons");
    }
    for nested in ["(", "{", "x[", "-"] {
        assert!(
            Contract::parse(
                "C.sol",
                &format!("contract C {{ {}", nested.repeat(100_000))
            )
            .is_err()
        );
    }
}
