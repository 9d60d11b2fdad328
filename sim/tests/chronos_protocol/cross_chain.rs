use assay_sim::chronos::protocol::*;

use crate::stage::*;

const AWAY: Chain = Chain(1);
const FURTHER: Chain = Chain(2);

#[test]
fn a_borrow_away_from_home_takes_a_bond_and_pays_out_on_settlement() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, AWAY, usd(90_000), 0).unwrap();
    assert_eq!(held(&p, user, USD), usd(10_000_000 - 90_000));
    assert_eq!(p.debt(loan), Ok(Debt::default()));
    let (settles_at, now) = (p.now() + 300, p.now());
    refused(
        &mut p,
        |p| p.settle(loan),
        Refusal::NotSettled {
            loan,
            settles_at,
            now,
        },
    );
    let state = LoanState::Pending { settles_at };
    refused(
        &mut p,
        |p| p.repay(user, loan, 1),
        Refusal::LoanIs { loan, state },
    );
    refused(
        &mut p,
        |p| p.walk_away(user, loan),
        Refusal::LoanIs { loan, state },
    );
    pass(&mut p, 300);
    p.settle(loan).unwrap();
    assert_eq!(held(&p, user, USD), usd(10_090_000));
    assert_eq!(p.debt(loan).unwrap().principal, usd(90_000));
    let state = LoanState::Open;
    refused(&mut p, |p| p.settle(loan), Refusal::LoanIs { loan, state });
    assert_conserved(&p);
}

#[test]
fn the_cooldown_counts_all_chains_but_home() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    assert_eq!(p.cooldown_ends(user), Ok(None));
    p.borrow(user, AWAY, usd(1), 0).unwrap();
    p.borrow(user, HOME, usd(1), 0).unwrap();
    let (until, now) = (p.now() + HOUR, p.now());
    refused(
        &mut p,
        |p| p.borrow(user, FURTHER, 1, 0),
        Refusal::CoolingDown { until, now },
    );
    pass(&mut p, HOUR);
    p.borrow(user, FURTHER, usd(1), 0).unwrap();
}

#[test]
fn chains_drained_one_after_another_each_lend_in_full() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let mut loans = vec![p.borrow(user, HOME, usd(90_000), 0).unwrap()];
    for chain in 1..5 {
        let loan = p.borrow(user, Chain(chain), usd(90_000), 0).unwrap();
        pass(&mut p, HOUR);
        p.settle(loan).unwrap();
        loans.push(loan);
    }
    assert_eq!(held(&p, user, USD), usd(10_450_000));
    for loan in loans {
        p.walk_away(user, loan).unwrap();
    }
    assert_eq!(p.totals().defaulted, usd(450_000));
}

#[test]
fn a_slash_reaches_other_chains_late_and_home_in_between() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, AWAY, usd(90_000), 0).unwrap();
    pass(&mut p, HOUR);
    p.settle(loan).unwrap();
    for delay in [100, 600, 50, 200] {
        p.push_message_delay(delay);
    }
    p.walk_away(user, loan).unwrap();
    let listed = |p: &Protocol| {
        [0, 1, 2, 3, 4].map(|chain| p.standing(user, Chain(chain)).unwrap().blacklisted)
    };
    assert_eq!(listed(&p), [false, true, false, false, false]);
    pass(&mut p, 99);
    assert_eq!(p.next_delivery(), Some(p.now() + 1));
    pass(&mut p, 1);
    assert_eq!(listed(&p), [true, true, false, false, false]);
    assert_eq!((p.messages_in_flight(), p.message_delays_left()), (3, 0));
    pass(&mut p, 200);
    assert_eq!(listed(&p), [true, true, false, true, true]);
    let late = p.borrow(user, FURTHER, usd(90_000), 0);
    assert!(
        late.is_ok(),
        "the chain that has not heard still lends: {late:?}"
    );
    pass(&mut p, 400);
    assert_eq!(listed(&p), [true; 5]);
}

#[test]
fn word_of_a_slash_cancels_a_pending_borrow_and_seizes_its_bond() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let home = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    let pending = p.borrow(user, FURTHER, usd(90_000), ETHER).unwrap();
    p.walk_away(user, home).unwrap();
    pass(&mut p, 120);
    assert_eq!(p.loan(pending).unwrap().state, LoanState::Cancelled);
    assert_eq!(p.pool(FURTHER).unwrap().value, usd(100_090_000));
    assert_eq!(held(&p, user, USD), usd(10_000_000));
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER);
    assert_eq!(p.totals().seized_bonds, usd(90_000));
    assert_conserved(&p);
}

#[test]
fn a_borrow_settled_before_word_arrives_is_lost_to_the_lenders() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let home = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    let pending = p.borrow(user, FURTHER, usd(90_000), 0).unwrap();
    for _ in 0..4 {
        p.push_message_delay(301);
    }
    p.walk_away(user, home).unwrap();
    pass(&mut p, 300);
    p.settle(pending).unwrap();
    pass(&mut p, 1);
    assert_eq!(p.loan(pending).unwrap().state, LoanState::Open);
    assert_eq!(held(&p, user, USD), usd(10_180_000));
}

#[test]
fn messages_arrive_by_time_and_then_in_the_order_sent() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    for delay in [30, 10, 10, 20] {
        p.push_message_delay(delay);
    }
    let loan = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    p.walk_away(user, loan).unwrap();
    let start = p.now();
    let mut heard = Vec::new();
    while let Some(at) = p.next_delivery() {
        p.advance_to(at).unwrap();
        for chain in 1..5 {
            let listed = p.standing(user, Chain(chain)).unwrap().blacklisted;
            if listed
                && !heard.contains(&(chain, at - start))
                && heard.iter().all(|(c, _)| *c != chain)
            {
                heard.push((chain, at - start));
            }
        }
    }
    assert_eq!(heard, [(2, 10), (3, 10), (4, 20), (1, 30)]);
}

#[test]
fn time_does_not_go_back() {
    let mut p = protocol();
    pass(&mut p, 10);
    let reason = Refusal::TimeReversed { now: 10, asked: 9 };
    refused(&mut p, |p| p.advance_to(9), reason);
}
