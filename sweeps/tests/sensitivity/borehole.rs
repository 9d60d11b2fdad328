//! The flow of water through a borehole, against quadrature: an independent way to the same indices.

use std::f64::consts::PI;

use assay_sweeps::sensitivity::{Groups, Plan, indices};

use crate::functions::{Exact, beside, near, response};

/// Ranges of Harper and Gupta (1983), all uniform: r_w, r (m), T_u (m²/yr), H_u (m), T_l, H_l, L (m), K_w (m/yr).
const RANGES: [(f64, f64); 8] = [
    (0.05, 0.15),
    (100.0, 50_000.0),
    (63_070.0, 115_600.0),
    (990.0, 1_110.0),
    (63.1, 116.0),
    (700.0, 820.0),
    (1_120.0, 1_680.0),
    (9_855.0, 12_045.0),
];

/// The factors besides the two heads.
const OTHERS: [usize; 6] = [0, 1, 2, 4, 6, 7];

fn in_range(at: usize, share: f64) -> f64 {
    let (low, high) = RANGES[at];
    low + (high - low) * share
}

/// The flow in m³/yr for a head of one metre.
fn conductance([radius, reach, upper, lower, length, rock]: [f64; 6]) -> f64 {
    let log = libm::log(reach / radius);
    let leak = 2.0 * length * upper / (log * radius * radius * rock);
    2.0 * PI * upper / (log * (1.0 + leak + upper / lower))
}

fn flow(shares: &[f64; 8]) -> f64 {
    let value = |at: usize| in_range(at, shares[at]);
    conductance(OTHERS.map(value)) * (value(3) - value(5))
}

/// Gauss and Legendre's nodes in (0, 1) and weights (Abramowitz and Stegun 1964, table 25.4, n = 6).
const NODES: [(f64, f64); 6] = [
    (0.033_765_242_898_424, 0.085_662_246_189_585),
    (0.169_395_306_766_868, 0.180_380_786_524_069),
    (0.380_690_406_958_402, 0.233_956_967_286_346),
    (0.619_309_593_041_598, 0.233_956_967_286_346),
    (0.830_604_693_233_132, 0.180_380_786_524_069),
    (0.966_234_757_101_576, 0.085_662_246_189_585),
];

/// The shares of a factor's range to look at, and their weights. The reach r enters by its logarithm and is looked at evenly
/// in that, each value with the weight that r has there.
fn nodes(place: usize) -> [(f64, f64); 6] {
    if OTHERS[place] != 1 {
        return NODES;
    }
    let (low, high) = RANGES[1];
    let moved = NODES.map(|(node, weight)| {
        let reach = low * libm::pow(high / low, node);
        ((reach - low) / (high - low), weight * reach)
    });
    let whole: f64 = moved.iter().map(|(_, weight)| weight).sum();
    moved.map(|(node, weight)| (node, weight / whole))
}

/// First and total indices by the product rule of 6^6 nodes over the factors besides the heads. The heads enter as a
/// factor H_u - H_l of known moments, so that all of the function's integrals are products.
fn quadrature() -> Exact {
    let all: [_; 6] = std::array::from_fn(nodes);
    let digit = |node: usize, place: usize| node / 6_usize.pow(place as u32) % 6;
    let weight = |node: usize, but: Option<usize>| -> f64 {
        let places = (0..6).filter(|place| Some(*place) != but);
        places
            .map(|place| all[place][digit(node, place)].1)
            .product()
    };
    let values: Vec<f64> = (0..6_usize.pow(6))
        .map(|node| {
            let value = |place: usize| in_range(OTHERS[place], all[place][digit(node, place)].0);
            conductance(std::array::from_fn(value))
        })
        .collect();
    let moment = |power: i32| -> f64 {
        let terms = values.iter().enumerate();
        terms
            .map(|(node, value)| weight(node, None) * value.powi(power))
            .sum()
    };
    let (mean, square) = (moment(1), moment(2));
    let head = 0.5 * (990.0 + 1_110.0 - 700.0 - 820.0);
    let head_variance = 120.0 * 120.0 / 12.0;
    let head_square = head * head + 2.0 * head_variance;
    let variance = square * head_square - mean * mean * head * head;

    let mut first = vec![mean * mean * head_variance / variance; 8];
    let mut total = vec![square * head_variance / variance; 8];
    for (place, at) in OTHERS.into_iter().enumerate() {
        let stride = 6_usize.pow(place as u32);
        let mut given = [0.0; 6];
        let mut left = 0.0;
        for node in (0..values.len()).filter(|node| digit(*node, place) == 0) {
            let others = weight(node, Some(place));
            let line: [f64; 6] = std::array::from_fn(|digit| values[node + digit * stride]);
            let along = |power: i32| -> f64 {
                let terms = line.iter().zip(all[place]);
                terms
                    .map(|(value, (_, weight))| weight * value.powi(power))
                    .sum()
            };
            left += others * (along(2) - along(1).powi(2));
            for (given, value) in given.iter_mut().zip(line) {
                *given += others * value;
            }
        }
        let given: f64 = given
            .iter()
            .zip(all[place])
            .map(|(value, (_, w))| w * value * value)
            .sum();
        first[at] = (given - mean * mean) * head * head / variance;
        total[at] = left * head_square / variance;
    }
    Exact {
        mean: mean * head,
        variance,
        first,
        total,
        second: Vec::new(),
    }
}

#[test]
fn the_boreholes_indices_agree_with_quadrature_and_with_published_ones() {
    let exact = quadrature();
    // The expected first indices in the test suite of QUEENS, from a sample: r_w, H_u, H_l, L, K_w.
    let published = [
        (0, 0.8276),
        (3, 0.0408),
        (5, 0.0427),
        (6, 0.0389),
        (7, 0.0090),
    ];
    for (at, value) in published {
        assert!(
            (exact.first[at] - value).abs() < 0.0015,
            "{at}: {}",
            exact.first[at]
        );
    }
    for second in [false, true] {
        let plan = Plan {
            base: 1 << 14,
            replicates: 16,
            second,
            groups: Groups::each(8),
            seed: 83,
        };
        let found = indices(&response(flow), &plan).unwrap();
        let found = found.indices().unwrap();
        for (place, (estimate, truth)) in beside(found, &exact).into_iter().enumerate() {
            // What the quadrature may be off by, seen by taking more nodes.
            let known = 2e-5 * truth + 1e-9;
            let estimate_near = near(&estimate, truth) || (estimate.value - truth).abs() < known;
            assert!(estimate_near, "{place}: {estimate:?} {truth}");
            assert!(
                place < 2 || estimate.ci95.width() / 2.0 < 0.004,
                "{place}: {estimate:?}"
            );
        }
    }
}
