//! Processes from the literature.

use assay_solver::{
    decision::{Criterion, Effort, Process, Status},
    exact::parse,
};

/// The taxicab problem of Howard, "Dynamic programming and Markov processes" (1960), chapter 4: three towns; cruise
/// for a fare, wait at a stand, or wait for a radio call. Rewards are given by transition.
fn taxicab() -> Process {
    let alternatives: [&[([f64; 3], [f64; 3])]; 3] = [
        &[
            ([1.0 / 2.0, 1.0 / 4.0, 1.0 / 4.0], [10.0, 4.0, 8.0]),
            ([1.0 / 16.0, 3.0 / 4.0, 3.0 / 16.0], [8.0, 2.0, 4.0]),
            ([1.0 / 4.0, 1.0 / 8.0, 5.0 / 8.0], [4.0, 6.0, 4.0]),
        ],
        &[
            ([1.0 / 2.0, 0.0, 1.0 / 2.0], [14.0, 0.0, 18.0]),
            ([1.0 / 16.0, 7.0 / 8.0, 1.0 / 16.0], [8.0, 16.0, 8.0]),
        ],
        &[
            ([1.0 / 4.0, 1.0 / 4.0, 1.0 / 2.0], [10.0, 2.0, 8.0]),
            ([1.0 / 8.0, 3.0 / 4.0, 1.0 / 8.0], [6.0, 4.0, 2.0]),
            ([3.0 / 4.0, 1.0 / 16.0, 3.0 / 16.0], [4.0, 0.0, 8.0]),
        ],
    ];
    let mut builder = Process::builder(3);
    for (town, alternatives) in alternatives.iter().enumerate() {
        for (label, (chances, fares)) in (0u32..).zip(*alternatives) {
            let expected: f64 = chances
                .iter()
                .zip(fares)
                .map(|(chance, fare)| chance * fare)
                .sum();
            builder.action(town, label, expected, chances.iter().copied().enumerate());
        }
    }
    builder.build().unwrap()
}

#[test]
fn the_taxicab_driver_waits_at_the_stand_and_earns_what_howard_says() {
    let process = taxicab();
    let solved = process
        .solve(Criterion::Average, 0, &Effort::default())
        .unwrap();
    assert_eq!(solved.status, Status::Certified);
    for town in 0..3 {
        assert_eq!(solved.policy.choice(town), Some(1));
    }
    // Howard prints a gain of 13.34 and, with v3 = 0, v1 = −1.18 and v2 = 12.66.
    assert!((solved.value.middle() - 13.34).abs() < 0.01);
    let bias = |town: usize| solved.values[town].unwrap() - solved.values[2].unwrap();
    assert!((bias(0) + 1.18).abs() < 0.01 && (bias(1) - 12.66).abs() < 0.01);
    let exactly = process
        .evaluate_exactly(&solved.policy, Criterion::Average, 0)
        .unwrap();
    assert!(solved.value.encloses(&exactly));
}

#[test]
fn the_toymaker_gains_two_a_week_by_advertising_and_research() {
    // Howard (1960), chapters 3 and 4: a toy in favour or out of favour; nothing spent, or advertising and research.
    let mut builder = Process::builder(2);
    builder
        .action(0, 0, 6.0, [(0, 0.5), (1, 0.5)])
        .action(0, 1, 4.0, [(0, 0.8), (1, 0.2)])
        .action(1, 0, -3.0, [(0, 0.4), (1, 0.6)])
        .action(1, 1, -5.0, [(0, 0.7), (1, 0.3)]);
    let process = builder.build().unwrap();
    let solved = process
        .solve(Criterion::Average, 1, &Effort::default())
        .unwrap();
    assert_eq!(
        (solved.policy.choice(0), solved.policy.choice(1)),
        (Some(1), Some(1))
    );
    assert!(solved.value.contains(2.0) && solved.value.width() < 1e-12);
    // Chapter 7, with a discount factor of 0.9: 22.2 in favour and 12.3 out of favour.
    for (state, expected) in [(0, 22.2), (1, 12.3)] {
        let discounted = process
            .solve(
                Criterion::Discounted { factor: 0.9 },
                state,
                &Effort::default(),
            )
            .unwrap();
        assert!((discounted.value.middle() - expected).abs() < 0.06);
        assert!(discounted.value.width() < 1e-12);
    }
}

/// The gambler's problem of Sutton and Barto, "Reinforcement learning" (2nd edition, 2018), example 4.3.
fn gambler(heads: f64) -> Process {
    let mut builder = Process::builder(101);
    builder.terminal(0).terminal(100);
    for capital in 1..100usize {
        for stake in 1..=capital.min(100 - capital) {
            let goal = if capital + stake == 100 { heads } else { 0.0 };
            let outcomes = [(capital + stake, heads), (capital - stake, 1.0 - heads)];
            builder.action(capital, stake as u32, goal, outcomes);
        }
    }
    builder.build().unwrap()
}

#[test]
fn the_gambler_plays_boldly() {
    let process = gambler(0.4);
    // Bold play is optimal (Dubins and Savage 1965): it doubles or quits at every quarter.
    for (capital, expected) in [(25, "4/25"), (50, "2/5"), (75, "16/25")] {
        let solved = process
            .solve(Criterion::ShortestPath, capital, &Effort::default())
            .unwrap();
        assert_eq!(solved.status, Status::Certified);
        assert!(solved.value.width() < 1e-12, "{}", solved.value.width());
        let expected = assay_solver::exact::approximate(&parse(expected).unwrap());
        // The floats 0.4 and 0.6 are not the rationals: one unit in the last place of leeway.
        assert!((solved.value.middle() - expected).abs() < 1e-15);
    }
}

#[test]
fn a_gambler_with_even_chances_wins_as_often_as_his_share_of_the_goal() {
    // A fair game is a martingale: every policy that ends wins with the same probability, so all actions tie.
    let process = gambler(0.5);
    let solved = process
        .solve(Criterion::ShortestPath, 37, &Effort::default())
        .unwrap();
    // Betting one at a time takes 37 · 63 steps, and rounding may add up over all of them.
    assert!(solved.value.contains(0.37) && solved.value.width() < 1e-11);
}

#[test]
fn a_machine_is_replaced_when_wear_costs_more_than_a_new_one() {
    // A semi-Markov process: running costs 1, 2, 4, 8 a month as it wears; replacing costs 5 and takes half a month.
    // By hand: replacing after k months costs (5 + Σ first k costs) / (k + 1/2) a month: 4, 3.2, 24/7, 40/9.
    let mut builder = Process::builder(4);
    for (wear, cost) in [1.0, 2.0, 4.0, 8.0].into_iter().enumerate() {
        let reward = |numerator: f64, denominator: f64| assay_solver::decision::Reward {
            numerator,
            denominator,
        };
        builder.action(wear, 0, reward(-cost, 1.0), [((wear + 1).min(3), 1.0)]);
        builder.action(wear, 1, reward(-5.0, 0.5), [(0, 1.0)]);
    }
    let process = builder.build().unwrap();
    let solved = process
        .solve(Criterion::Ratio, 0, &Effort::default())
        .unwrap();
    let choices: Vec<_> = (0..4).map(|wear| solved.policy.choice(wear)).collect();
    assert_eq!(choices, [Some(0), Some(0), Some(1), Some(1)]);
    assert!(solved.value.contains(-3.2) && solved.value.width() < 1e-12);
}
