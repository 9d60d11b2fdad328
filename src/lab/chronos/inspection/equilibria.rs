//! All equilibria of the game, in closed form.
//!
//! With `k` of the indexers active, each scanning with probability `s`, a false claim is found with probability
//! `d · (1 − (1 − s)^k)`. The claimant is indifferent where that equals `prize / (prize + penalty)`, which fixes
//! `s`. An active indexer is indifferent where the bounty he expects, shared among all who scan, covers the
//! scan and the true claims he wrongly challenges, which fixes the share `q` of false claims:
//! `(q · d · bounty − (1 − q) · f · challenger stake) · E[1 / scanners] = scan cost`.
//! Where that share would exceed one, the group is too large for its bounty: every claim that may be false is, the
//! active indexers scan as rarely as `d · bounty · E[1 / scanners] = scan cost` says, and fewer are found.
//! Another indexer who joined would share with one more, and so stays idle: every non-empty group of indexers
//! is the active one of exactly one equilibrium. In a group all scan equally often, since whoever scanned more
//! often would leave the others a smaller share.

use assay_solver::{exact::from_float, interval::Interval};
use dashu_ratio::RBig;

use super::terms::Terms;

/// What claimants and indexers settle on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Settled {
    /// A false claim is worth nothing even if it stands: nobody files one, nobody scans.
    NoTemptation,
    /// A false claim pays even if every indexer scans: every claim that may be false is.
    BeyondDeterrence,
    /// Scanning does not pay even if every claim is false: nobody scans, every claim that may be false is.
    NobodyScans,
    /// Both sides mix, but for groups of indexers too large for their bounty, against which every claim is false.
    Mixed,
}

/// One equilibrium in which indexers mix, and in general claimants as well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mixed {
    /// How often each active indexer scans.
    pub(super) scan: Interval,
    /// Probability that a false claim is found.
    pub(super) found: Interval,
    /// Share of the claims that are false.
    pub(super) false_share: Interval,
}

impl Terms {
    /// What the two sides settle on.
    pub(super) fn settled(&self) -> Settled {
        if self.prize <= RBig::ZERO {
            Settled::NoTemptation
        } else if self.needed() >= self.detection {
            Settled::BeyondDeterrence
        } else if &self.detection * &self.bounty <= self.scan_cost {
            Settled::NobodyScans
        } else {
            Settled::Mixed
        }
    }

    /// Probability of being found out that leaves the claimant indifferent.
    pub(super) fn needed(&self) -> RBig {
        let at_stake = &self.prize + &self.penalty;
        if at_stake > RBig::ZERO {
            &self.prize / at_stake
        } else {
            RBig::ZERO
        }
    }

    /// Share of false claims at which one indexer alone earns nothing by scanning, exactly. Below it nobody
    /// scans. None where there is nothing to win.
    pub(super) fn least_prevalence(&self) -> Option<RBig> {
        let false_alarm = &self.false_positive * &self.challenger_stake;
        let at_stake = &self.detection * &self.bounty + &false_alarm;
        (at_stake > RBig::ZERO).then(|| (&self.scan_cost + false_alarm) / at_stake)
    }

    /// Largest prize that the penalty deters if every indexer scans; none where it deters any.
    pub(super) fn largest_deterred(&self) -> Option<RBig> {
        let missed = RBig::ONE - &self.detection;
        (missed > RBig::ZERO).then(|| &self.penalty * &self.detection / missed)
    }

    /// The equilibrium in which `active` indexers scan; none where there are not so many or the two sides do not mix,
    /// and where floats cannot tell whether the group is too large for its bounty.
    pub(super) fn mixed(&self, active: u64) -> Option<Mixed> {
        if self.settled() != Settled::Mixed || active == 0 || active > self.indexers {
            return None;
        }
        let needed = &self.needed() / &self.detection;
        let scan = Interval::ONE - root(&(RBig::ONE - &needed), active);
        let crowding = if active == 1 {
            Interval::ONE
        } else {
            let expected = Interval::enclosing(&RBig::from(active)) * scan;
            expected.divided_by(Interval::enclosing(&needed))?
        };
        let false_alarm = &self.false_positive * &self.challenger_stake;
        let at_stake = Interval::enclosing(&(&self.detection * &self.bounty + &false_alarm));
        let paid =
            Interval::enclosing(&self.scan_cost) * crowding + Interval::enclosing(&false_alarm);
        let false_share = paid.divided_by(at_stake)?;
        if false_share.low() > 1.0 {
            return Some(self.crowded(active));
        }
        (false_share.high() < 1.0).then(|| Mixed {
            scan,
            found: Interval::enclosing(&self.needed()),
            false_share,
        })
    }

    /// The equilibrium of a group too large for its bounty: every claim that may be false is, and with fewer scans
    /// than would leave the claimant indifferent a scan pays what it costs.
    fn crowded(&self, active: u64) -> Mixed {
        let scan = bisect(|scan| {
            // `d · bounty · (1 − (1 − s)^k) > cost · k · s`: a scan earns more than it costs.
            let looked_at = RBig::ONE - (RBig::ONE - scan).pow(exponent(active));
            &self.detection * &self.bounty * looked_at > &self.scan_cost * RBig::from(active) * scan
        });
        let unseen = |scan: f64| match from_float(scan) {
            Some(scan) => Interval::enclosing(&(RBig::ONE - scan).pow(exponent(active))),
            None => Interval::ALL,
        };
        let unseen = unseen(scan.high()).hull(unseen(scan.low()));
        Mixed {
            scan,
            found: Interval::enclosing(&self.detection) * (Interval::ONE - unseen),
            false_share: Interval::ONE,
        }
    }
}

fn exponent(active: u64) -> isize {
    isize::try_from(active).unwrap_or(isize::MAX)
}

/// Two neighbouring floats between 0 and 1 between which a condition that holds near zero ceases to hold, decided in
/// exact numbers.
fn bisect(holds: impl Fn(&RBig) -> bool) -> Interval {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        match from_float(middle) {
            Some(middle_exactly) if holds(&middle_exactly) => low = middle,
            _ => high = middle,
        }
    }
    Interval::new(low, high).unwrap_or(Interval::ALL)
}

/// The root of a number between 0 and 1, enclosed: both ends are raised to the power again, exactly.
fn root(value: &RBig, degree: u64) -> Interval {
    let power = exponent(degree);
    let middle = Interval::enclosing(value).middle();
    let guess = libm::pow(middle, 1.0 / degree as f64).clamp(0.0, 1.0);
    let (mut low, mut high) = (guess, guess);
    // The guess is off by a few units in the last place; doubling the step ends at 0 and 1 at the latest.
    let mut step = f64::EPSILON;
    while low > 0.0 && from_float(low).is_none_or(|low| low.pow(power) > *value) {
        low = (guess - step).max(0.0);
        step *= 2.0;
    }
    step = f64::EPSILON;
    while high < 1.0 && from_float(high).is_none_or(|high| high.pow(power) < *value) {
        high = (guess + step).min(1.0);
        step *= 2.0;
    }
    Interval::new(low, high).unwrap_or(Interval::ALL)
}
