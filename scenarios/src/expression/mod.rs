//! Formulas: one syntax tree with exact literals and resolved names, and the readings of it.

mod check;
mod evaluate;
mod names;
mod parse;
mod print;
mod token;
mod tree;

#[cfg(test)]
mod tests;

use std::ops::Range;

use dashu_ratio::RBig;

use crate::diagnostic::Place;
use crate::unit::Unit;

pub(crate) use check::{Units, check};
pub use evaluate::{EvaluationError, Evaluator};
pub(crate) use names::{Name, Names, is_name};
pub(crate) use parse::parse;
pub(crate) use print::{NameText, print};
pub(crate) use tree::{
    Arithmetic, Condition, ConditionKind, Function, Quantity, QuantityKind, Slot,
};

/// An expression of a scenario: its tree, its text, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    /// What it is, for messages: ``formula `stake_loss` ``.
    pub(crate) owner: String,
    pub(crate) text: String,
    pub(crate) tree: Quantity,
    pub(crate) anchor: Anchor,
}

impl Expression {
    /// A number that has its unit from where it stands.
    pub(crate) fn number(
        owner: String,
        text: &str,
        value: RBig,
        unit: &Unit,
        anchor: Anchor,
    ) -> Self {
        let base = unit.in_base(&value);
        let literal = tree::Literal {
            value,
            unit: Some(unit.clone()),
            base,
        };
        let tree = Quantity::new(QuantityKind::Literal(literal), 0..text.len());
        Self {
            owner,
            text: text.to_owned(),
            tree,
            anchor,
        }
    }
}

/// Where the text of an expression stands in a file, so that a part of it can be underlined.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    /// The whole value in the file, quotes included.
    whole: Place,
    /// For every byte of the expression (and its end), the byte of the file; `None` when they cannot be matched.
    offsets: Option<Vec<usize>>,
}

impl Anchor {
    /// `text` is the decoded value of the TOML string (or number) at `whole`.
    pub(crate) fn new(whole: Place, text: &str) -> Self {
        let start = whole.span().start;
        let offsets = offsets_in_literal(whole.text(), text)
            .map(|offsets| offsets.into_iter().map(|offset| start + offset).collect());
        Self { whole, offsets }
    }

    /// The whole value in the file.
    pub(crate) fn whole(&self) -> &Place {
        &self.whole
    }

    pub(crate) fn place(&self, span: &Range<usize>) -> Place {
        let offset = |at: usize| {
            self.offsets
                .as_ref()
                .and_then(|offsets| offsets.get(at).copied())
        };
        match (offset(span.start), offset(span.end)) {
            (Some(start), Some(end)) => Place::new(self.whole.source(), start..end),
            _ => self.whole.clone(),
        }
    }
}

/// For every byte of `value`, and its end, the byte of the TOML literal `raw` that spells it.
fn offsets_in_literal(raw: &str, value: &str) -> Option<Vec<usize>> {
    let quote = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quote| raw.starts_with(quote))
        .unwrap_or("");
    let escapes = quote.starts_with('"');
    let end = raw.len().checked_sub(quote.len())?;
    let mut at = quote.len();
    if quote.len() == 3 {
        let rest = raw.get(at..)?;
        at += if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
    }
    let mut offsets = Vec::with_capacity(value.len() + 1);
    for character in value.chars() {
        let mut rest = raw.get(at..end)?;
        // A backslash at the end of a line swallows the break and the indentation of the next.
        while escapes
            && rest.starts_with('\\')
            && rest
                .get(1..)?
                .trim_start_matches([' ', '\t'])
                .starts_with(['\n', '\r'])
        {
            let after = rest.get(1..)?.trim_start();
            at += rest.len() - after.len();
            rest = after;
        }
        let length = if escapes && rest.starts_with('\\') {
            match rest.as_bytes().get(1)? {
                b'x' => 4,
                b'u' => 6,
                b'U' => 10,
                _ => 2,
            }
        } else if rest.starts_with(character) {
            character.len_utf8()
        } else {
            return None;
        };
        offsets.extend(std::iter::repeat_n(at, character.len_utf8()));
        at += length;
    }
    offsets.push(at.min(end));
    Some(offsets)
}
