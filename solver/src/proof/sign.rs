//! The four signs that can be claimed.

use dashu_ratio::RBig;

use super::Enclosure;
use crate::interval::Interval;

/// What is claimed of every value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Below zero.
    Negative,
    /// Zero or below.
    NotPositive,
    /// Above zero.
    Positive,
    /// Zero or above.
    NotNegative,
}

impl Sign {
    /// Whether a value has it.
    pub fn holds(self, value: &RBig) -> bool {
        match self {
            Self::Negative => *value < RBig::ZERO,
            Self::NotPositive => *value <= RBig::ZERO,
            Self::Positive => *value > RBig::ZERO,
            Self::NotNegative => *value >= RBig::ZERO,
        }
    }

    /// Whether every value of an enclosure has it.
    pub fn holds_over(self, values: Enclosure) -> bool {
        match self {
            Self::Negative => values.is_negative(),
            Self::NotPositive => values.high() <= 0.0,
            Self::Positive => values.is_positive(),
            Self::NotNegative => values.low() >= 0.0,
        }
    }

    /// Whether no value of an enclosure has it.
    pub fn fails_over(self, values: Enclosure) -> bool {
        self.opposite().holds_over(values)
    }

    /// What a value has that does not have this one.
    pub fn opposite(self) -> Self {
        match self {
            Self::Negative => Self::NotNegative,
            Self::NotPositive => Self::Positive,
            Self::Positive => Self::NotPositive,
            Self::NotNegative => Self::Negative,
        }
    }

    /// How far values reach beyond zero on the wrong side.
    pub(super) fn excess(self, values: Enclosure) -> f64 {
        match self {
            Self::Negative | Self::NotPositive => values.high().max(0.0),
            Self::Positive | Self::NotNegative => (-values.low()).max(0.0),
        }
    }

    /// Whether values become worse for the claim upward (`true`) or downward along a slope; nothing if it has both signs.
    pub(super) fn worse_upward(self, slope: Interval) -> Option<bool> {
        let wants_low = matches!(self, Self::Negative | Self::NotPositive);
        if slope.low() >= 0.0 {
            Some(wants_low)
        } else if slope.high() <= 0.0 {
            Some(!wants_low)
        } else {
            None
        }
    }
}
