use assay_sweeps::design::sobol::{Sobol, SobolError};
use proptest::prelude::*;

fn point(sequence: &Sobol, index: u64) -> Vec<f64> {
    let mut point = vec![f64::NAN; sequence.dimensions()];
    sequence.point(index, &mut point);
    point
}

#[test]
fn the_first_64_points_in_64_dimensions_are_those_of_scipy() {
    // scipy 1.17.1: qmc.Sobol(d=64, scramble=False, bits=32).random(64) * 64, which reads new-joe-kuo-6.21201 with code
    // that shares nothing with this one and has the order of Joe and Kuo's program.
    let published = include_str!("../files/sobol_first_64_points.txt");
    let sequence = Sobol::new(64).unwrap();
    let mut rows = 0;
    for (index, line) in (0..).zip(published.lines()) {
        let expected: Vec<f64> = line
            .split(' ')
            .map(|number| number.parse::<f64>().unwrap() / 64.0)
            .collect();
        assert_eq!(point(&sequence, index), expected, "point {index}");
        rows += 1;
    }
    assert_eq!(rows, 64);
}

#[test]
fn the_first_ten_points_are_those_of_joe_and_kuos_program() {
    // As the authors' page shows them for `sobol 10 3 new-joe-kuo-6.21201`.
    let sequence = Sobol::new(3).unwrap();
    let published = [
        [0.0, 0.0, 0.0],
        [0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25],
        [0.25, 0.75, 0.75],
        [0.375, 0.375, 0.625],
        [0.875, 0.875, 0.125],
        [0.625, 0.125, 0.875],
        [0.125, 0.625, 0.375],
        [0.1875, 0.3125, 0.9375],
        [0.6875, 0.8125, 0.4375],
    ];
    for (index, expected) in (0..).zip(published) {
        assert_eq!(point(&sequence, index), expected, "point {index}");
    }
}

#[test]
fn a_late_point_agrees_up_to_the_last_dimension() {
    // scipy 1.17.1: qmc.Sobol(d=1111, scramble=False, bits=32), point 1,234,567, times 2^32.
    let sequence = Sobol::new(Sobol::MOST_DIMENSIONS).unwrap();
    let words: Vec<u64> = point(&sequence, 1_234_567)
        .iter()
        .map(|share| (share * 4_294_967_296.0) as u64)
        .collect();
    let published = [
        (1, 599_644_160),
        (2, 2_792_044_544),
        (3, 828_979_200),
        (10, 2_479_241_216),
        (64, 1_614_071_808),
        (100, 2_311_034_880),
        (500, 4_250_052_608),
        (1000, 1_349_560_320),
        (1024, 2_511_882_240),
        (1110, 2_845_952_000),
        (1111, 2_219_079_680),
    ];
    for (dimension, word) in published {
        assert_eq!(words[dimension - 1], word, "dimension {dimension}");
    }
    assert_eq!(words.iter().sum::<u64>(), 2_363_737_094_144);
}

/// Whether `points` put the same number of points into every box of size 2^-a × 2^-b × … with `digits` = a + b + ….
fn is_net(points: &[Vec<f64>], digits: u32) -> bool {
    let dimensions = points[0].len();
    splits(dimensions, digits).iter().all(|split| {
        let mut boxes = vec![0_usize; 1 << digits];
        for point in points {
            let place = point.iter().zip(split).fold(0, |place, (share, digits)| {
                (place << digits) + (share * f64::from(1 << digits)) as usize
            });
            boxes[place] += 1;
        }
        boxes.iter().all(|count| *count == points.len() >> digits)
    })
}

/// Every way of writing `total` as a sum of `parts` counts.
fn splits(parts: usize, total: u32) -> Vec<Vec<u32>> {
    if parts == 1 {
        return vec![vec![total]];
    }
    (0..=total)
        .flat_map(|first| {
            splits(parts - 1, total - first)
                .into_iter()
                .map(move |mut rest| {
                    rest.push(first);
                    rest
                })
        })
        .collect()
}

