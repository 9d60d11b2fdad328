//! A sweep's points shared out over machines.

use std::num::NonZero;
use std::str::FromStr;

/// Shard `index` of `of`, counted from 1; written `2/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shard {
    index: NonZero<u32>,
    of: NonZero<u32>,
}

/// Why something is not a shard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a shard; expected `i/n` with 1 ≤ i ≤ n, such as `2/3`")]
pub struct ShardError {
    text: String,
}

impl Shard {
    /// The whole sweep, 1/1.
    pub const WHOLE: Self = Self {
        index: NonZero::<u32>::MIN,
        of: NonZero::<u32>::MIN,
    };

    /// Shard `index` of `of`.
    ///
    /// # Errors
    /// [`ShardError`], unless 1 ≤ `index` ≤ `of`.
    pub fn new(index: u32, of: u32) -> Result<Self, ShardError> {
        match (NonZero::new(index), NonZero::new(of)) {
            (Some(index), Some(of)) if index <= of => Ok(Self { index, of }),
            _ => Err(ShardError {
                text: format!("{index}/{of}"),
            }),
        }
    }

    /// Which shard it is, from 1.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.index.get()
    }

    /// How many shards there are.
    #[must_use]
    pub const fn of(self) -> u32 {
        self.of.get()
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let numbers = text.split_once('/').and_then(|(index, of)| {
            let number = |text: &str| text.trim().parse::<u32>().ok();
            Some((number(index)?, number(of)?))
        });
        numbers
            .and_then(|(index, of)| Self::new(index, of).ok())
            .ok_or_else(|| ShardError {
                text: text.to_owned(),
            })
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

/// A sweep of one shard has this many stripes at least, where its points allow, so that shares differ by a sixteenth
/// at most.
const STRIPES: u64 = 16;

/// The points of one shard: stripes of neighbouring points are dealt to the shards in turn, as cards are. A stripe
/// is a block where there are many of them, so that shards do not cut blocks; shorter where there are few, so that
/// all shards have something to do; one point where points are evaluated one by one, so that costly neighbours are
/// shared.
///
/// A *position* is a point's rank within the share, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    points: u64,
    shard: Shard,
    stripe: u64,
}

impl Share {
    /// The share of a sweep of `points` that are evaluated `block` at a time.
    pub(super) fn new(points: u64, shard: Shard, block: u64) -> Self {
        let stripe = if shard.of() == 1 {
            points
        } else {
            (points / (STRIPES * u64::from(shard.of()))).min(block)
        };
        Self::of_stripes(points, shard, stripe)
    }

    /// The share with stripes of a known length.
    pub(super) fn of_stripes(points: u64, shard: Shard, stripe: u64) -> Self {
        Self {
            points,
            shard,
            stripe: stripe.max(1),
        }
    }

    pub(super) const fn points(&self) -> u64 {
        self.points
    }

    pub(super) const fn shard(&self) -> Shard {
        self.shard
    }

    pub(super) const fn stripe(&self) -> u64 {
        self.stripe
    }

    /// How many points the share has.
    pub(super) fn len(&self) -> u64 {
        let (before, of) = (
            u64::from(self.shard.index()) - 1,
            u64::from(self.shard.of()),
        );
        let stripes = self.points.div_ceil(self.stripe);
        let mine = stripes.saturating_sub(before).div_ceil(of);
        let has_last = stripes > 0 && (stripes - 1) % of == before;
        let short = stripes * self.stripe - self.points;
        mine * self.stripe - if has_last { short } else { 0 }
    }

    /// The point at a position, which must be below [`len`](Self::len).
    pub(super) fn point(&self, position: u64) -> u64 {
        let (stripe, within) = (position / self.stripe, position % self.stripe);
        let before = u64::from(self.shard.index()) - 1;
        (before + stripe * u64::from(self.shard.of())) * self.stripe + within
    }

    /// The position of a point; nothing if it is not of this share.
    pub(super) fn position(&self, point: u64) -> Option<u64> {
        let stripe = point / self.stripe;
        (point < self.points && self.owner(point) == self.shard.index())
            .then(|| stripe / u64::from(self.shard.of()) * self.stripe + point % self.stripe)
    }

    /// The index of the shard that has the point.
    pub(super) fn owner(&self, point: u64) -> u32 {
        let turn = point / self.stripe % u64::from(self.shard.of());
        // Below `of`, which is a u32.
        turn as u32 + 1
    }

    /// The first position after `position` whose point is not the successor of the one before.
    pub(super) fn stripe_end(&self, position: u64) -> u64 {
        ((position / self.stripe + 1).saturating_mul(self.stripe)).min(self.len())
    }
}
