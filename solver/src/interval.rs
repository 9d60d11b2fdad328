//! Intervals of floats that are certain to hold the true value.
//!
//! Each operation rounds to nearest, as the hardware does, and then moves both ends one float outward: one unit
//! in the last place is more than the half that rounding can lose. An overflow ends at infinity, which is
//! still a bound.

use dashu_ratio::RBig;

use crate::exact::{approximate, from_float};

/// All reals from `low` to `high`, both included. Never empty, never with an end that is not a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// Zero alone.
    pub const ZERO: Self = Self {
        low: 0.0,
        high: 0.0,
    };
    /// One alone.
    pub const ONE: Self = Self {
        low: 1.0,
        high: 1.0,
    };
    /// Every real: what is known of a value of which nothing is known.
    pub const ALL: Self = Self {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };

    /// The interval between two floats; nothing if they are out of order or not numbers.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low <= high && low < f64::INFINITY && high > f64::NEG_INFINITY)
            .then_some(Self { low, high })
    }

    /// One float alone; nothing if it is not finite.
    pub fn point(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self {
            low: value,
            high: value,
        })
    }

    /// The smallest interval of floats that holds a rational.
    pub fn enclosing(value: &RBig) -> Self {
        let nearest = approximate(value);
        match from_float(nearest) {
            Some(exact) if exact == *value => Self {
                low: nearest,
                high: nearest,
            },
            Some(exact) if exact < *value => Self {
                low: nearest,
                high: nearest.next_up(),
            },
            Some(_) => Self {
                low: nearest.next_down(),
                high: nearest,
            },
            None if nearest > 0.0 => Self {
                low: f64::MAX,
                high: f64::INFINITY,
            },
            None => Self {
                low: f64::NEG_INFINITY,
                high: f64::MIN,
            },
        }
    }

    /// The lower end.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end.
    pub fn high(self) -> f64 {
        self.high
    }

    /// The middle, rounded; zero where both ends are infinite.
    pub fn middle(self) -> f64 {
        let middle = 0.5 * self.low + 0.5 * self.high;
        if middle.is_nan() { 0.0 } else { middle }
    }

    /// An upper bound on the distance between the ends.
    pub fn width(self) -> f64 {
        (self.high - self.low).next_up()
    }

    /// Whether a float lies within.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether a rational lies within, decided exactly.
    pub fn encloses(self, value: &RBig) -> bool {
        let above = from_float(self.low).is_none_or(|low| low <= *value);
        let below = from_float(self.high).is_none_or(|high| *value <= high);
        above && below
    }

    /// Whether another interval lies strictly inside this one.
    pub fn surrounds(self, other: Self) -> bool {
        self.low < other.low && other.high < self.high
    }

    /// What two intervals share; nothing if they are apart.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// The quotient; nothing where the divisor holds zero.
    pub fn divided_by(self, divisor: Self) -> Option<Self> {
        if divisor.contains(0.0) {
            return None;
        }
        Some(outward(ends([
            self.low / divisor.low,
            self.low / divisor.high,
            self.high / divisor.low,
            self.high / divisor.high,
        ])))
    }

    /// An upper bound on the size of any member.
    pub fn magnitude(self) -> f64 {
        self.low.abs().max(self.high.abs())
    }
}

impl std::ops::Neg for Interval {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            low: -self.high,
            high: -self.low,
        }
    }
}

impl std::ops::Add for Interval {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        outward((self.low + other.low, self.high + other.high))
    }
}

impl std::ops::Sub for Interval {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        outward((self.low - other.high, self.high - other.low))
    }
}

impl std::ops::Mul for Interval {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        if self == Self::ZERO || other == Self::ZERO {
            return Self::ZERO;
        }
        outward(ends([
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ]))
    }
}

impl std::iter::Sum for Interval {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |sum, term| sum + term)
    }
}

/// An end at infinity stands for "arbitrarily large", so that zero times it is zero.
fn product(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}

/// The ends of four corner values; a corner of infinity over infinity says nothing.
fn ends(corners: [f64; 4]) -> (f64, f64) {
    if corners.iter().any(|corner| corner.is_nan()) {
        return (f64::NEG_INFINITY, f64::INFINITY);
    }
    corners
        .into_iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), corner| {
            (low.min(corner), high.max(corner))
        })
}

fn outward((low, high): (f64, f64)) -> Interval {
    let low = if low.is_nan() {
        f64::NEG_INFINITY
    } else {
        low.next_down()
    };
    let high = if high.is_nan() {
        f64::INFINITY
    } else {
        high.next_up()
    };
    Interval { low, high }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An interval and an exact member of it.
    fn with_member() -> impl Strategy<Value = (Interval, RBig)> {
        (-1e6..1e6f64, 0.0..1e3f64, 0u32..=8).prop_filter_map(
            "ends in order",
            |(low, width, eighths)| {
                let interval = Interval::new(low, low + width)?;
                let low = from_float(interval.low)?;
                let high = from_float(interval.high)?;
                let share = RBig::from_parts(eighths.into(), 8u8.into());
                let member = &low + (&high - &low) * share;
                Some((interval, member))
            },
        )
    }

    proptest! {
        #[test]
        fn every_operation_holds_what_exact_members_give(
            (a, x) in with_member(),
            (b, y) in with_member(),
        ) {
            prop_assert!((a + b).encloses(&(&x + &y)));
            prop_assert!((a - b).encloses(&(&x - &y)));
            prop_assert!((a * b).encloses(&(&x * &y)));
            prop_assert!((-a).encloses(&-&x));
            if let Some(quotient) = a.divided_by(b) {
                prop_assert!(quotient.encloses(&(&x / &y)));
            }
        }

        #[test]
        fn a_rational_lies_within_its_enclosure(numerator in any::<i64>(), denominator in 1..u64::MAX) {
            let value = RBig::from_parts(numerator.into(), denominator.into());
            prop_assert!(Interval::enclosing(&value).encloses(&value));
        }
    }

    #[test]
    fn dividing_by_what_may_be_zero_has_no_answer() {
        let around_zero = Interval {
            low: -1.0,
            high: 1.0,
        };
        assert_eq!(Interval::ONE.divided_by(around_zero), None);
        assert_eq!(Interval::ONE.divided_by(Interval::ZERO), None);
    }

    #[test]
    fn an_overflow_is_still_a_bound() {
        let huge = Interval {
            low: f64::MAX,
            high: f64::MAX,
        };
        let square = huge * huge;
        assert!(square.low.is_finite() || square.low == f64::MAX);
        assert_eq!(square.high, f64::INFINITY);
        assert!((square - square).contains(0.0));
    }
}
