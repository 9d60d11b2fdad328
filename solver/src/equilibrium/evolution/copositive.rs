//! Strict copositivity: whether a quadratic form is positive wherever no variable is negative (but all zero).

use dashu_ratio::RBig;

use super::population::subsets;
use crate::exact::linear::{Solutions, solve};

/// Whether the form of a symmetric matrix is positive for all z ≠ 0 with zᵢ ≥ 0 from place `free` on, the first
/// `free` variables being of any sign.
///
/// The free variables are eliminated: the form must be positive in each, and what is left is its Schur complement
/// (Abakuks, *Journal of Applied Probability* 17, 1980).
pub(super) fn positive(mut matrix: Vec<Vec<RBig>>, free: usize) -> bool {
    for _ in 0..free {
        let Some((pivot_row, rest)) = matrix.split_first() else {
            break;
        };
        let pivot = &pivot_row[0];
        if *pivot <= RBig::ZERO {
            return false;
        }
        matrix = rest
            .iter()
            .map(|row| {
                row.iter()
                    .zip(pivot_row)
                    .skip(1)
                    .map(|(entry, above)| entry - &row[0] * above / pivot)
                    .collect()
            })
            .collect();
    }
    strictly_copositive(&matrix)
}

/// By induction over faces. If the form is positive on every proper face of the simplex, yet not inside, its
/// least value μ ≤ 0 is taken inside, where M·y = μ·1; were that system singular, the form would be constant along a
/// line through y up to a face. So it is enough to look at faces on which the system has one solution (compare
/// Hadeler, *Linear Algebra and its Applications* 49, 1983, and Kaplan, ibid. 313, 2000).
fn strictly_copositive(matrix: &[Vec<RBig>]) -> bool {
    subsets((0..matrix.len()).collect()).all(|face| {
        let mut rows: Vec<Vec<RBig>> = face
            .iter()
            .map(|&row| {
                let mut row: Vec<RBig> = face
                    .iter()
                    .map(|&column| matrix[row][column].clone())
                    .collect();
                row.push(-RBig::ONE);
                row
            })
            .collect();
        let mut sum = vec![RBig::ONE; face.len()];
        sum.push(RBig::ZERO);
        rows.push(sum);
        let mut right = vec![RBig::ZERO; face.len()];
        right.push(RBig::ONE);
        match solve(&rows, &right) {
            Ok(Solutions::Unique(solution)) => {
                let (inside, least) = solution.split_at(face.len());
                let outside = inside.iter().any(|share| *share <= RBig::ZERO);
                outside || least.iter().all(|least| *least > RBig::ZERO)
            }
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matrix(rows: &[&[i32]]) -> Vec<Vec<RBig>> {
        rows.iter()
            .map(|row| row.iter().copied().map(RBig::from).collect())
            .collect()
    }

    #[test]
    fn known_matrices_are_told_apart() {
        // Horn's form is copositive, and zero at (1, 1, 0, 0, 0): not strictly so.
        let horn = matrix(&[
            &[1, -1, 1, 1, -1],
            &[-1, 1, -1, 1, 1],
            &[1, -1, 1, -1, 1],
            &[1, 1, -1, 1, -1],
            &[-1, 1, 1, -1, 1],
        ]);
        assert!(!positive(horn.clone(), 0));
        let mut raised = horn.clone();
        let mut lowered = horn;
        for place in 0..5 {
            raised[place][place] += RBig::from_parts(1.into(), 100u8.into());
            lowered[place][place] -= RBig::from_parts(1.into(), 100u8.into());
        }
        assert!(positive(raised.clone(), 0));
        assert!(!positive(raised, 1));
        assert!(!positive(lowered, 0));
        // Positive where no variable is negative, though indefinite.
        assert!(positive(matrix(&[&[1, 5], &[5, 1]]), 0));
        assert!(!positive(matrix(&[&[1, 5], &[5, 1]]), 1));
        assert!(positive(matrix(&[&[2, 1], &[1, 2]]), 2));
        assert!(!positive(matrix(&[&[1, 1], &[1, 1]]), 2));
        assert!(!positive(matrix(&[&[0]]), 0));
        assert!(positive(Vec::new(), 0));
    }

    proptest! {
        #[test]
        fn a_form_that_is_negative_somewhere_is_not_called_positive(
            entries in prop::collection::vec(-4i32..8, 16),
            point in prop::collection::vec(0i32..5, 4),
        ) {
            let rows: Vec<Vec<RBig>> = (0..4)
                .map(|row| {
                    (0..4)
                        .map(|column| RBig::from(entries[4 * row + column] + entries[4 * column + row]))
                        .collect()
                })
                .collect();
            let value: RBig = (0..4)
                .flat_map(|row| (0..4).map(move |column| (row, column)))
                .fold(RBig::ZERO, |sum, (row, column)| {
                    sum + &rows[row][column] * RBig::from(point[row] * point[column])
                });
            let somewhere = point.iter().any(|share| *share > 0);
            if positive(rows, 0) && somewhere {
                prop_assert!(value > RBig::ZERO);
            }
        }
    }
}
