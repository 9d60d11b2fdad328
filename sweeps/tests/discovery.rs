//! Scenario discovery: published boxes, boxes that were put there, and what every search keeps.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "discovery/kept.rs"]
mod kept;
#[path = "discovery/planted.rs"]
mod planted;
#[path = "discovery/published.rs"]
mod published;
