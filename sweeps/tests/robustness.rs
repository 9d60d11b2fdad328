//! Robustness of candidates: a textbook's answers, what every study keeps, and missing values.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use assay_sweeps::robustness::{
    Criterion, Direction, Dominance, Figure, Robustness, RobustnessError, Settings, Study,
};
use proptest::prelude::*;

/// The study of a matrix of one row a candidate, as textbooks print it.
fn study(rows: &[&[f64]], settings: Settings) -> Robustness {
    let names: Vec<String> = (1..=rows.len()).map(|at| format!("a{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut study = Study::new(&names, settings).unwrap();
    for point in 0..rows[0].len() {
        let performance: Vec<Option<f64>> = rows.iter().map(|row| Some(row[point])).collect();
        study.observe(&performance).unwrap();
    }
    study.finish().unwrap()
}

/// Taha, "Operations Research: An Introduction" (8th edition), section 13.3, the camp of the National
/// Outdoors School: costs in thousands of dollars of four sizes against four attendances.
const CAMP: [&[f64]; 4] = [
    &[5.0, 10.0, 18.0, 25.0],
    &[8.0, 7.0, 12.0, 23.0],
    &[21.0, 18.0, 12.0, 21.0],
    &[30.0, 22.0, 19.0, 15.0],
];

#[test]
fn the_textbooks_camp_gets_the_textbooks_answers() {
    let settings = Settings {
        threshold: Some(12.0),
        ..Settings::new(Direction::SmallerIsBetter)
    };
    let camp = study(&CAMP, settings);
    let each = |figure: fn(&assay_sweeps::robustness::Standing) -> Figure| -> Vec<f64> {
        camp.candidates
            .iter()
            .map(|it| figure(it).decided().unwrap())
            .collect()
    };
    assert_eq!(each(|it| it.mean), [14.5, 12.5, 18.0, 21.5]);
    assert_eq!(each(|it| it.worst), [25.0, 23.0, 21.0, 30.0]);
    assert_eq!(each(|it| it.best), [5.0, 7.0, 12.0, 15.0]);
    assert_eq!(each(|it| it.hurwicz), [15.0, 15.0, 16.5, 22.5]);
    assert_eq!(each(|it| it.regret.maximum), [10.0, 8.0, 16.0, 25.0]);
    let pick = |criterion| camp.pick(criterion).best;
    assert_eq!(pick(Criterion::Mean), [1]);
    assert_eq!(pick(Criterion::WorstCase), [2]);
    assert_eq!(pick(Criterion::Hurwicz), [0, 1]);
    assert_eq!(pick(Criterion::MaximumRegret), [1]);
    // Not the textbook's: three of four attendances cost a2 at most 12.
    assert_eq!(pick(Criterion::Satisficing), [1]);
    assert_eq!(camp.candidates[1].satisficing.unwrap().successes, 3);
}

#[test]
fn the_percentile_of_regret_is_that_of_r() {
    // R: quantile(c(0, 3, 6, 10), 0.9) is 8.8, the regrets of a1 above.
    let camp = study(&CAMP, Settings::new(Direction::SmallerIsBetter));
    let percentile = camp.candidates[0]
        .regret
        .percentile
        .unwrap()
        .decided()
        .unwrap();
    assert!((percentile - 8.8).abs() < 1e-12);
    let without = Settings {
        percentile: None,
        ..Settings::new(Direction::SmallerIsBetter)
    };
    assert_eq!(study(&CAMP, without).candidates[0].regret.percentile, None);
}

#[test]
fn candidates_are_compared_at_common_points() {
    let camp = study(&CAMP, Settings::new(Direction::SmallerIsBetter));
    let first = camp.comparisons[0];
    assert_eq!((first.first, first.second), (0, 1));
    assert_eq!((first.better, first.equal, first.worse), (1, 0, 3));
    // Differences -3, 3, 6, 2: mean 2, SciPy's ttest_1samp has -3.953812 to 7.953812.
    assert_eq!(first.difference, Some(2.0));
    let ci95 = first.ci95.unwrap();
    assert!(
        (ci95.low + 3.953_812).abs() < 1e-6 && (ci95.high - 7.953_812).abs() < 1e-6,
        "{ci95:?}"
    );
}

#[test]
fn a_candidate_that_is_never_better_is_dominated() {
    let rows: [&[f64]; 3] = [&[1.0, 2.0], &[1.0, 3.0], &[0.0, 9.0]];
    let smaller = study(&rows, Settings::new(Direction::SmallerIsBetter));
    let dominance = |it: &Robustness| -> Vec<Dominance> {
        it.candidates.iter().map(|it| it.dominance).collect()
    };
    assert_eq!(
        dominance(&smaller),
        [Dominance::None, Dominance::By(0), Dominance::None]
    );
    let larger = study(&rows, Settings::new(Direction::LargerIsBetter));
    assert_eq!(
        dominance(&larger),
        [Dominance::By(1), Dominance::None, Dominance::None]
    );
    let twins = study(&[&[1.0], &[1.0]], Settings::new(Direction::LargerIsBetter));
    assert_eq!(dominance(&twins), [Dominance::None, Dominance::None]);
}

#[test]
fn a_missing_value_is_counted_and_never_passed_off_as_good() {
    let settings = Settings {
        threshold: Some(0.0),
        ..Settings::new(Direction::SmallerIsBetter)
    };
    let mut study = Study::new(&["sound", "failing"], settings).unwrap();
    study.observe(&[Some(-1.0), Some(-2.0)]).unwrap();
    study.observe(&[Some(-3.0), None]).unwrap();
    let found = study.finish().unwrap();
    assert_eq!((found.points, found.complete), (2, 1));
    let [sound, failing] = found.candidates.as_slice() else {
        unreachable!("two candidates")
    };
    assert_eq!((sound.undecided, failing.undecided), (0, 1));
    assert_eq!(sound.worst, Figure::Decided(-1.0));
    assert_eq!(failing.worst, Figure::Partial(-2.0));
    // The regret of both is open where one failed: nobody knows the best.
    assert_eq!(sound.regret.maximum, Figure::Partial(1.0));
    let satisficing = failing.satisficing.unwrap();
    assert_eq!((satisficing.successes, satisficing.trials), (1, 2));
    assert_eq!(sound.dominance, Dominance::Open(1));
    assert_eq!(found.comparisons[0].undecided, 1);
    assert_eq!(found.pick(Criterion::WorstCase).open, [1]);
    assert_eq!(found.pick(Criterion::MaximumRegret).best, [0_usize; 0]);
}

#[test]
fn a_study_of_no_points_knows_nothing() {
    let settings = Settings {
        threshold: Some(0.0),
        ..Settings::new(Direction::LargerIsBetter)
    };
    let found = Study::new(&["a"], settings).unwrap().finish().unwrap();
    let only = &found.candidates[0];
    assert_eq!(
        (only.worst, only.mean, only.hurwicz),
        (Figure::Undecided, Figure::Undecided, Figure::Undecided)
    );
    assert_eq!(only.satisficing, None);
    assert_eq!(found.pick(Criterion::Satisficing).open, [0]);
}

#[test]
fn bad_input_is_refused_and_leaves_the_study_as_it_was() {
    let settings = Settings::new(Direction::SmallerIsBetter);
    assert_eq!(
        Study::new(&[], settings).unwrap_err(),
        RobustnessError::NoCandidate
    );
    for settings in [
        Settings {
            optimism: 1.5,
            ..settings
        },
        Settings {
            percentile: Some(f64::NAN),
            ..settings
        },
        Settings {
            threshold: Some(f64::INFINITY),
            ..settings
        },
    ] {
        let error = Study::new(&["a"], settings).unwrap_err();
        assert!(matches!(error, RobustnessError::Setting { .. }), "{error}");
    }
    let mut study = Study::new(&["a", "b"], settings).unwrap();
    study.observe(&[Some(1.0), Some(2.0)]).unwrap();
    let before = study.clone().finish().unwrap();
    type Refused = fn(&RobustnessError) -> bool;
    let refused: [(&[Option<f64>], Refused); 3] = [
        (&[Some(1.0)], |it| {
            matches!(
                it,
                RobustnessError::Length {
                    point: 1,
                    got: 1,
                    ..
                }
            )
        }),
        (&[Some(1.0), Some(f64::NAN)], |it| {
            matches!(it, RobustnessError::NotFinite { .. })
        }),
        (&[Some(f64::MAX), Some(f64::MIN)], |it| {
            *it == RobustnessError::Overflow
        }),
    ];
    for (performance, expected) in refused {
        assert!(expected(&study.observe(performance).unwrap_err()));
    }
    assert_eq!(study.finish().unwrap(), before);
    let mut huge = Study::new(&["a"], settings).unwrap();
    huge.observe(&[Some(f64::MAX)]).unwrap();
    huge.observe(&[Some(f64::MAX)]).unwrap();
    assert_eq!(huge.finish().unwrap_err(), RobustnessError::Overflow);
}

fn matrices() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (1..5_usize, 1..12_usize).prop_flat_map(|(candidates, points)| {
        let row = prop::collection::vec((-40..40_i32).prop_map(|it| f64::from(it) / 4.0), points);
        prop::collection::vec(row, candidates)
    })
}

fn observed(rows: &[Vec<f64>], settings: Settings) -> Robustness {
    let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    study(&rows, settings)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn turning_signs_and_direction_changes_no_pick(rows in matrices(), optimism in 0.0..1.0_f64) {
        let smaller = Settings { threshold: Some(1.0), optimism, ..Settings::new(Direction::SmallerIsBetter) };
        let larger = Settings { threshold: Some(-1.0), direction: Direction::LargerIsBetter, ..smaller };
        let turned: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|it| -it).collect()).collect();
        let (one, other) = (observed(&rows, smaller), observed(&turned, larger));
        for criterion in [
            Criterion::WorstCase, Criterion::BestCase, Criterion::Hurwicz, Criterion::Mean,
            Criterion::MaximumRegret, Criterion::MeanRegret, Criterion::PercentileRegret,
            Criterion::Satisficing,
        ] {
            prop_assert_eq!(one.pick(criterion), other.pick(criterion));
        }
    }

    #[test]
    fn regret_is_ordered_and_someone_has_none_at_each_point(rows in matrices()) {
        let found = observed(&rows, Settings::new(Direction::LargerIsBetter));
        let mut total = 0.0;
        for candidate in &found.candidates {
            let regret = candidate.regret;
            let maximum = regret.maximum.decided().unwrap();
            let mean = regret.mean.decided().unwrap();
            let percentile = regret.percentile.unwrap().decided().unwrap();
            prop_assert!(0.0 <= mean && mean <= maximum && percentile <= maximum);
            total += mean;
        }
        // Quarters sum exactly: the best at each point less everyone's performance.
        let points = rows[0].len();
        let expected: f64 = (0..points)
            .map(|point| {
                let best = rows.iter().map(|row| row[point]).fold(f64::MIN, f64::max);
                rows.iter().map(|row| best - row[point]).sum::<f64>()
            })
            .sum();
        prop_assert!((total - expected / points as f64).abs() < 1e-12 * expected.max(1.0));
    }

    #[test]
    fn a_dominated_candidate_beats_its_better_by_no_measure(rows in matrices()) {
        let found = observed(&rows, Settings { threshold: Some(0.0), ..Settings::new(Direction::LargerIsBetter) });
        for candidate in &found.candidates {
            if let Dominance::By(other) = candidate.dominance {
                let other = &found.candidates[other];
                let value = |figure: Figure| figure.decided().unwrap();
                prop_assert!(value(candidate.worst) <= value(other.worst));
                prop_assert!(value(candidate.mean) < value(other.mean));
                prop_assert!(value(candidate.regret.maximum) >= value(other.regret.maximum));
                prop_assert!(candidate.satisficing.unwrap().share <= other.satisficing.unwrap().share);
            }
        }
    }
}
