//! Integer systems of any shape by elimination without fractions.
//!
//! E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination", Mathematics of
//! Computation 22 (1968): every entry met on the way is a determinant of the matrix, and each division by the
//! pivot before is exact.

use dashu_int::IBig;

use super::common::Common;

/// All there is to say about a system of equations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Eliminated {
    /// One solution.
    Unique(Common),
    /// Many solutions: one of them, and the rank of the matrix, which is below the number of unknowns.
    Many(Common, usize),
    /// No solution.
    Inconsistent,
}

/// Solves rows of coefficients, the right-hand side last, for a number of unknowns.
pub(super) fn eliminate(mut rows: Vec<Vec<IBig>>, unknowns: usize) -> Eliminated {
    let mut pivots: Vec<usize> = Vec::new();
    let mut previous = IBig::ONE;
    for column in 0..unknowns {
        let rank = pivots.len();
        let Some(pivot) = (rank..rows.len()).find(|&row| !rows[row][column].is_zero()) else {
            continue;
        };
        rows.swap(rank, pivot);
        let pivot_row = std::mem::take(&mut rows[rank]);
        // Rows above are cleared as well, so that what remains is diagonal.
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row[column].clone();
            for (entry, above) in row.iter_mut().zip(&pivot_row) {
                *entry = (&*entry * &pivot_row[column] - &factor * above) / &previous;
            }
        }
        previous = pivot_row[column].clone();
        rows[rank] = pivot_row;
        pivots.push(column);
    }
    let rank = pivots.len();
    let right = |row: &Vec<IBig>| row.get(unknowns).cloned().unwrap_or(IBig::ZERO);
    if rows.iter().skip(rank).any(|row| !right(row).is_zero()) {
        return Eliminated::Inconsistent;
    }
    let negative = previous < IBig::ZERO;
    let mut numerators = vec![IBig::ZERO; unknowns];
    for (row, &column) in rows.iter().zip(&pivots) {
        numerators[column] = if negative { -right(row) } else { right(row) };
    }
    let solution = Common {
        numerators,
        denominator: if negative { -previous } else { previous },
    };
    if rank == unknowns {
        Eliminated::Unique(solution)
    } else {
        Eliminated::Many(solution, rank)
    }
}
