//! Programs: published ones, random ones, and answers that must be refused.

mod program {
    mod brackets;
    mod corrupted;
    mod properties;
    mod published;
    mod support;
}
