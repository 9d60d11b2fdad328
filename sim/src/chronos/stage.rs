//! The stage on which one attack is played: a protocol with funded pools, indexers who scan, and the
//! outside world that an attacker pays and is paid by.
//!
//! The ETH price stands still unless the attack is about the price, so that what is measured is the
//! mechanism.

use super::{
    amounts::{BILLION, Billionths, ether, scaled},
    economy::{Economy, interest, oracle, price_usd},
    protocol::{
        Account, AccountKind, Backing, Bps, Chain, ClaimId, ETH, ETHER, HOME, LoanId, LoanState,
        Protocol, Refusal, Seconds, Statement, USD, Vault, WAD, WHOLE, Wad, Wei,
    },
};
use crate::{
    engine::{Draws, RunKey, Streams},
    market::PricePath,
};

/// What one played attack came to, in USD.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Episode {
    /// What the attacker's wallets hold more than before, and the change in worth of his records.
    pub profit: f64,
    /// The least that this plan could have come to, whatever its luck.
    pub worst: f64,
    /// The most that this plan could have come to, whatever its luck.
    pub best: f64,
}

/// From the worst to the best that a plan can come to, in USD.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) worst: f64,
    pub(super) best: f64,
}

/// The attacker: his wallets, and the records whose worth he gains or loses with them.
#[derive(Clone, Debug)]
pub(super) struct Party {
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
    pub(super) fn size(&self) -> usize {
        self.wallets.len()
    }

    /// What the records are worth together, in USD.
    pub(super) fn records(&self) -> f64 {
        self.records.iter().map(|record| record.worth).sum()
    }
}

/// Everything one run of an attack changes.
#[derive(Clone)]
pub(super) struct Stage {
    pub(super) economy: Economy,
    pub(super) protocol: Protocol,
    pub(super) streams: Streams,
    genesis: Protocol,
    outside: Account,
    indexer: Account,
    scan: Draws,
    luck: Draws,
    messages: Draws,
}

/// Savings of an attacker's wallet: more than any plan spends, so that only the outcome counts.
pub(super) const SAVINGS: Wad = 100_000_000_000_000 * WAD;
/// A loan too small for its size to count: a millionth of a dollar.
pub(super) const DUST: Wad = WAD / 1_000_000;
/// Cash in each chain's pool: more than any plan can borrow.
const LIQUIDITY: Wad = 1_000_000_000_000_000 * WAD;
/// Ether that the market beside the protocol can sell: more than any plan can pledge.
pub(super) const MARKET_DEPTH: Wei = 10_000_000_000_000 * ETHER;

impl Stage {
    pub(super) fn new(economy: Economy) -> Result<Self, Refusal> {
        let mut genesis = Protocol::new(economy.constants)?;
        genesis.set_oracle_price(economy.eth_price)?;
        genesis.endow_vault(Vault::Market, ETH, MARKET_DEPTH)?;
        genesis.endow_vault(Vault::Market, USD, LIQUIDITY)?;
        let outside = genesis.open_account(AccountKind::ExternallyOwned)?;
        genesis.endow(outside, USD, LIQUIDITY)?;
        let lender = genesis.open_account(AccountKind::ExternallyOwned)?;
        for chain in (0..economy.constants.chains).map(Chain) {
            genesis.endow(lender, USD, LIQUIDITY)?;
            genesis.deposit(lender, chain, LIQUIDITY)?;
        }
        let indexer = genesis.open_account(AccountKind::ExternallyOwned)?;
        let stakes = economy.constants.indexer_stake + 100 * economy.constants.challenger_stake;
        genesis.endow(indexer, ETH, stakes)?;
        genesis.register_indexer(indexer)?;
        let streams = Streams::new(RunKey {
            seed: 0,
            point: 0,
            replicate: 0,
        });
        Ok(Self {
            economy,
            protocol: genesis.clone(),
            genesis,
            outside,
            indexer,
            scan: streams.open("scan"),
            luck: streams.open("luck"),
            messages: streams.open("messages"),
            streams,
        })
    }

    /// Sets everything back to the start of another run.
    pub(super) fn reset(&mut self, streams: &Streams) {
        self.protocol.clone_from(&self.genesis);
        self.streams = *streams;
        self.scan = streams.open("scan");
        self.luck = streams.open("luck");
        self.messages = streams.open("messages");
    }

    /// An externally owned account with an empty wallet.
    pub(super) fn wallet(&mut self) -> Result<Account, Refusal> {
        self.protocol.open_account(AccountKind::ExternallyOwned)
    }

    /// A wallet of the attacker's, with savings.
    pub(super) fn attacker(&mut self) -> Result<Account, Refusal> {
        self.attacker_of_kind(AccountKind::ExternallyOwned)
    }

    /// An account of the attacker's, with savings.
    pub(super) fn attacker_of_kind(&mut self, kind: AccountKind) -> Result<Account, Refusal> {
        let account = self.protocol.open_account(kind)?;
        self.protocol.endow(account, USD, SAVINGS)?;
        Ok(account)
    }

