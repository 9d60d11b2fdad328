//! How one candidate stands.

use assay_sim::statistics::Proportion;

use super::comparison::Dominance;

/// A figure, and whether all points went into it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// All points did.
    Decided(f64),
    /// Only the points where it is known did; the others could change it.
    Partial(f64),
    /// It is known at no point.
    Undecided,
}

impl Figure {
    /// A figure over `known` of `points` points.
    pub(super) fn over(value: Option<f64>, known: u64, points: u64) -> Self {
        match value {
            Some(value) if known == points => Self::Decided(value),
            Some(value) => Self::Partial(value),
            None => Self::Undecided,
        }
    }

    /// The figure if all points went into it.
    #[must_use]
    pub fn decided(&self) -> Option<f64> {
        match self {
            Self::Decided(value) => Some(*value),
            Self::Partial(_) | Self::Undecided => None,
        }
    }
}

/// How much worse a candidate does than the best candidate at the same point (Savage 1951), in the
/// unit of performance; never below 0. Known where every candidate has a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regret {
    /// The largest: minimax regret picks the candidate where it is least.
    pub maximum: Figure,
    /// The mean.
    pub mean: Figure,
    /// The quantile of [`Settings::percentile`](super::Settings::percentile), of type 7 of Hyndman
    /// and Fan (1996); `None` where none was asked for.
    pub percentile: Option<Figure>,
}

/// How robust one candidate is. Performances are in the unit they were observed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// At how many points it has no value.
    pub undecided: u64,
    /// Its worst performance (Wald 1950): maximin picks the candidate where it is best.
    pub worst: Figure,
    /// Its best performance: maximax.
    pub best: Figure,
    /// The best weighed by [`Settings::optimism`](super::Settings::optimism) and the worst by the
    /// rest (Hurwicz 1951).
    pub hurwicz: Figure,
    /// The mean: its expected value if all points are equally likely, Laplace's principle of
    /// insufficient reason.
    pub mean: Figure,
    /// The share of all points at which it meets the threshold, Starr's domain criterion (Starr
    /// 1963; Schneller and Sphicas 1983), with Wilson's 95 % interval; a point without a value is
    /// not met. `None` without a threshold or a point.
    pub satisficing: Option<Proportion>,
    /// Its regret.
    pub regret: Regret,
    /// Whether another candidate is at least as good everywhere.
    pub dominance: Dominance,
}
