//! Numbers as people read them beside each other.

use crate::text::amount;

use super::finding::Found;

/// A quantity with its sign, in typographic minus: `+$24,300`, `−$270,000`; whole dollars without cents.
pub(super) fn signed(value: f64, unit: &str) -> String {
    let text = amount(value.abs(), unit);
    match value {
        _ if value < 0.0 => format!("−{text}"),
        _ if value > 0.0 => format!("+{text}"),
        _ => text,
    }
}

/// A quantity, with a sign only where it is negative.
pub(super) fn plain(value: f64, unit: &str) -> String {
    if value < 0.0 {
        signed(value, unit)
    } else {
        amount(value, unit)
    }
}

/// A parameter's value in its unit; a switch's choice, and a fraction that no decimal ends, as it is spelled.
pub(super) fn setting(text: &str, unit: Option<&str>) -> String {
    match (text.parse::<f64>(), unit) {
        (Ok(value), Some(unit)) => plain(value, unit),
        (Err(_), Some(unit)) => format!("{text} {unit}"),
        (_, None) => text.to_owned(),
    }
}

/// The value that was found; the profit of an attack with its sign.
pub(super) fn value(found: &Found, attack: bool) -> Option<String> {
    let (value, unit) = (found.value?, found.unit.as_deref()?);
    Some(if attack {
        signed(value, unit)
    } else {
        plain(value, unit)
    })
}

/// The distance from the threshold.
pub(super) fn distance(found: &Found) -> Option<String> {
    Some(signed(found.margin?.absolute, found.unit.as_deref()?))
}

/// The distance from the threshold, as a share of it too, and whose it is.
pub(super) fn margin(found: &Found) -> Option<String> {
    let margin = found.margin.as_ref()?;
    let mut text = distance(found)?;
    if let Some(relative) = margin.relative {
        text.push_str(&format!(" ({})", signed(relative, "fraction")));
    }
    if let Some(witness) = margin.witness {
        text.push_str(&format!(" by {}", witness.words()));
    }
    Some(text)
}

/// `1 attack`, `2 attacks`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profits_have_their_sign_and_whole_dollars_no_cents() {
        assert_eq!(signed(-270_000.0, "USD"), "−$270,000");
        assert_eq!(signed(24_300.5, "USD"), "+$24,300.50");
        assert_eq!(signed(0.0, "USD"), "$0");
        assert_eq!(plain(3_000.0, "USD/ETH"), "$3,000/ETH");
        assert_eq!(signed(0.005, "USD"), "+$0.005");
        assert_eq!(signed(-0.0012, "USD"), "−$0.0012");
        assert_eq!(plain(0.2, "fraction"), "20 %");
        assert_eq!(setting("100", Some("block")), "100 blocks");
        assert_eq!(setting("1/3", Some("ETH")), "1/3 ETH");
        assert_eq!(setting("random", None), "random");
    }
}
