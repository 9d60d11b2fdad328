//! HiGHS: the reference, a C++ library; returns vertices and duals.

use good_lp::{
    DualValues, ResolutionError, SolutionWithDual, SolverModel,
    solvers::{WithTimeLimit, highs::highs},
};

use super::{Effort, Floats, Program, Stated, values};

pub(super) fn ask(program: &Program, effort: &Effort) -> Result<Floats, ResolutionError> {
    let Stated {
        mut model,
        variables,
        rows,
    } = Stated::new(program, highs);
    // One thread, so that ties are broken the same way each time.
    model = model.set_threads(1);
    if let Some(limit) = effort.milliseconds {
        model = model.with_time_limit(f64::from(limit) / 1_000.0);
    }
    let mut solution = model.solve()?;
    let values = values(&solution, &variables);
    let dual = solution.compute_dual();
    Ok(Floats {
        values,
        duals: Some(rows.into_iter().map(|row| dual.dual(row)).collect()),
        places: None,
        optimal: true,
    })
}
