//! How a control's value stands to the attacks, as whoever solved for it says.

use dashu_ratio::RBig;

/// What the closed forms say of a control's present value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// No closed form reads the control, so none says anything of it.
    NotRead,
    /// Some do.
    Read(Safe),
}

/// The widest stretch around the present value, within the declared range, on which no attack begins to pay that does not pay now:
/// the expected values of its closed form are at most zero, the other parameters being as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safe {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
    /// The attacks that pay at the present value, and so decide nothing above.
    pub pays_now: Vec<PaysNow>,
}

/// An end of a safe range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// In the control's declared unit.
    pub value: RBig,
    /// Whether `value` itself still belongs to the range.
    pub included: bool,
    /// What bounds it.
    pub bound: Bound,
}

/// What bounds a safe range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// The control's declared range.
    Range,
    /// Beyond it this attack pays.
    Pays(String),
    /// Beyond it nothing is known of this attack.
    Unknown(String),
}

/// An attack that pays at the present value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaysNow {
    /// Its id.
    pub attack: String,
    /// The nearest values of the control at which it would not pay, in its declared unit; none where no value stops it.
    pub stops_at: Vec<RBig>,
}

impl Safe {
    /// Whether a value lies within.
    pub fn holds(&self, value: &RBig) -> bool {
        self.outside(value).is_none()
    }

    /// The end that a value lies beyond.
    pub fn outside(&self, value: &RBig) -> Option<&End> {
        let low = value < &self.low.value || (value == &self.low.value && !self.low.included);
        let high = value > &self.high.value || (value == &self.high.value && !self.high.included);
        match (low, high) {
            (true, _) => Some(&self.low),
            (_, true) => Some(&self.high),
            _ => None,
        }
    }

    /// The end nearest to `value` at which an attack begins to pay, and its distance as a share of the value; the distance itself,
    /// in the declared unit, where the value is zero.
    pub fn nearest(&self, value: &RBig) -> Option<(&End, RBig)> {
        let ends = [&self.low, &self.high].into_iter();
        let flips = ends.filter(|end| matches!(end.bound, Bound::Pays(_)));
        let far = |end: &End| {
            let distance = &end.value - value;
            if *value == RBig::ZERO {
                distance
            } else {
                distance / value
            }
        };
        let size = |distance: &RBig| {
            if *distance < RBig::ZERO {
                -distance
            } else {
                distance.clone()
            }
        };
        flips
            .map(|end| (end, far(end)))
            .min_by(|(_, left), (_, right)| size(left).cmp(&size(right)))
    }
}
