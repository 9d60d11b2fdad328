//! Reading a file word by word, and saying what was expected where it goes wrong.

use std::{fmt::Display, ops::Range};

use super::{
    error::{Details, FileError},
    token::{Kind, Token, Unclosed, token_at},
};
use crate::exact::{self, Rational};

/// Characters of the file that a message repeats.
const MOST_SHOWN: usize = 40;

/// A place in a file: the token not yet read.
pub(super) struct Cursor<'a> {
    source: &'a str,
    text: &'a str,
    current: Token,
    /// Where the token before ends.
    before: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(source: &'a str, text: &'a str) -> Result<Self, FileError> {
        let mut cursor = Self {
            source,
            text,
            current: Token {
                kind: Kind::End,
                span: 0..0,
            },
            before: 0,
        };
        cursor.advance()?;
        Ok(cursor)
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.current.kind
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.current.span.clone()
    }

    /// Where the last token read ends, in bytes.
    pub(super) fn before(&self) -> usize {
        self.before
    }

    /// Bytes of the file not yet read: an upper bound on all that can still come.
    pub(super) fn left(&self) -> usize {
        self.text.len() - self.current.span.start
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(&[]);
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    pub(super) fn advance(&mut self) -> Result<(), FileError> {
        match token_at(self.text, self.current.span.end) {
            Ok(token) => {
                self.before = self.current.span.end;
                self.current = token;
                Ok(())
            }
            Err(Unclosed(start)) => {
                let line = self.text.get(start..).unwrap_or("").lines().next();
                let end = start + line.map_or(0, |line| line.trim_end().len());
                Err(self.error(
                    start..end,
                    "a quote `\"` that closes this text",
                    "the end of the file",
                ))
            }
        }
    }

    pub(super) fn open(&mut self, what: impl Display) -> Result<(), FileError> {
        self.take(Kind::Open, format_args!("`{{` before {what}"))
    }

    pub(super) fn close(&mut self, what: impl Display) -> Result<(), FileError> {
        self.take(Kind::Close, format_args!("`}}` after {what}"))
    }

    pub(super) fn end(&mut self, what: impl Display) -> Result<(), FileError> {
        self.take(Kind::End, format_args!("the end of the file after {what}"))
    }

    /// Commas between payoffs may be there or not.
    pub(super) fn skip_comma(&mut self) -> Result<(), FileError> {
        if self.current.kind == Kind::Comma {
            self.advance()?;
        }
        Ok(())
    }

    /// A text in quotes.
    pub(super) fn text(&mut self, what: impl Display) -> Result<String, FileError> {
        match self.optional_text()? {
            Some(text) => Ok(text),
            None => Err(self.unexpected(format_args!("{what} in quotes"))),
        }
    }

    /// A text in quotes, if one is next.
    pub(super) fn optional_text(&mut self) -> Result<Option<String>, FileError> {
        let Kind::Text(text) = &mut self.current.kind else {
            return Ok(None);
        };
        let text = std::mem::take(text);
        self.advance()?;
        Ok(Some(text))
    }

    /// One of a few words.
    pub(super) fn keyword(
        &mut self,
        what: impl Display,
        words: &[&'static str],
    ) -> Result<&'static str, FileError> {
        let found = self.word();
        if let Some(word) = words.iter().find(|word| Some(**word) == found) {
            self.advance()?;
            return Ok(word);
        }
        Err(FileError::new(Details {
            nearest: found.and_then(|found| nearest(found, words)),
            ..self.details(self.span(), what, self.shown_current())
        }))
    }

    /// A number of any kind.
    pub(super) fn number(&mut self, what: impl Display) -> Result<Rational, FileError> {
        let Some(word) = self.word() else {
            return Err(self.unexpected(what));
        };
        match exact::parse(word) {
            Ok(number) => {
                self.advance()?;
                Ok(number)
            }
            Err(error) => Err(FileError::new(Details {
                help: Some(error.to_string()),
                ..self.details(self.span(), what, self.shown_current())
            })),
        }
    }

    /// A whole number within bounds.
    pub(super) fn whole(
        &mut self,
        what: impl Display,
        bounds: Range<usize>,
    ) -> Result<usize, FileError> {
        let digits = self
            .word()
            .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        match digits.and_then(|digits| digits.parse().ok()) {
            Some(number) if bounds.contains(&number) => {
                self.advance()?;
                Ok(number)
            }
            None if digits.is_some() => Err(FileError::new(Details {
                help: Some("this number is too large".into()),
                ..self.details(self.span(), what, self.shown_current())
            })),
            _ => Err(self.unexpected(what)),
        }
    }

    /// Texts between braces, at least one.
    pub(super) fn names(&mut self, list: &str, name: &str) -> Result<Vec<String>, FileError> {
        self.open(list)?;
        let mut names = vec![self.text(name)?];
        while let Some(name) = self.optional_text()? {
            names.push(name);
        }
        self.close(list)?;
        Ok(names)
    }

    /// One payoff a player between braces, with or without commas.
    pub(super) fn payoffs(&mut self, players: usize) -> Result<Vec<Rational>, FileError> {
        self.open("the payoffs of an outcome")?;
        self.payoffs_until_close(players)
    }

    /// One payoff a player and the brace that closes them.
    pub(super) fn payoffs_until_close(
        &mut self,
        players: usize,
    ) -> Result<Vec<Rational>, FileError> {
        let mut payoffs = Vec::new();
        for player in 1..=players {
            payoffs.push(self.number(format_args!("the payoff of player {player} of {players}"))?);
            self.skip_comma()?;
        }
        self.close("the payoffs of all players")?;
        Ok(payoffs)
    }

    /// The next token is not what must be here.
    pub(super) fn unexpected(&self, what: impl Display) -> FileError {
        self.error(self.span(), what, self.shown_current())
    }

    pub(super) fn error(
        &self,
        span: Range<usize>,
        expected: impl Display,
        found: impl Display,
    ) -> FileError {
        FileError::new(self.details(span, expected, found))
    }

    fn details(&self, span: Range<usize>, expected: impl Display, found: impl Display) -> Details {
        Details {
            source: self.source.into(),
            text: self.text.into(),
            span,
            expected: expected.to_string(),
            found: found.to_string(),
            nearest: None,
            help: None,
        }
    }

    fn take(&mut self, kind: Kind, what: impl Display) -> Result<(), FileError> {
        if self.current.kind == kind {
            return self.advance();
        }
        Err(self.unexpected(what))
    }

    fn word(&self) -> Option<&'a str> {
        match self.current.kind {
            Kind::Word => self.text.get(self.span()),
            _ => None,
        }
    }

    /// The next token, as a message shows it.
    fn shown_current(&self) -> String {
        match self.current.kind {
            Kind::End if self.current.span.end == 0 => "an empty file".into(),
            Kind::End => "the end of the file".into(),
            _ => self.shown(self.span()),
        }
    }

    /// A part of the file, as a message shows it.
    pub(super) fn shown(&self, span: Range<usize>) -> String {
        shown(self.text.get(span).unwrap_or(""))
    }
}

/// What a file says, as a message repeats it: in quotes, short, and on one line.
pub(super) fn shown(part: &str) -> String {
    let mut shown = String::from("`");
    for character in part.chars().take(MOST_SHOWN) {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if part.chars().nth(MOST_SHOWN).is_some() {
        shown.push('…');
    }
    shown.push('`');
    shown
}

/// The keyword that a word was probably meant to be: all but a slip of it, or the word whose letter it is.
fn nearest(word: &str, keywords: &[&'static str]) -> Option<&'static str> {
    let word: Vec<char> = word
        .chars()
        .take(16)
        .map(|it| it.to_ascii_uppercase())
        .collect();
    keywords.iter().copied().find(|keyword| {
        let keyword: Vec<char> = keyword.chars().map(|it| it.to_ascii_uppercase()).collect();
        match keyword.as_slice() {
            [letter] => word.first() == Some(letter),
            _ => a_slip_apart(&word, &keyword),
        }
    })
}

/// Whether two words are the same but for one letter missing, added, changed, or two exchanged.
fn a_slip_apart(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => true,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a, c, rest_a @ ..], [b, d, rest_b @ ..]) => a == d && b == c && rest_a == rest_b,
        _ => false,
    }
}
