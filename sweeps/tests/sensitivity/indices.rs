//! Sobol' indices of functions in closed form, and what is refused.

use std::convert::Infallible;
use std::fmt;

use assay_sim::statistics::StatisticsError;
use assay_sweeps::sensitivity::{
    AnalysisError, Decomposition, Groups, Indices, Plan, Points, Response, SensitivityError,
    indices,
};
use proptest::prelude::*;

use crate::functions::{
    Exact, beside, g, g_parts, g_star, g_star_parts, ishigami, ishigami_exact, near, product_exact,
    response, singles,
};

fn plan(base: u64, second: bool, groups: Groups) -> Plan {
    Plan {
        base,
        replicates: 16,
        second,
        groups,
        seed: 20,
    }
}

fn found(response: &impl Response<Error = Infallible>, plan: &Plan) -> Indices {
    let found = indices(response, plan).expect("a plan that can be carried out");
    found.indices().expect("the response varies").clone()
}

/// Checks all estimates, and that no interval of an index is wider than `half` either side.
fn check(found: &Indices, exact: &Exact, half: f64) {
    for (place, (estimate, truth)) in beside(found, exact).into_iter().enumerate() {
        assert!(near(&estimate, truth), "{place}: {estimate:?} {truth}");
        let wide = place >= 2 && estimate.ci95.width() / 2.0 > half;
        assert!(!wide, "{place}: {estimate:?}");
    }
}

#[test]
fn ishigamis_indices_are_those_of_homma_and_saltelli() {
    let ishigami = response(ishigami);
    let exact = ishigami_exact();
    // As printed wherever the function is used, in Saltelli et al. (2008) for one.
    assert!((exact.first[0] - 0.3139).abs() < 5e-5 && (exact.total[2] - 0.2437).abs() < 5e-5);
    let second = found(&ishigami, &plan(1 << 14, true, Groups::each(3)));
    check(&second, &exact, 0.006);
    assert_eq!(second.evaluations, 8 << 14);
    let first = found(&ishigami, &plan(1 << 14, false, Groups::each(3)));
    check(&first, &exact, 0.01);
    assert!(first.second.is_empty() && first.evaluations == 5 << 14);
}

#[test]
fn the_indices_of_sobols_g_are_found_down_to_the_least() {
    let exact = product_exact(&g_parts(), &singles(8));
    let found = found(&response(g), &plan(1 << 14, true, Groups::each(8)));
    check(&found, &exact, 0.003);
    // The last four explain 7e-5 each: an interval that spans zero would not show that they matter at all.
    for least in &found.first[4..] {
        assert!(
            least.ci95.low > 0.0 && least.ci95.width() < 1e-5,
            "{least:?}"
        );
    }
}

#[test]
fn groups_of_g_star_have_the_indices_of_their_products() {
    let members = vec![vec![0, 7], vec![1, 2, 3], vec![4, 5, 6]];
    let groups = Groups::of(8, members.clone()).unwrap();
    let exact = product_exact(&g_star_parts(), &members);
    for second in [false, true] {
        let found = found(&response(g_star), &plan(1 << 13, second, groups.clone()));
        assert_eq!(found.first.len(), 3);
        check(&found, &exact, 0.02);
    }
}

#[test]
fn one_group_of_all_factors_explains_everything() {
    let groups = Groups::of(3, vec![vec![0, 1, 2]]).unwrap();
    let found = found(&response(ishigami), &plan(256, true, groups));
    let (first, total) = (found.first[0], found.total[0]);
    assert!((first.value - 1.0).abs() < 1e-12 && (total.value - 1.0).abs() < 1e-12);
}

#[test]
fn a_factor_that_is_not_used_has_indices_of_exactly_zero() {
    for second in [false, true] {
        let idle = response(|[x, _, z]: &[f64; 3]| libm::exp(x + z * z));
        let found = found(&idle, &plan(512, second, Groups::each(3)));
        let of_idle = found
            .second
            .iter()
            .filter(|of| of.pair.0 == 1 || of.pair.1 == 1);
        let of_idle = of_idle.map(|of| &of.index);
        for idle in of_idle.chain([&found.first[1], &found.total[1]]) {
            assert_eq!((idle.value, idle.ci95.width()), (0.0, 0.0));
        }
    }
}

#[test]
fn an_offset_changes_the_mean_and_nothing_else() {
    for second in [false, true] {
        let plan = plan(1 << 12, second, Groups::each(3));
        let here = found(&response(ishigami), &plan);
        let there = found(&response(|x: &[f64; 3]| ishigami(x) + 1e7), &plan);
        assert!((there.mean.value - here.mean.value - 1e7).abs() < 1e-7);
        let pairs = here.first.iter().zip(&there.first);
        for (here, there) in pairs.chain(here.total.iter().zip(&there.total)) {
            assert!(
                (here.value - there.value).abs() < 1e-8,
                "{here:?} {there:?}"
            );
            assert!((here.ci95.width() - there.ci95.width()).abs() < 1e-8);
        }
    }
}

