//! Files that are refused, and how each mistake is told.

use crate::{HEAD, PART, claims, support::told};

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
