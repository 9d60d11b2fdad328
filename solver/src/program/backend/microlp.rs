//! microlp: a simplex method in pure Rust, which returns vertices and no duals.

use good_lp::{ResolutionError, SolverModel, solvers::WithTimeLimit, solvers::microlp::microlp};

use super::{Effort, Floats, Program, Stated, values};

pub(super) fn ask(program: &Program, effort: &Effort) -> Result<Floats, ResolutionError> {
    let Stated {
        mut model,
        variables,
        ..
    } = Stated::new(program, microlp);
    if let Some(limit) = effort.milliseconds {
        model = model.with_time_limit(f64::from(limit) / 1_000.0);
    }
    let solution = model.solve()?;
    Ok(Floats {
        values: values(&solution, &variables),
        duals: None,
        places: None,
        optimal: true,
    })
}
