//! Formulas compiled once and evaluated over columns: what are the values at a million points?
//!
//! A [`Program`] gives at every row, to the last bit, what [`Evaluator<f64>`](crate::Evaluator) gives at that point,
//! and fails where it fails. Compiling shares what several formulas have in common, works out once what no varied
//! parameter reaches, and leaves a list of steps; each step is one loop over a block of rows that stays in the cache.
//!
//! A failure is carried by the value itself: every number a formula may have is finite, so whatever is not finite
//! stands for "no value here" and is passed on, also by operations that would swallow an infinity, such as `min`.

mod error;
mod graph;
mod kernel;
mod lower;
mod operation;
mod placement;
mod program;
mod registers;
mod results;
mod schedule;

pub use error::{CompileError, RowError, ShapeError};
pub use program::Program;
pub use results::{Column, Results};

use crate::scenario::Scenario;

/// What is read off at each row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Output {
    /// The formula of this name, in its declared unit.
    Formula(String),
    /// The expected value of the attack of this id, in USD, as [`Attack::expected_value`](crate::Attack::expected_value).
    ExpectedValue(String),
    /// What the attack of this id receives if it succeeds, in USD.
    Gain(String),
    /// What the attack of this id loses if it fails, in USD.
    Loss(String),
    /// What the attack of this id spends in any case, in USD.
    Cost(String),
    /// The probability that the attack of this id succeeds; a value outside 0 to 1 is a failure of the row.
    Success(String),
    /// What the attacker of this id must have to begin, in USD.
    Capital(String),
}

impl Scenario {
    /// Compiles `outputs` as functions of the numbers `varied`; every other parameter keeps this scenario's value.
    ///
    /// ```
    /// use assay_scenarios::{Output, Results, Scenario};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/false_claim.toml");
    /// let scenario = Scenario::load(path.as_ref(), &[])?;
    /// let value = Output::ExpectedValue("chronos/false-claim".into());
    /// let program = scenario.compile(&["detection_rate", "user_stake"], &[value])?;
    ///
    /// let mut results = Results::new();
    /// program.evaluate(&[&[0.5, 0.999, 1.5], &[0.1, 0.1, 0.1]], &mut results)?;
    /// let column = results.column(0).ok_or("no such column")?;
    /// assert_eq!(column.iter().map(|value| value.map(f64::round)).collect::<Vec<_>>(), [Some(24_850.0), Some(-50_150.0), None]);
    /// let error = program.explain(&[1.5, 0.1], 0).ok_or("no error")?;
    /// assert!(error.to_string().starts_with("a probability outside 0 to 1"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`CompileError`] when a name is unknown, a parameter is a switch or varied twice, nothing is varied, or the
    /// formulas have more than 65,536 operations.
    pub fn compile(&self, varied: &[&str], outputs: &[Output]) -> Result<Program, CompileError> {
        Program::compile(self, varied, outputs)
    }
}
