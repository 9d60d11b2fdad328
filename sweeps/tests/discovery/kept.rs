//! What holds of every search.

use assay_sweeps::discovery::{
    Cases, Choice, Column, Discovery, Kind, Objective, Outcome, Settings, Step, discover,
};
use proptest::prelude::*;

/// Tables with ties, constant columns, choices, undecided points and noise.
fn tables() -> impl Strategy<Value = Cases> {
    let row = (
        0..8_u8,
        -3.0..3.0_f64,
        0..3_u8,
        prop_oneof![4 => 0..2_u8, 1 => Just(2)],
    );
    prop::collection::vec(row, 1..120).prop_filter_map("no point is decided", |rows| {
        let column = |name: &str, kind: Kind, values: Vec<f64>| Column {
            name: name.to_owned(),
            unit: "ETH".to_owned(),
            kind,
            values,
        };
        let labels = ["a", "b", "c"].map(str::to_owned).to_vec();
        let columns = vec![
            column(
                "steps",
                Kind::Number,
                rows.iter().map(|row| f64::from(row.0)).collect(),
            ),
            column(
                "reals",
                Kind::Number,
                rows.iter().map(|row| row.1).collect(),
            ),
            column("fixed", Kind::Number, vec![5.0; rows.len()]),
            column(
                "label",
                Kind::Choice(labels),
                rows.iter().map(|row| f64::from(row.2)).collect(),
            ),
        ];
        let noisy = |(steps, real, label, noise): &(u8, f64, u8, u8)| match noise {
            0 => Some(f64::from(*steps) + real > 4.0 && *label != 1),
            1 => Some(*steps > 4),
            _ => None,
        };
        Cases::new(columns, rows.iter().map(noisy).collect()).ok()
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let objective = prop_oneof![
        Just(Objective::Density),
        Just(Objective::GainPerPoint),
        Just(Objective::GainPerPointTimesMass)
    ];
    let choice = prop_oneof![
        Just(Choice::Balanced),
        Just(Choice::Widest),
        (0.0..1.0).prop_map(|coverage| Choice::Densest { coverage })
    ];
    (
        0.01..0.5_f64,
        0.0..0.3_f64,
        0.0..0.3_f64,
        0.0..0.9_f64,
        objective,
        choice,
    )
        .prop_map(
            |(peel_alpha, paste_alpha, least_mass, least_density, objective, choice)| Settings {
                peel_alpha,
                paste_alpha,
                least_mass,
                least_density,
                objective,
                choice,
                resamples: 2,
                ..Settings::default()
            },
        )
}

fn trajectories(found: &Discovery) -> Vec<&[Step]> {
    match &found.outcome {
        Outcome::Nothing | Outcome::Everything => Vec::new(),
        Outcome::NoBox { trajectory } => vec![trajectory],
        Outcome::Boxes { boxes, .. } => boxes.iter().map(|it| it.trajectory.as_slice()).collect(),
    }
}

/// The points of a table that a box holds, and of them those of interest, by looking at each.
fn recount(cases: &Cases, taken: &[bool], step: &Step) -> (u64, u64, Vec<bool>) {
    let row = |at: usize| -> Vec<f64> { cases.columns().iter().map(|it| it.values[at]).collect() };
    let held: Vec<bool> = (0..taken.len())
        .map(|at| !taken[at] && cases.interest()[at].is_some() && step.region.contains(&row(at)))
        .collect();
    let of_interest = |at: &usize| held[*at] && cases.interest()[*at] == Some(true);
    let points = held.iter().filter(|held| **held).count() as u64;
    let interest = (0..taken.len()).filter(of_interest).count() as u64;
    (points, interest, held)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn density_rises_and_coverage_falls_along_every_trajectory(cases in tables(), settings in settings()) {
        let found = discover(&cases, &settings).unwrap();
        for trajectory in trajectories(&found) {
            prop_assert_eq!(trajectory[0].restricted, 0);
            for pair in trajectory.windows(2) {
                prop_assert!(pair[1].density > pair[0].density);
                prop_assert!(pair[1].coverage <= pair[0].coverage);
                prop_assert!(pair[1].points < pair[0].points);
                prop_assert!(pair[1].mass >= settings.least_mass);
            }
        }
    }

    #[test]
    fn every_box_holds_what_it_says(cases in tables(), settings in settings()) {
        let found = discover(&cases, &settings).unwrap();
        let mut taken = vec![false; cases.interest().len()];
        if let Outcome::Boxes { boxes, coverage, density, .. } = &found.outcome {
            let (mut points, mut interest) = (0, 0);
            for one in boxes {
                for step in one.trajectory.iter().chain([&one.held]) {
                    let (points, interest, _) = recount(&cases, &taken, step);
                    prop_assert_eq!((step.points, step.interest), (points, interest));
                }
                let (_, _, held) = recount(&cases, &taken, &one.held);
                taken.iter_mut().zip(held).for_each(|(taken, held)| *taken |= held);
                points += one.held.points;
                interest += one.held.interest;
                prop_assert!(one.held.density >= settings.least_density);
                let chosen = &one.trajectory[one.chosen];
                prop_assert!(chosen.density >= settings.least_density);
                prop_assert!(one.restrictions.iter().all(|it| (0.0..=1.0).contains(&it.quasi_p)));
            }
            prop_assert!((coverage - interest as f64 / found.interest as f64).abs() < 1e-12);
            prop_assert!((density - interest as f64 / points as f64).abs() < 1e-12);
        }
    }

    #[test]
    fn restrictions_that_remain_are_significant_or_needed(cases in tables(), settings in settings()) {
        let found = discover(&cases, &settings).unwrap();
        if let Outcome::Boxes { boxes, .. } = &found.outcome {
            // Of the first box, which is found among all points, without each restriction in turn.
            let one = &boxes[0];
            for restriction in one.restrictions.iter().filter(|it| it.quasi_p > settings.significance) {
                prop_assert!(settings.least_density > found.interest as f64 / found.points as f64,
                    "{restriction:?} could go");
            }
        }
    }

    #[test]
    fn a_search_repeats_itself(cases in tables(), settings in settings()) {
        prop_assert_eq!(discover(&cases, &settings), discover(&cases, &settings));
    }
}
