//! Units: what a number is measured in, and what it can be added to.

mod dimension;
mod format;
mod parse;

use dashu_ratio::RBig;

pub(crate) use dimension::Dimension;
pub use format::format_quantity;
pub use parse::UnitError;

/// A unit such as `USD`, `gwei/gas` or `fraction/year`: a dimension and an exact scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    name: String,
    dimension: Dimension,
    scale: RBig,
}

impl Unit {
    /// Reads a unit: names joined by `*` and `/`, each with an optional whole power, as in `USD/block/ETH`
    /// or `hour^2`; `1` may stand for the numerator, as in `1/year`.
    ///
    /// Names and scales: USD; ETH, gwei (10⁻⁹ ETH), wei (10⁻¹⁸ ETH); second, minute, hour, day, week, month
    /// (year/12), year (365 days); block; gas; token; and without dimension count, fraction, percent, bps.
    ///
    /// # Errors
    /// [`UnitError`] names what could not be read and the nearest unit.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        parse::parse(text)
    }

    /// The unit as it was written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether values in the two units can be added and compared.
    pub fn same_dimension(&self, other: &Self) -> bool {
        self.dimension == other.dimension
    }

    /// How many of `other` one of this unit is: of a year, 31,536,000 seconds. Nothing where they measure different things.
    pub fn over(&self, other: &Self) -> Option<RBig> {
        self.same_dimension(other)
            .then(|| &self.scale / &other.scale)
    }

    pub(crate) fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// How many base units (USD, ETH, second, block, gas, token, 1) one of this unit is.
    pub(crate) fn scale(&self) -> &RBig {
        &self.scale
    }

    pub(crate) fn in_base(&self, value: &RBig) -> RBig {
        value * &self.scale
    }

    pub(crate) fn in_unit(&self, value: &RBig) -> RBig {
        value / &self.scale
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.name)
    }
}
