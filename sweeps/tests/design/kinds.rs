use assay_sweeps::design::{Design, DesignError, Kind};
use proptest::prelude::*;

use super::{UNIT, balanced, design, factors, point, points};

const MIXED: [&str; 6] = [
    "user_stake=0.05:0.5:4",
    "eth_price=1000:4000:3:log",
    "loan_backing",
    "min_sample_blocks=1,10,100",
    "top_ltv=0.5:0.9:5@ltv",
    "detection_rate=0.9:1:2@ltv",
];

fn every_kind() -> [Kind; 6] {
    [
        Kind::Grid,
        Kind::Random { points: 300 },
        Kind::LatinHypercube { points: 300 },
        Kind::Sobol { points: 300 },
        Kind::Saltelli {
            base: 20,
            second: true,
        },
        Kind::Morris {
            trajectories: 30,
            levels: 4,
        },
    ]
}

#[test]
fn a_grid_has_every_combination_the_first_factor_slowest() {
    let varied = ["user_stake=0.1:0.3:3", "loan_backing", "eth_price=10,5"];
    let grid = design(Kind::Grid, &varied, 0).unwrap();
    let expected: Vec<Vec<f64>> = [0.1, 0.2, 0.3]
        .into_iter()
        .flat_map(|stake| [0.0, 1.0].map(|backing| (stake, backing)))
        .flat_map(|(stake, backing)| [10.0, 5.0].map(|price| vec![stake, backing, price]))
        .collect();
    assert_eq!(points(&grid), expected);
    // A bare name has the grid that the scenario declares for it.
    assert_eq!(design(Kind::Grid, &["top_ltv"], 0).unwrap().len(), 6);
}

#[test]
fn every_stratum_of_a_latin_hypercube_is_met_once() {
    for count in [1, 2, 3, 5, 8, 97, 100, 1009, 4999, 5000] {
        let latin = design(Kind::LatinHypercube { points: count }, &UNIT, count).unwrap();
        let mut met = vec![vec![false; count as usize]; UNIT.len()];
        for point in points(&latin) {
            for (met, share) in met.iter_mut().zip(point) {
                let stratum = &mut met[(share * count as f64) as usize];
                assert!(!*stratum, "{count} points");
                *stratum = true;
            }
        }
    }
}

#[test]
fn the_columns_of_a_latin_hypercube_are_uncorrelated() {
    let count = 2000;
    let latin = design(Kind::LatinHypercube { points: count }, &UNIT, 5).unwrap();
    let points = points(&latin);
    for one in 0..UNIT.len() {
        for other in 0..one {
            let covariance: f64 = points
                .iter()
                .map(|point| (point[one] - 0.5) * (point[other] - 0.5))
                .sum();
            let correlation = 12.0 * covariance / count as f64;
            // Four standard errors of 1/sqrt(2000).
            assert!(correlation.abs() < 0.09, "{one} and {other}: {correlation}");
        }
    }
}

#[test]
fn random_points_are_spread_evenly() {
    let random = design(Kind::Random { points: 10_000 }, &UNIT, 3).unwrap();
    let mut counts = [[0_u32; 10]; 6];
    for point in points(&random) {
        for (counts, share) in counts.iter_mut().zip(point) {
            counts[(share * 10.0) as usize] += 1;
        }
    }
    for counts in counts {
        let chi: f64 = counts
            .iter()
            .map(|count| (f64::from(*count) - 1000.0).powi(2) / 1000.0)
            .sum();
        // Nine degrees of freedom: above 27.9 with probability 0.001.
        assert!(chi < 27.9, "{chi}");
    }
}

#[test]
fn any_point_alone_is_the_point_of_the_row_in_any_order() {
    for kind in every_kind() {
        let whole = design(kind, &MIXED, 9).unwrap();
        let forwards = points(&whole);
        let again = design(kind, &MIXED, 9).unwrap();
        for index in (0..whole.len()).rev() {
            assert_eq!(point(&again, index), forwards[index as usize], "{kind:?}");
        }
        let elsewhere = points(&design(kind, &MIXED, 10).unwrap());
        assert_eq!(
            elsewhere == forwards,
            kind == Kind::Grid,
            "{kind:?}: the seed"
        );
    }
}

#[test]
fn every_coordinate_is_a_value_the_scenario_takes() {
    let scenario = balanced();
    for kind in every_kind() {
        let design = design(kind, &MIXED, 4).unwrap();
        for index in 0..design.len() {
            let there = design.scenario_at(index, &scenario).unwrap();
            let point = point(&design, index);
            assert_eq!(there.number("user_stake").unwrap(), point[0], "{kind:?}");
            assert_eq!(
                there.choice("loan_backing").unwrap(),
                design.factors()[2].text(point[2])
            );
        }
    }
}

