use assay_sim::chronos::protocol::*;
use assay_sim::ledger::LedgerError;

use crate::stage::*;

const STATEMENT: Statement = Statement {
    age: 3 * YEAR,
    balance: usd(100_000),
};

#[test]
fn an_unchallenged_claim_is_refunded_and_confirmed_after_the_window() {
    let mut p = protocol();
    let user = open(&mut p);
    let claim = p.submit_claim(user, STATEMENT, false).unwrap();
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER - ETHER / 10);
    let closes_at = 7 * DAY;
    pass(&mut p, closes_at - 1);
    let now = closes_at - 1;
    refused(
        &mut p,
        |p| p.refund(claim),
        Refusal::WindowOpen { closes_at, now },
    );
    pass(&mut p, 1);
    p.refund(claim).unwrap();
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER);
    assert_eq!(p.ltv(user, Chain(4)), Ok(9_000));
    let state = ClaimState::Confirmed;
    refused(
        &mut p,
        |p| p.refund(claim),
        Refusal::ClaimIs { claim, state },
    );
}

#[test]
fn a_false_claim_pays_its_challenger_and_is_blacklisted() {
    let mut p = protocol();
    let (user, watcher) = (open(&mut p), open(&mut p));
    let claim = p.submit_claim(user, STATEMENT, false).unwrap();
    assert_eq!(p.inspect(claim), Ok(false));
    p.challenge(watcher, claim).unwrap();
    assert_eq!(p.resolve(claim), Ok(false));
    assert_eq!(held(&p, watcher, ETH), 1_000 * ETHER + ETHER / 10);
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER - ETHER / 10);
    let reason = Refusal::Blacklisted {
        account: user,
        chain: HOME,
    };
    refused(&mut p, |p| p.submit_claim(user, STATEMENT, true), reason);
    assert_conserved(&p);
}

#[test]
fn a_wrong_challenge_pays_the_claimant_and_confirms_at_once() {
    let mut p = protocol();
    let (user, watcher) = (open(&mut p), open(&mut p));
    let claim = p.submit_claim(user, STATEMENT, true).unwrap();
    p.challenge(watcher, claim).unwrap();
    assert_eq!(p.resolve(claim), Ok(true));
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER + ETHER / 5);
    assert_eq!(held(&p, watcher, ETH), 1_000 * ETHER - ETHER / 5);
    assert_eq!(p.ltv(user, HOME), Ok(9_000));
}

#[test]
fn the_burnt_share_of_a_slashed_stake_leaves_the_winner_the_rest() {
    let mut p = protocol_with(|c| c.burnt_share = 3_333);
    let (user, watcher) = (open(&mut p), open(&mut p));
    let claim = p.submit_claim(user, STATEMENT, false).unwrap();
    p.challenge(watcher, claim).unwrap();
    p.resolve(claim).unwrap();
    let burnt = ETHER / 10 / 10_000 * 3_333;
    assert_eq!(p.vault(Vault::Burn, ETH), Ok(burnt));
    assert_eq!(held(&p, watcher, ETH), 1_000 * ETHER + ETHER / 10 - burnt);
    assert_eq!(p.totals().burnt, burnt);
}

#[test]
fn challenging_oneself_from_another_wallet_brings_the_stake_home() {
    let mut p = protocol();
    let (user, second_wallet) = (open(&mut p), open(&mut p));
    let claim = p.submit_claim(user, STATEMENT, false).unwrap();
    refused(
        &mut p,
        |p| p.challenge(user, claim),
        Refusal::OwnClaim(user),
    );
    p.challenge(second_wallet, claim).unwrap();
    p.resolve(claim).unwrap();
    let both = held(&p, user, ETH) + held(&p, second_wallet, ETH);
    assert_eq!(both, 2_000 * ETHER);
}

