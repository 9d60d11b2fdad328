use assay_sim::chronos::protocol::*;

use crate::stage::*;

const PRICE: Price = 3_000 * PRICE_UNIT;

#[test]
fn a_loan_is_limited_by_age_and_proven_balance_and_paid_at_once_at_home() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let (amount, credit) = (usd(90_000) + 1, usd(90_000));
    refused(
        &mut p,
        |p| p.borrow(user, HOME, amount, 0),
        Refusal::OverCredit { amount, credit },
    );
    p.borrow(user, HOME, usd(60_000), 0).unwrap();
    assert_eq!(held(&p, user, USD), usd(10_060_000));
    assert_eq!(p.credit_limit(user, HOME), Ok(usd(30_000)));
    let (amount, credit) = (usd(30_000) + 1, usd(30_000));
    refused(
        &mut p,
        |p| p.borrow(user, HOME, amount, 0),
        Refusal::OverCredit { amount, credit },
    );
}

#[test]
fn borrowing_is_refused_to_strangers_contracts_and_nobody() {
    let mut p = protocol();
    let user = open(&mut p);
    let reason = Refusal::NoReputation {
        account: user,
        chain: HOME,
    };
    refused(&mut p, |p| p.borrow(user, HOME, 1, 0), reason);
    let contract = p.open_account(AccountKind::Contract).unwrap();
    p.endow(contract, ETH, ETHER).unwrap();
    prove(&mut p, contract, YEAR, usd(1_000));
    refused(
        &mut p,
        |p| p.borrow(contract, HOME, 1, 0),
        Refusal::ContractCaller(contract),
    );
    refused(
        &mut p,
        |p| p.borrow(contract, HOME, 0, 0),
        Refusal::ZeroAmount,
    );
    let nowhere = Chain(5);
    refused(
        &mut p,
        |p| p.borrow(user, nowhere, 1, 0),
        Refusal::UnknownChain(nowhere),
    );
    let nobody = Account(99);
    refused(
        &mut p,
        |p| p.borrow(nobody, HOME, 1, 0),
        Refusal::UnknownAccount(nobody),
    );
}

#[test]
fn a_contract_borrows_where_contracts_are_allowed() {
    let mut p = protocol_with(|c| c.contract_borrows = ContractBorrows::Allowed);
    let contract = p.open_account(AccountKind::Contract).unwrap();
    p.endow(contract, ETH, ETHER).unwrap();
    prove(&mut p, contract, YEAR, usd(1_000));
    p.borrow(contract, HOME, usd(750), 0).unwrap();
    assert_eq!(held(&p, contract, USD), usd(750));
}

#[test]
fn collateral_must_carry_the_loan_where_loans_rest_on_collateral() {
    let mut p = protocol_with(|c| c.backing = Backing::Collateral);
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let (amount, carries) = (usd(27_000) + 1, usd(27_000));
    let reason = Refusal::CollateralShort { amount, carries };
    refused(&mut p, |p| p.borrow(user, HOME, amount, 10 * ETHER), reason);
    p.borrow(user, HOME, usd(27_000), 10 * ETHER).unwrap();
    assert_eq!(p.vault(Vault::Collateral, ETH), Ok(10 * ETHER));
}

#[test]
fn a_year_of_interest_goes_nine_tenths_to_lenders_and_one_tenth_to_the_treasury() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    pass(&mut p, YEAR);
    let debt = p.debt(loan).unwrap();
    assert_eq!(
        debt,
        Debt {
            interest: usd(9_000),
            fee: usd(90),
            principal: usd(90_000)
        }
    );
    let paid = p.repay(user, loan, u128::MAX).unwrap();
    assert_eq!(paid, usd(99_090));
    assert_eq!(p.vault(Vault::Treasury, USD), Ok(usd(900)));
    assert_eq!(p.vault(Vault::IndexerFees, USD), Ok(usd(90)));
    assert_eq!(p.pool(HOME).unwrap().value, usd(100_008_100));
    assert_eq!(p.loan(loan).unwrap().state, LoanState::Repaid);
    let state = LoanState::Repaid;
    refused(
        &mut p,
        |p| p.repay(user, loan, 1),
        Refusal::LoanIs { loan, state },
    );
    assert_conserved(&p);
}

#[test]
fn a_part_payment_covers_interest_then_fee_then_principal() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    pass(&mut p, YEAR);
    p.repay(user, loan, usd(9_050)).unwrap();
    let debt = Debt {
        interest: 0,
        fee: usd(40),
        principal: usd(90_000),
    };
    assert_eq!(p.debt(loan), Ok(debt));
    let penniless = p.open_account(AccountKind::Contract).unwrap();
    let refusal = p.repay(penniless, loan, usd(1));
    assert!(matches!(refusal, Err(Refusal::Funds(_))));
    let helper = open(&mut p);
    p.repay(helper, loan, usd(45_040)).unwrap();
    let debt = Debt {
        interest: 0,
        fee: 0,
        principal: usd(45_000),
    };
    assert_eq!(p.debt(loan), Ok(debt));
    assert_eq!(p.credit_limit(user, HOME), Ok(usd(45_000)));
}

