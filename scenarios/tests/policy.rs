//! Policy files: what is read, and what every mistake is told as.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should fail"
)]

use assay_scenarios::{
    Scenario, ScenarioError,
    policy::{Change, Date, Known, Policy},
    spell,
};

const KNOWN: Known<'_> = Known {
    parameters: &[
        ("min_gap", Some("block")),
        ("stake", Some("ETH")),
        ("schedule", None),
    ],
    classes: &["became_vulnerable", "deleted"],
};

const WHOLE: &str = r#"
[steps.min_gap]
relative = "20 %"
absolute = "5 block"
min_days = 30
last_changed = 2026-10-01

[steps.default]
relative = 0.5

[margin]
max_shrink = 0.25
tolerance = "1 %"

[[acknowledge]]
finding = "lend/flash-loan"
class = "became_vulnerable"
reason = "the pool is empty"
author = "risk@lend"
expires = 2027-01-31
pinned = { min_gap = 1.0, stake = "1/3", schedule = "random" }
"#;

fn read(text: &str) -> Result<Policy, ScenarioError> {
    let policy = Policy::parse("guard.toml", text)?;
    policy.check(KNOWN)?;
    Ok(policy)
}

#[test]
fn everything_that_is_written_is_read() {
    let policy = read(WHOLE).unwrap();
    let limit = policy.limit("min_gap", true).unwrap();
    assert_eq!(
        limit.words(Some("block")).unwrap(),
        "20 %, 5 blocks, 30 days apart"
    );
    assert_eq!(limit.last_changed(), Date::parse("2026-10-01").ok());
    let default = policy.limit("stake", true).unwrap();
    assert_eq!(default.words(Some("ETH")).unwrap(), "50 %");
    assert!(policy.limit("stake", false).is_none());
    assert_eq!(policy.max_shrink(), Some(0.25));
    assert_eq!(policy.tolerance(), 0.01);
    let [asked] = policy.acknowledgements() else {
        unreachable!("one acknowledgement is written");
    };
    assert_eq!(asked.finding(), "lend/flash-loan");
    assert_eq!(asked.class(), Some("became_vulnerable"));
    assert_eq!(asked.place(), ("guard.toml", 15, 1));
    assert_eq!(asked.expires().to_string(), "2027-01-31");
    let pinned: Vec<_> = asked.pinned().collect();
    assert_eq!(
        pinned,
        [("min_gap", "1"), ("stake", "1/3"), ("schedule", "random")]
    );
}

#[test]
fn an_empty_policy_allows_every_step() {
    let policy = read("").unwrap();
    assert!(policy.limit("min_gap", true).is_none());
    assert!(policy.acknowledgements().is_empty());
    assert_eq!(policy.max_shrink(), None);
    assert_eq!(policy.tolerance(), 0.0);
}

