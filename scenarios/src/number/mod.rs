//! What a formula may be evaluated over: one small trait, implemented here for `f64` and for exact
//! rationals. Intervals, dual numbers and whole columns implement it without touching the evaluator.

mod float;
mod rational;

use dashu_ratio::RBig;

pub(crate) use rational::to_f64;

/// Why an operation on numbers has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The divisor is, or may be, zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The result overflows or is not a number.
    #[error("the result is not a finite number")]
    NotFinite,
    /// The function leaves the rationals, so an exact evaluation has no answer.
    #[error("`{0}` has no exact rational value here")]
    NotExact(&'static str),
    /// The function is not defined at this argument.
    #[error("`{0}` is not defined at this argument")]
    OutsideDomain(&'static str),
    /// An exponent larger than this crate computes exactly.
    #[error("the exponent is too large: at most 10000 in size")]
    ExponentTooLarge,
    /// An exact result with more digits than this crate keeps.
    #[error("the exact result has too many digits")]
    TooManyDigits,
}

/// The six comparisons a formula can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Comparison {
    /// Whether the comparison holds between two values that stand in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
        }
    }

    /// The comparison that holds where this one does not.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
        }
    }

    /// The comparison that holds when the two sides change places.
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Equal | Self::NotEqual => self,
        }
    }

    /// The comparison as written in a formula.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        }
    }
}

/// What is known of a condition: an interval or a column may leave it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Holds everywhere: only the `then` branch is evaluated.
    True,
    /// Holds nowhere: only the `else` branch is evaluated.
    False,
    /// Holds here and not there, or is not known: both branches are evaluated and [`Number::blend`]ed.
    Both,
}

/// A kind of number a formula can be evaluated over.
///
/// Values are in base units (USD, ETH, seconds, blocks, gas, tokens) while a formula is evaluated. Every
/// operation that can fail returns a [`NumberError`]; none may return a value that is not a number.
pub trait Number: Clone {
    /// The outcome of a comparison: `bool` for a single number, three-valued for an interval, a mask
    /// for a column.
    type Truth: Clone;

    /// The nearest value of this kind to an exact rational.
    fn from_rational(value: &RBig) -> Result<Self, NumberError>;
    /// `self + other`
    fn add(&self, other: &Self) -> Result<Self, NumberError>;
    /// `self - other`
    fn subtract(&self, other: &Self) -> Result<Self, NumberError>;
    /// `self * other`
    fn multiply(&self, other: &Self) -> Result<Self, NumberError>;
    /// `self / other`; a divisor that is or may be zero is [`NumberError::DivisionByZero`].
    fn divide(&self, other: &Self) -> Result<Self, NumberError>;
    /// `-self`
    fn negate(&self) -> Result<Self, NumberError>;
    /// `self ^ exponent` for a whole exponent written in the formula.
    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError>;
    /// `self ^ exponent`
    fn power(&self, exponent: &Self) -> Result<Self, NumberError>;
    /// The smaller of two.
    fn minimum(&self, other: &Self) -> Result<Self, NumberError>;
    /// The larger of two.
    fn maximum(&self, other: &Self) -> Result<Self, NumberError>;
    /// `|self|`
    fn absolute(&self) -> Result<Self, NumberError>;
    /// The largest whole number not above `self`.
    fn floor(&self) -> Result<Self, NumberError>;
    /// The smallest whole number not below `self`.
    fn ceiling(&self) -> Result<Self, NumberError>;
    /// The exponential function.
    fn exp(&self) -> Result<Self, NumberError>;
    /// The natural logarithm.
    fn ln(&self) -> Result<Self, NumberError>;
    /// The square root.
    fn sqrt(&self) -> Result<Self, NumberError>;
    /// The distribution function of the standard normal.
    fn normal_cdf(&self) -> Result<Self, NumberError>;
    /// The density of the standard normal.
    fn normal_pdf(&self) -> Result<Self, NumberError>;

    /// Compares two values.
    fn compare(&self, comparison: Comparison, other: &Self) -> Result<Self::Truth, NumberError>;
    /// The truth of something known for certain, such as the position of a switch.
    fn certain(holds: bool) -> Self::Truth;
    /// Both hold.
    fn and(left: &Self::Truth, right: &Self::Truth) -> Self::Truth;
    /// At least one holds.
    fn or(left: &Self::Truth, right: &Self::Truth) -> Self::Truth;
    /// Does not hold.
    fn not(truth: &Self::Truth) -> Self::Truth;
    /// What is known of a condition.
    fn decide(truth: &Self::Truth) -> Decision;
    /// The value of `if truth then a else b` when the condition is [`Decision::Both`]: the hull of an
    /// interval, the selection of a column.
    fn blend(truth: &Self::Truth, then: Self, otherwise: Self) -> Result<Self, NumberError>;

    /// Whether [`Number::restrict`] does anything: only for kinds that stand for many values at once, where a value does
    /// not say which of them.
    const RESTRICTS: bool = false;

    /// Leaves of `self` what may be where `self comparison other` holds, and says whether that is all ([`Decision::True`], and
    /// `self` is unchanged), a part, or nothing ([`Decision::False`]).
    ///
    /// Where a condition is [`Decision::Both`], each branch is evaluated with the compared parameters and formulas so
    /// restricted, and not at all if it is reached nowhere: over a box that holds zero,
    /// `if x <= 0 then a else b / x` divides by values above zero only.
    fn restrict(&mut self, comparison: Comparison, other: &Self) -> Decision {
        let _ = (comparison, other);
        Decision::True
    }
}
