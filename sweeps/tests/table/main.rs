//! Tables of results: the same bytes however they came to be, and a typed error where there are none.

mod failing;
mod file;
mod refused;
mod resume;
mod shards;
mod support;
