//! Confidence sequences keep their level however often they are looked at, and a bisection by them finds what is known.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::convert::Infallible;

use assay_sim::engine::{Draws, RunKey, Streams};
use assay_sim::statistics::StatisticsError;
use assay_sim::statistics::sequential::{
    Bracket, BracketError, ConfidenceSequence, Ended, Outcomes, SignSearch, Standing, sign_bracket,
};

fn draws(point: u64, replicate: u64) -> Draws {
    let key = RunKey {
        seed: 11,
        point,
        replicate,
    };
    Streams::new(key).open("outcome")
}

/// Of so many repetitions, those in which some look excludes the mean.
fn failures(
    outcomes: Outcomes,
    (alpha, mean): (f64, f64),
    (repetitions, runs): (u64, u64),
    law: impl Fn(&mut Draws) -> f64,
) -> usize {
    let fails = |repetition: &u64| {
        let mut random = draws(*repetition, 0);
        let mut sequence = ConfidenceSequence::new(alpha, outcomes).unwrap();
        (0..runs).any(|_| {
            sequence.observe(law(&mut random)).unwrap();
            sequence
                .interval()
                .is_some_and(|interval| !interval.contains(mean))
        })
    };
    (0..repetitions).filter(fails).count()
}

/// A gain of 100,000 at a probability, a loss of 50,300 otherwise.
fn payoff(probability: f64) -> impl Fn(&mut Draws) -> f64 {
    move |random| {
        if random.bernoulli(probability) {
            100_000.0
        } else {
            -50_300.0
        }
    }
}

#[test]
fn a_bounded_sequence_holds_its_level_at_every_look() {
    for probability in [0.001, 0.05, 0.3, 0.9] {
        let mean = 150_300.0 * probability - 50_300.0;
        let bounds = Outcomes::Between(-50_300.0, 100_000.0);
        let failed = failures(bounds, (0.1, mean), (200, 3_000), payoff(probability));
        // At most 20 of 200 are expected; 33 are three standard deviations more.
        assert!(failed <= 33, "{probability}: {failed}");
    }
}

#[test]
fn an_asymptotic_sequence_holds_its_level_at_every_look() {
    let outcomes = Outcomes::FiniteVariance { tuned_for: 1_000 };
    let normal = failures(outcomes, (0.1, 3.0), (200, 3_000), |random| {
        3.0 + random.normal()
    });
    assert!(normal <= 33, "normal: {normal}");
    // Skewed: an exponential of mean 1.
    let skewed = failures(outcomes, (0.1, 1.0), (200, 3_000), |random| {
        random.exponential(1.0)
    });
    assert!(skewed <= 33, "exponential: {skewed}");
}

#[test]
fn an_ordinary_interval_looked_at_often_does_not() {
    // What the sequences are for: Student's interval at 90 % excludes the mean at some of 3,000 looks far too often.
    let fails = |repetition: &u64| {
        let mut random = draws(*repetition, 0);
        let (mut sum, mut squares) = (0.0, 0.0);
        (1..=3_000).any(|run| {
            let outcome = random.normal();
            sum += outcome;
            squares += outcome * outcome;
            let runs = f64::from(run);
            let deviation = libm::sqrt(squares / runs - sum * sum / runs / runs);
            run >= 50 && (sum / runs).abs() > 1.645 * deviation / libm::sqrt(runs)
        })
    };
    let failed = (0..200u64).filter(fails).count();
    assert!(failed > 60, "{failed}");
}

#[test]
fn the_sequences_narrow_as_the_runs_grow() {
    for outcomes in [
        Outcomes::Between(-50_300.0, 100_000.0),
        Outcomes::FiniteVariance { tuned_for: 1_000 },
    ] {
        let mut random = draws(0, 1);
        let mut sequence = ConfidenceSequence::new(0.05, outcomes).unwrap();
        let law = payoff(0.3);
        let mut widths = Vec::new();
        for runs in 1..=10_000 {
            sequence.observe(law(&mut random)).unwrap();
            if [100, 1_000, 10_000].contains(&runs) {
                widths.push(sequence.interval().unwrap().width());
            }
        }
        // The deviation is 69,000 and an ordinary interval of 10,000 runs 2,700 wide: three times that is the price of every look.
        assert!(
            widths.is_sorted_by(|a, b| a > b) && widths[2] < 8_100.0,
            "{widths:?}"
        );
    }
}

