//! A program in integers: every row, bound and objective coefficient scaled to whole numbers, to be maximised.
//!
//! Row i becomes `Σ a·x + s = b` with a slack variable `s` of its own, whose bounds state the relation. Columns
//! are numbered with the variables first and the slacks after them.

use dashu_base::Gcd;
use dashu_int::{IBig, UBig, ops::UnsignedAbs};
use dashu_ratio::RBig;

use crate::exact::common::{Common, denominator_of};

use super::model::{Bounds, Program, Relation, Sense};

#[derive(Debug, Clone)]
pub(super) struct Standard {
    /// Coefficients of each variable, by row.
    pub(super) columns: Vec<Vec<(usize, IBig)>>,
    pub(super) right: Vec<IBig>,
    /// Of each variable, to be maximised.
    pub(super) objective: Vec<IBig>,
    /// Of each column: variables, then slacks.
    pub(super) limits: Limits,
    /// A scaled row is this times the row.
    row_scales: Vec<RBig>,
    /// A scaled variable is this times the variable.
    variable_scales: Vec<UBig>,
    /// The scaled objective is this times the objective; negative for a minimisation.
    objective_scale: RBig,
}

/// Bounds of columns.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    pub(super) lower: Vec<Option<IBig>>,
    pub(super) upper: Vec<Option<IBig>>,
}

impl Limits {
    /// Whether a column can take one value only.
    pub(super) fn fix(&self, column: usize) -> bool {
        self.lower[column].is_some() && self.lower[column] == self.upper[column]
    }
}

impl Standard {
    /// The program must not name variables that it does not have.
    pub(super) fn new(program: &Program) -> Self {
        let variable_scales: Vec<UBig> = program
            .variables
            .iter()
            .map(|variable| {
                denominator_of(variable.bounds.lower.iter().chain(&variable.bounds.upper))
            })
            .collect();
        let mut limits = Limits {
            lower: Vec::new(),
            upper: Vec::new(),
        };
        for (variable, scale) in program.variables.iter().zip(&variable_scales) {
            limits.lower.push(whole(&variable.bounds.lower, scale));
            limits.upper.push(whole(&variable.bounds.upper, scale));
        }

        let mut columns = vec![Vec::new(); program.variables.len()];
        let mut right = Vec::with_capacity(program.rows.len());
        let mut row_scales = Vec::with_capacity(program.rows.len());
        for (number, row) in program.rows.iter().enumerate() {
            let coefficients: Vec<RBig> = row
                .terms
                .iter()
                .map(|(variable, coefficient)| coefficient / &variable_scales[*variable])
                .collect();
            let scale = scale_of(coefficients.iter().chain([&row.bound]));
            for ((variable, _), coefficient) in row.terms.iter().zip(&coefficients) {
                columns[*variable].push((number, scaled(coefficient, &scale)));
            }
            right.push(scaled(&row.bound, &scale));
            row_scales.push(scale);
            let (lower, upper) = match row.relation {
                Relation::AtMost => (Some(IBig::ZERO), None),
                Relation::Equal => (Some(IBig::ZERO), Some(IBig::ZERO)),
                Relation::AtLeast => (None, Some(IBig::ZERO)),
            };
            limits.lower.push(lower);
            limits.upper.push(upper);
        }

        let coefficients: Vec<RBig> = program
            .variables
            .iter()
            .zip(&variable_scales)
            .map(|(variable, scale)| &variable.objective / scale)
            .collect();
        let mut objective_scale = scale_of(&coefficients);
        if program.sense == Sense::Minimize {
            objective_scale = -objective_scale;
        }
        Self {
            objective: coefficients
                .iter()
                .map(|coefficient| scaled(coefficient, &objective_scale))
                .collect(),
            columns,
            right,
            limits,
            row_scales,
            variable_scales,
            objective_scale,
        }
    }

    pub(super) fn variables(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn rows(&self) -> usize {
        self.right.len()
    }

    /// Bounds of the columns where the variables have other bounds, which differ in whole numbers.
    pub(super) fn limits_of(&self, bounds: &[Bounds]) -> Limits {
        let mut limits = self.limits.clone();
        for (column, (bounds, scale)) in bounds.iter().zip(&self.variable_scales).enumerate() {
            limits.lower[column] = whole(&bounds.lower, scale);
            limits.upper[column] = whole(&bounds.upper, scale);
        }
        limits
    }

    /// Values of the program's variables, from those of the columns.
    pub(super) fn values(&self, columns: &Common) -> Vec<RBig> {
        self.variable_scales
            .iter()
            .enumerate()
            .map(|(variable, scale)| columns.rational(variable) / scale)
            .collect()
    }

    /// Multipliers of the program's rows, from those of the scaled ones.
    pub(super) fn multipliers(&self, rows: &Common) -> Vec<RBig> {
        self.row_scales
            .iter()
            .enumerate()
            .map(|(row, scale)| rows.rational(row) * scale)
            .collect()
    }

    /// Duals of the program's rows, from those of the scaled ones.
    pub(super) fn duals(&self, rows: &Common) -> Vec<RBig> {
        self.multipliers(rows)
            .into_iter()
            .map(|multiplier| multiplier / &self.objective_scale)
            .collect()
    }
}

/// The smallest positive multiple that makes all values whole; whole values without a common factor are left so.
fn scale_of<'a>(values: impl IntoIterator<Item = &'a RBig> + Clone) -> RBig {
    let denominator = denominator_of(values.clone());
    let factor = values
        .into_iter()
        .filter(|value| !value.is_zero())
        .map(|value| value.numerator().unsigned_abs() * (&denominator / value.denominator()))
        .reduce(|common, value| {
            if common.is_one() {
                common
            } else {
                common.gcd(value)
            }
        })
        .unwrap_or(UBig::ONE);
    RBig::from_parts(denominator.into(), factor)
}

/// A bound times a scale that its denominator divides.
fn whole(bound: &Option<RBig>, scale: &UBig) -> Option<IBig> {
    bound
        .as_ref()
        .map(|bound| bound.numerator() * (scale / bound.denominator()))
}

/// A value times a scale that makes it whole.
fn scaled(value: &RBig, scale: &RBig) -> IBig {
    (value * scale).into_parts().0
}
