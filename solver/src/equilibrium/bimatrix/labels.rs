//! Sets of labels. Every pure strategy is a label: the first player's come first, then the second player's.

/// Bits in a word.
const WORD: usize = u64::BITS as usize;

/// A set of labels below a count that is fixed when it is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Labels(Box<[u64]>);

impl Labels {
    /// No label, of `count` that there could be.
    pub(super) fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(WORD)].into())
    }

    pub(super) fn insert(&mut self, label: usize) {
        if let Some(word) = self.0.get_mut(label / WORD) {
            *word |= 1 << (label % WORD);
        }
    }

    pub(super) fn remove(&mut self, label: usize) {
        if let Some(word) = self.0.get_mut(label / WORD) {
            *word &= !(1 << (label % WORD));
        }
    }

    pub(super) fn contains(&self, label: usize) -> bool {
        self.0
            .get(label / WORD)
            .is_some_and(|word| word >> (label % WORD) & 1 == 1)
    }

    /// The labels in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, &word)| {
            std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)))
                .take_while(|&word| word != 0)
                .map(move |word| at * WORD + word.trailing_zeros() as usize)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    /// Drops the labels that are not in another set.
    pub(super) fn keep(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Whether a label is in both sets.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .any(|(word, other)| word & other != 0)
    }

    /// Whether every label is in another set.
    pub(super) fn within(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .all(|(word, other)| word & !other == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_across_words() {
        let mut labels = Labels::none(130);
        for label in [0, 63, 64, 129] {
            labels.insert(label);
        }
        labels.remove(63);
        labels.insert(5_000);
        assert_eq!(labels.iter().collect::<Vec<_>>(), [0, 64, 129]);
        let mut other = Labels::none(130);
        (1..130).for_each(|label| other.insert(label));
        assert!(!labels.within(&other) && labels.meets(&other));
        labels.remove(0);
        assert!(labels.within(&other));
        other.remove(64);
        other.keep(&labels);
        assert_eq!(other.iter().collect::<Vec<_>>(), [129]);
        assert!(!other.is_empty() && Labels::none(130).is_empty());
    }
}
