//! HiGHS: the reference, a C++ library; returns vertices and duals.

use good_lp::{DualValues, ResolutionError, SolutionWithDual, SolverModel, solvers::highs::highs};

use super::{Floats, Program, Stated, values};

pub(super) fn ask(program: &Program) -> Result<Floats, ResolutionError> {
    let Stated {
        mut model,
        variables,
        rows,
    } = Stated::new(program, highs);
    // One thread, so that ties are broken the same way each time.
    model = model.set_threads(1);
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
