//! The commands that ask where something flips: sweep, merge, boundary, prove, sensitivity, robustness.

mod boundary;
mod flips;
mod kills;
mod prove;
mod robustness;
mod sensitivity;
mod sweep;
