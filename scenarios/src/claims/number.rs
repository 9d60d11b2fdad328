//! The numbers in a text: every run of digits with what belongs to it.

use std::ops::Range;

/// A number in a text, by bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its digits, with separators, decimal point and exponent: `10_000_000e18`, `50,200`, `0x1f`.
    pub(super) digits: Range<usize>,
    /// The digits with sign, currency, comparison and scale: `-$15K`, `<0.5%`.
    pub(super) whole: Range<usize>,
}

/// Signs that stand before a figure and belong to it.
const BEFORE: [char; 9] = ['-', '−', '+', '±', '~', '<', '>', '≤', '≥'];
/// Letters that scale the figure they follow, and signs that end one.
const AFTER: [char; 8] = ['K', 'k', 'M', 'B', '%', 'x', '×', '+'];

/// Every number of a text, from left to right. Digits in words count: `uint256` has one.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) else {
            break;
        };
        let start = at + start;
        let end = end_of_digits(text, start);
        numbers.push(Number {
            digits: start..end,
            whole: begin_of_figure(text, at, start)..end_of_figure(text, end),
        });
        at = end;
    }
    numbers
}

fn end_of_digits(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let run = |mut at: usize| {
        while is_digit(at) {
            at += 1;
        }
        at
    };
    if bytes.get(start) == Some(&b'0') && matches!(bytes.get(start + 1), Some(b'x' | b'X')) {
        let mut end = start + 2;
        while bytes.get(end).is_some_and(u8::is_ascii_hexdigit) {
            end += 1;
        }
        if end > start + 2 {
            return end;
        }
    }
    let mut end = run(start);
    loop {
        let next = run(end + 1);
        match bytes.get(end) {
            // A comma groups digits by threes; any other comma separates two numbers.
            Some(b',') if next == end + 4 => end = next,
            Some(b'_') if next > end + 1 => end = next,
            _ => break,
        }
    }
    if bytes.get(end) == Some(&b'.') && is_digit(end + 1) {
        end = run(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = end + 1 + signed;
        if is_digit(exponent) {
            end = run(exponent);
        }
    }
    end
}

/// Where the figure of the digits at `start` begins, not before `least`.
fn begin_of_figure(text: &str, least: usize, start: usize) -> usize {
    let mut begin = start;
    let before = |at: usize| {
        text.get(least..at)
            .and_then(|text| text.chars().next_back())
    };
    if before(begin) == Some('$') {
        begin -= 1;
    }
    while let Some(sign) = before(begin).filter(|sign| BEFORE.contains(sign)) {
        let further = begin - sign.len_utf8();
        // Between two figures, or after a word, a dash is no sign.
        let after_a_word = before(further).is_some_and(char::is_alphanumeric);
        if (sign == '-' || sign == '+') && (after_a_word || further == least && least > 0) {
            break;
        }
        begin = further;
    }
    begin
}

fn end_of_figure(text: &str, end: usize) -> usize {
    let mut rest = text.get(end..).unwrap_or("").chars();
    match (rest.next(), rest.next()) {
        // A letter that begins a word is no scale.
        (Some(scale), next)
            if AFTER.contains(&scale)
                && !(scale.is_alphabetic() && next.is_some_and(char::is_alphanumeric)) =>
        {
            end + scale.len_utf8()
        }
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wholes(text: &str) -> Vec<&str> {
        let numbers = numbers(text);
        numbers
            .into_iter()
            .map(|number| &text[number.whole])
            .collect()
    }

    fn digits(text: &str) -> Vec<&str> {
        let numbers = numbers(text);
        numbers
            .into_iter()
            .map(|number| &text[number.digits])
            .collect()
    }

    #[test]
    fn a_figure_has_its_sign_currency_and_scale() {
        for (text, expected) in [
            ("from -$15K to −$4.1M at most", &["-$15K", "−$4.1M"][..]),
            ("below <0.5%, about ~1 %", &["<0.5%", "~1"]),
            ("≥100 or ±20%", &["≥100", "±20%"]),
            ("worth $1,000,000 or 1.5x", &["$1,000,000", "1.5x"]),
            ("more than 50+ items", &["50+"]),
            ("5 Kings and 5Kings", &["5", "5"]),
        ] {
            assert_eq!(wholes(text), expected, "{text}");
        }
    }

    #[test]
    fn every_run_of_digits_is_a_number_once() {
        for (text, expected) in [
            ("2-10 min", &["2", "10"][..]),
            ("5/9 of 2024-2025", &["5", "9", "2024", "2025"]),
            ("uint256 x = 10_000_000e18;", &["256", "10_000_000e18"]),
            ("## 1. Part 1.2", &["1", "1.2"]),
            ("at 0x1fE and 0xyz", &["0x1fE", "0"]),
            ("1,234,567 and 1,2", &["1,234,567", "1", "2"]),
            ("3e5, 3e-5, 3em", &["3e5", "3e-5", "3"]),
            ("a[0] = 5000; // 50%", &["0", "5000", "50"]),
            ("1_ 1. 1, 1", &["1", "1", "1", "1"]),
            ("none at all", &[]),
        ] {
            assert_eq!(digits(text), expected, "{text}");
        }
    }

    #[test]
    fn a_range_is_two_figures_and_its_dash_no_sign() {
        assert_eq!(wholes("2-10 min"), ["2", "10"]);
        assert_eq!(wholes("0-30 min (-$375K already)"), ["0", "30", "-$375K"]);
        assert_eq!(wholes("Phase-2"), ["2"]);
    }
}
