//! Dense matrices modulo a prime below 2³¹: inverses, and which columns are independent.
//!
//! What is independent modulo one prime is independent over the rationals; the converse fails only for the
//! finitely many primes that divide a determinant, so a caller tries a few primes before it gives up.

use std::collections::BTreeSet;

use dashu_int::{IBig, Sign, Word};

/// The eight largest primes below 2³¹.
pub(super) const PRIMES: [u32; 8] = [
    2_147_483_647,
    2_147_483_629,
    2_147_483_587,
    2_147_483_579,
    2_147_483_563,
    2_147_483_549,
    2_147_483_543,
    2_147_483_497,
];

/// The integers modulo a prime below 2³¹, each written as its least non-negative member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field(pub(super) u32);

impl Field {
    pub(super) fn reduce(self, value: &IBig) -> u32 {
        let (sign, words) = value.as_sign_words();
        let prime = u128::from(self.0);
        let rest = words.iter().rev().fold(0, |rest, &word| {
            ((rest << Word::BITS) | u128::from(word)) % prime
        });
        // The remainder is below the prime, which is below 2³¹.
        let rest = rest as u32;
        match sign {
            Sign::Positive => rest,
            Sign::Negative => self.negate(rest),
        }
    }

    pub(super) fn reduce_small(self, value: i128) -> u32 {
        // As above.
        value.rem_euclid(i128::from(self.0)) as u32
    }

    fn multiply(self, a: u32, b: u32) -> u32 {
        // As above.
        (u64::from(a) * u64::from(b) % u64::from(self.0)) as u32
    }

    fn negate(self, a: u32) -> u32 {
        if a == 0 { 0 } else { self.0 - a }
    }

    /// The inverse of a number other than zero, as its power `p − 2` (Fermat).
    fn invert(self, a: u32) -> u32 {
        let (mut power, mut square, mut exponent) = (1, a, self.0 - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.multiply(power, square);
            }
            square = self.multiply(square, square);
            exponent >>= 1;
        }
        power
    }

    /// Adds a multiple of one row to another.
    ///
    /// The products are reduced by Shoup's method: with the quotient of the fixed factor worked out once, a
    /// product costs two multiplications and no division.
    fn add_multiple(self, target: &mut [u32], factor: u32, source: &[u32]) {
        let prime = self.0;
        // factor < prime, so that the quotient is below 2³².
        let quotient = ((u64::from(factor) << 32) / u64::from(prime)) as u32;
        for (target, &value) in target.iter_mut().zip(source) {
            let estimate = ((u64::from(quotient) * u64::from(value)) >> 32) as u32;
            let product = factor
                .wrapping_mul(value)
                .wrapping_sub(estimate.wrapping_mul(prime));
            let product = product.min(product.wrapping_sub(prime));
            let sum = *target + product;
            *target = sum.min(sum.wrapping_sub(prime));
        }
    }

    /// The product of a row and a vector.
    pub(super) fn dot(self, row: &[u32], vector: &[u32]) -> u32 {
        // Halves are summed apart, so that nothing overflows before 2³² terms.
        let (low, high) = row
            .iter()
            .zip(vector)
            .fold((0u64, 0u64), |(low, high), (&a, &b)| {
                let product = u64::from(a) * u64::from(b);
                (low + (product & 0xffff_ffff), high + (product >> 32))
            });
        let total = (u128::from(high) << 32) + u128::from(low);
        (total % u128::from(self.0)) as u32
    }

    /// The inverse of a square matrix, row by row; nothing if it is singular.
    pub(super) fn inverse(self, mut rows: Vec<Vec<u32>>) -> Option<Vec<Vec<u32>>> {
        let size = rows.len();
        let mut swaps = Vec::with_capacity(size);
        for step in 0..size {
            let pivot = (step..size).find(|&row| rows[row][step] != 0)?;
            rows.swap(step, pivot);
            swaps.push((step, pivot));
            let mut pivot_row = std::mem::take(&mut rows[step]);
            let inverse = self.invert(pivot_row[step]);
            pivot_row[step] = 1;
            for entry in &mut pivot_row {
                *entry = self.multiply(*entry, inverse);
            }
            for row in rows.iter_mut().filter(|row| !row.is_empty()) {
                let factor = self.negate(std::mem::take(&mut row[step]));
                if factor != 0 {
                    self.add_multiple(row, factor, &pivot_row);
                }
            }
            rows[step] = pivot_row;
        }
        for (step, pivot) in swaps.into_iter().rev() {
            for row in &mut rows {
                row.swap(step, pivot);
            }
        }
        Some(rows)
    }
}

