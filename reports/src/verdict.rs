//! The three verdicts, and how witnesses are weighed.

use serde::{Deserialize, Serialize};

use crate::{finding::Threshold, interval::Interval};

/// Half a cent, in USD: a smaller gain is rounding.
pub(crate) const NOTHING: f64 = 0.005;

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

    /// Judges an attack by what its witnesses say of its expected value, in USD.
    ///
    /// One witness that shows a profit is enough for [`Verdict::Vulnerable`]; [`Verdict::Safe`] takes all
    /// three: formula and simulation strictly below zero, the simulation over its whole interval, and a
    /// best response that gains less than half a cent, since staying out is always worth nothing. A
    /// missing witness is never safe.
    pub fn of_attack(
        closed_form: Option<f64>,
        simulated: Option<Interval>,
        best_response: Option<Interval>,
    ) -> Self {
        let formula_pays = closed_form.is_some_and(|value| value > 0.0);
        let simulation_pays = simulated.is_some_and(|interval| interval.lo > 0.0);
        let best_pays = best_response.is_some_and(|bounds| bounds.lo >= NOTHING);
        let formula_loses = closed_form.is_some_and(|value| value < 0.0);
        let simulation_loses = simulated.is_some_and(|interval| interval.hi < 0.0);
        let nothing_better = best_response.is_some_and(|bounds| bounds.hi < NOTHING);
        if formula_pays || simulation_pays || best_pays {
            Self::Vulnerable
        } else if formula_loses && simulation_loses && nothing_better {
            Self::Safe
        } else {
            Self::Undecided
        }
    }

    /// Judges a criterion of the form "the value is below (or above, or at) a threshold".
    ///
    /// Safe if the whole interval is on the wanted side, vulnerable if it is wholly on the other. Where the value should
    /// be at the threshold, safe if the interval holds it, vulnerable if not.
    pub fn of_criterion(interval: Interval, wanted: Side, threshold: f64) -> Self {
        let below = interval.hi < threshold;
        let above = interval.lo > threshold;
        match (wanted, below, above) {
            (Side::Below, true, _) | (Side::Above, _, true) => Self::Safe,
            (Side::Below, _, true) | (Side::Above, true, _) => Self::Vulnerable,
            (Side::At, ..) if interval.contains(threshold) => Self::Safe,
            (Side::At, ..) => Self::Vulnerable,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The criterion holds strictly below the threshold.
    Below,
    /// The criterion holds strictly above the threshold.
    Above,
    /// The criterion holds where the value may be the threshold itself.
    At,
}

impl Side {
    /// The threshold at `value`, on this side of which a statement holds.
    pub fn of(self, value: f64) -> Threshold {
        Threshold { value, side: self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(lo: f64, hi: f64) -> Option<Interval> {
        Some(Interval { lo, hi })
    }

    #[test]
    fn a_missing_witness_is_never_safe() {
        let loses = within(-2.0, -1.0);
        let out = within(0.0, 0.0);
        assert_eq!(Verdict::of_attack(Some(-1.0), loses, out), Verdict::Safe);
        for (formula, simulated, best) in [
            (Some(-1.0), None, out),
            (None, loses, out),
            (Some(-1.0), loses, None),
            (None, None, None),
        ] {
            let verdict = Verdict::of_attack(formula, simulated, best);
            assert_eq!(
                verdict,
                Verdict::Undecided,
                "{formula:?} {simulated:?} {best:?}"
            );
        }
    }

    #[test]
    fn one_witness_of_profit_is_enough() {
        let (loses, pays) = (within(-2.0, -1.0), within(1.0, 2.0));
        for (formula, simulated, best) in
            [(-1.0, pays, None), (1.0, loses, None), (-1.0, loses, pays)]
        {
            let verdict = Verdict::of_attack(Some(formula), simulated, best);
            assert_eq!(
                verdict,
                Verdict::Vulnerable,
                "{formula:?} {simulated:?} {best:?}"
            );
        }
    }

    #[test]
    fn an_interval_that_straddles_zero_is_undecided() {
        let out = within(0.0, 0.0);
        for (formula, simulated, best) in [
            (-1.0, within(-2.0, 0.5), out),
            (0.0, within(-2.0, -1.0), out),
            (-1.0, within(-2.0, -1.0), within(0.0, 3.0)),
        ] {
            let verdict = Verdict::of_attack(Some(formula), simulated, best);
            assert_eq!(
                verdict,
                Verdict::Undecided,
                "{formula:?} {simulated:?} {best:?}"
            );
        }
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
        assert_eq!(
            Verdict::of_criterion(interval, Side::At, 1.0),
            Verdict::Safe
        );
        assert_eq!(
            Verdict::of_criterion(interval, Side::At, 2.0),
            Verdict::Vulnerable
        );
    }
}
