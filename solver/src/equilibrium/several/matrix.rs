//! Square systems in floats: what guides a search, and never decides.

/// The inverse of a square matrix by elimination with partial pivoting; nothing where it is singular to the float.
pub(in crate::equilibrium) fn inverse(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    for (index, row) in matrix.iter_mut().enumerate() {
        row.resize(2 * size, 0.0);
        row[size + index] = 1.0;
    }
    for column in 0..size {
        let pivot = (column..size)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))?;
        matrix.swap(column, pivot);
        let lead = matrix[column][column];
        if lead == 0.0 || !lead.is_finite() {
            return None;
        }
        let pivot_row: Vec<f64> = matrix[column].iter().map(|entry| entry / lead).collect();
        for (index, row) in matrix.iter_mut().enumerate() {
            let factor = row[column];
            if index == column || factor == 0.0 {
                continue;
            }
            for (entry, pivot) in row.iter_mut().zip(&pivot_row) {
                *entry -= factor * pivot;
            }
        }
        matrix[column] = pivot_row;
    }
    let inverse: Vec<Vec<f64>> = matrix.into_iter().map(|row| row[size..].to_vec()).collect();
    inverse
        .iter()
        .flatten()
        .all(|entry| entry.is_finite())
        .then_some(inverse)
}

/// A matrix times a vector.
pub(in crate::equilibrium) fn times(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    matrix
        .iter()
        .map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_times_its_inverse_is_the_identity() -> Result<(), &'static str> {
        let matrix = vec![
            vec![0.0, 2.0, 1.0],
            vec![1.0, 1.0, 0.0],
            vec![3.0, 0.0, -1.0],
        ];
        let inverse = inverse(matrix.clone()).ok_or("regular")?;
        for column in 0..3 {
            let column_of: Vec<f64> = inverse.iter().map(|row| row[column]).collect();
            for (row, entry) in times(&matrix, &column_of).into_iter().enumerate() {
                let expected = if row == column { 1.0 } else { 0.0 };
                assert!((entry - expected).abs() < 1e-14);
            }
        }
        Ok(())
    }

    #[test]
    fn a_singular_matrix_has_no_inverse() {
        assert_eq!(inverse(vec![vec![1.0, 2.0], vec![2.0, 4.0]]), None);
    }
}
