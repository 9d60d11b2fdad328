//! Random sequences of calls, legal and not: no call makes or loses money, and a refused one
//! changes nothing.

use std::collections::BTreeMap;

use assay_sim::chronos::protocol::*;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::stage::usd;

const PEOPLE: u32 = 6;
const CALLS: usize = 200;

#[derive(Clone, Debug)]
enum Call {
    Advance(Seconds),
    OraclePrice(Price),
    GasPrice(u64),
    MessageDelay(Seconds),
    Open(bool),
    Pay(Account, Account, u32, u128),
    BuyEth(Account, Wei),
    SellEth(Account, Wei),
    BuyTokens(Account, Wad),
    SellTokens(Account, Wad),
    Claim(Account, Seconds, Wad, bool),
    Challenge(Account, u32),
    Resolve(u32),
    Refund(u32),
    Register(Account),
    Leave(Account),
    PayIndexers,
    Deposit(Account, Chain, Wad),
    Withdraw(Account, Chain, u128),
    SellSeized(Chain),
    Borrow(Account, Chain, Wad, Wei),
    BorrowAll(Account, Chain, Wei),
    Settle(u32),
    Accrue(u32),
    Repay(Account, u32, Wad),
    Liquidate(Account, u32),
    Default(u32),
    WalkAway(Account, u32),
    BorrowerWalksAway(u32),
    Report(Account, Account),
    Resume(Account),
    Propose(Account, Action),
    Vote(Account, u32, bool),
    Unlock(Account),
    Queue(u32),
    Veto(u32, u32),
    Execute(u32),
    Adjust(Observed),
}

// Numbers drawn at random stand for one of the latest four, or for one that does not exist yet.
fn recent(number: u32, length: usize) -> u32 {
    (length as u32).wrapping_sub(number % 5)
}

fn claim_of(p: &Protocol, number: u32) -> ClaimId {
    ClaimId(recent(number, p.claims().len()))
}

fn loan_of(p: &Protocol, number: u32) -> LoanId {
    LoanId(recent(number, p.loans().len()))
}

fn proposal_of(p: &Protocol, number: u32) -> ProposalId {
    ProposalId(recent(number, p.proposals().len()))
}

impl Call {
    fn make(&self, p: &mut Protocol) -> Result<(), Refusal> {
        match *self {
            Call::Advance(span) => p.advance_to(p.now().wrapping_add(span)),
            Call::OraclePrice(price) => p.set_oracle_price(price),
            Call::GasPrice(gwei) => {
                p.set_gas_price(gwei);
                Ok(())
            }
            Call::MessageDelay(delay) => {
                p.push_message_delay(delay);
                Ok(())
            }
            Call::Open(contract) => p
                .open_account(if contract {
                    AccountKind::Contract
                } else {
                    AccountKind::ExternallyOwned
                })
                .map(drop),
            Call::Pay(from, to, asset, amount) => {
                p.pay(from, to, assay_sim::ledger::Asset(asset), amount)
            }
            Call::BuyEth(who, wei) => p.buy_eth(who, wei).map(drop),
            Call::SellEth(who, wei) => p.sell_eth(who, wei).map(drop),
            Call::BuyTokens(who, tokens) => p.buy_tokens(who, tokens).map(drop),
            Call::SellTokens(who, tokens) => p.sell_tokens(who, tokens).map(drop),
            Call::Claim(who, age, balance, holds) => p
                .submit_claim(who, Statement { age, balance }, holds)
                .map(drop),
            Call::Challenge(who, claim) => p.challenge(who, claim_of(p, claim)),
            Call::Resolve(claim) => p.resolve(claim_of(p, claim)).map(drop),
            Call::Refund(claim) => p.refund(claim_of(p, claim)),
            Call::Register(who) => p.register_indexer(who),
            Call::Leave(who) => p.leave_indexer(who),
            Call::PayIndexers => p.pay_indexers().map(drop),
            Call::Deposit(who, chain, amount) => p.deposit(who, chain, amount).map(drop),
            Call::Withdraw(who, chain, shares) => p.withdraw(who, chain, shares).map(drop),
            Call::SellSeized(chain) => p.sell_seized(chain).map(drop),
            Call::Borrow(who, chain, amount, collateral) => {
                p.borrow(who, chain, amount, collateral).map(drop)
            }
            Call::BorrowAll(who, chain, collateral) => {
                let amount = p.credit_limit(who, chain)?;
                p.borrow(who, chain, amount, collateral).map(drop)
            }
            Call::Settle(loan) => p.settle(loan_of(p, loan)),
            Call::Accrue(loan) => p.accrue(loan_of(p, loan)).map(drop),
            Call::Repay(who, loan, amount) => p.repay(who, loan_of(p, loan), amount).map(drop),
            Call::Liquidate(who, loan) => p.liquidate(who, loan_of(p, loan)).map(drop),
            Call::Default(loan) => p.default_loan(loan_of(p, loan)).map(drop),
            Call::WalkAway(who, loan) => p.walk_away(who, loan_of(p, loan)).map(drop),
            Call::BorrowerWalksAway(loan) => {
                let loan = loan_of(p, loan);
                p.walk_away(p.loan(loan)?.borrower, loan).map(drop)
            }
            Call::Report(who, contract) => p.report_contract(who, contract),
            Call::Resume(who) => p.resume(who),
            Call::Propose(who, action) => p.propose(who, action).map(drop),
            Call::Vote(who, proposal, support) => {
                p.vote(who, proposal_of(p, proposal), support).map(drop)
            }
            Call::Unlock(who) => p.unlock(who).map(drop),
            Call::Queue(proposal) => p.queue(proposal_of(p, proposal)).map(drop),
            Call::Veto(proposal, approvals) => p.veto(proposal_of(p, proposal), approvals),
            Call::Execute(proposal) => p.execute(proposal_of(p, proposal)),
            Call::Adjust(observed) => p.adjust(observed).map(drop),
        }
    }
}

