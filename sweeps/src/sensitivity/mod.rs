//! Sensitivity: which factor moves the result, and how sure that is.
//!
//! A [`Response`] is a number over the unit cube. [`screening`] says with few evaluations which of many factors matter at
//! all (elementary effects, Morris 1991); [`indices()`] which share of the variance each accounts for, alone and together
//! with others (Sobol' 1993). Both take groups of factors, and give every number with its 95 % interval.
//!
//! # Example
//!
//! Ishigami and Homma's function (1990): the third factor matters only together with the first.
//!
//! ```
//! use std::convert::Infallible;
//! use std::f64::consts::PI;
//!
//! use assay_sweeps::sensitivity::{Groups, Plan, Points, indices};
//!
//! let ishigami = Points::new(3, |x: &[f64]| {
//!     let [x, y, z] = [x[0], x[1], x[2]].map(|share| PI * (2.0 * share - 1.0));
//!     let (sine, other) = (libm::sin(x), libm::sin(y));
//!     Ok::<_, Infallible>(sine + 7.0 * other * other + 0.1 * z * z * z * z * sine)
//! });
//! let plan = Plan { base: 16_384, replicates: 16, second: true, groups: Groups::each(3), seed: 1 };
//! let found = indices(&ishigami, &plan)?;
//! let found = found.indices().ok_or("a constant")?;
//! assert!(found.first[2].ci95.contains(0.0) && found.first[2].ci95.width() < 0.01);
//! assert!(found.total[2].ci95.contains(0.243_684) && found.total[2].ci95.width() < 0.01);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod estimate;
mod groups;
mod indices;
mod morris;
mod ordered;
mod response;

pub use error::{AnalysisError, SensitivityError};
pub use estimate::Estimate;
pub use groups::Groups;
pub use indices::{Decomposition, Indices, Interaction, Plan, Resampling, bootstrap, indices};
pub use morris::{Effect, Effects, Screening, effects_of, screening};
pub use response::{Points, Response, RowError};
