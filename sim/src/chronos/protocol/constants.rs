//! The numbers the contract is deployed with, and which of them governance may change.

use thiserror::Error;

use super::units::{Block, Bps, DAY, ETHER, HOUR, MONTH, Seconds, WAD, WHOLE, Wad, Wei, YEAR};

/// Which of the paper's two readings of the LTV schedule is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LtvSource {
    /// The table: [`Constants::ltv_steps`].
    Schedule,
    /// The Solidity mapping `ltvByAge`, by whole years, absent keys being zero.
    Mapping,
}

/// Which of the paper's two readings of the slashing schedule is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlashSource {
    /// The Solidity function `calculateSlash`: [`Constants::slash_steps`].
    Contract,
    /// The paper's table, [`scheduled_slash`](super::scheduled_slash).
    Schedule,
}

/// What stands behind a loan. The paper says both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backing {
    /// The record alone; collateral may be posted but need not.
    Reputation,
    /// Posted ether, of which the record only decides the loan-to-value.
    Collateral,
}

/// Whether contracts may borrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractBorrows {
    /// `require(msg.sender == tx.origin)`.
    Refused,
    /// Anyone may.
    Allowed,
}

/// From which reputation age on which loan-to-value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LtvStep {
    /// Age from which the step holds, seconds.
    pub from: Seconds,
    /// Loan-to-value, basis points.
    pub ltv: Bps,
}

/// From which share of a loan left unpaid on how much of the record is slashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlashStep {
    /// Unpaid share of the loan from which the step holds, basis points.
    pub from: Bps,
    /// Slashed, percent; 100 is the blacklist.
    pub percent: u64,
}

/// Every number of the contract. [`Constants::default`] is the paper's Balanced configuration; what
/// the paper does not name is marked "assumption".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constants {
    /// Stake behind a claim, wei.
    pub user_stake: Wei,
    /// Stake behind a challenge, wei.
    pub challenger_stake: Wei,
    /// Stake locked to be an indexer, wei.
    pub indexer_stake: Wei,
    /// Time in which a claim can be challenged; the paper's "auto-refund after 7 days".
    pub challenge_window: Seconds,
    /// Share of a slashed stake that is burnt instead of paid to the winner. Assumption: none, as
    /// the paper pays a challenge's winner everything.
    pub burnt_share: Bps,
    /// Least distance of two samples of a temporal proof, blocks.
    pub min_sample_blocks: Block,
    /// Samples a temporal proof must show for each year of age.
    pub samples_per_year: u64,
    /// Time between two borrows of one account on chains other than home.
    pub cross_chain_cooldown: Seconds,
    /// Borrow volume over all chains in one clock hour above which the breaker pauses, USD.
    pub max_hourly_borrows: Wad,
    /// Loan-to-value by age; the first step also holds during probation.
    pub ltv_steps: [LtvStep; 5],
    /// Which reading of the LTV schedule is in force. The table by default.
    pub ltv_source: LtvSource,
    /// Slash by severity, for the reading of the Solidity function.
    pub slash_steps: [SlashStep; 3],
    /// Which reading of the slashing schedule is in force. The Solidity function by default.
    pub slash_source: SlashSource,
    /// Simple interest per year.
    pub borrow_rate: Bps,
    /// Indexers' origination fee, of the amount borrowed.
    pub indexer_fee: Bps,
    /// Treasury's cut of lenders' interest.
    pub protocol_cut: Bps,
    /// Liquidation fee, of the debt a liquidator pays, taken out of the collateral.
    pub liquidation_fee: Bps,
    /// Liquidator's share of that fee, the rest being the treasury's. Assumption: half. The paper
    /// books the whole fee as revenue, which would leave nobody a reason to liquidate.
    pub liquidator_share: Bps,
    /// Debt in proportion to collateral value above which a loan can be liquidated. Assumption:
    /// 100 %; the paper names no maintenance threshold.
    pub liquidation_ltv: Bps,
    /// Time from payout to maturity. The paper's unit economics speak of 6 months.
    pub loan_term: Seconds,
    /// Chains, home included. The paper's timing attack counts 5.
    pub chains: u32,
    /// Bond in USD for a borrow away from home, of the loan. Assumption: 100 %.
    pub remote_bond: Bps,
    /// Time a borrow away from home stays pending. Assumption: 300 s, the paper's "5 min".
    pub remote_settlement: Seconds,
    /// Delay of a cross-chain message when none was given in advance. Assumption: 120 s, the
    /// least of the paper's 2–10 min.
    pub message_delay: Seconds,
    /// Time a proposal is voted on. Assumption: 7 days.
    pub voting_period: Seconds,
    /// Time from queueing a proposal to the earliest execution.
    pub time_lock: Seconds,
    /// Seats of the security council.
    pub council_seats: u32,
    /// Approvals that veto a proposal.
    pub council_veto: u32,
    /// Share of all vote tokens that must take part in a vote. Assumption: 4 %, as OpenZeppelin's
    /// Governor wizard proposes.
    pub quorum: Bps,
    /// Gas price above which the breaker pauses, gwei.
    pub gas_pause: u64,
    /// Defaults today, in proportion to the average of earlier days, above which the breaker pauses.
    pub default_spike: Bps,
    /// Defaults in a day that never count as a spike. The paper has no such floor: zero.
    pub default_spike_floor: u64,
    /// Whether contracts may borrow.
    pub contract_borrows: ContractBorrows,
    /// What stands behind a loan.
    pub backing: Backing,
}