fn account() -> impl Strategy<Value = Account> + Clone {
    // The last may not have been opened.
    (0..=PEOPLE + 1).prop_map(Account)
}

fn chain() -> impl Strategy<Value = Chain> + Clone {
    prop_oneof![3 => Just(HOME), 4 => (0..5_u32).prop_map(Chain), 1 => Just(Chain(9))]
}

// From a single unit through everyday amounts to more than there is.
fn amount() -> impl Strategy<Value = u128> + Clone {
    prop_oneof![
        1 => Just(0),
        1 => 1..1_000_u128,
        4 => (1..100_u128).prop_map(|tenths| tenths * WAD / 10),
        4 => (1..50_u128).prop_map(|thousands| usd(thousands * 1_000)),
        1 => 0..usd(100_000),
        1 => any::<u128>(),
    ]
}

fn collateral() -> impl Strategy<Value = Wei> + Clone {
    prop_oneof![
        Just(0),
        (1..200_u128).prop_map(|tenths| tenths * ETHER / 10)
    ]
}

fn span() -> impl Strategy<Value = Seconds> {
    prop_oneof![
        10 => 0..HOUR,
        10 => 0..DAY,
        4 => 0..10 * DAY,
        2 => 0..YEAR,
        1 => Just(u64::MAX),
    ]
}

fn setting() -> impl Strategy<Value = Setting> {
    prop_oneof![
        amount().prop_map(Setting::UserStake),
        (0..20_000_u64).prop_map(Setting::BurntShare),
        (0..200_u64).prop_map(Setting::MinSampleBlocks),
        (0..12_000_u64).prop_map(Setting::TopLtv),
        any::<u64>().prop_map(Setting::BorrowRate),
        (0..12_000_u64).prop_map(Setting::LiquidationLtv),
        any::<u64>().prop_map(Setting::RemoteBond),
        amount().prop_map(Setting::MaxHourlyBorrows),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => (account(), any::<bool>()).prop_map(|(account, collateral_back)| {
            Action::Restore { account, collateral_back }
        }),
        1 => setting().prop_map(Action::Set),
        1 => Just(Action::Resume),
    ]
}

fn observed() -> impl Strategy<Value = Observed> {
    (0..200_u64, 0..1_000_u64, 0..20_u64, any::<bool>()).prop_map(
        |(default_rate, challenge_rate, user_growth, attack_attempted)| Observed {
            default_rate,
            challenge_rate,
            user_growth,
            growth_target: 10,
            attack_attempted,
        },
    )
}

