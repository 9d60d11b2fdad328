//! A bound that lets go of where formulas jump.
//!
//! `min(chains, ceil(window / cooldown))` has no bound on its slope where a step runs through the box, and no split along a
//! side gets rid of a step that runs across. But a step has few values: let the formula be a variable of
//! its own, with the range it has over the box. The target may be monotone in it, and in parameters while it is held, and then
//! the worst ends of all these bound the target over the box, though no point of the box need have that value.

use super::Search;
use crate::{
    interval::Interval,
    proof::{Dual, Enclosure, region::Region},
};

impl Search<'_, '_> {
    /// Whether the sign holds with every formula that jumps let free within its range.
    pub(super) fn holds_without_steps(&mut self, face: &Region) -> bool {
        self.worst_without_steps(face).unwrap_or(false)
    }

    fn worst_without_steps(&mut self, face: &Region) -> Option<bool> {
        let mut sides: Vec<Enclosure> = face.iter().map(|side| side.enclosure).collect();
        let steps = self.steps(&sides)?;
        if steps.is_empty() {
            return Some(false);
        }
        let names: Vec<String> = steps.iter().map(|(name, _)| name.clone()).collect();
        let mut ranges: Vec<Enclosure> = steps.into_iter().map(|(_, range)| range).collect();
        loop {
            let slopes = self.partial_slopes(&sides, &names, &ranges)?;
            let mut moved = false;
            for (range, slope) in sides.iter_mut().chain(&mut ranges).zip(slopes) {
                let worst = self
                    .sign
                    .worse_upward(slope)
                    .map(|upward| range.end(upward));
                if let (true, Some(worst)) = (range.has_width(), worst.filter(|it| it.is_finite()))
                {
                    *range = worst;
                    moved = true;
                }
            }
            // Each round but the last leaves fewer ranges that have a width.
            if !moved {
                return Some(false);
            }
            for (axis, side) in self.axes.iter().zip(&sides) {
                self.values.set(&axis.name, *side).ok()?;
            }
            for (name, range) in names.iter().zip(&ranges) {
                self.values.set_formula(name, *range).ok()?;
            }
            if self
                .sign
                .holds_over(self.target.value(&mut self.values).ok()?)
            {
                return Some(true);
            }
        }
    }

    /// The formulas that may jump over a box, and their ranges; each after those it is built on, and as a function of them.
    fn steps(&mut self, sides: &[Enclosure]) -> Option<Vec<(String, Enclosure)>> {
        self.set_duals(sides)?;
        let mut steps = Vec::new();
        for name in self.formulas {
            let dual = self.duals.formula(name).ok()?;
            if dual.jumps() {
                let variable = Dual::variable(sides.len() + steps.len(), dual.value());
                self.duals.set_formula(name, variable).ok()?;
                steps.push((name.clone(), dual.value()));
            }
        }
        Some(steps)
    }

    /// The slopes in the parameters while the steps are held, and in the steps.
    fn partial_slopes(
        &mut self,
        sides: &[Enclosure],
        names: &[String],
        ranges: &[Enclosure],
    ) -> Option<Vec<Interval>> {
        self.set_duals(sides)?;
        for (number, (name, range)) in names.iter().zip(ranges).enumerate() {
            let dual = Dual::variable(sides.len() + number, *range);
            self.duals.set_formula(name, dual).ok()?;
        }
        let dual = self.target.value(&mut self.duals).ok()?;
        let all = 0..sides.len() + ranges.len();
        Some(all.map(|number| dual.slope(number)).collect())
    }

    fn set_duals(&mut self, sides: &[Enclosure]) -> Option<()> {
        for (number, (axis, side)) in self.axes.iter().zip(sides).enumerate() {
            let dual = if side.has_width() {
                Dual::variable(number, *side)
            } else {
                Dual::constant(*side)
            };
            self.duals.set(&axis.name, dual).ok()?;
        }
        Some(())
    }
}
