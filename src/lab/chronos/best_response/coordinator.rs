//! A coordinator of borrowers: how many to bring in, how fast, and whether to trip the breaker.
//!
//! Calling it off is left out: members who repay have paid interest, fee and the coordinator for
//! nothing, and are better not brought in. Waiting is for the next clock hour, when the breaker's
//! counter starts anew, or for the end of a pause.

use assay_scenarios::Scenario;
use assay_sim::chronos::strategist::coordinator::{Move, Situation};

use super::{
    numbers::{HOUR, Numbers, Seconds, loans_in, several, span, wad},
    process::{Choice, Rules, Solution},
};
use crate::error::CommandError;

/// Coordinating as a decision process.
pub(super) struct Coordinator {
    members: u32,
    /// What a member keeps of his loan, and what bringing him in costs, USD.
    kept: f64,
    cost: f64,
    loan_wad: u128,
    loans_an_hour: u32,
    term: Seconds,
    pause_time: Seconds,
}

/// The plan's state, without what can no longer matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    loans: u32,
    /// Loans that still fit into this hour, as far as there are members for them.
    room: u32,
    /// Time left of this hour; zero where every member left fits into it.
    hour_left: Seconds,
    pause: Seconds,
    /// Time until the first loan is due; nothing where it cannot run out.
    due: Option<Seconds>,
}

impl Coordinator {
    pub(super) fn read(scenario: &Scenario) -> Result<Self, CommandError> {
        let numbers = Numbers(scenario);
        let loan = numbers.usd("coordinated_loan")?;
        Ok(Self {
            members: numbers.count("attackers")?,
            kept: loan.to_f64().value() * numbers.formula("coordinated_share")?,
            cost: numbers.number("coordination_cost")?,
            loan_wad: wad(&loan),
            loans_an_hour: numbers.loans_an_hour(&loan)?,
            term: numbers.seconds("loan_term")?,
            pause_time: numbers.seconds("pause_time")?,
        })
    }

    /// The state that a situation is.
    pub(super) fn state(&self, seen: &Situation) -> State {
        let lent = loans_in(seen.borrowed, self.loan_wad);
        State {
            loans: seen.loans,
            room: self.loans_an_hour.saturating_sub(lent),
            hour_left: seen.hour_left,
            pause: seen.pause,
            due: seen.due,
        }
        .without_the_irrelevant(self)
    }

    /// The policy in words.
    pub(super) fn words(&self, solution: &Solution<Self>) -> String {
        let path = solution.lucky_path().moves;
        let recruited = path.iter().filter(|(_, made)| *made == Move::Recruit);
        let (mut loans, mut trips) = (0, 0);
        for (state, _) in recruited {
            loans += 1;
            trips += u32::from(state.room == 0);
        }
        if loans == 0 {
            return "stays out".into();
        }
        let waits = path.iter().filter_map(|(_, made)| match made {
            Move::Wait(span) => Some(*span),
            _ => None,
        });
        let time: Seconds = waits.sum();
        let pace = match (time, trips) {
            (0, 0) => "within one hour".into(),
            (0, _) => "within one hour, the last of whom trips the breaker".into(),
            (_, 0) => format!(
                "over {}, {} an hour so that the breaker never trips",
                span(time),
                self.loans_an_hour
            ),
            _ => format!(
                "over {}, tripping the breaker {}",
                span(time),
                several(trips, "time", "times")
            ),
        };
        format!(
            "brings in {} {pace}, and has them walk away together",
            several(loans, "borrower", "borrowers")
        )
    }
}

impl State {
    fn without_the_irrelevant(mut self, plan: &Coordinator) -> Self {
        let left = plan.members.saturating_sub(self.loans);
        self.room = self.room.min(left);
        if self.room == left {
            self.hour_left = 0;
        }
        // No member needs more time than an hour and a pause.
        let enough = HOUR
            .saturating_add(plan.pause_time)
            .saturating_mul(u64::from(left));
        self.due = self.due.filter(|due| *due <= enough);
        self
    }

