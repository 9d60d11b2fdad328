//! Slips of units and scales: a right value, written as something else.

use assay_scenarios::Encoding;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Powers of ten up to this are told from mere differences.
const MOST_PLACES: usize = 30;

/// What an integer may have been meant in: words, and how many of the encoding's own units one of it is (as numerator and
/// denominator).
type Meant = (&'static str, u128, u128);

/// A slot of Ethereum, in seconds: how a time is counted in blocks.
const SLOT: u128 = 12;

const HOUR: u128 = 3_600;
const DAY: u128 = 24 * HOUR;
const YEAR: u128 = 365 * DAY;

/// 10¹⁸.
const WAD: u128 = 1_000_000_000_000_000_000;

fn meanings(encoding: Encoding) -> &'static [Meant] {
    match encoding {
        Encoding::Wei => &[("ether", WAD, 1), ("gwei", 1_000_000_000, 1)],
        Encoding::Wad => &[
            ("whole units, without 18 decimals", WAD, 1),
            ("units of 6 decimals", WAD / 1_000_000, 1),
            ("units of 8 decimals", WAD / 100_000_000, 1),
            ("basis points", WAD / 10_000, 1),
            ("percent", WAD / 100, 1),
        ],
        Encoding::Bps => &[
            ("percent", 100, 1),
            ("whole units", 10_000, 1),
            ("parts per million", 1, 100),
            ("18 decimals", 1, WAD / 10_000),
        ],
        Encoding::Percent => &[
            ("basis points", 1, 100),
            ("whole units", 100, 1),
            ("18 decimals", 1, WAD / 100),
        ],
        Encoding::Seconds => &[
            ("minutes", 60, 1),
            ("hours", HOUR, 1),
            ("days", DAY, 1),
            ("weeks", 7 * DAY, 1),
            ("months", YEAR / 12, 1),
            ("years", YEAR, 1),
            ("milliseconds", 1, 1_000),
            ("blocks of 12 seconds", SLOT, 1),
        ],
        Encoding::Blocks => &[
            ("seconds, at 12 a block", 1, SLOT),
            ("minutes", 60, SLOT),
            ("hours", HOUR, SLOT),
            ("days", DAY, SLOT),
        ],
        Encoding::Count => &[
            ("percent", 1, 100),
            ("basis points", 1, 10_000),
            ("18 decimals", 1, WAD),
        ],
    }
}

/// What the integer `found` is probably meant in, where `expected` should stand: nothing where the two are merely different.
pub(super) fn slip(encoding: Encoding, found: &IBig, expected: &IBig) -> Option<String> {
    if found == expected || *found <= IBig::ZERO || *expected <= IBig::ZERO {
        return None;
    }
    let factor = RBig::from(expected.clone()) / RBig::from(found.clone());
    let meant = meanings(encoding)
        .iter()
        .find(|(_, above, below)| factor == RBig::from(*above) / RBig::from(*below));
    if let Some((words, ..)) = meant {
        return Some(format!("the value is right in {words}"));
    }
    if let Some(words) = exchanged(encoding, found, expected) {
        return Some(words);
    }
    let places = power_of_ten(&factor)?;
    let (size, much) = if places > 0 {
        (places, "small")
    } else {
        (-places, "large")
    };
    let times = match size {
        1 => "10".to_owned(),
        size => format!("10^{size}"),
    };
    Some(format!(
        "it differs by a power of ten alone: {times} times too {much}"
    ))
}

/// One unit in the place of another, as in `1 days` for `1 hours`.
fn exchanged(encoding: Encoding, found: &IBig, expected: &IBig) -> Option<String> {
    if encoding != Encoding::Seconds {
        return None;
    }
    let times = meanings(encoding)
        .iter()
        .filter(|(_, _, below)| *below == 1);
    let times: Vec<(&str, IBig)> = times
        .filter(|(words, ..)| !words.contains(' '))
        .map(|(words, size, _)| (*words, IBig::from(*size)))
        .collect();
    times.iter().find_map(|(here, size)| {
        times.iter().find_map(|(there, other)| {
            let exact = (found % size, expected % other);
            let same = exact == (IBig::ZERO, IBig::ZERO) && found / size == expected / other;
            (same && here != there).then(|| {
                let count = found / size;
                format!("{count} {here} stand where {count} {there} should")
            })
        })
    })
}

/// The power of ten that a number is, if it is one and not 1.
pub(super) fn power_of_ten(number: &RBig) -> Option<isize> {
    let ten = RBig::from(UBig::from(10u8));
    let mut power = RBig::ONE;
    for places in 1..=MOST_PLACES {
        power *= &ten;
        let signed = isize::try_from(places).ok()?;
        if *number == power {
            return Some(signed);
        }
        if (number * &power).is_one() {
            return Some(-signed);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_is_named_and_a_difference_is_none() {
        let words = |encoding, found: i128, expected: i128| {
            slip(encoding, &IBig::from(found), &IBig::from(expected))
        };
        let wad = 1_000_000_000_000_000_000;
        for (encoding, found, expected, said) in [
            (Encoding::Wei, 2, 2 * wad, "right in ether"),
            (Encoding::Wei, wad, wad / 10, "10 times too large"),
            (
                Encoding::Wad,
                10_000_000,
                10_000_000 * wad,
                "without 18 decimals",
            ),
            (Encoding::Bps, 90, 9_000, "right in percent"),
            (Encoding::Bps, 9 * wad / 10, 9_000, "18 decimals"),
            (Encoding::Percent, 5_000, 50, "basis points"),
            (Encoding::Seconds, 1, 3_600, "right in hours"),
            (Encoding::Seconds, 300, 3_600, "blocks of 12 seconds"),
            (
                Encoding::Seconds,
                86_400,
                3_600,
                "1 days stand where 1 hours",
            ),
            (Encoding::Blocks, 1_200, 100, "seconds, at 12 a block"),
            (Encoding::Count, 520, 52, "10 times too large"),
        ] {
            let found = words(encoding, found, expected).unwrap_or_default();
            assert!(found.contains(said), "{found} should say {said}");
        }
        for (encoding, found, expected) in [
            (Encoding::Wei, 3 * wad, 2 * wad),
            (Encoding::Seconds, 7_200, 3_600),
            (Encoding::Count, 0, 52),
            (Encoding::Bps, 9_000, 0),
            (Encoding::Bps, 9_000, 9_000),
        ] {
            assert_eq!(words(encoding, found, expected), None, "{found} {expected}");
        }
    }
}
