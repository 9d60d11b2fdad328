//! The way from a parameter's own value to an end of its range.

use assay_scenarios::{LookupError, Scenario};
use dashu_ratio::RBig;

use super::Stop;
use crate::exact::{approximate, from_float};

/// Steps of a whole way.
pub(super) const STEPS: u32 = 1 << 14;
/// An end further off than this many times the value is approached by ratios.
const FAR: f64 = 4.0;

/// One side of a parameter.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) parameter: String,
    own: RBig,
    end: RBig,
    /// What a value must be a multiple of.
    grain: Option<RBig>,
    /// How many steps are gone.
    pub(super) step: u32,
    pub(super) stop: Option<Stop>,
}

impl Way {
    /// The way down and the way up.
    pub(super) fn both(scenario: &Scenario, name: &str) -> Result<[Self; 2], LookupError> {
        let own = scenario.exact(name)?;
        let parameter = scenario.parameter(name)?;
        let grain = parameter.step();
        let (low, high) = parameter.range().unwrap_or((own, own));
        Ok([low, high].map(|end| Self {
            parameter: name.to_owned(),
            own: own.clone(),
            end: end.clone(),
            grain: grain.clone(),
            step: 0,
            stop: None,
        }))
    }

    /// The value at the present step.
    pub(super) fn reached(&self) -> RBig {
        if self.step >= STEPS {
            return self.end.clone();
        }
        let at = self.place(f64::from(self.step) / f64::from(STEPS));
        let distance = from_float(at).map_or(RBig::ZERO, |at| rounded(&(at - &self.own)));
        let mut value = &self.own + distance;
        if let Some(grain) = &self.grain {
            let count = &value / grain;
            let whole = if self.end < self.own {
                count.ceil()
            } else {
                count.floor()
            };
            value = RBig::from(whole) * grain;
        }
        // Rounding never takes it behind its start or beyond its end.
        let (least, most) = if self.end < self.own {
            (&self.end, &self.own)
        } else {
            (&self.own, &self.end)
        };
        value.max(least.clone()).min(most.clone())
    }

    fn place(&self, share: f64) -> f64 {
        let (own, end) = (approximate(&self.own), approximate(&self.end));
        let ratio = end / own;
        if ratio > FAR || (ratio > 0.0 && ratio < 1.0 / FAR) {
            own * libm::pow(ratio, share)
        } else {
            own + (end - own) * share
        }
    }
}

/// To three digits, towards zero.
fn rounded(distance: &RBig) -> RBig {
    let size = approximate(distance).abs();
    if size == 0.0 {
        return RBig::ZERO;
    }
    let power = libm::floor(libm::log10(size)) as isize - 2;
    let unit = RBig::from(10).pow(power);
    RBig::from((distance / &unit).trunc()) * unit
}
