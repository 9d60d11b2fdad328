//! Where attacks pay, over a box of two or three parameters: cells that are certainly safe, certainly vulnerable, or neither.

mod cell;
mod judge;

use std::collections::BinaryHeap;

use assay_scenarios::Scenario;
use dashu_ratio::RBig;

use self::cell::{Range, Waiting};
use self::judge::{Judge, Judgement};
use super::BoundaryError;
use crate::proof::{ParameterBox, Subject};

/// When to stop refining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refinement {
    /// The most cells.
    pub cells: usize,
    /// A side as narrow as this share of its range is not split.
    pub resolution: RBig,
}

impl Default for Refinement {
    fn default() -> Self {
        Self {
            cells: 4_096,
            resolution: RBig::from_parts(1.into(), 1_024u16.into()),
        }
    }
}

/// What is certain of a cell, its faces included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Every subject has a value below zero everywhere.
    Safe,
    /// This subject, by its place in the list, has a value above zero everywhere: the first of the list of which that is shown.
    Vulnerable(usize),
    /// Neither is shown.
    Undecided,
}

/// A part of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The range in each parameter, in its declared unit, both ends included. A whole parameter takes the whole numbers of it.
    pub sides: Vec<(RBig, RBig)>,
    /// What is certain of it.
    pub label: Label,
}

/// A box in cells, and their shares of its volume, which sum to one. A whole parameter counts its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surface {
    /// The parameters, in the order of the cells' sides.
    pub parameters: Vec<String>,
    /// The cells, by rising lower ends.
    pub cells: Vec<Cell>,
    /// The share that is safe.
    pub safe: RBig,
    /// The share that is vulnerable.
    pub vulnerable: RBig,
    /// The share that is neither.
    pub undecided: RBig,
}

/// Cuts a box into cells on which all subjects are certainly negative, or one is certainly positive; the largest cell that is
/// neither is halved next, across the side that is longest for its range of those on which its sign may depend.
///
/// # Errors
/// [`BoundaryError`] when there is no such subject or number, a parameter is named twice, or a side is outside its range.
pub fn surface(
    scenario: &Scenario,
    subjects: &[Subject],
    over: &ParameterBox,
    refinement: &Refinement,
) -> Result<Surface, BoundaryError> {
    for subject in subjects {
        subject.numbers(scenario)?;
    }
    let ranges = cell::ranges(scenario, over)?;
    let parameters: Vec<String> = ranges.iter().map(|it| it.parameter.clone()).collect();
    let mut refining = Refining {
        judge: Judge::new(scenario, subjects, &parameters),
        ranges: &ranges,
        refinement,
        waiting: BinaryHeap::new(),
        done: Vec::new(),
        made: 0,
    };
    let whole = ranges.iter().map(Range::ends).collect();
    refining.take_in(whole, (0..subjects.len()).collect());
    while refining.made < refinement.cells
        && let Some(next) = refining.waiting.pop()
    {
        refining.split(next);
    }
    Ok(refining.finish(parameters))
}

struct Refining<'r, 's> {
    judge: Judge<'s>,
    ranges: &'r [Range],
    refinement: &'r Refinement,
    waiting: BinaryHeap<Waiting>,
    done: Vec<(Cell, RBig)>,
    /// Cells, done and waiting.
    made: usize,
}

impl Refining<'_, '_> {
    /// Judges a new cell; `open` are the subjects that were not negative on the cell it is a part of.
    fn take_in(&mut self, sides: Vec<(RBig, RBig)>, mut open: Vec<usize>) {
        self.made += 1;
        let sizes = sides.iter().zip(self.ranges);
        let volume = sizes.fold(RBig::ONE, |volume, (side, range)| {
            volume * range.share(side)
        });
        let mut label = None;
        let mut matters = vec![false; sides.len()];
        open.retain(|&subject| {
            label.is_none()
                && match self.judge.judge(subject, &sides) {
                    Judgement::Negative => false,
                    Judgement::Open(depends) => {
                        let both = matters.iter_mut().zip(depends);
                        both.for_each(|(matters, depends)| *matters |= depends);
                        true
                    }
                    Judgement::Positive => {
                        label = Some(Label::Vulnerable(subject));
                        true
                    }
                }
        });
        let label = label.or(open.is_empty().then_some(Label::Safe));
        match label {
            Some(label) => self.done.push((Cell { sides, label }, volume)),
            None => self.waiting.push(Waiting {
                volume,
                number: self.made,
                sides,
                open,
                matters,
            }),
        }
    }

    fn split(&mut self, cell: Waiting) {
        let longest = self
            .ranges
            .iter()
            .zip(&cell.sides)
            .enumerate()
            .filter(|(axis, _)| cell.matters.get(*axis) == Some(&true))
            .filter_map(|(axis, (range, side))| {
                let (left, right) = range.halves(side)?;
                let share = range.share(side);
                (share > self.refinement.resolution).then_some((share, axis, left, right))
            })
            // The first of those that are equally long.
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, axis, left, right)) = longest else {
            let Waiting { sides, volume, .. } = cell;
            let label = Label::Undecided;
            return self.done.push((Cell { sides, label }, volume));
        };
        self.made -= 1;
        for half in [left, right] {
            let mut sides = cell.sides.clone();
            if let Some(side) = sides.get_mut(axis) {
                *side = half;
            }
            self.take_in(sides, cell.open.clone());
        }
    }

    fn finish(self, parameters: Vec<String>) -> Surface {
        let left = self.waiting.into_iter().map(|waiting| {
            let (sides, label) = (waiting.sides, Label::Undecided);
            (Cell { sides, label }, waiting.volume)
        });
        let mut all: Vec<(Cell, RBig)> = self.done.into_iter().chain(left).collect();
        all.sort_by(|(a, _), (b, _)| a.sides.cmp(&b.sides));
        let mut surface = Surface {
            parameters,
            cells: Vec::with_capacity(all.len()),
            safe: RBig::ZERO,
            vulnerable: RBig::ZERO,
            undecided: RBig::ZERO,
        };
        for (cell, volume) in all {
            *match cell.label {
                Label::Safe => &mut surface.safe,
                Label::Vulnerable(_) => &mut surface.vulnerable,
                Label::Undecided => &mut surface.undecided,
            } += volume;
            surface.cells.push(cell);
        }
        surface
    }
}
