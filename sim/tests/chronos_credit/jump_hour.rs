//! Debt opened just before a jump.

use assay_sim::{
    chronos::credit::{JumpHour, Terms},
    engine::Ensemble,
    market::{JumpDiffusion, PriceModel},
};

use super::paper;

const ENSEMBLE: Ensemble = Ensemble {
    seed: 9,
    point: 0,
    runs: 20_000,
};

/// Nothing moves but the jump, of which the mean size is nought and the deviation 5 %.
const JUMPS_ONLY: PriceModel = PriceModel::Jump(JumpDiffusion {
    drift: 0.0,
    volatility: 0.0,
    jumps_per_year: 0.0,
    jump_mean: 0.0,
    jump_sd: 0.05,
});

fn jumps(terms: &Terms) -> JumpHour {
    JumpHour::draw(&JUMPS_ONLY, terms, ENSEMBLE).expect("a law with jumps")
}

#[test]
fn little_debt_in_a_deep_market_loses_what_the_jump_takes() {
    let terms = Terms {
        liquidity_depth: 1e15,
        ..paper()
    };
    let tail = jumps(&terms).tail(1_000.0, 0.99).unwrap();
    // The jump of the 99 % tail is e^-0.1163; of 1,000 at 90 % it leaves 989.13, which pay 942.03, a
    // dollar of it the indexers'.
    let moved = f64::exp(-0.05 * 2.326_348);
    let by_hand = 1_000.0 - (1_000.0 / 0.9 * moved / 1.05 - 1.0);
    let interval = tail.value_at_risk_ci95.unwrap();
    assert!(
        interval.contains(by_hand) && interval.width() < 15.0,
        "{tail:?}"
    );
}

#[test]
fn losses_rise_more_than_in_proportion_to_the_debt() {
    let jumps = jumps(&paper());
    let shortfall = |debt| jumps.tail(debt, 0.99).unwrap().expected_shortfall / debt;
    assert!(shortfall(1e6) < shortfall(1e8) && shortfall(1e8) < shortfall(1e9));
}

#[test]
fn the_largest_debt_stays_within_the_bound_and_a_larger_one_does_not() {
    let jumps = jumps(&paper());
    let largest = jumps
        .largest(0.99, 10e6, 1e12, |tail| tail.expected_shortfall)
        .unwrap();
    let loss = |debt| jumps.tail(debt, 0.99).unwrap().expected_shortfall;
    assert!(loss(largest) <= 10e6 && loss(largest * 1.001) > 10e6);
    let any = jumps.largest(0.99, 1e12, 1e9, |tail| tail.expected_shortfall);
    assert_eq!(any, Ok(1e9));
    let none = jumps.largest(0.99, -1.0, 1e9, |tail| tail.expected_shortfall);
    assert!(none.unwrap() < 1.0);
}

#[test]
fn room_below_the_threshold_of_water_is_what_a_loan_may_fall_without_loss() {
    let terms = paper().with_ltv_up_to(0.5);
    assert!(jumps(&terms).losses(1e6).iter().all(|loss| *loss == 0.0));
}
