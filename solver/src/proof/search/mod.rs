//! Branch and bound over boxes.
//!
//! Of a box, in this order: does the enclosure over it have the sign? If the value can only rise, or only fall, with a
//! parameter, the face where it is worst stands for the box. Is the middle a counterexample? Do the slopes,
//! from the value in the middle, bound it well enough (mean value form)? Else it is split, and its parts
//! wait behind all others. An exhausted budget leaves boxes over, and decides nothing.

mod split;
mod steps;
mod witness;

use std::{collections::VecDeque, sync::Arc};

use assay_scenarios::{EvaluationError, Evaluator, Number, Scenario};
use dashu_ratio::RBig;

use super::{
    Counterexample, Dual, Effort, Enclosure, Missing, Sign,
    region::{Region, Span},
    target::{Points, Target},
};
use crate::interval::Interval;

/// A parameter that a target depends on.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) span: Span,
    /// The scenario's own value.
    pub(super) own: RBig,
    /// Where the target may bend or jump.
    pub(super) landmarks: Vec<RBig>,
}

/// How a search ended.
pub(super) enum Ended {
    Proved,
    Refuted(Counterexample),
    NoValue(Missing),
    Undecided(Vec<Left>),
}

/// A box that is left over.
pub(super) struct Left {
    pub(super) region: Region,
    /// Of the volume of the whole.
    pub(super) share: f64,
    /// Why it may have no value somewhere, where that is so.
    pub(super) reason: Option<String>,
}

/// A box that waits.
struct Task {
    /// What is settled with it.
    covers: Region,
    /// Its worst face as far as it is known: what has to be looked at.
    face: Region,
    splits: u32,
}

/// What became of a box.
enum Step {
    Proved,
    Ended(Ended),
    /// It must be split; by these slopes, if they are known.
    Open(Option<Vec<Interval>>),
    /// It must be split: for all one can see it has no value somewhere, because of this.
    Undefined(String),
}

/// A search for the places where a target does not have a sign.
pub(super) struct Search<'s, 'a> {
    target: Target<'a>,
    sign: Sign,
    axes: &'a [Axis],
    /// What the target is built on, each formula after those it is built on.
    formulas: &'a [String],
    values: Evaluator<'s, Enclosure>,
    duals: Evaluator<'s, Dual>,
    points: Points<'s>,
    boxes: u64,
}

impl<'s, 'a> Search<'s, 'a> {
    pub(super) fn new(
        scenario: &'s Scenario,
        target: Target<'a>,
        sign: Sign,
        axes: &'a [Axis],
        formulas: &'a [String],
    ) -> Self {
        Self {
            target,
            sign,
            axes,
            formulas,
            values: scenario.evaluator(),
            duals: scenario.evaluator(),
            points: Points::new(scenario),
            boxes: 0,
        }
    }

    /// Boxes looked at so far, a box and its faces each counted.
    pub(super) fn boxes(&self) -> u64 {
        self.boxes
    }

    pub(super) fn run(&mut self, effort: Effort) -> Ended {
        let spans = self.axes.iter().map(|axis| Arc::new(axis.span.clone()));
        let root: Region = spans.collect();
        if let Some(ended) = self.try_landmarks() {
            return ended;
        }
        let mut left = Vec::new();
        let mut waiting = VecDeque::from([Task {
            covers: root.clone(),
            face: root,
            splits: 0,
        }]);
        while let Some(mut task) = waiting.pop_front() {
            if self.boxes >= effort.boxes {
                left.push(self.left(task, None));
                continue;
            }
            let (slopes, reason) = match self.look(&mut task) {
                Step::Proved => continue,
                Step::Ended(ended) => return ended,
                Step::Open(slopes) => (slopes, None),
                Step::Undefined(reason) => (None, Some(reason)),
            };
            match self.split(&task, slopes.as_deref()) {
                Some(parts) if task.splits < effort.splits => waiting.extend(parts),
                _ => left.push(self.left(task, reason)),
            }
        }
        if left.is_empty() {
            Ended::Proved
        } else {
            Ended::Undecided(left)
        }
    }

