//! A griefer whom a rival pays for a pause: the cheapest way to trip the breaker, if any pays.
//!
//! One pause is priced; he can trip the breaker again whenever it is over. He does not keep a loan:
//! those who do are the coordinator's.

use assay_scenarios::Scenario;
use assay_sim::chronos::strategist::griefer::{Move, Situation};

use super::{
    numbers::Numbers,
    process::{Choice, Rules, Solution},
};
use crate::error::CommandError;

/// Griefing as a decision process. Money is in USD.
pub(super) struct Griefer {
    by_volume: f64,
    by_gas: f64,
    bounty: f64,
}

impl Griefer {
    pub(super) fn read(scenario: &Scenario) -> Result<Self, CommandError> {
        let numbers = Numbers(scenario);
        Ok(Self {
            by_volume: numbers.formula("trip_by_volume")?,
            by_gas: numbers.formula("trip_by_gas")?,
            bounty: numbers.number("griefer_share")? * numbers.formula("pause_damage")?,
        })
    }

    /// The state that a situation is.
    pub(super) fn state(&self, seen: &Situation) -> bool {
        seen.paused
    }

    /// The policy in words.
    pub(super) fn words(&self, solution: &Solution<Self>) -> String {
        let path = solution.lucky_path().moves;
        let how = match path.first() {
            Some((_, Move::TripByVolume)) => "by borrowing past the hourly cap and repaying",
            Some((_, Move::TripByGas)) => "by one small borrow at a gas price above the limit",
            Some((_, Move::TripByDefault)) => "by defaulting on the smallest of loans",
            _ => return "stays out".into(),
        };
        format!("trips the breaker {how}, and is paid for the pause")
    }

    /// What the policy rests on beyond the scenario.
    pub(super) fn notes(&self, solution: &Solution<Self>) -> Vec<String> {
        let by_default = matches!(
            solution.lucky_path().moves.first(),
            Some((_, Move::TripByDefault))
        );
        by_default
            .then(|| {
                "The first default ever pauses the protocol, since the average that it is compared \
                 with is zero. Where earlier days saw defaults, twice their average is needed."
                    .to_owned()
            })
            .into_iter()
            .collect()
    }
}

impl Rules for Griefer {
    /// Whether the protocol is paused.
    type State = bool;
    type Move = Move;

    fn start(&self) -> bool {
        false
    }

    fn options(&self, paused: &bool) -> Vec<Choice<bool, Move>> {
        if *paused {
            return vec![Choice::certain(Move::Collect, self.bounty, None)];
        }
        let trip = |made, cost: f64| Choice::certain(made, -cost, Some(true));
        vec![
            Choice::certain(Move::Stop, 0.0, None),
            trip(Move::TripByGas, self.by_gas),
            trip(Move::TripByVolume, self.by_volume),
            trip(Move::TripByDefault, 0.0),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{process::solve, tests::scenario};
    use super::*;

    #[test]
    fn a_pause_is_free_for_whoever_defaults_on_dust() {
        let scenario = scenario(&[]);
        let griefer = Griefer::read(&scenario).unwrap();
        let solution = solve(&griefer).unwrap();
        let damage: f64 = scenario.evaluate("pause_damage").unwrap();
        assert!((solution.low - damage).abs() < 1e-6);
        assert!(griefer.words(&solution).contains("smallest of loans"));
    }

    #[test]
    fn a_pause_that_nobody_pays_for_is_not_worth_the_trouble() {
        let griefer = Griefer::read(&scenario(&["griefer_share=0"])).unwrap();
        assert_eq!(griefer.words(&solve(&griefer).unwrap()), "stays out");
    }
}
