//! Where does it flip?
//!
//! | room | question |
//! | --- | --- |
//! | [`design`] | which points are visited? |
//! | [`table`] | how do results get to disk, through kills, over machines, and together again? |
//! | [`sensitivity`] | which parameter moves the result, and how sure is that? |
//! | [`discovery`] | when does it happen, in one sentence? |
//! | [`robustness`] | which of several candidates can one live with, whatever the world does? |
//!
//! Nothing here knows a protocol: what is evaluated is given as an [`Evaluate`](table::Evaluate) or a
//! [`Response`](sensitivity::Response).
//!
//! ```
//! use std::ops::Range;
//!
//! use assay_sweeps::table::{
//!     Cell, Column, Evaluate, Failing, Holds, Identity, Rows, Shard, Stop, Sweep, read,
//! };
//!
//! // The square roots of the first hundred numbers, four at a time.
//! struct Roots([Column; 2]);
//!
//! impl Evaluate for Roots {
//!     fn columns(&self) -> &[Column] {
//!         &self.0
//!     }
//!     fn coordinates(&self) -> usize {
//!         1
//!     }
//!     fn block(&self) -> usize {
//!         4
//!     }
//!     fn evaluate(&self, points: Range<u64>, rows: &mut Rows) -> Result<(), Stop> {
//!         for point in points {
//!             let number = point as f64;
//!             rows.push(&[Cell::Number(number), Cell::Number(number.sqrt())])?;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! let column = |name: &str| Column {
//!     name: name.into(),
//!     unit: String::new(),
//!     holds: Holds::Number,
//!     meaning: "an example".into(),
//! };
//! let folder = tempfile::tempdir()?;
//! let sweep = Sweep {
//!     out: folder.path().join("roots.parquet"),
//!     points: 100,
//!     shard: Shard::WHOLE,
//!     identity: Identity::new().with("question", "square roots"),
//!     failing: Failing::KeepGoing,
//! };
//! let swept = sweep.run(&Roots([column("number"), column("root")]), &|_| {})?;
//! assert_eq!((swept.points, swept.failed), (100, 0));
//! let roots = read(&sweep.out)?.column("root")?;
//! assert_eq!(roots.numbers().and_then(|all| all[81]), Some(9.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod design;
pub mod discovery;
pub mod robustness;
pub mod sensitivity;
pub mod table;
