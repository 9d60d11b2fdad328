//! Elementary effects: the Primer's exercises, Morris's own function, intervals, refusals.

use std::convert::Infallible;

use assay_sweeps::sensitivity::{
    AnalysisError, Effects, Groups, Points, Screening, effects_of, screening,
};

use crate::functions::{ishigami, near, response};

fn plan(trajectories: u64, groups: Groups, seed: u64) -> Screening {
    Screening {
        trajectories,
        levels: 4,
        groups,
        seed,
    }
}

#[test]
fn the_effects_of_the_primers_fourth_exercise_are_those_printed() {
    // Saltelli et al. (2008), exercise 4 of chapter 3 and its solution (p. 138), as in SALib's test suite: six
    // trajectories of two factors on four levels. The outcomes are printed to two decimals, the effects, and so mu, from
    // others: mu of the first is 0.65 from what is printed.
    let third = 1.0 / 3.0;
    let points = [
        [0.0, 1.0],
        [0.0, 3.0],
        [2.0, 3.0],
        [0.0, 1.0],
        [2.0, 1.0],
        [2.0, 3.0],
        [2.0, 0.0],
        [2.0, 2.0],
        [0.0, 2.0],
        [1.0, 3.0],
        [3.0, 3.0],
        [3.0, 1.0],
        [1.0, 3.0],
        [1.0, 1.0],
        [3.0, 1.0],
        [1.0, 2.0],
        [1.0, 0.0],
        [3.0, 0.0],
    ]
    .map(|point| point.map(|level| level * third).to_vec());
    let outcomes = [
        0.97, 0.71, 2.39, 0.97, 2.30, 2.39, 1.87, 2.40, 0.87, 2.15, 1.71, 1.54, 2.15, 2.17, 1.54,
        2.20, 1.87, 1.0,
    ];
    let found = effects_of(&points, &outcomes, &Groups::each(2)).unwrap();
    assert_eq!(found.evaluations, 18);
    let printed = [(0.66, 1.62, 1.79), (0.21, 0.35, 0.41)];
    for (effect, (mu, mu_star, sigma)) in found.effects.iter().zip(printed) {
        assert!((effect.mu.unwrap().value - mu).abs() < 0.011, "{effect:?}");
        assert!((effect.mu_star.value - mu_star).abs() < 0.005, "{effect:?}");
        assert!(
            (effect.sigma.unwrap().value - sigma).abs() < 0.005,
            "{effect:?}"
        );
    }
}

#[test]
fn groups_have_absolute_effects_only_and_those_of_the_primer() {
    // Saltelli et al. (2008), chapter 3, groups (as in SALib's test suite): outcomes 13.85, -10.11, 1.12 of a trajectory
    // in which first the second and then the first group moves by 2/3 give 35.95 and 16.86. Twice, for an interval.
    let far = 2.0 / 3.0;
    let one = [
        vec![0.0, far, 0.0],
        vec![0.0, 0.0, far],
        vec![far, 0.0, far],
    ];
    let points: Vec<Vec<f64>> = one.iter().chain(&one).cloned().collect();
    let outcomes = [13.85, -10.11, 1.12, 13.85, -10.11, 1.12];
    let groups = Groups::of(3, vec![vec![0], vec![1, 2]]).unwrap();
    let found = effects_of(&points, &outcomes, &groups).unwrap();
    assert!((found.effects[0].mu_star.value - 16.86).abs() < 0.02);
    assert!((found.effects[1].mu_star.value - 35.95).abs() < 0.02);
    assert!(found.effects[0].mu.is_some());
    assert_eq!((found.effects[1].mu, found.effects[1].sigma), (None, None));
}

/// Morris' (1991) function of 20 factors: coefficients 20 of the first ten, -15 of pairs of the first six, -10 of triples
/// of the first five, 5 of quadruples of the first four. What he drew at random for all other factors and pairs is ±1
/// here, in turns.
fn morris(w: &[f64; 20]) -> f64 {
    let turn = |at: usize| if at.is_multiple_of(2) { 1.0 } else { -1.0 };
    let mut y = 0.0;
    for i in 0..20 {
        y += w[i] * if i < 10 { 20.0 } else { turn(i) };
        for j in i + 1..20 {
            y += w[i] * w[j] * if j < 6 { -15.0 } else { turn(i + j) };
            for k in j + 1..5 {
                y += -10.0 * w[i] * w[j] * w[k];
                for l in k + 1..4 {
                    y += 5.0 * w[i] * w[j] * w[k] * w[l];
                }
            }
        }
    }
    y
}

