//! What a year of lending came to.

use super::terms::Terms;

/// What a year of lending came to, in USD.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CreditYear {
    /// Principal open when the year began.
    pub opening_book: f64,
    /// Principal open when it ended.
    pub closing_book: f64,
    /// Principal open on average over its hours.
    pub average_book: f64,
    /// Principal paid out.
    pub lent: f64,
    /// Principal of the loans that their borrowers repaid.
    pub repaid: f64,
    /// Principal of the loans that were liquidated.
    pub liquidated: f64,
    /// Principal of the loans that their borrowers left when they were due.
    pub walked_away: f64,
    /// Principal of the loans, of either kind, whose collateral did not pay all that was owed.
    pub defaulted: f64,
    /// Interest that the lenders are owed for the year, the protocol's cut taken off.
    pub interest: f64,
    /// What the lenders were owed, principal and interest, and did not get.
    pub loss: f64,
    /// What collateral that was left to the pool brought above what the lenders were owed.
    pub surplus: f64,
    /// What all the collateral sold brought.
    pub proceeds: f64,
    /// The lenders' part of it.
    pub proceeds_to_lenders: f64,
    /// The part of treasury, indexers and liquidators.
    pub proceeds_to_others: f64,
    /// Furthest that the sales had pushed the log price below what it would have been.
    pub deepest_pressure: f64,
}

impl CreditYear {
    /// What was not got back, as a share of the average book.
    #[must_use]
    pub fn loss_share(&self) -> f64 {
        share(self.loss, self.average_book)
    }

    /// What the lenders' deposits earned: interest and surplus less losses, where `terms` have part
    /// of the deposits lent and the rest idle.
    #[must_use]
    pub fn lenders_return(&self, terms: &Terms) -> f64 {
        share(self.lenders_gain(), self.deposits(terms))
    }

    /// Interest and surplus less losses.
    #[must_use]
    pub fn lenders_gain(&self) -> f64 {
        self.interest + self.surplus - self.loss
    }

    /// The lenders' deposits on average.
    #[must_use]
    pub fn deposits(&self, terms: &Terms) -> f64 {
        self.average_book / terms.utilisation
    }

    /// Principal of all loans that ended.
    #[must_use]
    pub fn ended(&self) -> f64 {
        self.repaid + self.liquidated + self.walked_away
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
