//! Formulas: named expressions with a declared unit.

use crate::expression::Expression;
use crate::unit::Unit;

/// A named expression over parameters, tables and other formulas.
#[derive(Debug, Clone)]
pub struct Formula {
    pub(super) name: String,
    pub(super) expression: Expression,
    pub(super) unit: Unit,
    pub(super) meaning: String,
    pub(super) source: Option<String>,
}

impl Formula {
    /// The name it has in other formulas.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The expression as it is written in the file.
    pub fn expression(&self) -> &str {
        &self.expression.text
    }

    /// The declared unit, in which its value is given.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// What it is, in one line.
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Where it comes from, when it says so.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    pub(crate) fn expression_tree(&self) -> &Expression {
        &self.expression
    }
}
