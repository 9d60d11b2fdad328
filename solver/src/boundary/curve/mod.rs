//! Functions of one variable with exact coefficients: polynomials, their quotients and their roots.

mod fraction;
mod polynomial;
mod roots;

pub(super) use fraction::Fraction;
pub(super) use polynomial::{Polynomial, signum};
pub(super) use roots::roots;
