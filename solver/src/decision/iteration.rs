//! Policy iteration (Howard 1960): evaluate a policy, let every state take what then looks best, again.
//!
//! A ratio is handled as Dinkelbach (1967) handles a fraction: under the ratio ρ of the policy at hand every
//! reward is `numerator − ρ · denominator`, and a policy that earns anything then has a greater ratio. The average
//! reward is the ratio whose denominators are one.

use super::{
    Criterion, DecisionError, Effort,
    bounds::bracket,
    chain::Chain,
    graph::{NONE, Section, recurrent, steer},
    process::Reward,
};

/// Rounding that one step may suffer, relative to the numbers that take part in it.
const STEP_ROUNDING: f64 = 16.0 * f64::EPSILON;

/// How well the values of a policy fit its equations, relative to the largest of them: all that floats can give, and
/// enough to tell which actions are worth trying.
pub(super) const FINEST: f64 = 2.0 * f64::EPSILON;
pub(super) const ROUGH: f64 = 1e-5;

/// A policy and its value in floats: `value(s) = reward − rate · denominator + factor · Σ P value`.
pub(super) struct Iterated {
    /// The pair of each state; [`NONE`] in terminal states.
    pub(super) chosen: Vec<u32>,
    pub(super) values: Vec<f64>,
    /// The average or ratio; zero for the other criteria.
    pub(super) rate: f64,
    pub(super) policies: usize,
    /// No action improves it, as far as floats can tell.
    pub(super) settled: bool,
}

/// What a reward is worth once the rate is charged for its denominator.
pub(super) fn charge(criterion: Criterion, reward: Reward, rate: f64) -> f64 {
    match criterion {
        Criterion::Discounted { .. } | Criterion::ShortestPath => reward.numerator,
        Criterion::Average => reward.numerator - rate,
        Criterion::Ratio => reward.numerator - rate * reward.denominator,
    }
}

/// Iterates from the policy of first actions until no action improves, judged by values of the `finest` precision
/// that is asked for, or the effort is spent.
pub(super) fn iterate(
    section: &Section,
    criterion: Criterion,
    finest: f64,
    effort: &Effort,
) -> Result<Iterated, DecisionError> {
    let process = &section.process;
    let mut chosen: Vec<u32> = (0..process.states())
        .map(|state| process.pairs_of(state))
        .map(|pairs| {
            if pairs.is_empty() {
                NONE
            } else {
                pairs.start as u32
            }
        })
        .collect();
    if criterion == Criterion::ShortestPath {
        steer(process, &mut chosen, &section.terminals()).map_err(|state| {
            DecisionError::NoProperPolicy {
                state: section.original(state),
            }
        })?;
    }
    // Rough values are good enough to leave a bad policy by, but not to say that a path has no end.
    let has_choice = process.pairs() + section.terminals().len() > process.states();
    let mut precision = if has_choice && criterion != Criterion::ShortestPath {
        finest.max(ROUGH)
    } else {
        finest
    };
    let mut values = Values {
        earned: vec![0.0; process.states()],
        spent: vec![0.0; process.states()],
    };
    let mut policies = 0;
    loop {
        let rate = values.follow(section, &mut chosen, criterion, precision, effort)?;
        policies += 1;
        let charged = values.charged(rate);
        let better = improved(section, criterion, &chosen, &charged, rate);
        let settled = better.is_none() && precision <= finest;
        if settled || policies >= effort.policies {
            return Ok(Iterated {
                chosen,
                values: charged,
                rate,
                policies,
                settled,
            });
        }
        match better {
            Some(better) => chosen = better,
            None => precision = finest,
        }
        if criterion == Criterion::ShortestPath
            && let Some(&state) = recurrent(process, &chosen).first()
        {
            return Err(never_ending(section, &chosen, state, effort));
        }
    }
}

