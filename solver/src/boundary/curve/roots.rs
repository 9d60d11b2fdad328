//! The real roots of a polynomial between two rationals: all of them, rational ones exactly.
//!
//! Sturm's theorem counts the roots of a stretch (Basu, Pollack and Roy, "Algorithms in Real Algebraic Geometry",
//! theorem 2.62), halving separates them, and the rational root theorem tells which are rational: the numerators of
//! `p/q` divide the constant coefficient and `q` the leading one, so that the leading coefficient times a rational root is whole.

use dashu_base::{Abs, Signed};
use dashu_ratio::RBig;

use super::Polynomial;

/// Bits to which the bracket of an irrational root is narrowed, relative to the root.
const PRECISION: usize = 64;

/// A real root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::boundary) enum Root {
    Exact(RBig),
    /// An irrational root strictly between two rationals, with no other root of the polynomial there.
    Between(RBig, RBig),
}

impl Root {
    pub(in crate::boundary) fn low(&self) -> &RBig {
        match self {
            Self::Exact(at) | Self::Between(at, _) => at,
        }
    }

    pub(in crate::boundary) fn high(&self) -> &RBig {
        match self {
            Self::Exact(at) | Self::Between(_, at) => at,
        }
    }
}

/// The distinct real roots strictly between `low` and `high`, rising. A polynomial that is zero has none here.
pub(in crate::boundary) fn roots(polynomial: &Polynomial, low: &RBig, high: &RBig) -> Vec<Root> {
    if let [constant, slope] = polynomial.coefficients() {
        let root = -(constant / slope);
        return if *low < root && root < *high {
            vec![Root::Exact(root)]
        } else {
            Vec::new()
        };
    }
    if polynomial.degree() == 0 || low >= high {
        return Vec::new();
    }
    let mut simple = squarefree(polynomial);
    for end in [low, high] {
        simple = without(&simple, end);
    }
    let sequence = sturm_sequence(&simple);
    let mut found = Vec::new();
    let mut waiting = vec![(low.clone(), high.clone())];
    while let Some((a, b)) = waiting.pop() {
        let count = changes(&sequence, &a).saturating_sub(changes(&sequence, &b));
        if count == 0 {
            continue;
        }
        if count == 1 {
            found.push(narrow(&simple, a, b));
            continue;
        }
        // A middle that is a root would be an end of both halves, and Sturm's theorem wants ends that are none.
        let middle = between(&simple, &a, &b);
        waiting.push((a, middle.clone()));
        waiting.push((middle, b));
    }
    found.sort_by(|left, right| left.low().cmp(right.low()));
    found
}

/// The polynomial with every root once.
fn squarefree(polynomial: &Polynomial) -> Polynomial {
    let repeated = polynomial.common_divisor(&polynomial.derivative());
    let quotient = polynomial.divided(&repeated).map(|(quotient, _)| quotient);
    quotient.unwrap_or_else(|| polynomial.clone()).primitive()
}

/// The polynomial without its root at a point.
fn without(polynomial: &Polynomial, point: &RBig) -> Polynomial {
    if polynomial.sign_at(point) != 0 {
        return polynomial.clone();
    }
    let factor = Polynomial::new(vec![-point, RBig::ONE]);
    match polynomial.divided(&factor) {
        Some((quotient, _)) => quotient.primitive(),
        None => polynomial.clone(),
    }
}

/// The polynomial, its derivative, and the negated remainders of their division.
fn sturm_sequence(polynomial: &Polynomial) -> Vec<Polynomial> {
    let mut sequence = vec![polynomial.clone()];
    let mut next = polynomial.derivative().primitive();
    while !next.is_zero() {
        let last = sequence.last().and_then(|last| last.divided(&next));
        let rest = last.map(|(_, rest)| rest.scaled(&RBig::NEG_ONE).primitive());
        sequence.push(next);
        next = rest.unwrap_or_else(|| Polynomial::new(Vec::new()));
    }
    sequence
}

/// Changes of sign along the sequence at a point, zeros passed over.
fn changes(sequence: &[Polynomial], x: &RBig) -> usize {
    let mut last = 0;
    let mut changes = 0;
    for member in sequence {
        let sign = member.sign_at(x);
        if sign != 0 {
            changes += usize::from(last != 0 && sign != last);
            last = sign;
        }
    }
    changes
}

