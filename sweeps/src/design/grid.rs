//! The full factorial: every combination of levels.

use super::{DesignError, Factor};

/// The levels of each factor, as coordinates; the first factor changes slowest.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    levels: Vec<Vec<f64>>,
}

impl Grid {
    pub(super) fn new(factors: &[Factor]) -> Result<Self, DesignError> {
        let levels = factors.iter().map(|factor| match factor.levels() {
            [] => Err(DesignError::NoLevels {
                name: factor.name().to_owned(),
            }),
            levels => Ok(levels.to_vec()),
        });
        Ok(Self {
            levels: levels.collect::<Result<_, _>>()?,
        })
    }

    /// The number of combinations; `None` when no integer holds it.
    pub(super) fn len(&self) -> Option<u64> {
        self.levels
            .iter()
            .try_fold(1_u64, |len, levels| len.checked_mul(levels.len() as u64))
    }

    pub(super) fn point(&self, index: u64, into: &mut [f64]) {
        let mut rest = index;
        for (levels, into) in self.levels.iter().zip(into).rev() {
            let count = (levels.len() as u64).max(1);
            if let Some(level) = levels.get((rest % count) as usize) {
                *into = *level;
            }
            rest /= count;
        }
    }
}
