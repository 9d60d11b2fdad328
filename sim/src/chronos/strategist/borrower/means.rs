//! What a borrower sets out with, and the numbers of the scenario that go with it.

use super::{Amounts, Cover, EconomyError, Farm};
use crate::chronos::{
    amounts::Billionths,
    attacks::{
        false_claim::{
            Filing, Prize, Unguarded, bribed_indexers::BribedIndexers,
            self_challenge::SelfChallenge,
        },
        flash_loan_farming::{
            self, Farming, FlashLoanFarming, held_capital::HeldCapital, timed_samples::TimedSamples,
        },
        reputation_rental::Rental,
    },
    protocol::{AccountKind, Wad},
    stage::dollars,
};

/// How a borrower comes by his record, and what he has to lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// A false claim, from a wallet whose future is lost with its record.
    FalseClaimWithFuture,
    /// A false claim from a fresh wallet.
    FalseClaim,
    /// A balance shown to the samples alone.
    Farming,
    /// A balance honestly held.
    Building,
    /// The same, by a contract that others borrow through, whose record is worth something to its owner.
    Contract,
    /// The same, by a key that can be lent, whose record is worth something to its owner.
    Key,
}

/// A borrower with the scenario's numbers.
pub(in super::super) struct Role {
    pub(super) kind: AccountKind,
    /// Loan that the record opens on each chain.
    pub(super) loan: Wad,
    /// Collateral that he posts of his own, as a share of the loan.
    pub(super) backing: Billionths,
    pub(super) rental: Rental,
    /// Probability that a renter of the key does not repay.
    pub(super) renter_default_rate: f64,
    /// Worth of the record to him.
    pub(super) worth: f64,
    /// Renters of a contract expected before it is spotted.
    pub(super) renters: f64,
    pub(super) farm: flash_loan_farming::Farm,
    unguarded: Unguarded,
    self_challenge: SelfChallenge,
    bribes: BribedIndexers,
    flash_loans: FlashLoanFarming,
    held_capital: HeldCapital,
    timed_samples: TimedSamples,
}

impl Role {
    pub(in super::super) fn read(means: Means, read: &Amounts<'_>) -> Result<Self, EconomyError> {
        let prize = Prize::read(read)?;
        let farm = flash_loan_farming::Farm::read(read)?;
        let (loan, backing) = match means {
            Means::FalseClaimWithFuture | Means::FalseClaim => (prize.loan, 0),
            Means::Farming => (farm.loan, farm.backing),
            Means::Building | Means::Contract | Means::Key => (read.top_loan()?, 0),
        };
        let mut rental = Rental::read(read)?;
        rental.loan = loan;
        Ok(Self {
            kind: match means {
                Means::Contract => AccountKind::Contract,
                _ => AccountKind::ExternallyOwned,
            },
            loan,
            backing,
            rental,
            renter_default_rate: read.float("renter_default_rate")?,
            worth: match means {
                Means::FalseClaimWithFuture => dollars(read.usd("blacklist_npv")?),
                Means::Contract | Means::Key => dollars(rental.record),
                Means::FalseClaim | Means::Farming | Means::Building => 0.0,
            },
            renters: read.float("rental_users")?,
            farm,
            unguarded: Unguarded(prize),
            self_challenge: SelfChallenge::read(read)?,
            bribes: BribedIndexers::read(read)?,
            flash_loans: FlashLoanFarming::read(read)?,
            held_capital: HeldCapital::read(read)?,
            timed_samples: TimedSamples::read(read)?,
        })
    }

    pub(super) fn filing(&self, cover: Cover) -> &dyn Filing {
        match cover {
            Cover::None => &self.unguarded,
            Cover::SelfChallenge => &self.self_challenge,
            Cover::Bribes => &self.bribes,
        }
    }

    pub(super) fn farming(&self, farm: Farm) -> &dyn Farming {
        match farm {
            Farm::FlashLoans => &self.flash_loans,
            Farm::HeldCapital => &self.held_capital,
            Farm::TimedSamples => &self.timed_samples,
        }
    }
}
