//! The numbers of the scenario that a wallet's life depends on.

use assay_scenarios::Scenario;
use assay_sim::chronos::strategist::borrower::{Cover, Farm, Means};
use dashu_ratio::RBig;

use super::super::numbers::{DAY, HOUR, Numbers, Seconds, YEAR, wad};
use crate::error::CommandError;

/// Seconds from one block to the next; the scenario allows no other.
const BLOCK: Seconds = 12;

/// Time between two renters of a contract: the paper has it spotted after a thousand blocks, by ten
/// renters.
const BETWEEN_RENTERS: Seconds = 100 * BLOCK;

/// A way to come by a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Acquisition {
    /// Holding the balance for some time, and claiming that.
    Building,
    /// Claiming falsely.
    Lying(Cover),
    /// Showing the balance to the samples alone.
    Farming(Farm),
}

/// What an adversary of this kind sets out with.
pub(in super::super) struct Kit {
    pub(in super::super) means: Means,
    pub(in super::super) acquisitions: Vec<Acquisition>,
    /// Whether he acts through a contract, and rents out its record.
    pub(super) is_contract: bool,
    /// Loan that his record opens on each chain, USD.
    loan: RBig,
    /// What he keeps of a loan that he walks away from, as a share of it.
    kept_share: f64,
    /// Worth of the record to him, USD.
    worth: f64,
}

impl Kit {
    /// What the attack of that id sets out with; none if it is no borrower's.
    pub(in super::super) fn of_attack(
        id: &str,
        numbers: Numbers<'_>,
    ) -> Result<Option<Self>, CommandError> {
        use Acquisition::{Building, Farming, Lying};
        let lie = Lying(Cover::None);
        let (means, acquisitions) = match id {
            "chronos/false-claim" => (Means::FalseClaimWithFuture, vec![lie]),
            "chronos/false-claim/sybil" => (Means::FalseClaim, vec![lie]),
            "chronos/false-claim/self-challenge" => {
                (Means::FalseClaim, vec![lie, Lying(Cover::SelfChallenge)])
            }
            "chronos/false-claim/bribed-indexers" => {
                (Means::FalseClaim, vec![lie, Lying(Cover::Bribes)])
            }
            "chronos/flash-loan-farming" => (Means::Farming, vec![Farming(Farm::FlashLoans)]),
            "chronos/flash-loan-farming/held-capital" => {
                (Means::Farming, vec![Farming(Farm::HeldCapital)])
            }
            "chronos/flash-loan-farming/timed-samples" => {
                (Means::Farming, vec![Farming(Farm::TimedSamples)])
            }
            "chronos/cross-chain-timing" | "chronos/cross-chain-timing/sequential" => {
                (Means::Building, vec![Building])
            }
            "chronos/reputation-rental" => (Means::Contract, vec![Building]),
            "chronos/reputation-rental/rented-key" => (Means::Key, vec![Building]),
            _ => return Ok(None),
        };
        Self::read(means, acquisitions, numbers).map(Some)
    }

    fn read(
        means: Means,
        acquisitions: Vec<Acquisition>,
        numbers: Numbers<'_>,
    ) -> Result<Self, CommandError> {
        let (loan, kept_share) = match means {
            Means::FalseClaimWithFuture | Means::FalseClaim => {
                (numbers.usd("false_claim_loan")?, "walk_away_share")
            }
            Means::Farming => (numbers.exactly("top_loan")?, "farmed_share"),
            Means::Building | Means::Contract | Means::Key => {
                (numbers.exactly("top_loan")?, "walk_away_share")
            }
        };
        Ok(Self {
            means,
            acquisitions,
            is_contract: means == Means::Contract,
            loan,
            kept_share: numbers.formula(kept_share)?,
            worth: match means {
                Means::FalseClaimWithFuture => numbers.number("blacklist_npv")?,
                Means::Contract | Means::Key => numbers.number("rental_slash")?,
                Means::FalseClaim | Means::Farming | Means::Building => 0.0,
            },
        })
    }
}

