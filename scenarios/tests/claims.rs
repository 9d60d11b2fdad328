//! Claims files: what is read, what is refused and how, and which numbers of a document are accounted for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use std::path::{Path, PathBuf};

use assay_scenarios::{
    ScenarioError,
    claims::{Check, Claims},
};
use support::{FALSE_CLAIM, folder, told, write};

const NOTE: &str = include_str!("files/note.md");
const HEAD: &str = include_str!("files/note.toml");
const PART: &str = include_str!("files/note/lending.toml");

fn files(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/files")
        .join(name)
}

/// The note's claims in a folder of their own, with this head and part.
fn claims(test: &str, head: &str, part: &str) -> Result<Claims, ScenarioError> {
    let folder = folder(test);
    std::fs::create_dir(folder.join("note")).unwrap();
    write(&folder, "false_claim.toml", FALSE_CLAIM);
    write(&folder, "note/lending.toml", part);
    Claims::load(&write(&folder, "note.toml", head))
}

#[test]
fn what_follows_by_formulas_is_worked_out_when_the_file_is_read() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let follows = |id: &str| match claims.claim(id).unwrap().check() {
        Check::Derived { steps, .. } => {
            let last = steps.last().unwrap();
            (last.exact.clone().unwrap(), last.unit.clone())
        }
        other => panic!("{other:?}"),
    };
    for (id, exact, unit) in [
        ("loss/expected", "501497/10", "USD"),
        ("loss/rounded", "501497/10", "USD"),
        ("stake/value", "300", "USD"),
        ("looking/rate", "999/1000", "fraction"),
        ("loss/least", "-501497/10", "USD"),
        ("loans/ltv", "9/10", "fraction"),
        ("loans/ltv-constant", "9000", "bps"),
    ] {
        assert_eq!(follows(id), (exact.to_owned(), unit.to_owned()), "{id}");
    }
    let error = claims.claim("loans/ltw").unwrap_err().to_string();
    assert!(error.contains("did you mean `loans/ltv`?"), "{error}");
}

#[test]
fn what_is_set_over_a_scenario_reaches_its_formulas() {
    let later = PART.replacen("set = { age = 40 }", "set = { age = 0.75 }", 1);
    let claims = claims("set", HEAD, &later).unwrap();
    let claim = claims.claim("loans/ltv-most").unwrap();
    assert_eq!(claim.set(), ["age=0.75"]);
    let Check::Derived { steps, .. } = claim.check() else {
        panic!("{:?}", claim.check());
    };
    assert_eq!(steps.last().unwrap().exact.as_deref(), Some("13/20"));
}

#[test]
fn half_a_unit_of_the_last_printed_place_follows_the_figure_to_its_unit() {
    for (printed, figure, unit, precision) in [
        ("\"9000\"", "", "bps", "1/2"),
        ("\"9000\"", "figure = 0.9", "fraction", "1/20000"),
        ("\"some 90 %\"", "figure = 0.9", "fraction", "1/200"),
        ("\"2-10\"", "figure = 10", "percent", "1/2"),
        ("\"ninety\"", "figure = 90", "percent", "0"),
    ] {
        let part = PART
            .replacen(
                "printed = \"9000\"",
                &format!("printed = {printed}\n{figure}"),
                1,
            )
            .replacen("unit = \"bps\"", &format!("unit = \"{unit}\""), 1);
        let claims = claims("precision", HEAD, &part).unwrap();
        let figure = claims.claim("loans/ltv-constant").unwrap().figure();
        assert_eq!(
            figure.unwrap().precision.to_string(),
            precision,
            "{printed}"
        );
    }
}

