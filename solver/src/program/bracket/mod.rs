//! Bounds on the best value, certain though everything is in floats: for programs too large for exact arithmetic.
//!
//! From a back end's duals, weak duality bounds the value on one side, with every rounding outward (A. Neumaier and
//! O. Shcherbina, "Safe bounds in linear and mixed-integer linear programming", Mathematical Programming 99, 2004).
//! From its solution, moved a little until every row is certain to hold, the other side.

mod point;
mod reach;

use crate::interval::Interval;

use super::{
    BackEnd, Effort, Failure, Program, SolveError,
    backend::{self, Floats},
    model::{Bounds, Relation},
};

/// What is certain of a program's best value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bracket {
    /// Holds the best value, if the program is feasible: an end is infinite where nothing was proved. The outer end
    /// (the upper, of a maximisation) is proved by duals; the inner by a feasible solution.
    pub value: Interval,
    /// About where the best solution lies, one value a variable; near it there is a feasible one if the inner end is
    /// finite.
    pub values: Vec<f64>,
    /// Who found it.
    pub back_end: BackEnd,
    /// Back ends that were asked before and failed.
    pub failures: Vec<Failure>,
}

/// A program with its numbers enclosed in floats, to be maximised.
struct Enclosed {
    objective: Vec<Interval>,
    bounds: Vec<Ends>,
    rows: Vec<EnclosedRow>,
}

struct EnclosedRow {
    terms: Vec<(usize, Interval)>,
    relation: Relation,
    bound: Interval,
}

/// Ends of a variable's range, each enclosed; infinite where it is open.
#[derive(Debug, Clone, Copy)]
struct Ends {
    lower: Option<Interval>,
    upper: Option<Interval>,
}

impl Ends {
    fn new(bounds: &Bounds) -> Self {
        Self {
            lower: bounds.lower.as_ref().map(Interval::enclosing),
            upper: bounds.upper.as_ref().map(Interval::enclosing),
        }
    }

    /// Every value that the variable may take.
    fn range(self) -> Interval {
        Interval::new(
            self.lower.map_or(f64::NEG_INFINITY, Interval::low),
            self.upper.map_or(f64::INFINITY, Interval::high),
        )
        .unwrap_or(Interval::ALL)
    }

    /// Whether a variable may certainly take every value of an interval.
    fn allow(self, values: Interval) -> bool {
        self.lower.is_none_or(|lower| lower.high() <= values.low())
            && self.upper.is_none_or(|upper| values.high() <= upper.low())
    }
}

impl Program {
    /// Encloses the best value between floats, without exact arithmetic. Of an integer program, only the outer end
    /// can be proved.
    ///
    /// The inner end is proved where every equality has a variable that no other equality has, and rows that
    /// rounding breaks can be mended by a variable whose move breaks no other; else it is infinite.
    ///
    /// # Errors
    /// [`SolveError::NoBackEnd`] when no back end with duals finds an optimum; [`SolveError::NeedsBounds`] when a
    /// variable that the outer end depends on has no bound, given or inferred from the rows.
    pub fn bracket(&self, effort: &Effort) -> Result<Bracket, SolveError> {
        self.known()?;
        let mut failures = Vec::new();
        for back_end in backend::order(self, effort) {
            let failed = |reason: &str| Failure {
                back_end,
                reason: reason.into(),
            };
            match backend::ask(self, back_end, effort) {
                Err(failure) => failures.push(failure),
                Ok(Floats { optimal: false, .. }) => failures.push(failed("it found no optimum")),
                Ok(Floats { duals: None, .. }) => failures.push(failed("it gives no duals")),
                Ok(Floats {
                    values,
                    duals: Some(duals),
                    ..
                }) => {
                    return Ok(Bracket {
                        value: self.enclose(&values, &duals)?,
                        values,
                        back_end,
                        failures,
                    });
                }
            }
        }
        Err(SolveError::NoBackEnd(failures))
    }

    fn enclose(&self, values: &[f64], duals: &[f64]) -> Result<Interval, SolveError> {
        let enclosed = Enclosed::new(self);
        let inner = if self.has_integers() {
            f64::NEG_INFINITY
        } else {
            enclosed.feasible_value(values).unwrap_or(f64::NEG_INFINITY)
        };
        let sign = if self.maximizes() { 1.0 } else { -1.0 };
        let duals: Vec<f64> = duals.iter().map(|dual| sign * dual).collect();
        let outer = enclosed.dual_bound(&duals, &enclosed.reach(inner))?;
        let bracket = Interval::new(inner, outer).ok_or(SolveError::CrossedEnds)?;
        Ok(if self.maximizes() { bracket } else { -bracket })
    }
}

impl Enclosed {
    fn new(program: &Program) -> Self {
        let objective = program.variables.iter().map(|variable| {
            let coefficient = Interval::enclosing(&variable.objective);
            if program.maximizes() {
                coefficient
            } else {
                -coefficient
            }
        });
        let rows = program.rows.iter().map(|row| EnclosedRow {
            terms: row
                .terms
                .iter()
                .map(|(variable, coefficient)| (*variable, Interval::enclosing(coefficient)))
                .collect(),
            relation: row.relation,
            bound: Interval::enclosing(&row.bound),
        });
        Self {
            objective: objective.collect(),
            bounds: program
                .variables
                .iter()
                .map(|variable| Ends::new(&variable.bounds))
                .collect(),
            rows: rows.collect(),
        }
    }

    /// What duals of a maximisation bound the objective by, over the ranges of the variables.
    fn dual_bound(&self, duals: &[f64], ranges: &[Interval]) -> Result<f64, SolveError> {
        let mut reduced = self.objective.clone();
        let mut bound = Interval::ZERO;
        for (row, &dual) in self.rows.iter().zip(duals) {
            // What has the wrong sign by rounding proves more at zero.
            let dual = match row.relation {
                Relation::AtMost => dual.max(0.0),
                Relation::Equal => dual,
                Relation::AtLeast => dual.min(0.0),
            };
            let Some(dual) = Interval::point(dual).filter(|dual| *dual != Interval::ZERO) else {
                continue;
            };
            bound = bound + dual * row.bound;
            for &(variable, coefficient) in &row.terms {
                reduced[variable] = reduced[variable] - dual * coefficient;
            }
        }
        for (variable, (&reduced, &range)) in reduced.iter().zip(ranges).enumerate() {
            let most = (reduced * range).high();
            if most == f64::INFINITY {
                return Err(SolveError::NeedsBounds {
                    number: variable + 1,
                });
            }
            bound = bound + (reduced * range);
        }
        Ok(bound.high())
    }
}
