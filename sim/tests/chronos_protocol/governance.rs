use assay_sim::chronos::protocol::*;

use crate::stage::*;

fn voter(p: &mut Protocol, tokens: u128) -> Account {
    let account = open(p);
    p.endow(account, TOKEN, tokens * WAD).unwrap();
    account
}

fn carried(p: &mut Protocol, action: Action) -> ProposalId {
    let whale = voter(p, 1_000);
    let proposal = p.propose(whale, action).unwrap();
    p.vote(whale, proposal, true).unwrap();
    pass(p, 7 * DAY);
    p.queue(proposal).unwrap();
    proposal
}

#[test]
fn votes_weigh_the_square_root_of_tokens() {
    let mut p = protocol();
    let (whale, shrimp) = (voter(&mut p, 10_000), voter(&mut p, 100));
    let proposal = p.propose(shrimp, Action::Resume).unwrap();
    let (large, small) = (
        p.vote(whale, proposal, true).unwrap(),
        p.vote(shrimp, proposal, false).unwrap(),
    );
    assert_eq!(large, 10 * small);
    assert_eq!(p.proposal(proposal).unwrap().turnout, 10_100 * WAD);
}

#[test]
fn splitting_tokens_over_wallets_multiplies_votes() {
    let mut p = protocol();
    let wallets: Vec<Account> = (0..100).map(|_| voter(&mut p, 100)).collect();
    let proposal = p.propose(wallets[0], Action::Resume).unwrap();
    let whale = voter(&mut p, 10_000);
    let whole = p.vote(whale, proposal, true).unwrap();
    let split: u128 = wallets
        .iter()
        .map(|w| p.vote(*w, proposal, true).unwrap())
        .sum();
    assert_eq!(split, 10 * whole);
}

#[test]
fn tokens_cannot_vote_twice() {
    let mut p = protocol();
    let (first, second) = (voter(&mut p, 100), open(&mut p));
    let proposal = p.propose(first, Action::Resume).unwrap();
    p.vote(first, proposal, true).unwrap();
    assert_eq!(p.locked_tokens(first), Ok(100 * WAD));
    assert!(matches!(
        p.pay(first, second, TOKEN, WAD),
        Err(Refusal::Funds(_))
    ));
    let (until, now) = (7 * DAY, 0);
    let locked = Refusal::TokensLocked { until, now };
    refused(&mut p, |p| p.vote(first, proposal, true), locked);
    refused(&mut p, |p| p.unlock(first), locked);
    refused(
        &mut p,
        |p| p.vote(second, proposal, true),
        Refusal::NoTokens(second),
    );
    pass(&mut p, 7 * DAY);
    assert_eq!(p.unlock(first), Ok(100 * WAD));
    refused(&mut p, |p| p.unlock(first), Refusal::NothingLocked(first));
    let closed = Refusal::VoteClosed {
        closed_at: until,
        now: until,
    };
    refused(&mut p, |p| p.vote(first, proposal, true), closed);
}

#[test]
fn a_proposal_takes_a_quorum_of_tokens_and_a_majority_of_votes() {
    let mut p = protocol();
    let holder = voter(&mut p, 1_000);
    let (small, against) = (voter(&mut p, 30), voter(&mut p, 70));
    let lonely = p.propose(small, Action::Resume).unwrap();
    let opposed = p.propose(holder, Action::Resume).unwrap();
    p.vote(small, lonely, true).unwrap();
    p.vote(against, opposed, false).unwrap();
    let now = p.now();
    let open = Refusal::VoteOpen {
        closes_at: 7 * DAY,
        now,
    };
    refused(&mut p, |p| p.queue(lonely), open);
    pass(&mut p, 7 * DAY);
    let quorum = Refusal::NoQuorum {
        turnout: 30 * WAD,
        quorum: 44 * WAD,
    };
    refused(&mut p, |p| p.queue(lonely), quorum);
    let opposition = (70 * WAD).isqrt();
    let defeated = Refusal::Defeated {
        support: 0,
        opposition,
    };
    refused(&mut p, |p| p.queue(opposed), defeated);
}