/// Reference values: the two theorems' formulas over whole arrays, in another language.
#[test]
fn the_ends_are_those_of_the_theorems() {
    let tuned = |tuned_for| Outcomes::FiniteVariance { tuned_for };
    for (alpha, outcomes, low, high) in [
        (
            0.05,
            Outcomes::Between(0.0, 1.0),
            0.383_421_813_797,
            0.611_578_269_252,
        ),
        (
            0.01,
            Outcomes::Between(0.0, 1.0),
            0.352_085_832_947,
            0.642_521_929_347,
        ),
        (0.05, tuned(100), 0.398_312_990_034, 0.591_687_009_966),
        (0.01, tuned(1_000), 0.357_512_774_059, 0.632_487_225_941),
    ] {
        let mut sequence = ConfidenceSequence::new(alpha, outcomes).unwrap();
        for run in 0..100 {
            sequence.observe(f64::from(7 * run % 11) / 10.0).unwrap();
        }
        let interval = sequence.interval().unwrap();
        assert!((interval.low - low).abs() < 1e-11, "{interval:?}");
        assert!((interval.high - high).abs() < 1e-11, "{interval:?}");
    }
}

#[test]
fn runs_that_are_all_alike_say_nothing_unless_bounds_are_known() {
    let unbounded = Outcomes::FiniteVariance { tuned_for: 100 };
    let mut sequence = ConfidenceSequence::new(0.05, unbounded).unwrap();
    let mut bounded = ConfidenceSequence::new(0.05, Outcomes::Between(-1.0, 100.0)).unwrap();
    for _ in 0..1_000 {
        sequence.observe(-1.0).unwrap();
        bounded.observe(-1.0).unwrap();
    }
    assert_eq!(sequence.interval(), None);
    assert_eq!(sequence.against(0.0), Standing::StillOpen);
    // One in a hundred may win a hundred and not have been seen.
    let interval = bounded.interval().unwrap();
    assert!(interval.low == -1.0 && interval.high > -0.5 && interval.high < 0.5);
}

#[test]
fn what_a_sequence_cannot_take_in_is_refused_and_changes_nothing() {
    assert!(matches!(
        ConfidenceSequence::new(1.5, Outcomes::Between(0.0, 1.0)),
        Err(StatisticsError::NoLevel { .. })
    ));
    assert!(matches!(
        ConfidenceSequence::new(0.05, Outcomes::Between(1.0, 1.0)),
        Err(StatisticsError::OutOfBounds { .. })
    ));
    let mut sequence = ConfidenceSequence::new(0.05, Outcomes::Between(0.0, 1.0)).unwrap();
    sequence.observe(0.5).unwrap();
    let before = sequence.interval();
    assert!(matches!(
        sequence.observe(f64::NAN),
        Err(StatisticsError::NotFinite { index: 1, .. })
    ));
    assert!(matches!(
        sequence.observe(1.5),
        Err(StatisticsError::OutOfBounds { .. })
    ));
    assert_eq!((sequence.interval(), sequence.runs()), (before, 1));
}

/// The false claim as a simulation: detected with probability `value`; every value draws the same numbers.
fn claims(value: f64, first: u64, count: u64) -> Result<Vec<f64>, Infallible> {
    let outcome = |replicate| {
        let detected = draws(0, replicate).uniform() < value;
        if detected { -50_300.0 } else { 100_000.0 }
    };
    Ok((first..first + count).map(outcome).collect())
}

const SEARCH: SignSearch = SignSearch {
    range: (0.0, 1.0),
    whole: false,
    threshold: 0.0,
    alpha: 0.05,
    outcomes: Outcomes::Between(-50_300.0, 100_000.0),
    tolerance: 0.01,
    batch: 100,
    runs_per_value: 20_000,
    runs: 200_000,
};

#[test]
fn a_known_crossing_is_found_within_its_bracket() {
    // 100,000 (1 - d) = 50,300 d at d = 0.6653.
    let found = sign_bracket(&SEARCH, claims).unwrap();
    let Bracket {
        below,
        above,
        ended,
    } = found.bracket.unwrap();
    let crossing = 1_000.0 / 1_503.0;
    assert!(above < crossing && crossing < below, "{above} {below}");
    assert!(below - above < 0.1, "{above} {below}");
    assert!(matches!(ended, Ended::Narrow | Ended::TooNear));
    assert_eq!(found, sign_bracket(&SEARCH, claims).unwrap());
}

