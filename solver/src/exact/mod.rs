//! Exact rationals: reading, writing, and systems of linear equations.

pub(crate) mod common;
mod elimination;
pub(crate) mod lifting;
pub mod linear;
pub(crate) mod modular;
mod text;

pub use dashu_ratio::RBig as Rational;
pub use text::{ParseRationalError, approximate, from_float, parse};
