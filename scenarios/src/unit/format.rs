//! The one place where values with units become text for people.

/// Decimal places shown below which a value keeps significant digits in place of decimals.
const SIGNIFICANT: usize = 6;

/// Units that are words and take a plural; the others are symbols.
const COUNTED: [&str; 9] = [
    "second", "minute", "hour", "day", "week", "month", "year", "block", "token",
];

/// Writes a value in a unit for a reader: `$1,234.50`, `-$50,149.70`, `0.1 ETH`, `12.5 %`, `$3,000.00/ETH`, `100 blocks`.
///
/// A `fraction` is written in percent and a `count` without a name; every other unit follows its value.
/// Values are rounded: USD to cents when a dollar or more, others to six significant digits.
pub fn format_quantity(value: f64, unit: &str) -> String {
    let (first, rest) = match unit.find(['/', '*', '^']) {
        Some(at) => unit.split_at(at),
        None => (unit, ""),
    };
    let plain_first = !rest.starts_with('^');
    match first.trim() {
        "USD" if plain_first => {
            let sign = if value < 0.0 { "-" } else { "" };
            format!("{sign}${}{rest}", dollars(value.abs()))
        }
        "fraction" if plain_first => format!("{} %{rest}", number(value * 100.0)),
        "percent" if plain_first => format!("{} %{rest}", number(value)),
        "count" if plain_first => format!("{}{rest}", number(value)),
        name if rest.is_empty() && COUNTED.contains(&name) => {
            let number = number(value);
            let plural = if number == "1" || number == "-1" {
                ""
            } else {
                "s"
            };
            format!("{number} {name}{plural}")
        }
        _ => format!("{} {unit}", number(value)),
    }
}

fn dollars(size: f64) -> String {
    if size == 0.0 || size >= 1.0 {
        group(&format!("{size:.2}"))
    } else {
        number(size)
    }
}

/// Six significant digits, or all digits before the point, without trailing zeros.
fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = libm::floor(libm::log10(libm::fabs(value))) as i32;
    if !(-9..=17).contains(&magnitude) {
        return format!("{value:.5e}");
    }
    let places = (SIGNIFICANT as i32 - 1 - magnitude).max(0) as usize;
    let text = format!("{value:.places$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    group(text)
}

/// Sets commas between groups of three digits before the point.
fn group(text: &str) -> String {
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", text),
    };
    let (whole, fraction) = size
        .split_once('.')
        .map_or((size, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_the_units_they_know() {
        for (value, unit, text) in [
            (1234.5, "USD", "$1,234.50"),
            (-50149.7, "USD", "-$50,149.70"),
            (-0.0, "USD", "$0.00"),
            (0.0025, "USD", "$0.0025"),
            (0.1, "ETH", "0.1 ETH"),
            (0.125, "fraction", "12.5 %"),
            (0.999, "fraction", "99.9 %"),
            (0.1, "fraction/year", "10 %/year"),
            (3000.0, "USD/ETH", "$3,000.00/ETH"),
            (1e6, "count", "1,000,000"),
            (1.0 / 3.0, "year", "0.333333 years"),
            (5e-18, "ETH", "5.00000e-18 ETH"),
            (4.0, "hour^2", "4 hour^2"),
            (1.0, "hour", "1 hour"),
            (100.0, "block", "100 blocks"),
        ] {
            assert_eq!(format_quantity(value, unit), text);
        }
    }
}
