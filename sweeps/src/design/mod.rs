//! Designs: the points to visit, any of them by its number alone.
//!
//! A sweep that is killed, resumed or shared out needs no history: point 1,234 is the same whoever asks for it, and in
//! whatever order. A [`Factor`] is one parameter with what it may be, a [`Design`] is how the points are spread over all
//! of them, and [`sobol`] is the sequence behind two of the designs.
//!
//! ```
//! use assay_scenarios::{Scenario, Vary};
//! use assay_sweeps::design::{Design, Factor, Kind};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/chronos/balanced.toml");
//! let scenario = Scenario::load(path.as_ref(), &[])?;
//! let read = |text| Ok::<_, assay_scenarios::ScenarioError>(Factor::read(&scenario, &Vary::parse(text)?)?);
//! let factors = vec![read("user_stake=0.05:0.5:10")?, read("loan_backing")?];
//! let design = Design::new(Kind::Grid, factors, 0)?;
//! assert_eq!(design.len(), 20);
//!
//! let mut point = [0.0; 2];
//! design.point(3, &mut point);
//! assert_eq!(point, [0.1, 1.0]);
//! let there = design.scenario_at(3, &scenario)?;
//! assert_eq!((there.number("user_stake")?, there.choice("loan_backing")?), (0.1, "collateral"));
//! # Ok(())
//! # }
//! ```

mod describe;
mod error;
mod factor;
mod grid;
mod latin;
mod list;
pub(crate) mod morris;
mod permutation;
mod saltelli;
pub mod sobol;

use std::io::Read;

use assay_scenarios::{Scenario, ValueError};
use assay_sim::engine::{RunKey, Streams};

pub use error::{DesignError, ListError};
pub use factor::{Domain, Factor};

use grid::Grid;
use latin::Latin;
use list::List;
use morris::Morris;
use saltelli::Saltelli;
use sobol::Sobol;

/// How points are spread over the factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every combination of the factors' levels; the first factor changes slowest.
    Grid,
    /// Independent points.
    Random {
        /// How many.
        points: u64,
    },
    /// A Latin hypercube (McKay, Beckman and Conover 1979): as many strata of each factor as points, each met once.
    LatinHypercube {
        /// How many; at most 2^32.
        points: u64,
    },
    /// A scrambled [`Sobol`] sequence, in its order; even in powers of two.
    Sobol {
        /// How many.
        points: u64,
    },
    /// The design behind Sobol' indices (Saltelli 2002; Saltelli et al. 2010), over a scrambled Sobol' sequence, groups
    /// moving together. Of each base row come A, then AB of each group, then BA of each group if asked for, then B: the
    /// order in which SALib's analysis takes them.
    Saltelli {
        /// Base rows; a power of two is even.
        base: u64,
        /// Whether second-order indices are wanted, for which BA is visited too.
        second: bool,
    },
    /// Trajectories that move one group at a time (Morris 1991), one after another: each is one point more than there
    /// are groups.
    Morris {
        /// How many trajectories.
        trajectories: u64,
        /// Levels p of each factor, an even number; a move is by p/2 of them.
        levels: u32,
    },
}

/// Factors that move together, where a design moves one thing at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group's name, or the name of the one factor that is in no group.
    pub name: String,
    /// Its factors, by place among [`Design::factors`].
    pub members: Vec<usize>,
}

/// The points to visit.
#[derive(Debug, Clone)]
pub struct Design {
    factors: Vec<Factor>,
    len: u64,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    Grid(Grid),
    Random {
        seed: u64,
    },
    Latin {
        seed: u64,
        latin: Latin,
    },
    Sobol {
        seed: u64,
        sequence: Sobol,
    },
    Saltelli {
        kind: Kind,
        seed: u64,
        saltelli: Saltelli,
    },
    Morris {
        kind: Kind,
        seed: u64,
        morris: Morris,
    },
    List(List),
    Crossed(Box<Design>, Box<Design>),
}

impl Design {
    /// The most points a design has: as many as a Sobol' sequence.
    pub const MOST_POINTS: u64 = 1 << 52;

    /// The points of this kind over these factors. `seed` decides what is random about it; a grid has nothing.
    ///
    /// # Errors
    /// [`DesignError`] when nothing is varied or something twice, when there would be no points or too many, and when
    /// the kind asks for what is not there: a grid for levels, Morris for an even number of them, Sobol' and Saltelli
    /// for one and two dimensions a factor.
    pub fn new(kind: Kind, factors: Vec<Factor>, seed: u64) -> Result<Self, DesignError> {
        check_names(&factors)?;
        let count = factors.len();
        let (groups, group_of) = grouped(&factors);
        let (len, shape) = match kind {
            Kind::Grid => {
                let grid = Grid::new(&factors)?;
                (grid.len(), Shape::Grid(grid))
            }
            Kind::Random { points } => (Some(points), Shape::Random { seed }),
            Kind::LatinHypercube { points } => {
                if points > Latin::MOST_POINTS {
                    return Err(DesignError::TooManyPoints {
                        most: Latin::MOST_POINTS,
                    });
                }
                let latin = Latin::new(points, count, seed);
                (Some(points), Shape::Latin { seed, latin })
            }
            Kind::Sobol { points } => {
                let sequence = Sobol::scrambled(count, seed, 0)?;
                (Some(points), Shape::Sobol { seed, sequence })
            }
            Kind::Saltelli { base, second } => {
                let saltelli = Saltelli::new(base, second, group_of, groups.len(), seed)?;
                (
                    saltelli.len(),
                    Shape::Saltelli {
                        kind,
                        seed,
                        saltelli,
                    },
                )
            }
            Kind::Morris {
                trajectories,
                levels,
            } => {
                let morris = Morris::new(trajectories, levels, group_of, groups.len(), seed)?;
                (morris.len(), Shape::Morris { kind, seed, morris })
            }
        };
        Self::checked(factors, len, shape)
    }

