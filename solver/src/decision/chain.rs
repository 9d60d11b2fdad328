//! The linear equations of a fixed policy: `x = b + factor · P x`.
//!
//! Taken in a good order the equations are nearly triangular: one sweep of substitution solves all of them once the
//! values at a few states are known, those that some transition points back to. The values at these *cut* states
//! are the fixed point of an affine map, one sweep an application, which the generalised minimal residual method
//! finds in at most as many sweeps as there are cut states, and mostly in far fewer. Where it does not, on slowly
//! mixing processes, the equations are solved by elimination.

use super::{
    Process,
    elimination::{Row, eliminate},
    graph::NONE,
    krylov::fixed_point,
};

/// A gap at the cut states this large, relative to the values, calls for elimination.
const OPEN_GAP: f64 = 1e-12;

/// The equations of a policy, in the order in which they are swept.
pub(super) struct Chain {
    /// The state at each position.
    order: Vec<u32>,
    /// First term of each position, and one past the last.
    starts: Vec<u32>,
    /// Position and weight of each term.
    terms: Vec<(u32, f64)>,
    /// What each position's own value is multiplied by once the others are known: 1 / (1 − factor · P(s, s)).
    scales: Vec<f64>,
    /// What each position's weights fall short of one, its own included, as a sum of what leaves.
    leaks: Vec<f64>,
    cuts: Vec<u32>,
}

impl Chain {
    /// The equations when each state uses its chosen pair, the worth of terminal and of `absorbing` states being
    /// zero on arrival. From every state one of these must be reachable, or the factor be below one.
    pub(super) fn new(
        process: &Process,
        chosen: &[u32],
        factor: f64,
        absorbing: impl Fn(usize) -> bool,
    ) -> Self {
        let counts = |target: u32| chosen[target as usize] != NONE && !absorbing(target as usize);
        let downward: Vec<u32> = (0..process.states() as u32).rev().collect();
        let chain = Self::ordered(process, chosen, factor, &counts, downward);
        // Few enough cuts in the caller's own order: it cannot be bettered by much.
        if chain.cuts.len() * 64 <= process.states() {
            return chain;
        }
        let depth_first = depth_first(process, chosen, &counts);
        let other = Self::ordered(process, chosen, factor, &counts, depth_first);
        if other.cuts.len() < chain.cuts.len() {
            other
        } else {
            chain
        }
    }

    fn ordered(
        process: &Process,
        chosen: &[u32],
        factor: f64,
        counts: &impl Fn(u32) -> bool,
        order: Vec<u32>,
    ) -> Self {
        let mut places = vec![0u32; order.len()];
        for (place, &state) in order.iter().enumerate() {
            places[state as usize] = place as u32;
        }
        let mut starts = Vec::with_capacity(order.len() + 1);
        let mut terms = Vec::with_capacity(2 * order.len());
        let mut scales = Vec::with_capacity(order.len());
        let mut leaks = Vec::with_capacity(order.len());
        let mut is_cut = vec![false; order.len()];
        starts.push(0);
        for (place, &state) in order.iter().enumerate() {
            let mut stays = 0.0;
            let mut leaks_here = 1.0 - factor;
            let pair = chosen[state as usize];
            if pair != NONE {
                let action = process.pair(pair as usize);
                for (&target, &chance) in action.targets.iter().zip(action.chances) {
                    if !counts(target) {
                        leaks_here += factor * chance;
                        continue;
                    }
                    if target == state {
                        stays = factor * chance;
                        continue;
                    }
                    let at = places[target as usize];
                    is_cut[at as usize] |= at as usize > place;
                    terms.push((at, factor * chance));
                }
            }
            scales.push(1.0 / (1.0 - stays));
            leaks.push(if pair == NONE { 1.0 } else { leaks_here });
            starts.push(terms.len() as u32);
        }
        let cuts = (0..order.len() as u32)
            .filter(|&place| is_cut[place as usize])
            .collect();
        Self {
            order,
            starts,
            terms,
            scales,
            leaks,
            cuts,
        }
    }