impl Default for Constants {
    fn default() -> Self {
        let step = |from, ltv| LtvStep { from, ltv };
        let slash = |from, percent| SlashStep { from, percent };
        Self {
            user_stake: ETHER / 10,
            challenger_stake: ETHER / 5,
            indexer_stake: 100 * ETHER,
            challenge_window: 7 * DAY,
            burnt_share: 0,
            min_sample_blocks: 100,
            samples_per_year: 52,
            cross_chain_cooldown: HOUR,
            max_hourly_borrows: 10_000_000 * WAD,
            ltv_steps: [
                step(0, 5_000),
                step(6 * MONTH, 6_500),
                step(YEAR, 7_500),
                step(2 * YEAR, 8_500),
                step(3 * YEAR, 9_000),
            ],
            ltv_source: LtvSource::Schedule,
            slash_steps: [slash(0, 20), slash(1_000, 50), slash(5_000, 100)],
            slash_source: SlashSource::Contract,
            borrow_rate: 1_000,
            indexer_fee: 10,
            protocol_cut: 1_000,
            liquidation_fee: 500,
            liquidator_share: 5_000,
            liquidation_ltv: WHOLE,
            loan_term: 6 * MONTH,
            chains: 5,
            remote_bond: WHOLE,
            remote_settlement: 300,
            message_delay: 120,
            voting_period: 7 * DAY,
            time_lock: 30 * DAY,
            council_seats: 9,
            council_veto: 5,
            quorum: 400,
            gas_pause: 500,
            default_spike: 2 * WHOLE,
            default_spike_floor: 0,
            contract_borrows: ContractBorrows::Refused,
            backing: Backing::Reputation,
        }
    }
}

/// A constant governance may set, with its new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// [`Constants::user_stake`], wei.
    UserStake(Wei),
    /// [`Constants::challenger_stake`], wei.
    ChallengerStake(Wei),
    /// [`Constants::indexer_stake`], wei.
    IndexerStake(Wei),
    /// [`Constants::burnt_share`].
    BurntShare(Bps),
    /// [`Constants::min_sample_blocks`].
    MinSampleBlocks(Block),
    /// [`Constants::samples_per_year`].
    SamplesPerYear(u64),
    /// [`Constants::cross_chain_cooldown`].
    CrossChainCooldown(Seconds),
    /// [`Constants::max_hourly_borrows`], USD.
    MaxHourlyBorrows(Wad),
    /// The last of [`Constants::ltv_steps`]; earlier steps are lowered where they would exceed it.
    TopLtv(Bps),
    /// [`Constants::borrow_rate`], for loans paid out from then on.
    BorrowRate(Bps),
    /// [`Constants::liquidation_ltv`].
    LiquidationLtv(Bps),
    /// [`Constants::remote_bond`].
    RemoteBond(Bps),
    /// [`Constants::gas_pause`], gwei.
    GasPause(u64),
    /// [`Constants::contract_borrows`].
    ContractBorrows(ContractBorrows),
}

/// Constants that no contract could run with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidConstants {
    /// A share above the whole.
    #[error("{name} is {value} bps, more than the whole")]
    ShareAboveWhole {
        /// The constant.
        name: &'static str,
        /// Its value, basis points.
        value: Bps,
    },
    /// A zero that would divide or switch everything off.
    #[error("{name} must not be zero")]
    Zero {
        /// The constant.
        name: &'static str,
    },
    /// Slash steps that do not start at nothing, or do not rise.
    #[error(
        "the slashing schedule must start at a severity of zero, with rising severities and a slash that never falls, to 100 % at most"
    )]
    SlashStepsOutOfOrder,
    /// LTV steps that do not start at age zero, or do not rise.
    #[error(
        "the LTV schedule must start at age zero, with rising ages and an LTV that never falls"
    )]
    LtvStepsOutOfOrder,
    /// More chains than [`Constants::MAX_CHAINS`].
    #[error("{given} chains are more than the {most} supported")]
    TooManyChains {
        /// Chains asked for.
        given: u32,
        /// Most chains supported.
        most: u32,
    },
    /// A running protocol cannot gain or lose chains.
    #[error("a running protocol cannot go from {from} chains to {to}")]
    ChainsChanged {
        /// Chains it runs on.
        from: u32,
        /// Chains asked for.
        to: u32,
    },
    /// A veto that needs more approvals than there are seats.
    #[error("a veto of {veto} cannot be reached with {seats} seats")]
    VetoOutOfReach {
        /// Approvals needed.
        veto: u32,
        /// Seats there are.
        seats: u32,
    },
}

