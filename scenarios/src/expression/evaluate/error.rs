//! A formula that has no value, and which part of it is to blame.

use crate::diagnostic::{Diagnostic, Place};
use crate::expression::{Expression, Quantity};
use crate::number::NumberError;
use crate::scenario::{LookupError, Table};

/// Why a formula or an attack has no value at a point.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// There is no formula or attack of this name.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// A part of a formula has no value.
    #[error("{}", .0.message)]
    Part(Box<Part>),
}

/// The part of an expression that has no value.
#[derive(Debug, Clone)]
pub struct Part {
    message: String,
    short: String,
    error: Option<NumberError>,
    place: Place,
}

impl EvaluationError {
    pub(crate) fn arithmetic(expression: &Expression, part: &Quantity, error: NumberError) -> Self {
        let mut made = Self::part(expression, part, error.to_string());
        if let Self::Part(part) = &mut made {
            part.error = Some(error);
        }
        made
    }

    pub(crate) fn below_table(expression: &Expression, part: &Quantity, table: &Table) -> Self {
        Self::part(
            expression,
            part,
            format!(
                "the argument lies below the first step of table `{}`",
                table.name()
            ),
        )
    }

    pub(crate) fn part(expression: &Expression, part: &Quantity, short: String) -> Self {
        let written = expression
            .text
            .get(part.span.clone())
            .unwrap_or(&expression.text);
        let message = format!("{short} in `{written}`, in {}", expression.owner);
        let place = expression.anchor.place(&part.span);
        Self::Part(Box::new(Part {
            message,
            short: format!("{short} in {}", expression.owner),
            error: None,
            place,
        }))
    }

    /// The arithmetic at fault, when it was arithmetic.
    pub fn number_error(&self) -> Option<NumberError> {
        match self {
            Self::Part(part) => part.error,
            Self::Lookup(_) => None,
        }
    }

    /// The expression at fault underlined in its file, when it stands in one.
    pub(crate) fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Lookup(error) => Diagnostic::new(error.to_string()),
            Self::Part(part) => Diagnostic::new(part.short.clone())
                .at(&part.place, "with the scenario's own values"),
        }
    }
}
