//! Which of several parameter sets to live with, when nobody knows which environment will come.
//!
//! A [`Study`] is shown how every candidate performs at each point of an environment design, one
//! point at a time, and then says how robust each is, by the usual measures (McPhail et al. 2018,
//! "Robustness metrics: how are they calculated, when should they be used and why do they give
//! different results?", Earth's Future 6). These answer different questions and need not agree, so
//! all are given. Every point weighs the same.
//!
//! A candidate whose evaluation failed at a point does not meet the threshold there, has no value
//! there, and leaves the regret of every candidate there open, as nobody knows the best. Figures
//! that this touches are [`Figure::Partial`], never passed off as decided.
//!
//! ```
//! use assay_sweeps::robustness::{Criterion, Direction, Settings, Study};
//!
//! // The worst attack's value, in USD, under two parameter sets in three environments.
//! let settings = Settings {
//!     threshold: Some(0.0),
//!     ..Settings::new(Direction::SmallerIsBetter)
//! };
//! let mut study = Study::new(&["balanced", "aggressive"], settings)?;
//! study.observe(&[Some(-50.0), Some(-80.0)])?;
//! study.observe(&[Some(-20.0), Some(30.0)])?;
//! study.observe(&[Some(-10.0), None])?;
//! let robustness = study.finish()?;
//!
//! let safest = robustness.pick(Criterion::Satisficing);
//! assert_eq!((safest.best, safest.open), (vec![0], vec![]));
//! // Of the worst case of `aggressive` it is only known that it is no better than 30.
//! let worst = robustness.pick(Criterion::WorstCase);
//! assert_eq!((worst.best, worst.open), (vec![0], vec![1]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod comparison;
mod criterion;
mod standing;
mod study;
mod sum;

pub use comparison::{Comparison, Dominance};
pub use criterion::{Criterion, Pick};
pub use standing::{Figure, Regret, Standing};
pub use study::{Direction, RobustnessError, Settings, Study};

/// What a study came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// Which way is better.
    pub direction: Direction,
    /// The number of environment points.
    pub points: u64,
    /// At how many of them every candidate has a value, so that regret is known.
    pub complete: u64,
    /// How each candidate stands, in the order they were named.
    pub candidates: Vec<Standing>,
    /// Every pair of candidates, the earlier first.
    pub comparisons: Vec<Comparison>,
}
