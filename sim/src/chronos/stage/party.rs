//! The attacker as a party to the outcome: his wallets and records, before and after.

use super::{Stage, dollars};
use crate::chronos::protocol::{Account, ETH, HOME, Refusal, USD, Wad};

/// What one played attack came to, in USD.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::chronos) struct Episode {
    /// What the attacker's wallets hold more than before, and the change in worth of his records.
    pub profit: f64,
    /// The least that this plan could have come to, whatever its luck.
    pub worst: f64,
    /// The most that this plan could have come to, whatever its luck.
    pub best: f64,
}

/// From the worst to the best that a plan can come to, in USD.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Range {
    pub(in crate::chronos) worst: f64,
    pub(in crate::chronos) best: f64,
}

/// The attacker: his wallets, and the records whose worth he gains or loses with them.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct Party {
    wallets: Vec<Account>,
    opening: Wad,
    records: Vec<Record>,
}

#[derive(Clone, Copy, Debug)]
struct Record {
    account: Account,
    worth: f64,
    clean_before: bool,
}

impl Party {
    /// How many wallets there are.
    pub(in crate::chronos) fn size(&self) -> usize {
        self.wallets.len()
    }

    /// What the records are worth together, in USD.
    pub(in crate::chronos) fn records(&self) -> f64 {
        self.records.iter().map(|record| record.worth).sum()
    }
}

impl Stage {
    /// The attacker from now on: what these wallets hold now is where his profit starts from.
    pub(in crate::chronos) fn party(&self, wallets: &[Account]) -> Result<Party, Refusal> {
        Ok(Party {
            wallets: wallets.to_vec(),
            opening: self.holdings(wallets)?,
            records: Vec::new(),
        })
    }

    /// Counts a record of `worth` USD with the party: lost if `account` ends blacklisted, won if it
    /// no longer is.
    pub(in crate::chronos) fn with_record(
        &self,
        mut party: Party,
        account: Account,
        worth: f64,
    ) -> Result<Party, Refusal> {
        party.records.push(Record {
            account,
            worth,
            clean_before: self.is_clean(account)?,
        });
        Ok(party)
    }

    /// Reads the outcome off the party's wallets and records.
    pub(in crate::chronos) fn episode(
        &self,
        party: &Party,
        range: Range,
    ) -> Result<Episode, Refusal> {
        let closing = self.holdings(&party.wallets)?;
        let mut profit = if closing >= party.opening {
            dollars(closing - party.opening)
        } else {
            -dollars(party.opening - closing)
        };
        for record in &party.records {
            match (record.clean_before, self.is_clean(record.account)?) {
                (true, false) => profit -= record.worth,
                (false, true) => profit += record.worth,
                _ => {}
            }
        }
        Ok(Episode {
            profit,
            worst: range.worst.min(profit),
            best: range.best.max(profit),
        })
    }

    /// The outcome of a plan in which nothing is left to chance.
    pub(in crate::chronos) fn certain(&self, party: &Party) -> Result<Episode, Refusal> {
        self.episode(
            party,
            Range {
                worst: f64::INFINITY,
                best: f64::NEG_INFINITY,
            },
        )
    }

    fn is_clean(&self, account: Account) -> Result<bool, Refusal> {
        Ok(!self.protocol.standing(account, HOME)?.blacklisted)
    }

    /// Dollars and ether in the wallets, at the oracle price. Vote tokens are written off: the paper
    /// counts their whole price as spent.
    fn holdings(&self, wallets: &[Account]) -> Result<Wad, Refusal> {
        let mut sum: Wad = 0;
        for &wallet in wallets {
            let ether = self.protocol.wallet(wallet, ETH)?;
            let usd = self.protocol.wallet(wallet, USD)?;
            sum = sum
                .checked_add(usd)
                .and_then(|sum| sum.checked_add(self.protocol.eth_value(ether).ok()?))
                .ok_or(Refusal::Overflow)?;
        }
        Ok(sum)
    }
}