/// Why a path that improves on one that ends, and never ends itself, is refused.
fn never_ending(section: &Section, chosen: &[u32], state: usize, effort: &Effort) -> DecisionError {
    let mut taken = vec![false; section.process.pairs()];
    for &pair in chosen.iter().filter(|&&pair| pair != NONE) {
        taken[pair as usize] = true;
    }
    let round = Section::reachable(&section.process, state, |pair| taken[pair]);
    let gain = iterate(&round, Criterion::Average, FINEST, effort)
        .and_then(|found| bracket(&round, Criterion::Average, &found, effort));
    let state = section.original(state);
    match gain {
        Ok(gain) if gain.low() > 0.0 => DecisionError::Unbounded { state },
        _ => DecisionError::NeverEnding { state },
    }
}

/// What a policy earns and spends from each state, the charge of the rate for what is spent not yet deducted. What a
/// policy was worth is the guess from which the next one's worth is found.
struct Values {
    earned: Vec<f64>,
    spent: Vec<f64>,
}

impl Values {
    fn charged(&self, rate: f64) -> Vec<f64> {
        self.earned
            .iter()
            .zip(&self.spent)
            .map(|(earned, spent)| earned - rate * spent)
            .collect()
    }

    /// Evaluates a policy and returns its rate, zero for the criteria without one. Where several classes of states
    /// recur, the choices are changed so that all states lead to the one of greatest rate.
    fn follow(
        &mut self,
        section: &Section,
        chosen: &mut [u32],
        criterion: Criterion,
        precision: f64,
        effort: &Effort,
    ) -> Result<f64, DecisionError> {
        let process = &section.process;
        let mut sweeps = effort.sweeps;
        let mut roots = if criterion.is_rate() {
            recurrent(process, chosen)
        } else {
            Vec::new()
        };
        loop {
            let chain = Chain::new(process, chosen, criterion.factor(), |state| {
                roots.contains(&state)
            });
            let reward = |state: usize| match chosen[state] {
                NONE => (0.0).into(),
                pair => process.rewards[pair as usize],
            };
            let earns = |state| reward(state).numerator;
            chain.solve(earns, &mut self.earned, precision, &mut sweeps);
            if !criterion.is_rate() {
                return Ok(0.0);
            }
            let spends = |state| match criterion {
                Criterion::Ratio => reward(state).denominator,
                _ => 1.0,
            };
            chain.solve(spends, &mut self.spent, precision, &mut sweeps);
            let rate = |root: usize| self.earned[root] / self.spent[root];
            let better = |best, root| if rate(root) > rate(best) { root } else { best };
            let best = roots
                .iter()
                .copied()
                .reduce(better)
                .unwrap_or(section.start);
            if roots.len() <= 1 {
                return Ok(rate(best));
            }
            steer(process, chosen, &[best]).map_err(|state| DecisionError::SeveralClasses {
                to: section.original(best),
                from: section.original(state),
            })?;
            roots = vec![best];
        }
    }
}

/// The policy that takes what looks best wherever it looks better, beyond rounding; nothing if it does nowhere.
fn improved(
    section: &Section,
    criterion: Criterion,
    chosen: &[u32],
    values: &[f64],
    rate: f64,
) -> Option<Vec<u32>> {
    let process = &section.process;
    let factor = criterion.factor();
    let looks = |pair: usize| {
        let action = process.pair(pair);
        let to_come: f64 = action
            .targets
            .iter()
            .zip(action.chances)
            .map(|(&target, &chance)| chance * values[target as usize])
            .sum();
        charge(criterion, action.reward, rate) + factor * to_come
    };
    let worth: Vec<f64> = (0..process.pairs()).map(looks).collect();
    let mut noise = 0.0f64;
    for (&pair, &value) in chosen.iter().zip(values) {
        if pair != NONE {
            let at_hand = worth[pair as usize];
            noise = noise
                .max(STEP_ROUNDING * at_hand.abs())
                .max(2.0 * (at_hand - value).abs());
        }
    }
    let mut better = chosen.to_vec();
    let mut changed = false;
    for (state, choice) in better.iter_mut().enumerate() {
        if *choice == NONE {
            continue;
        }
        let mut best = worth[*choice as usize] + noise;
        for pair in process.pairs_of(state) {
            if worth[pair] > best {
                best = worth[pair];
                *choice = pair as u32;
                changed = true;
            }
        }
    }
    changed.then_some(better)
}
