//! Square integer systems by p-adic lifting: the solution digit by digit in base p, then as fractions.
//!
//! J. D. Dixon, "Exact solution of linear equations using p-adic expansions", Numerische Mathematik 40 (1982).
//! One inverse modulo a prime costs n³ machine operations; each digit after it costs n², where elimination
//! in exact numbers would cost n³ operations on numbers that grow to thousands of bits.

use dashu_int::{
    IBig, UBig,
    ops::{BitTest, DivRem, UnsignedAbs},
};

use super::{
    common::Common,
    modular::{Field, PRIMES},
};

/// A square integer matrix whose determinant is not zero, ready to be solved against.
#[derive(Debug, Clone)]
pub(crate) struct Nonsingular {
    forward: Oriented,
    backward: Oriented,
    field: Field,
}

/// A matrix by rows, with its inverse modulo the prime.
#[derive(Debug, Clone)]
struct Oriented {
    rows: Entries,
    inverse: Vec<Vec<u32>>,
}

/// Machine integers where they suffice.
#[derive(Debug, Clone)]
enum Entries {
    Small(Vec<Vec<i64>>),
    Large(Vec<Vec<IBig>>),
}

/// Which system of a matrix A is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A·x = b.
    Right,
    /// x·A = b.
    Left,
}

/// Residuals of at most so many bits stay within 128 through a lifting step: a row of 2³¹ products, each of
/// 63 by 31 bits, has at most 125.
const SMALL_RESIDUAL: usize = 120;

impl Nonsingular {
    /// Prepares a square matrix; nothing if it is singular modulo each of several primes, as it then almost
    /// certainly is.
    pub(crate) fn new(rows: Vec<Vec<IBig>>) -> Option<Self> {
        let (field, inverse) = PRIMES.into_iter().find_map(|prime| {
            let field = Field(prime);
            let reduced = rows
                .iter()
                .map(|row| row.iter().map(|entry| field.reduce(entry)).collect())
                .collect();
            Some((field, field.inverse(reduced)?))
        })?;
        Some(Self {
            backward: Oriented {
                rows: Entries::new(transposed(&rows)),
                inverse: transposed(&inverse),
            },
            forward: Oriented {
                rows: Entries::new(rows),
                inverse,
            },
            field,
        })
    }

    /// The one solution for a right-hand side of as many entries as the matrix has rows; nothing for another
    /// number of entries.
    pub(crate) fn solve(&self, side: Side, bound: &[IBig]) -> Option<Common> {
        let oriented = match side {
            Side::Right => &self.forward,
            Side::Left => &self.backward,
        };
        if bound.len() != oriented.inverse.len() {
            return None;
        }
        let largest = bound.iter().map(BitTest::bit_len).max().unwrap_or(0);
        let small: Option<Vec<i128>> = bound
            .iter()
            .map(|entry| i128::try_from(entry).ok())
            .collect();
        match (&oriented.rows, small) {
            (Entries::Small(rows), Some(residual)) if largest <= SMALL_RESIDUAL => {
                oriented.lift(self.field, rows, residual, largest)
            }
            (Entries::Small(rows), _) => oriented.lift(self.field, rows, bound.to_vec(), largest),
            (Entries::Large(rows), _) => oriented.lift(self.field, rows, bound.to_vec(), largest),
        }
    }
}