#[test]
fn a_claim_is_challenged_once_and_only_within_its_window() {
    let mut p = protocol();
    let (user, watcher) = (open(&mut p), open(&mut p));
    let claim = p.submit_claim(user, STATEMENT, true).unwrap();
    let late = p.submit_claim(user, STATEMENT, true).unwrap();
    let state = ClaimState::Open;
    refused(
        &mut p,
        |p| p.resolve(claim),
        Refusal::ClaimIs { claim, state },
    );
    p.challenge(watcher, claim).unwrap();
    let state = ClaimState::Challenged {
        by: watcher,
        stake: ETHER / 5,
    };
    refused(
        &mut p,
        |p| p.challenge(LENDER, claim),
        Refusal::ClaimIs { claim, state },
    );
    refused(
        &mut p,
        |p| p.refund(claim),
        Refusal::ClaimIs { claim, state },
    );
    pass(&mut p, 7 * DAY);
    let reason = Refusal::WindowClosed {
        closed_at: 7 * DAY,
        now: 7 * DAY,
    };
    refused(&mut p, |p| p.challenge(watcher, late), reason);
    let unknown = ClaimId(9);
    refused(
        &mut p,
        |p| p.challenge(watcher, unknown),
        Refusal::UnknownClaim(unknown),
    );
    let stranger = Account(99);
    refused(
        &mut p,
        |p| p.challenge(stranger, late),
        Refusal::UnknownAccount(stranger),
    );
}

#[test]
fn a_stake_is_taken_as_it_stood_when_the_claim_was_made() {
    let mut p = protocol();
    let user = open(&mut p);
    let claim = p.submit_claim(user, STATEMENT, true).unwrap();
    let dearer = p.constants().with(Setting::UserStake(ETHER)).unwrap();
    p.set_constants(dearer).unwrap();
    pass(&mut p, 7 * DAY);
    p.refund(claim).unwrap();
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER);
}

#[test]
fn a_claim_without_the_stake_is_refused() {
    let mut p = protocol();
    let poor = p.open_account(AccountKind::ExternallyOwned).unwrap();
    let before = p.clone();
    let refusal = p.submit_claim(poor, STATEMENT, true).unwrap_err();
    assert!(matches!(
        refusal,
        Refusal::Funds(LedgerError::InsufficientFunds { held: 0, wanted, .. })
            if wanted == ETHER / 10
    ));
    assert_eq!(p, before);
}

#[test]
fn a_claim_of_somebody_blacklisted_meanwhile_lapses_with_its_stake_returned() {
    let mut p = protocol();
    let (user, watcher) = (open(&mut p), open(&mut p));
    let caught = p.submit_claim(user, STATEMENT, false).unwrap();
    let missed = p.submit_claim(user, STATEMENT, false).unwrap();
    p.challenge(watcher, caught).unwrap();
    p.resolve(caught).unwrap();
    pass(&mut p, 7 * DAY);
    p.refund(missed).unwrap();
    assert_eq!(p.claim(missed).unwrap().state, ClaimState::Lapsed);
    assert_eq!(held(&p, user, ETH), 1_000 * ETHER - ETHER / 10);
    assert!(!p.standing(user, HOME).unwrap().proven);
}

#[test]
fn an_indexer_locks_the_stake_once_and_gets_it_back_on_leaving() {
    let mut p = protocol();
    let indexer = open(&mut p);
    refused(
        &mut p,
        |p| p.leave_indexer(indexer),
        Refusal::NotIndexer(indexer),
    );
    p.register_indexer(indexer).unwrap();
    assert_eq!(held(&p, indexer, ETH), 900 * ETHER);
    refused(
        &mut p,
        |p| p.register_indexer(indexer),
        Refusal::AlreadyIndexer(indexer),
    );
    p.leave_indexer(indexer).unwrap();
    assert_eq!(held(&p, indexer, ETH), 1_000 * ETHER);
    assert!(p.indexers().is_empty());
}

#[test]
fn indexers_share_origination_fees_evenly() {
    let mut p = protocol();
    refused(&mut p, Protocol::pay_indexers, Refusal::NoIndexers);
    let (a, b) = (open(&mut p), open(&mut p));
    p.register_indexer(a).unwrap();
    p.register_indexer(b).unwrap();
    refused(&mut p, Protocol::pay_indexers, Refusal::ZeroAmount);
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let loan = p.borrow(user, HOME, usd(90_000), 0).unwrap();
    p.repay(user, loan, u128::MAX).unwrap();
    assert_eq!(p.pay_indexers(), Ok(usd(45)));
    assert_eq!(held(&p, a, USD), usd(10_000_045));
    assert_eq!(held(&p, b, USD), usd(10_000_045));
}
