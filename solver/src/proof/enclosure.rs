//! What a formula can be over a whole box of parameters, as one kind of [`Number`].
//!
//! An enclosure in hand says two things: the formula has a value at every point of the box, and all those values
//! lie between the ends. Where some point of the box may have none (a divisor that may be zero, the
//! logarithm of what may be negative) there is no enclosure but the [`NumberError`] that names why.

use assay_scenarios::{Comparison, Decision, Number, NumberError};
use dashu_ratio::RBig;

use super::{
    functions,
    rounding::{add_down, add_up, divide_down, divide_up, multiply_down, multiply_up},
};
use crate::interval::Interval;

/// All reals between two floats, each of which may be excluded: what is known of a value over a box.
///
/// An excluded ("open") end is what a guard such as `if x <= 0 then … else a / x` leaves of `x`. The ends are exact where
/// the arithmetic is, and else rounded outward. An infinite end says that there is no bound; every value is finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Enclosure {
    pub(super) low: End,
    pub(super) high: End,
}

/// An end of an enclosure; `open` means that no value reaches it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) at: f64,
    pub(super) open: bool,
}

/// What a box leaves open of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    may_hold: bool,
    may_fail: bool,
}

impl End {
    pub(super) fn closed(at: f64) -> Self {
        Self { at, open: false }
    }

    fn negated(self) -> Self {
        Self {
            at: -self.at,
            open: self.open,
        }
    }
}

impl From<Interval> for Enclosure {
    fn from(interval: Interval) -> Self {
        Self::closed(interval.low(), interval.high())
    }
}

impl From<Enclosure> for Interval {
    fn from(enclosure: Enclosure) -> Self {
        Self::new(enclosure.low.at, enclosure.high.at).unwrap_or(Self::ALL)
    }
}

impl Enclosure {
    /// The smallest enclosure of all reals from one rational to another, both included, in either order.
    pub fn between(one: &RBig, other: &RBig) -> Self {
        Interval::enclosing(one)
            .hull(Interval::enclosing(other))
            .into()
    }

    /// No value is below.
    pub fn low(self) -> f64 {
        self.low.at
    }

    /// No value is above.
    pub fn high(self) -> f64 {
        self.high.at
    }

    /// Whether every value is below zero.
    pub fn is_negative(self) -> bool {
        self.high.at < 0.0 || (self.high.at == 0.0 && self.high.open)
    }

    /// Whether every value is above zero.
    pub fn is_positive(self) -> bool {
        self.low.at > 0.0 || (self.low.at == 0.0 && self.low.open)
    }

    /// Whether a rational may be among the values, decided exactly.
    pub fn encloses(self, value: &RBig) -> bool {
        let at_open_end =
            |end: End| end.open && Interval::point(end.at).is_some_and(|it| it.encloses(value));
        Interval::from(self).encloses(value) && !at_open_end(self.low) && !at_open_end(self.high)
    }

    pub(super) fn closed(low: f64, high: f64) -> Self {
        Self {
            low: End::closed(low),
            high: End::closed(high),
        }
    }

    /// Whether there is more than one value as far as floats can tell.
    pub(super) fn has_width(self) -> bool {
        self.low.at.next_up() < self.high.at
    }

    pub(super) fn is_finite(self) -> bool {
        self.low.at.is_finite() && self.high.at.is_finite()
    }

    /// The upper or the lower end alone.
    pub(super) fn end(self, upper: bool) -> Self {
        let at = if upper { self.high.at } else { self.low.at };
        Self::closed(at, at)
    }

    pub(super) fn mirrored(self) -> Self {
        Self {
            low: self.high.negated(),
            high: self.low.negated(),
        }
    }

    /// The smallest enclosure of the values of both.
    pub(super) fn hull(self, other: Self) -> Self {
        Self {
            low: lower(self.low, other.low, false),
            high: lower(self.high.negated(), other.high.negated(), false).negated(),
        }
    }

    /// Values that are not below zero; an end that reached zero by rounding is not a value.
    pub(super) fn at_least_zero(self, reaches_zero: bool) -> Self {
        if self.low.at > 0.0 {
            return self;
        }
        let low = End {
            at: 0.0,
            open: !reaches_zero,
        };
        Self { low, ..self }
    }

