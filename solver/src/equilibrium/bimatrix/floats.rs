//! A best-response polytope in floats, and proofs about it that allow for every rounding.
//!
//! Every variable is scaled to lie between 0 and 1: the slacks `s` do by themselves, and a strategy's variable does
//! when its column is divided by its largest entry. For any multipliers `u`, one an answer, every point satisfies
//!
//! ```text
//! Σᵢ wᵢ·zᵢ + Σⱼ uⱼ·sⱼ = Σⱼ uⱼ        where wᵢ = Σⱼ uⱼ·c[j][i].
//! ```
//!
//! Where some variables are zero, the left side is at most the sum of the positive `w` and `u` of the others. If
//! that is less than the right side, there is no such point (Farkas; the bounds on the variables make it safe for
//! multipliers that are not quite those of a basis, as in Neumaier and Shcherbina 2004).

use dashu_ratio::RBig;

use super::polytope::Polytope;
use crate::exact::approximate;

/// A polytope in floats.
#[derive(Debug)]
pub(super) struct Floats<'a> {
    polytope: &'a Polytope,
    /// `c`, one row an answer, one column a strategy: in `[0, 1]`, rounded once.
    coefficients: Vec<f64>,
}

impl<'a> Floats<'a> {
    pub(super) fn of(polytope: &'a Polytope) -> Self {
        let own = polytope.own();
        let exact = polytope.coefficients();
        let largest: Vec<RBig> = (0..own)
            .map(|strategy| {
                let column = exact.iter().skip(strategy).step_by(own);
                column.max().map_or(RBig::ONE, |most| most.clone().into())
            })
            .collect();
        let coefficients = exact
            .iter()
            .zip(largest.iter().cycle())
            .map(|(value, largest)| approximate(&(RBig::from(value.clone()) / largest)))
            .collect();
        Self {
            polytope,
            coefficients,
        }
    }

    pub(super) fn polytope(&self) -> &'a Polytope {
        self.polytope
    }

    /// One row an answer.
    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.coefficients.chunks_exact(self.polytope.own())
    }

    /// Whether the multipliers (by the label of the answer) prove that nowhere on the face where the `held` labels
    /// are tight is this label tight as well.
    ///
    /// With `u` summing to `U` in size and `N = own + answers + 8`: each `w` is off by at most `(answers + 3)·ε·U/2`,
    /// and the last difference sums at most `2N` numbers that together are at most `(own + 3)·U` in size (Higham,
    /// Accuracy and Stability of Numerical Algorithms, 2002, section 3.1). `2N²·ε·U` covers both.
    pub(super) fn proves_positive(
        &self,
        label: usize,
        held: &[bool],
        multiplier: impl Fn(usize) -> f64,
    ) -> bool {
        let is_free = |other: usize| other != label && !held.get(other).is_some_and(|&it| it);
        let mut weights = vec![0.0; self.polytope.own()];
        let (mut right, mut left, mut size) = (0.0, 0.0, 0.0);
        for (answer, row) in self.rows().enumerate() {
            let slack = self.polytope.answer_label(answer);
            let multiplier = multiplier(slack);
            if multiplier == 0.0 {
                continue;
            }
            right += multiplier;
            size += multiplier.abs();
            if is_free(slack) {
                left += multiplier.max(0.0);
            }
            for (weight, coefficient) in weights.iter_mut().zip(row) {
                *weight += multiplier * coefficient;
            }
        }
        for (strategy, weight) in weights.iter().enumerate() {
            if is_free(self.polytope.own_label(strategy)) {
                left += weight.max(0.0);
            }
        }
        let terms = (self.polytope.labels() + 8) as f64;
        let rounding = 2.0 * terms * terms * f64::EPSILON * size + UNDERFLOW;
        right - left > rounding
    }
}

/// More than all products too small for a float can lose together.
const UNDERFLOW: f64 = 1e-290;
