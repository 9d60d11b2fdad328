//! The constants in force, and which of them are used.

use std::sync::Arc;

use super::constants::{
    Backing, Constants, ContractBorrows, InvalidConstants, LtvSource, LtvStep, Setting,
    SlashSource, SlashStep,
};
use super::refusal::Refusal;
use super::units::{Block, Bps, Seconds, Wad, Wei};
use crate::chronos::watch::{Watch, watched};

/// The constants that a protocol runs on. Each is given out by a function of its own, so that whoever plays can be asked
/// afterwards which of them it used: see [`Economy::read`](crate::chronos::Economy::read).
#[derive(Clone, Debug)]
pub struct InForce {
    constants: Constants,
    watch: Option<Arc<Watch>>,
}

watched! {
    InForce { pub fn of constants }
    pub(in crate::chronos) enum ConstantBit {
        /// [`Constants::user_stake`].
        user_stake: Wei,
        /// [`Constants::challenger_stake`].
        challenger_stake: Wei,
        /// [`Constants::indexer_stake`].
        indexer_stake: Wei,
        /// [`Constants::challenge_window`].
        challenge_window: Seconds,
        /// [`Constants::burnt_share`].
        burnt_share: Bps,
        /// [`Constants::min_sample_blocks`].
        min_sample_blocks: Block,
        /// [`Constants::samples_per_year`].
        samples_per_year: u64,
        /// [`Constants::cross_chain_cooldown`].
        cross_chain_cooldown: Seconds,
        /// [`Constants::max_hourly_borrows`].
        max_hourly_borrows: Wad,
        /// [`Constants::ltv_steps`].
        ltv_steps: [LtvStep; 5],
        /// [`Constants::ltv_source`].
        ltv_source: LtvSource,
        /// [`Constants::slash_steps`].
        slash_steps: [SlashStep; 3],
        /// [`Constants::slash_source`].
        slash_source: SlashSource,
        /// [`Constants::borrow_rate`].
        borrow_rate: Bps,
        /// [`Constants::indexer_fee`].
        indexer_fee: Bps,
        /// [`Constants::protocol_cut`].
        protocol_cut: Bps,
        /// [`Constants::liquidation_fee`].
        liquidation_fee: Bps,
        /// [`Constants::liquidator_share`].
        liquidator_share: Bps,
        /// [`Constants::liquidation_ltv`].
        liquidation_ltv: Bps,
        /// [`Constants::loan_term`].
        loan_term: Seconds,
        /// [`Constants::chains`].
        chains: u32,
        /// [`Constants::remote_bond`].
        remote_bond: Bps,
        /// [`Constants::remote_settlement`].
        remote_settlement: Seconds,
        /// [`Constants::message_delay`].
        message_delay: Seconds,
        /// [`Constants::voting_period`].
        voting_period: Seconds,
        /// [`Constants::time_lock`].
        time_lock: Seconds,
        /// [`Constants::council_seats`].
        council_seats: u32,
        /// [`Constants::council_veto`].
        council_veto: u32,
        /// [`Constants::quorum`].
        quorum: Bps,
        /// [`Constants::gas_pause`].
        gas_pause: u64,
        /// [`Constants::default_spike`].
        default_spike: Bps,
        /// [`Constants::default_spike_floor`].
        default_spike_floor: u64,
        /// [`Constants::contract_borrows`].
        contract_borrows: ContractBorrows,
        /// [`Constants::backing`].
        backing: Backing,
    }
}

impl InForce {
    /// These constants, with somebody to watch their uses.
    pub(in crate::chronos) fn watched(constants: Constants, watch: Option<Arc<Watch>>) -> Self {
        Self { constants, watch }
    }

    /// All of them; whoever asks for all has used all.
    #[must_use]
    pub fn all(&self) -> Constants {
        self.uses_all();
        self.constants
    }

    /// Loan-to-value at the last step, basis points.
    #[must_use]
    pub fn top_ltv(&self) -> Bps {
        let [.., last] = self.ltv_steps();
        last.ltv
    }

    /// As [`Constants::with`]. Setting or checking a constant is no use of it, unless it is refused.
    ///
    /// # Errors
    /// A value no contract could run with.
    pub fn with(&self, setting: Setting) -> Result<Self, InvalidConstants> {
        Ok(Self {
            constants: self
                .constants
                .with(setting)
                .inspect_err(|_| self.uses_all())?,
            watch: self.watch.clone(),
        })
    }

    /// Puts in the place of one constant what is made of it. That is no use of it: whoever uses what it has become uses what
    /// it was.
    ///
    /// # Errors
    /// Those of `change`; a value no contract could run with.
    pub(in crate::chronos) fn adjust<T: Copy>(
        &mut self,
        constant: fn(&mut Constants) -> &mut T,
        change: impl FnOnce(T) -> Result<T, Refusal>,
    ) -> Result<(), Refusal> {
        let mut constants = self.constants;
        let place = constant(&mut constants);
        *place = change(*place).inspect_err(|_| self.uses_all())?;
        constants.validate().inspect_err(|_| self.uses_all())?;
        self.constants = constants;
        Ok(())
    }

    /// As [`Constants::validate`]. Checking a constant is no use of it, unless it is refused.
    ///
    /// # Errors
    /// The first offending constant.
    pub(super) fn validate(&self) -> Result<(), InvalidConstants> {
        self.constants.validate().inspect_err(|_| self.uses_all())
    }

    /// Whoever is refused goes on for what any of them may have been.
    fn uses_all(&self) {
        if let Some(watch) = &self.watch {
            watch.uses_all();
        }
    }
}

impl From<Constants> for InForce {
    fn from(constants: Constants) -> Self {
        Self {
            constants,
            watch: None,
        }
    }
}

/// The same constants, watched by the same watch.
impl From<&InForce> for InForce {
    fn from(constants: &Self) -> Self {
        constants.clone()
    }
}

/// Whether the constants are the same, whoever watches them.
impl PartialEq for InForce {
    fn eq(&self, other: &Self) -> bool {
        self.constants == other.constants
    }
}

impl Eq for InForce {}
