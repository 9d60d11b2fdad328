//! Scaling: factors of rows and variables that bring the largest coefficients to one.

use crate::exact::approximate;

use super::super::model::{Program, Sense};

#[derive(Debug)]
pub(super) struct Scales {
    pub(super) rows: Vec<f64>,
    pub(super) variables: Vec<f64>,
    /// Negative for a minimisation.
    pub(super) objective: f64,
}

impl Scales {
    pub(super) fn new(program: &Program) -> Self {
        let mut rows = vec![0.0f64; program.rows.len()];
        let mut variables = vec![0.0f64; program.variables.len()];
        for (row, scale) in program.rows.iter().zip(&mut rows) {
            let largest = row
                .terms
                .iter()
                .map(|(_, coefficient)| approximate(coefficient).abs());
            *scale = reciprocal(largest.fold(0.0, f64::max));
            for (variable, coefficient) in &row.terms {
                let size = approximate(coefficient).abs() * *scale;
                variables[*variable] = variables[*variable].max(size);
            }
        }
        for scale in &mut variables {
            *scale = reciprocal(*scale);
        }
        let objective = program
            .variables
            .iter()
            .zip(&variables)
            .map(|(variable, scale)| approximate(&variable.objective).abs() * scale);
        let size = reciprocal(objective.fold(0.0, f64::max));
        Self {
            rows,
            variables,
            objective: match program.sense {
                Sense::Maximize => size,
                Sense::Minimize => -size,
            },
        }
    }
}

/// One, where there is nothing to scale.
fn reciprocal(largest: f64) -> f64 {
    let scale = 1.0 / largest;
    if scale.is_normal() { scale } else { 1.0 }
}