#[test]
fn a_carried_proposal_waits_for_the_time_lock_and_runs_once() {
    let mut p = protocol();
    let action = Action::Set(Setting::CrossChainCooldown(0));
    let proposal = carried(&mut p, action);
    let (until, now) = (p.now() + 30 * DAY, p.now());
    refused(
        &mut p,
        |p| p.execute(proposal),
        Refusal::TimeLocked { until, now },
    );
    pass(&mut p, 30 * DAY);
    p.execute(proposal).unwrap();
    assert_eq!(p.constants().cross_chain_cooldown(), 0);
    let state = ProposalState::Executed;
    let done = Refusal::ProposalIs { proposal, state };
    refused(&mut p, |p| p.execute(proposal), done);
    refused(&mut p, |p| p.veto(proposal, 5), done);
    refused(&mut p, |p| p.queue(proposal), done);
}

#[test]
fn five_of_nine_veto_until_execution() {
    let mut p = protocol();
    let proposal = carried(&mut p, Action::Resume);
    let few = Refusal::NoVeto {
        given: 4,
        needed: 5,
        seats: 9,
    };
    refused(&mut p, |p| p.veto(proposal, 4), few);
    let many = Refusal::NoVeto {
        given: 10,
        needed: 5,
        seats: 9,
    };
    refused(&mut p, |p| p.veto(proposal, 10), many);
    p.veto(proposal, 5).unwrap();
    pass(&mut p, 30 * DAY);
    let state = ProposalState::Vetoed;
    refused(
        &mut p,
        |p| p.execute(proposal),
        Refusal::ProposalIs { proposal, state },
    );
}

#[test]
fn a_veto_frees_the_tokens_of_a_vote_still_open() {
    let mut p = protocol();
    let holder = voter(&mut p, 10);
    let proposal = p.propose(holder, Action::Resume).unwrap();
    p.vote(holder, proposal, true).unwrap();
    p.veto(proposal, 9).unwrap();
    assert_eq!(p.unlock(holder), Ok(10 * WAD));
}

#[test]
fn proposals_need_a_token_and_a_sense() {
    let mut p = protocol();
    let (holder, outsider) = (voter(&mut p, 1), open(&mut p));
    refused(
        &mut p,
        |p| p.propose(outsider, Action::Resume),
        Refusal::NoTokens(outsider),
    );
    let account = Account(99);
    let nobody = Action::Restore {
        account,
        collateral_back: true,
    };
    refused(
        &mut p,
        |p| p.propose(holder, nobody),
        Refusal::UnknownAccount(account),
    );
    let absurd = Action::Set(Setting::MinSampleBlocks(0));
    let name = "min_sample_blocks";
    let reason = InvalidConstants::Zero { name }.into();
    refused(&mut p, |p| p.propose(holder, absurd), reason);
    let nothing = ProposalId(7);
    refused(
        &mut p,
        |p| p.queue(nothing),
        Refusal::UnknownProposal(nothing),
    );
}

#[test]
fn a_proposal_whose_action_is_refused_stays_queued() {
    let mut p = protocol();
    let proposal = carried(&mut p, Action::Resume);
    pass(&mut p, 30 * DAY);
    refused(&mut p, |p| p.execute(proposal), Refusal::NotPaused);
}

#[test]
fn governance_restores_a_defaulter_with_the_collateral_still_there() {
    let mut p = protocol();
    let user = proven(&mut p, 3 * YEAR, usd(100_000));
    let home = p.borrow(user, HOME, usd(80_000), 4 * ETHER).unwrap();
    let away = p.borrow(user, Chain(1), usd(80_000), 3 * ETHER).unwrap();
    pass(&mut p, 300);
    p.settle(away).unwrap();
    p.walk_away(user, home).unwrap();
    p.walk_away(user, away).unwrap();
    p.sell_seized(Chain(1)).unwrap();
    pass(&mut p, DAY);
    assert_eq!(p.ltv(user, Chain(2)), Ok(0));
    let action = Action::Restore {
        account: user,
        collateral_back: true,
    };
    let proposal = carried(&mut p, action);
    pass(&mut p, 30 * DAY);
    p.execute(proposal).unwrap();
    assert_eq!(held(&p, user, ETH), (1_000 - 3) * ETHER);
    assert_eq!(p.ltv(user, HOME), Ok(9_000));
    assert_eq!(
        p.ltv(user, Chain(2)),
        Ok(0),
        "the message is still on its way"
    );
    pass(&mut p, 120);
    assert_eq!(p.ltv(user, Chain(2)), Ok(9_000));
    assert_conserved(&p);
}
