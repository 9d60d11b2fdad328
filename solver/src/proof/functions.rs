//! The functions of formulas over [`Enclosure`]s: each is monotone between the places named here, so that its ends come from
//! ends of the argument, moved outward by more than `libm` can err.

use assay_scenarios::{Number, NumberError};

use super::enclosure::{Enclosure, End};
use super::rounding::{multiply_down, multiply_up};

/// Floats by which a value of `libm` is moved outward. `libm` is a translation of musl's, after FreeBSD's msun, whose
/// sources state less than one unit in the last place for `exp`, `log` and `erfc` and 0.70 for `pow`.
const FLOATS: u32 = 4;
/// Powers up to here are products; beyond, `pow` is more accurate.
const FEW: u32 = 8;

fn down(value: f64) -> f64 {
    (0..FLOATS).fold(value.min(f64::MAX), |value, _| value.next_down())
}

fn up(value: f64) -> f64 {
    (0..FLOATS).fold(value.max(f64::MIN), |value, _| value.next_up())
}

pub(super) fn exp(x: Enclosure) -> Enclosure {
    let exactly = |end: End| (end.at == 0.0).then_some(1.0);
    let low = exactly(x.low).unwrap_or_else(|| down(libm::exp(x.low.at)));
    let high = exactly(x.high).unwrap_or_else(|| up(libm::exp(x.high.at)));
    Enclosure::closed(low, high).at_least_zero(false)
}

pub(super) fn ln(x: Enclosure) -> Result<Enclosure, NumberError> {
    if !x.is_positive() {
        return Err(NumberError::OutsideDomain("ln"));
    }
    let exactly = |end: End| (end.at == 1.0).then_some(0.0);
    let low = match x.low.at {
        0.0 => f64::NEG_INFINITY,
        at => exactly(x.low).unwrap_or_else(|| down(libm::log(at))),
    };
    let high = match x.high.at {
        f64::INFINITY => f64::INFINITY,
        at => exactly(x.high).unwrap_or_else(|| up(libm::log(at))),
    };
    Ok(Enclosure::closed(low, high))
}

/// `libm`'s root is the nearest float (IEEE 754), and its square shows on which side of the true root it lies.
pub(super) fn sqrt(x: Enclosure) -> Result<Enclosure, NumberError> {
    if x.low.at < 0.0 {
        return Err(NumberError::OutsideDomain("sqrt"));
    }
    let (low, high) = (libm::sqrt(x.low.at), libm::sqrt(x.high.at));
    let low_bound = if multiply_up(low, low) <= x.low.at {
        low
    } else {
        low.next_down()
    };
    let high_bound = if multiply_down(high, high) >= x.high.at {
        high
    } else {
        high.next_up()
    };
    Ok(Enclosure::closed(low_bound, high_bound).at_least_zero(!x.is_positive()))
}

/// `erfc(-x / sqrt 2) / 2`: Abramowitz & Stegun 26.2.29.
pub(super) fn normal_cdf(x: Enclosure) -> Result<Enclosure, NumberError> {
    let argument = x.divide(&sqrt(Enclosure::closed(2.0, 2.0))?)?;
    let low = down(0.5 * libm::erfc(-argument.low.at)).max(0.0);
    let high = up(0.5 * libm::erfc(-argument.high.at)).min(1.0);
    Ok(Enclosure {
        low: End {
            at: low,
            open: low == 0.0,
        },
        high: End {
            at: high,
            open: high == 1.0,
        },
    })
}

/// `exp(-x² / 2) / sqrt(2 π)`: Abramowitz & Stegun 26.2.1.
pub(super) fn normal_pdf(x: Enclosure) -> Result<Enclosure, NumberError> {
    let two = Enclosure::closed(2.0, 2.0);
    let tau = std::f64::consts::TAU;
    let tau = Enclosure::closed(tau.next_down(), tau.next_up());
    let exponent = power_whole(x, 2)?.divide(&two)?.negate()?;
    exp(exponent).divide(&sqrt(tau)?)
}

