//! How a command ended.

/// How a command ended; only commands that judge end otherwise than by [`Done::Holds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Done, and what was judged holds.
    Holds,
    /// What was judged does not hold.
    DoesNotHold,
    /// What was judged could not be decided.
    Undecided,
}