    /// An attacker's wallet whose claim to `balance` at the top age was confirmed long ago.
    pub(super) fn reputable(&mut self, balance: Wad) -> Result<Account, Refusal> {
        let account = self.attacker()?;
        self.establish(account, balance)?;
        Ok(account)
    }

    /// Holds the proven balance idle for the top age, and has the claim confirmed.
    ///
    /// The outside world takes what the balance would have earned.
    pub(super) fn build_record(&mut self, account: Account) -> Result<(), Refusal> {
        self.pay_outside(account, self.build_cost_usd()?)?;
        self.wait(self.economy.top_age)?;
        self.establish(account, self.economy.proven_balance)
    }

    /// What building a record costs, in USD.
    pub(super) fn build_cost(&self) -> Result<f64, Refusal> {
        Ok(dollars(self.build_cost_usd()?))
    }

    fn build_cost_usd(&self) -> Result<Wad, Refusal> {
        let Economy {
            proven_balance,
            opportunity_rate,
            top_age,
            ..
        } = self.economy;
        interest(proven_balance, opportunity_rate, top_age)
    }

    fn establish(&mut self, account: Account, balance: Wad) -> Result<(), Refusal> {
        self.buy_ether(account, self.economy.constants.user_stake)?;
        let statement = Statement {
            age: self.economy.top_age,
            balance,
        };
        let claim = self.protocol.submit_claim(account, statement, true)?;
        self.wait_out_the_window(claim)
    }

    /// Buys ether on the market beside the protocol; none is none.
    pub(super) fn buy_ether(&mut self, account: Account, wei: Wei) -> Result<(), Refusal> {
        if wei > 0 {
            self.protocol.buy_eth(account, wei)?;
        }
        Ok(())
    }

    /// Pays the outside world.
    pub(super) fn pay_outside(&mut self, account: Account, usd: Wad) -> Result<(), Refusal> {
        self.protocol.pay(account, self.outside, USD, usd)
    }

    /// Pays for gas, in ether bought for it.
    pub(super) fn burn_gas(&mut self, account: Account, wei: Wei) -> Result<(), Refusal> {
        self.buy_ether(account, wei)?;
        self.protocol.pay(account, self.outside, ETH, wei)
    }

    /// Is paid by the outside world.
    pub(super) fn receive_from_outside(
        &mut self,
        account: Account,
        usd: Wad,
    ) -> Result<(), Refusal> {
        self.protocol.pay(self.outside, account, USD, usd)
    }

    /// Ether that is worth `usd` at the oracle price, rounded up.
    pub(super) fn ether_worth(&self, usd: Wad) -> Result<Wei, Refusal> {
        ether(usd, self.protocol.oracle_price())
    }

    /// Collateral in ether for `loan`: what the contract asks for, or the attacker's own share of the
    /// loan where it asks for none.
    pub(super) fn collateral(&self, loan: Wad, own_share: Billionths) -> Result<Wei, Refusal> {
        let constants = &self.economy.constants;
        let (times, over) = match constants.backing {
            Backing::Reputation => (own_share, BILLION),
            Backing::Collateral => (WHOLE, constants.top_ltv()),
        };
        self.ether_worth(scaled(loan, times, over)?)
    }

    /// The balance that carries `loan` at the top LTV.
    pub(super) fn balance_for(&self, loan: Wad) -> Result<Wad, Refusal> {
        scaled(loan, WHOLE, self.economy.constants.top_ltv())
    }

    /// A share of an amount, rounded up.
    pub(super) fn share(&self, amount: Wad, share: Bps) -> Result<Wad, Refusal> {
        scaled(amount, share, WHOLE)
    }

    pub(super) fn wait(&mut self, span: Seconds) -> Result<(), Refusal> {
        let then = self
            .protocol
            .now()
            .checked_add(span)
            .ok_or(Refusal::Overflow)?;
        self.protocol.advance_to(then)
    }

    pub(super) fn wait_until(&mut self, time: Seconds) -> Result<(), Refusal> {
        self.protocol.advance_to(time.max(self.protocol.now()))
    }

    /// Waits until nobody can challenge the claim any more, and has its stake refunded.
    pub(super) fn wait_out_the_window(&mut self, claim: ClaimId) -> Result<(), Refusal> {
        let closes = self.protocol.claim(claim)?.window_closes;
        self.wait_until(closes)?;
        self.protocol.refund(claim)
    }

    /// Whether something of probability `p` happens to the attacker.
    pub(super) fn luck(&mut self, p: f64) -> bool {
        self.luck.bernoulli(p)
    }

    /// How many of something rare happen, when `mean` are expected.
    pub(super) fn luck_count(&mut self, mean: f64) -> u64 {
        self.luck.poisson(mean)
    }

    /// Whether the indexers' scan calls the claim false while it can still be challenged.
    pub(super) fn scan_finds(&mut self, claim: ClaimId) -> Result<bool, Refusal> {
        if self.protocol.now() >= self.protocol.claim(claim)?.window_closes {
            return Ok(false);
        }
        let p = if self.protocol.inspect(claim)? {
            self.economy.false_positive_rate
        } else {
            self.economy.detection_rate
        };
        Ok(self.scan.bernoulli(p))
    }

