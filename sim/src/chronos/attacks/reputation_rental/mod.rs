//! The owner of a high reputation rents it out through a contract that borrows for its users.

pub(super) mod rented_key;

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    protocol::{Account, AccountKind, BLOCK_TIME, ETH, HOME, LoanId, Seconds, USD, Wad},
    stage::{Range, dollars},
};

/// A tenth of the thousand blocks after which the paper has the contract spotted.
pub(in crate::chronos) const BETWEEN_RENTERS: Seconds = 100 * BLOCK_TIME;

struct ReputationRental {
    rental: Rental,
    /// Renters expected before the indexers spot the contract.
    renters: f64,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(ReputationRental {
        rental: Rental::read(read)?,
        renters: read.float("rental_users")?,
    }))
}

impl Attack for ReputationRental {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let contract = stage.attacker_of_kind(AccountKind::Contract)?;
        let renter = stage.attacker()?;
        let party = stage.party(&[contract])?;
        let party = stage.with_record(party, contract, dollars(self.rental.record))?;
        stage.build_record(contract)?;

        let mut served = false;
        for _ in 0..stage.luck_count(self.renters) {
            // A contract that may not borrow has nothing to rent, and nobody pays for it.
            let Ok(loan) = self.rental.borrow(stage, contract, renter) else {
                break;
            };
            self.rental.collect(stage, contract, renter)?;
            self.rental.repay(stage, contract, renter, loan)?;
            stage.wait(BETWEEN_RENTERS)?;
            served = true;
        }
        if served {
            stage.indexer_reports(contract)?;
        }
        // A Poisson number of renters has no greatest; ten standard deviations will not be seen.
        let most = self.renters + 10.0 * libm::sqrt(self.renters) + 10.0;
        let range = Range {
            worst: -stage.build_cost()? - dollars(self.rental.record),
            best: dollars(self.rental.price) * most,
        };
        if served {
            stage.episode(&party, range)
        } else {
            stage.certain(&party)
        }
    }
}

/// What is rented, and for how much.
#[derive(Clone, Copy, Debug)]
pub(in crate::chronos) struct Rental {
    /// Loan that the reputation opens.
    pub(in crate::chronos) loan: Wad,
    /// What a renter pays for one use.
    price: Wad,
    /// Worth of the reputation to its owner.
    pub(in crate::chronos) record: Wad,
}

impl Rental {
    pub(in crate::chronos) fn read(read: &Amounts<'_>) -> Result<Self, EconomyError> {
        Ok(Self {
            loan: read.top_loan()?,
            price: read.usd("rental_price")?,
            record: read.usd("rental_slash")?,
        })
    }

    /// The renter posts the collateral that the contract asks for, and has the loan taken out.
    pub(in crate::chronos) fn borrow(
        self,
        stage: &mut Stage,
        owner: Account,
        renter: Account,
    ) -> Result<LoanId, Refusal> {
        let collateral = stage.collateral(self.loan, 0)?;
        stage.buy_ether(renter, collateral)?;
        stage.protocol.pay(renter, owner, ETH, collateral)?;
        let borrowed = stage.protocol.borrow(owner, HOME, self.loan, collateral);
        match borrowed {
            Ok(_) => stage.protocol.pay(owner, renter, USD, self.loan)?,
            // One transaction: a refused borrow undoes the posting.
            Err(_) => stage.protocol.pay(owner, renter, ETH, collateral)?,
        }
        borrowed
    }

    /// The renter pays for the use.
    pub(in crate::chronos) fn collect(
        self,
        stage: &mut Stage,
        owner: Account,
        renter: Account,
    ) -> Result<(), Refusal> {
        stage.protocol.pay(renter, owner, USD, self.price)
    }

    /// The renter repays, and has his collateral back.
    pub(in crate::chronos) fn repay(
        self,
        stage: &mut Stage,
        owner: Account,
        renter: Account,
        loan: LoanId,
    ) -> Result<(), Refusal> {
        let collateral = stage.protocol.loan(loan)?.collateral;
        stage.repay_in_full(renter, loan)?;
        stage.protocol.pay(owner, renter, ETH, collateral)
    }
}
