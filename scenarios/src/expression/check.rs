//! The dimension of every part of a formula, worked out before anything is evaluated.

use std::ops::Range;

use super::tree::{Arithmetic, Condition, ConditionKind, Function, Quantity, QuantityKind};
use crate::diagnostic::Problem;
use crate::unit::Dimension;

/// The dimensions of what a formula may refer to; `None` where that could not be read, which is reported elsewhere.
#[derive(Debug, Default)]
pub(crate) struct Units {
    pub(crate) parameters: Vec<Option<Dimension>>,
    pub(crate) formulas: Vec<Option<Dimension>>,
    /// Argument and value.
    pub(crate) tables: Vec<Option<(Dimension, Dimension)>>,
}

/// The dimension of a formula (`None` when it hangs on something that could not be read), and what is wrong within it.
pub(crate) fn check(tree: &Quantity, units: &Units) -> (Option<Dimension>, Vec<Problem>) {
    let mut checker = Checker {
        units,
        problems: Vec::new(),
    };
    let dimension = checker.quantity(tree);
    (dimension, checker.problems)
}

struct Checker<'u> {
    units: &'u Units,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn report(
        &mut self,
        span: &Range<usize>,
        message: String,
        label: String,
        help: Option<String>,
    ) {
        self.problems.push(Problem {
            span: span.clone(),
            message,
            label,
            help,
        });
    }

    fn quantity(&mut self, tree: &Quantity) -> Option<Dimension> {
        match &tree.kind {
            QuantityKind::Literal(literal) => Some(
                literal
                    .unit
                    .as_ref()
                    .map_or(Dimension::NONE, |unit| unit.dimension()),
            ),
            QuantityKind::Parameter(slot) => self.units.parameters.get(*slot).copied().flatten(),
            QuantityKind::Formula(slot) => self.units.formulas.get(*slot).copied().flatten(),
            QuantityKind::Table(slot, argument) => self.table(*slot, argument),
            QuantityKind::Negate(inner) => self.quantity(inner),
            QuantityKind::Arithmetic(arithmetic, left, right) => {
                self.arithmetic(*arithmetic, left, right, &tree.span)
            }
            QuantityKind::Call(function, arguments) => self.call(*function, arguments),
            QuantityKind::If(condition, then, otherwise) => {
                self.condition(condition);
                let (first, second) = (self.quantity(then), self.quantity(otherwise));
                self.same(first, second, otherwise, |first, second| {
                    format!("the branches differ: `then` is {first}, `else` is {second}")
                })
            }
        }
    }

    fn table(&mut self, slot: usize, argument: &Quantity) -> Option<Dimension> {
        let given = self.quantity(argument);
        let (input, output) = self.units.tables.get(slot).copied().flatten()?;
        if let Some(given) = given.filter(|given| *given != input) {
            let message = format!("this table looks up {input}, not {given}");
            self.report(
                &argument.span,
                message,
                format!("this is {given}"),
                bracket_help(argument, input),
            );
        }
        Some(output)
    }

    fn arithmetic(
        &mut self,
        arithmetic: Arithmetic,
        left: &Quantity,
        right: &Quantity,
        span: &Range<usize>,
    ) -> Option<Dimension> {
        let (first, second) = (self.quantity(left), self.quantity(right));
        let combined = match arithmetic {
            Arithmetic::Add => {
                return self.same(first, second, right, |first, second| {
                    format!("cannot add {second} to {first}")
                });
            }
            Arithmetic::Subtract => {
                return self.same(first, second, right, |first, second| {
                    format!("cannot subtract {second} from {first}")
                });
            }
            Arithmetic::Power => return self.power(left, first?, right, second?),
            Arithmetic::Multiply => first?.times(second?),
            Arithmetic::Divide => first?.over(second?),
        };
        if combined.is_none() {
            self.report(
                span,
                "the powers of the unit grow too large here".into(),
                String::new(),
                None,
            );
        }
        combined
    }

    fn power(
        &mut self,
        base: &Quantity,
        first: Dimension,
        exponent: &Quantity,
        second: Dimension,
    ) -> Option<Dimension> {
        if !second.is_none() {
            self.report(
                &exponent.span,
                format!("an exponent must be a plain number, not {second}"),
                String::new(),
                None,
            );
            return None;
        }
        if first.is_none() {
            return Some(Dimension::NONE);
        }
        let power = exponent
            .whole_literal()
            .and_then(|whole| first.power(whole));
        if power.is_none() {
            let message =
                format!("{first} can only be raised to a small whole power that is written out");
            self.report(&base.span, message, format!("this is {first}"), None);
        }
        power
    }

    fn call(&mut self, function: Function, arguments: &[Quantity]) -> Option<Dimension> {
        let name = function.name();
        let (first, rest) = arguments.split_first()?;
        let dimension = self.quantity(first);
        match function {
            Function::Minimum | Function::Maximum => {
                let mut known = dimension;
                for argument in rest {
                    let other = self.quantity(argument);
                    known = self.same(known, other, argument, |first, second| {
                        format!("`{name}` cannot compare {second} with {first}")
                    });
                }
                known
            }
            Function::Absolute => dimension,
            Function::Sqrt => {
                let dimension = dimension?;
                let root = dimension.square_root();
                if root.is_none() {
                    let message = format!("{dimension} has no square root");
                    self.report(
                        &first.span,
                        message,
                        "a unit's powers must be even here".into(),
                        None,
                    );
                }
                root
            }
            Function::Floor
            | Function::Ceiling
            | Function::Exp
            | Function::Ln
            | Function::NormalCdf
            | Function::NormalPdf => {
                if let Some(dimension) = dimension.filter(|dimension| !dimension.is_none()) {
                    let message = format!("`{name}` needs a plain number, not {dimension}");
                    let help =
                        "divide by a quantity of the same unit, as in `x / 1 [year]`".to_owned();
                    self.report(
                        &first.span,
                        message,
                        format!("this is {dimension}"),
                        Some(help),
                    );
                }
                Some(Dimension::NONE)
            }
        }
    }

    fn condition(&mut self, tree: &Condition) {
        match &tree.kind {
            ConditionKind::Choice { .. } => {}
            ConditionKind::Compare(_, left, right) => {
                let (first, second) = (self.quantity(left), self.quantity(right));
                self.same(first, second, right, |first, second| {
                    format!("cannot compare {second} with {first}")
                });
            }
            ConditionKind::And(left, right) | ConditionKind::Or(left, right) => {
                self.condition(left);
                self.condition(right);
            }
            ConditionKind::Not(inner) => self.condition(inner),
        }
    }

    /// The shared dimension; a difference is reported at `right`, and the first is taken to be meant.
    fn same(
        &mut self,
        first: Option<Dimension>,
        second: Option<Dimension>,
        right: &Quantity,
        message: impl FnOnce(Dimension, Dimension) -> String,
    ) -> Option<Dimension> {
        if let (Some(first), Some(second)) = (first, second)
            && first != second
        {
            self.report(
                &right.span,
                message(first, second),
                format!("this is {second}"),
                bracket_help(right, first),
            );
        }
        first.or(second)
    }
}

/// A bare number where a unit is needed is the commonest slip.
fn bracket_help(given: &Quantity, wanted: Dimension) -> Option<String> {
    match &given.kind {
        QuantityKind::Literal(literal) if literal.unit.is_none() && !wanted.is_none() => Some(
            format!("give the number a unit of {wanted} in brackets, as in `1 [year]`"),
        ),
        _ => None,
    }
}
