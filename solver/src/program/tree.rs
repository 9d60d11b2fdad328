//! Branching trees: the proof that no integer solution is better, or that there is none.

use dashu_base::{Gcd, UnsignedAbs};
use dashu_int::IBig;
use dashu_ratio::RBig;

use crate::exact::common::denominator_of;

use super::{Program, Refusal, check::dual_bound, model::Bounds};

/// A branching tree, every leaf of which is closed by multipliers of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The root first; children after their parents.
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A variable is at most `floor` below, and at least `floor + 1` above.
    Split {
        variable: usize,
        floor: IBig,
        below: usize,
        above: usize,
    },
    /// With these duals (of a maximisation), nothing in the leaf is better than the optimum.
    Bounded(Vec<RBig>),
    /// With these multipliers, nothing in the leaf is feasible.
    Empty(Vec<RBig>),
}

impl Tree {
    /// Number of nodes, leaves included.
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Checks every leaf: empty, or without a value above `best` (of a maximisation). Without a `best`, every leaf
    /// has to be empty.
    pub(super) fn check(&self, program: &Program, best: Option<&RBig>) -> Result<(), Refusal> {
        let step = best.and_then(|_| objective_step(program));
        let mut open: Vec<(usize, Vec<Bounds>)> = vec![(0, program.whole_bounds())];
        while let Some((number, bounds)) = open.pop() {
            let refused = || Refusal::Leaf { node: number + 1 };
            match self.nodes.get(number).ok_or_else(refused)? {
                Node::Split {
                    variable,
                    floor,
                    below,
                    above,
                } => {
                    let splits = program
                        .variables
                        .get(*variable)
                        .is_some_and(|variable| variable.integer);
                    if !splits || *below <= number || *above <= number {
                        return Err(refused());
                    }
                    let floor = RBig::from(floor.clone());
                    let mut higher = bounds.clone();
                    raise(&mut higher[*variable].lower, &floor + RBig::ONE);
                    let mut lower = bounds;
                    reduce(&mut lower[*variable].upper, floor);
                    open.push((*above, higher));
                    open.push((*below, lower));
                }
                Node::Bounded(duals) => {
                    let best = best.ok_or_else(refused)?;
                    let bound = dual_bound(program, true, duals, &bounds)?.ok_or_else(refused)?;
                    let closed = match &step {
                        Some(step) => bound < best + step,
                        None => bound <= *best,
                    };
                    if !closed {
                        return Err(refused());
                    }
                }
                Node::Empty(multipliers) => {
                    let crossed = bounds.iter().any(Bounds::crossed);
                    let empty = dual_bound(program, false, multipliers, &bounds)?
                        .is_some_and(|bound| bound < RBig::ZERO);
                    if !crossed && !empty {
                        return Err(refused());
                    }
                }
            }
        }
        Ok(())
    }
}

/// The number of which every attainable value of the objective is a multiple, if the objective is over integers
/// alone; nothing for an objective of zero.
pub(super) fn objective_step(program: &Program) -> Option<RBig> {
    let mut step = RBig::ZERO;
    for variable in &program.variables {
        if variable.objective.is_zero() {
            continue;
        }
        if !variable.integer {
            return None;
        }
        step = common_step(&step, &variable.objective);
    }
    (!step.is_zero()).then_some(step)
}

/// The largest number of which both are multiples; the other's size, if one is zero.
fn common_step(a: &RBig, b: &RBig) -> RBig {
    let denominator = denominator_of([a, b]);
    let over =
        |value: &RBig| (value.numerator() * (&denominator / value.denominator())).unsigned_abs();
    let shared = match (a.is_zero(), b.is_zero()) {
        (true, _) => over(b),
        (_, true) => over(a),
        _ => over(a).gcd(over(b)),
    };
    RBig::from_parts(shared.into(), denominator)
}

fn raise(lower: &mut Option<RBig>, to: RBig) {
    if lower.as_ref().is_none_or(|lower| *lower < to) {
        *lower = Some(to);
    }
}

fn reduce(upper: &mut Option<RBig>, to: RBig) {
    if upper.as_ref().is_none_or(|upper| *upper > to) {
        *upper = Some(to);
    }
}
