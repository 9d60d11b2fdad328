//! Decision processes: published processes and their values, independent witnesses, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod exact;
mod occupancy;
mod published;
mod refusals;
mod selfish_mining;

use assay_solver::decision::{Policy, Process, Reward};
use proptest::prelude::*;

/// Processes of up to five states with up to three actions each, in which every state can reach every other under
/// every policy; the denominators of the rewards are positive.
fn small_process() -> impl Strategy<Value = Process> {
    let action = (-9i32..=9, 1u32..=4, proptest::collection::vec(1u32..=7, 5));
    let state = proptest::collection::vec(action, 1..=3);
    proptest::collection::vec(state, 2..=5).prop_map(|states| {
        let mut builder = Process::builder(states.len());
        for (state, actions) in states.iter().enumerate() {
            for (label, (numerator, denominator, weights)) in (0u32..).zip(actions) {
                let weights = &weights[..states.len()];
                let total: u32 = weights.iter().sum();
                let chances = weights
                    .iter()
                    .map(|&weight| f64::from(weight) / f64::from(total));
                let reward = Reward {
                    numerator: f64::from(*numerator),
                    denominator: f64::from(*denominator),
                };
                builder.action(state, label, reward, chances.enumerate());
            }
        }
        builder.build().unwrap()
    })
}

/// All policies of a process.
fn policies(process: &Process) -> Vec<Policy> {
    let mut all = vec![Vec::new()];
    for state in 0..process.states() {
        let actions = process.actions(state).count() as u32;
        let choices = || (0..actions).map(Some).chain((actions == 0).then_some(None));
        all = all
            .iter()
            .flat_map(|head: &Vec<Option<u32>>| {
                choices().map(move |choice| head.iter().copied().chain([choice]).collect())
            })
            .collect();
    }
    all.into_iter().map(Policy::new).collect()
}
