//! The example contract with one mistake planted at a time.

use assay_reports::constants::{Bound, Constants, End, Safe, Standing, check};
use dashu_ratio::RBig;

use crate::support::{against, contract, edited, example, scenario, shown, table};

#[test]
fn the_example_contract_agrees_with_the_example_scenario() {
    let found = against(&contract(&example()));
    assert_eq!(shown(&found), []);
    assert!(found.holds());
    let rows = table(&scenario(&[]));
    assert_eq!(
        found.agreeing.len(),
        rows.constants.len() + rows.schedules.len()
    );
    // `BASIS` is the contract's own.
    assert_eq!(found.notes.len(), 1);
}

/// Every constant, one at a time: taken away, renamed, ten times as large, one more than it should be.
#[test]
fn every_constant_is_missed_and_every_change_of_it_is_found() {
    let constants = table(&scenario(&[])).constants;
    assert!(constants.len() > 20);
    for row in constants {
        let text = example();
        let declared = format!("constant {} = ", row.name);
        let start = text
            .find(&declared)
            .unwrap_or_else(|| panic!("no {}", row.name));
        let line = text[..start].lines().count();
        let value = start + declared.len();
        let end = value + text[value..].find(';').unwrap();
        let with = |name: &str, value_now: &str| {
            let (before, after) = (&text[..start], &text[end..]);
            let contract = contract(&format!("{before}constant {name} = {value_now}{after}"));
            against(&contract)
        };
        let written = &text[value..end];
        let slip = format!("{}_", row.name);
        let missing = with(&slip, written);
        assert_eq!(
            missing.differences[0].kind.map(|it| it.code()),
            Some("E-CONSTANT-MISSING")
        );
        assert_eq!(missing.differences[0].name, row.name);
        assert!(missing.differences[0].label.contains(&slip), "{}", row.name);

        for (changed, code) in [
            (format!("10 * ({written})"), "E-CONSTANT-UNIT"),
            (format!("{written} + 1"), "E-CONSTANT-DIFFERS"),
        ] {
            let zero = row.value == RBig::ZERO;
            if zero && code == "E-CONSTANT-UNIT" {
                continue;
            }
            let found = with(&row.name, &changed);
            let first = &found.differences[0];
            let place = first.place.as_ref().unwrap();
            assert_eq!(
                first.kind.map(|it| it.code()),
                Some(code),
                "{}",
                first.message
            );
            assert_eq!(
                (first.name.as_str(), place.line_column().0),
                (row.name.as_str(), line)
            );
            assert_eq!(place.text(), changed);
        }
    }
}

#[test]
fn a_value_in_another_unit_is_told_so() {
    for (from, to, said) in [
        (
            "USER_STAKE = 0.1 ether",
            "USER_STAKE = 0.1 gwei",
            "right in gwei",
        ),
        (
            "INDEXER_STAKE = 100 ether",
            "INDEXER_STAKE = 100",
            "right in ether",
        ),
        ("COOLDOWN = 1 hours", "COOLDOWN = 1", "right in hours"),
        (
            "COOLDOWN = 1 hours",
            "COOLDOWN = 300",
            "blocks of 12 seconds",
        ),
        (
            "COOLDOWN = 1 hours",
            "COOLDOWN = 1 days",
            "1 days stand where 1 hours should",
        ),
        ("TOP_LTV = 9_000", "TOP_LTV = 90", "right in percent"),
        ("TOP_LTV = 9_000", "TOP_LTV = 0.9e18", "18 decimals"),
        (
            "BORROWS = 10_000_000e18",
            "BORROWS = 10_000_000",
            "without 18 decimals",
        ),
        (
            "BORROWS = 10_000_000e18",
            "BORROWS = 10_000_000e6",
            "6 decimals",
        ),
        (
            "SAMPLE_BLOCKS = 100",
            "SAMPLE_BLOCKS = 20 minutes",
            "seconds, at 12 a block",
        ),
        ("GAS_PAUSE = 500 gwei", "GAS_PAUSE = 500", "right in gwei"),
    ] {
        let found = against(&edited(from, to));
        let first = &found.differences[0];
        assert_eq!(
            first.kind.map(|it| it.code()),
            Some("E-CONSTANT-UNIT"),
            "{to}"
        );
        assert!(
            first.help.iter().any(|help| help.contains(said)),
            "{to}: {:?}",
            first.help
        );
    }
}

#[test]
fn a_near_name_is_suggested() {
    for near in ["USERSTAKE", "userStake", "USER_STAKES"] {
        let found = against(&edited(
            "constant USER_STAKE =",
            &format!("constant {near} ="),
        ));
        let first = &found.differences[0];
        assert_eq!(
            first.message,
            "the contract has no constant `USER_STAKE`, for `user_stake`"
        );
        assert_eq!(first.label, format!("is `{near}` meant to be it?"));
    }
}

