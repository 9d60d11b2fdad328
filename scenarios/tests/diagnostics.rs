//! Bad input: every case is met with a message, the text at fault, and what was meant; none panics, none is half-accepted.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use assay_scenarios::Override;
use support::{FALSE_CLAIM, attack, folder, formula, load, small, told, write};

#[test]
fn every_mistake_is_named_underlined_and_helped() {
    let folder = folder("mistakes");
    // What is replaced in a good file, by what, and what must be told: message, text at fault, help.
    let cases = [
        (
            "meaning = \"Price of ETH.\"",
            "meanning = \"Price\"",
            "parameter `eth_price` has no `meaning`",
            "",
            "",
        ),
        (
            "[formulas.penalty]",
            "[formulae.penalty]",
            "unknown key `formulae` in the scenario file",
            "formulae",
            "did you mean `formulas`?",
        ),
        (
            "whole = true",
            "whole = true\nhole = true",
            "unknown key `hole` in parameter `min_sample_blocks`",
            "hole",
            "did you mean `whole`?",
        ),
        (
            "whole = true",
            "whole = true\ngrid = [1, 2.5]",
            "`min_sample_blocks` must be a whole number, and 2.5 is not",
            "2.5",
            "",
        ),
        (
            "whole = true",
            "whole = true\ngrid = [5, 5]",
            "a grid rises from its least value to its greatest",
            "5",
            "",
        ),
        (
            "whole = true",
            "whole = true\ngrid = [1, 1e9]",
            "1000000000 is outside the range of `min_sample_blocks`: 1 to 10000 block",
            "1e9",
            "",
        ),
        (
            "range = [1, 1e6]",
            "range = [1, 1e6]\ngrid = [2000, 3000]",
            "only a control has a grid to choose from",
            "[2000, 3000]",
            "",
        ),
        (
            "value = 3_000",
            "value = [3]",
            "`value` of parameter `eth_price` should be a number in decimal, or text",
            "[3]",
            "",
        ),
        (
            "value = 3_000",
            "value = 0xff",
            "`value` of parameter `eth_price` should be a number in decimal, or text",
            "0xff",
            "",
        ),
        (
            "value = 3_000",
            "value = \"3000\"",
            "`eth_price` should be a number, in USD/ETH",
            "\"3000\"",
            "write it without quotes",
        ),
        (
            "value = 3_000",
            "value = nan",
            "a number must be finite",
            "nan",
            "",
        ),
        (
            "value = 3_000",
            "value = -inf",
            "a number must be finite",
            "-inf",
            "",
        ),
        (
            "value = 3_000",
            "value = 1e400",
            "a number must be zero or between 1e-300 and 1e300 in size",
            "1e400",
            "",
        ),
        (
            "value = 3_000",
            "value = 1e999999999",
            "a number must be zero or between 1e-300 and 1e300 in size",
            "1e999999999",
            "",
        ),
        (
            "value = 3_000",
            "value = 1e7",
            "10000000 is outside the range of `eth_price`: 1 to 1000000 USD/ETH",
            "1e7",
            "",
        ),
        (
            "value = 100\n",
            "value = 99.5\n",
            "`min_sample_blocks` must be a whole number, and 99.5 is not",
            "99.5",
            "",
        ),
        (
            "range = [1, 1e6]\n",
            "",
            "parameter `eth_price` has no `range`",
            "eth_price",
            "write the least and greatest value that has a meaning, as in `range = [0, 100]`",
        ),
        (
            "range = [1, 1e6]",
            "range = [2, 1]",
            "this range is empty: its least is above its greatest",
            "[2, 1]",
            "",
        ),
        (
            "range = [1, 1e6]",
            "range = [1]",
            "a range is two numbers: the least and the greatest",
            "[1]",
            "",
        ),
        (
            "unit = \"USD/ETH\"",
            "unit = \"USD/ETC\"",
            "unknown unit `ETC`",
            "ETC",
            "did you mean `ETH`?",
        ),
        (
            "kind = \"control\"",
            "kind = \"controll\"",
            "`controll` is no kind",
            "\"controll\"",
            "did you mean `control`?",
        ),
        (
            "encoding = \"wei\"",
            "encoding = \"secnds\"",
            "`secnds` is no encoding",
            "\"secnds\"",
            "did you mean `seconds`?",
        ),
        (
            "encoding = \"wei\"",
            "encoding = \"bps\"",
            "this encoding needs a plain number, and `user_stake` is ETH",
            "\"bps\"",
            "",
        ),
        (
            "value = \"reputation\"",
            "value = \"reputaton\"",
            "`reputaton` is not a choice of `loan_backing`",
            "\"reputaton\"",
            "did you mean `reputation`?",
        ),
        (
            "[parameters.borrow]",
            "[parameters.Borrow]",
            "`Borrow` cannot be a name",
            "Borrow",
            "a name is lower-case letters, digits and `_`, begins with a letter, and is no word of formulas",
        ),
        (
            "[formulas.penalty]",
            "[formulas.borrow]",
            "the name `borrow` is defined twice",
            "borrow",
            "to change the value of an inherited parameter, write it under `[set]`",
        ),
        (
            "\"user_stake * eth_price\"",
            "\"user_stake + eth_price\"",
            "cannot add USD/ETH to ETH in formula `stake_loss`",
            "eth_price",
            "",
        ),
        (
            "\"user_stake * eth_price\"",
            "\"user_stake * eth_prize\"",
            "unknown name `eth_prize`",
            "eth_prize",
            "did you mean `eth_price`?",
        ),
        (
            "\"user_stake * eth_price\"",
            "\"user_stake\"",
            "formula `stake_loss` should be in USD",
            "user_stake",
            "",
        ),
        (
            "\"user_stake * eth_price\"",
            "\"user_stake * eth_price / (age - 3 [year]) * 1 [year]\"",
            "division by zero in formula `stake_loss`",
            "user_stake * eth_price / (age - 3 [year])",
            "",
        ),
        (
            "\"collateral\" then",
            "\"colateral\" then",
            "`colateral` is not one of the choices of this switch",
            "\"colateral\"",
            "did you mean `collateral`?",
        ),
        (
            "0 [USD]\nelse",
            "0\nelse",
            "the branches differ: `then` is a plain number, `else` is USD in formula `farmed`",
            "borrow * ltv_by_age(age)",
            "",
        ),
        (
            "\"user_stake * eth_price\"",
            "\"penalty\"",
            "circular formulas: stake_loss -> penalty -> stake_loss",
            "stake_loss",
            "",
        ),
        (
            "{ from = 1,",
            "{ from = 0.5,",
            "the steps of table `ltv_by_age` must rise",
            "0.5",
            "",
        ),
        (
            "{ from = 0,",
            "{ from = 4,",
            "the steps of table `ltv_by_age` must rise",
            "0.5",
            "",
        ),
        ("value = 3\n", "value = -0.0\n", "", "", ""),
        (
            "success = \"1 - detection_rate\"",
            "success = \"2 - detection_rate\"",
            "a probability outside 0 to 1 in success of attack `chronos/false-claim`",
            "2 - detection_rate",
            "",
        ),
        (
            "gain = \"borrow\"",
            "gain = \"user_stake\"",
            "gain of attack `chronos/false-claim` should be in USD",
            "user_stake",
            "",
        ),
        (
            "chronos/flash-loan-farming",
            "chronos/false-claim",
            "two attacks have the id `chronos/false-claim`",
            "\"chronos/false-claim\"",
            "",
        ),
        (
            "chronos/flash-loan-farming",
            "chronos/Flash Loan",
            "`chronos/Flash Loan` cannot be the id of an attack",
            "\"chronos/Flash Loan\"",
            "an id is lower-case words joined by `-` and `/`: `chronos/false-claim`",
        ),
        (
            "{penalty}",
            "{penlaty}",
            "there is no parameter or formula `penlaty`",
            "penlaty",
            "did you mean `penalty`?",
        ),
        (
            "value = 3_000",
            "value = 3_000\nvalue = 4_000",
            "duplicate key",
            "value",
            "",
        ),
        (
            "value = 3_000",
            "value = ",
            "string values must be quoted, expected literal string",
            "",
            "",
        ),
    ];
    for (from, to, message, text, help) in cases {
        assert!(FALSE_CLAIM.contains(from), "{from}");
        let path = write(&folder, "case.toml", FALSE_CLAIM.replacen(from, to, 1));
        match load(&path, &[]) {
            Ok(_) => assert_eq!(message, "", "{to} was accepted"),
            Err(error) => {
                let told = told(&error);
                let told = (
                    told.0.as_str(),
                    if text.is_empty() { "" } else { told.1.as_str() },
                    told.2.as_str(),
                );
                assert_eq!(told, (message, text, help), "{to}\n{}", error.render(false));
                assert!(
                    error.render(false).contains("case.toml:"),
                    "{}",
                    error.render(false)
                );
            }
        }
    }
}