#[test]
fn a_crossed_design_lets_every_control_meet_the_same_worlds() {
    let controls = design(Kind::Grid, &["user_stake=0.1:0.5:5"], 0).unwrap();
    let worlds = design(
        Kind::Sobol { points: 16 },
        &["eth_price=1000:4000", "detection_rate=0.9:1"],
        7,
    )
    .unwrap();
    let crossed = Design::crossed(controls.clone(), worlds.clone()).unwrap();
    assert_eq!(crossed.len(), 80);
    for index in 0..80 {
        let mut expected = point(&controls, index / 16);
        expected.extend(point(&worlds, index % 16));
        assert_eq!(point(&crossed, index), expected);
    }
    let twice = Design::crossed(controls.clone(), controls);
    assert_eq!(
        twice.err(),
        Some(DesignError::Twice {
            name: "user_stake".into()
        })
    );
}

#[test]
fn what_makes_no_design_is_refused() {
    let twice = DesignError::Twice {
        name: "user_stake".into(),
    };
    let levels = DesignError::NoLevels {
        name: "user_stake".into(),
    };
    let group = DesignError::GroupName {
        name: "eth_price".into(),
    };
    let many = |most| DesignError::TooManyPoints { most };
    let morris = |levels| DesignError::MorrisLevels {
        levels,
        most: 1 << 20,
    };
    let random = Kind::Random { points: 10 };
    let large = [
        "user_stake=0:1000:10000",
        "indexer_stake=0:1000:10000",
        "eth_price=1:1000:10000",
        "borrow_rate=0:1:10000",
    ];
    let cases: [(Kind, &[&str], DesignError); 12] = [
        (random, &[], DesignError::NoFactors),
        (random, &["user_stake=0:1", "user_stake=0:2"], twice),
        (random, &["user_stake=0:1@eth_price", "eth_price"], group),
        (Kind::Grid, &["user_stake=0:1"], levels),
        (Kind::Grid, &large, many(1 << 52)),
        (Kind::Random { points: 0 }, &UNIT, DesignError::NoPoints),
        (Kind::Random { points: u64::MAX }, &UNIT, many(1 << 52)),
        (
            Kind::LatinHypercube {
                points: (1 << 32) + 1,
            },
            &UNIT,
            many(1 << 32),
        ),
        (
            Kind::Saltelli {
                base: u64::MAX,
                second: false,
            },
            &UNIT,
            many(1 << 52),
        ),
        (
            Kind::Saltelli {
                base: 0,
                second: false,
            },
            &UNIT,
            DesignError::NoPoints,
        ),
        (
            Kind::Morris {
                trajectories: 10,
                levels: 5,
            },
            &UNIT,
            morris(5),
        ),
        (
            Kind::Morris {
                trajectories: 10,
                levels: 0,
            },
            &UNIT,
            morris(0),
        ),
    ];
    for (kind, vary, error) in cases {
        assert_eq!(design(kind, vary, 0).err(), Some(error), "{kind:?}");
    }
}

#[test]
fn designs_with_other_points_are_described_otherwise() {
    let mut told: Vec<String> = every_kind()
        .into_iter()
        .flat_map(|kind| {
            [1, 2].map(|seed| design(kind, &MIXED, seed).unwrap().describe().to_string())
        })
        .collect();
    told.sort();
    told.dedup();
    // The two grids are one design.
    assert_eq!(told.len(), 11);
    let sobol = design(
        Kind::Sobol { points: 8 },
        &["user_stake=0.1:0.5@stakes"],
        u64::MAX,
    )
    .unwrap();
    assert_eq!(
        sobol.describe(),
        serde_json::json!({
            "kind": "sobol",
            "seed": "18446744073709551615",
            "points": 8,
            "factors": [{
                "name": "user_stake",
                "unit": "ETH",
                "kind": "control",
                "group": "stakes",
                "domain": { "low": 0.1, "high": 0.5, "scale": "linear" },
            }],
        })
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_point_past_the_end_or_a_short_slice_does_no_harm(which in 0_usize..6, index: u64, length in 0_usize..9) {
        let design = Design::new(every_kind()[which], factors(&MIXED), 1).unwrap();
        let mut point = vec![-1.0; length];
        design.point(index, &mut point);
        prop_assert!(point.iter().skip(MIXED.len()).all(|coordinate| *coordinate == -1.0));
    }
}
