//! Values against small cases worked out by hand.

use super::super::{numbers::Numbers, process::solve, tests::scenario};
use super::{Kit, Life, World};

/// The bounds of the best response, and the policy in words.
fn best(id: &str, set: &[&str]) -> (f64, f64, String) {
    let scenario = scenario(set);
    let kit = Kit::of_attack(id, Numbers(&scenario)).unwrap().unwrap();
    let life = Life::new(World::read(kit, &scenario).unwrap());
    let solution = solve(&life).unwrap();
    (solution.low, solution.high, life.words(&solution))
}

fn assert_worth(id: &str, set: &[&str], expected: f64) {
    let (low, high, words) = best(id, set);
    let close = 1e-6 * expected.abs().max(1.0);
    assert!(
        low - close <= expected && expected <= high + close && high - low <= close,
        "{id} {set:?}: [{low}, {high}] instead of {expected}: {words}"
    );
}

/// Renting is not worth it where the price is small.
const NO_RENT: &str = "rental_price=0";

#[test]
fn an_undetected_false_claim_drains_every_chain() {
    let id = "chronos/false-claim/sybil";
    // 0.1 % of six loans of $100,000, against 99.9 % of $300.
    assert_worth(id, &[NO_RENT], 0.001 * 600_000.0 - 0.999 * 300.0);
    assert_worth(id, &[NO_RENT, "chains=1"], 0.0);
    assert_worth(id, &[NO_RENT, "user_stake=0.21"], 0.0);
    let (_, _, words) = best(id, &[NO_RENT]);
    assert_eq!(
        words,
        "claims falsely and, if nobody challenges it, borrows on 5 other chains, one every hour, borrows at home, and walks away from every loan"
    );
}

#[test]
fn whoever_has_a_future_to_lose_does_not_risk_it_at_the_printed_detection_rate() {
    let id = "chronos/false-claim";
    assert_worth(id, &[NO_RENT], 0.0);
    // Half of the claims stand: six loans less the record, or the stake and the record.
    let worth = 0.5 * (600_000.0 - 50_000.0) - 0.5 * 50_300.0;
    assert_worth(id, &[NO_RENT, "detection_rate=0.5"], worth);
}

#[test]
fn a_challenge_of_ones_own_saves_the_stake() {
    let id = "chronos/false-claim/self-challenge";
    assert_worth(id, &[NO_RENT], 600.0 - 0.999 * 0.1 * 300.0);
    let burnt = 600.0 - 0.999 * (0.9 * 0.25 + 0.1) * 300.0;
    assert_worth(id, &[NO_RENT, "burnt_share=0.25"], burnt);
}

#[test]
fn bribes_are_paid_only_where_all_take_them() {
    let id = "chronos/false-claim/bribed-indexers";
    let all: f64 = 0.8_f64.powi(10);
    let stands = all + (1.0 - all) * 0.001;
    let worth = stands * 600_000.0 - all * 10.0 * 330.0 - (1.0 - stands) * 300.0;
    assert_worth(id, &[NO_RENT], worth);
}

#[test]
fn a_record_grows_old_though_nothing_is_held_any_more() {
    let id = "chronos/cross-chain-timing/sequential";
    // Twenty minutes of holding, and six loans.
    let holding = 100_000.0 * 0.05 * 1_200.0 / 31_536_000.0;
    assert_worth(id, &[NO_RENT], 540_000.0 - holding);
    let (_, _, words) = best(id, &[NO_RENT]);
    assert!(words.contains("though nothing is held any more"), "{words}");
}

#[test]
fn a_cooldown_as_long_as_the_loans_leaves_one_chain_and_home() {
    let id = "chronos/cross-chain-timing";
    let holding = 100_000.0 * 0.05 * 1_200.0 / 31_536_000.0;
    let set = [NO_RENT, "cross_chain_cooldown=4390"];
    assert_worth(id, &set, 180_000.0 - holding);
}

#[test]
fn a_key_is_rented_out_until_it_is_no_more_than_a_loan() {
    let id = "chronos/reputation-rental/rented-key";
    let holding = 100_000.0 * 0.05 * 1_200.0 / 31_536_000.0;
    // On collateral nothing is gained by walking away: twenty rentals, of which the last defaults.
    assert_worth(id, &["loan_backing=collateral"], 100_000.0 - holding);
    // On reputation the rentals stop before the other chains' loans are due: V = p + (1 - q) V'.
    let set = ["chains=1", "cross_chain_cooldown=0", "loan_term=0.1"];
    // 262,800 s of term less settlement: three rentals of a day fit.
    let home = (0..3).fold(90_000.0, |value, _| 5_000.0 + 0.95 * value);
    let at_once = home + 90_000.0 - 50_000.0 - holding;
    assert_worth(id, &set, at_once);
}

#[test]
fn a_contract_that_may_not_borrow_is_not_built() {
    assert_worth("chronos/reputation-rental", &[], 0.0);
    let (_, _, words) = best("chronos/reputation-rental", &[]);
    assert_eq!(words, "stays out");
}

#[test]
fn farming_pays_where_its_proof_holds() {
    let id = "chronos/flash-loan-farming";
    assert_worth(id, &[NO_RENT], 0.0);
    let worth = 6.0 * 27_000.0 - 2_700.0;
    assert_worth(id, &[NO_RENT, "min_sample_blocks=1"], worth);
    assert_worth(
        "chronos/flash-loan-farming/timed-samples",
        &[NO_RENT, "sampling_schedule=random"],
        0.0,
    );
}

mod monotone {
    use proptest::prelude::*;

    use super::*;

    fn high(id: &str, set: &[String]) -> f64 {
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        best(id, &set).1
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn a_higher_stake_or_a_better_scan_never_helps_a_liar(
            stake in 0u32..2_000,
            more in 1u32..2_000,
            misses in 0u32..1_000,
            fewer in 0u32..1_000,
            which in 0usize..4,
        ) {
            let id = [
                "chronos/false-claim",
                "chronos/false-claim/sybil",
                "chronos/false-claim/self-challenge",
                "chronos/false-claim/bribed-indexers",
            ][which];
            let at = |stake: u32, misses: u32| high(id, &[
                format!("user_stake={}", f64::from(stake) / 1_000.0),
                format!("detection_rate={}", f64::from(1_000 - misses) / 1_000.0),
            ]);
            let worth = at(stake, misses);
            let slack = 1e-9 * worth.abs().max(1.0);
            prop_assert!(at(stake + more, misses) <= worth + slack);
            prop_assert!(at(stake, misses.min(fewer)) <= worth + slack);
        }

        #[test]
        fn more_chains_and_a_shorter_cooldown_never_hurt_a_borrower(
            chains in 1u32..6,
            hours in 0u32..3_000,
            more in 1u32..3_000,
        ) {
            let id = "chronos/cross-chain-timing";
            let at = |chains: u32, hours: u32| high(id, &[
                format!("chains={chains}"),
                format!("cross_chain_cooldown={hours}"),
            ]);
            let worth = at(chains, hours);
            let slack = 1e-9 * worth.abs().max(1.0);
            prop_assert!(at(chains + 1, hours) >= worth - slack);
            prop_assert!(at(chains, hours + more) <= worth + slack);
        }
    }
}
