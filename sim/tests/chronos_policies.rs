//! The six populations' policies, and what a month is worth to each of them.
#![allow(
    clippy::unwrap_used,
    reason = "the tests' helpers stop a test as its own unwrap would"
)]

use std::fmt::Write as _;
use std::path::Path;

use assay_scenarios::{Override, Scenario};
use assay_sim::chronos::{
    ArbitrageurPolicy, AttackerPolicy, GovernancePolicy, IndexerPolicy, LenderPolicy, Life, Month,
    Policies, Population, UserPolicy,
};
use assay_sim::engine::{Ensemble, Silent};
use assay_sim::market::HourlyReturns;

/// A world in which nobody pays or is paid by anybody outside the protocol.
const CLOSED: &[&str] = &[
    "transaction_cost=0",
    "scan_cost=0",
    "credit_benefit=0",
    "record_value=0",
    "aave_rate=0",
    "aave_default_rate=0",
];

fn months_in(set: &[&str], history: Option<HourlyReturns>, policies: Policies) -> Vec<Month> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let sized = set.iter().any(|text| text.starts_with("users="));
    let size: &[&str] = if sized { &[] } else { &["users=1500"] };
    let overrides: Vec<Override> = [size, set]
        .concat()
        .into_iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    let scenario = Scenario::load(&path, &overrides).unwrap();
    let life = Life::new(&scenario, history).unwrap();
    let ensemble = Ensemble {
        seed: 5,
        point: 0,
        runs: 8,
    };
    ensemble
        .run(&life.with_policies(policies), &Silent)
        .unwrap()
}

fn months(set: &[&str], policies: Policies) -> Vec<Month> {
    months_in(set, None, policies)
}

/// A market in which ETH loses a thousandth of its price every hour.
fn falling_market() -> HourlyReturns {
    let mut csv = String::from("open_time_utc,close\n");
    for hour in 0..48_u32 {
        let close = 3_000.0 * libm::exp(-0.001 * f64::from(hour));
        let (day, hour) = (1 + hour / 24, hour % 24);
        writeln!(csv, "2024-01-{day:02}T{hour:02}:00:00Z,{close}").unwrap();
    }
    HourlyReturns::read(csv.as_bytes()).unwrap()
}

/// The gross size of what changed hands, to measure a rounding against.
fn moved(month: &Month) -> f64 {
    Population::ALL
        .iter()
        .map(|population| month.payoffs.of(*population).abs())
        .sum()
}

#[test]
fn what_some_gain_others_lose_where_nothing_comes_from_outside() {
    for set in [
        &["hardship_rate=0.1", "opportunist_share=0.2"][..],
        &[
            "false_claim_share=0.2",
            "detection_rate=0.5",
            "false_positive_rate=0.1",
        ],
    ] {
        for month in months(&[CLOSED, set].concat(), Policies::default()) {
            let (total, moved) = (month.payoffs.total(), moved(&month));
            assert!(moved > 1_000.0);
            assert!(total.abs() < 1e-6 * moved, "{set:?} {total} of {moved}");
        }
    }
}

#[test]
fn liquidations_are_paid_for_by_the_borrowers() {
    let liquidated = [
        "loan_backing=collateral",
        "liquidation_ltv=0.95",
        "hardship_rate=0",
        "false_claim_share=0",
        "false_positive_rate=0",
        "users=15000",
    ];
    let set = [CLOSED, &liquidated].concat();
    let months = months_in(&set, Some(falling_market()), Policies::default());
    for month in &months {
        assert!(month.liquidations > 0);
        // No default and a tenth of the interest: what is left of the treasury's income are its fees,
        // half of all.
        let fees = month.treasury_income - month.payoffs.of(Population::Lenders) / 9.0;
        let won = month.payoffs.of(Population::Arbitrageurs);
        assert!((won - fees).abs() < 1e-6 * fees, "{won} {fees}");
    }
    // A borrower's loss is counted when his loan ends, the others' gain at once: 2,000 loans of
    // exponential size either way, which deviate by 3 % of what they move.
    let total: f64 = months.iter().map(|month| month.payoffs.total()).sum();
    let moved: f64 = months.iter().map(moved).sum();
    assert!(total.abs() < 0.06 * moved, "{total} of {moved}");
}

#[test]
fn whoever_stays_out_gains_and_loses_nothing() {
    let stay_out = [
        (
            Population::Users,
            Policies {
                users: UserPolicy::StayOut,
                ..Policies::default()
            },
        ),
        (
            Population::Attackers,
            Policies {
                attackers: AttackerPolicy::NeverAttack,
                ..Policies::default()
            },
        ),
        (
            Population::Lenders,
            Policies {
                lenders: LenderPolicy::StayOnAave,
                ..Policies::default()
            },
        ),
        (
            Population::Arbitrageurs,
            Policies {
                arbitrageurs: ArbitrageurPolicy::Idle,
                ..Policies::default()
            },
        ),
    ];
    let set = [
        "loan_backing=collateral",
        "eth_volatility=1.2",
        "false_claim_share=0.2",
    ];
    let everybody = months(&set, Policies::default());
    for (population, policies) in stay_out {
        let total = |months: &[Month]| -> f64 {
            months
                .iter()
                .map(|month| month.payoffs.of(population))
                .sum()
        };
        assert_ne!(total(&everybody), 0.0, "{population:?}");
        for month in months(&set, policies) {
            assert_eq!(month.payoffs.of(population), 0.0, "{population:?}");
        }
    }
}