/// A point near the middle that is no root.
fn between(polynomial: &Polynomial, a: &RBig, b: &RBig) -> RBig {
    let mut point = middle(a, b);
    // No more points can fail than there are roots.
    for _ in 0..=polynomial.degree() {
        if polynomial.sign_at(&point) != 0 {
            break;
        }
        point = middle(a, &point);
    }
    point
}

fn middle(a: &RBig, b: &RBig) -> RBig {
    (a + b) / RBig::from(2u8)
}

/// The one root between `a` and `b`, of which neither is a root: exactly, if it is rational.
fn narrow(polynomial: &Polynomial, mut a: RBig, mut b: RBig) -> Root {
    let below = polynomial.sign_at(&a);
    let leading = polynomial.leading().abs();
    let scale = RBig::from(dashu_int::UBig::ONE << PRECISION);
    let mut tried = false;
    loop {
        let width = &b - &a;
        if !tried && &width * &leading < RBig::ONE {
            tried = true;
            let candidate = RBig::from((&b * &leading).floor()) / &leading;
            if candidate > a && polynomial.sign_at(&candidate) == 0 {
                return Root::Exact(candidate);
            }
        }
        // Zero is rational, so an irrational root keeps its distance from it.
        if tried && !(a.is_negative() && b.is_positive()) {
            let size = a.clone().abs().min(b.clone().abs());
            if width * &scale <= size {
                return Root::Between(a, b);
            }
        }
        let point = middle(&a, &b);
        match polynomial.sign_at(&point) {
            0 => return Root::Exact(point),
            sign if sign == below => a = point,
            _ => b = point,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn linear(numerator: i64, denominator: u8) -> Polynomial {
        let root = RBig::from_parts(numerator.into(), denominator.into());
        Polynomial::new(vec![-root, RBig::ONE])
    }

    fn whole(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|it| RBig::from(*it)).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_rational_root_of_a_product_is_found_exactly_and_once(
            factors in prop::collection::vec((-30i64..=30, 1u8..=7), 1..6),
            irrational in 0usize..3,
        ) {
            // x^2 + 1 has no root, x^2 - 7 two that are not rational.
            let rest = [whole(&[1]), whole(&[1, 0, 1]), whole(&[-7, 0, 1])];
            let start = rest[irrational].clone();
            let product = factors.iter().fold(start, |product, (n, d)| product.times(&linear(*n, *d)));
            let mut expected: Vec<RBig> = factors.iter().map(|(n, d)| RBig::from_parts((*n).into(), (*d).into())).collect();
            expected.sort();
            expected.dedup();
            let found = roots(&product, &RBig::from(-31), &RBig::from(31));
            let exact: Vec<RBig> = found.iter().filter_map(|root| match root {
                Root::Exact(at) => Some(at.clone()),
                Root::Between(..) => None,
            }).collect();
            prop_assert_eq!(exact, expected);
            prop_assert_eq!(found.len() - factors_once(&factors), if irrational == 2 { 2 } else { 0 });
        }
    }

    fn factors_once(factors: &[(i64, u8)]) -> usize {
        let mut roots: Vec<RBig> = factors
            .iter()
            .map(|(n, d)| RBig::from_parts((*n).into(), (*d).into()))
            .collect();
        roots.sort();
        roots.dedup();
        roots.len()
    }

    /// Wilkinson (1963): the polynomial with roots 1 to 20, on which floating point fails.
    #[test]
    fn the_roots_of_wilkinsons_polynomial_are_one_to_twenty() {
        let product = (1..=20).fold(whole(&[1]), |product, root| product.times(&linear(root, 1)));
        let found = roots(&product, &RBig::ZERO, &RBig::from(21));
        let expected: Vec<Root> = (1..=20).map(|root| Root::Exact(RBig::from(root))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_irrational_root_lies_in_a_narrow_bracket() {
        let found = roots(&whole(&[-2, 0, 1]), &RBig::ZERO, &RBig::from(2));
        let [Root::Between(low, high)] = found.as_slice() else {
            panic!("one irrational root, not {found:?}");
        };
        assert!(low * low < RBig::from(2) && high * high > RBig::from(2));
        assert!((high - low).to_f64().value() < 1e-18);
    }

    #[test]
    fn roots_at_the_ends_are_outside() {
        let product = linear(1, 1).times(&linear(2, 1)).times(&linear(3, 1));
        let found = roots(&product, &RBig::ONE, &RBig::from(3));
        assert_eq!(found, [Root::Exact(RBig::from(2))]);
    }
}
