//! What is said of the places at which a sign changes.

use dashu_ratio::RBig;

/// The sign of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Below zero.
    Negative,
    /// Exactly zero.
    Zero,
    /// Above zero.
    Positive,
    /// There is no value: a division by zero, an argument below a table, a probability outside 0 to 1.
    Undefined,
}

impl Sign {
    /// Of -1, 0 or 1.
    pub(super) fn of(sign: i8) -> Self {
        match sign {
            ..0 => Self::Negative,
            0 => Self::Zero,
            1.. => Self::Positive,
        }
    }
}

/// Where a sign changes, in the parameter's declared unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At this value.
    Exact(RBig),
    /// Between these two. For a `whole` parameter they are neighbouring whole values and have the signs themselves.
    Bracket {
        /// Below the change.
        low: RBig,
        /// Above the change.
        high: RBig,
    },
}

/// How a change was found. Functions are written as formulas of the parameter in its declared unit; an attack's are in USD, a
/// formula's in its own unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// The zero of a linear function.
    Linear {
        /// The function on both sides of the place.
        function: String,
    },
    /// A zero of a polynomial, or of a quotient of two.
    Rational {
        /// The function on both sides of the place.
        function: String,
    },
    /// The subject is one function below the place and another above: a step, a kink, a comparison, a pole.
    Change {
        /// The function below, where it is exact.
        below: Option<String>,
        /// The function above, where it is exact.
        above: Option<String>,
    },
    /// The only zero of a stretch on which enclosures of the derivative show the subject to rise, or to fall, all the way.
    Monotone,
    /// The signs on both sides are certain, and nothing else: the sign changes at least once in between.
    Signs,
}

/// A place at which the sign changes, from low to high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Where.
    pub at: Place,
    /// The sign below; at the lower end of the range, the sign there.
    pub below: Sign,
    /// The sign at the place itself, where the place is one value.
    pub here: Option<Sign>,
    /// The sign above; at the upper end of the range, the sign there.
    pub above: Sign,
    /// Whether the value leaps there instead of passing through; nothing where that is not known.
    pub jump: Option<bool>,
    /// How it was found.
    pub method: Method,
}

/// Every change of sign within a range, and where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crossings {
    /// The changes, rising. A place that is touched from one side counts: the sign there differs.
    pub found: Vec<Crossing>,
    /// Stretches, first and last value included, on which nothing is known: the budget was spent or floats end there. A bracket
    /// that is also a stretch of this list may hold further changes.
    pub unresolved: Vec<(RBig, RBig)>,
}
