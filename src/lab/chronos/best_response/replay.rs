//! Solves an adversary's process, and plays the policy against the executable protocol.

use assay_scenarios::Scenario;
use assay_sim::{
    chronos::{
        AttackOutcome, Economy, SimulationError,
        strategist::{self, Adversary, Bounds},
    },
    engine::{Ensemble, Progress},
};

use super::{
    BestResponse, Capturer, Certificate, Coordinator, Griefer, Life, Rules, Terms, Unsolved,
    process::{Solution, solve},
};
use crate::lab::witnesses::WIDER;

/// Runs of a policy that leaves nothing to chance: they are all alike.
const CERTAIN_RUNS: u64 = 2;

/// Most runs of a policy: more would say little more of whether it earns what was computed.
const MOST_RUNS: u64 = 4_000;

/// Most runs of a policy that is put to the vote, by hundreds of wallets each time.
const MOST_BALLOTS: u64 = 500;

/// Where policies are tried.
#[derive(Clone, Copy)]
pub(super) struct Trial<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) economy: &'a Economy,
    pub(super) ensemble: Ensemble,
}

impl Trial<'_> {
    pub(super) fn borrower(
        self,
        life: &Life,
        progress: &impl Progress,
    ) -> Result<BestResponse, Unsolved> {
        let solution = solve(life)?;
        let strategy = |seen: &_| solution.choose(&life.state(seen));
        let adversary = Adversary::Borrower(life.means(), &strategy);
        let words = life.words(&solution);
        Ok(self.judged(
            &solution,
            words,
            life.notes(&solution),
            &adversary,
            progress,
        ))
    }

    pub(super) fn coordinator(
        self,
        plan: &Coordinator,
        progress: &impl Progress,
    ) -> Result<BestResponse, Unsolved> {
        let solution = solve(plan)?;
        let strategy = |seen: &_| solution.choose(&plan.state(seen));
        let adversary = Adversary::Coordinator(&strategy);
        let words = plan.words(&solution);
        Ok(self.judged(&solution, words, Vec::new(), &adversary, progress))
    }

    pub(super) fn griefer(
        self,
        plan: &Griefer,
        progress: &impl Progress,
    ) -> Result<BestResponse, Unsolved> {
        let solution = solve(plan)?;
        let strategy = |seen: &_| solution.choose(&plan.state(seen));
        let adversary = Adversary::Griefer(&strategy);
        let words = plan.words(&solution);
        Ok(self.judged(
            &solution,
            words,
            plan.notes(&solution),
            &adversary,
            progress,
        ))
    }

    pub(super) fn capturer(
        self,
        plan: &Capturer,
        progress: &impl Progress,
    ) -> Result<BestResponse, Unsolved> {
        let solution = solve(plan)?;
        let strategy = |seen: &_| solution.choose(&plan.state(seen));
        let adversary = Adversary::Capturer(plan.means, &strategy);
        let words = plan.words(&solution);
        Ok(self.judged(
            &solution,
            words,
            plan.notes(&solution),
            &adversary,
            progress,
        ))
    }

    pub(super) fn pledger(
        self,
        terms: Terms,
        progress: &impl Progress,
    ) -> Result<BestResponse, Unsolved> {
        let stopping = terms.solve()?;
        let strategy = |seen: &_| stopping.answer(seen);
        let adversary = Adversary::Pledger(stopping.means(), &strategy);
        let words = stopping.words();
        let mut response = self.response(
            &stopping.solution,
            words,
            terms.notes(),
            &adversary,
            progress,
        );
        (response.low, response.high) = (stopping.low, stopping.high);
        response.certificate = Certificate::Measured;
        if self.economy.replays_history() {
            response.covered = None;
            response.notes.push(
                "The policy is the best for the scenario's price law, and is played here against a replayed history."
                    .into(),
            );
        } else {
            response.judge();
        }
        Ok(response)
    }

    fn judged<R: Rules>(
        self,
        solution: &Solution<R>,
        policy: String,
        notes: Vec<String>,
        adversary: &Adversary<'_>,
        progress: &impl Progress,
    ) -> BestResponse {
        let mut response = self.response(solution, policy, notes, adversary, progress);
        response.judge();
        response
    }

    fn response<R: Rules>(
        self,
        solution: &Solution<R>,
        policy: String,
        notes: Vec<String>,
        adversary: &Adversary<'_>,
        progress: &impl Progress,
    ) -> BestResponse {
        let mut response = BestResponse {
            low: solution.low,
            high: solution.high,
            certificate: Certificate::Interval,
            policy,
            simulated: None,
            covered: None,
            notes,
        };
        match self.play(
            adversary,
            solution.bounds(),
            solution.is_certain(),
            progress,
        ) {
            Ok(outcome) => response.simulated = Some(outcome),
            Err(error) => {
                response.covered = Some(false);
                response.notes.push(format!(
                    "The policy could not be played to its end: {error}."
                ));
            }
        }
        response
    }

    fn play(
        self,
        adversary: &Adversary<'_>,
        bounds: Bounds,
        is_certain: bool,
        progress: &impl Progress,
    ) -> Result<AttackOutcome, SimulationError> {
        let most = match adversary {
            _ if is_certain => CERTAIN_RUNS,
            Adversary::Capturer(..) => MOST_BALLOTS,
            _ => MOST_RUNS,
        };
        let ensemble = Ensemble {
            runs: self.ensemble.runs.min(most),
            ..self.ensemble
        };
        strategist::replay(
            self.scenario,
            self.economy,
            adversary,
            bounds,
            ensemble,
            progress,
        )
    }
}

impl BestResponse {
    /// Compares the simulated interval with the bounds, and says so where they disagree.
    fn judge(&mut self) {
        let Some(outcome) = self.simulated else {
            return;
        };
        let meets = |wider: f64| {
            let low = outcome.mean - wider * (outcome.mean - outcome.ci95.low);
            let high = outcome.mean + wider * (outcome.ci95.high - outcome.mean);
            // A lower bound of zero is that of staying out, and says nothing of another policy.
            low <= self.high && (self.low <= high || self.low <= 0.0)
        };
        self.covered = Some(meets(WIDER));
        if !meets(1.0) {
            self.notes.push(if meets(WIDER) {
                "The policy's value lies outside the simulated 95 % interval but inside the 99.9 % one: chance alone does that to one in twenty.".into()
            } else {
                "The policy earns something else against the executable protocol than was computed: one of the two has the rules wrong.".into()
            });
        }
    }
}