#[test]
fn overrides_are_checked_like_the_file() {
    let folder = folder("overrides");
    let path = write(&folder, "case.toml", FALSE_CLAIM);
    for (given, message, text, help) in [
        (
            "user_steak=1",
            "there is no parameter `user_steak` to set",
            "user_steak",
            "did you mean `user_stake`?",
        ),
        (
            "user_stake=lots",
            "`user_stake` should be a number, in ETH",
            "lots",
            "",
        ),
        (
            "user_stake = 101",
            "101 is outside the range of `user_stake`: 0 to 100 ETH",
            "101",
            "",
        ),
        (
            "loan_backing=colateral",
            "`colateral` is not a choice of `loan_backing`",
            "colateral",
            "did you mean `collateral`?",
        ),
        (
            "min_sample_blocks=1.5",
            "`min_sample_blocks` must be a whole number, and 1.5 is not",
            "1.5",
            "",
        ),
        (
            "stake_loss=1",
            "there is no parameter `stake_loss` to set",
            "stake_loss",
            "",
        ),
    ] {
        let error = load(&path, &[given]).unwrap_err();
        let (told_message, told_text, told_help) = told(&error);
        assert_eq!(
            (told_message.as_str(), told_text.as_str()),
            (message, text),
            "{given}"
        );
        assert!(help.is_empty() || told_help == help, "{told_help}");
        assert!(
            error.render(false).contains("--set:1:"),
            "{}",
            error.render(false)
        );
    }
    for given in ["", "user_stake", "=1", "user_stake="] {
        assert!(Override::parse(given).is_err(), "{given}");
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let folder = folder("several");
    let text = FALSE_CLAIM
        .replacen("unit = \"USD/ETH\"", "unit = \"USD/ETC\"", 1)
        .replacen("kind = \"control\"", "kind = \"controll\"", 1)
        .replacen(
            "stake_loss + blacklist_npv",
            "stake_los + blacklist_npvs",
            1,
        );
    let error = load(&write(&folder, "case.toml", text), &[]).unwrap_err();
    assert_eq!(error.diagnostics().len(), 4, "{}", error.render(false));
    assert_eq!(error.to_string().lines().count(), 4);
}

#[test]
fn no_more_than_twenty_mistakes_are_told() {
    let folder = folder("many");
    let formulas: String = (0..50)
        .map(|n| formula(&format!("f{n}"), "nothing", "USD"))
        .collect();
    let error = load(&write(&folder, "case.toml", small(&[], &formulas)), &[]).unwrap_err();
    assert_eq!(error.diagnostics().len(), 20);
    assert!(error.render(false).ends_with("and 30 more"));
}

#[test]
fn a_failure_in_a_branch_not_taken_is_no_failure() {
    let folder = folder("branches");
    let text = small(&[("a", "0", "USD", "0", "9")], "")
        + &formula("quotient", "1 [USD] * 1 [USD] / a", "USD")
        + &formula(
            "guarded",
            "if a > 0 [USD] then quotient else 0 [USD]",
            "USD",
        );
    let error = load(&write(&folder, "case.toml", &text), &[]).unwrap_err();
    assert_eq!(error.diagnostics().len(), 1, "{error}");
    let inline = text
        .replacen(&formula("quotient", "1 [USD] * 1 [USD] / a", "USD"), "", 1)
        .replacen("then quotient", "then 1 [USD] * 1 [USD] / a", 1);
    assert!(load(&write(&folder, "case.toml", inline), &[]).is_ok());
}

#[test]
fn a_rendered_error_looks_like_this() {
    let folder = folder("rendered");
    let text = small(
        &[
            ("stake", "0.1", "ETH", "0", "1"),
            ("value", "5", "USD", "0", "9"),
        ],
        "",
    ) + &formula("total", "value + stake", "USD")
        + &attack("chronos/theft", "totl");
    let error = load(&write(&folder, "case.toml", text), &[]).unwrap_err();
    let rendered = error
        .render(false)
        .replace(&folder.display().to_string(), "");
    insta::assert_snapshot!(rendered);
    assert!(error.render(true).contains("\u{1b}["));
}
