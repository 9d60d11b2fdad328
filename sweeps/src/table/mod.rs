//! Tables of results: streamed to disk as they come, resumed after a kill, shared out over machines, joined.
//!
//! A [`Sweep`] puts every point of a design to an [`Evaluate`] and leaves one Parquet file. The file depends on the
//! question alone: it is the same to the byte whatever the number of threads, however often the sweep was killed and
//! started again, and whether it was done at once or in shards that were [`merge`]d. A point that fails is a row
//! with its error, and the sweep of a changed question is refused with what changed.
//!
//! While it runs, finished blocks are appended to `FILE.partial`, each with a checksum, as soon as they are done;
//! at the end they are put in order into `FILE.assembling`, which is renamed to `FILE`. What a kill or a damage has
//! spoilt of `FILE.partial` is evaluated again. A finished file is opened with [`read`], which checks its checksum.

mod checksum;
mod column;
mod crew;
mod error;
mod evaluate;
mod file;
mod heading;
mod identity;
mod journal;
mod merge;
mod publish;
mod rows;
mod shard;
mod sweep;

pub use column::{Cell, Column, Holds, Values};
pub use error::SweepError;
pub use evaluate::{Evaluate, Stop};
pub use file::{Batches, Table, read};
pub use identity::{Change, Identity};
pub use merge::{Merged, merge};
pub use rows::{RowError, Rows};
pub use shard::{Shard, ShardError};
pub use sweep::{Failing, Sweep, Swept};
