//! The data of Bryant and Lempert (2010), with the boxes that the EMA Workbench documents for it
//! ("Performing Scenario Discovery in Python", its documentation, peel_alpha = 0.1).

use assay_sweeps::discovery::{
    Cases, Choice, Column, Discovery, Extent, Found, Kind, Outcome, Settings, Side, Stop, discover,
};

fn cases() -> Cases {
    let text = include_str!("bryant_lempert_2010.csv");
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<f64>> = lines
        .map(|line| {
            line.split(',')
                .map(|field| field.parse().unwrap())
                .collect()
        })
        .collect();
    let (_, parameters) = names.split_last().unwrap();
    let columns = parameters.iter().enumerate().map(|(at, name)| Column {
        name: (*name).to_owned(),
        unit: String::new(),
        kind: Kind::Number,
        values: rows.iter().map(|row| row[at]).collect(),
    });
    let interest = rows.iter().map(|row| Some(row[9] == 1.0)).collect();
    Cases::new(columns.collect(), interest).unwrap()
}

/// As published: a tenth a peel, no pasting, box 21.
fn published() -> Settings {
    Settings {
        peel_alpha: 0.1,
        paste_alpha: 0.0,
        choice: Choice::Step(21),
        significance: 1.0,
        ..Settings::default()
    }
}

fn boxes(found: &Discovery) -> (&[Found], Stop) {
    match &found.outcome {
        Outcome::Boxes { boxes, stop, .. } => (boxes, *stop),
        other => panic!("no boxes: {other:?}"),
    }
}

fn limits(extent: &Extent) -> (Option<f64>, Option<f64>) {
    match extent {
        Extent::Range { low, high } => (low.map(|it| it.value()), high.map(|it| it.value())),
        Extent::Choices(_) => panic!("a choice"),
    }
}

#[test]
fn the_trajectory_is_the_workbenchs() {
    // Cases of interest and cases of every step, by the EMA Workbench 2.5.3 with threshold = 0.8.
    let workbench = [
        (89, 882),
        (89, 792),
        (89, 710),
        (89, 638),
        (89, 573),
        (89, 513),
        (89, 458),
        (89, 412),
        (89, 368),
        (89, 329),
        (89, 296),
        (88, 264),
        (87, 237),
        (86, 213),
        (85, 191),
        (82, 170),
        (81, 152),
        (78, 136),
        (75, 121),
        (74, 108),
        (71, 97),
        (67, 87),
        (65, 78),
        (61, 70),
        (57, 63),
        (52, 56),
        (48, 50),
        (45, 45),
    ];
    let found = discover(&cases(), &published()).unwrap();
    let (boxes, _) = boxes(&found);
    let steps = boxes[0]
        .trajectory
        .iter()
        .map(|step| (step.interest, step.points));
    assert_eq!(steps.collect::<Vec<_>>(), workbench);
    let last = boxes[0].trajectory.last().unwrap();
    assert_eq!((last.restricted, last.density), (6, 1.0));
    assert!((last.coverage - 0.505_617_977_527_8).abs() < 1e-12);
    assert!((last.mass - 0.051_020_408_163_265_31).abs() < 1e-12);
}

#[test]
fn the_published_box_has_the_published_limits_and_quasi_p_values() {
    let found = discover(&cases(), &published()).unwrap();
    let (boxes, _) = boxes(&found);
    let held = &boxes[0].held;
    assert!((held.coverage - 0.752_809).abs() < 5e-7);
    assert!((held.density - 0.770_115).abs() < 5e-7);
    assert!((held.mass - 0.098_639_5).abs() < 5e-8);
    assert_eq!(held.restricted, 4);
    let near = |limit: Option<f64>, expected: f64| (limit.unwrap() - expected).abs() < 5e-7;
    let extents = held.region.extents();
    assert!(near(limits(&extents[0]).0, 72.650_002), "cellulosic cost");
    assert!(near(limits(&extents[1]).1, 755.799_988), "total biomass");
    assert!(near(limits(&extents[5]).0, -0.422), "demand elasticity");
    assert!(near(limits(&extents[8]).0, 150.049_995), "backstop price");
    let published = [
        (0, Side::Low, 0.157_413_335_289_273_48),
        (1, Side::High, 4.716_968_553_178_765e-6),
        (5, Side::Low, 1.184_929_911_576_221_8e-16),
        (8, Side::Low, 3.515_112_530_263_049e-11),
    ];
    assert_eq!(boxes[0].restrictions.len(), published.len());
    for (restriction, (column, side, quasi_p)) in boxes[0].restrictions.iter().zip(published) {
        assert_eq!((restriction.column, restriction.side), (column, side));
        assert!((restriction.quasi_p - quasi_p).abs() < 1e-10 * quasi_p);
    }
}

#[test]
fn the_restriction_that_chance_could_explain_is_dropped_as_published() {
    let settings = Settings {
        significance: 0.05,
        ..published()
    };
    let found = discover(&cases(), &settings).unwrap();
    let (boxes, _) = boxes(&found);
    let dropped: Vec<usize> = boxes[0].dropped.iter().map(|it| it.column).collect();
    assert_eq!(dropped, [0]);
    let held = &boxes[0].held;
    assert!((held.coverage - 0.764_045).abs() < 5e-7);
    assert!((held.density - 0.715_789).abs() < 5e-7);
    assert!((held.mass - 0.107_71).abs() < 5e-7);
    assert_eq!(held.restricted, 3);
}

#[test]
fn there_is_no_second_box_as_published() {
    // 787 cases and 21 of interest are left; the densest box of them has density 0.354.
    let settings = Settings {
        significance: 0.05,
        ..published()
    };
    let found = discover(&cases(), &settings).unwrap();
    let (boxes, stop) = boxes(&found);
    assert_eq!((boxes.len(), boxes[0].held.interest), (1, 68));
    assert_eq!(found.points - boxes[0].held.points, 787);
    assert_eq!(
        stop,
        Stop::NoFurtherBox {
            densest: 17.0 / 48.0
        }
    );
}

#[test]
fn the_three_strong_restrictions_recur_in_every_half_sample_as_published() {
    let found = discover(&cases(), &published()).unwrap();
    let (boxes, _) = boxes(&found);
    for recurrence in &boxes[0].recurrence {
        let strong = [1, 5, 8].contains(&recurrence.column);
        let weak = [2, 4, 7].contains(&recurrence.column);
        let counts = [recurrence.at_coverage, recurrence.at_density];
        assert_eq!(recurrence.resamples, 10);
        assert!(!strong || counts == [10, 10], "{recurrence:?}");
        assert!(
            !weak || counts.iter().all(|count| *count <= 5),
            "{recurrence:?}"
        );
    }
}

#[test]
fn the_finding_is_one_sentence() {
    let settings = Settings {
        significance: 0.05,
        ..published()
    };
    let cases = cases();
    let sentence = discover(&cases, &settings)
        .unwrap()
        .sentence(&cases, "the cost is high");
    assert_eq!(
        sentence,
        "the cost is high when `total_biomass` is below 756, `demand_elasticity` above -0.422 and \
         `biomass_backstop_price` above 150 (coverage 76 %, density 72 %, 3 of 9 parameters)"
    );
}
