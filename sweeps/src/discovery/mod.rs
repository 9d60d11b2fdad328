//! Scenario discovery: "the attack pays when …", in one sentence, and how far it can be trusted.
//!
//! [`discover`] takes a table of points, each of interest or not, and finds boxes that hold many of
//! the cases of interest (*coverage*) and little else (*density*), with few restrictions. The method
//! is the patient rule induction method, PRIM (Friedman and Fisher 1999, "Bump hunting in
//! high-dimensional data", Statistics and Computing 9), as Bryant and Lempert put it to use (2010,
//! "Thinking inside the box", Technological Forecasting and Social Change 77): *peel* thin slices
//! off the box of everything, each the one that helps the density most; *choose* a box of that
//! trajectory; *paste* slices back where that does not hurt; *drop* restrictions that chance could
//! explain; and *cover* what is left by further boxes. Half samples tell which columns recur.
//!
//! The search is greedy. Where cases of interest lie in opposite corners, no single peel gains, and
//! it may come to [`Outcome::NoBox`] though boxes exist: that it found none is no proof.
//!
//! Nothing depends on the order of execution: ties go to the earlier column, half samples are keyed
//! by the seed.
//!
//! ```
//! use assay_sweeps::discovery::{Cases, Column, Kind, Settings, discover};
//!
//! // An attack that pays where the price is above 2,100 and detection below 0.95.
//! let point = |i: usize| (1000.0 + (i % 40) as f64 * 50.0, 0.9 + (i / 40) as f64 * 0.0025);
//! let column = |name: &str, unit: &str, values: Vec<f64>| Column {
//!     name: name.to_owned(),
//!     unit: unit.to_owned(),
//!     kind: Kind::Number,
//!     values,
//! };
//! let price = column("eth_price", "USD/ETH", (0..1600).map(|i| point(i).0).collect());
//! let detection = column("detection_rate", "fraction", (0..1600).map(|i| point(i).1).collect());
//! let pays = (0..1600).map(|i| Some(point(i).0 > 2100.0 && point(i).1 < 0.95)).collect();
//!
//! let cases = Cases::new(vec![price, detection], pays)?;
//! let found = discover(&cases, &Settings::default())?;
//! assert_eq!(
//!     found.sentence(&cases, "the attack pays"),
//!     "the attack pays when `eth_price` is above 2,100 USD/ETH and `detection_rate` below 0.95 \
//!      (coverage 100 %, density 100 %, 2 of 2 parameters)"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod beyond;
mod cases;
mod choose;
mod cover;
mod orders;
mod paste;
mod peel;
mod region;
mod resample;
mod sentence;
mod settings;
mod significance;
mod tally;

use serde::Serialize;

pub use cases::{Cases, CasesError, Column, Kind};
pub use region::{Extent, Limit, Region, Side};
pub use resample::Recurrence;
pub use settings::{Choice, Objective, Settings, SettingsError};
pub use significance::Restriction;

/// A box and what it holds, among the points that no earlier box holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The number of its points.
    pub points: u64,
    /// How many of them are of interest.
    pub interest: u64,
    /// The share of all cases of interest that it holds.
    pub coverage: f64,
    /// The share of its points that is of interest: the mean of the indicator.
    pub density: f64,
    /// The share of all decided points that it holds.
    pub mass: f64,
    /// The number of columns it restricts.
    pub restricted: usize,
    /// The box.
    pub region: Region,
}

/// One box that was found, and how.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The box: chosen, pasted, and rid of restrictions that chance could explain.
    pub held: Step,
    /// Its restrictions in the order of the columns, with their quasi-p-values.
    pub restrictions: Vec<Restriction>,
    /// The restrictions that were dropped, with the quasi-p-values they were dropped for.
    pub dropped: Vec<Restriction>,
    /// Every step of the peeling, from the box of everything.
    pub trajectory: Vec<Step>,
    /// The step that was chosen, from 0.
    pub chosen: usize,
    /// How often half samples restricted each column.
    pub recurrence: Vec<Recurrence>,
}

/// Why no further box was sought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// The boxes hold all cases of interest.
    AllCovered,
    /// There are as many boxes as may be.
    MostBoxes,
    /// No box of what was left would do.
    NoFurtherBox {
        /// The largest density its trajectory reached.
        densest: f64,
    },
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// No decided point is of interest.
    Nothing,
    /// Every decided point is.
    Everything,
    /// No box is as dense as it must be, or meets the choice.
    NoBox {
        /// Every step of the peeling.
        trajectory: Vec<Step>,
    },
    /// Boxes, in the order they were found; at least one.
    Boxes {
        /// The boxes.
        boxes: Vec<Found>,
        /// The share of all cases of interest that they hold together.
        coverage: f64,
        /// The share of the points they hold together that is of interest.
        density: f64,
        /// Why there is no further box.
        stop: Stop,
    },
}

/// What a search of a table found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Discovery {
    /// The number of decided points.
    pub points: u64,
    /// How many of them are of interest.
    pub interest: u64,
    /// The number of points left out because they are undecided.
    pub undecided: u64,
    /// What was found.
    pub outcome: Outcome,
}

/// Searches a table for boxes of cases of interest.
///
/// Sorts every column once and then sifts: the time is that of the sort and of about
/// 1 / `peel_alpha` passes over the table, for each box and for half of that each half sample.
///
/// # Errors
/// [`SettingsError`] for a setting outside its range.
pub fn discover(cases: &Cases, settings: &Settings) -> Result<Discovery, SettingsError> {
    settings.check()?;
    Ok(cover::cover(cases, settings))
}

impl Discovery {
    /// The finding in one sentence, such as "the attack pays when `eth_price` is above 2,100 USD/ETH
    /// and `detection_rate` below 0.9987 (coverage 93 %, density 88 %, 2 of 14 parameters)".
    ///
    /// `event` says what happens in a case of interest; `cases` is the table that was searched.
    /// Limits are told by the number of fewest digits that separates the points, so the sentence
    /// holds of the table as it stands; percentages are rounded, but never to 0 or 100.
    #[must_use]
    pub fn sentence(&self, cases: &Cases, event: &str) -> String {
        sentence::sentence(self, cases, event)
    }
}
