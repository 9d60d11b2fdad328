//! Systems of linear equations, solved exactly.

use dashu_int::IBig;
use dashu_ratio::RBig;
use thiserror::Error;

use super::{
    Rational,
    common::{Common, denominator_of},
    elimination::{Eliminated, eliminate},
    lifting::{Nonsingular, Side},
};

/// Unknowns from which a square system is solved by p-adic lifting; below, elimination is as fast.
const LIFTED: usize = 6;

/// What a system of linear equations has for solutions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Solutions {
    /// Exactly one: a value for each unknown.
    Unique(Vec<Rational>),
    /// Infinitely many.
    Many {
        /// One of them.
        one: Vec<Rational>,
        /// Rank of the matrix: the solutions form an affine space of as many dimensions as there are unknowns
        /// beyond it.
        rank: usize,
    },
    /// None: the equations contradict each other.
    Inconsistent,
}

/// A system whose lists do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ShapeError {
    /// A row of another length than the first.
    #[error("row {row} has {found} coefficients where the first has {expected}")]
    Ragged {
        /// Number of the row, from 1.
        row: usize,
        /// Coefficients of the first row.
        expected: usize,
        /// Coefficients of this row.
        found: usize,
    },
    /// Not one right-hand side a row.
    #[error("{found} right-hand sides for {expected} rows")]
    RightHandSides {
        /// Rows of the matrix.
        expected: usize,
        /// Right-hand sides given.
        found: usize,
    },
}

/// Solves `matrix · x = right`, for a matrix of any shape given by rows.
///
/// Square systems are solved by p-adic lifting (Dixon, 1982); small ones, and those that turn out singular, by
/// elimination without fractions (Bareiss, 1968).
///
/// # Errors
/// [`ShapeError`] for lists that do not fit together.
///
/// ```
/// use assay_solver::exact::{Rational, linear::{Solutions, solve}};
/// let whole = |n: i32| Rational::from(n);
/// let rows = [vec![whole(2), whole(1)], vec![whole(1), whole(3)]];
/// let found = solve(&rows, &[whole(1), whole(1)])?;
/// assert_eq!(found, Solutions::Unique(vec![whole(2) / whole(5), whole(1) / whole(5)]));
/// # Ok::<(), assay_solver::exact::linear::ShapeError>(())
/// ```
pub fn solve(matrix: &[Vec<Rational>], right: &[Rational]) -> Result<Solutions, ShapeError> {
    let unknowns = matrix.first().map_or(0, Vec::len);
    if right.len() != matrix.len() {
        return Err(ShapeError::RightHandSides {
            expected: matrix.len(),
            found: right.len(),
        });
    }
    if let Some(row) = matrix.iter().position(|row| row.len() != unknowns) {
        return Err(ShapeError::Ragged {
            row: row + 1,
            expected: unknowns,
            found: matrix[row].len(),
        });
    }
    let rows: Vec<Vec<IBig>> = matrix
        .iter()
        .zip(right)
        .map(|(row, right)| integers(row, right))
        .collect();
    if unknowns >= LIFTED
        && rows.len() == unknowns
        && let Some(solution) = lift(&rows, unknowns)
    {
        return Ok(Solutions::Unique(solution.rationals()));
    }
    Ok(match eliminate(rows, unknowns) {
        Eliminated::Unique(solution) => Solutions::Unique(solution.rationals()),
        Eliminated::Many(one, rank) => Solutions::Many {
            one: one.rationals(),
            rank,
        },
        Eliminated::Inconsistent => Solutions::Inconsistent,
    })
}

fn lift(rows: &[Vec<IBig>], unknowns: usize) -> Option<Common> {
    let matrix = rows.iter().map(|row| row[..unknowns].to_vec()).collect();
    let right: Vec<IBig> = rows.iter().map(|row| row[unknowns].clone()).collect();
    Nonsingular::new(matrix)?.solve(Side::Right, &right)
}

