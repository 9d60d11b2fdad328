//! Points at which a claim fails or has no value, always confirmed exactly.

use std::{mem::discriminant, sync::Arc};

use assay_scenarios::EvaluationError;
use dashu_ratio::RBig;

use super::{Ended, Search, Step, region};
use crate::proof::{
    Counterexample, Missing,
    region::{Region, Span},
    target::AtPoint,
};

impl Search<'_, '_> {
    /// The scenario's own point as far as the box allows, and from it along each axis every landmark.
    pub(super) fn try_landmarks(&mut self) -> Option<Ended> {
        let own: Region = self
            .axes
            .iter()
            .map(|axis| {
                let (low, high) = (&axis.span.low, &axis.span.high);
                let nearest = axis.own.clone().max(low.clone()).min(high.clone());
                Arc::new(axis.span.point(&nearest))
            })
            .collect();
        if let Some(ended) = self.try_point(&own, &own) {
            return Some(ended);
        }
        for (number, axis) in self.axes.iter().enumerate() {
            let inside = |landmark: &&RBig| axis.span.admits(landmark);
            for landmark in axis.landmarks.iter().filter(inside) {
                let mut point = own.clone();
                if let Some(side) = point.get_mut(number) {
                    *side = Arc::new(axis.span.point(landmark));
                }
                if let Some(ended) = self.try_point(&point, &point) {
                    return Some(ended);
                }
            }
        }
        None
    }

    /// Looks at one point; exactly only where its enclosure lets the claim fail for certain, or is missing.
    pub(super) fn try_point(&mut self, point: &Region, around: &Region) -> Option<Ended> {
        match self.enclose(point) {
            Ok(value) if !self.sign.fails_over(value) => None,
            _ => self.confirm(point, around),
        }
    }

    /// A box that is a single point is decided exactly.
    pub(super) fn decide_point(&mut self, point: &Region) -> Step {
        if matches!(self.at(&coordinates(point)), AtPoint::Holds) {
            return Step::Proved;
        }
        self.confirm(point, point)
            .map_or(Step::Open(None), Step::Ended)
    }

    /// Tries the middle, two corners and the ends of a box over which there may be no value.
    pub(super) fn look_for_no_value(&mut self, face: &Region, error: &EvaluationError) -> Step {
        let middle = region(face, Span::middle);
        let mut points = vec![
            region(face, |side| side.low.clone()),
            region(face, |side| side.high.clone()),
        ];
        for (number, side) in face.iter().enumerate() {
            for end in [&side.low, &side.high] {
                let mut point = middle.clone();
                if let Some(place) = point.get_mut(number) {
                    *place = Arc::new(side.point(end));
                }
                points.push(point);
            }
        }
        points.push(middle);
        for point in points {
            if let Some(ended) = self.try_point(&point, face) {
                return Step::Ended(ended);
            }
        }
        Step::Undefined(error.to_string())
    }

    /// The end of the search, if the claim certainly fails at a point; told at a simpler point like it where there is one, made of
    /// the scenario's own values and of fractions with small terms from `around`.
    pub(super) fn confirm(&mut self, point: &Region, around: &Region) -> Option<Ended> {
        let mut at = coordinates(point);
        let mut found = self.at(&at);
        if matches!(found, AtPoint::Holds | AtPoint::Open) {
            return None;
        }
        let axes = self.axes;
        for (number, (axis, side)) in axes.iter().zip(around).enumerate() {
            let simplest =
                (!side.is_point()).then(|| RBig::simplest_in(side.low.clone(), side.high.clone()));
            for simpler in [Some(axis.own.clone()), simplest].into_iter().flatten() {
                if !axis.span.admits(&simpler) {
                    continue;
                }
                let mut changed = at.clone();
                if let Some(place) = changed.get_mut(number) {
                    *place = simpler;
                }
                let like = self.at(&changed);
                if discriminant(&like) == discriminant(&found) {
                    (at, found) = (changed, like);
                    break;
                }
            }
        }
        let at = axes.iter().map(|axis| axis.name.clone()).zip(at).collect();
        match found {
            AtPoint::Fails(value) => Some(Ended::Refuted(Counterexample { at, value })),
            AtPoint::NoValue(reason) => Some(Ended::NoValue(Missing { at, reason })),
            AtPoint::Holds | AtPoint::Open => None,
        }
    }

    fn at(&mut self, point: &[RBig]) -> AtPoint {
        for (axis, value) in self.axes.iter().zip(point) {
            // The names and units were checked with the box.
            let _ = self.points.set(&axis.name, value);
        }
        self.points.decide(self.target, self.sign)
    }
}

fn coordinates(point: &Region) -> Vec<RBig> {
    point.iter().map(|side| side.low.clone()).collect()
}
