//! The world of one run: the protocol, what surrounds it, and what its people may do.

use std::collections::BTreeMap;

use super::{
    LifeError,
    market::Market,
    month::{LenderBooks, Month, Opening},
    policies::LenderPolicy,
    setting::{Setting, WARM_UP_HOURS},
};
use crate::{
    chronos::protocol::{
        Account, AccountKind, DAY, ETH, ETHER, HOUR, LoanId, Protocol, Refusal, Seconds, USD,
        Vault, WAD, Wad,
    },
    engine::Streams,
    market::PriceModel,
};

/// Endowment of those who must never run dry, in whole units: beyond any book of loans, and a
/// hundred of them still fit the ledger.
const PLENTY: u128 = 1_000_000_000_000_000_000;

/// Everything one run changes but the minds of its people.
#[derive(Clone, Debug)]
pub(in crate::chronos) struct World {
    pub(in crate::chronos) protocol: Protocol,
    pub(in crate::chronos) setting: Setting,
    pub(in crate::chronos) people: People,
    pub(in crate::chronos) month: Month,
    pub(in crate::chronos) lender_books: LenderBooks,
    /// Loans that ended since genesis.
    pub(in crate::chronos) loans_ended: u64,
    /// Loans that could not be paid out when they were asked for, USD.
    pub(in crate::chronos) unmet: Wad,
    /// When false claims were paid out on, seconds since genesis.
    pub(in crate::chronos) exploits: Vec<Seconds>,
    /// When false claimants defaulted, seconds since genesis.
    pub(in crate::chronos) attackers_defaults: Vec<Seconds>,
    /// Collateral that liquidators took from loans that have not ended, USD at the price of the moment.
    pub(in crate::chronos) collateral_taken: BTreeMap<LoanId, f64>,
    pub(super) opening: Opening,
    market: Market,
    step: Seconds,
}

/// Those who are there from the beginning.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct People {
    /// Where borrowers' incomes come from and their costs go to.
    pub(in crate::chronos) outside: Account,
    pub(in crate::chronos) lender: Account,
    pub(in crate::chronos) indexer: Account,
    pub(in crate::chronos) liquidator: Account,
}

/// How an application for a loan ended.
pub(in crate::chronos) enum Application {
    /// It was paid out.
    Paid(LoanId),
    /// The protocol is paused or out of cash: the applicant comes again.
    Postponed,
    /// The record carries no loan any more.
    Declined,
}

impl World {
    pub(super) fn new(
        setting: Setting,
        law: &PriceModel,
        streams: &Streams,
    ) -> Result<Self, LifeError> {
        let mut constants = setting.economy.constants().clone();
        // A step of the warm-up puts a day's borrows into one hour of the protocol's clock.
        constants.adjust(
            |it| &mut it.max_hourly_borrows,
            |cap| {
                cap.checked_mul(u128::from(WARM_UP_HOURS))
                    .ok_or(Refusal::Overflow)
            },
        )?;
        let mut protocol = Protocol::new(constants)?;
        protocol.set_oracle_price(setting.economy.eth_price())?;
        for (asset, unit) in [(USD, WAD), (ETH, ETHER)] {
            protocol.endow_vault(Vault::Market, asset, PLENTY * unit)?;
        }
        let people = People::open(&mut protocol)?;
        let days = setting.month_begins / DAY;
        Ok(Self {
            market: Market::new(law, setting.economy.eth_price(), days, streams)?,
            protocol,
            setting,
            people,
            month: Month::default(),
            lender_books: LenderBooks::default(),
            loans_ended: 0,
            unmet: 0,
            exploits: Vec::new(),
            attackers_defaults: Vec::new(),
            collateral_taken: BTreeMap::new(),
            opening: Opening::default(),
            step: DAY,
        })
    }

    /// Sets everything back to the start of another run.
    pub(super) fn begin(
        &mut self,
        genesis: &Protocol,
        law: &PriceModel,
        streams: &Streams,
    ) -> Result<(), LifeError> {
        let days = self.setting.month_begins / DAY;
        let start = self.setting.economy.eth_price();
        self.protocol.clone_from(genesis);
        self.market.begin(law, start, days, streams)?;
        self.month = Month::default();
        self.lender_books = LenderBooks::default();
        self.opening = Opening::default();
        self.loans_ended = 0;
        self.unmet = 0;
        self.exploits.clear();
        self.attackers_defaults.clear();
        self.collateral_taken.clear();
        self.step = DAY;
        Ok(())
    }

    /// Lets a day of the warm-up or an hour of the month pass: messages are delivered, prices move.
    pub(super) fn turn_the_clock(&mut self) -> Result<(), LifeError> {
        let before = self.protocol.now();
        if before == self.setting.month_begins {
            self.begin_month()?;
        }
        if before >= self.setting.month_begins && self.protocol.paused().is_some() {
            self.month.paused_hours += 1;
        }
        let now = before.checked_add(self.step).ok_or(Refusal::Overflow)?;
        self.protocol.advance_to(now)?;
        let day = usize::try_from(before / DAY).unwrap_or(usize::MAX);
        let price = match self.market.past_price(day) {
            Some(price) => price,
            None => {
                let (price, gas) = self.market.next_hour()?;
                self.protocol.set_gas_price(gas);
                price
            }
        };
        Ok(self.protocol.set_oracle_price(price)?)
    }

    fn begin_month(&mut self) -> Result<(), Refusal> {
        self.step = HOUR;
        let mut constants = self.protocol.constants().clone();
        constants.adjust(
            |it| &mut it.max_hourly_borrows,
            |cap| Ok(cap / u128::from(WARM_UP_HOURS)),
        )?;
        self.protocol.set_constants(constants)?;
        self.open_books()
    }

    /// Whether there are lenders.
    pub(in crate::chronos) fn is_lent_to(&self) -> bool {
        self.setting.policies.lenders == LenderPolicy::Supply
    }

    /// Claims expected in this step, of a population that files `share` of them.
    pub(in crate::chronos) fn expected_claims(&self, share: f64) -> f64 {
        self.setting.claims_per_second * self.step as f64 * share
    }

    /// Draws the delays of the messages that the next slash at home sends, one for each other chain.
    pub(in crate::chronos) fn draw_message_delays(&mut self) {
        for _ in 1..self.setting.economy.constants().chains() {
            let delay = self.setting.economy.delay().draw(self.market.messages());
            self.protocol
                .push_message_delay(libm::ceil(delay) as Seconds);
        }
    }
}

impl People {
    fn open(protocol: &mut Protocol) -> Result<Self, Refusal> {
        let mut rich = || {
            let account = protocol.open_account(AccountKind::ExternallyOwned)?;
            protocol.endow(account, USD, PLENTY * WAD)?;
            protocol.endow(account, ETH, PLENTY * ETHER)?;
            Ok::<_, Refusal>(account)
        };
        let people = Self {
            outside: rich()?,
            lender: rich()?,
            indexer: rich()?,
            liquidator: rich()?,
        };
        protocol.register_indexer(people.indexer)?;
        Ok(people)
    }
}
