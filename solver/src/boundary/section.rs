//! Formulas read as exact functions of one parameter, on the piece around a sample point.
//!
//! Every comparison, minimum, floor and division is decided at the sample point, and the piece is cut back to where it is
//! decided the same way. What is left is one quotient of polynomials, and where it holds.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

use assay_scenarios::{Comparison, Decision, Number, NumberError};
use dashu_ratio::RBig;

use super::curve::{Fraction, Polynomial, roots};

/// Degrees of numerator and denominator together: beyond it, enclosures are quicker.
const LARGEST_DEGREE: usize = 64;
/// Bits of a coefficient, for the same reason.
const MOST_BITS: usize = 1 << 12;

/// The piece of the parameter's range on which everything so far was decided as at the sample point.
#[derive(Debug)]
pub(super) struct Piece {
    sample: RBig,
    ends: RefCell<(RBig, RBig)>,
    struck: Cell<bool>,
}

impl Piece {
    /// The piece around `sample`, which lies strictly between `low` and `high`, before anything is decided.
    pub(super) fn new(sample: RBig, low: RBig, high: RBig) -> Rc<Self> {
        Rc::new(Self {
            sample,
            ends: RefCell::new((low, high)),
            struck: Cell::new(false),
        })
    }

    /// The parameter itself, on this piece.
    pub(super) fn variable(self: &Rc<Self>) -> Section {
        Section::Function(
            Fraction::polynomial(Polynomial::variable()),
            Rc::clone(self),
        )
    }

    /// Where everything is decided as at the sample: between two points, of which nothing is said.
    pub(super) fn ends(&self) -> (RBig, RBig) {
        self.ends.borrow().clone()
    }

    /// Whether something changes at the sample point itself, so that it is inside no piece.
    pub(super) fn struck(&self) -> bool {
        self.struck.get()
    }

    fn strike(&self) -> NumberError {
        self.struck.set(true);
        NumberError::NotExact("a change at the sample point")
    }

    /// The sign of a polynomial, which is not zero everywhere, at the sample; the piece is cut to where it is the same.
    fn sign(&self, polynomial: &Polynomial) -> Result<Ordering, NumberError> {
        let sign = polynomial.sign_at(&self.sample);
        if sign == 0 {
            return Err(self.strike());
        }
        let mut ends = self.ends.borrow_mut();
        for root in roots(polynomial, &ends.0, &ends.1) {
            if root.high() < &self.sample {
                ends.0 = root.high().clone();
            } else if root.low() > &self.sample {
                ends.1 = root.low().clone();
                break;
            } else {
                // The bracket of an irrational root happens to hold the sample.
                drop(ends);
                return Err(self.strike());
            }
        }
        Ok(sign.cmp(&0))
    }
}

/// A number that depends on one parameter, on one piece of its range.
#[derive(Debug, Clone)]
pub(super) enum Section {
    /// The same on the whole piece.
    Constant(RBig),
    Function(Fraction, Rc<Piece>),
}

impl Section {
    /// The function, where it is a constant too.
    pub(super) fn fraction(self) -> Fraction {
        match self {
            Self::Constant(value) => Fraction::constant(value),
            Self::Function(fraction, _) => fraction,
        }
    }

    fn of(fraction: Option<Fraction>, piece: &Rc<Piece>) -> Result<Self, NumberError> {
        let fraction = fraction.ok_or(NumberError::DivisionByZero)?;
        if let Some(value) = fraction.as_constant() {
            return Ok(Self::Constant(value));
        }
        if fraction.degree() > LARGEST_DEGREE || fraction.bits() > MOST_BITS {
            return Err(NumberError::TooManyDigits);
        }
        Ok(Self::Function(fraction, Rc::clone(piece)))
    }

    fn combine(
        &self,
        other: &Self,
        exactly: impl FnOnce(&RBig, &RBig) -> Result<RBig, NumberError>,
        functions: impl FnOnce(&Fraction, &Fraction) -> Option<Fraction>,
    ) -> Result<Self, NumberError> {
        match (self, other) {
            (Self::Constant(left), Self::Constant(right)) => {
                exactly(left, right).map(Self::Constant)
            }
            (Self::Function(left, piece), Self::Function(right, _)) => {
                Self::of(functions(left, right), piece)
            }
            (Self::Function(left, piece), Self::Constant(right)) => {
                Self::of(functions(left, &Fraction::constant(right.clone())), piece)
            }
            (Self::Constant(left), Self::Function(right, piece)) => {
                Self::of(functions(&Fraction::constant(left.clone()), right), piece)
            }
        }
    }

    /// How the two stand on the whole piece.
    fn order(&self, other: &Self) -> Result<Ordering, NumberError> {
        match self.subtract(other)? {
            Self::Constant(difference) => Ok(difference.cmp(&RBig::ZERO)),
            Self::Function(difference, piece) => sign(&difference, &piece),
        }
    }

    fn exactly(
        &self,
        name: &'static str,
        operation: impl FnOnce(&RBig) -> Result<RBig, NumberError>,
    ) -> Result<Self, NumberError> {
        match self {
            Self::Constant(value) => operation(value).map(Self::Constant),
            Self::Function(..) => Err(NumberError::NotExact(name)),
        }
    }

