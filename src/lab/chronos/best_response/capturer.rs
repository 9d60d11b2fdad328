//! A slashed borrower after the votes that restore him: whether to pay for them, and how often to try.
//!
//! A council that vetoes draws its mind anew at every ballot, which is an assumption. Tokens that were
//! bought stay for the next ballot and are worth nothing afterwards, as the paper has it; rented ones
//! are paid for again.

use assay_scenarios::Scenario;
use assay_sim::chronos::strategist::capturer::{Means, Move, Situation};

use super::{
    numbers::Numbers,
    process::{Choice, Outcome, Rules, Solution},
};
use crate::error::CommandError;

/// A capture as a decision process. Money is in USD.
pub(super) struct Capturer {
    pub(super) means: Means,
    price: f64,
    prize: f64,
    /// Chance that a ballot restores the borrowers; zero where the votes do not carry it.
    passage: f64,
}

/// What the capturer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    tokens: bool,
    restored: bool,
}

impl Capturer {
    /// The capturer with the means of that attack; none if it is no capture.
    pub(super) fn of_attack(id: &str, scenario: &Scenario) -> Result<Option<Self>, CommandError> {
        let means = match id {
            "chronos/governance-capture" => Means::Bought,
            "chronos/governance-capture/rented-votes" => Means::Rented,
            "chronos/governance-capture/split-votes" => Means::Split,
            "chronos/governance-capture/shared-capture" => Means::Shared,
            _ => return Ok(None),
        };
        let numbers = Numbers(scenario);
        let price = match means {
            Means::Bought | Means::Shared => numbers.number("votes_cost")?,
            Means::Rented => numbers.number("votes_cost")? * numbers.number("vote_rent")?,
            Means::Split => numbers.formula("split_cost")?,
        };
        let borrowers = match means {
            Means::Shared => numbers.number("sharers")?,
            _ => 1.0,
        };
        let passage = if carries(means, numbers)? {
            numbers.number("vote_passage")?
        } else {
            0.0
        };
        Ok(Some(Self {
            means,
            price,
            prize: numbers.formula("capture_prize")? * borrowers,
            passage,
        }))
    }

    /// The state that a situation is.
    pub(super) fn state(&self, seen: &Situation) -> State {
        State {
            tokens: seen.tokens,
            restored: seen.restored,
        }
    }

    /// The policy in words.
    pub(super) fn words(&self, solution: &Solution<Self>) -> String {
        let path = solution.lucky_path().moves;
        if !path.iter().any(|(_, made)| *made == Move::Ballot) {
            return "stays out".into();
        }
        match self.means {
            Means::Bought => "buys the majority's tokens and puts the restoration to the vote until it is not vetoed",
            Means::Rented => "rents the majority's tokens for a ballot, and again after every veto",
            Means::Split => "buys few tokens, spreads them over many wallets, and puts the restoration to the vote until it is not vetoed",
            Means::Shared => "buys the majority's tokens together with the other defaulters and puts the restorations to the vote until they are not vetoed",
        }
        .into()
    }

    /// What the policy rests on beyond the scenario.
    pub(super) fn notes(&self, solution: &Solution<Self>) -> Vec<String> {
        let tries = solution
            .lucky_path()
            .moves
            .iter()
            .any(|(_, made)| *made == Move::Ballot);
        let again = "Every veto is taken to be drawn anew, and to leave the next ballot open.";
        (tries && self.passage < 1.0)
            .then(|| again.to_owned())
            .into_iter()
            .collect()
    }
}

/// Whether the square roots of the attacker's tokens outweigh those of the holders who turn out.
fn carries(means: Means, numbers: Numbers<'_>) -> Result<bool, CommandError> {
    let holders = numbers.number("token_holders")?;
    let voters = libm::round(numbers.number("voter_turnout")? * holders);
    let (share, wallets) = match means {
        Means::Split => (
            numbers.formula("split_share")?,
            numbers.number("split_wallets")?,
        ),
        // As many wallets as there are voters on the other side.
        _ => (numbers.number("majority")?, voters.max(1.0)),
    };
    let ours = libm::sqrt(share * wallets);
    let theirs = voters * libm::sqrt((1.0 - share) / holders);
    Ok(ours > theirs)
}

impl Rules for Capturer {
    type State = State;
    type Move = Move;

    fn start(&self) -> State {
        State {
            tokens: false,
            restored: false,
        }
    }

    fn options(&self, state: &State) -> Vec<Choice<State, Move>> {
        let mut options = vec![Choice::certain(Move::Stop, 0.0, None)];
        if state.restored {
            return options;
        }
        if !state.tokens {
            let paid = State {
                tokens: true,
                ..*state
            };
            options.push(Choice::certain(Move::Pay, -self.price, Some(paid)));
        } else if self.passage > 0.0 {
            let tokens = self.means != Means::Rented;
            let outcome = |restored: bool, chance: f64, gain: f64| Outcome {
                chance,
                gain,
                next: Some(State { tokens, restored }),
            };
            options.push(Choice::of(
                Move::Ballot,
                [
                    outcome(true, self.passage, self.prize),
                    outcome(false, 1.0 - self.passage, 0.0),
                ],
            ));
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::super::{process::solve, tests::scenario};
    use super::*;

    fn value(id: &str, set: &[&str]) -> f64 {
        let capturer = Capturer::of_attack(id, &scenario(set)).unwrap().unwrap();
        let solution = solve(&capturer).unwrap();
        assert!(solution.high - solution.low <= 1e-6);
        solution.low
    }

    #[test]
    fn bought_tokens_try_again_for_nothing_and_rented_ones_for_another_rent() {
        let prize = 1_500_000.0;
        for (id, set, expected) in [
            ("chronos/governance-capture", vec![], 0.0),
            (
                "chronos/governance-capture",
                vec!["votes_cost=1_000_000", "vote_passage=0.1"],
                prize - 1_000_000.0,
            ),
            (
                "chronos/governance-capture/rented-votes",
                vec![],
                prize - 100_000.0 / 0.6,
            ),
            (
                "chronos/governance-capture/rented-votes",
                vec!["vote_rent=0.181"],
                0.0,
            ),
            (
                "chronos/governance-capture/shared-capture",
                vec![],
                10.0 * prize - 5_000_000.0,
            ),
        ] {
            let value = value(id, &set);
            assert!((value - expected).abs() < 1e-6, "{id} {set:?}: {value}");
        }
    }

    #[test]
    fn nobody_pays_for_votes_that_a_council_always_vetoes() {
        for id in [
            "chronos/governance-capture",
            "chronos/governance-capture/split-votes",
        ] {
            let scenario = scenario(&["vote_passage=0", "votes_cost=0"]);
            let capturer = Capturer::of_attack(id, &scenario).unwrap().unwrap();
            assert_eq!(capturer.words(&solve(&capturer).unwrap()), "stays out");
        }
    }
}