#[test]
fn the_indices_are_the_same_bytes_for_any_number_of_threads() {
    // Several pieces in each replicate, the last of them short.
    let plan = Plan {
        base: 3 * 5_000,
        replicates: 3,
        second: true,
        groups: Groups::each(8),
        seed: 4,
    };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| format!("{:?}", indices(&response(g), &plan)))
    };
    let one = on(1);
    assert!(one == on(2) && one == on(5));
}

#[test]
fn a_constant_is_no_failure_and_has_no_indices() {
    let constant = response(|_: &[f64; 2]| 4.2);
    let found = indices(&constant, &plan(64, false, Groups::each(2)));
    let expected = Decomposition::Constant {
        value: 4.2,
        evaluations: 256,
    };
    assert_eq!(found, Ok(expected));
}

#[derive(Debug, Clone, PartialEq)]
struct TooHigh(f64);

impl fmt::Display for TooHigh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is too high", self.0)
    }
}

impl std::error::Error for TooHigh {}

#[test]
fn a_point_that_fails_is_reported_and_is_the_first_for_any_number_of_threads() {
    let fragile = Points::new(2, |x: &[f64]| {
        if x[0] > 0.999 {
            Err(TooHigh(x[0]))
        } else {
            Ok(x[0] * x[1])
        }
    });
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let plan = plan(1 << 14, true, Groups::each(2));
        pool.unwrap()
            .install(|| indices(&fragile, &plan))
            .unwrap_err()
    };
    let error = on(1);
    assert!(error == on(2) && error == on(4));
    let SensitivityError::Response { point, source } = error else {
        panic!("{error}");
    };
    assert!(point.len() == 2 && point[0] > 0.999 && source == TooHigh(point[0]));
}

#[test]
fn a_value_that_is_no_number_is_reported_with_its_point() {
    let root = response(|[x]: &[f64; 1]| libm::sqrt(x - 0.01));
    let error = indices(&root, &plan(1 << 10, false, Groups::each(1))).unwrap_err();
    let SensitivityError::NotFinite { point, value } = error else {
        panic!("{error}");
    };
    assert!(value.is_nan() && point[0] < 0.01);
}

#[test]
fn values_too_large_to_be_squared_are_refused() {
    let large = response(|[x]: &[f64; 1]| 1e300 * x);
    let error = indices(&large, &plan(64, true, Groups::each(1))).unwrap_err();
    let SensitivityError::Analysis(AnalysisError::Statistics(error)) = error else {
        panic!("{error}");
    };
    assert_eq!(error, StatisticsError::Overflow);
}

#[test]
fn plans_that_cannot_be_carried_out_are_refused_with_what_is_wrong() {
    let good = || plan(64, false, Groups::each(2));
    let refused = [
        (
            Plan {
                replicates: 1,
                ..good()
            },
            "at least 2 replicates, not 1",
        ),
        (Plan { base: 65, ..good() }, "65 base points"),
        (Plan { base: 0, ..good() }, "0 base points"),
        (
            Plan {
                groups: Groups::each(3),
                ..good()
            },
            "of 3 dimensions, the response has 2",
        ),
        (
            Plan {
                groups: Groups::each(0),
                ..good()
            },
            "of 0 dimensions",
        ),
    ];
    for (plan, said) in refused {
        let error = indices(&response(|[x, y]: &[f64; 2]| x + y), &plan).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    let wide = Points::new(600, |x: &[f64]| Ok::<_, Infallible>(x[0]));
    let error = indices(&wide, &plan(64, false, Groups::each(600))).unwrap_err();
    assert!(error.to_string().contains("1200"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_linear_response_has_its_squared_coefficients_as_indices(
        coefficients in [-5.0..5.0, 0.1..5.0, -5.0..5.0_f64],
        second: bool,
        seed: u64,
    ) {
        let linear = response(|x: &[f64; 3]| x.iter().zip(coefficients).map(|(x, c)| c * x).sum());
        let found = found(&linear, &Plan { seed, ..plan(1 << 11, second, Groups::each(3)) });
        let squares = coefficients.map(|c| c * c);
        let sum: f64 = squares.iter().sum();
        for (square, (first, total)) in squares.iter().zip(found.first.iter().zip(&found.total)) {
            prop_assert!((first.value - square / sum).abs() < 0.02, "{first:?}");
            prop_assert!((total.value - square / sum).abs() < 0.02, "{total:?}");
        }
        for pair in &found.second {
            prop_assert!(pair.index.value.abs() < 0.02, "{pair:?}");
        }
    }
}
