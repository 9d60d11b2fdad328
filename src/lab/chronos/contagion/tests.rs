//! What can be worked out by hand, and what every default must do.

use std::path::Path;

use assay_reports::{Finding, Verdict};
use assay_scenarios::{Override, Scenario};
use dashu_ratio::RBig;

use super::{
    exposures::{Exposures, Reading},
    fallout::{Fallout, Falls, fallout},
    findings,
    least::least,
    plan::{Order, Plan},
};

fn ratio(numerator: i64, denominator: u64) -> RBig {
    RBig::from_parts(numerator.into(), denominator.into())
}

/// Two pools with deposits of 100, of which 80 are lent in loans of 10 that earn a tenth.
fn two_pools(shared: RBig, leverage: RBig) -> Exposures {
    Exposures {
        pools: 2,
        deposits: ratio(100, 1),
        lent: ratio(80, 1),
        margin: ratio(1, 10),
        loan: ratio(10, 1),
        shared,
        leverage,
        readings: vec![Reading {
            lost: ratio(1, 2),
            place: "this test",
        }],
    }
}

fn fall(exposures: &Exposures, loans: &[u64]) -> Fallout {
    let lost = &exposures.readings[0].lost;
    fallout(&exposures.with(loans, lost)).unwrap_or_else(|error| panic!("{error}"))
}

fn waves(fallout: &Fallout) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let of = |fates: &[super::fallout::Fate]| fates.iter().map(|fate| fate.wave).collect();
    (of(&fallout.pools), of(&fallout.lenders))
}

