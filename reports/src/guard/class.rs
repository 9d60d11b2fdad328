//! What a change does to one finding.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::verdict::Verdict;

/// What a change does to one finding: exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It is vulnerable now and was not; or it was, and now its own value is beyond the threshold too.
    BecameVulnerable,
    /// It was found before and is not found any more.
    Deleted,
    /// It was decided and is not any more; or what is known of it contradicts itself now.
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

/// What happened to the numbers behind a verdict, whether or not it is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing that the margin does not say.
    None,
    /// The finding's own value was on the safe side of the threshold and now lies beyond it.
    Crossed,
    /// An attack's formula has left what the attack brings when it is carried out, which is what it was.
    Contradicted,
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
    /// Verdicts and signs decide first and know no tolerance. What was vulnerable or undecided and still is counts by its
    /// margin, but for a sign that changes: an attack that only the best adversary could turn to profit, and now everybody
    /// who follows the script, has become worse than its verdict can say. A formula that is edited away from what happens
    /// decides nothing: it may hide a profit. A finding that is found on neither side is none, and counts as unchanged.
    pub fn of(
        before: Option<Verdict>,
        after: Option<Verdict>,
        turn: Turn,
        margin: Ordering,
    ) -> Self {
        match (before, after) {
            (None, None) => Self::Unchanged,
            (None, Some(_)) => Self::New,
            (Some(_), None) => Self::Deleted,
            (Some(_), Some(Verdict::Vulnerable)) if turn == Turn::Crossed => Self::BecameVulnerable,
            (Some(Verdict::Safe | Verdict::Undecided), Some(Verdict::Vulnerable)) => {
                Self::BecameVulnerable
            }
            (Some(_), Some(_)) if turn == Turn::Contradicted => Self::Undecided,
            (Some(before), Some(after)) if before == after => match margin {
                Ordering::Less => Self::MarginShrank,
                Ordering::Equal => Self::Unchanged,
                Ordering::Greater => Self::MarginGrew,
            },
            (Some(_), Some(Verdict::Safe)) => Self::BecameSafe,
            (Some(_), Some(_)) => Self::Undecided,
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
                let of = |turn| Class::of(Some(before), Some(after), turn, margin);
                assert_eq!((of(Turn::None), of(Turn::Crossed)), (class, class));
            }
        }
        for verdict in [Safe, Undecided, Vulnerable] {
            let side = Some(verdict);
            let of = |before, after, margin| Class::of(before, after, Turn::None, margin);
            assert_eq!(of(side, side, Ordering::Less), Class::MarginShrank);
            assert_eq!(of(side, side, Ordering::Equal), Class::Unchanged);
            assert_eq!(of(side, side, Ordering::Greater), Class::MarginGrew);
            assert_eq!(of(None, side, Ordering::Equal), Class::New);
            assert_eq!(of(side, None, Ordering::Equal), Class::Deleted);
        }
    }

    #[test]
    fn a_sign_that_changes_counts_though_the_verdict_stays() {
        for margin in MARGINS {
            let of = |verdict| Class::of(Some(verdict), Some(verdict), Turn::Crossed, margin);
            assert_eq!(of(Verdict::Vulnerable), Class::BecameVulnerable);
            // Beyond the threshold for certain it would be vulnerable.
            assert_ne!(of(Verdict::Undecided), Class::BecameVulnerable);
        }
    }

    #[test]
    fn a_contradiction_decides_nothing_but_hides_no_profit() {
        use Verdict::{Safe, Undecided, Vulnerable};
        for (before, after, class) in [
            (Safe, Safe, Class::Undecided),
            (Vulnerable, Vulnerable, Class::Undecided),
            (Vulnerable, Safe, Class::Undecided),
            (Safe, Vulnerable, Class::BecameVulnerable),
            (Undecided, Vulnerable, Class::BecameVulnerable),
        ] {
            for margin in MARGINS {
                let of = Class::of(Some(before), Some(after), Turn::Contradicted, margin);
                assert_eq!(of, class);
            }
        }
    }

    #[test]
    fn swapping_the_sides_swaps_the_classes() {
        for before in SIDES {
            for after in SIDES {
                for margin in MARGINS {
                    let class = Class::of(before, after, Turn::None, margin);
                    let back = Class::of(after, before, Turn::None, margin.reverse());
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
