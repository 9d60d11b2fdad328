//! Linear and mixed-integer programs, as they are stated.

use dashu_ratio::RBig;

use crate::exact::Rational;

use super::SolveError;

/// A linear or mixed-integer program: an objective over bounded variables, and rows that hold them together.
///
/// ```
/// use assay_solver::program::{Bounds, Effort, Outcome, Program, Relation};
/// use assay_solver::exact::Rational;
///
/// let whole = |n: i32| Rational::from(n);
/// let mut program = Program::maximize();
/// let x = program.variable(whole(3), Bounds::non_negative());
/// let y = program.variable(whole(2), Bounds::non_negative());
/// program.row([(x, whole(1)), (y, whole(1))], Relation::AtMost, whole(4));
/// program.row([(x, whole(1)), (y, whole(3))], Relation::AtMost, whole(6));
/// let Outcome::Optimal(optimum) = program.solve(&Effort::default())? else {
///     unreachable!("the program is feasible and bounded");
/// };
/// assert_eq!(optimum.value, whole(12));
/// assert_eq!(optimum.duals, [whole(3), whole(0)]);
/// # Ok::<(), assay_solver::program::SolveError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub(super) sense: Sense,
    pub(super) variables: Vec<Variable>,
    pub(super) rows: Vec<Row>,
}

/// Which way the objective goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Maximize,
    Minimize,
}

/// How the left side of a row stands to its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Σ a·x ≤ b.
    AtMost,
    /// Σ a·x = b.
    Equal,
    /// Σ a·x ≥ b.
    AtLeast,
}

/// The values a variable may take; a side without a bound is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Smallest value, included.
    pub lower: Option<Rational>,
    /// Largest value, included.
    pub upper: Option<Rational>,
}

/// A variable of one program, in the order they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(usize);

/// A row of one program, in the order they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(usize);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) objective: RBig,
    pub(super) bounds: Bounds,
    pub(super) integer: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// By variable, each once, none with a coefficient of zero.
    pub(super) terms: Vec<(usize, RBig)>,
    pub(super) relation: Relation,
    pub(super) bound: RBig,
}

impl Bounds {
    /// Zero and above.
    pub fn non_negative() -> Self {
        Self {
            lower: Some(RBig::ZERO),
            upper: None,
        }
    }

    /// Any value.
    pub fn free() -> Self {
        Self {
            lower: None,
            upper: None,
        }
    }

    /// From one value to another, both included.
    pub fn between(lower: Rational, upper: Rational) -> Self {
        Self {
            lower: Some(lower),
            upper: Some(upper),
        }
    }

    /// Whether nothing lies between them.
    pub(super) fn crossed(&self) -> bool {
        matches!((&self.lower, &self.upper), (Some(lower), Some(upper)) if lower > upper)
    }

    /// Whether one value alone lies between them.
    pub(super) fn fix(&self) -> bool {
        self.lower.is_some() && self.lower == self.upper
    }

    pub(super) fn hold(&self, value: &RBig) -> bool {
        self.lower.as_ref().is_none_or(|lower| lower <= value)
            && self.upper.as_ref().is_none_or(|upper| value <= upper)
    }
}

impl VariableId {
    /// Position among the program's variables, from 0.
    pub fn index(self) -> usize {
        self.0
    }
}

impl RowId {
    /// Position among the program's rows, from 0.
    pub fn index(self) -> usize {
        self.0
    }
}

impl Program {
    /// A program without variables or rows, whose objective is to be as large as possible.
    pub fn maximize() -> Self {
        Self::new(Sense::Maximize)
    }

    /// A program without variables or rows, whose objective is to be as small as possible.
    pub fn minimize() -> Self {
        Self::new(Sense::Minimize)
    }

    fn new(sense: Sense) -> Self {
        Self {
            sense,
            variables: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a variable with its coefficient in the objective.
    pub fn variable(&mut self, objective: Rational, bounds: Bounds) -> VariableId {
        self.variables.push(Variable {
            objective,
            bounds,
            integer: false,
        });
        VariableId(self.variables.len() - 1)
    }

    /// Requires a variable to be whole; a variable of another program is ignored.
    pub fn integer(&mut self, variable: VariableId) {
        if let Some(variable) = self.variables.get_mut(variable.0) {
            variable.integer = true;
        }
    }

    /// Adds a row `Σ coefficient · variable (relation) bound`; coefficients of a variable named twice are summed.
    ///
    /// A variable of another program, where this one has none at its place, makes [`Program::solve`] fail.
    pub fn row(
        &mut self,
        terms: impl IntoIterator<Item = (VariableId, Rational)>,
        relation: Relation,
        bound: Rational,
    ) -> RowId {
        let mut terms: Vec<(usize, RBig)> = terms
            .into_iter()
            .map(|(variable, coefficient)| (variable.0, coefficient))
            .collect();
        terms.sort_by_key(|&(variable, _)| variable);
        terms.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += std::mem::take(&mut later.1);
            }
            same
        });
        terms.retain(|(_, coefficient)| !coefficient.is_zero());
        self.rows.push(Row {
            terms,
            relation,
            bound,
        });
        RowId(self.rows.len() - 1)
    }

    /// Number of variables.
    pub fn variables(&self) -> usize {
        self.variables.len()
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The variables' bounds, those of integers moved inward to whole numbers.
    pub(super) fn whole_bounds(&self) -> Vec<Bounds> {
        let bounds = self.variables.iter().map(|variable| {
            let Bounds { lower, upper } = &variable.bounds;
            if variable.integer {
                Bounds {
                    lower: lower.as_ref().map(|lower| lower.ceil().into()),
                    upper: upper.as_ref().map(|upper| upper.floor().into()),
                }
            } else {
                variable.bounds.clone()
            }
        });
        bounds.collect()
    }

    /// Whether a variable has to be whole.
    pub(super) fn has_integers(&self) -> bool {
        self.variables.iter().any(|variable| variable.integer)
    }

    pub(super) fn maximizes(&self) -> bool {
        self.sense == Sense::Maximize
    }

    /// Refuses a program whose rows name variables that it does not have.
    pub(super) fn known(&self) -> Result<(), SolveError> {
        let last = self.rows.iter().filter_map(|row| row.terms.last());
        last.map(|&(variable, _)| variable)
            .find(|&variable| variable >= self.variables.len())
            .map_or(Ok(()), |variable| {
                Err(SolveError::UnknownVariable {
                    number: variable + 1,
                    variables: self.variables.len(),
                })
            })
    }
}

impl Relation {
    /// Whether a dual may have this sign in a maximisation: more of what is limited from above cannot hurt.
    pub(super) fn allows(self, dual: &RBig) -> bool {
        match self {
            Self::AtMost => *dual >= RBig::ZERO,
            Self::Equal => true,
            Self::AtLeast => *dual <= RBig::ZERO,
        }
    }

    pub(super) fn holds(self, left: &RBig, bound: &RBig) -> bool {
        match self {
            Self::AtMost => left <= bound,
            Self::Equal => left == bound,
            Self::AtLeast => left >= bound,
        }
    }
}
