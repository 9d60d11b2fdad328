//! A change of a number, exactly.

use dashu_ratio::RBig;

use crate::{decimal::parse_decimal, number::to_f64, unit::Unit};

/// From one exact value to another, both in the same unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    from: RBig,
    to: RBig,
}

impl Change {
    /// Between two numbers as exact values are spelled, `0.1` or `1/3`; none if one of them is no number.
    pub fn between(from: &str, to: &str) -> Option<Self> {
        Some(Self {
            from: exact(from)?,
            to: exact(to)?,
        })
    }

    /// By how much, in the values' unit.
    pub fn absolute(&self) -> f64 {
        to_f64(&self.by())
    }

    /// By which share of the first value; none from zero.
    pub fn relative(&self) -> Option<f64> {
        self.share().map(|share| to_f64(&share))
    }

    pub(super) fn by(&self) -> RBig {
        &self.to - &self.from
    }

    pub(super) fn share(&self) -> Option<RBig> {
        if self.from == RBig::ZERO {
            return None;
        }
        let size = if self.from < RBig::ZERO {
            -self.from.clone()
        } else {
            self.from.clone()
        };
        Some(self.by() / size)
    }

    /// Whether the size of the change is more than `limit` of `unit`, the values being in `own`.
    pub(super) fn exceeds(&self, limit: &RBig, unit: &Unit, own: &Unit) -> bool {
        size(own.in_base(&self.by())) > unit.in_base(limit)
    }
}

/// Without its sign.
pub(super) fn size(value: RBig) -> RBig {
    if value < RBig::ZERO { -value } else { value }
}

/// Reads an exact value as it is spelled: a decimal, or a fraction of whole numbers.
pub(super) fn exact(text: &str) -> Option<RBig> {
    match text.split_once('/') {
        None => parse_decimal(text).ok(),
        Some((numerator, denominator)) => {
            let (numerator, denominator) = (
                parse_decimal(numerator).ok()?,
                parse_decimal(denominator).ok()?,
            );
            let whole = numerator.is_int() && denominator.is_int();
            (whole && denominator > RBig::ZERO).then(|| numerator / denominator)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_exact() {
        // In floats (0.1 - 0.08) / 0.1 is more than 0.2.
        let change = Change::between("0.1", "0.08").unwrap();
        assert_eq!(change.share().unwrap().to_string(), "-1/5");
        assert_eq!(change.relative(), Some(-0.2));
        assert_eq!(Change::between("1/3", "2/3").unwrap().relative(), Some(1.0));
        assert_eq!(Change::between("-2", "-3").unwrap().relative(), Some(-0.5));
        assert_eq!(Change::between("0", "1").unwrap().relative(), None);
    }

    #[test]
    fn words_do_not_change_by_an_amount() {
        for text in ["random", "", "1/0", "1/-3", "0.5/2", "1/2/3", "nan"] {
            assert_eq!(Change::between("1", text), None, "{text}");
        }
    }
}