/// The world that a life is lived in. Money is in USD, time in seconds.
pub(in super::super) struct World {
    pub(super) kit: Kit,
    pub(super) loan_wad: u128,
    /// What is kept of a loan that is walked away from.
    pub(super) kept: f64,
    pub(super) bond: f64,
    /// Chains besides home.
    pub(super) chains: u32,
    pub(super) may_borrow: bool,
    pub(super) cooldown: Seconds,
    pub(super) settlement: Seconds,
    pub(super) term: Seconds,
    pub(super) pause_time: Seconds,
    pub(super) loans_an_hour: u32,
    pub(super) top_age: Seconds,
    pub(super) window: Seconds,
    pub(super) stake: f64,
    pub(super) detection_rate: f64,
    /// What a claimant who challenges himself first loses, and how often he is first.
    pub(super) self_challenged: f64,
    pub(super) front_run_rate: f64,
    pub(super) all_bribed: f64,
    pub(super) bribes: f64,
    /// Return forgone for a second of holding the balance.
    pub(super) holding: f64,
    /// Times after which a held balance can be claimed, ascending; the last is the top age.
    pub(super) ages: Vec<Seconds>,
    pub(super) farms: Vec<(Farm, Farmed)>,
    pub(super) rental_price: f64,
    pub(super) renter_default_rate: f64,
    pub(super) between_rentals: Seconds,
    /// What a default costs in record, by a borrower and by a renter.
    pub(super) own_default: f64,
    pub(super) renter_default: f64,
    /// By renters served: the chance that the contract is spotted before the next one.
    pub(super) spotted: Vec<f64>,
    /// By time left until payout: the chance that a slash pronounced now is later.
    late: Vec<(Seconds, f64)>,
}

/// What it takes to farm a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Farmed {
    pub(super) cost: f64,
    pub(super) time: Seconds,
    pub(super) works: bool,
}

impl World {
    pub(in super::super) fn read(kit: Kit, scenario: &Scenario) -> Result<Self, CommandError> {
        let numbers = Numbers(scenario);
        let loan = kit.loan.to_f64().value();
        let is_pledged = numbers.is("loan_backing", "collateral")?;
        // A default is a blacklist when the collateral leaves that much of the loan unpaid.
        let blacklisted = |unpaid: f64| -> Result<f64, CommandError> {
            let is_severe = !is_pledged && unpaid >= blacklist_threshold(scenario);
            Ok(if is_severe { kit.worth } else { 0.0 })
        };
        let spotted = if kit.is_contract {
            spotted(numbers.number("rental_users")?)
        } else {
            Vec::new()
        };
        Ok(Self {
            loan_wad: wad(&kit.loan),
            kept: loan * kit.kept_share,
            bond: loan * numbers.number("remote_bond")?,
            chains: numbers.count("chains")?,
            may_borrow: !kit.is_contract || numbers.is("contract_borrows", "allowed")?,
            cooldown: numbers.seconds("cross_chain_cooldown")?,
            settlement: numbers.seconds("remote_settlement")?,
            term: numbers.seconds("loan_term")?,
            pause_time: numbers.seconds("pause_time")?,
            loans_an_hour: numbers.loans_an_hour(&kit.loan)?,
            top_age: numbers.seconds("top_age")?,
            window: numbers.seconds("challenge_window")?,
            stake: numbers.formula("stake_value")?,
            detection_rate: numbers.number("detection_rate")?,
            self_challenged: numbers.formula("stake_value")? * numbers.number("burnt_share")?,
            front_run_rate: numbers.number("front_run_rate")?,
            all_bribed: numbers.formula("all_bribed")?,
            bribes: numbers.formula("bribe")? * numbers.number("indexers")?,
            holding: numbers.number("proven_balance")? * numbers.number("opportunity_rate")?
                / YEAR as f64,
            ages: ages(scenario)?,
            farms: farms(scenario)?,
            rental_price: numbers.number("rental_price")?,
            renter_default_rate: numbers.number("renter_default_rate")?,
            between_rentals: if kit.is_contract {
                BETWEEN_RENTERS
            } else {
                DAY
            },
            own_default: blacklisted(kit.kept_share)?,
            renter_default: blacklisted(1.0)?,
            spotted,
            late: late(scenario)?,
            kit,
        })
    }

    /// What the record is worth to its owner.
    pub(super) fn record_worth(&self) -> f64 {
        self.kit.worth
    }

    /// Whether the loans of one hour can come to more than the breaker lets through: those on every
    /// chain, and the rentals.
    pub(super) fn an_hour_can_trip(&self) -> bool {
        let rentals = HOUR.div_ceil(self.between_rentals) + 1;
        let most = u64::from(self.chains) + 1 + rentals;
        u64::from(self.loans_an_hour) < most
    }

    /// Chance that a slash pronounced now reaches another chain later than so much time; nothing for
    /// a time that no plan of one loan a cooldown meets.
    pub(super) fn late(&self, left: Seconds) -> Option<f64> {
        let known = self.late.iter().find(|(span, _)| *span == left);
        known.map(|(_, chance)| *chance)
    }
}

