//! Integers as a person would write them in a source.

use assay_scenarios::{Encoding, spell};
use dashu_int::IBig;
use dashu_ratio::RBig;

/// Seconds of the units that Solidity has, the largest first; weeks are left out, as few write them.
const TIMES: [(&str, u32); 4] = [
    ("days", 86_400),
    ("hours", 3_600),
    ("minutes", 60),
    ("seconds", 1),
];

/// A constant in Solidity, with the suffix that its encoding suggests.
pub(super) fn solidity(encoded: &IBig, encoding: Encoding, per_gas: bool) -> String {
    match encoding {
        _ if *encoded == IBig::ZERO => "0".into(),
        Encoding::Wei if per_gas => format!("{} gwei", scaled(encoded, 9)),
        Encoding::Wei => format!("{} ether", scaled(encoded, 18)),
        Encoding::Wad => format!("{}e18", scaled(encoded, 18)),
        Encoding::Seconds => seconds(encoded),
        Encoding::Bps | Encoding::Percent | Encoding::Blocks | Encoding::Count => grouped(encoded),
    }
}

/// Seconds in the largest unit of which they are a number of at most two decimals.
pub(super) fn seconds(encoded: &IBig) -> String {
    let hundred = RBig::from(100u8);
    let fits = TIMES.iter().find_map(|(name, size)| {
        let count = RBig::from(encoded.clone()) / RBig::from(*size);
        (&count * &hundred)
            .is_int()
            .then(|| format!("{} {name}", underscored(&spell(&count))))
    });
    fits.unwrap_or_else(|| grouped(encoded))
}

/// An integer in groups of three digits.
pub(super) fn grouped(number: &IBig) -> String {
    underscored(&number.to_string())
}

/// An integer divided by a power of ten, as a decimal.
fn scaled(encoded: &IBig, places: usize) -> String {
    let number = RBig::from(encoded.clone()) / RBig::from(IBig::from(10u8).pow(places));
    underscored(&spell(&number))
}

/// A decimal with `_` between groups of three digits before the point, from five digits on.
fn underscored(decimal: &str) -> String {
    let (whole, fraction) = match decimal.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (decimal, None),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_person_would() {
        let written = |number: &str, encoding| {
            let number = IBig::from_str_radix(number, 10).expect("digits");
            solidity(&number, encoding, false)
        };
        assert_eq!(written("100000000000000000", Encoding::Wei), "0.1 ether");
        assert_eq!(written("1", Encoding::Wei), "0.000000000000000001 ether");
        assert_eq!(
            written("10000000000000000000000000", Encoding::Wad),
            "10_000_000e18"
        );
        assert_eq!(written("15768000", Encoding::Seconds), "182.5 days");
        assert_eq!(written("3600", Encoding::Seconds), "1 hours");
        assert_eq!(written("3601", Encoding::Seconds), "3601 seconds");
        assert_eq!(written("0", Encoding::Wei), "0");
        assert_eq!(written("9000", Encoding::Bps), "9000");
        assert_eq!(written("10000", Encoding::Bps), "10_000");
        let price = IBig::from(500_000_000_000u64);
        assert_eq!(solidity(&price, Encoding::Wei, true), "500 gwei");
    }
}
