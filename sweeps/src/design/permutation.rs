//! Random permutations of which any one place can be asked for alone.

use assay_sim::engine::Draws;

/// Enough for permutations of few places to be alike; four would do for many (Luby and Rackoff 1988).
const ROUNDS: usize = 8;

/// A random permutation of the whole numbers below a length, by a Feistel network over a rectangle that holds them
/// (Black and Rogaway 2002, "Ciphers with arbitrary finite domains"): each round adds a keyed function of one coordinate
/// to the other, and a number that leaves the length walks on until it is back.
#[derive(Debug, Clone)]
pub(super) struct Permutation {
    length: u64,
    width: u64,
    height: u64,
    keys: [u64; ROUNDS],
}

impl Permutation {
    /// A permutation of the numbers below `length`, its keys taken from `draws`.
    pub(super) fn new(length: u64, draws: &mut Draws) -> Self {
        let root = length.isqrt();
        let width = (root + u64::from(root * root < length)).max(1);
        let height = length.div_ceil(width).max(1);
        Self {
            length,
            width,
            height,
            keys: std::array::from_fn(|_| word(draws)),
        }
    }

    /// Where `place`, below the length, goes.
    pub(super) fn at(&self, place: u64) -> u64 {
        let outside = (self.width * self.height).saturating_sub(self.length);
        let mut place = place;
        // Only numbers outside the length are walked over, each at most once.
        for _ in 0..=outside {
            place = self.step(place);
            if place < self.length {
                break;
            }
        }
        place
    }

    fn step(&self, place: u64) -> u64 {
        let (mut size, mut other_size) = (self.width, self.height);
        let (mut part, mut other) = (place % size, place / size);
        for key in self.keys {
            let sum = part + scaled(mixed(key ^ other), size);
            part = if sum >= size { sum - size } else { sum };
            (part, other) = (other, part);
            (size, other_size) = (other_size, size);
        }
        part + size * other
    }
}

/// 53 random bits.
fn word(draws: &mut Draws) -> u64 {
    (draws.uniform() * (1_u64 << 53) as f64) as u64
}

/// A number below `length`, in proportion to a word.
fn scaled(word: u64, length: u64) -> u64 {
    ((u128::from(word) * u128::from(length)) >> 64) as u64
}

/// MurmurHash3's 64-bit finaliser (Appleby 2011).
pub(super) const fn mixed(word: u64) -> u64 {
    let word = (word ^ (word >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let word = (word ^ (word >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    word ^ (word >> 33)
}

#[cfg(test)]
mod tests {
    use assay_sim::engine::{RunKey, Streams};

    use super::*;

    fn permutation(length: u64, seed: u64) -> Permutation {
        let key = RunKey {
            seed,
            point: 0,
            replicate: 0,
        };
        Permutation::new(length, &mut Streams::new(key).open("test"))
    }

    #[test]
    fn every_number_is_met_once_whatever_the_length() {
        for length in (1..=130).chain([997, 1024, 4999, 5000]) {
            let permutation = permutation(length, length);
            let mut met = vec![false; length as usize];
            for place in 0..length {
                let to = &mut met[permutation.at(place) as usize];
                assert!(!*to, "{length}");
                *to = true;
            }
        }
    }

    #[test]
    fn all_permutations_of_four_are_alike() {
        let mut counts = [0_u32; 256];
        for seed in 0..24_000 {
            let permutation = permutation(4, seed);
            let code = (0..4).fold(0, |code, place| 4 * code + permutation.at(place) as usize);
            counts[code] += 1;
        }
        // Chi-square with 23 degrees of freedom: above 49.7 with probability 0.001.
        let met: Vec<f64> = counts
            .iter()
            .filter(|count| **count > 0)
            .map(|count| f64::from(*count))
            .collect();
        assert_eq!(met.len(), 24);
        let chi: f64 = met
            .iter()
            .map(|count| (count - 1000.0) * (count - 1000.0) / 1000.0)
            .sum();
        assert!(chi < 49.7, "{chi}");
    }

    #[test]
    fn where_one_number_goes_says_nothing_of_its_neighbour() {
        // 20 by 20 cells of (where 0 goes, where 1 goes) over many permutations of 400: rank correlation near zero.
        let (mut sum, count) = (0.0, 20_000);
        for seed in 0..count {
            let permutation = permutation(400, seed);
            let centred = |place| permutation.at(place) as f64 - 199.5;
            sum += centred(0) * centred(1);
        }
        let correlation = sum / count as f64 / ((400.0 * 400.0 - 1.0) / 12.0);
        // -1/399 expected; the standard error is 1/sqrt(20,000) = 0.007.
        assert!((correlation + 1.0 / 399.0).abs() < 0.028, "{correlation}");
    }
}