#[test]
fn accruing_each_day_gives_the_same_simple_interest_to_a_unit_a_day() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(12_345), 0).unwrap();
    let once = p.clone();
    for _ in 0..365 {
        pass(&mut p, DAY);
        p.accrue(loan).unwrap();
    }
    let mut undisturbed = once;
    pass(&mut undisturbed, YEAR);
    let (often, seldom) = (p.debt(loan).unwrap(), undisturbed.debt(loan).unwrap());
    assert!((seldom.interest..=seldom.interest + 365).contains(&often.interest));
}

#[test]
fn a_repaid_loan_returns_its_collateral() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(1_000), 5 * ETHER).unwrap();
    assert_eq!(held(&p, user, ETH), 995 * ETHER);
    p.repay(user, loan, u128::MAX).unwrap();
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER);
}

#[test]
fn lenders_withdraw_only_cash_and_only_their_own() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(11_000_000));
    p.borrow(user, HOME, usd(9_900_000), 0).unwrap();
    let wanted = usd(100_000_000);
    let cash = usd(90_100_000);
    let reason = Refusal::Illiquid {
        chain: HOME,
        cash,
        wanted,
    };
    refused(&mut p, |p| p.withdraw(LENDER, HOME, wanted), reason);
    let reason = Refusal::SharesShort { held: 0, wanted: 1 };
    refused(&mut p, |p| p.withdraw(user, HOME, 1), reason);
    refused(&mut p, |p| p.withdraw(LENDER, HOME, 0), Refusal::ZeroAmount);
    assert_eq!(p.withdraw(LENDER, HOME, cash), Ok(cash));
}

#[test]
fn a_pool_without_the_cash_lends_nothing() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(11_000_000));
    let wanted = usd(9_000_000);
    p.withdraw(LENDER, HOME, usd(95_000_000)).unwrap();
    let reason = Refusal::Illiquid {
        chain: HOME,
        cash: usd(5_000_000),
        wanted,
    };
    refused(&mut p, |p| p.borrow(user, HOME, wanted, 0), reason);
}

#[test]
fn nobody_joins_a_pool_that_has_lost_everything() {
    let mut p = protocol_with(|c| c.default_spike_floor = 10);
    p.withdraw(LENDER, HOME, usd(99_999_000)).unwrap();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(1_000), 0).unwrap();
    p.walk_away(user, loan).unwrap();
    assert_eq!(p.pool(HOME).unwrap().value, 0);
    refused(
        &mut p,
        |p| p.deposit(user, HOME, usd(1)),
        Refusal::PoolWipedOut(HOME),
    );
}

#[test]
fn a_healthy_loan_and_one_without_collateral_cannot_be_liquidated() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let bare = p.borrow(user, HOME, usd(100), 0).unwrap();
    refused(
        &mut p,
        |p| p.liquidate(LENDER, bare),
        Refusal::NoCollateral(bare),
    );
    let safe = p.borrow(user, HOME, usd(2_700), ETHER).unwrap();
    let debt = usd(2_700) + usd(27) / 10;
    let reason = Refusal::Healthy {
        debt,
        threshold: usd(3_000),
    };
    refused(&mut p, |p| p.liquidate(LENDER, safe), reason);
}

#[test]
fn a_liquidation_with_enough_collateral_pays_all_and_splits_the_fee() {
    let mut p = protocol_with(|c| c.liquidation_ltv = 9_000);
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(27_000), 10 * ETHER).unwrap();
    let liquidator = open(&mut p);
    let paid = p.liquidate(liquidator, loan).unwrap();
    assert_eq!(paid, usd(27_027));
    let covered = paid * PRICE_UNIT / PRICE;
    let fee = covered / 20;
    assert_eq!(held(&p, liquidator, ETH), 1_000 * ETHER + covered + fee / 2);
    assert_eq!(p.vault(Vault::Treasury, ETH), Ok(fee - fee / 2));
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER - covered - fee);
    assert_eq!(p.loan(loan).unwrap().state, LoanState::Liquidated);
    assert_eq!(p.pool(HOME).unwrap().value, usd(100_000_000));
    assert_conserved(&p);
}

#[test]
fn a_liquidation_after_a_crash_takes_all_collateral_and_leaves_the_rest_owed() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(27_000), 10 * ETHER).unwrap();
    p.set_oracle_price(2_100 * PRICE_UNIT).unwrap();
    let liquidator = open(&mut p);
    let paid = p.liquidate(liquidator, loan).unwrap();
    assert_eq!(paid, usd(20_000));
    assert_eq!(p.loan(loan).unwrap().collateral, 0);
    assert_eq!(p.debt(loan).unwrap().total(), Ok(usd(7_027)));
    assert_eq!(p.vault(Vault::Collateral, ETH), Ok(0));
    refused(
        &mut p,
        |p| p.liquidate(liquidator, loan),
        Refusal::NoCollateral(loan),
    );
    assert_conserved(&p);
}