/// An equation times its least common denominator, the right-hand side last.
fn integers(row: &[RBig], right: &RBig) -> Vec<IBig> {
    let scale = denominator_of(row.iter().chain([right]));
    row.iter()
        .chain([right])
        .map(|value| value.numerator() * (&scale / value.denominator()))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(number: i64) -> RBig {
        RBig::from(number)
    }

    /// Square systems of which some are singular: the last row may repeat the first.
    fn systems() -> impl Strategy<Value = (Vec<Vec<RBig>>, Vec<RBig>)> {
        (1usize..9).prop_flat_map(|size| {
            let fraction =
                (-40i64..40, 1u8..5).prop_map(|(n, d)| RBig::from_parts(n.into(), d.into()));
            (
                prop::collection::vec(prop::collection::vec(fraction.clone(), size), size),
                prop::collection::vec(fraction, size),
                any::<bool>(),
            )
                .prop_map(move |(mut rows, right, repeat)| {
                    if repeat {
                        rows[size - 1] = rows[0].clone();
                    }
                    (rows, right)
                })
        })
    }

    proptest! {
        #[test]
        fn lifting_and_elimination_agree((matrix, right) in systems()) {
            let rows: Vec<Vec<IBig>> =
                matrix.iter().zip(&right).map(|(row, right)| integers(row, right)).collect();
            let lifted = lift(&rows, matrix.len()).map(|solution| solution.rationals());
            let eliminated = match eliminate(rows, matrix.len()) {
                Eliminated::Unique(solution) => Some(solution.rationals()),
                Eliminated::Many(..) | Eliminated::Inconsistent => None,
            };
            prop_assert_eq!(lifted, eliminated);
        }

        #[test]
        fn a_solution_meets_every_equation((matrix, right) in systems()) {
            let solution = match solve(&matrix, &right) {
                Ok(Solutions::Unique(solution) | Solutions::Many { one: solution, .. }) => solution,
                Ok(Solutions::Inconsistent) => return Ok(()),
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            };
            for (row, right) in matrix.iter().zip(&right) {
                let left = row.iter().zip(&solution).fold(RBig::ZERO, |sum, (a, x)| sum + a * x);
                prop_assert_eq!(&left, right);
            }
        }
    }

    #[test]
    fn unique_many_and_none_are_told_apart() {
        let rows = [vec![whole(1), whole(2)], vec![whole(2), whole(4)]];
        let many = solve(&rows, &[whole(3), whole(6)]);
        assert_eq!(
            many,
            Ok(Solutions::Many {
                one: vec![whole(3), whole(0)],
                rank: 1
            })
        );
        assert_eq!(
            solve(&rows, &[whole(3), whole(7)]),
            Ok(Solutions::Inconsistent)
        );
        let tall = [vec![whole(1)], vec![whole(-2)]];
        assert_eq!(
            solve(&tall, &[whole(3), whole(-6)]),
            Ok(Solutions::Unique(vec![whole(3)]))
        );
        assert_eq!(solve(&[], &[]), Ok(Solutions::Unique(vec![])));
    }

    /// The inverse of Hilbert's matrix has known entries: row sums of it solve `H x = 1`, and the sum of all
    /// of them is n² (M.-D. Choi, "Tricks or treats with the Hilbert matrix", 1983).
    #[test]
    fn hilberts_matrix_is_solved_without_loss() -> Result<(), ShapeError> {
        let size = 20u8;
        let matrix: Vec<Vec<RBig>> = (1..=size)
            .map(|i| {
                (0..size)
                    .map(|j| RBig::from_parts(1.into(), (i + j).into()))
                    .collect()
            })
            .collect();
        let Solutions::Unique(solution) = solve(&matrix, &vec![RBig::ONE; size.into()])? else {
            panic!("the matrix is not singular");
        };
        let sum = solution.iter().fold(RBig::ZERO, |sum, value| sum + value);
        assert_eq!(sum, whole(400));
        Ok(())
    }

    #[test]
    fn numbers_beyond_machine_size_are_lifted_too() -> Result<(), ShapeError> {
        let huge = RBig::from(IBig::ONE << 200);
        let size = 7;
        let matrix: Vec<Vec<RBig>> = (0..size)
            .map(|i| {
                (0..size)
                    .map(|j| if i == j { huge.clone() } else { whole(1) })
                    .collect()
            })
            .collect();
        let expected = RBig::ONE / (&huge + whole(6));
        assert_eq!(
            solve(&matrix, &vec![RBig::ONE; 7])?,
            Solutions::Unique(vec![expected.clone(); 7])
        );
        let small: Vec<Vec<RBig>> = (0..size)
            .map(|i| (0..size).map(|j| whole(i64::from(i == j) + 1)).collect())
            .collect();
        assert_eq!(
            solve(&small, &vec![huge.clone(); 7])?,
            Solutions::Unique(vec![huge / whole(8); 7])
        );
        Ok(())
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        assert_eq!(
            solve(&[vec![whole(1)], vec![]], &[whole(1), whole(1)]),
            Err(ShapeError::Ragged {
                row: 2,
                expected: 1,
                found: 0
            })
        );
        assert_eq!(
            solve(&[vec![whole(1)]], &[]),
            Err(ShapeError::RightHandSides {
                expected: 1,
                found: 0
            })
        );
    }
}