impl Oriented {
    /// Lifts digits until fractions can be read from them; `largest` is the size in bits of the largest entry
    /// of the first residual, the right-hand side.
    fn lift<E, R: Residual<E>>(
        &self,
        field: Field,
        rows: &[Vec<E>],
        mut residual: Vec<R>,
        largest: usize,
    ) -> Option<Common> {
        let size = residual.len();
        let weights = self.rows.weights();
        let heaviest = weights.iter().copied().max().unwrap_or(0);
        // Cramer's rule: numerators and denominator are determinants, which the product of the rows' sums bounds.
        let determinant: usize = weights.iter().sum();
        let solution_bits = determinant + largest + size.bit_len();
        let most_digits = (2 * solution_bits + heaviest + largest) / 30 + 3;
        let mut digits: Vec<Vec<u32>> = Vec::new();
        let mut attempt = 2;
        while digits.len() < most_digits {
            let remainder: Vec<u32> = residual.iter().map(|entry| entry.modulo(field)).collect();
            let digit: Vec<u32> = self
                .inverse
                .iter()
                .map(|row| field.dot(row, &remainder))
                .collect();
            for (entry, row) in residual.iter_mut().zip(rows) {
                entry.step(row, &digit, field);
            }
            digits.push(digit);
            if digits.len() >= attempt.min(most_digits) {
                attempt = digits.len() + digits.len().div_ceil(3);
                let found = fractions(&digits, field, size, heaviest, largest);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}

/// What is left of a right-hand side entry.
trait Residual<E>: Sized {
    fn modulo(&self, field: Field) -> u32;
    /// Takes off the product of a row and a digit, and divides by the prime: the division leaves no rest.
    fn step(&mut self, row: &[E], digit: &[u32], field: Field);
}

fn product(row: &[i64], digit: &[u32]) -> i128 {
    row.iter()
        .zip(digit)
        .map(|(&entry, &digit)| i128::from(entry) * i128::from(digit))
        .sum()
}

impl Residual<i64> for i128 {
    fn modulo(&self, field: Field) -> u32 {
        field.reduce_small(*self)
    }

    fn step(&mut self, row: &[i64], digit: &[u32], field: Field) {
        *self = (*self - product(row, digit)) / Self::from(field.0);
    }
}

impl Residual<i64> for IBig {
    fn modulo(&self, field: Field) -> u32 {
        field.reduce(self)
    }

    fn step(&mut self, row: &[i64], digit: &[u32], field: Field) {
        *self -= product(row, digit);
        *self /= field.0;
    }
}

impl Residual<IBig> for IBig {
    fn modulo(&self, field: Field) -> u32 {
        field.reduce(self)
    }

    fn step(&mut self, row: &[IBig], digit: &[u32], field: Field) {
        for (entry, &digit) in row.iter().zip(digit) {
            *self -= entry * digit;
        }
        *self /= field.0;
    }
}

impl Entries {
    fn new(rows: Vec<Vec<IBig>>) -> Self {
        let small: Result<Vec<Vec<i64>>, _> = rows
            .iter()
            .map(|row| row.iter().map(i64::try_from).collect())
            .collect();
        small.map_or(Self::Large(rows), Self::Small)
    }

    /// The sum of the sizes of each row's entries, in bits.
    fn weights(&self) -> Vec<usize> {
        fn bits(sizes: impl Iterator<Item = UBig>) -> usize {
            sizes.fold(UBig::ZERO, |sum, size| sum + size).bit_len()
        }
        match self {
            Self::Small(rows) => rows
                .iter()
                .map(|row| bits(row.iter().map(|entry| entry.unsigned_abs().into())))
                .collect(),
            Self::Large(rows) => rows
                .iter()
                .map(|row| bits(row.iter().map(UnsignedAbs::unsigned_abs)))
                .collect(),
        }
    }
}

/// Reads fractions over a common denominator from digits modulo P, and proves them: if A·n − d·b, which is
/// zero modulo P, is also smaller than P, then it is zero.
fn fractions(
    digits: &[Vec<u32>],
    field: Field,
    size: usize,
    heaviest: usize,
    largest: usize,
) -> Option<Common> {
    let modulus = UBig::from(field.0).pow(digits.len());
    let half = UBig::ONE << (modulus.bit_len().saturating_sub(2) / 2);
    let mut numerators: Vec<IBig> = Vec::with_capacity(size);
    let mut denominator = UBig::ONE;
    for index in 0..size {
        let value = digits.iter().rev().fold(UBig::ZERO, |value, digit| {
            value * field.0 + digit.get(index).copied().unwrap_or(0)
        });
        let value = value * &denominator % &modulus;
        let (numerator, factor) = fraction(value, &modulus, &half)?;
        if !factor.is_one() {
            denominator *= &factor;
            if denominator > half {
                return None;
            }
            for earlier in &mut numerators {
                *earlier *= &factor;
            }
        }
        numerators.push(numerator);
    }
    let widest = numerators.iter().map(BitTest::bit_len).max().unwrap_or(0);
    // Two terms, each below two to the power of its bits, sum to less than twice the larger.
    let residual = (widest + heaviest).max(denominator.bit_len() + largest) + 1;
    (residual < modulus.bit_len()).then(|| Common {
        numerators,
        denominator: denominator.into(),
    })
}

/// The fraction n/d with |n| and d at most `half` that a value modulo P stands for, by the extended Euclidean
/// algorithm stopped half-way (P. S. Wang, 1981).
fn fraction(value: UBig, modulus: &UBig, half: &UBig) -> Option<(IBig, UBig)> {
    if value <= *half {
        return Some((value.into(), UBig::ONE));
    }
    let below_zero = modulus - &value;
    if below_zero <= *half {
        return Some((-IBig::from(below_zero), UBig::ONE));
    }
    let (mut previous, mut current) = (modulus.clone(), value);
    let (mut earlier, mut coefficient) = (UBig::ZERO, UBig::ONE);
    // The coefficients alternate in sign: the first, of the value itself, is positive.
    let mut negative = false;
    while current > *half {
        let (quotient, rest) = (&previous).div_rem(&current);
        previous = std::mem::replace(&mut current, rest);
        let next = earlier + quotient * &coefficient;
        earlier = std::mem::replace(&mut coefficient, next);
        negative = !negative;
    }
    let numerator = IBig::from(current);
    (coefficient <= *half).then(|| {
        let numerator = if negative { -numerator } else { numerator };
        (numerator, coefficient)
    })
}

fn transposed<T: Clone>(rows: &[Vec<T>]) -> Vec<Vec<T>> {
    (0..rows.first().map_or(0, Vec::len))
        .map(|column| rows.iter().map(|row| row[column].clone()).collect())
        .collect()
}