#[test]
fn scrambled_or_not_the_points_are_a_net_in_base_2() {
    // The quality t of the sequence is the sum of (degree - 1) over the polynomials (Sobol' 1967): 0 in two dimensions,
    // 1 in three, 3 in four. Any aligned block of 2^m points is then a (t, m, s)-net.
    for (dimensions, quality) in [(1, 0), (2, 0), (3, 1), (4, 3)] {
        let sequences = [
            Sobol::new(dimensions).unwrap(),
            Sobol::scrambled(dimensions, 7, 0).unwrap(),
            Sobol::scrambled(dimensions, 7, 1).unwrap(),
        ];
        for sequence in sequences {
            for first in [0, 3 << 9] {
                let points: Vec<Vec<f64>> = (first..first + 512)
                    .map(|index| point(&sequence, index))
                    .collect();
                assert!(
                    is_net(&points, 9 - quality),
                    "{dimensions} dimensions from {first}"
                );
            }
        }
    }
    // Not so for any points: the test can fail.
    let shifted: Vec<Vec<f64>> = (1..513)
        .map(|index| point(&Sobol::new(2).unwrap(), index))
        .collect();
    assert!(!is_net(&shifted, 9));
}

#[test]
fn scrambles_differ_by_seed_replicate_and_dimension_and_repeat_themselves() {
    let first = |seed, replicate| point(&Sobol::scrambled(4, seed, replicate).unwrap(), 1);
    assert_eq!(first(1, 2), first(1, 2));
    assert_ne!(first(1, 2), first(2, 1));
    assert_ne!(first(1, 2), first(1, 3));
    let one = first(1, 2);
    assert!(
        one.iter()
            .enumerate()
            .all(|(at, share)| !one[..at].contains(share))
    );
    assert_eq!(
        point(&Sobol::scrambled(2, 1, 2).unwrap(), 9),
        point(&Sobol::scrambled(4, 1, 2).unwrap(), 9)[..2]
    );
}

#[test]
fn the_mean_over_scrambles_is_unbiased_and_far_closer_than_random_points() {
    // The mean of x1·x2·x3 over the cube is 1/8; 64 random points would miss it by sqrt((1/27 - 1/64)/64) = 0.018.
    let means: Vec<f64> = (0..200)
        .map(|replicate| {
            let sequence = Sobol::scrambled(3, 11, replicate).unwrap();
            let sum: f64 = (0..64)
                .map(|index| point(&sequence, index).iter().product::<f64>())
                .sum();
            sum / 64.0
        })
        .collect();
    let mean = means.iter().sum::<f64>() / 200.0;
    let variance = means
        .iter()
        .map(|each| (each - mean) * (each - mean))
        .sum::<f64>()
        / 199.0;
    assert!(
        variance.sqrt() < 0.018 / 4.0,
        "standard deviation {}",
        variance.sqrt()
    );
    assert!(
        (mean - 0.125).abs() < 4.0 * (variance / 200.0).sqrt(),
        "mean {mean}"
    );
}

#[test]
fn columns_are_the_points_one_by_one() {
    let check = |sequence: &Sobol, first: u64, rows: usize| {
        let mut columns = vec![vec![f64::NAN; rows]; sequence.dimensions()];
        sequence.fill(first, &mut columns);
        for row in 0..rows {
            let expected = point(sequence, first.wrapping_add(row as u64));
            let found: Vec<f64> = columns.iter().map(|column| column[row]).collect();
            assert_eq!(found, expected, "point {first} + {row}");
        }
    };
    for sequence in [Sobol::new(5).unwrap(), Sobol::scrambled(5, 3, 1).unwrap()] {
        for first in [0, 1, 1023, 4096, (1 << 52) - 3, u64::MAX - 2] {
            check(&sequence, first, 40);
        }
    }
}

#[test]
fn dimensions_without_direction_numbers_are_refused() {
    assert_eq!(Sobol::new(0).err(), Some(SobolError { asked: 0 }));
    assert_eq!(
        Sobol::scrambled(1_112, 0, 0).err(),
        Some(SobolError { asked: 1_112 })
    );
    assert_eq!(
        SobolError { asked: 1_112 }.to_string(),
        "a Sobol' sequence has 1 to 1111 dimensions here, not 1112"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_coordinate_lies_in_the_unit_interval(seed: u64, replicate: u64, index: u64, dimensions in 1_usize..=40) {
        let sequence = Sobol::scrambled(dimensions, seed, replicate).unwrap();
        prop_assert!(point(&sequence, index).iter().all(|share| (0.0..1.0).contains(share)));
    }
}
