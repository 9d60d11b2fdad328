//! The finished file: Parquet, with all that a reader must know in its metadata.

mod metadata;
mod reader;
mod schema;
mod seal;

mod values;
mod writer;

pub use reader::{Batches, Table, read};
pub(super) use writer::{RowWriter, Written};
