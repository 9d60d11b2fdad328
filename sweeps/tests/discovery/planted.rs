//! Boxes that were put there are found, and tables that are no search say so.

use assay_sim::engine::{RunKey, Streams};
use assay_sweeps::discovery::{
    Cases, CasesError, Choice, Column, Extent, Kind, Objective, Outcome, Settings, Side, Stop,
    discover,
};

fn column(name: &str, unit: &str, kind: Kind, values: Vec<f64>) -> Column {
    Column {
        name: name.to_owned(),
        unit: unit.to_owned(),
        kind,
        values,
    }
}

/// `points` points of `width` columns, uniform on [0, 1).
fn uniform(points: usize, width: usize) -> Vec<Vec<f64>> {
    let streams = Streams::new(RunKey {
        seed: 3,
        point: 0,
        replicate: 0,
    });
    (0..width as u64)
        .map(|index| {
            let mut draws = streams.open_nth("column", index);
            (0..points).map(|_| draws.uniform()).collect()
        })
        .collect()
}

fn numbers(columns: &[Vec<f64>]) -> Vec<Column> {
    let named = columns.iter().enumerate();
    named
        .map(|(at, values)| column(&format!("x{at}"), "USD", Kind::Number, values.clone()))
        .collect()
}

#[test]
fn a_planted_box_is_found_among_columns_that_do_not_matter() {
    let columns = uniform(4000, 10);
    let inside =
        |row: usize| columns[2][row] > 0.3 && columns[2][row] < 0.7 && columns[7][row] < 0.45;
    let interest = (0..4000).map(|row| Some(inside(row))).collect();
    let cases = Cases::new(numbers(&columns), interest).unwrap();
    for objective in [
        Objective::Density,
        Objective::GainPerPoint,
        Objective::GainPerPointTimesMass,
    ] {
        let settings = Settings {
            objective,
            ..Settings::default()
        };
        let found = discover(&cases, &settings).unwrap();
        let Outcome::Boxes { boxes, .. } = &found.outcome else {
            panic!("{objective:?}: {:?}", found.outcome)
        };
        let held = &boxes[0].held;
        assert!(
            held.coverage > 0.95 && held.density > 0.95,
            "{objective:?}: {held:?}"
        );
        assert_eq!(held.region.restricted().collect::<Vec<_>>(), [2, 7]);
        let Extent::Range {
            low: Some(low),
            high: Some(high),
        } = held.region.extents()[2]
        else {
            panic!("column 2 has two ends")
        };
        assert!((low.value() - 0.3).abs() < 0.01 && (high.value() - 0.7).abs() < 0.01);
        for recurrence in &boxes[0].recurrence {
            let matters = [2, 7].contains(&recurrence.column);
            assert!(!matters || recurrence.at_density == 10, "{recurrence:?}");
        }
    }
}

#[test]
fn pasting_gives_back_what_greedy_peeling_took() {
    // A tenth a peel overshoots the edge; the paste walks back to it a point at a time.
    let columns = uniform(3000, 3);
    let interest = columns[0].iter().map(|x| Some(*x > 0.62)).collect();
    let cases = Cases::new(numbers(&columns), interest).unwrap();
    let settings = Settings {
        peel_alpha: 0.3,
        choice: Choice::Densest { coverage: 0.5 },
        resamples: 0,
        ..Settings::default()
    };
    let peeled = Settings {
        paste_alpha: 0.0,
        ..settings
    };
    let coverage = |settings: &Settings| match discover(&cases, settings).unwrap().outcome {
        Outcome::Boxes { boxes, .. } => (boxes[0].held.coverage, boxes[0].held.density),
        other => panic!("{other:?}"),
    };
    assert!(coverage(&peeled).0 < 0.95);
    assert_eq!(
        coverage(&Settings {
            paste_alpha: 0.001,
            ..settings
        }),
        (1.0, 1.0)
    );
}

#[test]
fn two_planted_boxes_are_covered_by_two() {
    let columns = uniform(4000, 5);
    let interest = (0..4000).map(|row| {
        let (x, y) = (columns[0][row], columns[1][row]);
        Some((x < 0.25 && y < 0.4) || (x > 0.7 && y > 0.2))
    });
    let cases = Cases::new(numbers(&columns), interest.collect()).unwrap();
    let settings = Settings {
        least_density: 0.8,
        ..Settings::default()
    };
    let found = discover(&cases, &settings).unwrap();
    let Outcome::Boxes {
        boxes,
        coverage,
        density,
        ..
    } = &found.outcome
    else {
        panic!("{found:?}")
    };
    assert!(
        boxes.len() >= 2 && *coverage > 0.95 && *density > 0.95,
        "{coverage} {density}"
    );
    let sentence = found.sentence(&cases, "the attack pays");
    assert_eq!(sentence.matches("; or when ").count(), boxes.len() - 1);
}

