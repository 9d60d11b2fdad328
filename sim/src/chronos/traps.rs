//! Where the paper's Solidity does something other than the paper's words, shown by executing it.

use super::{
    amounts::{ether, scaled},
    economy::Economy,
    protocol::{
        Account, AccountKind, Backing, Chain, Constants, ETH, HOME, HOUR, InForce, LoanId, MONTH,
        Protocol, Refusal, Statement, USD, Vault, WAD, WHOLE, Wad, YEAR, calculate_slash,
        ltv_by_age_mapping, ltv_by_age_table, scheduled_slash,
    },
    stage::{MARKET_DEPTH, SAVINGS, dollars},
};

/// A place where the contract and the paper's words part, or do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Trap {
    /// Stable name, `chronos/contract/...`.
    pub id: &'static str,
    /// What would have to be so for there to be no trap.
    pub statement: &'static str,
    /// What the paper says.
    pub printed: &'static str,
    /// What was counted, in `unit`; zero, or at most `allowed`, where the statement holds.
    pub value: f64,
    /// Unit of `value` and `allowed`.
    pub unit: &'static str,
    /// The most that `value` may be for the statement to hold.
    pub allowed: f64,
    /// Where the paper says it.
    pub source: &'static str,
    /// What follows from it.
    pub notes: Vec<String>,
}

impl Trap {
    /// Whether the contract does what the paper says.
    pub fn holds(&self) -> bool {
        self.value <= self.allowed
    }
}

/// Every trap that was looked for, in a fixed order.
///
/// # Errors
/// A call that the paper's words promise was refused.
pub fn traps(economy: &Economy) -> Result<Vec<Trap>, Refusal> {
    Ok(vec![
        slash_truncation()?,
        ltv_mapping(),
        hour_boundary(economy)?,
        first_default(economy)?,
        shaved_default(economy)?,
        debt_over_all_chains(economy)?,
    ])
}

fn slash_truncation() -> Result<Trap, Refusal> {
    let mut disagreements = 0_u32;
    for defaulted in 0..=u128::from(WHOLE) {
        if calculate_slash(defaulted, WHOLE.into())? != scheduled_slash(defaulted, WHOLE.into())? {
            disagreements += 1;
        }
    }
    Ok(Trap {
        id: "chronos/contract/slash-truncation",
        statement: "calculateSlash agrees with the slashing schedule at every hundredth of a percent",
        printed: "<10 % slashes 20 %, 10-50 % slashes 50 %, >50 % slashes 100 %",
        value: f64::from(disagreements),
        unit: "count",
        allowed: 0.0,
        source: "paper, Slashing Schedule and calculateSlash",
        notes: vec![
            "The truncating division moves no bracket: floor(x) < n exactly if x < n. The one severity that differs is 50 %, which the schedule slashes by half and the code burns whole.".into(),
            "A default of nothing is slashed by 20 %, and a loan of zero divides by zero.".into(),
        ],
    })
}

fn ltv_mapping() -> Trap {
    let constants = InForce::from(Constants::default());
    let last = 60;
    let differing = (0..=last)
        .filter(|months| {
            ltv_by_age_mapping(months * MONTH) != ltv_by_age_table(&constants, months * MONTH)
        })
        .count();
    Trap {
        id: "chronos/contract/ltv-by-age",
        statement: "ltvByAge agrees with the LTV schedule at every month of five years",
        printed: "five steps in the table, four in the mapping",
        value: differing as f64,
        unit: "month",
        allowed: 0.0,
        source: "paper, LTV Schedule and constructor",
        notes: vec![
            "The mapping has no key for half a year, so that 65 % never applies, and none from four years on: the oldest records read as zero and may borrow nothing.".into(),
        ],
    }
}

/// A protocol with a pool, and what is borrowed from it in two minutes around the full hour.
fn hour_boundary(economy: &Economy) -> Result<Trap, Refusal> {
    let cap = economy.constants().max_hourly_borrows();
    let mut scene = Scene::new(economy, cap.saturating_mul(3))?;
    let borrower = scene.borrower(cap.saturating_mul(2))?;
    let full_hour = (scene.protocol.now() / HOUR + 2) * HOUR;
    scene.protocol.advance_to(full_hour - 60)?;
    let mut taken: Wad = 0;
    for time in [full_hour - 60, full_hour + 60] {
        scene.protocol.advance_to(time)?;
        if scene.protocol.paused().is_none() && cap > 0 {
            scene.borrow(borrower, cap)?;
            taken += cap;
        }
    }
    Ok(Trap {
        id: "chronos/contract/hour-boundary",
        statement: "No more than the hourly limit is borrowed within any two minutes",
        printed: "$10M/hour throughput",
        value: dollars(taken),
        unit: "USD",
        allowed: dollars(cap),
        source: "paper, checkCircuitBreakers: borrowsThisHour > MAX_HOURLY_BORROWS",
        notes: vec![
            "The counter belongs to the clock hour. A limit on a rolling hour would hold.".into(),
        ],
    })
}

