//! Integer arithmetic with a stated rounding and no silent overflow.

use super::refusal::Refusal;
use super::units::{Bps, PRICE_UNIT, Price, Seconds, WHOLE, Wad, Wei};

/// Which way a quotient that is not whole goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chronos) enum Rounding {
    Down,
    Up,
}

/// `a · b / divisor` with a 256-bit product, as Solidity's `Math.mulDiv`.
pub(in crate::chronos) fn mul_div(
    a: u128,
    b: u128,
    divisor: u128,
    rounding: Rounding,
) -> Result<u128, Refusal> {
    if divisor == 0 {
        return Err(Refusal::Overflow);
    }
    let (quotient, exact) = match a.checked_mul(b) {
        Some(product) => {
            let quotient = product / divisor;
            (quotient, quotient * divisor == product)
        }
        None => wide_quotient(a, b, divisor)?,
    };
    match rounding {
        Rounding::Up if !exact => quotient.checked_add(1).ok_or(Refusal::Overflow),
        _ => Ok(quotient),
    }
}

// Schoolbook binary division of the 256-bit product. Only products of two large amounts (shares
// times assets) come here, so its two hundred nanoseconds do not matter.
fn wide_quotient(a: u128, b: u128, divisor: u128) -> Result<(u128, bool), Refusal> {
    let (low, high) = a.carrying_mul(b, 0);
    if high >= divisor {
        return Err(Refusal::Overflow);
    }
    let (mut quotient, mut remainder) = (0u128, high);
    for bit in (0..u128::BITS).rev() {
        let carried = remainder >> 127 == 1;
        remainder = (remainder << 1) | ((low >> bit) & 1);
        quotient <<= 1;
        if carried || remainder >= divisor {
            remainder = remainder.wrapping_sub(divisor);
            quotient |= 1;
        }
    }
    Ok((quotient, remainder == 0))
}

pub(super) fn share_of(amount: u128, share: Bps, rounding: Rounding) -> Result<u128, Refusal> {
    mul_div(amount, u128::from(share), u128::from(WHOLE), rounding)
}

/// US dollars that `amount` of ether or tokens is worth at `price`.
pub(super) fn usd_of(amount: Wei, price: Price, rounding: Rounding) -> Result<Wad, Refusal> {
    mul_div(amount, price, PRICE_UNIT, rounding)
}

/// Ether that `usd` buys at `price`.
pub(super) fn eth_of(usd: Wad, price: Price, rounding: Rounding) -> Result<Wei, Refusal> {
    mul_div(usd, PRICE_UNIT, price, rounding)
}

pub(super) fn add(a: u128, b: u128) -> Result<u128, Refusal> {
    a.checked_add(b).ok_or(Refusal::Overflow)
}

pub(super) fn sub(a: u128, b: u128) -> Result<u128, Refusal> {
    a.checked_sub(b).ok_or(Refusal::Overflow)
}

pub(super) fn later(time: Seconds, span: Seconds) -> Result<Seconds, Refusal> {
    time.checked_add(span).ok_or(Refusal::Overflow)
}

/// The id of the next element of a list that has `length` of them.
pub(super) fn next_id(length: usize) -> Result<u32, Refusal> {
    u32::try_from(length).map_err(|_| Refusal::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_product_beyond_128_bits_is_divided_exactly() {
        let big = u128::MAX;
        assert_eq!(mul_div(big, big, big, Rounding::Down), Ok(big));
        assert_eq!(mul_div(big, 10, 20, Rounding::Down), Ok(big / 2));
        assert_eq!(mul_div(big, 10, 20, Rounding::Up), Ok(big / 2 + 1));
        assert_eq!(mul_div(big, 2, 1, Rounding::Down), Err(Refusal::Overflow));
        assert_eq!(mul_div(1, 1, 0, Rounding::Down), Err(Refusal::Overflow));
    }

    proptest! {
        #[test]
        fn the_wide_path_agrees_with_the_native_one(a: u64, b: u64, divisor in 1..u128::MAX) {
            let product = u128::from(a) * u128::from(b);
            let (quotient, exact) = wide_quotient(a.into(), b.into(), divisor).unwrap();
            prop_assert_eq!(quotient, product / divisor);
            prop_assert_eq!(exact, product % divisor == 0);
        }

        #[test]
        fn multiplying_and_dividing_by_the_same_gives_back(a: u128, b in 1..u128::MAX) {
            prop_assert_eq!(mul_div(a, b, b, Rounding::Up), Ok(a));
        }
    }
}
