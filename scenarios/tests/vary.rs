//! What to vary, from the command line and from `[sweep]`: read, checked against the scenario, and exact.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use assay_scenarios::{Scale, Scenario, ScenarioError, SweepDesign, SweepTable, Varied, Vary};
use dashu_ratio::RBig;
use support::{FALSE_CLAIM, false_claim, folder, load, told, write};

fn varied(scenario: &Scenario, text: &str) -> Result<Varied, ScenarioError> {
    Vary::parse(text)?
        .values(scenario)
        .map(|(_, varied)| varied)
}

fn spelled(values: &[RBig]) -> Vec<String> {
    values.iter().map(RBig::to_string).collect()
}

/// Low, high and levels of a range.
fn between(scenario: &Scenario, text: &str) -> (String, String, Vec<String>) {
    match varied(scenario, text).unwrap() {
        Varied::Between {
            low, high, levels, ..
        } => (low.to_string(), high.to_string(), spelled(&levels)),
        other => panic!("{text}: {other:?}"),
    }
}

fn texts(low: &str, high: &str, levels: &[&str]) -> (String, String, Vec<String>) {
    let levels = levels.iter().map(|level| (*level).to_owned()).collect();
    (low.into(), high.into(), levels)
}

#[test]
fn ranges_are_exact_and_their_ends_are_levels() {
    let scenario = false_claim();
    let cases = [
        ("user_stake", texts("0", "100", &[])),
        ("user_stake=0.05:0.5", texts("1/20", "1/2", &[])),
        (
            " user_stake = 0.1 : 0.4 : 4 ",
            texts("1/10", "2/5", &["1/10", "1/5", "3/10", "2/5"]),
        ),
        (
            "eth_price=1:1e3:4:log",
            texts("1", "1000", &["1", "10", "100", "1000"]),
        ),
        (
            "eth_price=1_000:4000:3:log@market",
            texts("1000", "4000", &["1000", "2000", "4000"]),
        ),
        ("eth_price=1000:4000:log", texts("1000", "4000", &[])),
        // Whole numbers: halves go up.
        (
            "min_sample_blocks=1:10:3",
            texts("1", "10", &["1", "6", "10"]),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(between(&scenario, text), expected, "{text}");
    }
    let scale = |text: &str| match varied(&scenario, text).unwrap() {
        Varied::Between { scale, .. } => scale,
        other => panic!("{other:?}"),
    };
    assert_eq!(scale("eth_price=1:10:log"), Scale::Logarithmic);
    assert_eq!(scale("eth_price=1:10:3"), Scale::Linear);
}

#[test]
fn lists_choices_and_groups_are_kept_as_typed() {
    let scenario = false_claim();
    let listed = varied(&scenario, "user_stake=0.5, 0.1,2e-1@stakes").unwrap();
    let expected = ["1/2", "1/10", "1/5"];
    assert!(matches!(listed, Varied::Listed(values) if spelled(&values) == expected));
    let choices = |text| varied(&scenario, text).unwrap();
    assert_eq!(choices("loan_backing"), Varied::Choices(vec![0, 1]));
    assert_eq!(
        choices("loan_backing=collateral,reputation"),
        Varied::Choices(vec![1, 0])
    );
    let vary = Vary::parse("user_stake=0.1:0.2@stakes").unwrap();
    assert_eq!(
        (vary.name(), vary.group(), vary.to_string().as_str()),
        ("user_stake", Some("stakes"), "user_stake=0.1:0.2@stakes")
    );
    assert_eq!(Vary::parse("user_stake").unwrap().group(), None);
}

#[test]
fn a_declared_grid_gives_the_levels_of_a_bare_name() {
    let text = FALSE_CLAIM.replacen(
        "range = [0, 100]",
        "range = [0, 100]\ngrid = [0.1, 0.2, 1]",
        1,
    );
    let scenario = load(&write(&folder("grid"), "case.toml", text), &[]).unwrap();
    let (low, high, levels) = between(&scenario, "user_stake");
    assert_eq!((low.as_str(), high.as_str()), ("0", "100"));
    assert_eq!(levels, ["1/10", "1/5", "1"]);
}

#[test]
fn what_a_contract_cannot_hold_is_moved_to_what_it_can() {
    let text = FALSE_CLAIM.replacen(
        "unit = \"percent\"\nrange = [0, 100]\nkind = \"control\"",
        "unit = \"percent\"\nrange = [0, 100]\nkind = \"control\"\n\
         constant = { name = \"TOP_LTV\", encoding = \"bps\" }",
        1,
    );
    let scenario = load(&write(&folder("held"), "case.toml", text), &[]).unwrap();
    // Basis points: a hundredth of a percent. Ends are drawn in, levels go to the nearest.
    assert_eq!(
        between(&scenario, "top_ltv=50.001:50.039:3"),
        texts("5001/100", "5003/100", &["5001/100", "2501/50", "5003/100"])
    );
    let (message, at, _) = told(&varied(&scenario, "top_ltv=50:50.02:5").unwrap_err());
    assert_eq!(
        message,
        "50.005 and 50.01 are the same, since `top_ltv` goes in steps of 0.01"
    );
    assert_eq!(at, "top_ltv=50:50.02:5");
    let (message, ..) = told(&varied(&scenario, "top_ltv=50.001:50.009").unwrap_err());
    assert_eq!(
        message,
        "50.001 and 50.009 are the same, since `top_ltv` goes in steps of 0.01"
    );
}

#[test]
fn every_mistake_in_what_to_vary_is_underlined() {
    let scenario = false_claim();
    // What is typed; message, text at fault, help.
    let cases = [
        (
            "",
            "the name of a parameter is missing here",
            "",
            "write `name`, ",
        ),
        (
            "=1:2",
            "the name of a parameter is missing here",
            "",
            "write `name`, ",
        ),
        (
            "user_stakes=1:2",
            "there is no parameter `user_stakes` to vary",
            "user_stakes",
            "did you mean `user_stake`?",
        ),
        (
            "user_stake=",
            "values are missing after the `=`",
            "",
            "write `name`, ",
        ),
        (
            "user_stake=1:",
            "a bound is missing here",
            "",
            "write `name`, ",
        ),
        (
            "user_stake=1:2:3:log:5",
            "this is no range",
            "1:2:3:log:5",
            "write `name`, ",
        ),
        ("user_stake=a:2", "this is not a number", "a", ""),
        ("user_stake=0:nan", "a number must be finite", "nan", ""),
        (
            "user_stake=0:1e999",
            "a number must be zero or between 1e-300 and 1e300 in size",
            "1e999",
            "",
        ),
        (
            "user_stake=-1:2",
            "-1 is outside the range of `user_stake`: 0 to 100 ETH",
            "-1",
            "",
        ),
        (
            "user_stake=1:200",
            "200 is outside the range of `user_stake`: 0 to 100 ETH",
            "200",
            "",
        ),
        (
            "user_stake=2:1",
            "a range leads from less to more, not from 2 to 1",
            "user_stake=2:1",
            "",
        ),
        (
            "user_stake=1:1",
            "a range leads from less to more, not from 1 to 1",
            "user_stake=1:1",
            "",
        ),
        (
            "user_stake=0:1:log",
            "a logarithmic scale has no place for zero or less",
            "0",
            "",
        ),
        (
            "user_stake=1:2:3:lin",
            "`lin` is no scale",
            "lin",
            "write `log`, or leave it out for even steps",
        ),
        (
            "user_stake=1:2:1",
            "a parameter has from 2 to 1000000 levels in a grid",
            "1",
            "",
        ),
        (
            "user_stake=1:2:2.5",
            "a parameter has from 2 to 1000000 levels in a grid",
            "2.5",
            "",
        ),
        (
            "user_stake=1:2:1e99",
            "a parameter has from 2 to 1000000 levels in a grid",
            "1e99",
            "",
        ),
        (
            "user_stake=1",
            "a single value varies nothing",
            "1",
            "`--set` changes a value without varying it",
        ),
        ("user_stake=1,,2", "a value is missing here", "", ""),
        (
            "user_stake=1,2,1.0",
            "1 stands here twice",
            "user_stake=1,2,1.0",
            "",
        ),
        (
            "user_stake=1,2@",
            "a group's name is letters, digits, `_` and `-` after the `@`",
            "",
            "",
        ),
        (
            "user_stake=1,2@a b",
            "a group's name is letters, digits, `_` and `-` after the `@`",
            "a b",
            "",
        ),
        (
            "min_sample_blocks=1:4:5",
            "2.5 and 3.25 are the same, since `min_sample_blocks` goes in steps of 1",
            "min_sample_blocks=1:4:5",
            "",
        ),
        (
            "min_sample_blocks=1.5:4",
            "`min_sample_blocks` must be a whole number, and 1.5 is not",
            "1.5",
            "",
        ),
        (
            "loan_backing=1:2",
            "`loan_backing` is a switch, and has no values between two others",
            "1:2",
            "its choices are reputation, collateral",
        ),
        (
            "loan_backing=collaterl,reputation",
            "`collaterl` is not a choice of `loan_backing`",
            "collaterl",
            "did you mean `collateral`?",
        ),
        (
            "loan_backing=reputation",
            "a single value varies nothing",
            "reputation",
            "`--set` changes a switch without varying it",
        ),
        (
            "loan_backing=reputation,reputation",
            "reputation stands here twice",
            "reputation",
            "",
        ),
        (
            "eth_price=1:1.00000000000000001:2",
            "1 and 1.00000000000000001 are too close to be told apart as floating-point numbers",
            "eth_price=1:1.00000000000000001:2",
            "",
        ),
    ];
    for (text, message, at, help) in cases {
        let (said, underlined, helped) = told(&varied(&scenario, text).unwrap_err());
        assert_eq!(
            (said.as_str(), underlined.as_str()),
            (message, at),
            "{text}"
        );
        assert!(
            helped.starts_with(help) && (helped.is_empty() == help.is_empty()),
            "{text}: {helped}"
        );
    }
}

/// What is varied, the design, points, runs, seed.
type Told = (
    Vec<String>,
    Option<SweepDesign>,
    Option<u64>,
    Option<u64>,
    Option<u64>,
);

fn sweep(name: &str, table: &str) -> Result<Scenario, ScenarioError> {
    load(
        &write(
            &folder(name),
            "case.toml",
            format!("{FALSE_CLAIM}\n{table}"),
        ),
        &[],
    )
}

#[test]
fn a_sweep_table_is_read_and_a_files_own_takes_the_place_of_an_inherited_one() {
    let table = "[sweep]\nvary = [\"user_stake=0.1:1:10\", 'loan_backing']\ndesign = \"lhs\"\npoints = 4_096\n\
                 runs = 0\ncrossed = true\nof = [\"chronos/false-claim\", \"penalty\"]\nseed = 18446744073709551615\n";
    let read = |scenario: &Scenario| -> Told {
        let sweep: &SweepTable = scenario.sweep().unwrap();
        let vary = sweep.vary().iter().map(Vary::to_string).collect();
        (
            vary,
            sweep.design(),
            sweep.points(),
            sweep.runs(),
            sweep.seed(),
        )
    };
    let scenario = sweep("sweep", table).unwrap();
    let vary = vec!["user_stake=0.1:1:10".to_owned(), "loan_backing".to_owned()];
    let expected = (
        vary,
        Some(SweepDesign::LatinHypercube),
        Some(4096),
        Some(0),
        Some(u64::MAX),
    );
    assert_eq!(read(&scenario), expected);
    let table = scenario.sweep().unwrap();
    assert!(table.crossed());
    assert_eq!(table.of(), ["chronos/false-claim", "penalty"]);

    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep");
    let child = |rest: &str| {
        let text = format!("[scenario]\ntitle = \"Child\"\nextends = \"case.toml\"\n{rest}");
        load(&write(&folder, "child.toml", text), &[]).unwrap()
    };
    assert_eq!(read(&child("")), expected);
    let own = read(&child("[sweep]\nvary = [\"age\"]\n"));
    assert_eq!(own, (vec!["age".to_owned()], None, None, None, None));
    assert!(false_claim().sweep().is_none());
}

#[test]
fn every_mistake_in_a_sweep_table_is_underlined() {
    let cases = [
        ("[sweep]\n", "`[sweep]` has no `vary`", "", ""),
        (
            "[sweep]\nvary = []\n",
            "a sweep varies at least one parameter",
            "[]",
            "",
        ),
        (
            "[sweep]\nvary = [1]\n",
            "`vary` of `[sweep]` should be text",
            "1",
            "",
        ),
        (
            "[sweep]\nvary = [\"age\"]\ndesing = \"grid\"\n",
            "unknown key `desing` in `[sweep]`",
            "desing",
            "did you mean `design`?",
        ),
        (
            "[sweep]\nvary = [\"age\"]\ndesign = \"soobol\"\n",
            "`soobol` is no design",
            "\"soobol\"",
            "did you mean `sobol`?",
        ),
        (
            "[sweep]\nvary = [\"age\"]\npoints = 0\n",
            "a sweep visits at least one point",
            "0",
            "",
        ),
        (
            "[sweep]\nvary = [\"age\"]\npoints = -1\n",
            "`points` of `[sweep]` should be a whole number, zero or more, in decimal",
            "-1",
            "",
        ),
        (
            "[sweep]\nvary = [\"age\"]\nseed = 1.5\n",
            "`seed` of `[sweep]` should be a whole number, zero or more, in decimal",
            "1.5",
            "",
        ),
        (
            "[sweep]\nvary = [\"age\", \"age=1:2\"]\n",
            "`age` is varied twice",
            "age",
            "",
        ),
        (
            "[sweep]\nvary = [\"age=1:2:three\"]\n",
            "a parameter has from 2 to 1000000 levels in a grid",
            "three",
            "",
        ),
        (
            "[sweep]\nvary = [\"agee=1:2\"]\n",
            "there is no parameter `agee` to vary",
            "agee",
            "did you mean `age`?",
        ),
        (
            "[sweep]\nvary = [\"age=1:51\"]\n",
            "51 is outside the range of `age`: 0 to 50 year",
            "51",
            "",
        ),
    ];
    for (table, message, at, help) in cases {
        let (said, underlined, helped) = told(&sweep("mistakes-in-sweep", table).unwrap_err());
        assert_eq!((said.as_str(), helped.as_str()), (message, help), "{table}");
        if !at.is_empty() {
            assert_eq!(underlined, at, "{table}");
        }
    }
}
