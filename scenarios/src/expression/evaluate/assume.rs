//! Branches of an open condition, each evaluated with what the condition leaves of the numbers it compares.

use super::{EvaluationError, Evaluator};
use crate::expression::Expression;
use crate::expression::tree::{Condition, ConditionKind, Quantity, QuantityKind};
use crate::number::{Comparison, Decision, Number};

/// What an assumption replaced, to be put back at the end of its branch.
#[derive(Debug)]
pub(super) struct Undo<N> {
    parameters: Vec<(usize, Option<N>)>,
    /// Every formula as it was, and how many of them were fixed by assumptions further out.
    formulas: Option<(Vec<Option<N>>, usize)>,
}

impl<'s, N: Number> Evaluator<'s, N> {
    /// Evaluates something where a condition holds, or where it does not; `None` if there is no such place.
    pub(super) fn assuming<T>(
        &mut self,
        expression: &'s Expression,
        condition: &'s Condition,
        holds: bool,
        evaluate: impl FnOnce(&mut Self) -> Result<T, EvaluationError>,
    ) -> Result<Option<T>, EvaluationError> {
        if !N::RESTRICTS {
            return evaluate(self).map(Some);
        }
        self.scope(|this, undo| {
            if !this.assume(expression, condition, holds, undo)? {
                return Ok(None);
            }
            // What this one left may say more of what the assumptions further out compare.
            if undo.formulas.is_some() {
                for (expression, condition, holds) in this.assumed.clone() {
                    if !this.assume(expression, condition, holds, undo)? {
                        return Ok(None);
                    }
                }
            }
            this.assumed.push((expression, condition, holds));
            let result = evaluate(this);
            this.assumed.pop();
            result.map(Some)
        })
    }

    /// Whatever `work` assumes is forgotten when it ends, and so is what it worked out meanwhile.
    pub(super) fn scope<T>(&mut self, work: impl FnOnce(&mut Self, &mut Undo<N>) -> T) -> T {
        let mut undo = Undo {
            parameters: Vec::new(),
            formulas: None,
        };
        let result = work(self, &mut undo);
        for (slot, value) in undo.parameters.into_iter().rev() {
            if let Some(place) = self.parameters.get_mut(slot) {
                *place = value;
            }
        }
        if let Some((formulas, fixed)) = undo.formulas {
            self.formulas = formulas;
            self.fixed.truncate(fixed);
        }
        result
    }

    /// Restricts what a condition compares; false if nothing is left.
    fn assume(
        &mut self,
        expression: &'s Expression,
        condition: &'s Condition,
        holds: bool,
        undo: &mut Undo<N>,
    ) -> Result<bool, EvaluationError> {
        match &condition.kind {
            ConditionKind::Choice { .. } => Ok(true),
            ConditionKind::Compare(comparison, left, right) => {
                let comparison = if holds {
                    *comparison
                } else {
                    comparison.negated()
                };
                for (tree, comparison, bound) in [
                    (left, comparison, right),
                    (right, comparison.mirrored(), left),
                ] {
                    if is_place(tree) {
                        let bound = self.quantity(expression, bound)?;
                        if !self.restrict(expression, tree, comparison, &bound, undo)? {
                            return Ok(false);
                        }
                    }
                }
                Ok(true)
            }
            ConditionKind::Not(inner) => self.assume(expression, inner, !holds, undo),
            ConditionKind::And(left, right) if holds => Ok(self
                .assume(expression, left, true, undo)?
                && self.assume(expression, right, true, undo)?),
            ConditionKind::Or(left, right) if !holds => Ok(self
                .assume(expression, left, false, undo)?
                && self.assume(expression, right, false, undo)?),
            // At least one of two is as wanted: that says something only where the other is certainly not.
            ConditionKind::And(left, right) | ConditionKind::Or(left, right) => {
                let unwanted = if holds {
                    Decision::False
                } else {
                    Decision::True
                };
                let first = self.condition(expression, left)?;
                if N::decide(&first) == unwanted {
                    return self.assume(expression, right, holds, undo);
                }
                let second = self.assuming(expression, left, !holds, |this| {
                    this.condition(expression, right)
                })?;
                match second {
                    Some(second) if N::decide(&second) != unwanted => Ok(true),
                    _ => self.assume(expression, left, holds, undo),
                }
            }
        }
    }

    /// Restricts a parameter or a formula to where a comparison holds; false if it holds nowhere.
    pub(super) fn restrict(
        &mut self,
        expression: &'s Expression,
        tree: &'s Quantity,
        comparison: Comparison,
        bound: &N,
        undo: &mut Undo<N>,
    ) -> Result<bool, EvaluationError> {
        if !N::RESTRICTS || !is_place(tree) {
            return Ok(true);
        }
        let mut left = self.quantity(expression, tree)?;
        match left.restrict(comparison, bound) {
            Decision::True => return Ok(true),
            Decision::False => return Ok(false),
            Decision::Both => {}
        }
        self.forget(undo);
        match tree.kind {
            QuantityKind::Parameter(slot) => {
                if let Some(place) = self.parameters.get_mut(slot) {
                    undo.parameters.push((slot, place.replace(left)));
                }
            }
            QuantityKind::Formula(slot) => {
                if let Some(place) = self.formulas.get_mut(slot) {
                    *place = Some(left);
                    self.fixed.push(slot);
                }
            }
            _ => {}
        }
        Ok(true)
    }

    /// Forgets every formula that was worked out, but not those that an assumption fixed.
    fn forget(&mut self, undo: &mut Undo<N>) {
        let mut kept = vec![None; self.formulas.len()];
        for slot in &self.fixed {
            if let (Some(place), Some(known)) = (kept.get_mut(*slot), self.formulas.get(*slot)) {
                place.clone_from(known);
            }
        }
        let before = std::mem::replace(&mut self.formulas, kept);
        if undo.formulas.is_none() {
            undo.formulas = Some((before, self.fixed.len()));
        }
    }
}

/// Whether a quantity is looked up by name, so that a restriction of it is seen wherever it is used.
fn is_place(tree: &Quantity) -> bool {
    matches!(
        tree.kind,
        QuantityKind::Parameter(_) | QuantityKind::Formula(_)
    )
}
