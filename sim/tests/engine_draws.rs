//! The random streams: bytes that never change, and laws that are what they are called.

use assay_sim::engine::{Draws, RunKey, Streams};
use assay_sim::statistics::Summary;
use rand::Rng;

fn streams(replicate: u64) -> Streams {
    Streams::new(RunKey {
        seed: 42,
        point: 7,
        replicate,
    })
}

fn sample(n: usize, law: impl Fn(&mut Draws) -> f64) -> Vec<f64> {
    let mut draws = streams(0).open("law");
    (0..n).map(|_| law(&mut draws)).collect()
}

/// Mean and variance lie within five standard errors of what the law has; `kurtosis` is the law's.
fn assert_moments(values: &[f64], mean: f64, variance: f64, kurtosis: f64) {
    let n = values.len() as f64;
    let summary = Summary::of(values).expect("a sample");
    let slack = 5.0 * (variance / n).sqrt();
    assert!(
        (summary.mean - mean).abs() < slack,
        "mean {}, not {mean}",
        summary.mean
    );
    let found = summary.sd * summary.sd;
    let slack = 5.0 * variance * ((kurtosis - 1.0) / n).sqrt();
    assert!(
        (found - variance).abs() < slack,
        "variance {found}, not {variance}"
    );
}

#[test]
fn the_bytes_of_a_stream_never_change() {
    let mut draws = streams(3).open("eth-price");
    let words: Vec<u64> = (0..3).map(|_| draws.next_u64()).collect();
    assert_eq!(words, GOLDEN_WORDS);
    let laws = [
        draws.uniform(),
        draws.normal(),
        draws.exponential(2.0),
        draws.poisson(3.5) as f64,
        draws.poisson(350.0) as f64,
        draws.below(1000).unwrap() as f64,
    ];
    assert_eq!(laws.map(f64::to_bits), GOLDEN_LAWS);
}

#[test]
fn the_laws_have_their_moments() {
    assert_moments(&sample(100_000, Draws::uniform), 0.5, 1.0 / 12.0, 1.8);
    assert_moments(&sample(100_000, Draws::normal), 0.0, 1.0, 3.0);
    assert_moments(
        &sample(100_000, |draws| draws.exponential(2.5)),
        2.5,
        6.25,
        9.0,
    );
    let coin = sample(100_000, |draws| f64::from(u8::from(draws.bernoulli(0.3))));
    assert_moments(&coin, 0.3, 0.21, 1.762);
    let die = sample(100_000, |draws| draws.below(6).unwrap() as f64);
    assert_moments(&die, 2.5, 35.0 / 12.0, 1.732);
}

#[test]
fn poisson_numbers_have_their_moments_by_every_method() {
    for mean in [0.01, 1.0, 9.99, 10.0, 40.0, 1e4, 1e8, 1e10] {
        let values = sample(40_000, |draws| draws.poisson(mean) as f64);
        assert_moments(&values, mean, mean, 3.0 + 1.0 / mean);
    }
}

#[test]
fn poisson_numbers_fit_their_probabilities() {
    for mean in [3.0, 12.0] {
        let n = 100_000;
        let mut counts = vec![0_u32; 60];
        for value in sample(n, |draws| draws.poisson(mean) as f64) {
            counts[value as usize] += 1;
        }
        let (mut chi_square, mut cells) = (0.0, 0.0);
        let mut probability = (-mean).exp();
        for (k, count) in counts.iter().enumerate() {
            let expected = n as f64 * probability;
            if expected > 10.0 {
                chi_square += (f64::from(*count) - expected).powi(2) / expected;
                cells += 1.0;
            }
            probability *= mean / (k + 1) as f64;
        }
        // Mean and variance of chi-square: cells and twice the cells.
        assert!(
            chi_square < cells + 5.0 * f64::sqrt(2.0 * cells),
            "{mean}: {chi_square}"
        );
    }
}

#[test]
fn arguments_at_the_edge_have_the_answers_documented() {
    let mut draws = streams(0).open("edge");
    for mean in [0.0, -1.0, f64::NEG_INFINITY, f64::NAN] {
        assert_eq!(draws.poisson(mean), 0);
    }
    assert_eq!(draws.poisson(f64::INFINITY), u64::MAX);
    assert_eq!(draws.below(0), None);
    assert_eq!(draws.below(1), Some(0));
    for _ in 0..1000 {
        assert!(!draws.bernoulli(0.0) && draws.bernoulli(1.0) && !draws.bernoulli(f64::NAN));
        assert!((0.0..1.0).contains(&draws.uniform()));
        assert!(draws.normal().abs() < 8.3);
    }
}

#[test]
fn numbers_below_a_bound_reach_all_of_it_alike() {
    let n = 70_000;
    let mut counts = [0_f64; 7];
    for value in sample(n, |draws| draws.below(7).unwrap() as f64) {
        counts[value as usize] += 1.0;
    }
    let chi_square: f64 = counts.iter().map(|c| (c - 1e4).powi(2) / 1e4).sum();
    assert!(chi_square < 27.9, "{chi_square}"); // six degrees, probability 1e-4
    let mut draws = streams(0).open("huge");
    let huge = u64::MAX / 3 * 2;
    assert!((0..100).all(|_| draws.below(huge).unwrap() < huge));
}

#[test]
fn streams_of_neighbouring_runs_and_names_are_uncorrelated() {
    let n = 20_000;
    let of = |mut draws: Draws| -> Vec<f64> { (0..n).map(|_| draws.normal()).collect() };
    let base = of(streams(0).open("eth-price"));
    for other in [
        of(streams(1).open("eth-price")),
        of(streams(0).open("gas-price")),
        of(streams(0).open_nth("eth-price", 1)),
    ] {
        let product: f64 = base.iter().zip(&other).map(|(a, b)| a * b).sum();
        // The sum of n products of independent normal numbers has variance n.
        assert!(product.abs() < 5.0 * (n as f64).sqrt(), "{product}");
    }
    // First draws of successive replicates, which a weak key mixing would leave in step.
    let firsts: Vec<f64> = (0..20_000)
        .map(|r| streams(r).open("x").uniform())
        .collect();
    assert_moments(&firsts, 0.5, 1.0 / 12.0, 1.8);
    let lagged: f64 = firsts.windows(2).map(|w| (w[0] - 0.5) * (w[1] - 0.5)).sum();
    assert!(
        lagged.abs() < 5.0 / 12.0 * (firsts.len() as f64).sqrt(),
        "{lagged}"
    );
}

// The words and the first four laws were also computed by a program in another language, from the
// description in the documentation of `Streams` alone.
const GOLDEN_WORDS: [u64; 3] = [
    5_686_030_684_912_193_374,
    7_594_952_193_818_146_061,
    5_045_579_236_829_810_417,
];
const GOLDEN_LAWS: [u64; 6] = [
    4_604_310_821_457_566_062,
    4_608_532_247_533_198_226,
    4_606_728_859_306_952_438,
    4_611_686_018_427_387_904,
    4_644_812_104_749_023_232,
    4_645_339_870_330_355_712,
];
