//! A borrower on collateral, who may leave the loan whenever it suits him: optimal stopping over the
//! price of the collateral.
//!
//! He looks at the price at even distances until the loan is due, and each time waits, repays or walks
//! away. The price is the scenario's jump diffusion without drift, on a grid of log-prices. Dividing
//! what falls between two nodes between both never makes a convex value too low, so that the grid's
//! value bounds from above what so many looks are worth; how much too high it is, a grid of half the
//! nodes measures. What looking more often is worth is measured by looking twice as often.

mod law;

use assay_scenarios::Scenario;
use assay_sim::chronos::strategist::pledger::{Means, Move, Situation};

use super::{
    numbers::{Numbers, Seconds, YEAR, every},
    process::{Choice, Outcome, Rules, Solution, Unsolved, solve},
};
use crate::error::CommandError;
use law::{Kernel, Law};

/// Looks until the loan is due: about one a week over the paper's half year.
const LOOKS: u32 = 24;
/// Nodes for each standard deviation of the log-price over the term.
const NODES: f64 = 24.0;
/// Standard deviations that the grid reaches to both sides.
const REACH: f64 = 5.0;

/// The terms of the loan, and the price of what is pledged. Money is in USD.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    loan: f64,
    collateral: f64,
    /// Interest a year and fee, as shares of the loan.
    rate: f64,
    fee: f64,
    term: Seconds,
    liquidation_ltv: f64,
    liquidation_fee: f64,
    law: Law,
}

/// A pledged loan as a decision process on a grid.
pub(super) struct Pledger {
    terms: Terms,
    looks: u32,
    /// Distance of two nodes in log-price, and how many there are on each side of the first price.
    step: f64,
    reach: i64,
    kernel: Kernel,
}

/// What the pledger sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// No loan, not yet or not any more.
    Free {
        /// Whether there was one.
        done: bool,
    },
    /// An open loan, after so many looks, at a node of the grid.
    Open { look: u32, node: i64 },
}

/// The value of the best policy, its bounds, and the policy itself.
pub(super) struct Stopping {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) pledger: Pledger,
    pub(super) solution: Solution<Pledger>,
}

impl Terms {
    pub(super) fn read(scenario: &Scenario) -> Result<Self, CommandError> {
        let numbers = Numbers(scenario);
        Ok(Self {
            loan: numbers.formula("top_loan")?,
            collateral: numbers.formula("top_collateral")?,
            rate: numbers.number("borrow_rate")?,
            fee: numbers.number("indexer_fee")?,
            term: numbers.seconds("loan_term")?,
            liquidation_ltv: numbers.number("liquidation_ltv")?,
            liquidation_fee: numbers.number("liquidation_fee")?,
            law: Law::read(numbers)?,
        })
    }

    /// Finds the best policy, and measures what the grid and the looks leave out.
    pub(super) fn solve(self) -> Result<Stopping, Unsolved> {
        let value = |looks, nodes| -> Result<f64, Unsolved> {
            Ok(solve(&Pledger::on_grid(self, looks, nodes))?.high)
        };
        let pledger = Pledger::on_grid(self, LOOKS, NODES);
        // A grid spreads the price by its distance squared at every look: as much in all at twice the
        // looks on a grid finer by the root of two, so that the looks alone make the difference.
        let (solution, others) = rayon::join(
            || solve(&pledger),
            || {
                Ok::<_, Unsolved>((
                    value(LOOKS, NODES / 2.0)?,
                    value(2 * LOOKS, NODES / std::f64::consts::SQRT_2)?,
                ))
            },
        );
        let (solution, (coarser, oftener)) = (solution?, others?);
        let grid_error = (coarser - solution.high).max(0.0);
        let looks_error = 2.0 * (oftener - coarser).max(0.0);
        let low = if self.is_liquidated_early() {
            // Liquidators look between two looks too, which costs the borrower what the grid does not
            // know; staying out he loses nothing.
            0.0
        } else {
            (solution.low - grid_error).max(0.0)
        };
        Ok(Stopping {
            low,
            high: solution.high + looks_error,
            pledger,
            solution,
        })
    }

    /// Whether a loan may be liquidated that is worth less than its collateral.
    pub(super) fn is_liquidated_early(&self) -> bool {
        self.liquidation_ltv < 1.0
    }