pub(super) fn power_whole(x: Enclosure, exponent: i32) -> Result<Enclosure, NumberError> {
    let size = exponent.unsigned_abs();
    if exponent < 0 {
        let one = Enclosure::closed(1.0, 1.0);
        return one.divide(&whole_power(x, size)?);
    }
    whole_power(x, size)
}

fn whole_power(x: Enclosure, exponent: u32) -> Result<Enclosure, NumberError> {
    if exponent == 0 {
        return Ok(Enclosure::closed(1.0, 1.0));
    }
    if exponent == 1 {
        return Ok(x);
    }
    if exponent.is_multiple_of(2) {
        return Ok(power_of_size(x.absolute()?, exponent));
    }
    if x.low.at >= 0.0 {
        return Ok(power_of_size(x, exponent));
    }
    if x.high.at <= 0.0 {
        return Ok(power_of_size(x.mirrored(), exponent).mirrored());
    }
    let below = power_of_size(Enclosure::closed(0.0, -x.low.at), exponent);
    let above = power_of_size(Enclosure::closed(0.0, x.high.at), exponent);
    Ok(Enclosure::closed(-below.high.at, above.high.at))
}

/// A power of what is not below zero.
fn power_of_size(x: Enclosure, exponent: u32) -> Enclosure {
    let bounds = if exponent <= FEW {
        let product = |at: f64, multiply: fn(f64, f64) -> f64| {
            (1..exponent).fold(at, |product, _| multiply(product, at))
        };
        Enclosure::closed(
            product(x.low.at, multiply_down),
            product(x.high.at, multiply_up),
        )
    } else {
        let exponent = f64::from(exponent);
        let (low, high) = (corner(x.low.at, exponent), corner(x.high.at, exponent));
        Enclosure::closed(low.0, high.1)
    };
    bounds.at_least_zero(!x.is_positive())
}

/// `x ^ y` is monotone in `x` and in `y` for `x >= 0`, so that it is greatest and least at corners; and a power of zero is
/// zero above, one at, and nothing below an exponent of zero.
pub(super) fn power(x: Enclosure, y: Enclosure) -> Result<Enclosure, NumberError> {
    if x.low.at < 0.0 {
        return match whole(y) {
            Some(whole) => power_whole(x, whole),
            None => Err(NumberError::OutsideDomain("^")),
        };
    }
    let reaches_zero = !x.is_positive();
    if reaches_zero && y.low.at < 0.0 {
        return Err(NumberError::DivisionByZero);
    }
    let corners = [
        corner(x.low.at, y.low.at),
        corner(x.low.at, y.high.at),
        corner(x.high.at, y.low.at),
        corner(x.high.at, y.high.at),
    ];
    let low = corners.iter().map(|it| it.0).fold(f64::INFINITY, f64::min);
    let high = corners.iter().map(|it| it.1).fold(0.0, f64::max);
    Ok(Enclosure::closed(low, high).at_least_zero(reaches_zero))
}

/// The whole number that an exponent is for certain.
fn whole(y: Enclosure) -> Option<i32> {
    let single = y.low.at == y.high.at && libm::trunc(y.low.at) == y.low.at;
    (single && y.low.at.abs() <= f64::from(i32::MAX)).then_some(y.low.at as i32)
}

/// Bounds on `x ^ y` for `x >= 0`.
fn corner(x: f64, y: f64) -> (f64, f64) {
    if y == 0.0 || x == 1.0 {
        return (1.0, 1.0);
    }
    if y == 1.0 {
        return (x, x);
    }
    if x == 0.0 {
        let limit = if y > 0.0 { 0.0 } else { f64::INFINITY };
        return (limit.min(f64::MAX), limit);
    }
    let nearest = libm::pow(x, y);
    (down(nearest).max(0.0), up(nearest))
}