fn first_default(economy: &Economy) -> Result<Trap, Refusal> {
    let mut scene = Scene::new(economy, 1_000_000 * WAD)?;
    let borrower = scene.borrower(100 * WAD)?;
    let loan = scene.borrow(borrower, 100 * WAD)?;
    scene.protocol.walk_away(borrower, loan)?;
    let paused = scene.protocol.paused().is_some();
    Ok(Trap {
        id: "chronos/contract/first-default",
        statement: "One default of $100 does not pause a protocol that never had one",
        printed: "default rate spike: defaultRateToday > 2 * averageDefaultRate",
        value: if paused { 1.0 } else { 0.0 },
        unit: "count",
        allowed: 0.0,
        source: "paper, checkCircuitBreakers",
        notes: vec![
            "Any number is more than twice an average of zero, and on most days of a healthy protocol one default is more than twice the average: the breaker trips on ordinary days, and anybody can trip it with one small default.".into(),
        ],
    })
}

/// Repays just over 90 % of a loan and walks away from the rest.
fn shaved_default(economy: &Economy) -> Result<Trap, Refusal> {
    let mut scene = Scene::new(economy, 1_000_000_000 * WAD)?;
    let amount = 90_000 * WAD;
    let borrower = scene.borrower(amount)?;
    let loan = scene.borrow(borrower, amount)?;
    // The origination fee is taken before the principal.
    let fee = scene.protocol.debt(loan)?.fee;
    let repaid = fee + amount / 10_000 * 9_001;
    scene.protocol.repay(borrower, loan, repaid)?;
    let rest = *scene.protocol.loan(loan)?;
    let kept = rest
        .principal
        .saturating_sub(scene.protocol.eth_value(rest.collateral)?);
    scene.protocol.walk_away(borrower, loan)?;
    let clean = !scene.protocol.standing(borrower, HOME)?.blacklisted;
    Ok(Trap {
        id: "chronos/contract/shaved-default",
        statement: "Walking away from a tenth of a $90K loan costs the record",
        printed: "<10 % of the loan: 20 % slash, 6 months probation",
        value: if clean { dollars(kept) } else { 0.0 },
        unit: "USD",
        allowed: 0.0,
        source: "paper, Slashing Schedule",
        notes: vec![
            "By then the stake has been refunded (after 7 days), so that 20 % of it is 20 % of nothing: the borrower keeps the money, loses a fifth of the record's age, and comes back after six months. The value is what he keeps, less any collateral.".into(),
        ],
    })
}

/// One record, borrowed against on every chain.
fn debt_over_all_chains(economy: &Economy) -> Result<Trap, Refusal> {
    let mut scene = Scene::new(economy, 1_000_000_000 * WAD)?;
    let limit = 90_000 * WAD;
    let borrower = scene.borrower(limit)?;
    let mut open: Wad = 0;
    for chain in 0..scene.protocol.constants().chains() {
        let chain = Chain(chain);
        open += scene.protocol.credit_limit(borrower, chain)?;
    }
    Ok(Trap {
        id: "chronos/contract/one-credit-line",
        statement: "A record that carries $90K carries $90K over all chains together",
        printed: "Cross-chain = can't escape via chain-hopping",
        value: dollars(open),
        unit: "USD",
        allowed: dollars(limit) + 1.0,
        source: "paper, Why we can beat them; Vector 3",
        notes: vec!["Each chain grants the whole line; the cooldown only spaces the loans.".into()],
    })
}

/// A protocol with one lender, for a single borrower.
struct Scene {
    protocol: Protocol,
}

impl Scene {
    fn new(economy: &Economy, liquidity: Wad) -> Result<Self, Refusal> {
        let mut protocol = Protocol::new(economy.constants())?;
        protocol.set_oracle_price(economy.eth_price())?;
        protocol.endow_vault(Vault::Market, ETH, MARKET_DEPTH)?;
        let lender = protocol.open_account(AccountKind::ExternallyOwned)?;
        let liquidity = liquidity.max(WAD);
        protocol.endow(lender, USD, liquidity)?;
        protocol.deposit(lender, HOME, liquidity)?;
        Ok(Self { protocol })
    }

    /// A borrower of the top age whose record carries `credit`.
    fn borrower(&mut self, credit: Wad) -> Result<Account, Refusal> {
        let constants = self.protocol.constants().clone();
        let account = self.protocol.open_account(AccountKind::ExternallyOwned)?;
        self.protocol.endow(account, USD, SAVINGS)?;
        self.protocol.endow(account, ETH, constants.user_stake())?;
        let [.., top] = constants.ltv_steps();
        let statement = Statement {
            age: top.from.max(YEAR),
            balance: scaled(credit, WHOLE, top.ltv)?,
        };
        let claim = self.protocol.submit_claim(account, statement, true)?;
        let closes = self.protocol.claim(claim)?.window_closes;
        self.protocol.advance_to(closes)?;
        self.protocol.refund(claim)?;
        Ok(account)
    }

    fn borrow(&mut self, borrower: Account, amount: Wad) -> Result<LoanId, Refusal> {
        let collateral = match self.protocol.constants().backing() {
            Backing::Reputation => 0,
            Backing::Collateral => {
                let top = self.protocol.constants().top_ltv();
                let worth = scaled(amount, WHOLE, top)?;
                ether(worth, self.protocol.oracle_price())?
            }
        };
        if collateral > 0 {
            self.protocol.buy_eth(borrower, collateral)?;
        }
        self.protocol.borrow(borrower, HOME, amount, collateral)
    }
}
