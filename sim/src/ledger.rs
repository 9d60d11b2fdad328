//! A ledger of several assets in integer smallest units. It knows no protocol: it only guarantees
//! that money enters by [`Ledger::endow`] and moves by [`Ledger::transfer`], so that the total of
//! every asset always equals what was endowed.

use thiserror::Error;

/// Whoever can hold money: a wallet, a vault, a burn address. Ids are dense, in opening order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder(pub u32);

/// A kind of money, by its position among the ledger's assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asset(pub u32);

/// Why the ledger refused. A refused operation has changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LedgerError {
    /// The holder has less than it would have to give.
    #[error("{holder:?} holds {held} of {asset:?}, less than the {wanted} wanted")]
    InsufficientFunds {
        /// Who would pay.
        holder: Holder,
        /// In what.
        asset: Asset,
        /// Smallest units held.
        held: u128,
        /// Smallest units wanted.
        wanted: u128,
    },
    /// More would be endowed than the ledger can count.
    #[error("the total of {asset:?} would no longer fit in 128 bits")]
    Overflow {
        /// The asset concerned.
        asset: Asset,
    },
    /// No such holder was opened.
    #[error("{0:?} was never opened")]
    UnknownHolder(Holder),
    /// The ledger was made with fewer assets.
    #[error("{0:?} is not an asset of this ledger")]
    UnknownAsset(Asset),
    /// No further holder can be numbered.
    #[error("the ledger has no numbers left for new holders")]
    Full,
}

/// Balances of every holder in every asset, in smallest units.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    endowed: Vec<u128>,
    balances: Vec<u128>,
}

impl Clone for Ledger {
    fn clone(&self) -> Self {
        Self {
            endowed: self.endowed.clone(),
            balances: self.balances.clone(),
        }
    }

    fn clone_from(&mut self, source: &Self) {
        self.endowed.clone_from(&source.endowed);
        self.balances.clone_from(&source.balances);
    }
}

impl Ledger {
    /// An empty ledger of `assets` kinds of money, without holders.
    #[must_use]
    pub fn new(assets: u32) -> Self {
        Self {
            endowed: vec![0; assets as usize],
            balances: Vec::new(),
        }
    }

    /// Opens the next holder, with nothing in it.
    ///
    /// # Errors
    /// [`LedgerError::Full`] when 2³² holders exist already.
    pub fn open(&mut self) -> Result<Holder, LedgerError> {
        let holder = Holder(self.holders().ok_or(LedgerError::Full)?);
        self.balances
            .resize(self.balances.len() + self.endowed.len(), 0);
        Ok(holder)
    }

    /// Smallest units of `asset` that `holder` has.
    ///
    /// # Errors
    /// An unknown holder or asset.
    pub fn balance(&self, holder: Holder, asset: Asset) -> Result<u128, LedgerError> {
        let slot = self.slot(holder, asset)?;
        self.balances
            .get(slot)
            .copied()
            .ok_or(LedgerError::UnknownHolder(holder))
    }

    /// Refuses unless `holder` has at least `amount`: lets a caller check before any effect.
    ///
    /// # Errors
    /// [`LedgerError::InsufficientFunds`], or an unknown holder or asset.
    pub fn require(&self, holder: Holder, asset: Asset, amount: u128) -> Result<(), LedgerError> {
        let held = self.balance(holder, asset)?;
        if held < amount {
            return Err(LedgerError::InsufficientFunds {
                holder,
                asset,
                held,
                wanted: amount,
            });
        }
        Ok(())
    }

    /// Brings `amount` into the world, in the hands of `holder`. The only way money enters.
    ///
    /// # Errors
    /// [`LedgerError::Overflow`] when the asset's total would exceed 128 bits, so that no later
    /// transfer can overflow a balance; an unknown holder or asset.
    pub fn endow(&mut self, holder: Holder, asset: Asset, amount: u128) -> Result<(), LedgerError> {
        let balance = self.balance(holder, asset)?;
        let slot = self.slot(holder, asset)?;
        let total = self.endowed(asset)?.checked_add(amount);
        match (
            total,
            balance.checked_add(amount),
            self.endowed.get_mut(asset.0 as usize),
            self.balances.get_mut(slot),
        ) {
            (Some(total), Some(balance), Some(endowed), Some(held)) => {
                *endowed = total;
                *held = balance;
                Ok(())
            }
            _ => Err(LedgerError::Overflow { asset }),
        }
    }

