//! The three verdicts, and how witnesses are weighed.

use serde::{Deserialize, Serialize};

use crate::interval::Interval;

/// What the evidence says about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every witness says, beyond its error, that the attack loses or the criterion holds.
    Safe,
    /// Some witness says, beyond its error, that the attack pays or the criterion fails.
    Vulnerable,
    /// The witnesses are missing, straddle the threshold, or disagree without a profit shown.
    Undecided,
}

impl Verdict {
    /// The word people read and type.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Vulnerable => "vulnerable",
            Self::Undecided => "undecided",
        }
    }

    /// Judges an attack by what its witnesses say of its expected value, in one currency.
    ///
    /// One witness that shows a profit is enough for [`Verdict::Vulnerable`]; [`Verdict::Safe`] takes
    /// both, each strictly below zero over its whole interval. A missing witness is never safe.
    pub fn of_attack(closed_form: Option<f64>, simulated: Option<Interval>) -> Self {
        let formula_pays = closed_form.is_some_and(|value| value > 0.0);
        let simulation_pays = simulated.is_some_and(|interval| interval.lo > 0.0);
        let formula_loses = closed_form.is_some_and(|value| value < 0.0);
        let simulation_loses = simulated.is_some_and(|interval| interval.hi < 0.0);
        if formula_pays || simulation_pays {
            Self::Vulnerable
        } else if formula_loses && simulation_loses {
            Self::Safe
        } else {
            Self::Undecided
        }
    }

    /// Judges a criterion of the form "the value is below (or above) a threshold".
    ///
    /// Safe if the whole interval is on the wanted side, vulnerable if it is wholly on the other.
    pub fn of_criterion(interval: Interval, wanted: Side, threshold: f64) -> Self {
        let below = interval.hi < threshold;
        let above = interval.lo > threshold;
        match (wanted, below, above) {
            (Side::Below, true, _) | (Side::Above, _, true) => Self::Safe,
            (Side::Below, _, true) | (Side::Above, true, _) => Self::Vulnerable,
            _ => Self::Undecided,
        }
    }

    /// The verdict of several statements that must all hold.
    pub fn of_all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::Safe;
        let mut any = false;
        for verdict in verdicts {
            any = true;
            all = match (all, verdict) {
                (Self::Vulnerable, _) | (_, Self::Vulnerable) => Self::Vulnerable,
                (Self::Undecided, _) | (_, Self::Undecided) => Self::Undecided,
                (Self::Safe, Self::Safe) => Self::Safe,
            };
        }
        if any { all } else { Self::Undecided }
    }
}

/// The side of a threshold on which a criterion holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The criterion holds strictly below the threshold.
    Below,
    /// The criterion holds strictly above the threshold.
    Above,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(lo: f64, hi: f64) -> Option<Interval> {
        Some(Interval { lo, hi })
    }

    #[test]
    fn a_missing_witness_is_never_safe() {
        assert_eq!(Verdict::of_attack(Some(-1.0), None), Verdict::Undecided);
        assert_eq!(
            Verdict::of_attack(None, within(-2.0, -1.0)),
            Verdict::Undecided
        );
        assert_eq!(Verdict::of_attack(None, None), Verdict::Undecided);
    }

    #[test]
    fn one_witness_of_profit_is_enough() {
        assert_eq!(
            Verdict::of_attack(Some(-1.0), within(1.0, 2.0)),
            Verdict::Vulnerable
        );
        assert_eq!(
            Verdict::of_attack(Some(1.0), within(-2.0, -1.0)),
            Verdict::Vulnerable
        );
    }

    #[test]
    fn an_interval_that_straddles_zero_is_undecided() {
        assert_eq!(
            Verdict::of_attack(Some(-1.0), within(-2.0, 0.5)),
            Verdict::Undecided
        );
        assert_eq!(
            Verdict::of_attack(Some(0.0), within(-2.0, -1.0)),
            Verdict::Undecided
        );
    }

    #[test]
    fn nothing_judged_is_undecided() {
        assert_eq!(Verdict::of_all([]), Verdict::Undecided);
        assert_eq!(
            Verdict::of_all([Verdict::Safe, Verdict::Undecided]),
            Verdict::Undecided
        );
        assert_eq!(
            Verdict::of_all([Verdict::Undecided, Verdict::Vulnerable]),
            Verdict::Vulnerable
        );
    }

    #[test]
    fn a_threshold_inside_the_interval_is_undecided() {
        let interval = Interval { lo: 0.5, hi: 1.5 };
        assert_eq!(
            Verdict::of_criterion(interval, Side::Below, 1.0),
            Verdict::Undecided
        );
        assert_eq!(
            Verdict::of_criterion(interval, Side::Below, 2.0),
            Verdict::Safe
        );
        assert_eq!(
            Verdict::of_criterion(interval, Side::Above, 2.0),
            Verdict::Vulnerable
        );
    }
}