/// Share of a loan from which on its default is punished by the whole record.
fn blacklist_threshold(scenario: &Scenario) -> f64 {
    let table = scenario
        .tables()
        .iter()
        .find(|table| table.name() == "slash_by_severity");
    table
        .and_then(|table| table.steps().iter().find(|step| step.value() == "1"))
        .map_or(1.0, |step| step.from().to_f64().value())
}

/// The ages that are worth claiming at: the youngest that a proof can show, and every step of the LTV
/// schedule, where so many samples fit into the time.
fn ages(scenario: &Scenario) -> Result<Vec<Seconds>, CommandError> {
    let numbers = Numbers(scenario);
    let top = numbers.seconds("top_age")?;
    let gap = u64::from(numbers.count("min_sample_blocks")?);
    let steps = scenario
        .tables()
        .iter()
        .filter(|table| table.name() == "ltv_by_age")
        .flat_map(|table| table.steps())
        .filter_map(|step| u64::try_from((step.from() * RBig::from(YEAR)).round()).ok());
    let mut ages: Vec<Seconds> = steps
        .chain([gap.saturating_mul(BLOCK), top])
        .filter(|age| *age > 0 && *age <= top)
        .collect();
    ages.sort_unstable();
    ages.dedup();
    let a_year = u128::from(numbers.count("samples_per_year")?);
    ages.retain(|age| {
        let samples = (u128::from(*age) * a_year)
            .div_ceil(u128::from(YEAR))
            .max(1);
        samples * u128::from(gap) <= u128::from(age / BLOCK) + 1
    });
    Ok(ages)
}

/// The ways to farm a record. What one costs stands with its attack, so that a scenario without the attack knows no such way.
fn farms(scenario: &Scenario) -> Result<Vec<(Farm, Farmed)>, CommandError> {
    let numbers = Numbers(scenario);
    let gap = u64::from(numbers.count("min_sample_blocks")?).saturating_mul(BLOCK);
    let top = numbers.seconds("top_age")? / BLOCK * BLOCK;
    [
        (Farm::FlashLoans, "chronos/flash-loan-farming", gap),
        (
            Farm::HeldCapital,
            "chronos/flash-loan-farming/held-capital",
            gap,
        ),
        (
            Farm::TimedSamples,
            "chronos/flash-loan-farming/timed-samples",
            top,
        ),
    ]
    .into_iter()
    .filter(|(_, id, _)| scenario.attack(id).is_ok())
    .map(|(farm, id, time)| {
        let mut evaluator = scenario.evaluator::<f64>();
        let farmed = Farmed {
            cost: evaluator.cost(id)?,
            time,
            works: evaluator.success(id)? > 0.0,
        };
        Ok((farm, farmed))
    })
    .collect()
}

/// By renters served, the chance that none comes any more before the contract is spotted, when their
/// number has a Poisson law of that mean: P(N = k | N ≥ k).
fn spotted(mean: f64) -> Vec<f64> {
    // Beyond twelve deviations less than 1e-30 is left, which ends it.
    let most = (mean + 12.0 * libm::sqrt(mean) + 30.0) as u32;
    let mass = |k: u32| {
        let k = f64::from(k);
        let log = if mean > 0.0 { k * libm::log(mean) } else { 0.0 };
        if mean == 0.0 && k > 0.0 {
            0.0
        } else {
            libm::exp(log - mean - libm::lgamma(k + 1.0))
        }
    };
    let mut left = 0.0;
    let mut chances: Vec<f64> = (0..=most)
        .rev()
        .map(|k| {
            left += mass(k);
            if left > 0.0 { mass(k) / left } else { 1.0 }
        })
        .collect();
    chances.reverse();
    if let Some(last) = chances.last_mut() {
        *last = 1.0;
    }
    chances
}

/// The scenario's chance of a late message, at every time that may be left until a payout.
fn late(scenario: &Scenario) -> Result<Vec<(Seconds, f64)>, CommandError> {
    let numbers = Numbers(scenario);
    let settlement = numbers.seconds("remote_settlement")?;
    let cooldown = numbers.seconds("cross_chain_cooldown")?;
    let pending = match settlement.checked_div(cooldown) {
        Some(earlier) => earlier.min(u64::from(numbers.count("chains")?)),
        None => 0,
    };
    (0..=pending)
        .map(|loans| {
            let left = settlement.saturating_sub(loans.saturating_mul(cooldown));
            let minutes = RBig::from_parts(left.into(), 60_u8.into());
            let then = scenario.with_number("remote_settlement", minutes)?;
            Ok((left, then.evaluate("late_probability")?))
        })
        .collect()
}