/// The third, fifth and seventh factor enter bent.
fn bent(at: usize, x: f64) -> f64 {
    if [2, 4, 6].contains(&at) {
        2.0 * (1.1 * x / (x + 0.1) - 0.5)
    } else {
        2.0 * (x - 0.5)
    }
}

fn of_morris(trajectories: u64, seed: u64) -> Effects {
    let response = response(|x: &[f64; 20]| morris(&std::array::from_fn(|at| bent(at, x[at]))));
    screening(&response, &plan(trajectories, Groups::each(20), seed)).expect("a design")
}

/// The mean of a function of one factor over the levels.
fn over_levels(f: impl Fn(f64) -> f64) -> f64 {
    (0..4).map(|level| f(f64::from(level) / 3.0)).sum::<f64>() / 4.0
}

/// mu of each factor, exactly: the function is linear in each w, and the levels of factors are independent.
fn morris_mu(at: usize) -> f64 {
    let means: [f64; 20] = std::array::from_fn(|at| over_levels(|x| bent(at, x)));
    let with = |w: f64| {
        let mut means = means;
        means[at] = w;
        morris(&means)
    };
    let far = 2.0 / 3.0;
    let slope = [0.0, 1.0 / 3.0].map(|x| (bent(at, x + far) - bent(at, x)) / far);
    (with(1.0) - with(0.0)) * 0.5 * (slope[0] + slope[1])
}

/// sigma of a factor from the eighth on, which has no part in a product of three: twice the deviation of Σ ±w.
fn morris_sigma(at: usize) -> f64 {
    let others = (0..20).filter(|other| *other != at);
    let variance: f64 = others
        .map(|other| {
            let mean = over_levels(|x| bent(other, x));
            over_levels(|x| (bent(other, x) - mean) * (bent(other, x) - mean))
        })
        .sum();
    2.0 * variance.sqrt()
}

#[test]
fn morris_function_has_its_known_means_and_deviations() {
    let found = of_morris(400, 1);
    assert_eq!(found.evaluations, 400 * 21);
    for (at, effect) in found.effects.iter().enumerate() {
        let mu = effect.mu.unwrap();
        assert!(near(&mu, morris_mu(at)), "{at}: {mu:?} {}", morris_mu(at));
        if at >= 7 {
            let sigma = effect.sigma.unwrap();
            assert!(near(&sigma, morris_sigma(at)), "{at}: {sigma:?}");
            assert!(sigma.ci95.width() < 0.2 * sigma.value);
        }
    }
}

#[test]
fn few_trajectories_find_what_morris_found_in_his_function() {
    // Morris (1991): ten factors matter and ten do not; the first seven by curves and interactions, the next three
    // nearly linearly.
    let found = of_morris(10, 1).effects;
    let least = found[..10]
        .iter()
        .map(|of| of.mu_star.value)
        .fold(f64::INFINITY, f64::min);
    let most = found[10..]
        .iter()
        .map(|of| of.mu_star.value)
        .fold(0.0, f64::max);
    assert!(least > 1.5 * most, "{least} {most}");
    let ratio = |at: usize| found[at].sigma.unwrap().value / found[at].mu_star.value;
    for at in 7..10 {
        assert!(ratio(at) < 0.35, "{at}: {}", ratio(at));
    }
    for at in [0, 1, 2, 3, 4, 5] {
        assert!(ratio(at) > 0.5, "{at}: {}", ratio(at));
    }
}

#[test]
fn intervals_over_trajectories_hold_the_truth() {
    let seeds = 200;
    let (mut mu, mut sigma) = (0, 0);
    for seed in 0..seeds {
        let effect = of_morris(30, seed).effects[11];
        mu += u32::from(effect.mu.unwrap().ci95.contains(morris_mu(11)));
        sigma += u32::from(effect.sigma.unwrap().ci95.contains(morris_sigma(11)));
    }
    // 190 of 200 expected of exact intervals, give or take 3.1.
    assert!((181..=199).contains(&mu), "{mu}");
    assert!((176..=199).contains(&sigma), "{sigma}");
}

