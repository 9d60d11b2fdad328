//! The protocol's constants and the world around it, as one scenario sets them.

use assay_scenarios::Scenario;

use super::{
    amounts::{Amounts, BILLION, Billionths, EconomyError, scaled},
    protocol::{
        Backing, Constants, ContractBorrows, LtvStep, PRICE_UNIT, Price, Refusal, Seconds, Wad,
        YEAR,
    },
};
use crate::market::{HourlyReturns, JumpDiffusion, MessageDelay, PriceModel};

/// Hours of consecutive history that are replayed at a time.
const HISTORY_BLOCK: u64 = 24;

/// What every run of a scenario shares: the contract's constants, and what the world is like.
///
/// Numbers that one attack alone needs are read by that attack.
#[derive(Clone, Debug)]
pub struct Economy {
    pub(super) constants: Constants,
    pub(super) eth_price: Price,
    pub(super) volatility: Volatility,
    /// Hourly returns to replay in place of the volatility.
    pub(super) history: Option<HourlyReturns>,
    pub(super) delay: MessageDelay,
    /// Probability that the scan finds a false claim in time.
    pub(super) detection_rate: f64,
    /// Probability that the indexers challenge a true claim.
    pub(super) false_positive_rate: f64,
    pub(super) indexers: u64,
    /// Worth of a clean record to somebody with a future.
    pub(super) record_value: Wad,
    pub(super) proven_balance: Wad,
    pub(super) top_age: Seconds,
    /// Interest a year that an attacker pays outside, in billionths.
    pub(super) capital_rate: Billionths,
    /// Return a year forgone on idle capital, in billionths.
    pub(super) opportunity_rate: Billionths,
    pub(super) transaction_cost: Wad,
    pub(super) pause_time: Seconds,
}

/// How the ETH price moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Volatility {
    /// Annualised, jumps included.
    pub(super) total: f64,
    /// Share of the variance that comes in jumps.
    pub(super) jump_share: f64,
    pub(super) jumps_per_year: f64,
}

impl Volatility {
    pub(super) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            total: read.float("eth_volatility")?,
            jump_share: read.float("jump_share")?,
            jumps_per_year: read.float("jumps_per_year")?,
        })
    }

    /// A martingale whose variance comes partly in jumps.
    pub(super) fn law(self) -> PriceModel {
        let Self {
            total,
            jump_share,
            jumps_per_year,
        } = self;
        let variance = total * total;
        PriceModel::Jump(JumpDiffusion {
            drift: 0.0,
            volatility: libm::sqrt(variance * (1.0 - jump_share)),
            jumps_per_year,
            jump_mean: 0.0,
            jump_sd: libm::sqrt(variance * jump_share / jumps_per_year),
        })
    }
}

impl Economy {
    /// Reads what the executable protocol and its world need from `scenario`.
    ///
    /// # Errors
    /// [`EconomyError`] names the parameter that is missing, or that the contract's integers cannot
    /// hold exactly.
    pub fn read(scenario: &Scenario) -> Result<Self, EconomyError> {
        let read = Amounts(scenario);
        Ok(Self {
            constants: constants(&read)?,
            eth_price: read.price("eth_price")?,
            volatility: Volatility::read(&read)?,
            history: None,
            delay: delay(&read)?,
            detection_rate: read.float("detection_rate")?,
            false_positive_rate: read.float("false_positive_rate")?,
            indexers: read.whole("indexers", "count")?,
            record_value: read.usd("blacklist_npv")?,
            proven_balance: read.usd("proven_balance")?,
            top_age: read.seconds("top_age")?,
            capital_rate: read.billionths("capital_rate", "fraction/year")?,
            opportunity_rate: read.billionths("opportunity_rate", "fraction/year")?,
            transaction_cost: read.usd("transaction_cost")?,
            pause_time: read.seconds("pause_time")?,
        })
    }

    /// The same economy with the ETH price replayed from `history`, a day after a random hour at a
    /// time.
    #[must_use]
    pub fn replaying(mut self, history: HourlyReturns) -> Self {
        self.history = Some(history);
        self
    }

