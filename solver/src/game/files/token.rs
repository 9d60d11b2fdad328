//! The words of a game file.

use std::ops::Range;

/// One word, with the bytes it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Comma,
    /// A text in quotes, without them.
    Text(String),
    /// Anything else up to white space, a brace, a comma or a quote: numbers and keywords.
    Word,
    End,
}

/// A text that is never closed; where it begins.
#[derive(Debug)]
pub(super) struct Unclosed(pub(super) usize);

/// The token that begins at or after a byte of the text.
pub(super) fn token_at(text: &str, from: usize) -> Result<Token, Unclosed> {
    let rest = text.get(from..).unwrap_or("");
    let Some((offset, first)) = rest
        .char_indices()
        .find(|(_, character)| !is_space(*character))
    else {
        let end = text.trim_end_matches(is_space).len();
        return Ok(Token {
            kind: Kind::End,
            span: end..end,
        });
    };
    let start = from + offset;
    let rest = &rest[offset..];
    let (kind, length) = match first {
        '{' => (Kind::Open, 1),
        '}' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        '"' => {
            let (text, length) = quoted(rest).ok_or(Unclosed(start))?;
            (Kind::Text(text), length)
        }
        _ => {
            let ends =
                |character| is_space(character) || matches!(character, '{' | '}' | ',' | '"');
            (Kind::Word, rest.find(ends).unwrap_or(rest.len()))
        }
    };
    Ok(Token {
        kind,
        span: start..start + length,
    })
}

/// White space between words; a byte order mark, which some editors put first, is as good as white space.
fn is_space(character: char) -> bool {
    character.is_ascii_whitespace() || matches!(character, '\u{b}' | '\u{feff}')
}

/// A text in quotes, and the bytes it takes with them. A backslash makes a quote or another backslash part of the
/// text; before anything else it stands for itself.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Some((text, index + 1)),
            '\\' => match characters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push('\\'),
            },
            _ => text.push(character),
        }
    }
    None
}

/// A text as it stands in a file: in quotes, with a backslash before a quote, and before a backslash that would
/// otherwise be taken with what follows it.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let taken = match character {
            '"' => true,
            '\\' => matches!(characters.peek(), None | Some('"' | '\\')),
            _ => false,
        };
        if taken {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