    /// What the value rests on.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "The bounds are those of a grid of prices, widened by a measured error and not a proven one."
                .to_owned(),
        ];
        if self.is_liquidated_early() {
            notes.push(
                "Liquidators also look between the borrower's looks, which the upper bound leaves out."
                    .into(),
            );
        }
        notes
    }

    fn debt(&self, elapsed: f64) -> f64 {
        self.loan * (1.0 + self.fee + self.rate * elapsed / YEAR as f64)
    }
}

impl Stopping {
    /// What to look at, for the replay.
    pub(super) fn means(&self) -> Means {
        Means {
            looks: self.pledger.looks,
        }
    }

    /// The policy in words.
    pub(super) fn words(&self) -> String {
        let Pledger { terms, looks, .. } = &self.pledger;
        if self.choose(State::Free { done: false }) != Some(Move::Borrow) {
            return "stays out".into();
        }
        let ratio = |wanted: Move, of: fn(f64, f64) -> f64| {
            let nodes = self.pledger.nodes();
            let half = looks / 2;
            nodes
                .filter(|node| {
                    let state = State::Open {
                        look: half,
                        node: *node,
                    };
                    self.choose(state) == Some(wanted)
                })
                .map(|node| self.pledger.price(node))
                .reduce(of)
        };
        let percent = |price: f64| {
            assay_scenarios::format_quantity(libm::round(price * 100.0) / 100.0, "fraction")
        };
        let early = match (
            ratio(Move::WalkAway, f64::max),
            ratio(Move::Repay, f64::min),
        ) {
            (None, None) => String::new(),
            (Some(below), None) => format!(
                "; half-way, walks away with the price at {} of its start or below",
                percent(below)
            ),
            (None, Some(above)) => format!(
                "; half-way, repays with the price at {} of its start or above",
                percent(above)
            ),
            (Some(below), Some(above)) => format!(
                "; half-way, walks away with the price at {} of its start or below and repays at {} or above",
                percent(below),
                percent(above)
            ),
        };
        let distance = terms.term / u64::from(*looks);
        format!(
            "borrows at the top LTV, looks at the price every {}, and repays when the loan is due if the collateral is worth more than the debt, or else walks away{early}",
            every(distance)
        )
    }

    fn choose(&self, state: State) -> Option<Move> {
        self.solution.choose(&state)
    }

    /// What to do in a situation: at the nearest price that the policy knows, since a grid takes some
    /// loans for liquidated that are not quite.
    pub(super) fn answer(&self, seen: &Situation) -> Option<Move> {
        let state = self.pledger.state(seen);
        let State::Open { look, node } = state else {
            return self.choose(state);
        };
        (0..=2 * self.pledger.reach)
            .flat_map(|away| [node + away, node - away])
            .find_map(|node| self.choose(State::Open { look, node }))
    }
}

impl Pledger {
    fn on_grid(terms: Terms, looks: u32, nodes: f64) -> Self {
        let deviation = terms.law.deviation(terms.term as f64);
        let step = deviation / nodes;
        Self {
            kernel: terms.law.kernel(terms.term as f64 / f64::from(looks), step),
            reach: if step > 0.0 {
                libm::ceil(REACH * nodes) as i64
            } else {
                0
            },
            terms,
            looks,
            step,
        }
    }

    /// The state that a situation is: the node nearest to the price.
    pub(super) fn state(&self, seen: &Situation) -> State {
        if !seen.open {
            return State::Free {
                done: seen.look > 0,
            };
        }
        let node = if self.step > 0.0 {
            libm::round(libm::log(seen.price) / self.step) as i64
        } else {
            0
        };
        State::Open {
            look: seen.look,
            node: self.on(node),
        }
    }

    fn nodes(&self) -> impl Iterator<Item = i64> {
        -self.reach..=self.reach
    }

    /// The node, or the last one of the grid on its side.
    fn on(&self, node: i64) -> i64 {
        node.clamp(-self.reach, self.reach)
    }

    fn price(&self, node: i64) -> f64 {
        libm::exp(node as f64 * self.step)
    }

    fn elapsed(&self, look: u32) -> f64 {
        self.terms.term as f64 * f64::from(look) / f64::from(self.looks)
    }