    fn look(&mut self, task: &mut Task) -> Step {
        loop {
            self.boxes += 1;
            if task.face.iter().all(|side| side.is_point()) {
                return self.decide_point(&task.face);
            }
            let value = match self.enclose(&task.face) {
                Ok(value) => value,
                Err(error) => return self.look_for_no_value(&task.face, &error),
            };
            if self.sign.holds_over(value) {
                return Step::Proved;
            }
            let Some(slopes) = self.slopes(&task.face) else {
                return Step::Open(None);
            };
            // Each such round leaves fewer sides that have a width.
            if !self.to_worst_face(task, &slopes) {
                if self.holds_without_steps(&task.face) {
                    return Step::Proved;
                }
                return self.bound_from_middle(&task.face, slopes);
            }
        }
    }

    /// Puts every side along which the target is monotone to its worse end; false if there is none.
    fn to_worst_face(&self, task: &mut Task, slopes: &[Interval]) -> bool {
        let mut moved = false;
        for (side, slope) in task.face.iter_mut().zip(slopes) {
            if let (false, Some(upward)) = (side.is_point(), self.sign.worse_upward(*slope)) {
                let end = if upward { &side.high } else { &side.low };
                *side = Arc::new(side.point(end));
                moved = true;
            }
        }
        moved
    }

    /// Tries the middle and the likeliest corner; and how far the slopes let the value go from that of the middle.
    fn bound_from_middle(&mut self, face: &Region, slopes: Vec<Interval>) -> Step {
        let middle = region(face, |side| side.middle());
        let corner = face.iter().zip(&slopes).map(|(side, slope)| {
            let rising = Interval::point(slope.middle()).unwrap_or(Interval::ZERO);
            let upward = self.sign.worse_upward(rising).unwrap_or(true);
            Arc::new(side.point(if upward { &side.high } else { &side.low }))
        });
        let corner = corner.collect();
        for point in [&middle, &corner] {
            if let Some(ended) = self.try_point(point, face) {
                return Step::Ended(ended);
            }
        }
        let away = |side: &Span, middle: &Span| side.enclosure.subtract(&middle.enclosure);
        let reach = self.enclose(&middle).ok().and_then(|centre| {
            let sides = face.iter().zip(&middle).zip(&slopes);
            sides
                .map(|((side, middle), slope)| away(side, middle)?.multiply(&(*slope).into()))
                .try_fold(centre, |reach, term| reach.add(&term?))
                .ok()
        });
        match reach {
            Some(reach) if self.sign.holds_over(reach) => Step::Proved,
            _ => Step::Open(Some(slopes)),
        }
    }

    fn enclose(&mut self, region: &Region) -> Result<Enclosure, EvaluationError> {
        for (axis, side) in self.axes.iter().zip(region) {
            // The names and units were checked with the box.
            let _ = self.values.set(&axis.name, side.enclosure);
        }
        self.target.value(&mut self.values)
    }

    /// In the order of the axes; zero along a side without width.
    fn slopes(&mut self, region: &Region) -> Option<Vec<Interval>> {
        for (number, (axis, side)) in self.axes.iter().zip(region).enumerate() {
            let dual = if side.is_point() {
                Dual::constant(side.enclosure)
            } else {
                Dual::variable(number, side.enclosure)
            };
            self.duals.set(&axis.name, dual).ok()?;
        }
        let dual = self.target.value(&mut self.duals).ok()?;
        Some(
            (0..self.axes.len())
                .map(|number| dual.slope(number))
                .collect(),
        )
    }
}

/// The point of a region at one value of each side.
fn region(of: &Region, value: impl Fn(&Span) -> RBig) -> Region {
    of.iter()
        .map(|side| Arc::new(side.point(&value(side))))
        .collect()
}