    /// Replaces `values`, a guess by state, by the solution for a right-hand side, until the values at the cut states
    /// agree within `precision`, relative to the largest, or the sweeps are spent.
    pub(super) fn solve(
        &self,
        right: impl Fn(usize) -> f64,
        values: &mut [f64],
        precision: f64,
        sweeps: &mut usize,
    ) {
        let states = || self.order.iter().map(|&state| state as usize);
        let right: Vec<f64> = states().map(right).collect();
        let zero = vec![0.0; right.len()];
        let mut work: Vec<f64> = states().map(|state| values[state]).collect();
        let mut guess: Vec<f64> = self.cuts.iter().map(|&cut| work[cut as usize]).collect();
        self.sweep(&right, &mut work);
        let mut gap = self.gap(&work, &guess);
        let mut best = work.clone();
        while *sweeps > 0 {
            let goal = precision * largest(&best);
            if largest(&gap) <= goal {
                break;
            }
            let step = fixed_point(&gap, 0.5 * goal, sweeps, |vector| {
                self.set_cuts(&mut work, vector);
                self.sweep(&zero, &mut work);
                for (&cut, entry) in self.cuts.iter().zip(vector) {
                    *entry = work[cut as usize];
                }
            });
            let next: Vec<f64> = guess.iter().zip(&step).map(|(old, by)| old + by).collect();
            self.set_cuts(&mut work, &next);
            self.sweep(&right, &mut work);
            let left = self.gap(&work, &next);
            // Also false for what is not a number.
            let better = largest(&left) < 0.5 * largest(&gap);
            if !better {
                break;
            }
            (guess, gap) = (next, left);
            best.copy_from_slice(&work);
        }
        if largest(&gap) > precision.max(OPEN_GAP) * largest(&best)
            && let Some(eliminated) = eliminate(self.rows(&right))
        {
            best = eliminated;
        }
        for (state, value) in states().zip(best) {
            values[state] = value;
        }
    }

    fn set_cuts(&self, values: &mut [f64], entries: &[f64]) {
        for (&cut, &entry) in self.cuts.iter().zip(entries) {
            values[cut as usize] = entry;
        }
    }

    fn rows(&self, right: &[f64]) -> Vec<Row> {
        let ranges = self.starts.windows(2);
        let with_leaks = ranges.zip(right.iter().zip(&self.leaks));
        with_leaks
            .map(|(range, (&right, &leak))| {
                let mut terms = self.terms[range[0] as usize..range[1] as usize].to_vec();
                terms.sort_unstable_by_key(|&(at, _)| at);
                Row { terms, leak, right }
            })
            .collect()
    }

    /// One pass of substitution; what stands at the cut states is used until their turn comes.
    fn sweep(&self, right: &[f64], values: &mut [f64]) {
        let mut from = 0;
        for (place, (&to, &scale)) in self.starts[1..].iter().zip(&self.scales).enumerate() {
            let mut sum = right[place];
            for &(at, weight) in &self.terms[from..to as usize] {
                sum += weight * values[at as usize];
            }
            values[place] = sum * scale;
            from = to as usize;
        }
    }

    fn gap(&self, values: &[f64], guess: &[f64]) -> Vec<f64> {
        let at_cuts = self.cuts.iter().map(|&cut| values[cut as usize]);
        at_cuts
            .zip(guess)
            .map(|(value, guess)| value - guess)
            .collect()
    }
}

/// States in the order in which a depth-first search leaves them: whatever leads nowhere new comes first.
fn depth_first(process: &Process, chosen: &[u32], counts: &impl Fn(u32) -> bool) -> Vec<u32> {
    let mut order = Vec::with_capacity(process.states());
    let mut seen = vec![false; process.states()];
    let mut calls: Vec<(u32, usize)> = Vec::new();
    for first in 0..process.states() as u32 {
        if std::mem::replace(&mut seen[first as usize], true) {
            continue;
        }
        calls.push((first, 0));
        while let Some(call) = calls.last_mut() {
            let (state, next) = *call;
            call.1 += 1;
            let pair = chosen[state as usize];
            let target = (pair != NONE)
                .then(|| process.pair(pair as usize).targets.get(next).copied())
                .flatten();
            match target {
                Some(target) => {
                    if counts(target) && !std::mem::replace(&mut seen[target as usize], true) {
                        calls.push((target, 0));
                    }
                }
                None => {
                    order.push(state);
                    calls.pop();
                }
            }
        }
    }
    order
}

/// The largest size of any entry; infinite if one is not a number.
fn largest(vector: &[f64]) -> f64 {
    vector.iter().fold(0.0, |most, entry| {
        let size = entry.abs();
        if size > most || size.is_nan() {
            if size.is_nan() { f64::INFINITY } else { size }
        } else {
            most
        }
    })
}
