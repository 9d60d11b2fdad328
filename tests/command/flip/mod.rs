//! The commands that ask where something flips: sweep, merge, boundary, prove, sensitivity, robustness.

mod boundary;
mod kills;
mod prove;
mod robustness;
mod sensitivity;
mod sweep;
