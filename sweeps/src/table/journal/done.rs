//! Which positions of a share are done.

use std::collections::BTreeMap;
use std::ops::Range;

/// A set of positions as runs that do not touch, from start to end. Blocks are finished nearly in order, so there are
/// few runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Done {
    runs: BTreeMap<u64, u64>,
    total: u64,
}

impl Done {
    /// Adds positions; false, and nothing added, if one of them is there already or there are none.
    pub(crate) fn insert(&mut self, new: Range<u64>) -> bool {
        let before = self.runs.range(..=new.start).next_back();
        let before = before.map(|(start, end)| (*start, *end));
        let after = self.runs.range(new.start..).next();
        let after = after.map(|(start, end)| (*start, *end));
        let overlaps = before.is_some_and(|(_, end)| end > new.start)
            || after.is_some_and(|(start, _)| start < new.end);
        if overlaps || new.is_empty() {
            return false;
        }
        self.total += new.end - new.start;
        let mut run = new;
        if let Some((start, end)) = before
            && end == run.start
        {
            run.start = start;
        }
        if let Some((start, end)) = after
            && start == run.end
        {
            self.runs.remove(&start);
            run.end = end;
        }
        self.runs.insert(run.start, run.end);
        true
    }

    /// How many positions are done.
    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    /// The lowest position that is not done.
    pub(crate) fn prefix(&self) -> u64 {
        self.runs.get(&0).copied().unwrap_or(0)
    }

    /// The first positions from `from` on that are not done, up to the next that is.
    pub(crate) fn gap(&self, from: u64) -> Range<u64> {
        let covering = self.runs.range(..=from).next_back();
        let start = covering.map_or(from, |(_, end)| from.max(*end));
        let next = self.runs.range(start..).next();
        start..next.map_or(u64::MAX, |(start, _)| *start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

        #[test]
        fn runs_hold_what_a_list_of_flags_holds(pieces in prop::collection::vec((0_u64..40, 0_u64..6), 0..30)) {
            let (mut done, mut flags) = (Done::default(), [false; 64]);
            for (start, length) in pieces {
                let range = start as usize..(start + length) as usize;
                let free = length > 0 && !flags[range.clone()].contains(&true);
                prop_assert_eq!(done.insert(start..start + length), free);
                if free {
                    flags[range].fill(true);
                }
                let first = |from: usize, value| (from..64).find(|at| flags[*at] == value);
                prop_assert_eq!(done.total(), flags.iter().filter(|flag| **flag).count() as u64);
                prop_assert_eq!(Some(done.prefix() as usize), first(0, false));
                for from in 0..40 {
                    let start = first(from, false).unwrap();
                    let end = first(start, true).map_or(u64::MAX, |at| at as u64);
                    prop_assert_eq!(done.gap(from as u64), start as u64..end);
                }
                for (end, (next, _)) in done.runs.values().zip(done.runs.iter().skip(1)) {
                    prop_assert!(end < next, "two runs touch");
                }
            }
        }
    }
}
