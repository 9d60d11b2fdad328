//! The Latin hypercube: as many strata of each factor as points, each met once.

use assay_sim::engine::{RunKey, Streams};

use super::permutation::Permutation;

/// McKay, Beckman and Conover (1979): in each factor the points are a random permutation of the strata, and lie anywhere
/// within theirs.
#[derive(Debug, Clone)]
pub(super) struct Latin {
    points: u64,
    seed: u64,
    permutations: Vec<Permutation>,
}

/// Places within a stratum: so few that a stratum's number and a place in it are one exact float.
const PLACES: u64 = 1 << 20;

impl Latin {
    /// The most points.
    pub(super) const MOST_POINTS: u64 = 1 << 32;

    pub(super) fn new(points: u64, factors: usize, seed: u64) -> Self {
        let streams = Streams::new(RunKey {
            seed,
            point: 0,
            replicate: 0,
        });
        let permutations = (0..factors as u64)
            .map(|factor| {
                Permutation::new(points, &mut streams.open_nth("latin-hypercube", factor))
            })
            .collect();
        Self {
            points,
            seed,
            permutations,
        }
    }

    /// Shares in (0, 1), a factor each.
    pub(super) fn shares(&self, index: u64, into: &mut [f64]) {
        let mut draws = Streams::new(RunKey {
            seed: self.seed,
            point: index,
            replicate: 0,
        })
        .open("latin-hypercube-place");
        for (permutation, into) in self.permutations.iter().zip(into) {
            let place = libm::floor(draws.uniform() * PLACES as f64) + 0.5;
            let stratum = permutation.at(index) as f64;
            *into = (stratum + place / PLACES as f64) / self.points as f64;
        }
    }
}