    /// The rows of a CSV text with a header of parameter names: numbers in declared units, and choices. All rows are
    /// kept in memory.
    ///
    /// # Errors
    /// [`ListError`] with the line.
    pub fn from_csv(scenario: &Scenario, csv: impl Read) -> Result<Self, ListError> {
        let (factors, list) = List::read(scenario, csv)?;
        check_names(&factors)?;
        Ok(Self::checked(factors, Some(list.len()), Shape::List(list))?)
    }

    /// Every point of `slow` with every point of `fast`, which changes faster: a design of controls crossed with one of
    /// the environment lets every candidate meet the same worlds.
    ///
    /// # Errors
    /// [`DesignError`] when a factor is in both, or there are too many points.
    pub fn crossed(slow: Self, fast: Self) -> Result<Self, DesignError> {
        let factors: Vec<Factor> = slow.factors.iter().chain(&fast.factors).cloned().collect();
        check_names(&factors)?;
        let len = slow.len.checked_mul(fast.len);
        Self::checked(factors, len, Shape::Crossed(Box::new(slow), Box::new(fast)))
    }

    fn checked(factors: Vec<Factor>, len: Option<u64>, shape: Shape) -> Result<Self, DesignError> {
        let most = Self::MOST_POINTS;
        let len = len
            .filter(|len| *len <= most)
            .ok_or(DesignError::TooManyPoints { most })?;
        match len {
            0 => Err(DesignError::NoPoints),
            _ => Ok(Self {
                factors,
                len,
                shape,
            }),
        }
    }

    /// The number of points; at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a design is never empty")]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The factors, in the order of a point's coordinates.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// The groups, in the order of their first factors; a factor that is in none is one by itself.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        grouped(&self.factors).0
    }

    /// The coordinates of point `index`, counted from zero, one a factor (see [`Factor`]); costs no memory. Of a slice and
    /// the factors of unequal length the shorter counts. An index past the end gives no point of the design.
    pub fn point(&self, index: u64, into: &mut [f64]) {
        let count = into.len().min(self.factors.len());
        let (into, _) = into.split_at_mut(count);
        match &self.shape {
            Shape::Grid(grid) => return grid.point(index, into),
            Shape::List(list) => return list.point(index, into),
            Shape::Crossed(slow, fast) => {
                let (first, second) = into.split_at_mut(slow.factors.len().min(count));
                slow.point(index / fast.len, first);
                return fast.point(index % fast.len, second);
            }
            Shape::Random { seed } => {
                let key = RunKey {
                    seed: *seed,
                    point: index,
                    replicate: 0,
                };
                let mut draws = Streams::new(key).open("random-design");
                into.iter_mut().for_each(|share| *share = draws.uniform());
            }
            Shape::Latin { latin, .. } => latin.shares(index, into),
            Shape::Sobol { sequence, .. } => sequence.point(index, into),
            Shape::Saltelli { saltelli, .. } => saltelli.shares(index, into),
            Shape::Morris { morris, .. } => morris.shares(index, into),
        }
        for (factor, coordinate) in self.factors.iter().zip(into) {
            *coordinate = factor.at(*coordinate);
        }
    }

    /// The scenario at point `index`, with exact values.
    ///
    /// # Errors
    /// [`ValueError`] when `scenario` is another than the factors were read from and does not admit a coordinate.
    pub fn scenario_at(&self, index: u64, scenario: &Scenario) -> Result<Scenario, ValueError> {
        let mut point = vec![0.0; self.factors.len()];
        self.point(index, &mut point);
        let mut moved = scenario.clone();
        for (factor, value) in self.factors.iter().zip(point) {
            moved = factor.set(&moved, value)?;
        }
        Ok(moved)
    }
}

/// At least one factor, no two of one name, and no group that could be taken for a factor.
fn check_names(factors: &[Factor]) -> Result<(), DesignError> {
    if factors.is_empty() {
        return Err(DesignError::NoFactors);
    }
    let mut names: Vec<&str> = factors.iter().map(Factor::name).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        if let [one, other] = pair
            && one == other
        {
            return Err(DesignError::Twice {
                name: (*one).to_owned(),
            });
        }
    }
    match factors
        .iter()
        .filter_map(Factor::group)
        .find(|group| names.contains(group))
    {
        Some(group) => Err(DesignError::GroupName {
            name: group.to_owned(),
        }),
        None => Ok(()),
    }
}

/// The groups, and the group that each factor belongs to.
fn grouped(factors: &[Factor]) -> (Vec<Group>, Vec<usize>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of = Vec::with_capacity(factors.len());
    for (place, factor) in factors.iter().enumerate() {
        let name = factor.group();
        let known = groups
            .iter_mut()
            .enumerate()
            .find(|(_, group)| Some(group.name.as_str()) == name);
        if let Some((index, group)) = known {
            group.members.push(place);
            group_of.push(index);
        } else {
            group_of.push(groups.len());
            let name = name.unwrap_or(factor.name()).to_owned();
            groups.push(Group {
                name,
                members: vec![place],
            });
        }
    }
    (groups, group_of)
}
