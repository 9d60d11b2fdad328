//! Text into tokens.

use std::ops::Range;

use dashu_ratio::RBig;

use crate::decimal::parse_decimal;
use crate::diagnostic::Problem;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Number(RBig),
    Word,
    /// Between double quotes, which the span includes.
    Text,
    /// Between brackets, which the span includes: the unit of a number.
    Unit,
    Symbol(&'static str),
}

pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) span: Range<usize>,
}

/// Two-character symbols first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 14] = [
    "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",",
];

pub(super) fn tokens(text: &str) -> Result<Vec<Spanned>, Problem> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let (token, length) = next(rest, at)?;
        tokens.push(Spanned {
            token,
            span: at..at + length,
        });
        at += length;
    }
    Ok(tokens)
}

fn next(rest: &str, at: usize) -> Result<(Token, usize), Problem> {
    let problem = |length: usize, message: String, help: Option<&str>| Problem {
        span: at..at + length,
        message,
        label: String::new(),
        help: help.map(str::to_owned),
    };
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() || first == '.' {
        let length = number_length(rest);
        let written = rest.get(..length).unwrap_or("");
        return match parse_decimal(written) {
            Ok(value) => Ok((Token::Number(value), length)),
            Err(error) => Err(problem(
                length,
                error.to_string(),
                Some("write it like 3, 0.25, 100_000 or 1e6"),
            )),
        };
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        return Ok((Token::Word, length));
    }
    for (open, close, token, what) in [
        ('"', '"', Token::Text, "quoted text"),
        ('[', ']', Token::Unit, "unit"),
    ] {
        if first == open {
            return match rest.get(1..).and_then(|inner| inner.find(close)) {
                Some(end) => Ok((token, end + 2)),
                None => Err(problem(
                    rest.len(),
                    format!("this {what} has no closing `{close}`"),
                    None,
                )),
            };
        }
    }
    if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
        return Ok((Token::Symbol(symbol), symbol.len()));
    }
    let help = match first {
        '=' => Some("compare with `==`"),
        '&' => Some("write `and`"),
        '|' => Some("write `or`"),
        '!' => Some("write `not`, or `!=`"),
        '\'' => Some("write choices in double quotes"),
        '%' => Some("write a percentage as `5 [percent]`"),
        _ => None,
    };
    Err(problem(
        first.len_utf8(),
        format!("`{}` has no meaning in a formula", first.escape_debug()),
        help,
    ))
}

/// Digits, underscores, one point, an exponent: whatever follows them without a gap belongs to the (wrong) number.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let after_exponent = length > 0 && matches!(bytes.get(length - 1), Some(b'e' | b'E'));
        let belongs = byte.is_ascii_alphanumeric()
            || matches!(byte, b'.' | b'_')
            || (after_exponent && matches!(byte, b'+' | b'-'));
        if !belongs {
            break;
        }
        length += 1;
    }
    length
}
