//! What has been read so far, and its use where a value or a condition is needed.

use std::ops::Range;

use super::{Parsed, Parser, problem};
use crate::expression::tree::{Condition, Quantity};

/// What a stretch of text turned out to be.
pub(super) enum Term {
    Quantity(Quantity),
    Condition(Condition),
    /// The name of a switch, which can only be compared with a choice.
    Switch {
        slot: usize,
        choices: Vec<String>,
        span: Range<usize>,
    },
    /// A quoted text, which can only be compared with a switch.
    Text(Range<usize>),
}

impl Term {
    pub(super) fn span(&self) -> Range<usize> {
        match self {
            Self::Quantity(quantity) => quantity.span.clone(),
            Self::Condition(condition) => condition.span.clone(),
            Self::Switch { span, .. } | Self::Text(span) => span.clone(),
        }
    }
}

impl Term {
    /// The same, with the parentheses around it.
    pub(super) fn spanning(mut self, wider: Range<usize>) -> Self {
        match &mut self {
            Self::Quantity(quantity) => quantity.span = wider,
            Self::Condition(condition) => condition.span = wider,
            // Their spans are read as the name and the quoted text.
            Self::Switch { .. } | Self::Text(_) => {}
        }
        self
    }
}

impl Parser<'_> {
    pub(super) fn quantity(&self, term: Term) -> Parsed<Quantity> {
        match term {
            Term::Quantity(quantity) => Ok(quantity),
            Term::Condition(condition) => {
                let help = "write `if ... then ... else ...` to make a value of it".to_owned();
                problem(
                    condition.span,
                    "a value is needed here",
                    "this is a condition",
                    Some(help),
                )
            }
            Term::Switch { choices, span, .. } => {
                let name = self.slice(&span);
                let first = choices.first().map_or("", String::as_str);
                let help = format!("compare it with one of its choices: `{name} == \"{first}\"`");
                problem(
                    span.clone(),
                    "a value is needed here",
                    format!("`{name}` is a switch"),
                    Some(help),
                )
            }
            Term::Text(span) => problem(
                span,
                "a value is needed here",
                "text can only be compared with a switch",
                None,
            ),
        }
    }

    pub(super) fn condition(&self, term: Term) -> Parsed<Condition> {
        match term {
            Term::Condition(condition) => Ok(condition),
            other => {
                let help = "compare it with something, as in `a < b`".to_owned();
                problem(
                    other.span(),
                    "a condition is needed here",
                    "this is a value",
                    Some(help),
                )
            }
        }
    }
}
