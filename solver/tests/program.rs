//! Programs: published ones, random ones, and answers that must be refused.

#![allow(clippy::panic, reason = "a test may fail")]

mod program {
    mod brackets;
    mod corrupted;
    mod properties;
    mod published;
    mod support;
}
