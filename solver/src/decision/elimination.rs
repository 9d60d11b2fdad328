//! The equations of a policy by elimination, one state after another, without a single subtraction.
//!
//! Grassmann, Taksar and Heyman (1985): what leaves a state is kept as a sum of positive terms instead of one minus
//! what stays, so that every entry is found to nearly full relative accuracy however seldom the process ends
//! (O'Cinneide 1993). States with few neighbours go first, as Markowitz (1957) advises.

use std::collections::BTreeSet;

/// Multiplications spent before the equations are too entangled to be worth it.
const MOST_WORK: usize = 100_000_000;

/// One equation `x = right + Σ weight · x(at)`, from which `leak` of the weight is missing.
#[derive(Clone)]
pub(super) struct Row {
    /// Other states and their weights, by number, each once.
    pub(super) terms: Vec<(u32, f64)>,
    /// What is lost: one minus the weights, that of the state itself included; positive somewhere on every way.
    pub(super) leak: f64,
    pub(super) right: f64,
}

/// The solution of the equations; nothing where it would cost too much.
pub(super) fn eliminate(mut rows: Vec<Row>) -> Option<Vec<f64>> {
    let mut users: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); rows.len()];
    for (state, row) in rows.iter().enumerate() {
        for &(at, _) in &row.terms {
            users[at as usize].insert(state as u32);
        }
    }
    let cost = |rows: &[Row], users: &[BTreeSet<u32>], state: usize| {
        rows[state].terms.len() * users[state].len()
    };
    let mut costs: Vec<usize> = (0..rows.len())
        .map(|state| cost(&rows, &users, state))
        .collect();
    let mut queue: BTreeSet<(usize, usize)> = costs.iter().copied().zip(0..).collect();
    let mut order = Vec::with_capacity(rows.len());
    let mut work = 0;
    while let Some((_, state)) = queue.pop_first() {
        let row = rows[state].clone();
        let leaving = row.leak + row.terms.iter().map(|&(_, weight)| weight).sum::<f64>();
        let neighbours = row.terms.iter().map(|&(at, _)| at);
        let mut touched: BTreeSet<u32> = neighbours.collect();
        for &(at, _) in &row.terms {
            users[at as usize].remove(&(state as u32));
        }
        for user in std::mem::take(&mut users[state]) {
            let entry = &mut rows[user as usize];
            work += entry.terms.len() + row.terms.len();
            let Ok(place) = entry
                .terms
                .binary_search_by_key(&(state as u32), |&(at, _)| at)
            else {
                continue;
            };
            let share = entry.terms.remove(place).1 / leaving;
            entry.leak += share * row.leak;
            entry.right += share * row.right;
            entry.terms = merged(&entry.terms, &row.terms, share, user);
            for &(at, _) in row.terms.iter().filter(|&&(at, _)| at != user) {
                users[at as usize].insert(user);
            }
            touched.insert(user);
        }
        if work > MOST_WORK {
            return None;
        }
        for state in touched.into_iter().map(|state| state as usize) {
            let now = cost(&rows, &users, state);
            if now != costs[state] {
                queue.remove(&(costs[state], state));
                queue.insert((now, state));
                costs[state] = now;
            }
        }
        order.push((state, leaving));
    }
    // What was eliminated last depends on nothing, what before on what came later.
    let mut values = vec![0.0; rows.len()];
    for (state, leaving) in order.into_iter().rev() {
        let row = &rows[state];
        let known: f64 = row
            .terms
            .iter()
            .map(|&(at, weight)| weight * values[at as usize])
            .sum();
        values[state] = (row.right + known) / leaving;
    }
    Some(values)
}

/// The terms of one row plus a share of another's, without those that lead back to the state itself.
fn merged(own: &[(u32, f64)], other: &[(u32, f64)], share: f64, state: u32) -> Vec<(u32, f64)> {
    let mut sum = Vec::with_capacity(own.len() + other.len());
    let mut rest = own.iter().copied().peekable();
    for (at, weight) in other.iter().map(|&(at, weight)| (at, share * weight)) {
        while let Some(term) = rest.next_if(|&(own, _)| own < at) {
            sum.push(term);
        }
        let already = rest
            .next_if(|&(own, _)| own == at)
            .map_or(0.0, |term| term.1);
        if at != state {
            sum.push((at, already + weight));
        }
    }
    sum.extend(rest);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_hardly_ever_ends_is_solved_to_full_relative_accuracy() {
        // Two states that swap places; each step ends the process with a chance of 1e-30.
        let swap = |at| Row {
            terms: vec![(at, 1.0)],
            leak: 1e-30,
            right: 1.0,
        };
        let values = eliminate(vec![swap(1), swap(0)]).unwrap_or_default();
        assert_eq!(values.len(), 2);
        assert!(
            values
                .iter()
                .all(|value| (value * 1e-30 - 1.0).abs() < 1e-15)
        );
    }
}