/// One change of the schedules at a time: its words, and the text it points to.
#[test]
fn every_change_of_a_schedule_is_found_and_named() {
    for (from, to, said, at) in [
        (
            "TOP_LTV : 6_500;",
            "TOP_LTV : 6_000;",
            "gives 60 % from 0.5 years up to 1 year, where the scenario has 65 %",
            "6_000",
        ),
        (
            "        if (age < 365 days) return TOP_LTV < 6_500 ? TOP_LTV : 6_500;\n",
            "",
            "gives 75 % from 0.5 years up to 1 year, where the scenario has 65 %",
            "7_500",
        ),
        (
            "        if (age < 182.5 days) return TOP_LTV < 5_000 ? TOP_LTV : 5_000;\n",
            "",
            "gives 65 % from 0 years up to 0.5 years, where the scenario has 50 %",
            "6_500",
        ),
        (
            "age < 182.5 days",
            "age < 219 days",
            "the row from 0.5 years begins at 0.6 years",
            "5_000",
        ),
        (
            "age < 182.5 days",
            "age < 146 days",
            "the row from 0.5 years begins already at 0.4 years",
            "6_500",
        ),
        (
            "age < 365 days)",
            "age <= 365 days)",
            "puts exactly 1 year with the row before: 65 % instead of 75 %",
            "age <= 365 days",
        ),
        (
            "        return TOP_LTV;\n",
            "        if (age < 1460 days) return TOP_LTV;\n        return 0;\n",
            "gives 0 % from 4 years on, where the scenario has 90 %",
            "0",
        ),
        (
            "        return TOP_LTV;\n",
            "        if (age < 1460 days) return TOP_LTV;\n        revert();\n",
            "returns nothing, as it reverts from 4 years on",
            "ltvByAge",
        ),
        (
            "severity < 50",
            "severity <= 50",
            "puts exactly 50 % with the row before: 50 % instead of 100 %",
            "severity <= 50",
        ),
        (
            "return 20;",
            "return 2_000;",
            "gives 2,000 % from 0 % up to 10 %, where the scenario has 20 %",
            "2_000",
        ),
        (
            "function ltvByAge",
            "function ltvForAge",
            "the contract has no schedule `ltvByAge`",
            "ltvForAge",
        ),
    ] {
        let found = against(&edited(from, to));
        assert_eq!(found.differences.len(), 1, "{to}: {:?}", shown(&found));
        let only = &found.differences[0];
        assert_eq!(only.kind.map(|it| it.code()), Some("E-SCHEDULE"));
        assert!(only.message.contains(said), "{to}: {}", only.message);
        assert_eq!(
            only.place.as_ref().unwrap().text(),
            at,
            "{to}: {}",
            only.message
        );
    }
}

#[test]
fn a_slip_of_scale_in_a_whole_schedule_is_told_once() {
    let text = example()
        .replace("(defaulted * 100)", "(defaulted * 10_000)")
        .replace("severity < 10)", "severity < 1_000)")
        .replace("severity < 50)", "severity < 5_000)")
        .replace("return 20;", "return 2_000;")
        .replace("return 50;", "return 5_000;")
        .replace("return 100;", "return 10_000;");
    let found = against(&contract(&text));
    let messages: Vec<&str> = found
        .differences
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "`calculateSlash` counts in bps, where the scenario has its keys in percent",
            "the values of `calculateSlash` are 100 times those in percent",
        ]
    );
}

#[test]
fn a_value_beyond_the_safe_range_or_the_declared_one_is_unsafe() {
    let scenario = scenario(&[]);
    let safe = Safe {
        low: End {
            value: RBig::from(2u8),
            included: true,
            bound: Bound::Pays("chronos/flash-loan-farming".into()),
        },
        high: End {
            value: RBig::from(50_000u32),
            included: true,
            bound: Bound::Range,
        },
        pays_now: Vec::new(),
    };
    let table = Constants::of(&scenario, |control| match control {
        "min_sample_blocks" => Standing::Read(safe.clone()),
        _ => Standing::NotRead,
    })
    .unwrap();
    for (to, codes, said) in [
        ("= 2", vec!["E-CONSTANT-DIFFERS"], ""),
        (
            "= 1",
            vec!["E-CONSTANT-UNIT", "E-CONSTANT-UNSAFE"],
            "`chronos/flash-loan-farming` pays",
        ),
        (
            "= 60_000",
            vec!["E-CONSTANT-DIFFERS", "E-CONSTANT-UNSAFE"],
            "outside what `min_sample_blocks` is declared for",
        ),
    ] {
        let contract = edited(
            "MIN_SAMPLE_BLOCKS = 100",
            &format!("MIN_SAMPLE_BLOCKS {to}"),
        );
        let found = check(&table, &contract);
        let found_codes: Vec<&str> = shown(&found).iter().map(|it| it.0).collect();
        assert_eq!(found_codes, codes, "{to}");
        assert!(
            found.differences.last().unwrap().message.contains(said),
            "{to}"
        );
    }
}

#[test]
fn a_difference_underlines_the_line_of_the_contract() {
    let found = against(&edited("COOLDOWN = 1 hours", "COOLDOWN = 1 days"));
    let text = found.differences[0].diagnostic().render(false);
    for part in [
        "error[E-CONSTANT-UNIT]: `CROSS_CHAIN_COOLDOWN` is 24 hours, where the scenario has 1 hour",
        "--> Chronos.sol:24:52",
        "uint256 public constant CROSS_CHAIN_COOLDOWN = 1 days;",
        "^^^^^^ 86400 in seconds",
        "help: 1 days stand where 1 hours should",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&found.to_json().unwrap()).unwrap();
    assert_eq!(json["verdict"], "differs");
    let difference = &json["differences"][0];
    assert_eq!(difference["code"], "E-CONSTANT-UNIT");
    assert_eq!(
        (&difference["place"]["line"], &difference["place"]["length"]),
        (&24.into(), &6.into())
    );
    assert_eq!(difference["contract"]["encoded"], "86400");
    assert_eq!(difference["factor"], 24.0);
}