    /// The quotient by values above zero.
    fn over_positive(self, divisor: Self) -> Self {
        let bound = |numerator: End, down: bool| {
            // The quotient lies lowest (highest) at the divisor that moves it away from (towards) zero.
            let away = (numerator.at < 0.0) == down;
            let by = if away { divisor.low } else { divisor.high };
            let at = match (numerator.at == 0.0, by.at == 0.0) {
                (true, _) => 0.0,
                (false, true) => numerator.at * f64::INFINITY,
                (false, false) if down => divide_down(numerator.at, by.at),
                (false, false) => divide_up(numerator.at, by.at),
            };
            let open = numerator.open || (numerator.at != 0.0 && by.open);
            End { at, open }
        };
        let quotient = Self {
            low: bound(self.low, true),
            high: bound(self.high, false),
        };
        quotient.keeping_sign(self.is_positive(), self.is_negative())
    }

    /// Marks a zero end as excluded where the value's sign is known to be strict.
    fn keeping_sign(mut self, positive: bool, negative: bool) -> Self {
        self.low.open |= positive && self.low.at == 0.0;
        self.high.open |= negative && self.high.at == 0.0;
        self
    }

    fn product(self, other: Self) -> Self {
        let corner = |a: End, b: End, down: bool| End {
            at: if down {
                multiply_down(a.at, b.at)
            } else {
                multiply_up(a.at, b.at)
            },
            open: a.at != 0.0 && b.at != 0.0 && (a.open || b.open),
        };
        let corners = |down| {
            [
                corner(self.low, other.low, down),
                corner(self.low, other.high, down),
                corner(self.high, other.low, down),
                corner(self.high, other.high, down),
            ]
        };
        let [first, rest @ ..] = corners(true);
        let low = rest
            .into_iter()
            .fold(first, |least, end| lower(least, end, false));
        let [first, rest @ ..] = corners(false);
        let high = rest.into_iter().fold(first.negated(), |least, end| {
            lower(least, end.negated(), false)
        });
        let product = Self {
            low,
            high: high.negated(),
        };
        let (positive, negative) = match (self.sign(), other.sign()) {
            (Some(left), Some(right)) => (left == right, left != right),
            _ => (false, false),
        };
        product.keeping_sign(positive, negative)
    }

    /// Whether all values are above (`true`) or all below zero.
    fn sign(self) -> Option<bool> {
        if self.is_positive() {
            Some(true)
        } else {
            self.is_negative().then_some(false)
        }
    }

    fn without(mut self, point: f64) -> Self {
        self.low.open |= self.low.at == point;
        self.high.open |= self.high.at == point;
        self
    }

    fn at_most(self, bound: End) -> Self {
        let high = lower(self.high, bound, true);
        Self { high, ..self }
    }

    fn at_least(self, bound: End) -> Self {
        let low = lower(self.low.negated(), bound.negated(), true).negated();
        Self { low, ..self }
    }

    fn is_empty(self) -> bool {
        let (low, high) = (self.low, self.high);
        low.at > high.at || (low.at == high.at && (low.open || high.open))
    }
}

/// The lower of two ends; of two at the same place, the open one if `open_wins`, else the closed one.
fn lower(a: End, b: End, open_wins: bool) -> End {
    if a.at < b.at {
        a
    } else if b.at < a.at {
        b
    } else {
        End {
            at: a.at,
            open: if open_wins {
                a.open || b.open
            } else {
                a.open && b.open
            },
        }
    }
}

impl Number for Enclosure {
    type Truth = Truth;

    fn from_rational(value: &RBig) -> Result<Self, NumberError> {
        Ok(Interval::enclosing(value).into())
    }

    fn add(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(Self {
            low: End {
                at: add_down(self.low.at, other.low.at),
                open: self.low.open || other.low.open,
            },
            high: End {
                at: add_up(self.high.at, other.high.at),
                open: self.high.open || other.high.open,
            },
        })
    }

    fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        self.add(&other.negate()?)
    }

    fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(self.product(*other))
    }

    fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        match other.sign() {
            Some(true) => Ok(self.over_positive(*other)),
            Some(false) => self.negate().map(|it| it.over_positive(other.mirrored())),
            None => Err(NumberError::DivisionByZero),
        }
    }

    fn negate(&self) -> Result<Self, NumberError> {
        Ok(self.mirrored())
    }

    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError> {
        functions::power_whole(*self, exponent)
    }

    fn power(&self, exponent: &Self) -> Result<Self, NumberError> {
        functions::power(*self, *exponent)
    }

    fn minimum(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(Self {
            low: lower(self.low, other.low, false),
            high: lower(self.high, other.high, true),
        })
    }

    fn maximum(&self, other: &Self) -> Result<Self, NumberError> {
        let least = self.mirrored().minimum(&other.mirrored())?;
        Ok(least.mirrored())
    }

    fn absolute(&self) -> Result<Self, NumberError> {
        if self.low.at >= 0.0 {
            return Ok(*self);
        }
        if self.high.at <= 0.0 {
            return Ok(self.mirrored());
        }
        let high = lower(self.low, self.high.negated(), false).negated();
        let low = End::closed(0.0);
        Ok(Self { low, high })
    }

    fn floor(&self) -> Result<Self, NumberError> {
        let low = libm::floor(self.low.at);
        let high = libm::floor(self.high.at);
        let below = self.high.open && high == self.high.at && high.is_finite();
        Ok(Self::closed(low, if below { high - 1.0 } else { high }))
    }

    fn ceiling(&self) -> Result<Self, NumberError> {
        Ok(self.mirrored().floor()?.mirrored())
    }

    fn exp(&self) -> Result<Self, NumberError> {
        Ok(functions::exp(*self))
    }

    fn ln(&self) -> Result<Self, NumberError> {
        functions::ln(*self)
    }

    fn sqrt(&self) -> Result<Self, NumberError> {
        functions::sqrt(*self)
    }

    fn normal_cdf(&self) -> Result<Self, NumberError> {
        functions::normal_cdf(*self)
    }

    fn normal_pdf(&self) -> Result<Self, NumberError> {
        functions::normal_pdf(*self)
    }

    fn compare(&self, comparison: Comparison, other: &Self) -> Result<Truth, NumberError> {
        // Whether some value of one may be below, or equal to, some value of the other.
        let below = |a: &Self, b: &Self| a.low.at < b.high.at;
        let meets = |a: &Self, b: &Self| a.low.at == b.high.at && !a.low.open && !b.high.open;
        let less = below(self, other);
        let greater = below(other, self);
        let equal = (less && greater) || meets(self, other) || meets(other, self);
        Ok(match comparison {
            Comparison::Less => Truth::new(less, greater || equal),
            Comparison::LessOrEqual => Truth::new(less || equal, greater),
            Comparison::Greater => Truth::new(greater, less || equal),
            Comparison::GreaterOrEqual => Truth::new(greater || equal, less),
            Comparison::Equal => Truth::new(equal, less || greater),
            Comparison::NotEqual => Truth::new(less || greater, equal),
        })
    }

    fn certain(holds: bool) -> Truth {
        Truth::new(holds, !holds)
    }

    fn and(left: &Truth, right: &Truth) -> Truth {
        Truth::new(
            left.may_hold && right.may_hold,
            left.may_fail || right.may_fail,
        )
    }

    fn or(left: &Truth, right: &Truth) -> Truth {
        Truth::new(
            left.may_hold || right.may_hold,
            left.may_fail && right.may_fail,
        )
    }

    fn not(truth: &Truth) -> Truth {
        Truth::new(truth.may_fail, truth.may_hold)
    }

    fn decide(truth: &Truth) -> Decision {
        match (truth.may_hold, truth.may_fail) {
            (true, true) => Decision::Both,
            (true, false) => Decision::True,
            (false, _) => Decision::False,
        }
    }

    fn blend(_: &Truth, then: Self, otherwise: Self) -> Result<Self, NumberError> {
        Ok(then.hull(otherwise))
    }

    const RESTRICTS: bool = true;

    fn restrict(&mut self, comparison: Comparison, other: &Self) -> Decision {
        let open = |end: End| End { open: true, ..end };
        let left = match comparison {
            Comparison::Less => self.at_most(open(other.high)),
            Comparison::LessOrEqual => self.at_most(other.high),
            Comparison::Greater => self.at_least(open(other.low)),
            Comparison::GreaterOrEqual => self.at_least(other.low),
            Comparison::Equal => self.at_most(other.high).at_least(other.low),
            Comparison::NotEqual if other.low.at == other.high.at => self.without(other.low.at),
            Comparison::NotEqual => *self,
        };
        if left.is_empty() {
            Decision::False
        } else if left == *self {
            Decision::True
        } else {
            *self = left;
            Decision::Both
        }
    }
}

impl Truth {
    fn new(may_hold: bool, may_fail: bool) -> Self {
        Self { may_hold, may_fail }
    }
}
