//! Steps of parameters under a policy.

use assay_reports::{
    Verdict,
    guard::{ParameterChange, Setting, Snapshot},
};

use crate::pair::{gap, promise, setting, side, under};

fn with(settings: Vec<Setting>) -> Snapshot {
    let mut side = side(vec![promise(
        "lend/default-rate",
        Verdict::Safe,
        0.005,
        None,
    )]);
    side.settings = settings;
    side
}

/// The one change of a parameter, and the exit status.
fn step(policy: &str, before: Setting, after: Setting) -> (ParameterChange, u8) {
    let report = under(policy, &with(vec![before]), &with(vec![after]));
    let [change] = report.parameters.as_slice() else {
        panic!("{} parameters changed", report.parameters.len());
    };
    (change.clone(), report.exit_status)
}

#[test]
fn steps_are_measured_exactly_against_every_limit() {
    let stake = |text: &str| setting("stake", text, Some("ETH"), true);
    let table = [
        ("", stake("0.1"), stake("9"), None),
        // 0.1 to 0.08 is a fifth, which no float says.
        (
            "[steps.stake]\nrelative = 0.2",
            stake("0.1"),
            stake("0.08"),
            None,
        ),
        (
            "[steps.stake]\nrelative = 0.2",
            stake("0.1"),
            stake("0.0799"),
            Some("step −20.1 % exceeds 20 %"),
        ),
        (
            "[steps.default]\nrelative = \"20 %\"",
            gap("100"),
            gap("1"),
            Some("step −99 % exceeds 20 %"),
        ),
        (
            "[steps.min_gap]\nabsolute = \"5 block\"",
            gap("100"),
            gap("105"),
            None,
        ),
        (
            "[steps.min_gap]\nabsolute = \"5 block\"",
            gap("100"),
            gap("106"),
            Some("step +6 blocks exceeds 5 blocks"),
        ),
        (
            "[steps.stake]\nabsolute = \"1e6 gwei\"",
            stake("0.1"),
            stake("0.1011"),
            Some("step +0.0011 ETH exceeds 1,000,000 gwei"),
        ),
        (
            "[steps.stake]\nabsolute = 0.01",
            stake("0.1"),
            stake("0.09"),
            None,
        ),
        // Both bind.
        (
            "[steps.min_gap]\nrelative = 1\nabsolute = 5",
            gap("100"),
            gap("110"),
            Some("step +10 blocks exceeds 5 blocks"),
        ),
        // From zero only an amount can be measured.
        (
            "[steps.stake]\nrelative = 0.2",
            stake("0"),
            stake("0.1"),
            Some("step from zero no share can be measured; the policy names no absolute limit"),
        ),
        (
            "[steps.stake]\nrelative = 0.2\nabsolute = 1",
            stake("0"),
            stake("0.1"),
            None,
        ),
    ];
    for (policy, before, after, problem) in table {
        let (change, exit) = step(policy, before, after);
        let case = format!("{policy}: {:?} → {:?}", change.before, change.after);
        let found = change.problem.as_ref();
        assert_eq!(found.map(|it| it.message.as_str()), problem, "{case}");
        assert_eq!(
            found.map(|it| it.code.as_str()),
            problem.map(|_| "E-STEP"),
            "{case}"
        );
        assert_eq!(exit, u8::from(problem.is_some()), "{case}");
    }
}

#[test]
fn the_default_binds_what_the_contract_fixes_and_not_the_world() {
    let policy = "[steps.default]\nrelative = 0.2";
    let price = |text: &str| setting("eth_price", text, Some("USD/ETH"), false);
    let (change, exit) = step(policy, price("3000"), price("1"));
    assert_eq!((change.allowed, exit), (None, 0));
    let named = format!("{policy}\n[steps.eth_price]\nrelative = 0.5");
    let (change, exit) = step(&named, price("3000"), price("1"));
    assert_eq!((change.allowed.as_deref(), exit), (Some("50 %"), 1));
}

#[test]
fn a_step_too_soon_after_the_last_fails_and_an_unknown_day_is_undecided() {
    let changed = |day: &str| {
        let mut before = gap("100");
        before.last_changed = Some(day.into());
        before
    };
    let limit = "[steps.min_gap]\nmin_days = 30";
    // Today is 21 November 2026.
    for (policy, before, exit, message) in [
        (limit, changed("2026-10-22"), 0, None),
        (
            limit,
            changed("2026-10-23"),
            1,
            Some("may change once in 30 days, and last did on 2026-10-23, 29 days ago"),
        ),
        (
            limit,
            changed("2026-11-22"),
            1,
            Some("may change once in 30 days, and last did on 2026-11-22, in 1 day, after today"),
        ),
        (
            "[steps.min_gap]\nmin_days = 30\nlast_changed = 2026-11-21",
            changed("2020-01-01"),
            1,
            Some("may change once in 30 days, and last did on 2026-11-21, today"),
        ),
        (
            limit,
            gap("100"),
            2,
            Some(
                "may change once in 30 days, and nothing says when it last did: `last_changed` in the policy would",
            ),
        ),
    ] {
        let (change, status) = step(policy, before, gap("101"));
        let problem = change.problem.as_ref();
        assert_eq!(problem.map(|it| it.message.as_str()), message);
        assert_eq!(status, exit, "{message:?}");
        if let Some(problem) = problem {
            assert_eq!(
                (problem.code.as_str(), problem.undecided),
                ("E-TOO-SOON", exit == 2)
            );
        }
    }
}

#[test]
fn the_same_number_in_other_digits_is_no_change() {
    let stake = |text: &str| setting("stake", text, Some("ETH"), true);
    let same = under("", &with(vec![stake("0.10")]), &with(vec![stake("0.1")]));
    assert!(same.parameters.is_empty());
    // The same digits in another unit are.
    let gwei = setting("stake", "0.1", Some("gwei"), true);
    let other = under("", &with(vec![stake("0.1")]), &with(vec![gwei]));
    assert_eq!(other.parameters[0].step, None);
}

#[test]
fn switches_and_parameters_of_one_side_are_listed() {
    let switch = |choice: &str| setting("schedule", choice, None, true);
    let before = with(vec![switch("predictable"), gap("100")]);
    let after = with(vec![
        switch("random"),
        setting("fee", "1", Some("USD"), true),
    ]);
    let report = under("[steps.default]\nrelative = 0.1", &before, &after);
    let listed: Vec<_> = report
        .parameters
        .iter()
        .map(|it| (it.name.as_str(), it.before.as_deref(), it.after.as_deref()))
        .collect();
    assert_eq!(
        listed,
        [
            ("schedule", Some("predictable"), Some("random")),
            ("fee", None, Some("1")),
            ("min_gap", Some("100"), None),
        ]
    );
    assert_eq!(report.exit_status, 0);
}