    /// An indexer challenges the claim and has it resolved.
    pub(super) fn indexer_challenges(&mut self, claim: ClaimId) -> Result<bool, Refusal> {
        self.protocol.challenge(self.indexer, claim)?;
        self.protocol.resolve(claim)
    }

    /// `challenger` buys the stake, challenges the claim and has it resolved.
    pub(super) fn challenges(
        &mut self,
        challenger: Account,
        claim: ClaimId,
    ) -> Result<bool, Refusal> {
        self.buy_ether(challenger, self.economy.constants.challenger_stake)?;
        self.protocol.challenge(challenger, claim)?;
        self.protocol.resolve(claim)
    }

    /// Draws the delays of the messages that the next slash sends, one for each other chain.
    pub(super) fn draw_message_delays(&mut self) {
        for _ in 1..self.economy.constants.chains {
            let delay = self.economy.delay.draw(&mut self.messages);
            // Rounded up: a message later than the settlement by a moment is later.
            self.protocol.push_message_delay(delay.ceil() as Seconds);
        }
    }

    /// The account files a false claim, and is found out unless nobody may challenge: its record is
    /// gone.
    pub(super) fn be_found_lying(&mut self, account: Account) -> Result<(), Refusal> {
        self.buy_ether(account, self.economy.constants.user_stake)?;
        let statement = Statement {
            age: self.economy.top_age,
            balance: self.economy.proven_balance,
        };
        let claim = self.protocol.submit_claim(account, statement, false)?;
        if self.protocol.now() < self.protocol.claim(claim)?.window_closes {
            self.indexer_challenges(claim)?;
        }
        Ok(())
    }

    /// An indexer reports a contract that borrows for others.
    pub(super) fn indexer_reports(&mut self, contract: Account) -> Result<(), Refusal> {
        self.protocol.report_contract(self.indexer, contract)
    }

    /// Repays everything that is owed on the loan.
    pub(super) fn repay_in_full(&mut self, account: Account, loan: LoanId) -> Result<(), Refusal> {
        let owed = self.protocol.debt(loan)?.total()?;
        self.protocol.repay(account, loan, owed)?;
        Ok(())
    }

    /// A path of the ETH price from now on, in steps of `step`.
    pub(super) fn price_path(&self, step: Seconds) -> Result<PricePath, Refusal> {
        let start = price_usd(self.protocol.oracle_price());
        self.economy
            .price_model()
            .path(start, step.max(1), &self.streams)
            .map_err(|_| Refusal::Overflow)
    }

    /// Moves the path on by a step and tells the oracle.
    pub(super) fn quote(&mut self, path: &mut PricePath) -> Result<(), Refusal> {
        let price = path.step().map_err(|_| Refusal::Overflow)?;
        self.protocol.set_oracle_price(oracle(price))
    }

    /// A liquidator pays the debt off if the contract lets him and it pays him; whether it did.
    pub(super) fn liquidate(&mut self, loan: LoanId) -> Result<bool, Refusal> {
        let owed = self.protocol.debt(loan)?.total()?;
        let pledged = self.protocol.loan(loan)?.collateral;
        if self.protocol.eth_value(pledged)? <= owed {
            return Ok(false);
        }
        // A healthy loan refuses to be liquidated.
        Ok(self.protocol.liquidate(self.outside, loan).is_ok())
    }

    /// Whether the loan is still owed.
    pub(super) fn is_open(&self, loan: LoanId) -> Result<bool, Refusal> {
        Ok(self.protocol.loan(loan)?.state == LoanState::Open)
    }

    /// Waits until the guardian ends the pause, and says how long the protocol stood still.
    pub(super) fn sit_out_the_pause(&mut self) -> Result<Seconds, Refusal> {
        let Some(pause) = self.protocol.paused() else {
            return Ok(0);
        };
        self.wait(self.economy.pause_time)?;
        self.protocol.resume(self.protocol.guardian())?;
        Ok(self.protocol.now() - pause.since)
    }

    /// The attacker from now on: what these wallets hold now is where his profit starts from.
    pub(super) fn party(&self, wallets: &[Account]) -> Result<Party, Refusal> {
        Ok(Party {
            wallets: wallets.to_vec(),
            opening: self.holdings(wallets)?,
            records: Vec::new(),
        })
    }

    /// Counts a record of `worth` USD with the party: lost if `account` ends blacklisted, won if it
    /// no longer is.
    pub(super) fn with_record(
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
    pub(super) fn episode(&self, party: &Party, range: Range) -> Result<Episode, Refusal> {
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
    pub(super) fn certain(&self, party: &Party) -> Result<Episode, Refusal> {
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

/// Dollars as a float, for reports.
pub(super) fn dollars(usd: Wad) -> f64 {
    // The integer part is exact in a float below 2⁵³ dollars; the rest is far below a cent's error.
    (usd / WAD) as f64 + (usd % WAD) as f64 / WAD as f64
}