    fn after(&self, span: Seconds, plan: &Coordinator) -> Self {
        let mut then = self.clone();
        then.pause = then.pause.saturating_sub(span);
        then.due = then.due.map(|due| due.saturating_sub(span));
        if span >= then.hour_left {
            then.room = plan.loans_an_hour;
        }
        let passed = (HOUR - then.hour_left + span % HOUR) % HOUR;
        then.hour_left = HOUR - passed;
        then.without_the_irrelevant(plan)
    }
}

impl Rules for Coordinator {
    type State = State;
    type Move = Move;

    fn start(&self) -> State {
        State {
            loans: 0,
            room: self.loans_an_hour,
            hour_left: HOUR,
            pause: 0,
            due: None,
        }
        .without_the_irrelevant(self)
    }

    fn options(&self, state: &State) -> Vec<Choice<State, Move>> {
        let mut options = Vec::new();
        let left = self.members.saturating_sub(state.loans);
        let has_lent = state.room < self.loans_an_hour.min(left);
        let wait = match state.pause {
            0 if has_lent => Some(state.hour_left),
            0 => None,
            pause => Some(pause),
        };
        if let Some(span) = wait
            && left > 0
            && state.due.is_none_or(|due| span < due)
        {
            let then = state.after(span, self);
            options.push(Choice::certain(Move::Wait(span), 0.0, Some(then)));
        }
        if state.pause == 0 && left > 0 {
            let mut lent = state.clone();
            lent.loans += 1;
            match lent.room.checked_sub(1) {
                Some(room) => lent.room = room,
                None => lent.pause = self.pause_time,
            }
            if state.loans == 0 {
                lent.due = Some(self.term);
            }
            let lent = lent.without_the_irrelevant(self);
            let recruit = Choice::certain(Move::Recruit, -self.cost, Some(lent));
            // Where there is room, a member more now is as good as later.
            let place = if state.room > 0 { 0 } else { options.len() };
            options.insert(place, recruit);
        }
        let gain = match state.loans {
            0 => 0.0,
            loans => f64::from(loans) * self.kept,
        };
        options.insert(0, Choice::certain(Move::WalkAway, gain, None));
        options
    }
}

#[cfg(test)]
mod tests {
    use super::super::{process::solve, tests::scenario};
    use super::*;

    fn value(set: &[&str]) -> (f64, String) {
        let plan = Coordinator::read(&scenario(set)).unwrap();
        let solution = solve(&plan).unwrap();
        assert!(solution.high - solution.low <= 1e-9 * solution.high.abs());
        (solution.low, plan.words(&solution))
    }

    #[test]
    fn ten_loans_an_hour_for_ten_hours_never_trip_the_breaker() {
        let (value, words) = value(&[]);
        assert!((value - 24e6).abs() < 1e-3, "{value}");
        assert!(words.contains("over 9 hours, 10 an hour"), "{words}");
    }

    #[test]
    fn a_breaker_that_lets_nothing_through_still_pays_one_loan_a_pause() {
        let (value, words) = value(&["max_hourly_borrows=0"]);
        assert!((value - 24e6).abs() < 1e-3, "{value}");
        assert!(words.contains("tripping the breaker"), "{words}");
    }

    #[test]
    fn a_pause_as_long_as_the_loans_leaves_one_cap_and_the_loan_that_trips_it() {
        // After ten loans an hour the next hour is free; only no cap at all stops that.
        let (value, _) = value(&["max_hourly_borrows=0", "pause_time=8760"]);
        assert!((value - 240_000.0).abs() < 1e-3, "{value}");
    }

    #[test]
    fn nobody_is_brought_in_for_less_than_he_costs() {
        for set in ["coordination_cost=250_001", "loan_backing=collateral"] {
            let (value, words) = value(&[set]);
            assert_eq!((value, words.as_str()), (0.0, "stays out"), "{set}");
        }
    }
}