fn scenario(set: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chronos/balanced.toml");
    let overrides: Vec<Override> = set
        .iter()
        .map(|text| Override::parse(text).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    Scenario::load(&path, &overrides).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn found(set: &[&str]) -> Vec<Finding> {
    findings(&scenario(set)).unwrap_or_else(|error| panic!("{error}"))
}

fn verdicts(findings: &[Finding]) -> Vec<Verdict> {
    findings.iter().map(|finding| finding.verdict).collect()
}

fn values(findings: &[Finding]) -> Vec<Option<f64>> {
    let value = |finding: &Finding| finding.value.as_ref().map(|value| value.value);
    findings.iter().map(value).collect()
}

#[test]
fn a_default_falls_on_pool_lenders_and_creditors_as_by_hand() {
    let exposures = two_pools(ratio(1, 5), ratio(4, 5));
    // Six loans: 20 out of idle cash, 40 in place of honest loans, of which 40 are left. The pool has
    // 40 · 11/10 + 60 · 1/2 = 74 against 100. Its own lenders get 74 % of 80, owe 80 % of 80, and fall by 4.8;
    // those of both pools get 74 % and 100 % of 20 each, owe 32, and stand.
    let fallout = fall(&exposures, &[6, 0]);
    assert_eq!(
        waves(&fallout),
        (vec![Some(1), None], vec![Some(2), None, None])
    );
    let recovered: Vec<&RBig> = fallout.lenders.iter().map(|fate| &fate.recovered).collect();
    assert_eq!(recovered, [&ratio(37, 50), &RBig::ONE, &ratio(87, 100)]);
    assert_eq!(fallout.lenders_loss, ratio(26, 1));
    assert_eq!(fallout.creditors_loss, ratio(24, 5));
}

#[test]
fn interest_stands_before_the_deposits() {
    // One loan out of idle cash loses 5, and the pool earns 8; a second loses 10.
    let exposures = two_pools(RBig::ZERO, ratio(1, 2));
    assert!(!fall(&exposures, &[1, 1]).spreads());
    let fallout = fall(&exposures, &[2, 1]);
    assert_eq!(waves(&fallout), (vec![Some(1), None], vec![None, None]));
    assert_eq!(fallout.lenders_loss, ratio(2, 1));
}

#[test]
fn the_least_number_is_that_of_trying_one_after_another() {
    for (shared, leverage) in [(0, 9), (1, 8), (5, 7), (9, 8), (10, 8), (3, 4), (2, 10)] {
        let exposures = two_pools(ratio(shared, 10), ratio(leverage, 10));
        for lost in [ratio(0, 1), ratio(1, 10), ratio(1, 2), ratio(1, 1)] {
            for falls in [Falls::Pool, Falls::Lender] {
                let most = 20;
                let tried = (0..=most).find(|&number| {
                    let loans = Order::OneAfterAnother.loans(number, 2, 10);
                    let fallout = fallout(&exposures.with(&loans, &lost));
                    falls.among(&fallout.unwrap_or_else(|error| panic!("{error}")))
                });
                assert_eq!(
                    least(&exposures, &lost, falls, 10, most),
                    Ok(tried),
                    "{shared} {leverage} {lost} {falls:?}"
                );
            }
        }
    }
}

#[test]
fn pools_that_earn_too_little_fall_without_any_defaulter() {
    let mut exposures = two_pools(RBig::ZERO, ratio(1, 2));
    exposures.margin = ratio(-1, 100);
    let lost = ratio(1, 2);
    assert_eq!(least(&exposures, &lost, Falls::Pool, 10, 20), Ok(Some(0)));
    assert_eq!(least(&exposures, &lost, Falls::Pool, 0, 0), Ok(Some(0)));
}

#[test]
fn nobody_gets_more_when_one_more_defaults() {
    let exposures = two_pools(ratio(1, 4), ratio(9, 10));
    for order in Order::ALL {
        let mut before = fall(&exposures, &[0, 0]);
        for number in 1..=20 {
            let after = fall(&exposures, &order.loans(number, 2, 10));
            assert!(after.lenders_loss >= before.lenders_loss);
            assert!(after.creditors_loss >= before.creditors_loss);
            for (after, before) in after.lenders.iter().zip(&before.lenders) {
                assert!(after.recovered <= before.recovered, "{order:?} {number}");
            }
            before = after;
        }
    }
}

#[test]
fn loans_go_where_there_is_room() {
    for (order, number, expected) in [
        (Order::OneAfterAnother, 0, [0, 0, 0]),
        (Order::OneAfterAnother, 5, [4, 1, 0]),
        (Order::OneAfterAnother, 99, [4, 4, 4]),
        (Order::Evenly, 5, [2, 2, 1]),
        (Order::Evenly, 99, [4, 4, 4]),
    ] {
        assert_eq!(order.loans(number, 3, 4), expected, "{order:?} {number}");
    }
}

#[test]
fn the_balance_sheets_are_those_of_the_scenario() {
    let scenario = scenario(&[]);
    let exposures = Exposures::read(&scenario).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(exposures.pools, 6);
    // 15,000 loans of $10,000 over six pools are $25M each, nine tenths of the deposits.
    assert_eq!(exposures.lent, ratio(25_000_000, 1));
    assert_eq!(exposures.deposits, ratio(250_000_000, 9));
    // Half a year's 5 % less a tenth of it, on what 99.5 % repay; 60 % of the rest is lost.
    assert_eq!(exposures.margin, ratio(41_775, 1_000_000));
    let lost: Vec<&RBig> = exposures.readings.iter().map(|it| &it.lost).collect();
    assert_eq!(lost, [&ratio(3, 5), &ratio(1, 4)]);
    let hour = Plan::one_hour(&scenario, &exposures).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((hour.wanted, hour.room, hour.hourly), (11, 2, 10));
    let whole = Plan::whole(&scenario, &exposures).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((whole.wanted, whole.room, whole.most(6)), (100, 27, 162));
}

#[test]
fn the_breaker_does_not_keep_the_whole_plan_from_spreading() {
    use Verdict::{Undecided, Vulnerable};
    let found = found(&[]);
    assert_eq!(
        verdicts(&found),
        [Undecided, Vulnerable, Vulnerable, Undecided]
    );
    // By hand: five pools lose 2 · $600,000 and earn $1,044,375 each.
    assert_eq!(values(&found)[0], Some(5.0 * (1_200_000.0 - 1_044_375.0)));
    // Two are enough for a pool; thirteen lose $7.8M, more than a quarter of $27.8M and $0.6M of interest.
    assert_eq!(values(&found)[2..], [Some(2.0), Some(13.0)]);
}

#[test]
fn what_settles_the_paper_settles_the_verdict() {
    use Verdict::{Safe, Undecided, Vulnerable};
    for (set, expected) in [
        // Collateral worth more than the loan loses nothing.
        (&["loan_backing=collateral"][..], [Safe; 4]),
        // Pools that cannot pay a single loan of the plan.
        (&["coordinated_loan=1e9"], [Safe; 4]),
        // Both figures at 40 %.
        (&["coordinated_backing=0.4"], [Vulnerable; 4]),
        // Lenders without debts cannot fall; pools do.
        (
            &["coordinated_backing=0.4", "lender_leverage=0"],
            [Vulnerable, Vulnerable, Vulnerable, Safe],
        ),
        // All that is deposited is lent: nothing can be taken at once.
        (
            &["utilisation=1"],
            [Safe, Vulnerable, Vulnerable, Undecided],
        ),
        // Two in one pool are enough for it by one figure, and four by the other.
        (&["attackers=3"], [Undecided, Undecided, Undecided, Safe]),
        (&["attackers=1"], [Safe; 4]),
        // Loans that cost more than they earn.
        (
            &["borrow_rate=0"],
            [Vulnerable, Vulnerable, Vulnerable, Undecided],
        ),
    ] {
        assert_eq!(verdicts(&found(set)), expected, "{set:?}");
    }
}

#[test]
fn a_lender_falls_above_the_leverage_that_is_said_to_hold() {
    let whole = &found(&["coordinated_backing=0.4"])[1];
    assert!(
        whole.flips[0].starts_with("no lender falls at lender_leverage up to 41.8 %"),
        "{:?}",
        whole.flips
    );
    for (leverage, falls) in [("0.4179", false), ("0.4181", true)] {
        let at = found(&[
            "coordinated_backing=0.4",
            &format!("lender_leverage={leverage}"),
        ]);
        assert_eq!(!at[1].flips.is_empty(), falls, "{leverage}");
    }
}

#[test]
fn both_ends_of_every_range_have_an_answer() {
    let balanced = scenario(&[]);
    let mut answered = 0;
    for parameter in balanced.parameters() {
        let Some((low, high)) = parameter.range() else {
            continue;
        };
        for end in [low, high] {
            let put = balanced
                .with_number(parameter.name(), end.clone())
                .unwrap_or_else(|error| panic!("{error}"));
            let found = findings(&put).unwrap_or_else(|error| panic!("{error}"));
            for finding in found {
                let notes = &finding.notes;
                assert!(
                    !notes.iter().any(|note| note.starts_with("Not settled")),
                    "{} = {end}: {notes:?}",
                    parameter.name()
                );
                answered += 1;
            }
        }
    }
    assert!(answered >= 500, "only {answered} findings");
}
