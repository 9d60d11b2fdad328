//! Fixed points of affine maps, by the generalised minimal residual method (Saad and Schultz 1986).

use libm::sqrt;

/// Numbers kept for directions before the method starts afresh, and the least and most of these directions.
const MEMORY: usize = 60_000;
const FEWEST: usize = 24;
const MOST: usize = 200;

/// Approximates the `z` with `z = target + G z`, where `apply` replaces a vector by `G` times it.
///
/// Stops when the residual is at most `goal` in the Euclidean norm, after `budget` applications, or when no more
/// directions can be kept; the caller judges the result by its residual and asks again for the rest.
pub(super) fn fixed_point(
    target: &[f64],
    goal: f64,
    budget: &mut usize,
    mut apply: impl FnMut(&mut [f64]),
) -> Vec<f64> {
    let scale = norm(target);
    let most = (MEMORY / target.len().max(1))
        .clamp(FEWEST, MOST)
        .min(target.len());
    let mut answer = vec![0.0; target.len()];
    if !(scale > 0.0 && scale.is_finite()) {
        return answer;
    }
    let mut basis: Vec<Vec<f64>> = vec![target.iter().map(|entry| entry / scale).collect()];
    // The triangular factor by columns, the rotations that made it, and the rotated right-hand side.
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut rotations: Vec<(f64, f64)> = Vec::new();
    let mut rotated = vec![scale];
    while let Some(last) = basis.last() {
        let size = columns.len();
        if size >= most || *budget == 0 {
            break;
        }
        *budget -= 1;
        let mut image = last.clone();
        apply(&mut image);
        let mut next: Vec<f64> = last
            .iter()
            .zip(&image)
            .map(|(old, new)| old - new)
            .collect();
        let mut column = vec![0.0; size + 2];
        for (direction, entry) in basis.iter().zip(&mut column) {
            *entry = dot(direction, &next);
            for (value, along) in next.iter_mut().zip(direction) {
                *value -= *entry * along;
            }
        }
        let length = norm(&next);
        column[size + 1] = length;
        for (row, &(cosine, sine)) in rotations.iter().enumerate() {
            let (upper, lower) = (column[row], column[row + 1]);
            column[row] = cosine * upper + sine * lower;
            column[row + 1] = cosine * lower - sine * upper;
        }
        let (upper, lower) = (column[size], column[size + 1]);
        let radius = sqrt(upper * upper + lower * lower);
        if !(radius > 0.0 && radius.is_finite()) {
            break;
        }
        let (cosine, sine) = (upper / radius, lower / radius);
        column[size] = radius;
        column.truncate(size + 1);
        columns.push(column);
        rotations.push((cosine, sine));
        let end = rotated[size];
        rotated[size] = cosine * end;
        rotated.push(-sine * end);
        if (sine * end).abs() <= goal || length == 0.0 {
            break;
        }
        for value in &mut next {
            *value /= length;
        }
        basis.push(next);
    }
    let mut shares = vec![0.0; columns.len()];
    for row in (0..columns.len()).rev() {
        let known: f64 = (row + 1..columns.len())
            .map(|column| columns[column][row] * shares[column])
            .sum();
        shares[row] = (rotated[row] - known) / columns[row][row];
    }
    for (direction, share) in basis.iter().zip(shares) {
        for (value, along) in answer.iter_mut().zip(direction) {
            *value += share * along;
        }
    }
    answer
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(vector: &[f64]) -> f64 {
    sqrt(dot(vector, vector))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotation_that_plain_iteration_cannot_settle_is_settled_in_as_many_steps_as_dimensions() {
        let mut budget = 10;
        // z = (1, 0) + (−y, x) has the solution (1/2, 1/2), and plain iteration goes round for ever.
        let found = fixed_point(&[1.0, 0.0], 0.0, &mut budget, |vector| {
            let (x, y) = (vector[0], vector[1]);
            vector.copy_from_slice(&[-y, x]);
        });
        assert_eq!(budget, 8);
        assert!(found.iter().all(|entry| (entry - 0.5).abs() < 1e-15));
    }

    #[test]
    fn nothing_to_solve_costs_nothing() {
        let mut budget = 3;
        assert_eq!(fixed_point(&[0.0; 2], 0.0, &mut budget, |_| {}), [0.0; 2]);
        assert_eq!(budget, 3);
    }
}
