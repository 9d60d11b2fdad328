//! What a change does to one finding.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::verdict::Verdict;

/// What a change does to one finding: exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It is vulnerable now and was not.
    BecameVulnerable,
    /// It was found before and is not found any more.
    Deleted,
    /// It was decided and is not any more.
    Undecided,
    /// It is found now and was not before.
    New,
    /// The verdict is the same, nearer to its threshold or farther beyond it.
    MarginShrank,
    /// It is safe now and was not.
    BecameSafe,
    /// The verdict is the same, farther from its threshold.
    MarginGrew,
    /// Nothing moved beyond its error, or nothing says which way is the safer.
    Unchanged,
}

impl Class {
    /// Every class, the gravest first.
    pub const ALL: [Self; 8] = [
        Self::BecameVulnerable,
        Self::Deleted,
        Self::Undecided,
        Self::New,
        Self::MarginShrank,
        Self::BecameSafe,
        Self::MarginGrew,
        Self::Unchanged,
    ];

    /// The class of a finding by its verdicts, none where it is not found; `margin` says which of both is the safer where
    /// the verdict stays (greater: after the change).
    ///
    /// The verdicts decide first and know no tolerance. What was vulnerable or undecided and still is counts by its
    /// margin. A finding that is found on neither side is none, and counts as unchanged.
    pub fn of(before: Option<Verdict>, after: Option<Verdict>, margin: Ordering) -> Self {
        match (before, after) {
            (None, None) => Self::Unchanged,
            (None, Some(_)) => Self::New,
            (Some(_), None) => Self::Deleted,
            (Some(before), Some(after)) if before == after => match margin {
                Ordering::Less => Self::MarginShrank,
                Ordering::Equal => Self::Unchanged,
                Ordering::Greater => Self::MarginGrew,
            },
            (Some(_), Some(Verdict::Vulnerable)) => Self::BecameVulnerable,
            (Some(_), Some(Verdict::Safe)) => Self::BecameSafe,
            (Some(_), Some(Verdict::Undecided)) => Self::Undecided,
        }
    }

    /// The word in JSON and in policies.
    pub fn word(self) -> &'static str {
        match self {
            Self::BecameVulnerable => "became_vulnerable",
            Self::Deleted => "deleted",
            Self::Undecided => "undecided",
            Self::New => "new",
            Self::MarginShrank => "margin_shrank",
            Self::BecameSafe => "became_safe",
            Self::MarginGrew => "margin_grew",
            Self::Unchanged => "unchanged",
        }
    }

    /// The class after the two sides are swapped; none where that depends on the verdicts.
    pub fn swapped(self) -> Option<Self> {
        match self {
            Self::MarginShrank => Some(Self::MarginGrew),
            Self::MarginGrew => Some(Self::MarginShrank),
            Self::New => Some(Self::Deleted),
            Self::Deleted => Some(Self::New),
            Self::Unchanged => Some(Self::Unchanged),
            Self::BecameVulnerable | Self::BecameSafe | Self::Undecided => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDES: [Option<Verdict>; 4] = [
        None,
        Some(Verdict::Safe),
        Some(Verdict::Vulnerable),
        Some(Verdict::Undecided),
    ];
    const MARGINS: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

    #[test]
    fn every_pair_of_verdicts_has_its_class() {
        use Verdict::{Safe, Undecided, Vulnerable};
        let table = [
            (Safe, Vulnerable, Class::BecameVulnerable),
            (Undecided, Vulnerable, Class::BecameVulnerable),
            (Vulnerable, Safe, Class::BecameSafe),
            (Undecided, Safe, Class::BecameSafe),
            (Safe, Undecided, Class::Undecided),
            (Vulnerable, Undecided, Class::Undecided),
        ];
        for (before, after, class) in table {
            for margin in MARGINS {
                assert_eq!(Class::of(Some(before), Some(after), margin), class);
            }
        }
        for verdict in [Safe, Undecided, Vulnerable] {
            let side = Some(verdict);
            assert_eq!(Class::of(side, side, Ordering::Less), Class::MarginShrank);
            assert_eq!(Class::of(side, side, Ordering::Equal), Class::Unchanged);
            assert_eq!(Class::of(side, side, Ordering::Greater), Class::MarginGrew);
            assert_eq!(Class::of(None, side, Ordering::Equal), Class::New);
            assert_eq!(Class::of(side, None, Ordering::Equal), Class::Deleted);
        }
    }

    #[test]
    fn swapping_the_sides_swaps_the_classes() {
        for before in SIDES {
            for after in SIDES {
                for margin in MARGINS {
                    let class = Class::of(before, after, margin);
                    let back = Class::of(after, before, margin.reverse());
                    if let Some(swapped) = class.swapped() {
                        assert_eq!(back, swapped, "{before:?} {after:?} {margin:?}");
                    } else {
                        assert!(
                            [Class::BecameVulnerable, Class::BecameSafe, Class::Undecided]
                                .contains(&back)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_words_are_those_of_json() {
        for class in Class::ALL {
            let json = serde_json::to_string(&class).unwrap();
            assert_eq!(json, format!("\"{}\"", class.word()));
        }
    }
}
