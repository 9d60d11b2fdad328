//! Rest points: states in which whatever is present is paid the same.

use dashu_ratio::RBig;

use super::{Population, PopulationError, population::subsets};
use crate::exact::{
    Rational,
    linear::{Solutions, solve},
};

/// Rest points with one set of strategies present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// One state, in shares by strategy.
    Point(Vec<Rational>),
    /// All states inside the convex hull of these, which are rest points too, with fewer strategies.
    Continuum(Vec<Vec<Rational>>),
}

impl Population {
    /// The rest points of the replicator dynamics, by set of strategies present: in each, all of these strategies are
    /// paid the same (Hofbauer and Sigmund, *Evolutionary Games and Population Dynamics*, 1998, section 7.1).
    ///
    /// # Errors
    /// [`PopulationError::TooLarge`].
    pub fn rest_points(&self) -> Result<Vec<Rest>, PopulationError> {
        self.small_enough()?;
        Ok(subsets((0..self.payoffs().len()).collect())
            .filter_map(|support| self.rest_with(&support))
            .collect())
    }

    fn rest_with(&self, support: &[usize]) -> Option<Rest> {
        match self.level(support, support) {
            Level::None => None,
            Level::One(state) => inside(&state, support).then_some(Rest::Point(state)),
            Level::Many => {
                let extremes: Vec<Vec<RBig>> = subsets(support.to_vec())
                    .filter_map(|present| match self.level(&present, support) {
                        Level::One(state) if inside(&state, &present) => Some(state),
                        _ => None,
                    })
                    .collect();
                let all_present = support
                    .iter()
                    .all(|&strategy| extremes.iter().any(|state| !state[strategy].is_zero()));
                all_present.then_some(Rest::Continuum(extremes))
            }
        }
    }

    /// Shares (of any sign) of the `present` strategies with which all of the `paid` ones are paid the same.
    fn level(&self, present: &[usize], paid: &[usize]) -> Level {
        let mut rows: Vec<Vec<RBig>> = paid
            .iter()
            .map(|&row| {
                let payoffs = &self.payoffs()[row];
                let mut row: Vec<RBig> = present
                    .iter()
                    .map(|&other| payoffs[other].clone())
                    .collect();
                row.push(-RBig::ONE);
                row
            })
            .collect();
        let mut sum = vec![RBig::ONE; present.len()];
        sum.push(RBig::ZERO);
        rows.push(sum);
        let mut right = vec![RBig::ZERO; paid.len()];
        right.push(RBig::ONE);
        match solve(&rows, &right) {
            Ok(Solutions::Unique(shares)) => {
                let mut state = vec![RBig::ZERO; self.payoffs().len()];
                for (&strategy, share) in present.iter().zip(shares) {
                    state[strategy] = share;
                }
                Level::One(state)
            }
            Ok(Solutions::Many { .. }) => Level::Many,
            Ok(Solutions::Inconsistent) | Err(_) => Level::None,
        }
    }
}

enum Level {
    None,
    One(Vec<RBig>),
    Many,
}

fn inside(state: &[RBig], support: &[usize]) -> bool {
    support.iter().all(|&strategy| state[strategy] > RBig::ZERO)
}
