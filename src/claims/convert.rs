//! What a claims file says, in the words of reports.

use assay_reports::{
    Interval, Verdict,
    claims::{Relation, Status},
};
use assay_scenarios::claims::{ClaimRelation, ClaimStatus, ClaimVerdict, Figure};
use assay_solver::exact;

/// A figure as floats.
pub(super) struct Floats {
    pub(super) value: f64,
    pub(super) precision: f64,
    pub(super) relation: Relation,
}

impl Floats {
    pub(super) fn read(figure: &Figure) -> Self {
        Self {
            value: exact::approximate(&figure.value),
            precision: exact::approximate(&figure.precision),
            relation: relation(figure.relation),
        }
    }

    pub(super) fn of_value(&self, value: f64) -> Status {
        Status::of_value(value, self.value, self.precision, self.relation)
    }

    pub(super) fn of_interval(&self, interval: Interval) -> Status {
        Status::of_interval(interval, self.value, self.relation)
    }

    pub(super) fn of_bounds(&self, bounds: Interval) -> Status {
        Status::of_bounds(bounds, self.value, self.precision, self.relation)
    }
}

fn relation(relation: ClaimRelation) -> Relation {
    match relation {
        ClaimRelation::Equal => Relation::Equal,
        ClaimRelation::About => Relation::About,
        ClaimRelation::Below => Relation::Below,
        ClaimRelation::AtMost => Relation::AtMost,
        ClaimRelation::Above => Relation::Above,
        ClaimRelation::AtLeast => Relation::AtLeast,
    }
}

/// The status that a file records.
pub(super) fn recorded(status: ClaimStatus) -> Status {
    match status {
        ClaimStatus::Reproduced => Status::Reproduced,
        ClaimStatus::Rounding => Status::Rounding,
        ClaimStatus::Contradicted => Status::Contradicted,
        ClaimStatus::SimulatedInside => Status::SimulatedInside,
        ClaimStatus::SimulatedOutside => Status::SimulatedOutside,
        ClaimStatus::Assumption => Status::Assumption,
        ClaimStatus::Unsupported => Status::Unsupported,
    }
}

/// The verdict that a document gives.
pub(super) fn verdict_of(verdict: ClaimVerdict) -> Verdict {
    match verdict {
        ClaimVerdict::Safe => Verdict::Safe,
        ClaimVerdict::Vulnerable => Verdict::Vulnerable,
        ClaimVerdict::Undecided => Verdict::Undecided,
    }
}
