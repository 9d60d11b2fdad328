//! The linear program over how often each action is taken: the independent witness of policy iteration.
//!
//! Its variables are the occupancy measure of a policy — expected discounted visits, expected visits until the end,
//! or long-run shares of time — and its rows say that what enters a state leaves it (Puterman 1994, sections 6.9,
//! 7.2 and 8.8; for a ratio, scaled so that the denominators sum to one, after Charnes and Cooper 1962). Its best
//! value is the process's own, in exact rationals.

use super::{
    Criterion, DecisionError, Policy, Process,
    exactly::{probabilities, rational},
    graph::Section,
    solve::never_ends,
};
use crate::{
    exact::Rational,
    program::{Bounds, Program, Relation, VariableId},
};

/// What one variable of the program stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The state.
    pub state: usize,
    /// The number of the action within the state, from 0.
    pub action: usize,
}

/// The occupancy program of a process under a criterion.
#[derive(Debug, Clone)]
pub struct Occupancy {
    program: Program,
    shares: Vec<Share>,
}

impl Process {
    /// The linear program whose best value is the process's from a start; one variable for each action of a state
    /// that can be reached, in their order.
    ///
    /// For the long-run criteria this holds on the terms of [`Process::solve`]; elsewhere the program takes the best
    /// class of states, wherever chance leads. A program that is unbounded is a path whose reward is; one that is
    /// infeasible, a path that never ends or a ratio without denominators.
    ///
    /// # Errors
    /// [`DecisionError`] for a start, a factor or a criterion that does not fit the process.
    pub fn occupancy(
        &self,
        criterion: Criterion,
        start: usize,
    ) -> Result<Occupancy, DecisionError> {
        criterion.check(self, start)?;
        let section = Section::reachable(self, start, |_| true);
        never_ends(&section, criterion)?;
        let process = &section.process;
        let factor = rational(criterion.factor());
        let mut program = Program::maximize();
        let mut shares = Vec::with_capacity(process.pairs());
        let mut flows: Vec<Vec<(VariableId, Rational)>> = vec![Vec::new(); process.states()];
        let mut denominators = Vec::with_capacity(process.pairs());
        for (state, &original) in section.states.iter().enumerate() {
            for (action, chosen) in process.actions(state).enumerate() {
                let share =
                    program.variable(rational(chosen.reward.numerator), Bounds::non_negative());
                flows[state].push((share, Rational::ONE));
                for (target, chance) in probabilities(&chosen) {
                    flows[target].push((share, -(&factor * chance)));
                }
                let denominator = match criterion {
                    Criterion::Ratio => rational(chosen.reward.denominator),
                    _ => Rational::ONE,
                };
                denominators.push((share, denominator));
                shares.push(Share {
                    state: original as usize,
                    action,
                });
            }
        }
        for (state, flow) in flows.into_iter().enumerate() {
            // What enters a terminal state is not asked to leave it; and of long-run flows, which leave one state as
            // they enter the others, one row follows from the rest.
            if process.is_terminal(state) || (criterion.is_rate() && state == 0) {
                continue;
            }
            let entering = if state == section.start && !criterion.is_rate() {
                Rational::ONE
            } else {
                Rational::ZERO
            };
            program.row(flow, Relation::Equal, entering);
        }
        if criterion.is_rate() {
            program.row(denominators, Relation::Equal, Rational::ONE);
        }
        Ok(Occupancy { program, shares })
    }
}

impl Occupancy {
    /// The program, to be solved and verified like any other.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What each variable stands for, in the program's order.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// The policy that takes, in each state, the first action with a positive share among the values of a solution.
    pub fn policy(&self, process: &Process, values: &[Rational]) -> Policy {
        let mut choices = vec![None; process.states()];
        for (share, value) in self.shares.iter().zip(values) {
            if *value > Rational::ZERO
                && let Some(choice) = choices.get_mut(share.state)
                && choice.is_none()
            {
                *choice = u32::try_from(share.action).ok();
            }
        }
        Policy::new(choices)
    }
}