fn call() -> impl Strategy<Value = Call> {
    let claim = any::<u32>;
    let loan = any::<u32>;
    let proposal = any::<u32>;
    let prices = select(vec![
        0,
        1,
        1_000 * PRICE_UNIT,
        3_000 * PRICE_UNIT,
        9_999_999_999_999,
    ]);
    let world = prop_oneof![
        8 => span().prop_map(Call::Advance),
        2 => prices.prop_map(Call::OraclePrice),
        1 => (0..550_u64).prop_map(Call::GasPrice),
        1 => span().prop_map(Call::MessageDelay),
        1 => any::<bool>().prop_map(Call::Open),
    ];
    let money = prop_oneof![
        (account(), account(), 0..4_u32, amount())
            .prop_map(|(a, b, asset, amount)| Call::Pay(a, b, asset, amount)),
        (account(), amount()).prop_map(|(a, n)| Call::BuyEth(a, n)),
        (account(), amount()).prop_map(|(a, n)| Call::SellEth(a, n)),
        (account(), amount()).prop_map(|(a, n)| Call::BuyTokens(a, n)),
        (account(), amount()).prop_map(|(a, n)| Call::SellTokens(a, n)),
        (account(), chain(), amount()).prop_map(|(a, c, n)| Call::Deposit(a, c, n)),
        (account(), chain(), amount()).prop_map(|(a, c, n)| Call::Withdraw(a, c, n)),
        chain().prop_map(Call::SellSeized),
    ];
    let claims = prop_oneof![
        4 => (account(), 0..5 * YEAR, amount(), any::<bool>())
            .prop_map(|(a, age, n, holds)| Call::Claim(a, age, n, holds)),
        2 => (account(), claim()).prop_map(|(a, c)| Call::Challenge(a, c)),
        2 => claim().prop_map(Call::Resolve),
        6 => claim().prop_map(Call::Refund),
        1 => account().prop_map(Call::Register),
        1 => account().prop_map(Call::Leave),
        1 => (account(), account()).prop_map(|(a, b)| Call::Report(a, b)),
        1 => Just(Call::PayIndexers),
    ];
    let loans = prop_oneof![
        3 => (account(), chain(), amount(), collateral())
            .prop_map(|(a, c, n, wei)| Call::Borrow(a, c, n, wei)),
        3 => (account(), chain(), collateral()).prop_map(|(a, c, wei)| Call::BorrowAll(a, c, wei)),
        2 => loan().prop_map(Call::Settle),
        1 => loan().prop_map(Call::Accrue),
        2 => (account(), loan(), amount()).prop_map(|(a, l, n)| Call::Repay(a, l, n)),
        2 => (account(), loan()).prop_map(|(a, l)| Call::Liquidate(a, l)),
        1 => loan().prop_map(Call::Default),
        1 => (account(), loan()).prop_map(|(a, l)| Call::WalkAway(a, l)),
        1 => loan().prop_map(Call::BorrowerWalksAway),
    ];
    let rule = prop_oneof![
        10 => Just(Call::Resume(Account(0))),
        1 => account().prop_map(Call::Resume),
        3 => (account(), action()).prop_map(|(a, action)| Call::Propose(a, action)),
        10 => (account(), proposal(), prop::bool::weighted(0.8))
            .prop_map(|(a, p, support)| Call::Vote(a, p, support)),
        4 => account().prop_map(Call::Unlock),
        8 => proposal().prop_map(Call::Queue),
        1 => (proposal(), 0..7_u32).prop_map(|(p, n)| Call::Veto(p, n)),
        8 => proposal().prop_map(Call::Execute),
        1 => observed().prop_map(Call::Adjust),
    ];
    prop_oneof![4 => world, 2 => money, 4 => claims, 8 => loans, 6 => rule]
}

fn constants() -> impl Strategy<Value = Constants> {
    (
        select(vec![Backing::Reputation, Backing::Collateral]),
        select(vec![LtvSource::Schedule, LtvSource::Mapping]),
        select(vec![0, 3_333, 10_000]),
        select(vec![8_000, 10_000]),
        select(vec![0, 5_000]),
    )
        .prop_map(
            |(backing, ltv_source, burnt_share, liquidation_ltv, default_spike_floor)| Constants {
                backing,
                ltv_source,
                burnt_share,
                liquidation_ltv,
                default_spike_floor,
                time_lock: 6 * HOUR,
                voting_period: 3 * DAY,
                challenge_window: 2 * DAY,
                ..Constants::default()
            },
        )
}

fn populated(constants: Constants) -> Protocol {
    let mut p = Protocol::new(constants).unwrap();
    p.set_token_price(PRICE_UNIT).unwrap();
    for (asset, amount) in [
        (USD, usd(10_000_000)),
        (ETH, 1_000 * ETHER),
        (TOKEN, usd(100)),
    ] {
        p.endow_vault(Vault::Market, asset, amount).unwrap();
    }
    for person in 0..PEOPLE {
        let kind = if person == 0 {
            AccountKind::Contract
        } else {
            AccountKind::ExternallyOwned
        };
        let account = p.open_account(kind).unwrap();
        for (asset, amount) in [(USD, usd(400_000)), (ETH, 150 * ETHER), (TOKEN, usd(10))] {
            p.endow(account, asset, amount).unwrap();
        }
        for chain in 0..constants.chains {
            p.deposit(account, Chain(chain), usd(20_000)).unwrap();
        }
        let (age, balance) = (4 * YEAR - DAY, usd(20_000));
        p.submit_claim(account, Statement { age, balance }, true)
            .unwrap();
    }
    p.advance_to(2 * DAY).unwrap();
    for claim in 0..PEOPLE {
        p.refund(ClaimId(claim)).unwrap();
    }
    p
}