#[test]
fn brackets_hold_the_crossing_as_often_as_they_say() {
    let crossing = 0.4;
    let misses = (1..=200u64).filter(|seed| {
        let outcomes = |value: f64, first: u64, count: u64| {
            let of = |replicate| draws(*seed, replicate).normal() + value - crossing;
            Ok::<_, Infallible>((first..first + count).map(of).collect())
        };
        let search = SignSearch {
            outcomes: Outcomes::FiniteVariance { tuned_for: 300 },
            alpha: 0.1,
            tolerance: 0.05,
            runs_per_value: 1_500,
            runs: 8_000,
            ..SEARCH
        };
        let found = sign_bracket(&search, outcomes).unwrap();
        found
            .bracket
            .is_some_and(|it| it.below > crossing || it.above < crossing)
    });
    let misses = misses.count();
    assert!(misses <= 33, "{misses}");
}

#[test]
fn whole_parameters_are_bisected_on_whole_values() {
    let outcomes = |value: f64, first: u64, count: u64| {
        assert_eq!(value, libm::trunc(value));
        let of = |replicate| 10.0 * draws(3, replicate).uniform() + 2.5 - value;
        Ok::<_, Infallible>((first..first + count).map(of).collect())
    };
    let search = SignSearch {
        range: (0.0, 1_000.0),
        whole: true,
        outcomes: Outcomes::Between(-1_000.0, 13.0),
        tolerance: 0.0,
        runs_per_value: 50_000,
        runs: 1_000_000,
        ..SEARCH
    };
    // The mean is 7.5 - value.
    let found = sign_bracket(&search, outcomes).unwrap().bracket.unwrap();
    assert_eq!(
        (found.above, found.below, found.ended),
        (7.0, 8.0, Ended::Narrow)
    );
}

#[test]
fn a_value_too_near_the_threshold_is_left_aside_and_said_so() {
    // The mean is zero at the first middle, and nowhere else.
    let outcomes = |value: f64, first: u64, count: u64| {
        let of = |replicate| draws(5, replicate).normal() + 4.0 * (value - 0.5);
        Ok::<_, Infallible>((first..first + count).map(of).collect())
    };
    let search = SignSearch {
        outcomes: Outcomes::FiniteVariance { tuned_for: 500 },
        runs_per_value: 2_000,
        ..SEARCH
    };
    let found = sign_bracket(&search, outcomes).unwrap();
    let bracket = found.bracket.unwrap();
    assert_eq!(bracket.ended, Ended::TooNear);
    assert!(bracket.below < 0.5 && bracket.above > 0.5 && bracket.above - bracket.below < 0.3);
    assert_eq!(found.looks[2].value, 0.5);
    assert_eq!(found.looks[2].standing, Standing::StillOpen);
}

#[test]
fn ends_on_the_same_side_or_a_spent_budget_give_no_false_bracket() {
    let same = SignSearch {
        range: (0.8, 1.0),
        ..SEARCH
    };
    let found = sign_bracket(&same, claims).unwrap();
    assert_eq!(found.bracket, None);
    assert!(
        found
            .looks
            .iter()
            .all(|look| look.standing == Standing::Below)
    );
    let poor = SignSearch { runs: 3, ..SEARCH };
    let found = sign_bracket(&poor, claims).unwrap();
    assert_eq!(found.bracket, None);
    assert!(
        found
            .looks
            .iter()
            .all(|look| look.standing == Standing::StillOpen)
    );
    let short = SignSearch {
        runs: 300,
        ..SEARCH
    };
    let ended = sign_bracket(&short, claims).unwrap().bracket.unwrap().ended;
    assert_eq!(ended, Ended::Spent);
}

#[test]
fn searches_that_make_no_sense_and_simulations_that_fail_are_told() {
    for search in [
        SignSearch {
            range: (1.0, 0.0),
            ..SEARCH
        },
        SignSearch {
            range: (0.0, f64::INFINITY),
            ..SEARCH
        },
        SignSearch {
            whole: true,
            range: (0.5, 2.0),
            ..SEARCH
        },
        SignSearch {
            threshold: f64::NAN,
            ..SEARCH
        },
        SignSearch { batch: 0, ..SEARCH },
    ] {
        assert!(matches!(
            sign_bracket(&search, claims),
            Err(BracketError::Search(_))
        ));
    }
    let fails = |_: f64, _: u64, _: u64| Err::<Vec<f64>, _>("no market");
    let told = sign_bracket(&SEARCH, fails).unwrap_err().to_string();
    assert_eq!(told, "at 0: no market");
    let short = |_: f64, _: u64, _: u64| Ok::<_, Infallible>(vec![0.0]);
    assert!(matches!(
        sign_bracket(&SEARCH, short),
        Err(BracketError::WrongCount {
            asked: 100,
            got: 1,
            ..
        })
    ));
}
