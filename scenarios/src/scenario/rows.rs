//! The rows of a step table, as numbers in units of one's own.

use dashu_ratio::RBig;

use super::{LookupError, Scenario};
use crate::expression::{EvaluationError, Name};
use crate::number::Number;
use crate::unit::Unit;

impl Scenario {
    /// The rows of a table at the values of this scenario, by rising threshold: thresholds in the unit `from`, values in
    /// the unit `to`.
    ///
    /// # Errors
    /// [`EvaluationError`] when there is no such table, it is in units of other dimensions, or a row has no value.
    pub fn rows<N: Number>(
        &self,
        table: &str,
        from: &str,
        to: &str,
    ) -> Result<Vec<(RBig, N)>, EvaluationError> {
        let Some(Name::Table(slot)) = self.kept.name(table) else {
            return Err(self
                .unknown("table", table, self.kept.names().tables())
                .into());
        };
        let found = self.table_at(*slot)?;
        let unit = |declared: &Unit, wanted: &str| -> Result<Unit, LookupError> {
            let unit = Unit::parse(wanted)?;
            if declared.same_dimension(&unit) {
                return Ok(unit);
            }
            Err(LookupError::OtherDimension {
                name: table.to_owned(),
                declared: declared.name().to_owned(),
                unit: wanted.to_owned(),
            })
        };
        let (from, to) = (unit(found.input(), from)?, unit(found.output(), to)?);
        let mut evaluator = self.evaluator::<N>();
        let steps = found.steps().iter();
        steps
            .map(|step| {
                let expression = step.expression();
                let base = evaluator.expression(expression)?;
                let value = N::from_rational(to.scale()).and_then(|scale| base.divide(&scale));
                let value = value.map_err(|error| {
                    EvaluationError::arithmetic(expression, &expression.tree, error)
                })?;
                Ok((from.in_unit(step.threshold()), value))
            })
            .collect()
    }
}