/// What is replaced in the head, by what, and what must be told: message, text at fault, help.
type Mistake = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const MISTAKES: &[Mistake] = &[
    (
        "[claims]",
        "[clams]",
        "the claims file has no `claims`",
        "",
        "",
    ),
    ("title = ", "titel = ", "`[claims]` has no `title`", "", ""),
    (
        "note/lending.toml",
        "note/landing.toml",
        "there is no file",
        "\"note/landing.toml\"",
        "did you mean",
    ),
    (
        "scenario = \"false_claim.toml\"",
        "scenario = \"fals_claim.toml\"",
        "there is no file",
        "\"fals_claim.toml\"",
        "did you mean",
    ),
    (
        "sha256 = \"",
        "sha256 = \"A",
        "a SHA-256 is 64 hexadecimal digits",
        "\"A",
        "",
    ),
    (
        "id = \"loss/rounded\"",
        "id = \"loss/expected\"",
        "two claims have the id `loss/expected`",
        "\"loss/expected\"",
        "",
    ),
    (
        "id = \"loss/rounded\"",
        "id = \"Loss rounded\"",
        "`Loss rounded` cannot be the id of a claim",
        "\"Loss rounded\"",
        "an id is lower-case words",
    ),
    (
        "line = 3",
        "line = 0",
        "`line` of claim `loss/expected` should be a line's number, counted from 1",
        "0",
        "",
    ),
    (
        "lines = [3, 6]",
        "lines = []",
        "`lines` of claim `loss/least` is empty",
        "[]",
        "",
    ),
    (
        "lines = [3, 6]",
        "lines = [3, 6]\nline = 6",
        "claim `loss/least` has both `line` and `lines`",
        "6",
        "",
    ),
    (
        "says = \"The same in thousands\"",
        "say = \"The same in thousands\"",
        "claim `loss/rounded` has no `says`",
        "",
        "",
    ),
    (
        "status = \"rounding\"",
        "status = \"rounded\"",
        "`rounded` is no status",
        "\"rounded\"",
        "did you mean `rounding`?",
    ),
    (
        "damage = 2",
        "damage = 4",
        "`damage` of claim `loss/least` should be 1, 2 or 3",
        "4",
        "",
    ),
    (
        "covers = [\"4: 0.1 ETH\"]",
        "covers = [\"0.1 ETH\"]",
        "an occurrence is a line and the text on it",
        "\"0.1 ETH\"",
        "for example `\"81: $100\"`",
    ),
    (
        "covers = [\"4: 0.1 ETH\"]",
        "covers = [\"\"]",
        "`covers` of claim `stake/value` should be text that is not empty",
        "\"\"",
        "",
    ),
    (
        "printed = \"$300\"",
        "printed = \" \"",
        "`printed` of claim `stake/value` is empty",
        "\" \"",
        "",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { formula = \"penalti\" }",
        "unknown name `penalti`",
        "penalti",
        "did you mean `penalty`?",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { formula = \"penalty +\" }",
        "a value is missing here",
        "",
        "",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { formula = \"penalty * eth_price\" }",
        "the check of claim `stake/with-blacklist` should be in USD",
        "penalty * eth_price",
        "",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { formula = \"penalty + user_stake\" }",
        "cannot add ETH to USD in the check of claim `stake/with-blacklist`",
        "user_stake",
        "",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { formula = \"penalty / (1 - 1)\" }",
        "division by zero in the check of claim `stake/with-blacklist`",
        "penalty / (1 - 1)",
        "",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { formula = \"penalty\", parameter = \"borrow\" }",
        "the check of claim `stake/with-blacklist` should have one of",
        "{ formula",
        "",
    ),
    (
        "check = { formula = \"penalty\" }",
        "check = { }",
        "the check of claim `stake/with-blacklist` should have one of",
        "{ }",
        "",
    ),
    (
        "numbers = { stake = \"0.1 ETH\" }",
        "numbers = { borrow = \"0.1 ETH\" }",
        "the scenario has a `borrow` of its own",
        "borrow",
        "choose another name",
    ),
    (
        "numbers = { stake = \"0.1 ETH\" }",
        "numbers = { stake = \"0.1 ETC\" }",
        "unknown unit `ETC`",
        "ETC",
        "did you mean `ETH`?",
    ),
    (
        "numbers = { stake = \"0.1 ETH\" }",
        "numbers = { stake = \"some ETH\" }",
        "this is not a number",
        "some",
        "a number and its unit",
    ),
    (
        "with = { exact = \"loss/expected\" }",
        "with = { exact = \"loss/expcted\" }",
        "there is no claim `loss/expcted`",
        "\"loss/expcted\"",
        "did you mean `loss/expected`?",
    ),
    (
        "check = { parameter = \"detection_rate\" }",
        "check = { parameter = \"detection_rat\" }",
        "there is no parameter `detection_rat`; did you mean `detection_rate`?",
        "\"detection_rat\"",
        "",
    ),
    (
        "check = { parameter = \"detection_rate\" }",
        "check = { parameter = \"eth_price\" }",
        "`eth_price` is in USD/ETH and cannot be given in fraction",
        "\"eth_price\"",
        "",
    ),
    (
        "check = { parameter = \"detection_rate\" }",
        "check = { parameter = \"detection_rate\" }\nwith = { a = \"loss/least\" }",
        "numbers beside the scenario's are for a formula",
        "a",
        "",
    ),
    (
        "check = { parameter = \"detection_rate\" }",
        "check = { parameter = \"detection_rate\" }\nset = { detection_rate = 2 }",
        "2 is outside the range of `detection_rate`: 0 to 1 fraction",
        "2",
        "",
    ),
    (
        "check = { parameter = \"detection_rate\" }",
        "check = { parameter = \"detection_rate\" }\nset = { rate = 2 }",
        "there is no parameter `rate`",
        "rate",
        "",
    ),
    (
        "unit = \"fraction\"\ncheck = { parameter",
        "check = { parameter",
        "claim `looking/rate` has no `unit`",
        "\"looking/rate\"",
        "",
    ),
    (
        "unit = \"fraction\"\ncheck = { parameter",
        "unit = \"USD\"\ncheck = { parameter",
        "this cannot be read as one figure: this is printed in percent, and `unit` is USD",
        "\"99.9%\"",
        "give its value in the claim's unit as `figure`",
    ),
    (
        "figure = 10\ncheck = { assumption = \"Nothing here looks at a clock.\" }",
        "check = { formula = \"1 [minute]\" }",
        "this cannot be read as one figure: this has more than one number",
        "\"2-10 minutes\"",
        "give its value in the claim's unit as `figure`",
    ),
    (
        "check = { finding = \"chronos/false-claim\" }",
        "check = { finding = \"maker/false-claim\" }",
        "`maker/false-claim` is no finding of `chronos`",
        "\"maker/false-claim\"",
        "an id begins with the protocol",
    ),
    (
        "check = { finding = \"chronos/false-claim\" }",
        "check = { finding = \"chronos/false-clam\", witness = \"simulated\" }",
        "there is no attack `chronos/false-clam`; did you mean `chronos/false-claim`?",
        "\"chronos/false-clam\"",
        "",
    ),
    (
        "check = { finding = \"chronos/false-claim\" }",
        "check = { finding = \"chronos/false-claim\", witness = \"simulation\" }",
        "`simulation` is no witness",
        "\"simulation\"",
        "did you mean `simulated`?",
    ),
    (
        "check = { finding = \"chronos/false-claim\" }",
        "check = { finding = \"chronos/false-claim\", witness = \"simulated\", verdict = \"safe\" }",
        "the check of claim `loss/least` has both a witness and a verdict",
        "{ finding",
        "a verdict is what all witnesses say together",
    ),
    (
        "figure = -40_000\n",
        "figure = -40_000\nprecision = -1\n",
        "a `precision` cannot be negative",
        "-1",
        "",
    ),
    (
        "{follows} afterwards",
        "{follow} afterwards",
        "a sentence takes `{printed}` and `{follows}`",
        "follow",
        "",
    ),
];

#[test]
fn every_mistake_is_named_underlined_and_helped() {
    let mut wrong = Vec::new();
    for (from, to, message, text, help) in MISTAKES {
        assert!(HEAD.contains(from), "{from}");
        let error = match claims("mistakes", &HEAD.replacen(from, to, 1), PART) {
            Ok(_) => panic!("{to} was accepted"),
            Err(error) => error,
        };
        let told = told(&error);
        let rendered = error.render(false);
        let as_meant = told.0.contains(message)
            && told.1.starts_with(text)
            && told.2.starts_with(help)
            && rendered.contains("note.toml:");
        if !as_meant {
            wrong.push(format!("{to}\n{rendered}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn several_mistakes_are_told_at_once() {
    let head = HEAD
        .replacen("\"penalty\"", "\"penalti\"", 1)
        .replacen("\"stake * eth_price\"", "\"stake\"", 1)
        .replacen("detection_rate\" }", "detection_rat\" }", 1);
    let part = PART.replacen("age = 40", "age = 400", 1);
    let error = claims("several", &head, &part).unwrap_err();
    let messages: Vec<&str> = error
        .diagnostics()
        .iter()
        .map(|problem| problem.message())
        .collect();
    assert_eq!(messages.len(), 4, "{messages:?}");
}

#[test]
fn a_damaging_contradiction_has_a_sentence_for_voters() {
    let start = HEAD.find("sentence = ").unwrap();
    let length = HEAD[start..].find('\n').unwrap();
    let mut head = HEAD.to_owned();
    head.replace_range(start..=start + length, "");
    let error = claims("sentence", &head, PART).unwrap_err();
    assert_eq!(told(&error).0, "claim `loss/least` has no `sentence`");
}

#[test]
fn every_number_of_the_note_is_accounted_for_once() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let note = claims.document_text(&files("note.md")).unwrap();
    let coverage = claims.cover(&note).unwrap();
    assert_eq!(coverage.numbers, 21);
    assert_eq!((coverage.covered, coverage.ignored), (15, 6));
    assert_eq!(coverage.uncovered, []);
}

#[test]
fn a_number_that_nothing_accounts_for_is_shown_with_its_line() {
    for (from, to, line, text) in [
        ("printed = [\"2.\"]", "printed = []", 4, "2"),
        ("covers = [\"4: 0.1 ETH\"]", "", 4, "0.1"),
        ("printed = \"$300\"", "figure = 300", 4, "$300"),
    ] {
        let claims = claims("uncovered", &HEAD.replacen(from, to, 1), PART).unwrap();
        let uncovered = claims.cover(NOTE).unwrap().uncovered;
        let shown: Vec<(u32, &str)> = uncovered
            .iter()
            .map(|number| (number.line, number.text.as_str()))
            .collect();
        assert_eq!(shown, [(line, text)], "{from}");
    }
}

#[test]
fn a_text_that_is_not_on_its_line_or_not_so_often_is_a_mistake() {
    for (from, to, message, help) in [
        (
            "printed = \"$300\"",
            "printed = \"$301\"",
            "`$301` does not stand on line 4",
            "its numbers are: 2, 0.1, $300, $50,300",
        ),
        // No part of a number is the number.
        (
            "printed = \"$50,300\"",
            "printed = \"$50\"",
            "`$50` does not stand on line 4",
            "its numbers are: 2, 0.1, $300, $50,300",
        ),
        (
            "printed = \"$50.1K\"",
            "printed = \"$50.1\"",
            "`$50.1` does not stand on line 3",
            "its numbers are: 1, $50,149.70, $50.1K",
        ),
        (
            "line = 5\nprinted = \"99.9%\"",
            "line = 9\nprinted = \"99.9%\"",
            "the document has no line 9",
            "",
        ),
        (
            "line = 5\nprinted = \"99.9%\"",
            "line = 1\nprinted = \"99.9%\"",
            "`99.9%` does not stand on line 1",
            "there is no number on that line",
        ),
        (
            "covers = [\"4: 0.1 ETH\"]",
            "covers = [\"4: 0.1 ETH\", \"4: 0.1\"]",
            "`0.1` stands only once on line 4",
            "",
        ),
        (
            "printed = [\"2.\"]",
            "printed = [\"2.\", \"$300\"]",
            "`$300` stands only once on line 4",
            "",
        ),
    ] {
        let claims = claims("places", &HEAD.replacen(from, to, 1), PART).unwrap();
        let error = claims.cover(NOTE).unwrap_err();
        let told = told(&error);
        assert_eq!((told.0.as_str(), told.2.as_str()), (message, help), "{to}");
    }
}

#[test]
fn two_claims_about_one_figure_count_it_once() {
    let again = "\n[[claim]]\nid = \"loss/again\"\nline = 3\nprinted = \"$50.1K\"\nsays = \"Again\"\nunit = \"USD\"\n\
                 check = { unsupported = \"twice\" }\nstatus = \"unsupported\"\n";
    let claims = claims("twice", HEAD, &format!("{PART}{again}")).unwrap();
    let coverage = claims.cover(NOTE).unwrap();
    assert_eq!((coverage.covered, coverage.ignored), (15, 6));
}

#[test]
fn a_figure_printed_twice_needs_two_claims() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let twice = NOTE.replacen("some $50.1K", "some $50.1K or $50.1K", 1);
    let coverage = claims.cover(&twice).unwrap();
    assert_eq!(coverage.numbers, 22);
    assert_eq!(coverage.uncovered.len(), 1);
    assert_eq!(coverage.uncovered[0].text, "$50.1K");
}

#[test]
fn another_text_is_not_the_document() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let folder = folder("another");
    let other = write(&folder, "note.md", NOTE.replacen("Nobody", "Somebody", 1));
    let error = claims.document_text(&other).unwrap_err();
    let told = told(&error);
    assert!(told.0.contains("is another text"), "{}", told.0);
    assert_eq!(told.1, format!("\"{}\"", claims.sha256()));
    assert!(told.2.contains("the file's is "), "{}", told.2);
    assert!(claims.document_text(&folder.join("none.md")).is_err());
}
