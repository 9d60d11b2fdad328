//! Contracts that borrow for others, and the indexers who spot them.

use super::AccountKind;
use super::messages::Verdict;
use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, HOME};

impl Protocol {
    /// An indexer reports a contract that has a reputation of its own: it is blacklisted, at home
    /// now and elsewhere when the message arrives. The paper's vector 6: an "indexer spots contract
    /// pattern", and the reputation is slashed.
    ///
    /// # Errors
    /// A caller who is not an indexer; an account that is not a contract, or has no reputation.
    pub fn report_contract(&mut self, caller: Account, contract: Account) -> Result<(), Refusal> {
        if self.account(caller)?.indexer_stake.is_none() {
            return Err(Refusal::NotIndexer(caller));
        }
        if self.account(contract)?.kind != AccountKind::Contract {
            return Err(Refusal::NotContract(contract));
        }
        if !self.local(contract, HOME)?.standing.proven {
            return Err(Refusal::NoReputation {
                account: contract,
                chain: HOME,
            });
        }
        self.pronounce(HOME, contract, Verdict::Slash(100))
    }
}