/// Columns taken one by one, each kept if it is independent of those before.
pub(crate) struct Independent {
    field: Field,
    /// Kept columns, each with the row where it is one and all kept after it are zero.
    kept: Vec<(usize, Vec<u32>)>,
    /// Rows that no kept column has.
    left: BTreeSet<usize>,
}

impl Independent {
    /// For columns of a number of rows.
    pub(crate) fn new(rows: usize) -> Self {
        Self::modulo(PRIMES[0], rows)
    }

    fn modulo(prime: u32, rows: usize) -> Self {
        Self {
            field: Field(prime),
            kept: Vec::new(),
            left: (0..rows).collect(),
        }
    }

    /// Keeps a column if it is independent of those kept, and says whether it did. `true` is never wrong; `false`
    /// is, for an unlucky prime.
    pub(crate) fn offer(&mut self, column: &[IBig]) -> bool {
        let mut column: Vec<u32> = column
            .iter()
            .map(|entry| self.field.reduce(entry))
            .collect();
        for (pivot, kept) in &self.kept {
            let factor = self.field.negate(column[*pivot]);
            if factor != 0 {
                self.field.add_multiple(&mut column, factor, kept);
            }
        }
        let Some(pivot) = column.iter().position(|&entry| entry != 0) else {
            return false;
        };
        let inverse = self.field.invert(column[pivot]);
        for entry in &mut column {
            *entry = self.field.multiply(*entry, inverse);
        }
        self.left.remove(&pivot);
        self.kept.push((pivot, column));
        true
    }

    /// Rows whose unit columns are independent of those kept, and of one another.
    pub(crate) fn left(&self) -> impl Iterator<Item = usize> {
        self.left.iter().copied()
    }

    /// Whether every further column is dependent.
    pub(crate) fn is_full(&self) -> bool {
        self.left.is_empty()
    }
}

/// Whether columns are independent; `false` only if they are not modulo any of several primes either.
pub(crate) fn independent(columns: &[Vec<IBig>]) -> bool {
    let rows = columns.first().map_or(0, Vec::len);
    PRIMES.into_iter().any(|prime| {
        let mut kept = Independent::modulo(prime, rows);
        columns.iter().all(|column| kept.offer(column))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_primes_are_prime_and_below_two_to_the_31() {
        for prime in PRIMES {
            assert!(prime < 1 << 31);
            assert!((2..46_341).all(|divisor| prime % divisor != 0), "{prime}");
        }
    }

    proptest! {
        #[test]
        fn a_matrix_times_its_inverse_is_one(
            rows in prop::collection::vec(prop::collection::vec(0..PRIMES[0], 5), 5),
        ) {
            let field = Field(PRIMES[0]);
            if let Some(inverse) = field.inverse(rows.clone()) {
                for (number, row) in rows.iter().enumerate() {
                    for column in 0..5 {
                        let column_of: Vec<u32> = inverse.iter().map(|row| row[column]).collect();
                        prop_assert_eq!(field.dot(row, &column_of), u32::from(number == column));
                    }
                }
            }
        }

        #[test]
        fn the_field_agrees_with_plain_remainders(a in any::<i64>(), b in 1..PRIMES[0]) {
            let field = Field(PRIMES[3]);
            let reduced = field.reduce(&IBig::from(a));
            prop_assert_eq!(i128::from(reduced), i128::from(a).rem_euclid(i128::from(PRIMES[3])));
            let b = b % PRIMES[3];
            if b != 0 {
                prop_assert_eq!(field.multiply(b, field.invert(b)), 1);
                let mut target = [reduced];
                field.add_multiple(&mut target, b, &[reduced]);
                let expected = (u128::from(reduced) * u128::from(b) + u128::from(reduced)) % u128::from(PRIMES[3]);
                prop_assert_eq!(u128::from(target[0]), expected);
            }
        }
    }

    #[test]
    fn a_singular_matrix_has_no_inverse() {
        let field = Field(PRIMES[0]);
        assert_eq!(field.inverse(vec![vec![1, 2], vec![2, 4]]), None);
        assert_eq!(field.inverse(Vec::new()), Some(Vec::new()));
    }
}