#[test]
fn every_mistake_is_told_where_it_stands() {
    let acknowledged = |without: &str| {
        let lines = [
            "[[acknowledge]]",
            "finding = \"lend/flash-loan\"",
            "reason = \"none\"",
            "author = \"me\"",
            "expires = 2027-01-31",
            "pinned = { min_gap = 1 }",
        ];
        let kept = lines
            .iter()
            .filter(|line| without.is_empty() || !line.starts_with(without));
        kept.map(|line| format!("{line}\n")).collect::<String>()
    };
    assert!(read(&acknowledged("")).is_ok());
    let missing = |key: &str| acknowledged(key);
    let swapped = |from: &str, to: &str| acknowledged("").replace(from, to);
    let table: [(String, &str, &str); 27] = [
        // The four that an acknowledgement needs, and what it is for.
        (
            missing("reason"),
            "guard.toml:1:1: the acknowledgement of `lend/flash-loan` has no `reason`",
            "",
        ),
        (missing("author"), "has no `author`", ""),
        (missing("expires"), "has no `expires`", ""),
        (missing("pinned"), "has no `pinned`", ""),
        (
            missing("finding"),
            "an acknowledgement has no `finding`",
            "",
        ),
        (
            swapped("\"none\"", "\" \""),
            "`reason` of the acknowledgement of `lend/flash-loan` is empty",
            "",
        ),
        (
            swapped("2027-01-31", "\"2027-01-31\""),
            "should be a day without quotes",
            "",
        ),
        (swapped("2027-01-31", "2027-02-29"), "guard.toml:5:", ""),
        (
            swapped("2027-01-31", "2027-01-31T10:00:00"),
            "should be a day without quotes",
            "",
        ),
        (
            swapped("{ min_gap = 1 }", "{}"),
            "an acknowledgement pins at least one parameter",
            "pinned =",
        ),
        (
            swapped("min_gap = 1", "min_gpa = 1"),
            "guard.toml:6:12: there is no parameter `min_gpa`",
            "did you mean `min_gap`?",
        ),
        (
            swapped("min_gap = 1", "min_gap = \"one\""),
            "the pinned value of `min_gap` should be a number",
            "",
        ),
        (
            swapped("min_gap = 1", "schedule = 1"),
            "should be one of its choices",
            "",
        ),
        (
            swapped("min_gap = 1", "min_gap = [1]"),
            "the pinned value of `min_gap` is no value",
            "a number",
        ),
        (
            format!("{}class = \"delted\"\n", acknowledged("")),
            "`delted` is no class of change that fails",
            "did you mean `deleted`?",
        ),
        // Limits.
        (
            "[steps.min_gpa]\nrelative = 0.2\n".into(),
            "guard.toml:1:8: there is no parameter `min_gpa`",
            "did you mean `min_gap`?",
        ),
        (
            "[steps.min_gap]\nrelativ = 0.2\n".into(),
            "unknown key `relativ`",
            "did you mean `relative`?",
        ),
        (
            "[steps.min_gap]\nrelative = 20\n".into(),
            "guard.toml:2:12: 20 is more than the whole",
            "\"20 %\"",
        ),
        (
            "[steps.min_gap]\nrelative = \"20\"\n".into(),
            "this is no share",
            "\"20 %\"",
        ),
        (
            "[steps.min_gap]\nrelative = -0.1\n".into(),
            "this is no share",
            "",
        ),
        (
            "[steps.min_gap]\nabsolute = \"5 ETH\"\n".into(),
            "`min_gap` is measured in block",
            "",
        ),
        (
            "[steps.min_gap]\nabsolute = \"5 blok\"\n".into(),
            "blok",
            "block",
        ),
        (
            "[steps.min_gap]\nabsolute = \"five block\"\n".into(),
            "this is no amount",
            "\"5 block\"",
        ),
        (
            "[steps.min_gap]\nmin_days = 1.5\n".into(),
            "a whole number",
            "",
        ),
        (
            "[steps.schedule]\nrelative = 0.2\n".into(),
            "`schedule` is a switch and takes no steps of a size",
            "`min_days`",
        ),
        (
            "[steps.default]\nabsolute = \"5 block\"\n".into(),
            "the default limit cannot be an amount",
            "`relative`",
        ),
        (
            "[step.min_gap]\nrelative = 0.2\n".into(),
            "unknown key `step` in the policy file",
            "did you mean `steps`?",
        ),
    ];
    for (text, message, help) in table {
        let error = read(&text).unwrap_err();
        let said = error.to_string();
        assert!(said.contains(message), "{text}\n{said}");
        let rendered = error.render(false);
        assert!(rendered.contains(help), "{text}\n{rendered}");
        assert!(rendered.contains("guard.toml:"), "{text}\n{rendered}");
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let text = "[steps.min_gap]\nrelative = 20\n[margin]\nmax_shrink = \"much\"\n[[acknowledge]]\n";
    let error = read(text).unwrap_err();
    // A share, another, and the five keys that an acknowledgement needs.
    assert_eq!(error.diagnostics().len(), 7);
}

#[test]
fn what_is_no_toml_or_nested_too_deep_is_refused() {
    for text in [
        "[steps",
        "a = ",
        &"[".repeat(10_000),
        &format!("{}a = 1", "a.".repeat(10_000)),
    ] {
        assert!(read(text).is_err());
    }
}

#[test]
fn a_limit_of_nothing_freezes_a_parameter() {
    let policy = read("[steps.min_gap]\nrelative = 0\n").unwrap();
    let limit = policy.limit("min_gap", true).unwrap();
    let refused =
        |from: &str, to: &str| limit.refuses(&Change::between(from, to).unwrap(), Some("block"));
    assert_eq!(refused("100", "100"), None);
    assert_eq!(refused("100", "101").unwrap(), "step +1 % exceeds 0 %");
}

#[test]
fn the_policy_of_chronos_fits_its_scenario() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/chronos");
    let scenario = Scenario::load(format!("{folder}/balanced.toml").as_ref(), &[]).unwrap();
    let text = std::fs::read_to_string(format!("{folder}/guard.toml")).unwrap();
    let parameters: Vec<_> = scenario
        .parameters()
        .iter()
        .map(|it| (it.name(), it.unit().map(|unit| unit.name())))
        .collect();
    let policy = Policy::parse("guard.toml", &text).unwrap();
    let known = Known {
        parameters: &parameters,
        classes: &[],
    };
    policy.check(known).unwrap();
    let refused = |name: &str, to: &str| {
        let limit = policy.limit(name, true).unwrap();
        let change = Change::between(&spell(scenario.exact(name).unwrap()), to).unwrap();
        let unit = scenario.parameter(name).unwrap().unit().unwrap().name();
        limit.refuses(&change, Some(unit))
    };
    assert_eq!(refused("top_ltv", "0.9025"), None);
    assert_eq!(
        refused("top_ltv", "0.895").unwrap(),
        "step −0.5 % exceeds 0.25 %"
    );
    assert_eq!(refused("burnt_share", "0.05"), None);
    assert_eq!(refused("min_sample_blocks", "80"), None);
    assert_eq!(
        refused("min_sample_blocks", "1").unwrap(),
        "step −99 % exceeds 20 %"
    );
    assert_eq!(refused("borrow_rate", "0.105"), None);
}

#[test]
fn the_acknowledgement_in_its_comments_is_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/chronos/guard.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let written = text.split_once("# [[acknowledge]]").unwrap().1;
    let uncommented = written.replace("\n# ", "\n");
    let policy = Policy::parse("guard.toml", &format!("[[acknowledge]]{uncommented}")).unwrap();
    assert_eq!(policy.acknowledgements().len(), 1);
}
