//! Named random streams, keyed by what is simulated and never by when it is executed.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::Draws;

/// The fractional bits of the golden ratio, SplitMix64's increment.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a run's randomness depends on, and all that is needed to replay it.
///
/// For common random numbers across the points of a sweep, give every point the same `point`: the
/// streams then agree replicate by replicate, and differences between points lose their noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunKey {
    /// The seed of the whole experiment.
    pub seed: u64,
    /// The point of the design that is simulated.
    pub point: u64,
    /// The number of the run within its ensemble, from zero.
    pub replicate: u64,
}

/// The random streams of one run.
///
/// Each name opens an independent xoshiro256++ generator (Blackman and Vigna 2021). Its 256 bits of
/// state are four lanes that absorb seed, point, replicate, the name's 64-bit FNV-1a hash and an
/// index, each word through SplitMix64's finaliser (Steele, Lea and Flood 2014, with Stafford's
/// "mix 13"). Opening a stream changes no other, so a new actor with its own stream leaves the
/// draws of all others as they were.
#[derive(Debug, Clone, Copy)]
pub struct Streams {
    key: RunKey,
    lanes: [u64; 4],
}

impl Streams {
    /// The streams of the run `key`.
    #[must_use]
    pub const fn new(key: RunKey) -> Self {
        let origin = [GOLDEN, GOLDEN << 1, GOLDEN ^ (GOLDEN >> 7), !GOLDEN];
        let lanes = absorb(origin, key.seed);
        let lanes = absorb(lanes, key.point);
        let lanes = absorb(lanes, key.replicate);
        Self { key, lanes }
    }

    /// The run these streams belong to.
    #[must_use]
    pub const fn key(&self) -> RunKey {
        self.key
    }

    /// The stream called `name`, from its beginning: opened twice, it repeats itself.
    #[must_use]
    #[inline]
    pub fn open(&self, name: &str) -> Draws {
        self.open_nth(name, 0)
    }

    /// The stream called `name` of the `index`-th member of a family, such as one chain of several;
    /// index 0 is [`open`](Self::open).
    #[must_use]
    #[inline]
    pub fn open_nth(&self, name: &str, index: u64) -> Draws {
        let lanes = absorb(absorb(self.lanes, fnv1a(name)), index);
        let mut state = [0_u8; 32];
        for (bytes, lane) in state.chunks_exact_mut(8).zip(lanes) {
            bytes.copy_from_slice(&lane.to_le_bytes());
        }
        Draws::from(Xoshiro256PlusPlus::from_seed(state))
    }
}

/// Takes one word into all lanes. For a fixed word the map is a bijection of each lane, so words
/// absorbed earlier are never forgotten.
const fn absorb(lanes: [u64; 4], word: u64) -> [u64; 4] {
    let [a, b, c, d] = lanes;
    [
        finalise(a.wrapping_add(GOLDEN) ^ word),
        finalise(b.wrapping_add(GOLDEN) ^ word),
        finalise(c.wrapping_add(GOLDEN) ^ word),
        finalise(d.wrapping_add(GOLDEN) ^ word),
    ]
}

/// SplitMix64's output function.
const fn finalise(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The 64-bit FNV-1a hash (Fowler, Noll and Vo; RFC 9923): fixed for ever, unlike the standard
/// library's hashers, and folded away where the name is a literal.
#[inline]
const fn fnv1a(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01B3);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    const KEY: RunKey = RunKey {
        seed: 1,
        point: 2,
        replicate: 3,
    };

    fn first_words(key: RunKey, name: &str) -> [u64; 4] {
        let mut draws = Streams::new(key).open(name);
        [(); 4].map(|()| draws.next_u64())
    }

    #[test]
    fn the_name_hash_is_fnv_1a() {
        // The published test vectors of the FNV reference code.
        assert_eq!(fnv1a(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fnv1a("a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn the_finaliser_is_splitmix64s() {
        // The first output of SplitMix64 seeded with 1234567, as published with its reference code.
        assert_eq!(
            finalise(1_234_567_u64.wrapping_add(GOLDEN)),
            6_457_827_717_110_365_317
        );
    }

    #[test]
    fn flipping_any_bit_of_the_key_flips_half_the_state() {
        let lanes = |key: RunKey| absorb(Streams::new(key).lanes, fnv1a("eth-price"));
        let before = lanes(KEY);
        for bit in 0..64 {
            let flip = 1_u64 << bit;
            let changed = [
                RunKey {
                    seed: KEY.seed ^ flip,
                    ..KEY
                },
                RunKey {
                    point: KEY.point ^ flip,
                    ..KEY
                },
                RunKey {
                    replicate: KEY.replicate ^ flip,
                    ..KEY
                },
            ];
            for key in changed {
                let flipped: u32 = before
                    .iter()
                    .zip(lanes(key))
                    .map(|(old, new)| (old ^ new).count_ones())
                    .sum();
                // 128 expected of 256, standard deviation 8: six of them either side.
                assert!((80..=176).contains(&flipped), "{flipped} bits for {key:?}");
            }
        }
    }

    #[test]
    fn exchanging_components_of_the_key_gives_another_stream() {
        let swapped = RunKey {
            seed: 2,
            point: 1,
            replicate: 3,
        };
        assert_ne!(first_words(KEY, "x"), first_words(swapped, "x"));
        let indexed = Streams::new(KEY).open_nth("x", 1).next_u64();
        assert_ne!(first_words(KEY, "x")[0], indexed);
    }

    #[test]
    fn a_stream_repeats_itself_and_differs_from_its_neighbours() {
        assert_eq!(first_words(KEY, "gas"), first_words(KEY, "gas"));
        assert_ne!(first_words(KEY, "gas"), first_words(KEY, "gasp"));
    }
}