#[test]
fn a_linear_factor_has_its_coefficient_and_no_deviation() {
    let linear = response(|[x, y]: &[f64; 2]| 3.0 * x - 2.0 * y);
    let found = screening(&linear, &plan(8, Groups::each(2), 3)).unwrap();
    for (effect, coefficient) in found.effects.iter().zip([3.0, -2.0_f64]) {
        assert!((effect.mu.unwrap().value - coefficient).abs() < 1e-12);
        assert!((effect.mu_star.value - coefficient.abs()).abs() < 1e-12);
        assert!(effect.sigma.unwrap().value < 1e-12);
    }
}

#[test]
fn screening_is_that_of_its_own_points_and_the_same_for_any_number_of_threads() {
    // Points the response was asked for, in order, when one thread asks.
    let asked = std::sync::Mutex::new(Vec::new());
    let spy = Points::new(3, |x: &[f64]| {
        asked.lock().unwrap().push(x.to_vec());
        Ok::<_, Infallible>(ishigami(x.try_into().unwrap()))
    });
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let plan = plan(300, Groups::each(3), 9);
        pool.unwrap().install(|| screening(&spy, &plan)).unwrap()
    };
    let found = on(1);
    let points = std::mem::take(&mut *asked.lock().unwrap());
    for share in points.iter().flatten() {
        assert!([0.0, 1.0, 2.0, 3.0].contains(&(share * 3.0)), "{share}");
    }
    let outcomes: Vec<f64> = points
        .iter()
        .map(|x| ishigami(&[x[0], x[1], x[2]]))
        .collect();
    let again = effects_of(&points, &outcomes, &Groups::each(3)).unwrap();
    for (one, other) in found.effects.iter().zip(&again.effects) {
        assert!((one.mu.unwrap().value - other.mu.unwrap().value).abs() < 1e-12);
        assert!((one.mu_star.value - other.mu_star.value).abs() < 1e-12);
    }
    assert_eq!(format!("{found:?}"), format!("{:?}", on(4)));
}

#[test]
fn screenings_that_cannot_be_made_are_refused() {
    let sum = response(|[x, y]: &[f64; 2]| x + y);
    let good = || plan(4, Groups::each(2), 0);
    let refused = [
        (
            Screening {
                trajectories: 1,
                ..good()
            },
            "at least 2 trajectories",
        ),
        (
            Screening {
                levels: 3,
                ..good()
            },
            "not on 3",
        ),
        (
            Screening {
                levels: 0,
                ..good()
            },
            "not on 0",
        ),
        (
            Screening {
                groups: Groups::each(3),
                ..good()
            },
            "of 3 dimensions",
        ),
    ];
    for (plan, said) in refused {
        let error = screening(&sum, &plan).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn points_that_are_no_trajectories_are_refused() {
    let groups = Groups::of(2, vec![vec![0], vec![1]]).unwrap();
    let good = [
        [0.0, 0.0],
        [0.5, 0.0],
        [0.5, 0.5],
        [0.5, 0.5],
        [0.0, 0.5],
        [0.0, 0.0],
    ];
    let refused = |change: &dyn Fn(&mut Vec<Vec<f64>>)| {
        let mut points: Vec<Vec<f64>> = good.iter().map(|point| point.to_vec()).collect();
        change(&mut points);
        let outcomes: Vec<f64> = points.iter().map(|point| point.iter().sum()).collect();
        effects_of(&points, &outcomes, &groups).err()
    };
    assert_eq!(refused(&|_| {}), None);
    let point = |point| Some(AnalysisError::NoTrajectory { point });
    assert_eq!(refused(&|points| points[1] = vec![0.5, 0.1]), point(1));
    assert_eq!(refused(&|points| points[2] = vec![0.0, 0.0]), point(2));
    assert_eq!(refused(&|points| points[4] = vec![0.5, 0.5]), point(4));
    assert_eq!(refused(&|points| points[4] = vec![0.5]), point(4));
    let rows = |got| Some(AnalysisError::Rows { got, row: 3 });
    assert_eq!(refused(&|points| points.truncate(5)), rows(5));
    assert_eq!(refused(&|points| points.truncate(3)), rows(3));
    let infinite = refused(&|points| points[3] = vec![f64::INFINITY, 0.0]);
    let value = f64::INFINITY;
    assert_eq!(infinite, Some(AnalysisError::Outcome { index: 3, value }));
}