#[test]
fn nobody_lends_to_anybody_where_lenders_stay_on_aave() {
    let policies = Policies {
        lenders: LenderPolicy::StayOnAave,
        ..Policies::default()
    };
    for month in months(&[], policies) {
        assert_eq!((month.loans_ended, month.paid_out_false_claims), (0, 0));
        assert_eq!(month.lenders_capital, 0.0);
        assert!(month.true_claims > 0);
        assert!(month.payoffs.of(Population::Users) < 0.0);
        assert!(month.payoffs.of(Population::Attackers) <= 0.0);
    }
}

#[test]
fn scanning_where_nobody_cheats_costs_the_scan_and_the_stakes_of_its_errors() {
    let honest = Policies {
        attackers: AttackerPolicy::NeverAttack,
        governance: GovernancePolicy::Hold,
        ..Policies::default()
    };
    let set = [
        "scan_cost=2",
        "false_positive_rate=0.05",
        "eth_volatility=0",
        "challenger_stake=0.3",
    ];
    let mut errors = 0;
    for month in months(&set, honest) {
        assert_eq!(month.challenges, month.false_challenges);
        assert_eq!(month.scanned_claims, month.true_claims);
        errors += month.false_challenges;
        let lost = month.false_challenges as f64 * (0.3 * 3_000.0 + 3.0);
        let expected = month.fee_income - 2.0 * month.true_claims as f64 - lost;
        let worth = month.payoffs.of(Population::Indexers);
        assert!((worth - expected).abs() < 1e-6);
    }
    assert!(errors > 0);
    let blind = Policies {
        indexers: IndexerPolicy::DoNotScan,
        ..honest
    };
    for month in months(&set, blind) {
        assert_eq!((month.challenges, month.scanned_claims), (0, 0));
        assert_eq!(month.payoffs.of(Population::Indexers), month.fee_income);
    }
}

#[test]
fn unscanned_attackers_win_what_lenders_lose() {
    let attacked = Policies {
        users: UserPolicy::StayOut,
        indexers: IndexerPolicy::DoNotScan,
        governance: GovernancePolicy::Hold,
        ..Policies::default()
    };
    let set = [
        "false_claim_share=0.2",
        "aave_rate=0",
        "aave_default_rate=0",
    ];
    for month in months(&set, attacked) {
        let claims = month.claims as f64;
        assert_eq!((month.true_claims, month.challenges), (0, 0));
        assert_eq!(month.defaults, month.loans_ended);
        // Every claim, stake back, loan and default is a transaction.
        let gas = 3.0 * (claims + 2.0 * month.paid_out_false_claims as f64 + month.defaults as f64);
        let won = month.payoffs.of(Population::Attackers);
        assert!((won - (month.principal_defaulted - gas)).abs() < 1e-6);
        let lost = month.payoffs.of(Population::Lenders);
        assert!((lost + month.principal_defaulted).abs() < 1e-6 * month.lenders_capital);
        assert!(won > 0.0);
    }
}

#[test]
fn a_detected_false_claim_costs_its_stake_and_a_transaction() {
    let set = [
        "detection_rate=0.999999999",
        "false_claim_share=0.2",
        "eth_volatility=0",
    ];
    let policies = Policies {
        governance: GovernancePolicy::Hold,
        ..Policies::default()
    };
    for month in months(&set, policies) {
        let caught = (month.claims - month.true_claims) as f64;
        assert!(caught > 0.0);
        let lost = month.payoffs.of(Population::Attackers);
        assert!((lost + caught * 303.0).abs() < 1e-6);
    }
}

#[test]
fn governance_that_holds_leaves_the_constants_alone() {
    let set = ["detection_rate=0", "false_claim_share=0.2", "loan_term=2"];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/chronos/balanced.toml");
    let overrides: Vec<Override> = set.iter().map(|it| Override::parse(it).unwrap()).collect();
    let scenario = Scenario::load(&path, &overrides).unwrap();
    let stake_after = |governance| {
        use assay_sim::engine::{Model, RunKey, Streams};
        let life = Life::new(&scenario, None).unwrap().with_policies(Policies {
            governance,
            ..Policies::default()
        });
        let mut run = life.world();
        let streams = Streams::new(RunKey {
            seed: 5,
            point: 0,
            replicate: 0,
        });
        life.begin(&mut run, &streams).unwrap();
        while life.step(&mut run).unwrap().is_continue() {}
        run.protocol().constants().user_stake()
    };
    let before = 100_000_000_000_000_000;
    assert_eq!(stake_after(GovernancePolicy::Hold), before);
    assert!(stake_after(GovernancePolicy::Adjust) > before);
}

#[test]
fn a_user_who_repays_is_better_off_by_his_credit_less_what_it_costs() {
    let policies = Policies {
        attackers: AttackerPolicy::NeverAttack,
        ..Policies::default()
    };
    let set = ["hardship_rate=0", "false_positive_rate=0"];
    for month in months(&set, policies) {
        // 10 % of the loan, and half a year of Aave's 8 % in place of 10 %, less the fee of 0.1 %.
        let per_dollar = 0.1 - 0.5 * (0.1 - 0.08) - 0.001;
        let gas =
            3.0 * (month.true_claims + 2 * month.decided_true_claims + month.loans_ended) as f64;
        let expected = per_dollar * month.principal_ended - gas;
        let worth = month.payoffs.of(Population::Users);
        // Loans are paid back at the step after they are due: a day of interest at most.
        let late = month.principal_ended * 0.1 / 365.0;
        assert!(
            worth <= expected + 1e-6 && worth > expected - late,
            "{worth} {expected}"
        );
    }
}
