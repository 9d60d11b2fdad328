//! This crate's own tableau, as one back end among the others.

use super::{
    super::tableau::{End, Tableau, TableauError},
    Floats, Program,
};

pub(super) fn ask(program: &Program) -> Result<Floats, TableauError> {
    let mut tableau = Tableau::new(program)?;
    let end = tableau.run()?;
    let sign = if program.maximizes() { 1.0 } else { -1.0 };
    Ok(Floats {
        values: tableau.values(),
        duals: Some(tableau.duals().iter().map(|dual| sign * dual).collect()),
        places: Some(tableau.places().to_vec()),
        optimal: end == End::Optimal,
    })
}
