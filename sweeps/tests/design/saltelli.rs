use assay_sweeps::design::{Kind, sobol::Sobol};

use super::{UNIT, design, point};

/// A and B of base row `row`, from the sequence itself.
fn base(sequence: &Sobol, row: u64) -> (Vec<f64>, Vec<f64>) {
    let mut shares = vec![f64::NAN; sequence.dimensions()];
    sequence.point(row, &mut shares);
    let second = shares.split_off(shares.len() / 2);
    (shares, second)
}

#[test]
fn each_base_row_is_a_then_its_mixtures_then_b() {
    // The order of SALib 1.6 (sample/sobol.py): A, AB_1 … AB_k, BA_1 … BA_k, B.
    let varied = &UNIT[..3];
    let sequence = Sobol::scrambled(6, 5, 0).unwrap();
    for second in [false, true] {
        let saltelli = design(Kind::Saltelli { base: 32, second }, varied, 5).unwrap();
        assert_eq!(saltelli.len(), if second { 32 * 8 } else { 32 * 5 });
        let mut index = 0;
        for row in 0..32 {
            let (a, b) = base(&sequence, row);
            let mut expected = vec![a.clone()];
            let mixtures = [(&a, &b), (&b, &a)];
            for (kept, other) in &mixtures[..if second { 2 } else { 1 }] {
                for factor in 0..3 {
                    let mut mixed = (*kept).clone();
                    mixed[factor] = other[factor];
                    expected.push(mixed);
                }
            }
            expected.push(b.clone());
            for expected in expected {
                assert_eq!(point(&saltelli, index), expected, "point {index}");
                index += 1;
            }
        }
        assert_eq!(index, saltelli.len());
    }
}

#[test]
fn the_factors_of_a_group_are_exchanged_together() {
    let varied = [
        "detection_rate=0:1@claims",
        "late_share=0:1",
        "jump_share=0:1@claims",
    ];
    let saltelli = design(
        Kind::Saltelli {
            base: 8,
            second: false,
        },
        &varied,
        2,
    )
    .unwrap();
    let names: Vec<(String, Vec<usize>)> = saltelli
        .groups()
        .into_iter()
        .map(|group| (group.name, group.members))
        .collect();
    assert_eq!(
        names,
        [
            ("claims".to_owned(), vec![0, 2]),
            ("late_share".to_owned(), vec![1])
        ]
    );
    let sequence = Sobol::scrambled(6, 2, 0).unwrap();
    for row in 0..8 {
        let (a, b) = base(&sequence, row);
        assert_eq!(point(&saltelli, 4 * row + 1), [b[0], a[1], b[2]]);
        assert_eq!(point(&saltelli, 4 * row + 2), [a[0], b[1], a[2]]);
    }
}

#[test]
fn all_numbers_of_the_largest_scenario_fit_in_one_design() {
    let scenario = super::balanced();
    let numbers: Vec<_> = scenario
        .parameters()
        .iter()
        .filter(|parameter| parameter.range().is_some_and(|(low, high)| low < high))
        .map(|parameter| super::factor(&scenario, parameter.name()))
        .collect();
    // The whole scenario fits with room to spare.
    assert!(numbers.len() > 60 && 2 * numbers.len() < Sobol::MOST_DIMENSIONS);
    let kind = Kind::Saltelli {
        base: 4,
        second: true,
    };
    let whole = assay_sweeps::design::Design::new(kind, numbers, 0).unwrap();
    assert_eq!(whole.len(), 4 * (2 + 2 * whole.factors().len() as u64));
}
