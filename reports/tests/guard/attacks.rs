//! Attacks: the witness that turned, the margin over the worst of them, and what is said of it.

use assay_reports::{
    Verdict,
    guard::{Class, Place, Snapshot, Witness},
};

use crate::pair::{about, at_gap, attack, free, setting, side, with_attacks};

const ID: &str = "lend/flash-loan";

fn of(formula: f64, simulated: f64, best: f64) -> Snapshot {
    with_attacks(
        side(vec![]),
        vec![attack(ID, formula, about(simulated), best)],
    )
}

#[test]
fn an_attack_that_begins_to_pay_fails_with_all_that_is_known() {
    let before = of(-270_000.0, -270_000.0, 0.0);
    let after = at_gap(of(24_300.0, 24_300.0, 24_300.0), "1");
    let report = free(&before, &after);
    let finding = &report.findings[0];
    assert_eq!(finding.class, Class::BecameVulnerable);
    assert_eq!(finding.code.as_deref(), Some("E-PROFIT"));
    assert_eq!(finding.turned, Witness::ALL);
    assert_eq!(
        finding.why,
        "safe → vulnerable: formula −$270,000 → +$24,300, simulation −$270,000 → +$24,300, \
         best response $0 → +$24,300"
    );
    assert_eq!(finding.break_even[0].words(), "between 1 and 2 blocks");
    assert_eq!(
        finding.help.as_deref(),
        Some("keep `min_gap` at 2 blocks or more; `assay explain E-PROFIT` says more")
    );
    assert_eq!(
        finding.replay.as_deref(),
        Some("assay attacks lend.toml --explain lend/flash-loan")
    );
    assert_eq!(
        finding.places,
        [Place {
            file: "contracts/Lend.sol".into(),
            line: 12,
            column: 5
        }]
    );
    assert_eq!(report.sentence, "1 attack becomes profitable");
}

#[test]
fn one_witness_is_enough_and_is_named() {
    let before = of(-100.0, -100.0, 0.0);
    let finding = |after: &Snapshot| free(&before, after).findings[0].clone();
    let by_best = finding(&of(-100.0, -100.0, 300.0));
    assert_eq!(by_best.class, Class::BecameVulnerable);
    assert_eq!(by_best.turned, [Witness::BestResponse]);
    assert_eq!(by_best.why, "safe → vulnerable: best response $0 → +$300");
    assert_eq!(
        by_best.replay.as_deref(),
        Some("assay attacks lend.toml --runs 100 --seed 1")
    );
    let by_runs = finding(&of(-100.0, 50.0, 0.0));
    assert_eq!(by_runs.turned, [Witness::Simulation]);
}

#[test]
fn what_breaks_even_neither_pays_nor_loses() {
    let finding = |before: &Snapshot, after: &Snapshot| free(before, after).findings[0].clone();
    let losing = of(-100.0, -100.0, 0.0);
    let even = finding(&losing, &of(0.0, -100.0, 0.0));
    assert_eq!(even.class, Class::Undecided);
    assert!(even.turned.is_empty());
    assert_eq!(even.why, "safe → undecided: formula −$100 → $0");
    let loses = finding(&of(0.0, -100.0, 0.0), &losing);
    assert_eq!(loses.class, Class::BecameSafe);
    assert_eq!(loses.why, "undecided → safe: formula $0 → −$100");
    // An interval that begins at nothing shows no profit yet.
    let touching = finding(&losing, &of(-100.0, 0.005, 0.0));
    assert_eq!(touching.class, Class::Undecided);
    assert!(touching.turned.is_empty());
    let quiet = finding(&of(-100.0, 0.005, 0.0), &losing);
    assert_eq!(quiet.why, "undecided → safe: simulation +$0.005 → −$100");
    let mut open = losing.clone();
    let best = open.report.attacks[0].ev.best_response.as_mut().unwrap();
    best.high = 1.0;
    open.report.findings[0].verdict = Verdict::Undecided;
    let found = finding(&open, &losing);
    assert_eq!(
        found.why,
        "undecided → safe: best response $0 (−$0.005 to +$1) → $0"
    );
}

#[test]
fn the_place_of_the_value_that_crosses_comes_first() {
    let with_fee = |mut side: Snapshot, fee: &str| {
        let mut it = setting("fee", fee, Some("USD"), true);
        it.place = Some(Place {
            file: "contracts/Lend.sol".into(),
            line: 3,
            column: 5,
        });
        side.settings.insert(0, it);
        side
    };
    let before = with_fee(of(-100.0, -100.0, 0.0), "9");
    let after = with_fee(at_gap(of(50.0, 50.0, 50.0), "1"), "10");
    let report = free(&before, &after);
    let lines: Vec<u32> = report.findings[0].places.iter().map(|it| it.line).collect();
    assert_eq!(lines, [12, 3]);
}

#[test]
fn the_margin_is_over_the_worst_witness_and_staying_out_is_no_distance() {
    let margin = |side: &Snapshot| {
        let found = free(side, side).findings[0].after.clone().unwrap();
        found.margin.map(|it| (it.absolute, it.witness))
    };
    let table = [
        (of(-100.0, -80.0, 0.0), (80.0, Witness::Simulation)),
        (of(-100.0, -120.0, 0.0), (100.0, Witness::Formula)),
        (of(-100.0, -120.0, 300.0), (-300.0, Witness::BestResponse)),
    ];
    for (side, (absolute, witness)) in table {
        assert_eq!(margin(&side), Some((absolute, Some(witness))));
    }
}

