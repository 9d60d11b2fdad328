//! What each side stands to win and lose, read from the scenario, exactly.

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use crate::error::CommandError;

/// Who files the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claimant {
    /// Somebody whose future borrowing a blacklist takes away: the paper's attacker.
    Known,
    /// A fresh wallet, which loses its stake and nothing else.
    Fresh,
    /// A fresh wallet whose owner challenges himself before the indexers' transactions are mined.
    SelfChallenging,
}

impl Claimant {
    pub(super) const ALL: [Self; 3] = [Self::Known, Self::Fresh, Self::SelfChallenging];

    /// As it stands in a finding's id.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Fresh => "fresh",
            Self::SelfChallenging => "self-challenging",
        }
    }

    /// As it reads in a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Known => "somebody with a future to lose",
            Self::Fresh => "a fresh wallet",
            Self::SelfChallenging => "a fresh wallet that challenges itself first",
        }
    }
}

/// The stakes of the game, in USD unless said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Terms {
    pub(super) claimant: Claimant,
    /// What a false claim that nobody stops is worth.
    pub(super) prize: RBig,
    /// What its claimant loses when he is found out.
    pub(super) penalty: RBig,
    /// What the first challenger of a false claim expects to win.
    pub(super) bounty: RBig,
    /// What the challenger of a true claim loses.
    pub(super) challenger_stake: RBig,
    /// Probability that a scan, whoever's, finds a false claim false. All indexers run the same scan on the same
    /// blocks, so that what escapes one escapes all.
    pub(super) detection: RBig,
    /// Probability that a scan takes a true claim for false; then, too, for all who scan it.
    pub(super) false_positive: RBig,
    /// What one indexer's scan of one claim costs him.
    pub(super) scan_cost: RBig,
    /// Indexers.
    pub(super) indexers: u64,
}

impl Terms {
    pub(super) fn read(scenario: &Scenario, claimant: Claimant) -> Result<Self, CommandError> {
        let burnt = scenario.exact_in("burnt_share", "fraction")?;
        Self::with_burnt_share(scenario, claimant, &burnt)
    }

    /// The same where another share of the stake is burnt.
    pub(super) fn with_burnt_share(
        scenario: &Scenario,
        claimant: Claimant,
        burnt: &RBig,
    ) -> Result<Self, CommandError> {
        let formula = |name: &str| scenario.evaluate::<RBig>(name);
        let share = |name: &str| scenario.exact_in(name, "fraction");
        let usd = |name: &str| scenario.exact_in(name, "USD");
        let stake = formula("stake_value")?;
        let paid_out = RBig::ONE - burnt;
        let (future, front_run) = match claimant {
            Claimant::Known => (usd("blacklist_npv")?, RBig::ZERO),
            Claimant::Fresh => (RBig::ZERO, RBig::ZERO),
            Claimant::SelfChallenging => (RBig::ZERO, share("front_run_rate")?),
        };
        let eth = scenario.exact_in("challenger_stake", "ETH")?;
        let indexers = scenario.exact_in("indexers", "count")?;
        Ok(Self {
            claimant,
            prize: usd("false_claim_loan")? * formula("walk_away_share")?,
            penalty: future + &stake * (RBig::ONE - &front_run * &paid_out),
            bounty: &stake * &paid_out * (RBig::ONE - front_run),
            challenger_stake: eth * scenario.exact_in("eth_price", "USD/ETH")?,
            detection: share("detection_rate")?,
            false_positive: share("false_positive_rate")?,
            scan_cost: usd("scan_cost")?,
            // A whole number of at least one by the parameter's own range.
            indexers: u64::try_from(indexers.numerator()).unwrap_or(1).max(1),
        })
    }
}
