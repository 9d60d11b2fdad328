//! Clarabel: an interior-point method in pure Rust, which returns duals, and the middle of the best face where the
//! optimum is not unique.

use good_lp::{
    DualValues, ResolutionError, SolutionWithDual, SolverModel, solvers::clarabel::clarabel,
};

use super::{Floats, Program, Stated, values};

pub(super) fn ask(program: &Program) -> Result<Floats, ResolutionError> {
    let Stated {
        model,
        variables,
        rows,
    } = Stated::new(program, clarabel);
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
