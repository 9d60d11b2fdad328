//! The bootstrap of given outcomes, against SALib's estimators on the same outcomes.

use assay_sweeps::sensitivity::{AnalysisError, Decomposition, Resampling, bootstrap};

const ONCE: Resampling = Resampling {
    groups: 3,
    second: false,
    resamples: 20_000,
    seed: 5,
};

/// Numbers without a pattern that any language can repeat.
fn outcomes() -> Vec<f64> {
    (0..64_u32 * 5)
        .map(|k| f64::from((k * 7919 + (k / 5) * 104_729 + 13 * k * k) % 1009) / 100.0)
        .collect()
}

#[test]
fn estimates_and_errors_are_those_of_salib() {
    // first_order and total_order of SALib 1.6.0 (analyze/sobol.py), on these outcomes less the mean of A and B, and
    // 1.96 standard deviations of 200,000 of its resamples.
    let salib = [
        (
            0.121_577_309_037_493_13,
            0.3299,
            1.170_821_937_938_173_5,
            0.3498,
        ),
        (
            0.008_528_283_047_910_04,
            0.3637,
            1.354_475_134_925_366_8,
            0.3659,
        ),
        (
            0.098_153_321_982_241_9,
            0.3336,
            1.045_100_621_627_046,
            0.3054,
        ),
    ];
    let found = bootstrap(&outcomes(), &ONCE).unwrap();
    let found = found.indices().unwrap();
    let estimates = found.first.iter().zip(&found.total);
    for ((first, total), (salib_first, first_error, salib_total, total_error)) in
        estimates.zip(salib)
    {
        assert!((first.value - salib_first).abs() < 1e-13, "{first:?}");
        assert!((total.value - salib_total).abs() < 1e-13, "{total:?}");
        for (estimate, error) in [(first, first_error), (total, total_error)] {
            let half = estimate.ci95.width() / 2.0;
            assert!((half / error - 1.0).abs() < 0.03, "{estimate:?} {error}");
        }
    }
}

#[test]
fn the_same_bytes_come_of_any_number_of_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let few = Resampling {
            resamples: 101,
            ..ONCE
        };
        pool.unwrap()
            .install(|| format!("{:?}", bootstrap(&outcomes(), &few)))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn outcomes_that_all_agree_have_no_variance() {
    let found = bootstrap(&[2.5; 50], &ONCE).unwrap();
    assert_eq!(
        found,
        Decomposition::Constant {
            value: 2.5,
            evaluations: 50
        }
    );
}

#[test]
fn what_is_no_design_is_refused() {
    let refused = |outcomes: &[f64], resampling| bootstrap(outcomes, &resampling).unwrap_err();
    let rows = |got, row| AnalysisError::Rows { got, row };
    assert_eq!(refused(&[1.0; 51], ONCE), rows(51, 5));
    assert_eq!(refused(&[1.0; 5], ONCE), rows(5, 5));
    assert_eq!(refused(&[], ONCE), rows(0, 5));
    assert_eq!(
        refused(&[1.0; 50], Resampling { groups: 0, ..ONCE }),
        rows(50, 2)
    );
    let one = AnalysisError::TooFew {
        what: "resamples",
        got: 1,
    };
    assert_eq!(
        refused(
            &outcomes(),
            Resampling {
                resamples: 1,
                ..ONCE
            }
        ),
        one
    );
    let mut broken = outcomes();
    broken[7] = f64::NEG_INFINITY;
    let value = f64::NEG_INFINITY;
    assert_eq!(
        refused(&broken, ONCE),
        AnalysisError::Outcome { index: 7, value }
    );
}
