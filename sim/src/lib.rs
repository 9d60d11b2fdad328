//! What happens: simulated histories of a protocol and of the people who use and attack it.
//!
//! - [`engine`] runs a [`Model`](engine::Model) many times in parallel. Randomness is keyed by
//!   (seed, point, replicate, stream), so the outcomes are the same bytes for any number of
//!   threads, and any run can be replayed alone.
//! - [`market`] is what surrounds a protocol: the price of ETH, the price of gas, the delay of
//!   messages between chains.
//! - [`statistics`] says what a sample of outcomes is worth: means, ratios and probabilities with
//!   their 95 % intervals, and quantiles.
//!
//! No mathematics comes from the platform: logarithms, exponentials and roots are `libm`'s, so that
//! results do not depend on the machine either.
//!
//! # Example
//!
//! A gambler with 5 of 15 chips stakes one a round on a coin that shows heads with probability
//! 0.45. How likely is ruin? Feller (1968, XIV.2) has it in closed form.
//!
//! ```
//! use std::convert::Infallible;
//! use std::ops::ControlFlow;
//!
//! use assay_sim::engine::{Draws, Ensemble, Model, Silent, Streams};
//! use assay_sim::statistics::Proportion;
//!
//! struct Gambler;
//!
//! struct Table {
//!     chips: u32,
//!     coin: Option<Draws>,
//! }
//!
//! impl Model for Gambler {
//!     type World = Table;
//!     type Outcome = bool;
//!     type Error = Infallible;
//!
//!     fn world(&self) -> Table {
//!         Table { chips: 0, coin: None }
//!     }
//!
//!     fn begin(&self, table: &mut Table, streams: &Streams) -> Result<(), Infallible> {
//!         *table = Table { chips: 5, coin: Some(streams.open("coin")) };
//!         Ok(())
//!     }
//!
//!     fn step(&self, table: &mut Table) -> Result<ControlFlow<()>, Infallible> {
//!         let heads = table.coin.as_mut().is_some_and(|coin| coin.bernoulli(0.45));
//!         table.chips = if heads { table.chips + 1 } else { table.chips - 1 };
//!         let over = table.chips == 0 || table.chips == 15;
//!         Ok(if over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
//!     }
//!
//!     fn outcome(&self, table: &Table) -> bool {
//!         table.chips == 0
//!     }
//! }
//!
//! let ensemble = Ensemble { seed: 7, point: 0, runs: 10_000 };
//! let ruined = ensemble.run(&Gambler, &Silent)?;
//!
//! let count = ruined.iter().filter(|ruined| **ruined).count() as u64;
//! let ruin = Proportion::of(count, ensemble.runs)?;
//! let odds = 0.55_f64 / 0.45;
//! let closed_form = (odds.powi(15) - odds.powi(5)) / (odds.powi(15) - 1.0);
//! assert!(ruin.ci95.contains(closed_form));
//!
//! assert_eq!(ensemble.replay(&Gambler, 42)?, ruined[42]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod chronos;
pub mod engine;
pub mod ledger;
pub mod market;
pub mod statistics;