    /// Moves `amount` from one holder to another. The only way money moves.
    ///
    /// # Errors
    /// [`LedgerError::InsufficientFunds`], or an unknown holder or asset.
    pub fn transfer(
        &mut self,
        asset: Asset,
        from: Holder,
        to: Holder,
        amount: u128,
    ) -> Result<(), LedgerError> {
        self.require(from, asset, amount)?;
        let received = self.balance(to, asset)?;
        if from == to {
            return Ok(());
        }
        let received = received
            .checked_add(amount)
            .ok_or(LedgerError::Overflow { asset })?;
        let (source, target) = (self.slot(from, asset)?, self.slot(to, asset)?);
        if let Some(held) = self.balances.get_mut(source) {
            *held -= amount;
        }
        if let Some(held) = self.balances.get_mut(target) {
            *held = received;
        }
        Ok(())
    }

    /// Smallest units of `asset` ever endowed.
    ///
    /// # Errors
    /// An unknown asset.
    pub fn endowed(&self, asset: Asset) -> Result<u128, LedgerError> {
        self.endowed
            .get(asset.0 as usize)
            .copied()
            .ok_or(LedgerError::UnknownAsset(asset))
    }

    /// Smallest units of `asset` in all hands together: counted, not remembered, so that a test
    /// can hold it against [`Ledger::endowed`].
    ///
    /// # Errors
    /// An unknown asset, or a sum beyond 128 bits (which only a defect of the ledger could make).
    pub fn total(&self, asset: Asset) -> Result<u128, LedgerError> {
        self.endowed(asset)?;
        self.balances
            .iter()
            .skip(asset.0 as usize)
            .step_by(self.endowed.len())
            .try_fold(0u128, |sum, held| sum.checked_add(*held))
            .ok_or(LedgerError::Overflow { asset })
    }

    fn holders(&self) -> Option<u32> {
        u32::try_from(self.balances.len().checked_div(self.endowed.len())?).ok()
    }

    fn slot(&self, holder: Holder, asset: Asset) -> Result<usize, LedgerError> {
        let assets = self.endowed.len();
        let column = asset.0 as usize;
        if column >= assets {
            return Err(LedgerError::UnknownAsset(asset));
        }
        (holder.0 as usize)
            .checked_mul(assets)
            .and_then(|row| row.checked_add(column))
            .filter(|slot| *slot < self.balances.len())
            .ok_or(LedgerError::UnknownHolder(holder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: Asset = Asset(0);
    const SALT: Asset = Asset(1);

    fn two_holders() -> (Ledger, Holder, Holder) {
        let mut ledger = Ledger::new(2);
        let (a, b) = (ledger.open().unwrap(), ledger.open().unwrap());
        ledger.endow(a, GOLD, 10).unwrap();
        (ledger, a, b)
    }

    #[test]
    fn a_transfer_moves_exactly_its_amount() {
        let (mut ledger, a, b) = two_holders();
        ledger.transfer(GOLD, a, b, 4).unwrap();
        assert_eq!(ledger.balance(a, GOLD), Ok(6));
        assert_eq!(ledger.balance(b, GOLD), Ok(4));
        assert_eq!(ledger.balance(b, SALT), Ok(0));
        assert_eq!(ledger.total(GOLD), ledger.endowed(GOLD));
    }

    #[test]
    fn a_transfer_to_oneself_creates_nothing() {
        let (mut ledger, a, _) = two_holders();
        ledger.transfer(GOLD, a, a, 10).unwrap();
        assert_eq!(ledger.balance(a, GOLD), Ok(10));
        assert!(ledger.transfer(GOLD, a, a, 11).is_err());
    }

    #[test]
    fn more_than_is_held_cannot_be_given() {
        let (mut ledger, a, b) = two_holders();
        let before = ledger.clone();
        let refused = ledger.transfer(GOLD, a, b, 11);
        let expected = LedgerError::InsufficientFunds {
            holder: a,
            asset: GOLD,
            held: 10,
            wanted: 11,
        };
        assert_eq!(refused, Err(expected));
        assert_eq!(ledger, before);
    }

    #[test]
    fn endowing_beyond_what_can_be_counted_is_refused() {
        let (mut ledger, _, b) = two_holders();
        let refused = ledger.endow(b, GOLD, u128::MAX);
        assert_eq!(refused, Err(LedgerError::Overflow { asset: GOLD }));
        assert_eq!(ledger.total(GOLD), Ok(10));
    }

    #[test]
    fn strangers_and_strange_assets_are_named() {
        let (mut ledger, a, _) = two_holders();
        let stranger = Holder(7);
        assert_eq!(
            ledger.transfer(GOLD, a, stranger, 1),
            Err(LedgerError::UnknownHolder(stranger))
        );
        assert_eq!(
            ledger.balance(a, Asset(2)),
            Err(LedgerError::UnknownAsset(Asset(2)))
        );
    }
}
