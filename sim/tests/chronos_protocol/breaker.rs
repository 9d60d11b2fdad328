use assay_sim::chronos::protocol::*;

use crate::stage::*;

fn whale(p: &mut Protocol) -> Account {
    proven(p, 3 * YEAR, usd(50_000_000))
}

fn pause(p: &Protocol) -> PauseReason {
    p.paused().unwrap().reason
}

#[test]
fn the_loan_that_trips_the_breaker_is_paid() {
    let mut p = protocol();
    let user = whale(&mut p);
    p.borrow(user, HOME, usd(10_000_000), 0).unwrap();
    assert_eq!(p.paused(), None);
    p.borrow(user, HOME, usd(5_000_000), 0).unwrap();
    assert_eq!(held(&p, user, USD), usd(25_000_000));
    assert_eq!(pause(&p), PauseReason::HourlyLimit);
    assert_eq!(p.borrowed_this_hour(), usd(15_000_000));
}

#[test]
fn while_paused_nobody_borrows_or_claims_but_debts_can_be_settled() {
    let mut p = protocol();
    let user = whale(&mut p);
    let statement = Statement { age: 0, balance: 1 };
    let claim = p.submit_claim(user, statement, true).unwrap();
    let safe = p.borrow(user, HOME, usd(2_700), ETHER).unwrap();
    let pending = p.borrow(user, Chain(1), usd(1), 0).unwrap();
    let tripping = p.borrow(user, HOME, usd(10_000_000), 0).unwrap();
    let since = p.now();
    let reason = Refusal::Paused {
        reason: PauseReason::HourlyLimit,
        since,
    };
    refused(&mut p, |p| p.borrow(user, HOME, 1, 0), reason);
    refused(&mut p, |p| p.submit_claim(user, statement, true), reason);
    pass(&mut p, 7 * DAY);
    p.refund(claim).unwrap();
    p.settle(pending).unwrap();
    p.set_oracle_price(2_000 * PRICE_UNIT).unwrap();
    p.liquidate(user, safe).unwrap();
    p.repay(user, tripping, usd(1)).unwrap();
    p.withdraw(LENDER, HOME, usd(1)).unwrap();
}

#[test]
fn two_caps_pass_around_the_turn_of_the_hour() {
    let mut p = protocol();
    let user = whale(&mut p);
    let turn = (p.now() / HOUR + 1) * HOUR;
    p.advance_to(turn - 1).unwrap();
    p.borrow(user, HOME, usd(10_000_000), 0).unwrap();
    p.advance_to(turn).unwrap();
    assert_eq!(p.borrowed_this_hour(), 0);
    p.borrow(user, HOME, usd(10_000_000), 0).unwrap();
    assert_eq!(p.paused(), None);
}

#[test]
fn the_hours_volume_counts_every_chain() {
    let mut p = protocol();
    let user = whale(&mut p);
    p.borrow(user, HOME, usd(6_000_000), 0).unwrap();
    p.borrow(user, Chain(3), usd(6_000_000), 0).unwrap();
    assert_eq!(pause(&p), PauseReason::HourlyLimit);
}

#[test]
fn only_the_guardian_resumes_and_the_same_hour_pauses_again() {
    let mut p = protocol();
    let user = whale(&mut p);
    let guardian = p.guardian();
    refused(&mut p, |p| p.resume(guardian), Refusal::NotPaused);
    p.borrow(user, HOME, usd(10_000_001), 0).unwrap();
    refused(&mut p, |p| p.resume(user), Refusal::NotGuardian(user));
    p.resume(guardian).unwrap();
    p.borrow(user, HOME, usd(1), 0).unwrap();
    assert_eq!(pause(&p), PauseReason::HourlyLimit);
    assert_eq!((p.pauses().len(), p.totals().pauses), (2, 2));
}

#[test]
fn a_borrow_at_a_high_gas_price_is_paid_and_pauses() {
    let mut p = protocol();
    let user = whale(&mut p);
    p.set_gas_price(500);
    p.borrow(user, HOME, usd(1), 0).unwrap();
    assert_eq!(p.paused(), None);
    p.set_gas_price(501);
    p.borrow(user, HOME, usd(1), 0).unwrap();
    assert_eq!(pause(&p), PauseReason::GasPrice);
}

fn default_once(p: &mut Protocol, user: Account) {
    let loan = p.borrow(user, HOME, usd(2_000), ETHER).unwrap();
    assert_eq!(p.walk_away(user, loan), Ok(20));
}

#[test]
fn the_first_default_ever_pauses_because_the_average_is_zero() {
    let mut p = protocol_with(|_| ());
    let user = whale(&mut p);
    default_once(&mut p, user);
    assert_eq!(pause(&p), PauseReason::DefaultSpike);
}

#[test]
fn a_floor_under_the_spike_lets_the_first_default_pass() {
    let mut p = protocol_with(|c| c.default_spike_floor = 1);
    let user = whale(&mut p);
    default_once(&mut p, user);
    assert_eq!(p.paused(), None);
    default_once(&mut p, user);
    assert_eq!(pause(&p), PauseReason::DefaultSpike);
}

#[test]
fn twice_the_average_of_earlier_days_passes_and_more_pauses() {
    let mut p = protocol_with(|c| c.default_spike_floor = 1_000);
    let user = whale(&mut p);
    assert_eq!(p.now(), 7 * DAY);
    for _ in 0..16 {
        default_once(&mut p, user);
    }
    pass(&mut p, DAY);
    let strict = Constants {
        default_spike_floor: 0,
        ..p.constants().all()
    };
    p.set_constants(strict).unwrap();
    for _ in 0..4 {
        default_once(&mut p, user);
        assert_eq!(p.paused(), None, "the average of eight days is two");
    }
    default_once(&mut p, user);
    assert_eq!(pause(&p), PauseReason::DefaultSpike);
}