    /// The law of the ETH price: replayed where there is a history, otherwise a martingale whose
    /// variance comes partly in jumps.
    pub(super) fn price_model(&self) -> PriceModel {
        if let Some(returns) = self.history.clone() {
            return PriceModel::Historical {
                returns,
                block_hours: HISTORY_BLOCK,
            };
        }
        self.volatility.law()
    }

    /// Whether the ETH price is replayed from a history.
    pub fn replays_history(&self) -> bool {
        self.history.is_some()
    }

    /// The contract's constants.
    pub fn constants(&self) -> &Constants {
        &self.constants
    }
}

fn constants(read: &Amounts<'_>) -> Result<Constants, EconomyError> {
    let defaults = Constants::default();
    let constants = Constants {
        user_stake: read.wei("user_stake")?,
        challenger_stake: read.wei("challenger_stake")?,
        indexer_stake: read.wei("indexer_stake")?,
        challenge_window: read.seconds("challenge_window")?,
        burnt_share: read.bps("burnt_share")?,
        min_sample_blocks: read.whole("min_sample_blocks", "block")?,
        samples_per_year: read.whole("samples_per_year", "count/year")?,
        cross_chain_cooldown: read.seconds("cross_chain_cooldown")?,
        max_hourly_borrows: read.usd("max_hourly_borrows")?,
        ltv_steps: ltv_steps(read)?,
        borrow_rate: read.bps_per_year("borrow_rate")?,
        indexer_fee: read.bps("indexer_fee")?,
        protocol_cut: read.bps("protocol_cut")?,
        liquidation_fee: read.bps("liquidation_fee")?,
        liquidation_ltv: read.bps("liquidation_ltv")?,
        loan_term: read.seconds("loan_term")?,
        chains: read.count("chains")? + 1,
        remote_bond: read.bps("remote_bond")?,
        remote_settlement: read.seconds("remote_settlement")?,
        // The paper names no quorum.
        quorum: 0,
        voting_period: read.seconds("voting_period")?,
        time_lock: read.seconds("time_lock")?,
        gas_pause: read.whole("gas_pause", "gwei/gas")?,
        default_spike: read.bps("default_spike")?,
        contract_borrows: read.choice(
            "contract_borrows",
            &[
                ("refused", ContractBorrows::Refused),
                ("allowed", ContractBorrows::Allowed),
            ],
        )?,
        backing: read.choice(
            "loan_backing",
            &[
                ("reputation", Backing::Reputation),
                ("collateral", Backing::Collateral),
            ],
        )?,
        ..defaults
    };
    constants.validate()?;
    Ok(constants)
}

/// The paper's schedule up to the top step, whose age and LTV are parameters; no step exceeds it.
fn ltv_steps(read: &Amounts<'_>) -> Result<[LtvStep; 5], EconomyError> {
    let top = read.bps("top_ltv")?;
    let from = read.seconds("top_age")?;
    let mut steps = Constants::default().ltv_steps;
    for step in &mut steps {
        step.ltv = step.ltv.min(top);
    }
    let [.., last] = &mut steps;
    *last = LtvStep { from, ltv: top };
    Ok(steps)
}

/// The law of cross-chain messages.
fn delay(read: &Amounts<'_>) -> Result<MessageDelay, EconomyError> {
    let least = read.seconds("message_delay_min")?;
    let greatest = read.seconds("message_delay_max")?;
    let knee = read.seconds("message_delay_knee")?;
    MessageDelay::new(
        least as f64,
        knee as f64,
        greatest as f64,
        read.float("late_share")?,
    )
    .map_err(EconomyError::Delays)
}

/// Simple interest on `amount` for `span` at `rate` a year, rounded up, as an outside lender
/// charges it.
pub(super) fn interest(amount: Wad, rate: Billionths, span: Seconds) -> Result<Wad, Refusal> {
    scaled(scaled(amount, rate, BILLION)?, span, YEAR)
}

/// A price in USD as the oracle quotes it, rounded to its eight decimals and never zero.
pub(super) fn oracle(usd: f64) -> Price {
    ((usd * PRICE_UNIT as f64).round() as Price).max(1)
}

/// The oracle's price as a float, in USD.
pub(super) fn price_usd(price: Price) -> f64 {
    price as f64 / PRICE_UNIT as f64
}
