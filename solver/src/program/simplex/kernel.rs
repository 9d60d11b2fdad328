//! The part of a basis that has to be solved: the basic variables in the rows whose slack is not basic.

use dashu_int::IBig;

use crate::exact::{
    common::Common,
    lifting::{Nonsingular, Side},
};

use super::{
    super::{
        SolveError,
        standard::{Limits, Standard},
    },
    Place, within,
};

pub(super) struct Kernel {
    /// Rows whose slack is not basic, in order.
    rows: Vec<usize>,
    /// Where each row of the program stands among those.
    position: Vec<Option<usize>>,
    /// Basic variables, in order.
    columns: Vec<usize>,
    matrix: Nonsingular,
}

impl Kernel {
    pub(super) fn new(
        standard: &Standard,
        places: &[Place],
        most_unknowns: usize,
    ) -> Result<Self, SolveError> {
        let (variables, slacks) = places.split_at(standard.variables());
        let mut rows = Vec::new();
        let mut position = vec![None; slacks.len()];
        for (row, place) in slacks.iter().enumerate() {
            if *place != Place::Basic {
                position[row] = Some(rows.len());
                rows.push(row);
            }
        }
        let columns: Vec<usize> = (0..variables.len())
            .filter(|&column| variables[column] == Place::Basic)
            .collect();
        within(rows.len(), most_unknowns)?;
        let mut matrix = vec![vec![IBig::ZERO; columns.len()]; rows.len()];
        for (place, &column) in columns.iter().enumerate() {
            for (row, coefficient) in &standard.columns[column] {
                if let Some(row) = position[*row] {
                    matrix[row][place] = coefficient.clone();
                }
            }
        }
        let unsolved = SolveError::Arithmetic { size: rows.len() };
        if columns.len() != rows.len() {
            return Err(unsolved);
        }
        Ok(Self {
            matrix: Nonsingular::new(matrix).ok_or(unsolved)?,
            rows,
            position,
            columns,
        })
    }

    pub(super) fn size(&self) -> usize {
        self.rows.len()
    }

    fn solve(&self, side: Side, right: &[IBig]) -> Result<Common, SolveError> {
        self.matrix
            .solve(side, right)
            .ok_or(SolveError::Arithmetic { size: self.size() })
    }

    /// Values of all columns, with those that are not basic at their bounds.
    pub(super) fn values(
        &self,
        standard: &Standard,
        limits: &Limits,
        places: &[Place],
    ) -> Result<Common, SolveError> {
        let variables = standard.variables();
        let mut resting = vec![IBig::ZERO; variables];
        let mut right = standard.right.clone();
        for (column, place) in places[..variables].iter().enumerate() {
            let bound = match place {
                Place::Lower => &limits.lower[column],
                Place::Upper => &limits.upper[column],
                Place::Basic | Place::Free => &None,
            };
            if let Some(bound) = bound.as_ref().filter(|bound| !bound.is_zero()) {
                for (row, coefficient) in &standard.columns[column] {
                    right[*row] -= coefficient * bound;
                }
                resting[column] = bound.clone();
            }
        }
        let inner: Vec<IBig> = self.rows.iter().map(|&row| right[row].clone()).collect();
        let solution = self.solve(Side::Right, &inner)?;
        let mut numerators: Vec<IBig> = resting
            .into_iter()
            .map(|value| value * &solution.denominator)
            .collect();
        let slacks = self.slacks(standard, &solution, |row| {
            &right[row] * &solution.denominator
        });
        for (&column, value) in self.columns.iter().zip(solution.numerators) {
            numerators[column] = value;
        }
        numerators.extend(slacks);
        Ok(Common {
            numerators,
            denominator: solution.denominator,
        })
    }

    /// What is left of each row's start for its slack, when the basic variables take values; zero in the rows of
    /// the kernel.
    fn slacks(
        &self,
        standard: &Standard,
        solution: &Common,
        start: impl Fn(usize) -> IBig,
    ) -> Vec<IBig> {
        let mut slacks: Vec<IBig> = (0..standard.rows())
            .map(|row| {
                if self.position[row].is_some() {
                    IBig::ZERO
                } else {
                    start(row)
                }
            })
            .collect();
        for (&column, value) in self.columns.iter().zip(&solution.numerators) {
            if value.is_zero() {
                continue;
            }
            for (row, coefficient) in &standard.columns[column] {
                if self.position[*row].is_none() {
                    slacks[*row] -= coefficient * value;
                }
            }
        }
        slacks
    }

    /// Multipliers of the rows under which basic columns have no reduced cost, for costs of the variables and of
    /// the slacks (none: zero).
    pub(super) fn duals(
        &self,
        standard: &Standard,
        variables: &[IBig],
        slacks: &[IBig],
    ) -> Result<Common, SolveError> {
        let outer = |row: usize| {
            slacks
                .get(row)
                .filter(|cost| self.position[row].is_none() && !cost.is_zero())
        };
        let inner: Vec<IBig> = self
            .columns
            .iter()
            .map(|&column| {
                standard.columns[column]
                    .iter()
                    .filter_map(|(row, coefficient)| Some(coefficient * outer(*row)?))
                    .fold(variables[column].clone(), |sum, term| sum - term)
            })
            .collect();
        let solution = self.solve(Side::Left, &inner)?;
        let numerators = (0..standard.rows())
            .map(|row| match self.position[row] {
                Some(place) => solution.numerators[place].clone(),
                None => outer(row).map_or(IBig::ZERO, |cost| cost * &solution.denominator),
            })
            .collect();
        Ok(Common {
            numerators,
            denominator: solution.denominator,
        })
    }

    /// How all columns change when one that is not basic moves by one.
    pub(super) fn direction(
        &self,
        standard: &Standard,
        entering: usize,
        upward: bool,
    ) -> Result<Common, SolveError> {
        let variables = standard.variables();
        // The change of the rows' right-hand sides that the basic columns have to make up for.
        let mut right = vec![IBig::ZERO; standard.rows()];
        let signed = |value: &IBig| if upward { -value } else { value.clone() };
        if entering < variables {
            for (row, coefficient) in &standard.columns[entering] {
                right[*row] = signed(coefficient);
            }
        } else {
            right[entering - variables] = signed(&IBig::ONE);
        }
        let inner: Vec<IBig> = self.rows.iter().map(|&row| right[row].clone()).collect();
        let solution = self.solve(Side::Right, &inner)?;
        let slacks = self.slacks(standard, &solution, |row| {
            &right[row] * &solution.denominator
        });
        let mut numerators = vec![IBig::ZERO; variables];
        numerators.extend(slacks);
        for (&column, value) in self.columns.iter().zip(solution.numerators) {
            numerators[column] = value;
        }
        numerators[entering] = if upward {
            solution.denominator.clone()
        } else {
            -&solution.denominator
        };
        Ok(Common {
            numerators,
            denominator: solution.denominator,
        })
    }
}
