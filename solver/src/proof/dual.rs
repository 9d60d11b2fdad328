//! An enclosure together with slopes: how far a formula can rise or fall when one parameter moves and the others stay.
//!
//! Forward differentiation, with intervals for derivatives. What is carried are bounds on *secant* slopes,
//! `(f(b) - f(a)) / (b - a)` for any two points of the box that differ in one parameter, and not on derivatives:
//! the two agree where a formula is smooth (mean value theorem), and secants have an answer across kinks and
//! jumps too. The slope of `min(u, v)` lies between those of `u` and `v`; that of a step has the sign of
//! the step and no bound. So a slope of one sign means monotone, always.

use assay_scenarios::{Comparison, Decision, Number, NumberError};
use dashu_ratio::RBig;

use super::enclosure::{Enclosure, Truth};
use crate::interval::Interval;

/// A value over a box, and its slopes in the variables of the box.
#[derive(Debug, Clone, PartialEq)]
pub struct Dual {
    value: Enclosure,
    /// By variable, rising. A variable that is not here does not matter.
    slopes: Vec<(usize, Enclosure)>,
    /// Where a formula may bend, its slope counts as unbounded: what remains are derivatives.
    smooth_only: bool,
}

/// What a box leaves open of a condition, and how the variables turn it.
#[derive(Debug, Clone, PartialEq)]
pub struct DualTruth {
    truth: Truth,
    /// By variable, rising. Moving a variable that is not here does not change the condition.
    turns: Vec<(usize, Turn)>,
}

/// What moving a variable upward can do to a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Make it hold, and not make it fail.
    On,
    /// Make it fail, and not make it hold.
    Off,
    /// Either.
    Any,
}

impl Dual {
    /// A variable of the box, by its number, that takes all values of an enclosure.
    pub fn variable(number: usize, value: Enclosure) -> Self {
        Self {
            value,
            slopes: vec![(number, point(1.0))],
            smooth_only: false,
        }
    }

    /// As [`Dual::variable`], for derivatives: a slope in it is unbounded wherever the box may hold a point without one.
    pub fn smooth_variable(number: usize, value: Enclosure) -> Self {
        Self {
            smooth_only: true,
            ..Self::variable(number, value)
        }
    }

    /// A value that does not depend on the variables.
    pub fn constant(value: Enclosure) -> Self {
        Self::new(value, Vec::new())
    }

    /// What the values lie in.
    pub fn value(&self) -> Enclosure {
        self.value
    }

    /// What the secant slopes in a variable lie in: units of the value for each unit of the variable.
    pub fn slope(&self, variable: usize) -> Interval {
        self.slopes
            .binary_search_by_key(&variable, |(number, _)| *number)
            .ok()
            .and_then(|at| self.slopes.get(at))
            .map_or(Interval::ZERO, |(_, slope)| (*slope).into())
    }

    /// Whether the slope in some variable has no bound.
    pub(super) fn jumps(&self) -> bool {
        let mut slopes = self.slopes.iter();
        slopes.any(|(_, slope)| slope.low().is_infinite() || slope.high().is_infinite())
    }

    fn new(value: Enclosure, slopes: Vec<(usize, Enclosure)>) -> Self {
        Self {
            value,
            slopes,
            smooth_only: false,
        }
    }

    fn like(self, one: &Self, other: &Self) -> Self {
        let smooth_only = one.smooth_only || other.smooth_only;
        Self {
            smooth_only,
            ..self
        }
    }

    /// `g(self)` where the slopes of `g` lie in `derivative`.
    fn chain(
        &self,
        value: Enclosure,
        derivative: impl FnOnce() -> Result<Enclosure, NumberError>,
    ) -> Result<Self, NumberError> {
        if self.slopes.is_empty() {
            return Ok(Self::new(value, Vec::new()));
        }
        let derivative = derivative()?;
        self.map(value, |slope| slope.multiply(&derivative))
    }

    fn map(
        &self,
        value: Enclosure,
        slope: impl Fn(&Enclosure) -> Result<Enclosure, NumberError>,
    ) -> Result<Self, NumberError> {
        let slopes = self.slopes.iter();
        let slopes = slopes.map(|(number, known)| Ok((*number, slope(known)?)));
        let mapped = Self::new(value, kept(slopes.collect::<Result<_, _>>()?));
        Ok(mapped.like(self, self))
    }

    /// A function of two, from its slopes in either.
    fn join(
        &self,
        other: &Self,
        value: Enclosure,
        slope: impl Fn(&Enclosure, &Enclosure) -> Result<Enclosure, NumberError>,
    ) -> Result<Self, NumberError> {
        let merged = merge(&self.slopes, &other.slopes)
            .into_iter()
            .map(|(number, left, right)| {
                let none = point(0.0);
                Ok((
                    number,
                    slope(left.unwrap_or(&none), right.unwrap_or(&none))?,
                ))
            });
        let joined = Self::new(value, kept(merged.collect::<Result<_, _>>()?));
        Ok(joined.like(self, other))
    }

