//! Sides of a comparison, made up.

use assay_reports::{
    AttackReport, BestResponse, BreakEven, ClosedForm, Evidence, ExpectedValue, Finding, Interval,
    Method, Report, SCHEMA_VERSION, ScenarioName, Side, Simulated, Value, Verdict,
    guard::{GuardReport, Place, SNAPSHOT_VERSION, Setting, Snapshot, compare},
};
use assay_scenarios::policy::{Date, Policy};

/// A side with these findings, in which `min_gap` is 100 blocks.
pub(crate) fn side(findings: Vec<Finding>) -> Snapshot {
    Snapshot {
        schema_version: SNAPSHOT_VERSION,
        given: "lend.toml".into(),
        file: "lend.toml".into(),
        replay: Some("lend.toml".into()),
        report: Report {
            schema_version: SCHEMA_VERSION,
            assay_version: "0.1.0".into(),
            scenario: ScenarioName {
                title: "Lend".into(),
                protocol: "lend".into(),
                hash: String::new(),
                set: Vec::new(),
            },
            seed: 1,
            runs: 100,
            attacks: Vec::new(),
            findings,
            out_of_scope: Vec::new(),
            flips: None,
        },
        settings: vec![gap("100")],
        formulas: Vec::new(),
    }
}

/// The parameter `min_gap`.
pub(crate) fn gap(text: &str) -> Setting {
    Setting {
        name: "min_gap".into(),
        text: text.into(),
        value: text.parse().ok(),
        unit: Some("block".into()),
        control: true,
        whole: true,
        constant: Some("MIN_GAP".into()),
        encoded: Some(text.into()),
        place: Some(Place {
            file: "contracts/Lend.sol".into(),
            line: 12,
            column: 5,
        }),
        last_changed: None,
    }
}

/// Another parameter, of the world unless `control`.
pub(crate) fn setting(name: &str, text: &str, unit: Option<&str>, control: bool) -> Setting {
    Setting {
        name: name.into(),
        text: text.into(),
        value: text.parse().ok(),
        unit: unit.map(str::to_owned),
        control,
        whole: false,
        constant: None,
        encoded: None,
        place: None,
        last_changed: None,
    }
}

/// A promise that a rate stays below 1 %.
pub(crate) fn promise(id: &str, verdict: Verdict, value: f64, ci95: Option<Interval>) -> Finding {
    Finding {
        id: id.into(),
        statement: "Fewer than 1 % of the loans default".into(),
        value: Some(Value {
            value,
            unit: "fraction".into(),
            ci95,
        }),
        printed: None,
        method: Method::Simulation,
        evidence: Evidence::default(),
        verdict,
        threshold: Some(Side::Below.of(0.01)),
        flips: Vec::new(),
        notes: Vec::new(),
    }
}

/// An attack by its formula, its simulated interval and its best response.
pub(crate) fn attack(id: &str, formula: f64, simulated: Interval, best: f64) -> AttackReport {
    let best_response = Interval { lo: best, hi: best };
    AttackReport {
        id: id.into(),
        threat: "Borrows for a moment what he claims to have held".into(),
        verdict: Verdict::of_attack(Some(formula), Some(simulated), Some(best_response)),
        ev: ExpectedValue {
            closed_form: ClosedForm {
                value: formula,
                unit: "USD".into(),
                exact: None,
            },
            simulated: Some(Simulated {
                mean: (simulated.lo + simulated.hi) / 2.0,
                ci95: simulated,
                runs: 100,
                sd: 1.0,
                loss_probability: 0.5,
            }),
            best_response: Some(BestResponse {
                low: best,
                high: best,
                unit: "USD".into(),
                policy: "stays out".into(),
                simulated: None,
                covered: None,
                certificate: "interval".into(),
            }),
        },
        capital: 1000.0,
        readings: Vec::new(),
        break_even: vec![BreakEven {
            parameter: "min_gap".into(),
            value: 2.0,
            unit: "block".into(),
            exact: Some("2".into()),
            profitable: "below".into(),
            now: 100.0,
            change: -0.98,
        }],
        preconditions: Vec::new(),
        mitigation: "the gap".into(),
        source: "made up".into(),
        formula: "gain - fee * min_gap".into(),
        notes: Vec::new(),
    }
}

/// An interval as wide as half a cent to either side.
pub(crate) fn about(value: f64) -> Interval {
    Interval {
        lo: value - 0.005,
        hi: value + 0.005,
    }
}

/// The side with these attacks added, as findings too.
pub(crate) fn with_attacks(mut side: Snapshot, attacks: Vec<AttackReport>) -> Snapshot {
    let findings = attacks.iter().map(|attack| attack.finding(1));
    side.report.findings.splice(0..0, findings);
    side.report.attacks = attacks;
    side
}

/// The side at another gap.
pub(crate) fn at_gap(mut side: Snapshot, text: &str) -> Snapshot {
    side.settings = vec![gap(text)];
    side
}

/// The comparison under a policy on a day.
pub(crate) fn compare_on(
    today: &str,
    text: &str,
    before: &Snapshot,
    after: &Snapshot,
) -> GuardReport {
    let policy =
        Policy::parse("guard.toml", text).unwrap_or_else(|error| panic!("{}", error.render(false)));
    compare(before, after, &policy, Date::parse(today).unwrap())
}

/// The comparison on 21 November 2026, under this policy.
pub(crate) fn under(text: &str, before: &Snapshot, after: &Snapshot) -> GuardReport {
    compare_on("2026-11-21", text, before, after)
}

/// The comparison without a policy.
pub(crate) fn free(before: &Snapshot, after: &Snapshot) -> GuardReport {
    under("", before, after)
}
