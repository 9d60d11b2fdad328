//! A protocol with money in it, for tests to act on.

use assay_sim::chronos::protocol::*;
use assay_sim::ledger::Asset;

/// 18 decimals of a whole number of dollars.
pub(crate) const fn usd(dollars: u128) -> Wad {
    dollars * WAD
}

/// A protocol with those constants, a market with 1 000 M USD and 1 M ETH, and 100 M USD of the
/// lender's (account 1) in every pool.
pub(crate) fn protocol_with(change: impl FnOnce(&mut Constants)) -> Protocol {
    let mut constants = Constants::default();
    change(&mut constants);
    let mut protocol = Protocol::new(constants).unwrap();
    protocol
        .endow_vault(Vault::Market, USD, usd(1_000_000_000))
        .unwrap();
    protocol
        .endow_vault(Vault::Market, ETH, 1_000_000 * ETHER)
        .unwrap();
    let lender = open(&mut protocol);
    for chain in 0..constants.chains {
        protocol.endow(lender, USD, usd(100_000_000)).unwrap();
        protocol
            .deposit(lender, Chain(chain), usd(100_000_000))
            .unwrap();
    }
    protocol
}

/// [`protocol_with`] the paper's constants, without the breaker's check of defaults, which would
/// pause at the first of them.
pub(crate) fn protocol() -> Protocol {
    protocol_with(|constants| constants.default_spike_floor = 1_000)
}

pub(crate) const LENDER: Account = Account(1);

/// A person with 1 000 ETH and 10 M USD.
pub(crate) fn open(protocol: &mut Protocol) -> Account {
    let account = protocol.open_account(AccountKind::ExternallyOwned).unwrap();
    protocol.endow(account, ETH, 1_000 * ETHER).unwrap();
    protocol.endow(account, USD, usd(10_000_000)).unwrap();
    account
}

/// A person whose claim of that age and balance was confirmed just now.
pub(crate) fn proven(protocol: &mut Protocol, age: Seconds, balance: Wad) -> Account {
    let account = open(protocol);
    prove(protocol, account, age, balance);
    account
}

pub(crate) fn prove(protocol: &mut Protocol, account: Account, age: Seconds, balance: Wad) {
    let claim = protocol
        .submit_claim(account, Statement { age, balance }, true)
        .unwrap();
    pass(protocol, protocol.constants().challenge_window());
    protocol.refund(claim).unwrap();
}

pub(crate) fn pass(protocol: &mut Protocol, span: Seconds) {
    protocol.advance_to(protocol.now() + span).unwrap();
}

pub(crate) fn held(protocol: &Protocol, account: Account, asset: Asset) -> u128 {
    protocol.wallet(account, asset).unwrap()
}

/// Asserts that a call is refused for that reason and leaves the protocol as it was.
pub(crate) fn refused<T: std::fmt::Debug + PartialEq>(
    protocol: &mut Protocol,
    call: impl FnOnce(&mut Protocol) -> Result<T, Refusal>,
    reason: Refusal,
) {
    let before = protocol.clone();
    assert_eq!(call(protocol), Err(reason));
    assert_eq!(*protocol, before, "a refused call changed something");
}

pub(crate) fn assert_conserved(protocol: &Protocol) {
    for asset in [USD, ETH, TOKEN] {
        assert_eq!(
            protocol.ledger().total(asset),
            protocol.ledger().endowed(asset)
        );
    }
}
