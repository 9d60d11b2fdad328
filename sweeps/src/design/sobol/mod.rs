//! The Sobol' sequence: points that fill the unit cube evenly, and its random scrambles, which keep that and say how far
//! an average over the points may be off.

mod directions;

use assay_sim::engine::{RunKey, Streams};

use directions::{BITS, MOST_DIMENSIONS, directions};

/// The Sobol' sequence (Sobol' 1967) with the direction numbers of Joe and Kuo (2008, "new-joe-kuo-6"), as it is or
/// scrambled.
///
/// Points come in **Gray-code order** (Antonov and Saleev 1979), as from Joe and Kuo's reference program: point i is the
/// exclusive or of the direction numbers at the ones of i ⊕ (i >> 1). Within any aligned block of 2^k points these are
/// the points of the natural order, in another order. The sequence begins with the origin and is to be used from there,
/// in powers of two: dropping the first point destroys the balance (Owen 2020).
///
/// Coordinates are multiples of 2^-52 in [0, 1). The sequence has 2^52 points; an index past them counts from zero again.
#[derive(Debug, Clone)]
pub struct Sobol {
    dimensions: Vec<Dimension>,
}

/// One coordinate: its word at the origin, and the directions that move it.
#[derive(Debug, Clone)]
struct Dimension {
    shift: u64,
    directions: [u64; BITS],
}

/// More or fewer dimensions than there are direction numbers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a Sobol' sequence has 1 to {} dimensions here, not {asked}",
    Sobol::MOST_DIMENSIONS
)]
pub struct SobolError {
    /// Dimensions asked for.
    pub asked: usize,
}

impl Sobol {
    /// The most dimensions there are direction numbers for.
    pub const MOST_DIMENSIONS: usize = MOST_DIMENSIONS;

    /// The sequence as published, not scrambled.
    ///
    /// # Errors
    /// [`SobolError`] for no dimension, or more than [`Sobol::MOST_DIMENSIONS`].
    pub fn new(dimensions: usize) -> Result<Self, SobolError> {
        Self::build(dimensions, |_, directions| Dimension {
            shift: 0,
            directions,
        })
    }

    /// A random scramble of the sequence: in each dimension a random linear map of the binary digits (Matoušek 1998:
    /// lower triangular, ones on the diagonal), then a random digital shift.
    ///
    /// Each point is uniform over the cube, and every aligned block of 2^k points is as evenly spread as in the
    /// original. Scrambles of different `seed` or `replicate` are independent of each other, so that the averages over
    /// several replicates show the error. A dimension's scramble does not depend on how many follow it.
    ///
    /// # Errors
    /// As [`Sobol::new`].
    pub fn scrambled(dimensions: usize, seed: u64, replicate: u64) -> Result<Self, SobolError> {
        let streams = Streams::new(RunKey {
            seed,
            point: 0,
            replicate,
        });
        Self::build(dimensions, |dimension, directions| {
            let mut draws = streams.open_nth("sobol-scramble", dimension);
            let mut word = || (draws.uniform() * (1_u64 << BITS) as f64) as u64;
            let shift = word();
            // Column c is what the c-th digit becomes: itself, and any digits after it.
            let columns: [u64; BITS] = std::array::from_fn(|place| {
                let digit = 1 << (BITS - 1 - place);
                digit | (word() & (digit - 1))
            });
            Dimension {
                shift,
                directions: directions.map(|direction| times(&columns, direction)),
            }
        })
    }

    fn build(
        dimensions: usize,
        each: impl Fn(u64, [u64; BITS]) -> Dimension,
    ) -> Result<Self, SobolError> {
        let error = SobolError { asked: dimensions };
        if dimensions == 0 || dimensions > MOST_DIMENSIONS {
            return Err(error);
        }
        let dimensions = (0..dimensions)
            .map(|dimension| Some(each(dimension as u64, directions(dimension)?)))
            .collect::<Option<Vec<_>>>();
        Ok(Self {
            dimensions: dimensions.ok_or(error)?,
        })
    }

    /// The number of dimensions.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions.len()
    }

    /// Point `index`, counted from zero, one coordinate in [0, 1) a dimension. Of a slice and a sequence of unequal
    /// length the shorter counts.
    #[inline]
    pub fn point(&self, index: u64, into: &mut [f64]) {
        for (dimension, into) in self.dimensions.iter().zip(into) {
            *into = unit(dimension.word(index));
        }
    }

    /// One coordinate of point `index`; zero past the last dimension.
    #[inline]
    pub(super) fn coordinate(&self, index: u64, dimension: usize) -> f64 {
        self.dimensions
            .get(dimension)
            .map_or(0.0, |dimension| unit(dimension.word(index)))
    }

    /// Consecutive points from `first` on, one column a dimension, as many as the column is long; each step costs one
    /// exclusive or. The same coordinates as from [`Sobol::point`].
    pub fn fill<C: AsMut<[f64]>>(&self, first: u64, columns: &mut [C]) {
        for (dimension, column) in self.dimensions.iter().zip(columns) {
            let [.., last] = dimension.directions;
            let mut word = dimension.word(first);
            let mut index = first;
            for into in column.as_mut() {
                *into = unit(word);
                index = index.wrapping_add(1);
                // From a number to the next one digit of the Gray code changes, the lowest one of the next; at the end
                // of the sequence it is the last.
                let changed = dimension.directions.get(index.trailing_zeros() as usize);
                word ^= changed.unwrap_or(&last);
            }
        }
    }
}

impl Dimension {
    /// Point `index` as a word of [`BITS`] binary digits.
    #[inline]
    fn word(&self, index: u64) -> u64 {
        let index = index & ((1 << BITS) - 1);
        let mut gray = index ^ (index >> 1);
        let mut word = self.shift;
        while gray != 0 {
            word ^= self
                .directions
                .get(gray.trailing_zeros() as usize)
                .copied()
                .unwrap_or(0);
            gray &= gray - 1;
        }
        word
    }
}

/// The sum of the columns at the ones of `vector`, the first digit first: a matrix times a vector over GF(2).
fn times(columns: &[u64; BITS], vector: u64) -> u64 {
    columns
        .iter()
        .enumerate()
        .filter(|(place, _)| (vector >> (BITS - 1 - place)) & 1 == 1)
        .fold(0, |sum, (_, column)| sum ^ column)
}

/// A word as the float in [0, 1) with these binary digits, exactly: the mantissa of a number from 1 to 2, less 1.
#[inline]
fn unit(word: u64) -> f64 {
    f64::from_bits(1.0_f64.to_bits() | word) - 1.0
}