#[test]
fn an_attack_that_pays_its_best_adversary_fails_again_when_its_formula_turns() {
    let before = of(-100.0, -100.0, 300.0);
    // The best adversary gains no more than he did: the sign is what counts.
    for best in [300.0, 310.0] {
        let report = free(&before, &of(50.0, 50.0, best));
        let finding = &report.findings[0];
        assert_eq!(
            (finding.class, report.exit_status),
            (Class::BecameVulnerable, 1)
        );
        assert_eq!(finding.turned, [Witness::Formula, Witness::Simulation]);
        assert_eq!(
            finding.why,
            "it was vulnerable already, and now pays as scripted: formula −$100 → +$50, \
             simulation −$100 → +$50"
        );
    }
}

#[test]
fn an_attack_that_paid_already_does_not_fail_by_another_witness() {
    let before = of(-100.0, -100.0, 300.0);
    let report = free(&before, &of(-100.0, 50.0, 310.0));
    let finding = &report.findings[0];
    assert_eq!(
        (finding.class, report.exit_status),
        (Class::MarginShrank, 0)
    );
    let told = "it was vulnerable already, and now shows a profit by simulation −$100 → +$50";
    assert!(finding.why.contains(told), "{}", finding.why);
    // What pays as scripted and goes on paying is left alone.
    let report = free(&of(50.0, 50.0, 310.0), &of(60.0, 60.0, 320.0));
    assert_eq!(report.exit_status, 0);
}

#[test]
fn a_formula_that_is_edited_away_from_its_simulation_decides_nothing() {
    let edited = |formula: f64, simulated: f64, best: f64| {
        let mut side = of(formula, simulated, best);
        side.report.attacks[0].formula = "fee * min_gap - gain".into();
        side
    };
    let before = of(100.0, 100.0, 300.0);
    let report = free(&before, &edited(-100.0, 100.0, 300.0));
    let finding = &report.findings[0];
    assert_eq!((finding.class, report.exit_status), (Class::Undecided, 2));
    assert_eq!(finding.code.as_deref(), Some("E-WITNESSES"));
    assert_eq!(
        finding.why,
        "the formula has left what happens: formula +$100 → −$100, simulation +$100 as before"
    );
    let class = |before: &Snapshot, after: &Snapshot| free(before, after).findings[0].class;
    // The simulation moved too, the formula came nearer, or a number moved the formula: the margin says it.
    assert_eq!(
        class(&before, &edited(-100.0, 90.0, 300.0)),
        Class::MarginGrew
    );
    let apart = of(-100.0, 100.0, 300.0);
    assert_ne!(
        class(&apart, &edited(100.0, 100.0, 300.0)),
        Class::Undecided
    );
    assert_eq!(class(&before, &apart), Class::MarginGrew);
    // A loss that is called another loss hides nothing, and is wrong all the same.
    let losing = of(-100.0, -100.0, 0.0);
    assert_eq!(
        class(&losing, &edited(-900.0, -100.0, 0.0)),
        Class::Undecided
    );
    // Within what both round, it is the same.
    assert_eq!(
        class(&losing, &edited(-100.05, -100.0, 0.0)),
        Class::MarginGrew
    );
}

#[test]
fn where_the_worst_witness_stands_still_the_others_count() {
    let class = |after: Snapshot| free(&of(-100.0, -80.0, 300.0), &after).findings[0].class;
    assert_eq!(class(of(-110.0, -80.0, 300.0)), Class::MarginGrew);
    assert_eq!(class(of(-90.0, -80.0, 300.0)), Class::MarginShrank);
    assert_eq!(class(of(-100.0, -80.0, 300.0)), Class::Unchanged);
}

#[test]
fn a_best_response_that_moves_by_less_than_half_a_cent_stands_still() {
    let class = |best: f64| {
        let after = of(-100.0, -100.0, best);
        free(&of(-100.0, -100.0, 300.0), &after).findings[0].class
    };
    assert_eq!(class(300.004), Class::Unchanged);
    assert_eq!(class(300.02), Class::MarginShrank);
}

#[test]
fn an_attack_taken_out_and_a_formula_turned_around_are_seen() {
    let before = of(-100.0, -100.0, 0.0);
    let report = free(&before, &side(vec![]));
    assert_eq!(report.findings[0].class, Class::Deleted);
    assert_eq!(report.findings[0].replay, None);
    assert_eq!(report.formulas[0].after, None);

    let mut after = before.clone();
    after.report.attacks[0].formula = "fee * min_gap - gain".into();
    let report = free(&before, &after);
    let formula = &report.formulas[0];
    assert_eq!(formula.name, ID);
    assert_eq!(formula.before.as_deref(), Some("gain - fee * min_gap"));
    assert_eq!(formula.after.as_deref(), Some("fee * min_gap - gain"));
}

#[test]
fn without_a_place_of_its_own_a_finding_stands_in_the_scenario() {
    let report = free(&of(-1.0, -1.0, 0.0), &of(1.0, 1.0, 1.0));
    assert_eq!(report.findings[0].places[0].file, "lend.toml");
}