    /// `floor` or `ceil`: one whole number on the piece, up to where the function meets that number or its neighbour.
    fn rounded(
        &self,
        rounding: impl Fn(&RBig) -> RBig,
        neighbour: &RBig,
    ) -> Result<Self, NumberError> {
        match self {
            Self::Constant(value) => Ok(Self::Constant(rounding(value))),
            Self::Function(fraction, piece) => {
                let at_sample = fraction.at(&piece.sample).ok_or_else(|| piece.strike())?;
                let whole = rounding(&at_sample);
                for edge in [whole.clone(), &whole + neighbour] {
                    let distance = fraction.minus(&Fraction::constant(edge));
                    sign(&distance.ok_or(NumberError::DivisionByZero)?, piece)?;
                }
                Ok(Self::Constant(whole))
            }
        }
    }
}

/// The sign of a fraction that is not constant, on the whole piece. Its poles are outside the piece since the division that made them.
fn sign(fraction: &Fraction, piece: &Piece) -> Result<Ordering, NumberError> {
    let numerator = piece.sign(fraction.numerator())?;
    Ok(match fraction.denominator().sign_at(&piece.sample) {
        1 => numerator,
        -1 => numerator.reverse(),
        _ => return Err(piece.strike()),
    })
}

impl Number for Section {
    type Truth = bool;

    fn from_rational(value: &RBig) -> Result<Self, NumberError> {
        Ok(Self::Constant(value.clone()))
    }

    fn add(&self, other: &Self) -> Result<Self, NumberError> {
        self.combine(other, Number::add, Fraction::plus)
    }

    fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        self.combine(other, Number::subtract, Fraction::minus)
    }

    fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        self.combine(other, Number::multiply, Fraction::times)
    }

    fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if let Self::Function(divisor, piece) = other {
            sign(divisor, piece)?;
        }
        self.combine(other, Number::divide, Fraction::over)
    }

    fn negate(&self) -> Result<Self, NumberError> {
        Ok(match self {
            Self::Constant(value) => Self::Constant(-value),
            Self::Function(fraction, piece) => Self::Function(fraction.negated(), Rc::clone(piece)),
        })
    }

    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError> {
        let Self::Function(fraction, _) = self else {
            return self.exactly("^", |value| value.power_whole(exponent));
        };
        let times = exponent.unsigned_abs() as usize;
        if fraction.degree().saturating_mul(times) > LARGEST_DEGREE {
            return Err(NumberError::ExponentTooLarge);
        }
        let one = Self::Constant(RBig::ONE);
        let mut power = one.clone();
        for _ in 0..times {
            power = power.multiply(self)?;
        }
        if exponent < 0 {
            one.divide(&power)
        } else {
            Ok(power)
        }
    }

    fn power(&self, exponent: &Self) -> Result<Self, NumberError> {
        let Self::Constant(exponent) = exponent else {
            return Err(NumberError::NotExact("^"));
        };
        if !exponent.is_int() {
            return self.exactly("^", |value| value.power(exponent));
        }
        let whole = i32::try_from(exponent.numerator());
        self.power_whole(whole.map_err(|_| NumberError::ExponentTooLarge)?)
    }

    fn minimum(&self, other: &Self) -> Result<Self, NumberError> {
        let smaller = if self.order(other)?.is_gt() {
            other
        } else {
            self
        };
        Ok(smaller.clone())
    }

    fn maximum(&self, other: &Self) -> Result<Self, NumberError> {
        let larger = if self.order(other)?.is_lt() {
            other
        } else {
            self
        };
        Ok(larger.clone())
    }

    fn absolute(&self) -> Result<Self, NumberError> {
        if self.order(&Self::Constant(RBig::ZERO))?.is_lt() {
            self.negate()
        } else {
            Ok(self.clone())
        }
    }

    fn floor(&self) -> Result<Self, NumberError> {
        self.rounded(|value| RBig::from(value.floor()), &RBig::ONE)
    }

    fn ceiling(&self) -> Result<Self, NumberError> {
        self.rounded(|value| RBig::from(value.ceil()), &RBig::NEG_ONE)
    }

    fn exp(&self) -> Result<Self, NumberError> {
        self.exactly("exp", Number::exp)
    }

    fn ln(&self) -> Result<Self, NumberError> {
        self.exactly("ln", Number::ln)
    }

    fn sqrt(&self) -> Result<Self, NumberError> {
        self.exactly("sqrt", Number::sqrt)
    }

    fn normal_cdf(&self) -> Result<Self, NumberError> {
        self.exactly("normal_cdf", Number::normal_cdf)
    }

    fn normal_pdf(&self) -> Result<Self, NumberError> {
        self.exactly("normal_pdf", Number::normal_pdf)
    }

    fn compare(&self, comparison: Comparison, other: &Self) -> Result<bool, NumberError> {
        self.order(other).map(|order| comparison.holds(order))
    }

    fn certain(holds: bool) -> bool {
        holds
    }

    fn and(left: &bool, right: &bool) -> bool {
        *left && *right
    }

    fn or(left: &bool, right: &bool) -> bool {
        *left || *right
    }

    fn not(truth: &bool) -> bool {
        !truth
    }

    fn decide(truth: &bool) -> Decision {
        if *truth {
            Decision::True
        } else {
            Decision::False
        }
    }

    fn blend(truth: &bool, then: Self, otherwise: Self) -> Result<Self, NumberError> {
        Ok(if *truth { then } else { otherwise })
    }
}
