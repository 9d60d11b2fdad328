//! Integer programs by branch and bound over exact relaxations.
//!
//! A. H. Land and A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica 28
//! (1960). Open nodes are taken in the order of their bounds, the best first, each from its parent's basis. What
//! closes a leaf is kept with it, so that the whole tree can be checked again.

use std::{cmp::Ordering, collections::BinaryHeap};

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::{
    Budget, Effort, Infeasibility, Optimum, Outcome, Program, SolveError, Tree, Uniqueness, Work,
    simplex::{self, End, Place, Spending, Vertex},
    standard::{Limits, Standard},
    tree::{Node, objective_step},
};

/// A node that has been solved and waits to be branched on.
struct Open {
    node: usize,
    /// Value of its relaxation, of a maximisation.
    bound: RBig,
    limits: Limits,
    places: Vec<Place>,
    values: Vec<RBig>,
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Open {
    /// The best bound first, and of equal ones the latest node, which is the deepest.
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound
            .cmp(&other.bound)
            .then(self.node.cmp(&other.node))
    }
}

/// The search: what is open, what was found, and the tree so far.
struct Search<'a> {
    program: &'a Program,
    standard: &'a Standard,
    /// See [`objective_step`].
    step: Option<RBig>,
    open: BinaryHeap<Open>,
    nodes: Vec<Node>,
    /// Best value (of a maximisation) with its solution.
    best: Option<(RBig, Vec<RBig>)>,
    spending: Spending,
    most_nodes: usize,
}

/// Solves an integer program from a basis of its relaxation.
pub(super) fn solve(
    program: &Program,
    standard: &Standard,
    effort: &Effort,
    places: Vec<Place>,
    mut work: Work,
) -> Result<Outcome, SolveError> {
    let mut search = Search {
        program,
        standard,
        step: objective_step(program),
        open: BinaryHeap::new(),
        nodes: Vec::new(),
        best: None,
        spending: Spending::new(effort),
        most_nodes: effort.nodes,
    };
    let mut limits = standard.limits.clone();
    if round_inward(program, standard, &mut limits) {
        search.enter(limits, &places)?;
    } else {
        search
            .nodes
            .push(Node::Empty(vec![RBig::ZERO; program.rows()]));
    }
    while let Some(open) = search.open.pop() {
        search.branch(open)?;
    }
    work.pivots = search.spending.pivots;
    work.nodes = search.nodes.len();
    let tree = Tree {
        nodes: search.nodes,
    };
    Ok(match search.best {
        None => Outcome::Infeasible(Infeasibility::Integers(tree)),
        Some((value, values)) => Outcome::Optimal(Optimum {
            value: program.maximized(value),
            values,
            duals: Vec::new(),
            unique: Uniqueness::Unknown,
            tree: Some(tree),
            work,
        }),
    })
}

/// Moves the bounds of integers to integers; false if nothing is left between them.
fn round_inward(program: &Program, standard: &Standard, limits: &mut Limits) -> bool {
    program
        .variables
        .iter()
        .enumerate()
        .filter(|(_, variable)| variable.integer)
        .all(|(column, variable)| {
            let bounds = variable.whole_bounds();
            let scaled = |bound: Option<IBig>| bound.map(|bound| bound * standard.scale(column));
            limits.lower[column] = scaled(bounds.0);
            limits.upper[column] = scaled(bounds.1);
            match (&limits.lower[column], &limits.upper[column]) {
                (Some(lower), Some(upper)) => lower <= upper,
                _ => true,
            }
        })
}

impl Search<'_> {
    /// Solves the relaxation of a new node, and closes the node or leaves it open.
    fn enter(&mut self, limits: Limits, places: &[Place]) -> Result<usize, SolveError> {
        let node = self.nodes.len();
        if node >= self.most_nodes {
            return Err(SolveError::BudgetSpent {
                budget: Budget::Nodes,
                limit: self.most_nodes,
            });
        }
        match simplex::solve(self.standard, &limits, places.to_vec(), &mut self.spending)? {
            End::Unbounded { .. } => return Err(SolveError::UnboundedRelaxation),
            End::Infeasible(multipliers) => {
                let multipliers = self.standard.multipliers(&multipliers);
                self.nodes.push(Node::Empty(multipliers));
            }
            End::Optimal(vertex) => self.settle(node, limits, vertex),
        }
        Ok(node)
    }

    fn settle(&mut self, node: usize, limits: Limits, vertex: Vertex) {
        let values = self.standard.values(&vertex.values);
        let objective = self
            .program
            .variables
            .iter()
            .zip(&values)
            .filter(|(_, value)| !value.is_zero())
            .fold(RBig::ZERO, |sum, (variable, value)| {
                sum + &variable.objective * value
            });
        let bound = self.program.maximized(objective);
        let duals: Vec<RBig> = self
            .standard
            .duals(&vertex.duals)
            .into_iter()
            .map(|dual| self.program.maximized(dual))
            .collect();
        // Overwritten if the node is branched on.
        self.nodes.push(Node::Bounded(duals));
        if self.closes(&bound) {
            return;
        }
        if self.fractional(&values).is_none() {
            self.best = Some((bound, values));
            return;
        }
        self.open.push(Open {
            node,
            bound,
            limits,
            places: vertex.places,
            values,
        });
    }

    /// Whether the best solution found is as good as anything up to a bound.
    fn closes(&self, bound: &RBig) -> bool {
        self.best
            .as_ref()
            .is_some_and(|(best, _)| match &self.step {
                Some(step) => *bound < best + step,
                None => bound <= best,
            })
    }

    /// The integer variable whose value is farthest from whole, with the value's floor.
    fn fractional(&self, values: &[RBig]) -> Option<(usize, IBig)> {
        let half = RBig::from_parts(1.into(), 2u8.into());
        let mut farthest: Option<(usize, RBig)> = None;
        for (index, (variable, value)) in self.program.variables.iter().zip(values).enumerate() {
            if !variable.integer || value.is_int() {
                continue;
            }
            let part = value - RBig::from(value.floor());
            let distance = if part > half { RBig::ONE - part } else { part };
            if farthest.as_ref().is_none_or(|(_, most)| distance > *most) {
                farthest = Some((index, distance));
            }
        }
        farthest.map(|(index, _)| (index, values[index].floor()))
    }

    fn branch(&mut self, open: Open) -> Result<(), SolveError> {
        if self.closes(&open.bound) {
            return Ok(());
        }
        let Some((variable, floor)) = self.fractional(&open.values) else {
            return Ok(());
        };
        let scale = self.standard.scale(variable);
        let mut lower = open.limits.clone();
        lower.upper[variable] = Some(&floor * scale);
        let mut higher = open.limits;
        higher.lower[variable] = Some((&floor + IBig::ONE) * scale);
        let below = self.enter(lower, &open.places)?;
        let above = self.enter(higher, &open.places)?;
        self.nodes[open.node] = Node::Split {
            variable,
            floor,
            below,
            above,
        };
        Ok(())
    }
}
