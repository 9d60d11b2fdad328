//! The syntax tree. Quantities and conditions are separate types, so that no reading of the tree meets
//! a truth where it needs a number.

use std::ops::Range;

use dashu_ratio::RBig;

use crate::number::Comparison;
use crate::unit::Unit;

/// What a name in a formula stands for, as an index into the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    Parameter(usize),
    Formula(usize),
    Table(usize),
}

/// A number as written, with its unit; `base` is its value in base units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) value: RBig,
    pub(crate) unit: Option<Unit>,
    pub(crate) base: RBig,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Minimum,
    Maximum,
    Absolute,
    Floor,
    Ceiling,
    Exp,
    Ln,
    Sqrt,
    NormalCdf,
    NormalPdf,
}

impl Function {
    pub(crate) const ALL: [Self; 10] = [
        Self::Minimum,
        Self::Maximum,
        Self::Absolute,
        Self::Floor,
        Self::Ceiling,
        Self::Exp,
        Self::Ln,
        Self::Sqrt,
        Self::NormalCdf,
        Self::NormalPdf,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Minimum => "min",
            Self::Maximum => "max",
            Self::Absolute => "abs",
            Self::Floor => "floor",
            Self::Ceiling => "ceil",
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Sqrt => "sqrt",
            Self::NormalCdf => "normal_cdf",
            Self::NormalPdf => "normal_pdf",
        }
    }

    /// `min` and `max` take two or more, every other function one.
    pub(crate) fn takes_many(self) -> bool {
        matches!(self, Self::Minimum | Self::Maximum)
    }
}

/// A node with a value. The span is in bytes of the expression's text.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    pub(crate) kind: QuantityKind,
    pub(crate) span: Range<usize>,
    height: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum QuantityKind {
    Literal(Literal),
    Parameter(usize),
    Formula(usize),
    Table(usize, Box<Quantity>),
    Negate(Box<Quantity>),
    Arithmetic(Arithmetic, Box<Quantity>, Box<Quantity>),
    Call(Function, Vec<Quantity>),
    If(Box<Condition>, Box<Quantity>, Box<Quantity>),
}

/// A node that holds or does not.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) kind: ConditionKind,
    pub(crate) span: Range<usize>,
    height: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ConditionKind {
    Compare(Comparison, Box<Quantity>, Box<Quantity>),
    /// A switch compared with one of its choices; `equal` is false for `!=`.
    Choice {
        switch: usize,
        choice: usize,
        equal: bool,
    },
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

/// Trees are equal when they mean the same, wherever they stand.
impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Quantity {
    pub(crate) fn new(kind: QuantityKind, span: Range<usize>) -> Self {
        let below = match &kind {
            QuantityKind::Literal(_) | QuantityKind::Parameter(_) | QuantityKind::Formula(_) => 0,
            QuantityKind::Table(_, inner) | QuantityKind::Negate(inner) => inner.height,
            QuantityKind::Arithmetic(_, left, right) => left.height.max(right.height),
            QuantityKind::Call(_, arguments) => {
                arguments.iter().map(Self::height).max().unwrap_or(0)
            }
            QuantityKind::If(condition, then, otherwise) => {
                condition.height.max(then.height).max(otherwise.height)
            }
        };
        Self {
            kind,
            span,
            height: below + 1,
        }
    }

    /// Levels of the tree from here down: what a recursive reading of it costs in stack.
    pub(crate) fn height(&self) -> usize {
        self.height
    }

    /// The whole number this is, when it is written out as one, with or without a minus.
    pub(crate) fn whole_literal(&self) -> Option<i32> {
        match &self.kind {
            QuantityKind::Literal(literal) if literal.unit.is_none() && literal.value.is_int() => {
                i32::try_from(literal.value.numerator()).ok()
            }
            QuantityKind::Negate(inner) => inner.whole_literal().and_then(i32::checked_neg),
            _ => None,
        }
    }

    /// Calls `visit` with every quantity of the tree and its depth, the root (at depth 1) first.
    pub(crate) fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Quantity, usize)) {
        self.walk_from(1, visit);
    }

    fn walk_from<'t>(&'t self, depth: usize, visit: &mut impl FnMut(&'t Quantity, usize)) {
        visit(self, depth);
        match &self.kind {
            QuantityKind::Literal(_) | QuantityKind::Parameter(_) | QuantityKind::Formula(_) => {}
            QuantityKind::Table(_, inner) | QuantityKind::Negate(inner) => {
                inner.walk_from(depth + 1, visit)
            }
            QuantityKind::Arithmetic(_, left, right) => {
                left.walk_from(depth + 1, visit);
                right.walk_from(depth + 1, visit);
            }
            QuantityKind::Call(_, arguments) => {
                for argument in arguments {
                    argument.walk_from(depth + 1, visit);
                }
            }
            QuantityKind::If(condition, then, otherwise) => {
                condition.walk_from(depth + 1, visit);
                then.walk_from(depth + 1, visit);
                otherwise.walk_from(depth + 1, visit);
            }
        }
    }

    /// What the tree refers to, with the depth of each reference; switches are not among them.
    pub(crate) fn references(&self) -> Vec<(Slot, usize)> {
        let mut found = Vec::new();
        self.walk(&mut |quantity, depth| match quantity.kind {
            QuantityKind::Parameter(slot) => found.push((Slot::Parameter(slot), depth)),
            QuantityKind::Formula(slot) => found.push((Slot::Formula(slot), depth)),
            QuantityKind::Table(slot, _) => found.push((Slot::Table(slot), depth)),
            _ => {}
        });
        found
    }
}

impl Condition {
    pub(crate) fn new(kind: ConditionKind, span: Range<usize>) -> Self {
        let below = match &kind {
            ConditionKind::Choice { .. } => 0,
            ConditionKind::Compare(_, left, right) => left.height.max(right.height),
            ConditionKind::And(left, right) | ConditionKind::Or(left, right) => {
                left.height.max(right.height)
            }
            ConditionKind::Not(inner) => inner.height,
        };
        Self {
            kind,
            span,
            height: below + 1,
        }
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    fn walk_from<'t>(&'t self, depth: usize, visit: &mut impl FnMut(&'t Quantity, usize)) {
        match &self.kind {
            ConditionKind::Choice { .. } => {}
            ConditionKind::Compare(_, left, right) => {
                left.walk_from(depth + 1, visit);
                right.walk_from(depth + 1, visit);
            }
            ConditionKind::And(left, right) | ConditionKind::Or(left, right) => {
                left.walk_from(depth + 1, visit);
                right.walk_from(depth + 1, visit);
            }
            ConditionKind::Not(inner) => inner.walk_from(depth + 1, visit),
        }
    }
}
