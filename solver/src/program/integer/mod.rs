//! Integer programs by branch and bound.
//!
//! A. H. Land and A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica 28
//! (1960). Relaxations are solved in floats where that is enough to close a node or to branch on it, and exactly
//! where it is not; the search goes down before it goes sideways, to the better child first. What closes a leaf is
//! exact either way and is kept with it, so that the whole tree can be checked again.

mod guide;

use dashu_int::IBig;
use dashu_ratio::RBig;

use crate::exact::common::Common;

use super::{
    Budget, Effort, Infeasibility, Optimum, Outcome, Program, SolveError, Tree, Uniqueness, Work,
    guess,
    model::Bounds,
    simplex::{self, End, Place, Spending, Vertex},
    standard::Standard,
    tableau::Tableau,
    tree::{Node, objective_step},
};
use guide::Shown;

/// A node that waits to be branched on.
struct Open {
    node: usize,
    /// Nothing in the node is better (of a maximisation).
    bound: RBig,
    bounds: Vec<Bounds>,
    variable: usize,
    floor: IBig,
    start: Start,
}

/// Where a child's relaxation begins.
#[derive(Debug, Clone)]
struct Start {
    places: Vec<Place>,
    tableau: Option<Tableau>,
}

/// The search: what is open, what was found, and the tree so far.
struct Search<'a> {
    program: &'a Program,
    standard: &'a Standard,
    effort: &'a Effort,
    /// See [`objective_step`].
    step: Option<RBig>,
    open: Vec<Open>,
    nodes: Vec<Node>,
    /// Best value (of a maximisation) with its solution.
    best: Option<(RBig, Vec<RBig>)>,
    spending: Spending,
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
        effort,
        step: objective_step(program),
        open: Vec::new(),
        nodes: Vec::new(),
        best: None,
        spending: Spending::new(effort),
    };
    let bounds = program.whole_bounds();
    if bounds.iter().any(Bounds::crossed) {
        let nothing = vec![RBig::ZERO; program.rows()];
        search.nodes.push(Node::Empty(nothing));
    } else {
        let mut tableau = guide::root(program, effort);
        if let Some(tableau) = &mut tableau {
            for (variable, bounds) in bounds.iter().enumerate() {
                tableau.restrict(variable, bounds);
            }
        }
        let opened = search.enter(bounds, Start { places, tableau })?;
        search.open.extend(opened);
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

impl Search<'_> {
    /// Solves the relaxation of a new node, and closes the node or returns it open.
    fn enter(&mut self, bounds: Vec<Bounds>, mut start: Start) -> Result<Option<Open>, SolveError> {
        let node = self.nodes.len();
        if node >= self.effort.nodes {
            return Err(SolveError::BudgetSpent {
                budget: Budget::Nodes,
                limit: self.effort.nodes,
            });
        }
        let limits = self.standard.limits_of(&bounds);
        if let Some(tableau) = &mut start.tableau {
            match guide::show(self.program, &bounds, tableau) {
                Shown::Empty(multipliers) => {
                    self.nodes.push(Node::Empty(multipliers));
                    return Ok(None);
                }
                Shown::Bounded { bound, duals, .. } if self.closes(&bound) => {
                    self.nodes.push(Node::Bounded(duals));
                    return Ok(None);
                }
                Shown::Bounded {
                    bound,
                    duals,
                    branch: Some((variable, floor)),
                } if !self.closes(&(&bound - guide::noise(&bound))) => {
                    // Replaced if the node is branched on.
                    self.nodes.push(Node::Bounded(duals));
                    return Ok(Some(Open {
                        node,
                        bound,
                        bounds,
                        variable,
                        floor,
                        start,
                    }));
                }
                Shown::Bounded { .. } | Shown::Nothing => {
                    start.places =
                        guess::near(self.standard, &limits, self.effort, tableau.places())?;
                }
            }
        }
        let end = simplex::solve(
            self.standard,
            &limits,
            start.places.clone(),
            &mut self.spending,
        )?;
        match end {
            End::Unbounded { .. } => Err(SolveError::UnboundedRelaxation),
            End::Infeasible(multipliers) => {
                let multipliers = self.standard.multipliers(&multipliers);
                self.nodes.push(Node::Empty(multipliers));
                Ok(None)
            }
            End::Optimal(vertex) => Ok(self.settle(bounds, vertex, start.tableau)),
        }
    }

    /// Keeps an exact vertex as the best solution if it is whole, and returns the node open if it is not.
    fn settle(
        &mut self,
        bounds: Vec<Bounds>,
        vertex: Vertex,
        tableau: Option<Tableau>,
    ) -> Option<Open> {
        let node = self.nodes.len();
        let values = self.standard.values(&vertex.values);
        let value = self.program.objective_at(&Common::from_rationals(&values));
        let bound = self.program.maximized(value);
        let duals = self.standard.duals(&vertex.duals).into_iter();
        let duals = duals.map(|dual| self.program.maximized(dual)).collect();
        self.nodes.push(Node::Bounded(duals));
        if self.closes(&bound) {
            return None;
        }
        match self.fractional(&values) {
            Some((variable, floor)) => Some(Open {
                node,
                bound,
                bounds,
                variable,
                floor,
                start: Start {
                    places: vertex.places,
                    tableau,
                },
            }),
            None => {
                self.best = Some((bound, values));
                None
            }
        }
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
        let mut farthest: Option<(RBig, usize, IBig)> = None;
        for (index, (variable, value)) in self.program.variables.iter().zip(values).enumerate() {
            if !variable.integer || value.is_int() {
                continue;
            }
            let floor = value.floor();
            let above = value - RBig::from(floor.clone());
            let distance = (RBig::ONE - &above).min(above);
            if farthest.as_ref().is_none_or(|(most, ..)| distance > *most) {
                farthest = Some((distance, index, floor));
            }
        }
        farthest.map(|(_, index, floor)| (index, floor))
    }

    /// Splits a node, unless it was closed meanwhile.
    fn branch(&mut self, open: Open) -> Result<(), SolveError> {
        if self.closes(&open.bound) {
            return Ok(());
        }
        let variable = open.variable;
        let mut children = Vec::with_capacity(2);
        let mut numbers = [0; 2];
        for (above, number) in [false, true].into_iter().zip(&mut numbers) {
            let mut bounds = open.bounds.clone();
            if above {
                bounds[variable].lower = Some((&open.floor + IBig::ONE).into());
            } else {
                bounds[variable].upper = Some(open.floor.clone().into());
            }
            let mut start = open.start.clone();
            if let Some(tableau) = &mut start.tableau {
                tableau.restrict(variable, &bounds[variable]);
            }
            *number = self.nodes.len();
            children.extend(self.enter(bounds, start)?);
        }
        let [below, above] = numbers;
        self.nodes[open.node] = Node::Split {
            variable,
            floor: open.floor,
            below,
            above,
        };
        children.sort_by(|a, b| a.bound.cmp(&b.bound));
        self.open.extend(children);
        Ok(())
    }
}