/// What must hold of any protocol, whatever was done to it.
fn check(p: &Protocol) {
    for asset in [USD, ETH, TOKEN] {
        assert_eq!(p.ledger().total(asset), p.ledger().endowed(asset));
    }
    let mut lent = vec![0; p.constants().chains() as usize];
    let (mut collateral, mut escrow, mut bonds) = (0, 0, 0);
    for loan in p.loans() {
        let live = matches!(loan.state, LoanState::Open | LoanState::Pending { .. });
        assert!(live || loan.principal == 0 && loan.collateral == 0 && loan.bond == 0);
        lent[loan.chain.0 as usize] += loan.principal;
        collateral += loan.collateral;
        bonds += loan.bond;
        if matches!(loan.state, LoanState::Pending { .. }) {
            escrow += loan.amount;
        }
    }
    for (chain, lent) in lent.into_iter().enumerate() {
        assert_eq!(p.pool(Chain(chain as u32)).map(|pool| pool.lent), Ok(lent));
    }
    let accounts = || {
        (0..)
            .map(Account)
            .take_while(|who| p.wallet(*who, USD).is_ok())
    };
    let locked: Wad = accounts().map(|who| p.locked_tokens(who).unwrap()).sum();
    assert_eq!(p.vault(Vault::Votes, TOKEN), Ok(locked));
    for chain in (0..p.constants().chains()).map(Chain) {
        let shares: u128 = accounts().map(|who| p.shares(who, chain).unwrap()).sum();
        let ether = p.vault(Vault::Pool(chain), ETH);
        let cash = p.vault(Vault::Pool(chain), USD);
        if let Ok(pool) = p.pool(chain) {
            assert_eq!(pool.shares, shares);
            assert_eq!((ether, cash), (Ok(pool.seized), Ok(pool.cash)));
        }
    }
    assert_eq!(p.vault(Vault::Collateral, ETH), Ok(collateral));
    assert_eq!(p.vault(Vault::Escrow, USD), Ok(escrow));
    assert_eq!(p.vault(Vault::Bonds, USD), Ok(bonds));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_calls_makes_or_loses_money_and_a_refused_call_changes_nothing(
        constants in constants(),
        calls in prop::collection::vec(call(), CALLS),
    ) {
        let mut protocol = populated(constants);
        let mut before = protocol.clone();
        for call in &calls {
            before.clone_from(&protocol);
            if let Err(refusal) = call.make(&mut protocol) {
                prop_assert_eq!(&protocol, &before, "{:?} refused: {}", call, refusal);
            }
            check(&protocol);
        }
    }
}

#[test]
fn the_random_calls_reach_every_call_and_the_rarer_rules() {
    let mut runner = TestRunner::deterministic();
    let mut accepted = BTreeMap::new();
    let mut refused = BTreeMap::new();
    let mut happened = Totals::default();
    let mut restored = 0;
    for _ in 0..192 {
        let setup = constants().new_tree(&mut runner).unwrap().current();
        let calls = prop::collection::vec(call(), CALLS);
        let calls = calls.new_tree(&mut runner).unwrap().current();
        let mut p = populated(setup);
        for call in &calls {
            let debug = format!("{call:?}");
            let name = debug.split('(').next().unwrap_or_default().to_owned();
            let outcomes = match call.make(&mut p) {
                Ok(()) => &mut accepted,
                Err(_) => &mut refused,
            };
            *outcomes.entry(name).or_insert(0) += 1;
        }
        let totals = p.totals();
        happened.liquidations += totals.liquidations;
        happened.cancelled_loans += totals.cancelled_loans;
        happened.rejected_claims += totals.rejected_claims;
        happened.failed_challenges += totals.failed_challenges;
        happened.recovered += totals.recovered;
        restored += p
            .proposals()
            .iter()
            .filter(|it| it.state == ProposalState::Executed)
            .filter(|it| matches!(it.action, Action::Restore { .. }))
            .count();
    }
    assert_eq!(
        accepted.len(),
        38,
        "accepted: {accepted:?}, refused: {refused:?}"
    );
    assert!(happened.liquidations > 0 && happened.cancelled_loans > 0);
    assert!(happened.rejected_claims > 0 && happened.failed_challenges > 0);
    assert!(happened.recovered > 0 && restored > 0);
}
