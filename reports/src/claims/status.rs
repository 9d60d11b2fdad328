//! What became of a claim, and how that is told from its figure and the value that follows.

use serde::{Deserialize, Serialize};

use crate::{interval::Interval, verdict::Verdict};

/// Share of the larger of two values below which they are the same: the error of floats, no more.
const SAME: f64 = 1e-9;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Another figure follows, or another verdict.
    Contradicted,
    /// The figure lies outside the 95 % interval of what was simulated.
    SimulatedOutside,
    /// Nothing in the document or in any model yields it.
    Unsupported,
    /// It could not be told: too few runs, or bounds on both sides of the figure.
    Undecided,
    /// The figure follows as printed.
    Reproduced,
    /// The figure follows when it is rounded to the printed places.
    Rounding,
    /// The figure lies inside the 95 % interval of what was simulated.
    SimulatedInside,
    /// Nothing here can derive it; it is taken as given.
    Assumption,
}

/// How a printed figure is meant to stand to the value that follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// The value is the figure.
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// The value is about the figure: within half a unit of its last printed place.
    #[serde(rename = "~")]
    About,
    /// The value is below the figure.
    #[serde(rename = "<")]
    Below,
    /// The value is at most the figure.
    #[serde(rename = "<=")]
    AtMost,
    /// The value is above the figure.
    #[serde(rename = ">")]
    Above,
    /// The value is at least the figure.
    #[serde(rename = ">=")]
    AtLeast,
}

impl Status {
    /// Every status, in the order in which they are counted for people.
    pub const ALL: [Self; 8] = [
        Self::Reproduced,
        Self::Rounding,
        Self::Contradicted,
        Self::SimulatedInside,
        Self::SimulatedOutside,
        Self::Assumption,
        Self::Unsupported,
        Self::Undecided,
    ];

    /// The word people read and type.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reproduced => "reproduced",
            Self::Rounding => "rounding",
            Self::Contradicted => "contradicted",
            Self::SimulatedInside => "simulated-inside",
            Self::SimulatedOutside => "simulated-outside",
            Self::Assumption => "assumption",
            Self::Unsupported => "unsupported",
            Self::Undecided => "undecided",
        }
    }

    /// Whether the document is refuted: contradicted, outside the simulated interval, or without any support.
    pub fn is_refuted(self) -> bool {
        matches!(
            self,
            Self::Contradicted | Self::SimulatedOutside | Self::Unsupported
        )
    }

    /// Whether the figure lies within the simulated interval; none where there is none.
    pub fn inside(self) -> Option<bool> {
        match self {
            Self::SimulatedInside => Some(true),
            Self::SimulatedOutside => Some(false),
            _ => None,
        }
    }

    /// Judges `figure` by the `value` that follows, both in one unit; `precision` is half a unit of the figure's last
    /// printed place.
    pub fn of_value(value: f64, figure: f64, precision: f64, relation: Relation) -> Self {
        let slack = SAME * value.abs().max(figure.abs());
        let apart = (value - figure).abs();
        let holds = match relation {
            Relation::Equal | Relation::About if apart <= slack => return Self::Reproduced,
            Relation::Equal | Relation::About if apart <= precision + slack => {
                return Self::Rounding;
            }
            Relation::Equal | Relation::About => false,
            Relation::Below => value < figure,
            Relation::AtMost => value <= figure,
            Relation::Above => value > figure,
            Relation::AtLeast => value >= figure,
        };
        if holds {
            Self::Reproduced
        } else {
            Self::Contradicted
        }
    }

    /// Judges `figure` by a 95 % interval: inside, or for a comparison, if it holds over the whole interval.
    pub fn of_interval(interval: Interval, figure: f64, relation: Relation) -> Self {
        let inside = match relation {
            Relation::Equal | Relation::About => interval.contains(figure),
            Relation::Below => interval.hi < figure,
            Relation::AtMost => interval.hi <= figure,
            Relation::Above => interval.lo > figure,
            Relation::AtLeast => interval.lo >= figure,
        };
        if inside {
            Self::SimulatedInside
        } else {
            Self::SimulatedOutside
        }
    }

    /// Judges `figure` by certain bounds of a value: as each value within them would, and undecided where they differ.
    pub fn of_bounds(bounds: Interval, figure: f64, precision: f64, relation: Relation) -> Self {
        let by = |value| Self::of_value(value, figure, precision, relation);
        let (low, high) = (by(bounds.lo), by(bounds.hi));
        let straddles = bounds.lo < figure && figure < bounds.hi;
        match (low, high) {
            (Self::Contradicted, Self::Contradicted) if straddles => Self::Undecided,
            (Self::Contradicted, other) | (other, Self::Contradicted)
                if other != Self::Contradicted =>
            {
                Self::Undecided
            }
            (Self::Rounding, _) | (_, Self::Rounding) => Self::Rounding,
            (same, _) => same,
        }
    }

    /// Judges a promised verdict by the one that was found.
    pub fn of_verdict(promised: Verdict, found: Verdict) -> Self {
        match found {
            _ if found == promised => Self::Reproduced,
            Verdict::Undecided => Self::Undecided,
            _ => Self::Contradicted,
        }
    }
}