    /// One of two, here this and there that.
    fn bend(&self, other: &Self, value: Enclosure) -> Result<Self, NumberError> {
        let smooth_only = self.smooth_only || other.smooth_only;
        self.join(other, value, |left, right| {
            let bends = smooth_only && left != right;
            Ok(if bends { all() } else { left.hull(*right) })
        })
    }

    /// Of a function that only rises, in steps.
    fn steps(&self, value: Enclosure) -> Self {
        if value.low() == value.high() {
            return Self::new(value, Vec::new());
        }
        let slopes = self.slopes.iter();
        let slopes = slopes.map(|(number, slope)| (*number, unbounded(*slope)));
        Self::new(value, slopes.collect()).like(self, self)
    }
}

fn point(at: f64) -> Enclosure {
    Enclosure::closed(at, at)
}

fn all() -> Enclosure {
    Interval::ALL.into()
}

/// Any slope of the sign that this one has.
fn unbounded(slope: Enclosure) -> Enclosure {
    if slope.low() >= 0.0 {
        Enclosure::closed(0.0, f64::INFINITY)
    } else if slope.high() <= 0.0 {
        Enclosure::closed(f64::NEG_INFINITY, 0.0)
    } else {
        all()
    }
}

/// Without the variables that do not matter.
fn kept(mut slopes: Vec<(usize, Enclosure)>) -> Vec<(usize, Enclosure)> {
    slopes.retain(|(_, slope)| slope.low() != 0.0 || slope.high() != 0.0);
    slopes
}

/// Two lists by variable as one.
fn merge<'a, L, R>(
    left: &'a [(usize, L)],
    right: &'a [(usize, R)],
) -> Vec<(usize, Option<&'a L>, Option<&'a R>)> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut merged = Vec::with_capacity(left.len().max(right.len()));
    loop {
        let number = match (left.peek(), right.peek()) {
            (Some((a, _)), Some((b, _))) => *a.min(b),
            (Some((only, _)), None) | (None, Some((only, _))) => *only,
            (None, None) => return merged,
        };
        let first = left.next_if(|(at, _)| *at == number).map(|(_, it)| it);
        let second = right.next_if(|(at, _)| *at == number).map(|(_, it)| it);
        merged.push((number, first, second));
    }
}

impl Turn {
    fn reversed(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
            Self::Any => Self::Any,
        }
    }
}

impl Number for Dual {
    type Truth = DualTruth;

    fn from_rational(value: &RBig) -> Result<Self, NumberError> {
        Ok(Self::new(Enclosure::from_rational(value)?, Vec::new()))
    }

    fn add(&self, other: &Self) -> Result<Self, NumberError> {
        let value = self.value.add(&other.value)?;
        self.join(other, value, Number::add)
    }

    fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        let value = self.value.subtract(&other.value)?;
        self.join(other, value, Number::subtract)
    }

    fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        let value = self.value.multiply(&other.value)?;
        self.join(other, value, |left, right| {
            left.multiply(&other.value)?
                .add(&right.multiply(&self.value)?)
        })
    }

    fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        let value = self.value.divide(&other.value)?;
        self.join(other, value, |left, right| {
            left.subtract(&value.multiply(right)?)?.divide(&other.value)
        })
    }

    fn negate(&self) -> Result<Self, NumberError> {
        self.map(self.value.negate()?, Number::negate)
    }

    fn power_whole(&self, exponent: i32) -> Result<Self, NumberError> {
        let value = self.value.power_whole(exponent)?;
        if exponent == 0 {
            return Ok(Self::new(value, Vec::new()));
        }
        self.chain(value, || {
            point(f64::from(exponent))
                .multiply(&self.value.power_whole(exponent.saturating_sub(1))?)
        })
    }

    fn power(&self, exponent: &Self) -> Result<Self, NumberError> {
        let value = self.value.power(&exponent.value)?;
        let (base, raised) = (self.value, exponent.value);
        let in_base = if self.slopes.is_empty() {
            point(0.0)
        } else {
            let less = raised.subtract(&point(1.0))?;
            match base.power(&less) {
                Ok(power) => raised.multiply(&power)?,
                // A power of zero, where the slope may have no bound.
                Err(_) => unbounded(raised),
            }
        };
        let in_exponent = if exponent.slopes.is_empty() {
            point(0.0)
        } else {
            match base.ln() {
                Ok(logarithm) => value.multiply(&logarithm)?,
                Err(_) if base.high() <= 1.0 => Enclosure::closed(f64::NEG_INFINITY, 0.0),
                Err(_) => all(),
            }
        };
        self.join(exponent, value, |left, right| {
            left.multiply(&in_base)?.add(&right.multiply(&in_exponent)?)
        })
    }

    fn minimum(&self, other: &Self) -> Result<Self, NumberError> {
        let value = self.value.minimum(&other.value)?;
        if self.value.high() <= other.value.low() {
            return Ok(Self {
                value,
                ..self.clone()
            });
        }
        if other.value.high() <= self.value.low() {
            return Ok(Self {
                value,
                ..other.clone()
            });
        }
        self.bend(other, value)
    }

    fn maximum(&self, other: &Self) -> Result<Self, NumberError> {
        self.negate()?.minimum(&other.negate()?)?.negate()
    }

    fn absolute(&self) -> Result<Self, NumberError> {
        self.maximum(&self.negate()?)
    }

    fn floor(&self) -> Result<Self, NumberError> {
        Ok(self.steps(self.value.floor()?))
    }

    fn ceiling(&self) -> Result<Self, NumberError> {
        Ok(self.steps(self.value.ceiling()?))
    }

    fn exp(&self) -> Result<Self, NumberError> {
        let value = self.value.exp()?;
        self.chain(value, || Ok(value))
    }

    fn ln(&self) -> Result<Self, NumberError> {
        self.chain(self.value.ln()?, || point(1.0).divide(&self.value))
    }

    fn sqrt(&self) -> Result<Self, NumberError> {
        let value = self.value.sqrt()?;
        // A secant is 1 / (√a + √b) for two different a and b, of which only one can be zero.
        self.chain(value, || point(0.5).divide(&value.at_least_zero(false)))
    }

    fn normal_cdf(&self) -> Result<Self, NumberError> {
        self.chain(self.value.normal_cdf()?, || self.value.normal_pdf())
    }

    fn normal_pdf(&self) -> Result<Self, NumberError> {
        let value = self.value.normal_pdf()?;
        self.chain(value, || self.value.negate()?.multiply(&value))
    }

    fn compare(&self, comparison: Comparison, other: &Self) -> Result<DualTruth, NumberError> {
        let truth = self.value.compare(comparison, &other.value)?;
        if Enclosure::decide(&truth) != Decision::Both {
            return Ok(DualTruth {
                truth,
                turns: Vec::new(),
            });
        }
        let ahead = self.subtract(other)?;
        let turn = |slope: &Enclosure| match comparison {
            Comparison::Equal | Comparison::NotEqual => Turn::Any,
            _ if slope.low() < 0.0 && slope.high() > 0.0 => Turn::Any,
            Comparison::Greater | Comparison::GreaterOrEqual if slope.low() >= 0.0 => Turn::On,
            Comparison::Less | Comparison::LessOrEqual if slope.high() <= 0.0 => Turn::On,
            _ => Turn::Off,
        };
        let turns = ahead.slopes.iter();
        let turns = turns
            .map(|(number, slope)| (*number, turn(slope)))
            .collect();
        Ok(DualTruth { truth, turns })
    }

    fn certain(holds: bool) -> DualTruth {
        DualTruth {
            truth: Enclosure::certain(holds),
            turns: Vec::new(),
        }
    }

    fn and(left: &DualTruth, right: &DualTruth) -> DualTruth {
        left.with(right, Enclosure::and(&left.truth, &right.truth))
    }

    fn or(left: &DualTruth, right: &DualTruth) -> DualTruth {
        left.with(right, Enclosure::or(&left.truth, &right.truth))
    }

    fn not(truth: &DualTruth) -> DualTruth {
        let turns = truth.turns.iter();
        DualTruth {
            truth: Enclosure::not(&truth.truth),
            turns: turns
                .map(|(number, turn)| (*number, turn.reversed()))
                .collect(),
        }
    }

    fn decide(truth: &DualTruth) -> Decision {
        Enclosure::decide(&truth.truth)
    }

    /// Along a variable that turns the condition, a secant may lead from one branch to the other: up the step between them where
    /// the condition begins to hold, down where it ceases to.
    fn blend(truth: &DualTruth, then: Self, otherwise: Self) -> Result<Self, NumberError> {
        let value = then.value.hull(otherwise.value);
        let within = then.bend(&otherwise, value)?;
        let smooth_only = within.smooth_only;
        let step = unbounded(then.value.subtract(&otherwise.value)?);
        let turned = merge(&within.slopes, &truth.turns)
            .into_iter()
            .map(|(number, slope, turn)| {
                let slope = slope.copied().unwrap_or(point(0.0));
                let slope = match turn {
                    None => slope,
                    _ if smooth_only => all(),
                    Some(Turn::On) => slope.hull(step),
                    Some(Turn::Off) => slope.hull(step.mirrored()),
                    Some(Turn::Any) => all(),
                };
                (number, slope)
            })
            .collect();
        Ok(Self {
            value,
            slopes: turned,
            smooth_only,
        })
    }

    const RESTRICTS: bool = true;

    fn restrict(&mut self, comparison: Comparison, other: &Self) -> Decision {
        self.value.restrict(comparison, &other.value)
    }
}

impl DualTruth {
    /// A condition made of two, neither of them negated: each variable turns it as it turns the parts.
    fn with(&self, other: &Self, truth: Truth) -> Self {
        let turns = merge(&self.turns, &other.turns)
            .into_iter()
            .map(|(number, left, right)| {
                let turn = match (left, right) {
                    (Some(left), Some(right)) if left == right => *left,
                    (Some(only), None) | (None, Some(only)) => *only,
                    _ => Turn::Any,
                };
                (number, turn)
            })
            .collect();
        Self { truth, turns }
    }
}
