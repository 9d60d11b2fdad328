//! microlp: a simplex method in pure Rust, which returns vertices and no duals.
//!
//! Version 0.6 cycles on some programs, even of three rows, and calls some unbounded that are not: it is asked last,
//! and never without a limit of time.

use good_lp::{
    ResolutionError, Solution, SolutionStatus, SolverModel,
    solvers::{WithTimeLimit, microlp::microlp},
};

use super::{Effort, Floats, Program, Stated, values};

pub(super) fn ask(program: &Program, effort: &Effort) -> Result<Floats, ResolutionError> {
    let Stated {
        model, variables, ..
    } = Stated::new(program, microlp);
    let limit = f64::from(effort.milliseconds) / 1_000.0;
    let solution = model.with_time_limit(limit).solve()?;
    if !matches!(solution.status(), SolutionStatus::Optimal) {
        return Err(ResolutionError::Other("the limit of time was reached"));
    }
    Ok(Floats {
        values: values(&solution, &variables),
        duals: None,
        places: None,
        optimal: true,
    })
}