    /// What a liquidator leaves of the collateral, where he may take it.
    fn liquidated(&self, debt: f64, worth: f64) -> Option<f64> {
        let may = debt > self.terms.liquidation_ltv * worth && worth > debt;
        may.then(|| (worth - debt * (1.0 + self.terms.liquidation_fee)).max(0.0))
    }

    /// What may come of waiting: the loan is liquidated, or looked at again.
    fn next(&self, look: u32, node: i64) -> Vec<Outcome<State>> {
        let debt = self.terms.debt(self.elapsed(look + 1));
        self.kernel
            .iter()
            .map(|(offset, chance)| {
                let node = self.on(node + offset);
                let worth = self.terms.collateral * self.price(node);
                let (gain, next) = match self.liquidated(debt, worth) {
                    Some(left) => (left, State::Free { done: true }),
                    None => (
                        0.0,
                        State::Open {
                            look: look + 1,
                            node,
                        },
                    ),
                };
                Outcome {
                    chance: *chance,
                    gain,
                    next: Some(next),
                }
            })
            .collect()
    }
}

impl Rules for Pledger {
    type State = State;
    type Move = Move;

    fn start(&self) -> State {
        State::Free { done: false }
    }

    fn options(&self, state: &State) -> Vec<Choice<State, Move>> {
        match *state {
            State::Free { done } => {
                let mut options = vec![Choice::certain(Move::Stop, 0.0, None)];
                if !done {
                    let open = State::Open { look: 0, node: 0 };
                    let gain = self.terms.loan - self.terms.collateral;
                    options.push(Choice::certain(Move::Borrow, gain, Some(open)));
                }
                options
            }
            State::Open { look, node } => {
                let worth = self.terms.collateral * self.price(node);
                let repaid = worth - self.terms.debt(self.elapsed(look));
                let mut options = Vec::new();
                if look < self.looks {
                    options.push(Choice::of(Move::Wait, self.next(look, node)));
                }
                options.push(Choice::certain(Move::Repay, repaid, None));
                options.push(Choice::certain(Move::WalkAway, 0.0, None));
                options
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::scenario;
    use super::*;

    fn stopping(set: &[&str]) -> Stopping {
        Terms::read(&scenario(set)).unwrap().solve().unwrap()
    }

    #[test]
    fn to_leave_at_any_time_is_worth_at_least_what_leaving_at_the_end_is() {
        // The formula is lognormal, and the process has jumps: without them both are the same law.
        for set in [
            vec!["jump_share=0"],
            vec!["jump_share=0", "eth_volatility=0.3"],
            vec!["jump_share=0", "top_ltv=0.8"],
        ] {
            let scenario = scenario(&set);
            let attack = scenario.attack("chronos/strategic-default").unwrap();
            let european: f64 = attack.expected_value(&scenario).unwrap();
            let Stopping { low, high, .. } = stopping(&set);
            assert!(low <= high);
            assert!(high >= european, "{set:?}: {high} below {european}");
            assert!(
                high - low < 0.05 * high.max(1_000.0),
                "{set:?}: {low}, {high}"
            );
        }
    }

    #[test]
    fn a_price_that_stands_still_leaves_nothing_to_walk_away_from() {
        let still = stopping(&["eth_volatility=0"]);
        assert_eq!((still.low, still.high), (0.0, 0.0));
        assert_eq!(still.words(), "stays out");
    }

    #[test]
    fn a_price_that_stands_still_below_the_debt_is_walked_away_from() {
        // Half a year's interest of 30 % on 90 % is more than the collateral.
        let set = ["eth_volatility=0", "borrow_rate=0.3"];
        let Stopping { high, .. } = stopping(&set);
        // Borrowing 90 on 100 and leaving loses ten: he stays out.
        assert_eq!(high, 0.0);
    }

    #[test]
    fn a_higher_ltv_and_a_longer_swing_never_help_the_lender() {
        let mut before = 0.0;
        for ltv in ["0.7", "0.8", "0.9", "1"] {
            let high = stopping(&[&format!("top_ltv={ltv}")]).high;
            assert!(high >= before, "{ltv}");
            before = high;
        }
        let calm = stopping(&["eth_volatility=0.3"]).high;
        assert!(calm <= stopping(&["eth_volatility=0.67"]).high);
    }
}
