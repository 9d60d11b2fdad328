use assay_sim::chronos::protocol::*;

use crate::stage::*;

#[test]
fn a_loan_is_called_into_default_only_after_its_term() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    let now = p.now();
    let matures_at = now + 6 * MONTH;
    let reason = Refusal::NotMatured {
        loan,
        matures_at,
        now,
    };
    refused(&mut p, |p| p.default_loan(loan), reason);
    pass(&mut p, 6 * MONTH);
    assert_eq!(p.default_loan(loan), Ok(100));
    let state = LoanState::Defaulted;
    refused(
        &mut p,
        |p| p.default_loan(loan),
        Refusal::LoanIs { loan, state },
    );
    assert!(p.standing(user, HOME).unwrap().blacklisted);
}

#[test]
fn only_the_borrower_walks_away() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    let reason = Refusal::NotBorrower {
        account: LENDER,
        loan,
    };
    refused(&mut p, |p| p.walk_away(LENDER, loan), reason);
    assert_eq!(p.walk_away(user, loan), Ok(100));
}

#[test]
fn lenders_bear_a_default_and_get_the_collateral() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(90_000), 10 * ETHER).unwrap();
    p.walk_away(user, loan).unwrap();
    assert_eq!(p.pool(HOME).unwrap().seized, 10 * ETHER);
    assert_eq!(p.shares_value(LENDER, HOME), Ok(usd(99_940_000)));
    assert_eq!(p.sell_seized(HOME), Ok(usd(30_000)));
    refused(&mut p, |p| p.sell_seized(HOME), Refusal::ZeroAmount);
    assert_eq!(
        p.withdraw(LENDER, HOME, usd(100_000_000)),
        Ok(usd(99_940_000))
    );
    assert_conserved(&p);
}

#[test]
fn a_default_that_costs_nothing_is_slashed_twenty_percent() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(3_000), ETHER).unwrap();
    assert_eq!(p.walk_away(user, loan), Ok(20));
    let standing = p.standing(user, HOME).unwrap();
    assert_eq!(standing.age(p.now()), 3 * YEAR * 80 / 100);
    assert!(!standing.blacklisted);
}

#[test]
fn probation_lends_at_the_entry_step_and_then_by_the_cut_age() {
    let mut p = protocol();
    let user = proven(&mut p, 4 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(10_000), 0).unwrap();
    p.repay(user, loan, usd(7_000)).unwrap();
    assert_eq!(p.walk_away(user, loan), Ok(50));
    assert_eq!(p.ltv(user, HOME), Ok(5_000));
    pass(&mut p, 12 * MONTH - 1);
    assert_eq!(p.ltv(user, HOME), Ok(5_000));
    pass(&mut p, 1);
    assert_eq!(p.ltv(user, HOME), Ok(9_000));
}

#[test]
fn exactly_half_unpaid_is_worth_a_blacklist_by_the_code_and_not_by_the_table() {
    for (source, percent) in [(SlashSource::Contract, 100), (SlashSource::Schedule, 50)] {
        let mut p = protocol_with(|c| c.slash_source = source);
        let user = proven(&mut p, 3 * YEAR, usd(100_000));
        let loan = p.borrow(user, HOME, usd(10_000), 0).unwrap();
        p.repay(user, loan, usd(5_010)).unwrap();
        assert_eq!(p.loan(loan).unwrap().principal, usd(5_000));
        assert_eq!(p.walk_away(user, loan), Ok(percent));
    }
}
