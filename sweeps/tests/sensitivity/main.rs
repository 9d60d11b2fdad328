//! Sensitivity: analytic and published indices and effects, intervals that mean what they say, refusals.

mod bootstrap;
mod borehole;
mod functions;
mod indices;
mod intervals;
mod morris;