#[test]
fn choices_are_kept_or_left_out_by_name() {
    let mut columns = uniform(2000, 2);
    let labels = ["reputation", "collateral", "none"]
        .map(str::to_owned)
        .to_vec();
    let backing: Vec<f64> = (0..2000).map(|row| f64::from(row % 3)).collect();
    // Twenty values of x0, so that a peel ends where the box does.
    for x in &mut columns[0] {
        *x = (*x * 20.0).floor() / 20.0;
    }
    let interest = (0..2000).map(|row| Some(backing[row] == 0.0 && columns[0][row] > 0.5));
    let interest = interest.collect();
    let mut table = numbers(&columns);
    table.push(column(
        "loan_backing",
        "",
        Kind::Choice(labels),
        backing.clone(),
    ));
    let cases = Cases::new(table, interest).unwrap();
    let found = discover(&cases, &Settings::default()).unwrap();
    let Outcome::Boxes { boxes, stop, .. } = &found.outcome else {
        panic!("{found:?}")
    };
    assert_eq!(*stop, Stop::AllCovered);
    assert_eq!(boxes[0].restrictions[1].side, Side::Choices);
    assert_eq!(
        found.sentence(&cases, "the attack pays"),
        "the attack pays when `x0` is above 0.5 USD and `loan_backing` is `reputation` \
         (coverage 100 %, density 100 %, 2 of 3 parameters)"
    );
}

#[test]
fn nothing_everything_and_no_box_are_results_of_their_own() {
    let columns = uniform(500, 2);
    let table = |interest: Vec<Option<bool>>| Cases::new(numbers(&columns), interest).unwrap();
    let told = |cases: &Cases, settings: &Settings| {
        let found = discover(cases, settings).unwrap();
        (found.sentence(cases, "it pays"), found.outcome)
    };
    let defaults = Settings::default();

    let (sentence, outcome) = told(&table(vec![Some(false); 500]), &defaults);
    assert_eq!(outcome, Outcome::Nothing);
    assert_eq!(sentence, "it pays at none of the 500 points visited");

    let mut some_open = vec![Some(true); 500];
    some_open[7] = None;
    let (sentence, outcome) = told(&table(some_open), &defaults);
    assert_eq!(outcome, Outcome::Everything);
    assert_eq!(
        sentence,
        "it pays at all 499 points visited; 1 more point is undecided"
    );

    let sparse = (0..500).map(|row| Some(row % 10 == 0)).collect();
    let (sentence, outcome) = told(&table(sparse), &defaults);
    assert!(matches!(outcome, Outcome::NoBox { .. }));
    assert!(
        sentence
            .starts_with("it pays at 50 of the 500 points visited, and no box found tells where")
    );
}

#[test]
fn undecided_points_change_no_box() {
    let columns = uniform(1000, 3);
    let decided: Vec<Option<bool>> = columns[1].iter().map(|x| Some(*x > 0.6)).collect();
    let without = Cases::new(numbers(&columns), decided.clone()).unwrap();
    let longer: Vec<Vec<f64>> = columns
        .iter()
        .map(|values| values.iter().chain(&[0.9; 50]).copied().collect())
        .collect();
    let interest = decided.into_iter().chain([None; 50]).collect();
    let with = Cases::new(numbers(&longer), interest).unwrap();
    let settings = Settings {
        resamples: 0,
        ..Settings::default()
    };
    let (without, with) = (
        discover(&without, &settings).unwrap(),
        discover(&with, &settings).unwrap(),
    );
    assert_eq!(without.outcome, with.outcome);
    assert_eq!((without.undecided, with.undecided), (0, 50));
}

#[test]
fn tables_and_settings_that_are_none_are_refused() {
    let number = |values: &[f64]| column("x", "USD", Kind::Number, values.to_vec());
    let choice = |values: &[f64]| {
        let labels = vec!["a".to_owned(), "b".to_owned()];
        column("c", "", Kind::Choice(labels), values.to_vec())
    };
    let yes_no = || vec![Some(true), Some(false)];
    type Refused = fn(&CasesError) -> bool;
    let refused: [(Vec<Column>, Vec<Option<bool>>, Refused); 7] = [
        (vec![], yes_no(), |it| matches!(it, CasesError::NoColumn)),
        (vec![number(&[])], vec![], |it| {
            matches!(it, CasesError::NoPoint)
        }),
        (vec![number(&[1.0, 2.0])], vec![None, None], |it| {
            matches!(it, CasesError::NoPoint)
        }),
        (vec![number(&[1.0])], yes_no(), |it| {
            matches!(it, CasesError::Length { got: 1, .. })
        }),
        (vec![number(&[1.0, f64::NAN])], yes_no(), |it| {
            matches!(it, CasesError::Value { row: 1, .. })
        }),
        (vec![choice(&[2.0, 0.0])], yes_no(), |it| {
            matches!(it, CasesError::Value { row: 0, .. })
        }),
        (vec![choice(&[0.0, 0.5])], yes_no(), |it| {
            matches!(it, CasesError::Value { row: 1, .. })
        }),
    ];
    for (columns, interest, expected) in refused {
        let error = Cases::new(columns, interest).unwrap_err();
        assert!(expected(&error), "{error}");
    }
    let cases = Cases::new(vec![number(&[1.0, 2.0])], yes_no()).unwrap();
    let defaults = Settings::default();
    for settings in [
        Settings {
            peel_alpha: 0.0,
            ..defaults
        },
        Settings {
            peel_alpha: 1.0,
            ..defaults
        },
        Settings {
            paste_alpha: f64::NAN,
            ..defaults
        },
        Settings {
            least_mass: -0.1,
            ..defaults
        },
        Settings {
            least_density: 1.1,
            ..defaults
        },
        Settings {
            significance: 2.0,
            ..defaults
        },
        Settings {
            most_boxes: 0,
            ..defaults
        },
        Settings {
            choice: Choice::Densest { coverage: 1.5 },
            ..defaults
        },
    ] {
        assert!(discover(&cases, &settings).is_err(), "{settings:?}");
    }
}