impl Relation {
    /// The sign people read and type.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::About => "~",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_reproduced_rounded_or_contradicted_by_half_a_unit_of_its_last_place() {
        for (value, figure, precision, status) in [
            (-50_149.7, -50_149.7, 0.0, Status::Reproduced),
            (0.1 + 0.2, 0.3, 0.0, Status::Reproduced),
            (-50_149.7, -50_150.0, 0.5, Status::Rounding),
            (1_687_500.0, 1.69e6, 5_000.0, Status::Rounding),
            // Exactly half a unit off still rounds to it.
            (49_999.5, 50_000.0, 0.5, Status::Rounding),
            (-50_149.7, -50_200.0, 0.5, Status::Contradicted),
            (0.0, -1.0, 0.5, Status::Contradicted),
        ] {
            for relation in [Relation::Equal, Relation::About] {
                let judged = Status::of_value(value, figure, precision, relation);
                assert_eq!(judged, status, "{value} against {figure}");
            }
        }
    }

    #[test]
    fn a_comparison_holds_or_does_not_whatever_the_places_printed() {
        for (value, relation, figure, holds) in [
            (0.002, Relation::Below, 0.005, true),
            (0.005, Relation::Below, 0.005, false),
            (0.005, Relation::AtMost, 0.005, true),
            (2.0, Relation::Above, 2.0, false),
            (2.0, Relation::AtLeast, 2.0, true),
            (1.0, Relation::AtLeast, 2.0, false),
        ] {
            let status = Status::of_value(value, figure, 1.0, relation);
            assert_eq!(status == Status::Reproduced, holds, "{value} {relation:?}");
            assert_eq!(status == Status::Contradicted, !holds);
        }
    }

    #[test]
    fn a_comparison_over_an_interval_holds_only_over_the_whole_of_it() {
        let interval = Interval { lo: 1.0, hi: 3.0 };
        for (relation, figure, inside) in [
            (Relation::Equal, 2.0, true),
            (Relation::Equal, 3.5, false),
            (Relation::Below, 3.5, true),
            (Relation::Below, 2.0, false),
            (Relation::Above, 2.0, false),
            (Relation::AtLeast, 1.0, true),
        ] {
            let status = Status::of_interval(interval, figure, relation);
            assert_eq!(status.inside(), Some(inside), "{relation:?} {figure}");
        }
    }

    #[test]
    fn bounds_on_both_sides_of_a_figure_decide_nothing() {
        let judged = |lo, hi, figure, relation| {
            Status::of_bounds(Interval { lo, hi }, figure, 0.5, relation)
        };
        assert_eq!(judged(1.0, 3.0, 2.0, Relation::Equal), Status::Undecided);
        assert_eq!(judged(1.0, 3.0, 2.0, Relation::Below), Status::Undecided);
        assert_eq!(judged(1.9, 9.0, 2.0, Relation::Equal), Status::Undecided);
        assert_eq!(judged(1.9, 2.0, 2.0, Relation::Equal), Status::Rounding);
        assert_eq!(judged(2.0, 2.0, 2.0, Relation::Equal), Status::Reproduced);
        assert_eq!(judged(5.0, 9.0, 2.0, Relation::Equal), Status::Contradicted);
        assert_eq!(judged(5.0, 9.0, 9.5, Relation::Below), Status::Reproduced);
    }

    #[test]
    fn an_undecided_verdict_is_neither_safe_nor_refuted() {
        let judged = Status::of_verdict;
        let (safe, vulnerable) = (Verdict::Safe, Verdict::Vulnerable);
        assert_eq!(judged(safe, safe), Status::Reproduced);
        assert_eq!(judged(safe, vulnerable), Status::Contradicted);
        assert_eq!(judged(safe, Verdict::Undecided), Status::Undecided);
        assert_eq!(
            judged(Verdict::Undecided, Verdict::Undecided),
            Status::Reproduced
        );
        assert_eq!(judged(Verdict::Undecided, safe), Status::Contradicted);
    }
}
