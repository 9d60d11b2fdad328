//! The grammar of [`Vary`]: `name`, then `=` and values, then `@` and a group.

use std::ops::Range;

use super::{Over, Scale, Vary, Word};
use crate::diagnostic::Diagnostic;
use crate::expression::Anchor;

/// Levels of one parameter in a grid; each is kept.
const MOST_LEVELS: u32 = 1_000_000;

const FORMS: &str = "write `name`, `name=lo:hi`, `name=lo:hi:n`, `name=lo:hi:n:log` or `name=a,b,c`, with `@group` at the end to move it \
     with others";

pub(super) fn parse(text: &str, anchor: Anchor) -> Result<Vary, Diagnostic> {
    let reader = Reader {
        text,
        anchor: &anchor,
    };
    let (rest, group) = match text.rfind('@') {
        Some(at) => (0..at, Some(reader.word(at + 1..text.len()))),
        None => (0..text.len(), None),
    };
    let (name, values) = match text.get(rest.clone()).and_then(|rest| rest.find('=')) {
        Some(at) => (rest.start..at, Some(at + 1..rest.end)),
        None => (rest, None),
    };
    let name = reader.word(name);
    if name.text.is_empty() {
        return Err(reader
            .problem("the name of a parameter is missing here", &name)
            .help(FORMS));
    }
    if let Some(group) = &group {
        reader.group(group)?;
    }
    let over = match values {
        Some(values) => reader.over(values)?,
        None => Over::Declared,
    };
    Ok(Vary {
        text: text.to_owned(),
        name,
        over,
        group: group.map(|group| group.text),
        anchor,
    })
}

struct Reader<'t> {
    text: &'t str,
    anchor: &'t Anchor,
}

impl Reader<'_> {
    /// The text of a stretch without the blanks around it.
    fn word(&self, span: Range<usize>) -> Word {
        let padded = self.text.get(span.clone()).unwrap_or("");
        let text = padded.trim().to_owned();
        let start = span.start + padded.len() - padded.trim_start().len();
        Word {
            span: start..start + text.len(),
            text,
        }
    }

    fn problem(&self, message: impl Into<String>, word: &Word) -> Diagnostic {
        Diagnostic::new(message).at(&self.anchor.place(&word.span), "")
    }

    fn words(&self, span: Range<usize>, separator: char) -> Vec<Word> {
        let mut start = span.start;
        let text = self.text.get(span).unwrap_or("");
        text.split(separator)
            .map(|part| {
                let word = self.word(start..start + part.len());
                start += part.len() + separator.len_utf8();
                word
            })
            .collect()
    }

    fn group(&self, group: &Word) -> Result<(), Diagnostic> {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if !group.text.is_empty() && group.text.bytes().all(is_name) {
            return Ok(());
        }
        Err(self.problem(
            "a group's name is letters, digits, `_` and `-` after the `@`",
            group,
        ))
    }

    fn over(&self, span: Range<usize>) -> Result<Over, Diagnostic> {
        let values = self.word(span.clone());
        if values.text.is_empty() {
            return Err(self
                .problem("values are missing after the `=`", &values)
                .help(FORMS));
        }
        if values.text.contains(':') {
            return self.between(self.words(span, ':'), &values);
        }
        let listed = self.words(span, ',');
        match listed.iter().find(|word| word.text.is_empty()) {
            Some(empty) => Err(self.problem("a value is missing here", empty)),
            None => Ok(Over::Listed(listed)),
        }
    }

    fn between(&self, words: Vec<Word>, whole: &Word) -> Result<Over, Diagnostic> {
        let (low, high, levels, scale) = match words.as_slice() {
            [low, high] => (low, high, None, None),
            [low, high, scale] if scale.text == "log" => (low, high, None, Some(scale)),
            [low, high, levels] => (low, high, Some(levels), None),
            [low, high, levels, scale] => (low, high, Some(levels), Some(scale)),
            _ => return Err(self.problem("this is no range", whole).help(FORMS)),
        };
        if let Some(empty) = [low, high].into_iter().find(|word| word.text.is_empty()) {
            return Err(self.problem("a bound is missing here", empty).help(FORMS));
        }
        let scale = match scale {
            None => Scale::Linear,
            Some(word) if word.text == "log" => Scale::Logarithmic,
            Some(word) => {
                let message = format!("`{}` is no scale", word.text);
                let help = "write `log`, or leave it out for even steps";
                return Err(self.problem(message, word).help(help));
            }
        };
        let levels = levels.map(|word| self.levels(word)).transpose()?;
        Ok(Over::Between {
            low: low.clone(),
            high: high.clone(),
            levels,
            scale,
        })
    }

    fn levels(&self, word: &Word) -> Result<u32, Diagnostic> {
        let levels = word.text.replace('_', "").parse().ok();
        levels
            .filter(|levels| (2..=MOST_LEVELS).contains(levels))
            .ok_or_else(|| {
                let message = format!("a parameter has from 2 to {MOST_LEVELS} levels in a grid");
                self.problem(message, word)
            })
    }
}
