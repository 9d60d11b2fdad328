//! One random stream and the laws it is drawn from.
//!
//! The laws are written here over `libm` instead of taken from `rand_distr`: that crate does its
//! mathematics through `num-traits`, whose `std` feature any other crate of a build may switch on
//! (proptest does, in tests), and the same seed would then give other bytes in a test than in the
//! program. All but the Poisson law of a large mean spend exactly one word a draw and are monotone
//! in it, which keeps common random numbers in step.

use std::convert::Infallible;

use rand::{Rng, TryRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::statistics::normal_quantile;

/// One random stream, opened by [`Streams::open`](super::Streams::open).
///
/// It is also a generator of the `rand` crate, for laws that are not here and for `rand::seq`.
#[derive(Debug, Clone)]
pub struct Draws {
    generator: Xoshiro256PlusPlus,
}

impl From<Xoshiro256PlusPlus> for Draws {
    fn from(generator: Xoshiro256PlusPlus) -> Self {
        Self { generator }
    }
}

impl TryRng for Draws {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.generator.try_next_u32()
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.generator.try_next_u64()
    }

    #[inline]
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.generator.try_fill_bytes(bytes)
    }
}

/// Above this mean the Poisson law is drawn from its normal limit: the skewness left out is below
/// 3.2e-5, and the rejection test would start to lose digits.
const NORMAL_LIMIT: f64 = 1e9;

impl Draws {
    /// A number in [0, 1), a multiple of 2^-53.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.generator.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// True with probability `p`; never for `p` at or below 0 or not a number, always from 1 on.
    #[inline]
    pub fn bernoulli(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// A standard normal number, by inversion (Wichura 1988); within ±8.3.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.open_unit())
    }

    /// A waiting time of mean `mean`, in the unit of `mean`, by inversion.
    #[inline]
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log1p(-self.open_unit())
    }

    /// The number of events where `mean` are expected: by inversion below a mean of 10, by
    /// Hörmann's transformed rejection (PTRS, 1993) above, by the normal limit above 10^9.
    ///
    /// A mean at or below 0, or not a number, gives 0; an answer past `u64::MAX` is `u64::MAX`.
    #[inline]
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if mean < 10.0 {
            self.small_poisson(mean, libm::exp(-mean))
        } else if mean <= NORMAL_LIMIT {
            self.rejected_poisson(mean)
        } else if mean > NORMAL_LIMIT {
            libm::round(mean + libm::sqrt(mean) * self.normal()) as u64
        } else {
            0
        }
    }

    /// A Poisson number of a mean below 10 by inversion, where the caller has `exp(-mean)` at hand.
    #[inline]
    pub(crate) fn small_poisson(&mut self, mean: f64, none: f64) -> u64 {
        let u = self.uniform();
        if u < none {
            return 0;
        }
        let (mut events, mut probability, mut below) = (0_u64, none, none);
        while u >= below && probability > 0.0 {
            events += 1;
            probability *= mean / events as f64;
            let next = below + probability;
            if next == below && events as f64 > mean {
                break;
            }
            below = next;
        }
        events
    }

    fn rejected_poisson(&mut self, mean: f64) -> u64 {
        let log_mean = libm::log(mean);
        let b = 0.931 + 2.53 * libm::sqrt(mean);
        let a = -0.059 + 0.024_83 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let ratio = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let rim = 0.5 - u.abs();
            let events = libm::floor((2.0 * a / rim + b) * u + mean + 0.43);
            if rim >= 0.07 && v <= ratio {
                return events as u64;
            }
            // Written so that u = -1/2, where the rim is zero and `events` minus infinity, goes on.
            if events < 0.0 || (rim < 0.013 && v > rim) {
                continue;
            }
            let accept = libm::log(v * inverse_alpha / (a / (rim * rim) + b));
            if accept <= events * log_mean - mean - libm::lgamma(events + 1.0) {
                return events as u64;
            }
        }
    }

    /// A whole number from 0 to `n` - 1, each alike (Lemire 2019); `None` where `n` is 0.
    ///
    /// Spends a second word with probability below n / 2^64.
    #[inline]
    pub fn below(&mut self, n: u64) -> Option<u64> {
        let biased = n.wrapping_neg().checked_rem(n)?;
        loop {
            let product = u128::from(self.generator.next_u64()) * u128::from(n);
            if product as u64 >= biased {
                return Some((product >> 64) as u64);
            }
        }
    }

    /// A number in (0, 1), symmetric about 1/2: the midpoints of 2^52 equal cells.
    #[inline]
    fn open_unit(&mut self) -> f64 {
        ((self.generator.next_u64() >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }
}
