//! Test functions whose indices are known in closed form.

use std::convert::Infallible;
use std::f64::consts::PI;

use assay_sweeps::sensitivity::{Estimate, Indices, Points, Response};

/// A function on the unit cube that cannot fail.
pub(crate) fn response<const D: usize>(
    function: impl Fn(&[f64; D]) -> f64 + Sync,
) -> impl Response<Error = Infallible> {
    Points::new(D, move |point: &[f64]| {
        let point = point.try_into().expect("one coordinate a dimension");
        Ok(function(point))
    })
}

/// Ishigami and Homma (1990): sin x + 7 sin² y + 0.1 z⁴ sin x, each from -π to π.
pub(crate) fn ishigami(shares: &[f64; 3]) -> f64 {
    let [x, y, z] = shares.map(|share| PI * (2.0 * share - 1.0));
    let (sine, other, square) = (libm::sin(x), libm::sin(y), z * z);
    sine + 7.0 * other * other + 0.1 * square * square * sine
}

/// The parts of a variance in closed form.
pub(crate) struct Exact {
    pub(crate) mean: f64,
    pub(crate) variance: f64,
    pub(crate) first: Vec<f64>,
    pub(crate) total: Vec<f64>,
    /// Of the pairs in lexical order.
    pub(crate) second: Vec<f64>,
}

/// Homma and Saltelli (1996), with a = 7 and b = 0.1.
pub(crate) fn ishigami_exact() -> Exact {
    let (a, b) = (7.0, 0.1);
    let one = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let two = a * a / 8.0;
    let both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let variance = one + two + both;
    let share = |part: f64| part / variance;
    Exact {
        mean: a / 2.0,
        variance,
        first: [one, two, 0.0].map(share).to_vec(),
        total: [one + both, two, both].map(share).to_vec(),
        second: [0.0, both, 0.0].map(share).to_vec(),
    }
}

/// The constants of Sobol's G with which Saltelli et al. (2008) show the indices.
pub(crate) const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

/// Sobol's G function: the product of (|4 x - 2| + a) / (1 + a).
pub(crate) fn g(shares: &[f64; 8]) -> f64 {
    let factors = shares.iter().zip(G);
    factors
        .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
        .product()
}

/// G*, moved and bent (Saltelli et al. 2010): the product of ((1 + α) |2 (x + δ - ⌊x + δ⌋) - 1|^α + a) / (1 + a).
pub(crate) fn g_star(shares: &[f64; 8]) -> f64 {
    let factors = shares.iter().zip(G).zip(BENDS);
    factors
        .map(|((x, a), (bend, moved))| {
            let part = (x + moved) - libm::floor(x + moved);
            let bent = libm::pow((2.0 * part - 1.0).abs(), bend);
            ((1.0 + bend) * bent + a) / (1.0 + a)
        })
        .product()
}

/// α and δ of [`g_star`].
const BENDS: [(f64, f64); 8] = [
    (1.0, 0.1),
    (2.0, 0.7),
    (0.5, 0.3),
    (1.0, 0.9),
    (2.0, 0.5),
    (0.5, 0.2),
    (1.0, 0.6),
    (2.0, 0.4),
];

/// Each factor's part of the variance of G: that of a product of independent factors of mean 1.
pub(crate) fn g_parts() -> [f64; 8] {
    G.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)))
}

/// Each factor's part of the variance of G* (Saltelli et al. 2010).
pub(crate) fn g_star_parts() -> [f64; 8] {
    std::array::from_fn(|at| {
        let (bend, _) = BENDS[at];
        bend * bend / ((1.0 + 2.0 * bend) * (1.0 + G[at]) * (1.0 + G[at]))
    })
}

/// The indices of groups of a product of independent factors with mean 1: a group's factor is the product of its own.
pub(crate) fn product_exact(parts: &[f64], groups: &[Vec<usize>]) -> Exact {
    let parts: Vec<f64> = groups
        .iter()
        .map(|group| group.iter().map(|at| 1.0 + parts[*at]).product::<f64>() - 1.0)
        .collect();
    let whole: f64 = parts.iter().map(|part| 1.0 + part).product();
    let variance = whole - 1.0;
    let pairs = (0..parts.len()).flat_map(|i| (i + 1..parts.len()).map(move |j| (i, j)));
    Exact {
        mean: 1.0,
        variance,
        first: parts.iter().map(|part| part / variance).collect(),
        total: parts
            .iter()
            .map(|part| part * whole / (1.0 + part) / variance)
            .collect(),
        second: pairs.map(|(i, j)| parts[i] * parts[j] / variance).collect(),
    }
}

/// Whether the truth lies within twice the interval's half width: four standard errors, where 1 of some 1,000 estimates
/// should be outside. That the intervals themselves hold 95 of 100 is tested over many seeds in `intervals.rs`.
pub(crate) fn near(estimate: &Estimate, truth: f64) -> bool {
    let half = estimate.ci95.width() / 2.0;
    (estimate.value - truth).abs() <= 2.0 * half + 1e-12
}

/// Every estimate beside what it estimates.
pub(crate) fn beside<'a>(found: &'a Indices, exact: &'a Exact) -> Vec<(Estimate, f64)> {
    let shares =
        |of: &'a [Estimate], truth: &'a [f64]| of.iter().copied().zip(truth.iter().copied());
    let second = found.second.iter().map(|pair| pair.index);
    [(found.mean, exact.mean), (found.variance, exact.variance)]
        .into_iter()
        .chain(shares(&found.first, &exact.first))
        .chain(shares(&found.total, &exact.total))
        .chain(second.zip(exact.second.iter().copied()))
        .collect()
}

/// Each of some factors alone.
pub(crate) fn singles(dimensions: usize) -> Vec<Vec<usize>> {
    (0..dimensions).map(|dimension| vec![dimension]).collect()
}
