use assay_sweeps::design::Kind;

use super::{UNIT, design, points};

#[test]
fn a_trajectory_moves_one_factor_at_a_time_by_delta() {
    for levels in [2_u32, 4, 6, 8] {
        let kind = Kind::Morris {
            trajectories: 50,
            levels,
        };
        let morris = design(kind, &UNIT, 1).unwrap();
        assert_eq!(morris.len(), 50 * 7);
        let delta = f64::from(levels) / (2.0 * f64::from(levels - 1));
        for trajectory in points(&morris).chunks(7) {
            let mut moved = Vec::new();
            for step in trajectory.windows(2) {
                let changes: Vec<(usize, f64)> = (0..UNIT.len())
                    .map(|factor| (factor, step[1][factor] - step[0][factor]))
                    .filter(|(_, change)| *change != 0.0)
                    .collect();
                let [(factor, change)] = changes.as_slice() else {
                    panic!("{changes:?}");
                };
                assert!((change.abs() - delta).abs() < 1e-15, "{change}");
                moved.push(*factor);
            }
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4, 5]);
            for share in trajectory.iter().flatten() {
                let level = share * f64::from(levels - 1);
                assert!((level - level.round()).abs() < 1e-12 && (0.0..=1.0).contains(share));
            }
        }
    }
}

#[test]
fn levels_directions_and_orders_are_all_alike() {
    let trajectories = 4000_u32;
    let kind = Kind::Morris {
        trajectories: u64::from(trajectories),
        levels: 4,
    };
    let (mut starts, mut rises, mut firsts) = ([0_u32; 4], 0_u32, [0_u32; 6]);
    for trajectory in points(&design(kind, &UNIT, 8).unwrap()).chunks(7) {
        starts[(trajectory[0][0] * 3.0).round() as usize] += 1;
        rises += u32::from(trajectory[6][0] > trajectory[0][0]);
        firsts[(0..6)
            .find(|factor| trajectory[1][*factor] != trajectory[0][*factor])
            .unwrap()] += 1;
    }
    let chi = |counts: &[u32]| -> f64 {
        let expected = f64::from(trajectories) / counts.len() as f64;
        counts
            .iter()
            .map(|count| (f64::from(*count) - expected).powi(2) / expected)
            .sum()
    };
    // Chi-square above these with probability 0.001: 3, 1 and 5 degrees of freedom.
    assert!(chi(&starts) < 16.3, "{starts:?}");
    assert!(chi(&[rises, trajectories - rises]) < 10.9, "{rises}");
    assert!(chi(&firsts) < 20.6, "{firsts:?}");
}

#[test]
fn a_group_moves_in_one_step() {
    let varied = [
        "detection_rate=0:1@claims",
        "late_share=0:1",
        "jump_share=0:1@claims",
    ];
    let morris = design(
        Kind::Morris {
            trajectories: 40,
            levels: 4,
        },
        &varied,
        1,
    )
    .unwrap();
    assert_eq!(morris.len(), 40 * 3);
    for trajectory in points(&morris).chunks(3) {
        for step in trajectory.windows(2) {
            let moved: Vec<usize> = (0..3)
                .filter(|factor| step[0][*factor] != step[1][*factor])
                .collect();
            assert!(moved == [0, 2] || moved == [1], "{moved:?}");
        }
    }
}
