//! Which way to split a box, and where.

use std::sync::Arc;

use dashu_ratio::RBig;

use super::{Axis, Left, Search, Task};
use crate::{
    interval::Interval,
    proof::region::{Region, Span},
};

/// A split must take this share off the excess of both parts to be chosen for it.
const WORTH: f64 = 0.05;

impl Search<'_, '_> {
    /// The two parts of a box; nothing if it is a point.
    ///
    /// Every side is tried, and the one chosen whose worse part is best (strong branching: D. Applegate, R. Bixby, V. Chvátal, W.
    /// Cook, Finding cuts in the TSP, 1995). Not the one whose parts are best together: that would cut a jump
    /// closer and closer, and help one of the parts only. Where no split makes a difference, the target's variation decides.
    pub(super) fn split(&mut self, task: &Task, slopes: Option<&[Interval]>) -> Option<[Task; 2]> {
        let before = self.excess(&task.face);
        let mut best: Option<(f64, usize)> = None;
        for number in 0..self.axes.len() {
            let Some(parts) = self.parts(&task.face, number, slopes) else {
                continue;
            };
            let after = parts.into_iter().fold(0.0, |worse: f64, part| {
                worse.max(self.excess(&with(&task.face, number, &Arc::new(part))))
            });
            if best.is_none_or(|(least, _)| after < least) {
                best = Some((after, number));
            }
        }
        let number = match best? {
            (after, tried) if after.is_finite() && after <= before * (1.0 - WORTH) => tried,
            _ => self.widest(&task.face, slopes)?,
        };
        let parts = self.parts(&task.face, number, slopes)?;
        Some(parts.map(|part| {
            let part = Arc::new(part);
            Task {
                covers: with(&task.covers, number, &part),
                face: with(&task.face, number, &part),
                splits: task.splits + 1,
            }
        }))
    }

    /// How far the enclosure over a box reaches beyond zero; infinite where it may have no value.
    fn excess(&mut self, region: &Region) -> f64 {
        match self.enclose(region) {
            Ok(value) if self.sign.holds_over(value) => 0.0,
            Ok(value) => self.sign.excess(value),
            Err(_) => f64::INFINITY,
        }
    }

    fn parts(
        &self,
        face: &Region,
        number: usize,
        slopes: Option<&[Interval]>,
    ) -> Option<[Span; 2]> {
        let (axis, side) = (self.axes.get(number)?, face.get(number)?);
        if !side.may_split() {
            return None;
        }
        let slope = slopes.and_then(|slopes| slopes.get(number));
        let jumps = slope.is_none_or(|slope| slope.width() == f64::INFINITY);
        let at = if jumps { landmark(axis, side) } else { None };
        Some(side.split(&at.unwrap_or_else(|| side.middle())))
    }

    /// The axis along which the target varies most, by slope and width. An axis without a bound on the slope counts as
    /// the steepest of the others, and the share of its width that is left weighs too, so that every axis has its turn.
    fn widest(&self, face: &Region, slopes: Option<&[Interval]>) -> Option<usize> {
        let sides = self.axes.iter().zip(face).enumerate();
        let widths: Vec<(usize, f64, f64)> = sides
            .filter(|(_, (_, side))| side.may_split())
            .map(|(number, (axis, side))| {
                let width = side.measure();
                let slope = slopes.and_then(|slopes| slopes.get(number));
                let variation = slope.map_or(f64::INFINITY, |slope| slope.magnitude() * width);
                (number, width / axis.span.measure(), variation)
            })
            .collect();
        let finite = widths.iter().map(|(_, _, variation)| *variation);
        let steepest = finite.filter(|it| it.is_finite()).fold(0.0, f64::max);
        let steepest = if steepest > 0.0 { steepest } else { 1.0 };
        let mut best: Option<(usize, f64)> = None;
        for (number, share, variation) in widths {
            let score = libm::sqrt(share) * variation.min(steepest);
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((number, score));
            }
        }
        best.map(|(number, _)| number)
    }

    pub(super) fn left(&self, task: Task, reason: Option<String>) -> Left {
        let share = self
            .axes
            .iter()
            .zip(&task.covers)
            .filter(|(axis, _)| !axis.span.is_point())
            .map(|(axis, side)| side.measure() / axis.span.measure())
            .product();
        Left {
            region: task.covers,
            share,
            reason,
        }
    }
}

/// A region with another side.
fn with(region: &Region, number: usize, side: &Arc<Span>) -> Region {
    let mut region = region.clone();
    if let Some(place) = region.get_mut(number) {
        *place = Arc::clone(side);
    }
    region
}

/// The landmark nearest to the middle of a side, where one is strictly inside.
fn landmark(axis: &Axis, side: &Span) -> Option<RBig> {
    let middle = side.middle();
    let inside = axis.landmarks.iter().filter_map(|landmark| {
        let at = if side.whole {
            RBig::from(landmark.floor())
        } else {
            landmark.clone()
        };
        let least = if side.whole {
            at >= side.low
        } else {
            at > side.low
        };
        (least && at < side.high).then_some(at)
    });
    let away = |at: &RBig| {
        if *at < middle {
            &middle - at
        } else {
            at - &middle
        }
    };
    inside.min_by(|a, b| away(a).cmp(&away(b)))
}
