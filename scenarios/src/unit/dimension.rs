//! Exponents of the base dimensions.

const NAMES: [&str; 6] = ["USD", "ETH", "time", "block", "gas", "token"];

/// Beyond this no economics is meant, and the arithmetic of exponents could overflow.
const LARGEST_EXPONENT: i8 = 12;

/// A product of powers of USD, ETH, time, block, gas and vote token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dimension([i8; 6]);

impl Dimension {
    pub(crate) const NONE: Self = Self([0; 6]);
    pub(crate) const USD: Self = Self([1, 0, 0, 0, 0, 0]);
    pub(crate) const ETH: Self = Self([0, 1, 0, 0, 0, 0]);
    pub(crate) const TIME: Self = Self([0, 0, 1, 0, 0, 0]);
    pub(crate) const BLOCK: Self = Self([0, 0, 0, 1, 0, 0]);
    pub(crate) const GAS: Self = Self([0, 0, 0, 0, 1, 0]);
    pub(crate) const TOKEN: Self = Self([0, 0, 0, 0, 0, 1]);

    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether it is a plain number, or one per something.
    pub(crate) fn is_per(self) -> bool {
        self.0.iter().all(|exponent| *exponent <= 0)
    }

    /// `None` when an exponent leaves -12..=12.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        self.combine(other, 1)
    }

    /// `None` when an exponent leaves -12..=12.
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        self.combine(other, -1)
    }

    fn combine(self, other: Self, sign: i8) -> Option<Self> {
        let mut exponents = self.0;
        for (exponent, change) in exponents.iter_mut().zip(other.0) {
            *exponent = within(i32::from(*exponent) + i32::from(sign) * i32::from(change))?;
        }
        Some(Self(exponents))
    }

    /// `None` when an exponent leaves -12..=12.
    pub(crate) fn power(self, power: i32) -> Option<Self> {
        let mut exponents = self.0;
        for exponent in &mut exponents {
            *exponent = within(i32::from(*exponent).checked_mul(power)?)?;
        }
        Some(Self(exponents))
    }

    /// `None` when an exponent is odd.
    pub(crate) fn square_root(self) -> Option<Self> {
        let even = self.0.iter().all(|exponent| exponent % 2 == 0);
        even.then(|| Self(self.0.map(|exponent| exponent / 2)))
    }
}

fn within(exponent: i32) -> Option<i8> {
    i8::try_from(exponent)
        .ok()
        .filter(|exponent| exponent.unsigned_abs() <= LARGEST_EXPONENT.unsigned_abs())
}

impl std::fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_none() {
            return formatter.write_str("a plain number");
        }
        let factor = |name: &str, exponent: i8| match exponent {
            1 => name.to_owned(),
            _ => format!("{name}^{exponent}"),
        };
        let powers = || NAMES.into_iter().zip(self.0);
        let above: Vec<String> = powers()
            .filter(|(_, e)| *e > 0)
            .map(|(name, e)| factor(name, e))
            .collect();
        formatter.write_str(if above.is_empty() { "1" } else { "" })?;
        formatter.write_str(&above.join("*"))?;
        for (name, exponent) in powers().filter(|(_, exponent)| *exponent < 0) {
            write!(formatter, "/{}", factor(name, -exponent))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_add_subtract_and_halve() {
        let price = Dimension::USD.over(Dimension::ETH).unwrap();
        assert_eq!(price.to_string(), "USD/ETH");
        assert_eq!(price.times(Dimension::ETH), Some(Dimension::USD));
        assert_eq!(Dimension::TIME.power(-2).unwrap().to_string(), "1/time^2");
        assert_eq!(
            Dimension::TIME.power(2).unwrap().square_root(),
            Some(Dimension::TIME)
        );
        assert_eq!(Dimension::TIME.square_root(), None);
        assert_eq!(Dimension::TIME.power(i32::MAX), None);
    }
}