impl Constants {
    /// Most chains supported: every account keeps a record per chain.
    pub const MAX_CHAINS: u32 = 256;

    /// Refuses constants that no contract could run with.
    ///
    /// # Errors
    /// The first offending constant.
    pub fn validate(&self) -> Result<(), InvalidConstants> {
        let shares = [
            ("burnt_share", self.burnt_share),
            ("indexer_fee", self.indexer_fee),
            ("protocol_cut", self.protocol_cut),
            ("liquidation_fee", self.liquidation_fee),
            ("liquidator_share", self.liquidator_share),
            ("quorum", self.quorum),
        ];
        let ltvs = self.ltv_steps.iter().map(|step| ("ltv_steps", step.ltv));
        for (name, value) in shares.into_iter().chain(ltvs) {
            if value > WHOLE {
                return Err(InvalidConstants::ShareAboveWhole { name, value });
            }
        }
        let nonzero = [
            ("min_sample_blocks", self.min_sample_blocks),
            ("samples_per_year", self.samples_per_year),
            ("liquidation_ltv", self.liquidation_ltv),
            ("chains", u64::from(self.chains)),
            ("council_veto", u64::from(self.council_veto)),
        ];
        for (name, value) in nonzero {
            if value == 0 {
                return Err(InvalidConstants::Zero { name });
            }
        }
        if self.chains > Self::MAX_CHAINS {
            return Err(InvalidConstants::TooManyChains {
                given: self.chains,
                most: Self::MAX_CHAINS,
            });
        }
        if self.council_veto > self.council_seats {
            return Err(InvalidConstants::VetoOutOfReach {
                veto: self.council_veto,
                seats: self.council_seats,
            });
        }
        let [first, ..] = self.ltv_steps;
        let rising = self
            .ltv_steps
            .iter()
            .zip(self.ltv_steps.iter().skip(1))
            .all(|(a, b)| a.from < b.from && a.ltv <= b.ltv);
        if first.from != 0 || !rising {
            return Err(InvalidConstants::LtvStepsOutOfOrder);
        }
        let [lightest, .., heaviest] = self.slash_steps;
        let rising = self
            .slash_steps
            .iter()
            .zip(self.slash_steps.iter().skip(1))
            .all(|(a, b)| a.from < b.from && a.percent <= b.percent);
        if lightest.from != 0 || heaviest.percent > 100 || !rising {
            return Err(InvalidConstants::SlashStepsOutOfOrder);
        }
        Ok(())
    }

    /// The same constants with one of them set, validated.
    ///
    /// # Errors
    /// A value no contract could run with.
    pub fn with(mut self, setting: Setting) -> Result<Self, InvalidConstants> {
        match setting {
            Setting::UserStake(wei) => self.user_stake = wei,
            Setting::ChallengerStake(wei) => self.challenger_stake = wei,
            Setting::IndexerStake(wei) => self.indexer_stake = wei,
            Setting::BurntShare(share) => self.burnt_share = share,
            Setting::MinSampleBlocks(blocks) => self.min_sample_blocks = blocks,
            Setting::SamplesPerYear(samples) => self.samples_per_year = samples,
            Setting::CrossChainCooldown(span) => self.cross_chain_cooldown = span,
            Setting::MaxHourlyBorrows(usd) => self.max_hourly_borrows = usd,
            Setting::TopLtv(top) => self.ltv_steps = up_to(self.ltv_steps, top),
            Setting::BorrowRate(rate) => self.borrow_rate = rate,
            Setting::LiquidationLtv(ltv) => self.liquidation_ltv = ltv,
            Setting::RemoteBond(share) => self.remote_bond = share,
            Setting::GasPause(gwei) => self.gas_pause = gwei,
            Setting::ContractBorrows(policy) => self.contract_borrows = policy,
        }
        self.validate()?;
        Ok(self)
    }

    /// Loan-to-value at the last step, basis points.
    #[must_use]
    pub fn top_ltv(&self) -> Bps {
        let [.., last] = self.ltv_steps;
        last.ltv
    }
}

/// A schedule whose last step has that LTV, and none more.
pub(super) fn up_to(mut steps: [LtvStep; 5], top: Bps) -> [LtvStep; 5] {
    for step in &mut steps {
        step.ltv = step.ltv.min(top);
    }
    let [.., last] = &mut steps;
    last.ltv = top;
    steps
}
