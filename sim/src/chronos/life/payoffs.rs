//! What a month is worth to each population.

/// Those whose payoffs are counted. What each payoff counts is said here; the outside option of each is
/// its yardstick, so that whoever stays out gets nothing and loses nothing.
///
/// A loan is counted when it ends, over its whole life: what was paid out, less everything given up
/// for it (dollars repaid, collateral seized or taken by liquidators at the price of the moment). Ether
/// that comes back is no gain. Every call that a person makes costs him one `transaction_cost`. What
/// a stake could have earned during its window is not counted: cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Population {
    /// Borrowers with a true history, beside borrowing on Aave: a loan's worth beyond Aave's
    /// (`credit_benefit`) and the interest that Aave would have taken for the term, what they keep of
    /// the loan, the stakes of failed challenges, less transactions and the records that defaults cost.
    Users,
    /// Wallets without a history, beside doing nothing: what they keep of their loans, less the stakes
    /// they lose and transactions. They have no record to lose.
    Attackers,
    /// The indexer of this share: what it wins and loses by challenges, transactions paid, and its fees,
    /// less `scan_cost` for each claim it scans. Its stake is sunk.
    Indexers,
    /// Lenders, beside Aave: their gain less Aave's return on the same capital after its losses.
    Lenders,
    /// Governance: what the treasury takes in.
    Governance,
    /// Liquidators, beside doing nothing: their share of the fees, less transactions.
    Arbitrageurs,
}

impl Population {
    /// All of them, in the order of their payoffs.
    pub const ALL: [Self; 6] = [
        Self::Users,
        Self::Attackers,
        Self::Indexers,
        Self::Lenders,
        Self::Governance,
        Self::Arbitrageurs,
    ];

    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Attackers => "attackers",
            Self::Indexers => "indexers",
            Self::Lenders => "lenders",
            Self::Governance => "governance",
            Self::Arbitrageurs => "arbitrageurs",
        }
    }
}

/// What thirty days of one indexer's share are worth to each [`Population`], USD at the prices of each
/// moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Payoffs([f64; Population::ALL.len()]);

impl Payoffs {
    /// What the month is worth to a population, USD.
    #[must_use]
    pub fn of(&self, population: Population) -> f64 {
        self.0[population as usize]
    }

    /// What it is worth to all of them together, USD.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    pub(in crate::chronos) fn add(&mut self, population: Population, usd: f64) {
        self.0[population as usize] += usd;
    }
}
