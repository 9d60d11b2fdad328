//! Step tables: functions of one argument that are constant between thresholds.

use dashu_ratio::RBig;

use super::parameter::Encoding;
use crate::expression::Expression;
use crate::unit::Unit;

/// A step table, called in formulas like a function. An argument below the first step has no value.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) name: String,
    pub(super) input: Unit,
    pub(super) output: Unit,
    pub(super) steps: Vec<Step>,
    pub(super) meaning: String,
    pub(super) source: String,
    pub(super) constant: Option<Schedule>,
}

/// The mapping or function of the contract that a table becomes, from whole keys to whole values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The identifier in the contract's source.
    pub name: String,
    /// The unit in which the contract counts the argument.
    pub key: Unit,
    /// How a step's value is encoded there.
    pub encoding: Encoding,
}

/// One step: the value from a threshold on, up to the next.
#[derive(Debug, Clone)]
pub struct Step {
    pub(super) from: RBig,
    pub(super) threshold: RBig,
    pub(super) value: Expression,
}

impl Table {
    /// The name it is called by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unit of the thresholds.
    pub fn input(&self) -> &Unit {
        &self.input
    }

    /// The unit of a step's value where that is a bare number.
    pub fn output(&self) -> &Unit {
        &self.output
    }

    /// The steps, by rising threshold.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What it is, in one line.
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Where it comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The schedule of the contract that it becomes, for a table that has one.
    pub fn constant(&self) -> Option<&Schedule> {
        self.constant.as_ref()
    }
}

impl Step {
    /// The threshold, in the table's input unit.
    pub fn from(&self) -> &RBig {
        &self.from
    }

    /// The value as written: a number in the table's output unit, or an expression.
    pub fn value(&self) -> &str {
        &self.value.text
    }

    pub(crate) fn threshold(&self) -> &RBig {
        &self.threshold
    }

    pub(crate) fn expression(&self) -> &Expression {
        &self.value
    }
}
