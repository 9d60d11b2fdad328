//! The protocol's constants and the world around it, as one scenario sets them.

use std::sync::Arc;

use assay_scenarios::Scenario;

use super::{
    amounts::{Amounts, BILLION, Billionths, EconomyError, scaled},
    protocol::{
        Backing, ConstantBit, Constants, ContractBorrows, InForce, PRICE_UNIT, Price, Refusal,
        Seconds, Wad, YEAR,
    },
    watch::{Ahead, Watch, watched},
};
use crate::market::{HourlyReturns, JumpDiffusion, MessageDelay, PriceModel};

/// Hours of consecutive history that are replayed at a time.
const HISTORY_BLOCK: u64 = 24;

/// What every run of a scenario shares: the contract's constants, and what the world is like.
///
/// Numbers that one attack alone needs are read by that attack.
#[derive(Clone, Debug)]
pub struct Economy {
    constants: InForce,
    world: World,
    /// Hourly returns to replay in place of the volatility.
    history: Option<HourlyReturns>,
    watch: Option<Arc<Watch>>,
}

/// What the world is like.
#[derive(Clone, Copy, Debug)]
struct World {
    eth_price: Price,
    volatility: Volatility,
    delay: MessageDelay,
    detection_rate: f64,
    false_positive_rate: f64,
    indexers: u64,
    record_value: Wad,
    proven_balance: Wad,
    top_age: Seconds,
    capital_rate: Billionths,
    opportunity_rate: Billionths,
    transaction_cost: Wad,
    pause_time: Seconds,
}

watched! {
    Economy { pub(super) fn of world }
    enum WorldBit {
        /// ETH's price when a run begins.
        eth_price: Price,
        /// How the ETH price moves where no history is replayed.
        volatility: Volatility,
        /// The law of cross-chain messages.
        delay: MessageDelay,
        /// Probability that the scan finds a false claim in time.
        detection_rate: f64,
        /// Probability that the indexers challenge a true claim.
        false_positive_rate: f64,
        /// Indexers.
        indexers: u64,
        /// Worth of a clean record to somebody with a future, USD.
        record_value: Wad,
        /// Balance whose holding a claim proves, USD.
        proven_balance: Wad,
        /// Age from which the top LTV holds.
        top_age: Seconds,
        /// Interest a year that an attacker pays outside, in billionths.
        capital_rate: Billionths,
        /// Return a year forgone on idle capital, in billionths.
        opportunity_rate: Billionths,
        /// Gas that one transaction costs, USD.
        transaction_cost: Wad,
        /// Time until the council resumes a paused protocol.
        pause_time: Seconds,
    }
}

/// How the ETH price moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Volatility {
    /// Annualised, jumps included.
    pub(super) total: f64,
    /// Share of the variance that comes in jumps.
    jump_share: f64,
    jumps_per_year: f64,
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

/// A struct whose fields are read ahead one by one, each under its own bit.
macro_rules! read_ahead {
    ($ahead:ident: $held:ident by $bit:ident { $($name:ident: $read:expr),+ $(,)? } $(.. $rest:expr)?) => {
        $held { $($name: $ahead.read($bit::$name as u32, $read)?,)+ $(..$rest)? }
    };
}

impl Economy {
    /// Reads what the executable protocol and its world need from `scenario`.
    ///
    /// Of a recorded scenario, a number counts as read when it is first used, whichever copy of the economy it is asked of.
    ///
    /// # Errors
    /// [`EconomyError`] names the parameter that is missing, or that the contract's integers cannot
    /// hold exactly.
    pub fn read(scenario: &Scenario) -> Result<Self, EconomyError> {
        let mut ahead = Ahead::of(scenario);
        let world = read_ahead! { ahead: World by WorldBit {
            eth_price: |it| it.price("eth_price"),
            volatility: Volatility::read,
            delay: delay,
            detection_rate: |it| it.float("detection_rate"),
            false_positive_rate: |it| it.float("false_positive_rate"),
            indexers: |it| it.whole("indexers", "count"),
            record_value: |it| it.usd("blacklist_npv"),
            proven_balance: |it| it.usd("proven_balance"),
            top_age: |it| it.seconds("top_age"),
            capital_rate: |it| it.billionths("capital_rate", "fraction/year"),
            opportunity_rate: |it| it.billionths("opportunity_rate", "fraction/year"),
            transaction_cost: |it| it.usd("transaction_cost"),
            pause_time: |it| it.seconds("pause_time"),
        } };
        Ok(Self {
            constants: constants(scenario)?,
            world,
            history: None,
            watch: ahead.watch(),
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
        self.volatility().law()
    }

    /// Whether the ETH price is replayed from a history.
    pub fn replays_history(&self) -> bool {
        self.history.is_some()
    }

    /// The contract's constants.
    pub fn constants(&self) -> &InForce {
        &self.constants
    }

    /// The same economy with other constants.
    pub(super) fn with_constants(self, constants: InForce) -> Self {
        Self { constants, ..self }
    }
}

fn constants(scenario: &Scenario) -> Result<InForce, EconomyError> {
    let mut ahead = Ahead::of(scenario);
    let constants = read_ahead! { ahead: Constants by ConstantBit {
        user_stake: |it| it.wei("user_stake"),
        challenger_stake: |it| it.wei("challenger_stake"),
        indexer_stake: |it| it.wei("indexer_stake"),
        challenge_window: |it| it.seconds("challenge_window"),
        burnt_share: |it| it.bps("burnt_share"),
        min_sample_blocks: |it| it.whole("min_sample_blocks", "block"),
        samples_per_year: |it| it.whole("samples_per_year", "count/year"),
        cross_chain_cooldown: |it| it.seconds("cross_chain_cooldown"),
        max_hourly_borrows: |it| it.usd("max_hourly_borrows"),
        ltv_steps: |it| it.ltv_steps(),
        slash_steps: |it| it.slash_steps(),
        borrow_rate: |it| it.bps_per_year("borrow_rate"),
        indexer_fee: |it| it.bps("indexer_fee"),
        protocol_cut: |it| it.bps("protocol_cut"),
        liquidation_fee: |it| it.bps("liquidation_fee"),
        liquidation_ltv: |it| it.bps("liquidation_ltv"),
        loan_term: |it| it.seconds("loan_term"),
        chains: |it| Ok(it.count("chains")? + 1),
        remote_bond: |it| it.bps("remote_bond"),
        remote_settlement: |it| it.seconds("remote_settlement"),
        voting_period: |it| it.seconds("voting_period"),
        time_lock: |it| it.seconds("time_lock"),
        gas_pause: |it| it.whole("gas_pause", "gwei/gas"),
        default_spike: |it| it.bps("default_spike"),
        contract_borrows: |it| it.choice(
            "contract_borrows",
            &[
                ("refused", ContractBorrows::Refused),
                ("allowed", ContractBorrows::Allowed),
            ],
        ),
        backing: |it| it.choice(
            "loan_backing",
            &[
                ("reputation", Backing::Reputation),
                ("collateral", Backing::Collateral),
            ],
        ),
    } .. Constants {
        // The paper names no quorum.
        quorum: 0,
        ..Constants::default()
    } };
    constants.validate().inspect_err(|_| ahead.used())?;
    Ok(InForce::watched(constants, ahead.watch()))
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
