//! What a table is of: all that must agree for two files to belong together.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::error::SweepError;
use super::identity::{Change, Identity, changes};
use super::rows::Layout;
use super::shard::{Shard, Share};

/// The version of both the finished file's metadata and the partial file's frames.
pub(super) const SCHEMA_VERSION: &str = "1";

/// The column of the point's number, the first of the file.
pub(super) const POINT: &str = "point";

/// The column of the error, the last of the file.
pub(super) const ERROR: &str = "error";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) share: Share,
    pub(super) layout: Arc<Layout>,
    pub(super) identity: Identity,
}

/// The heading as it stands in a partial file.
#[derive(Serialize, Deserialize)]
struct Written {
    schema_version: String,
    points: u64,
    shard: String,
    stripe: u64,
    #[serde(flatten)]
    layout: Layout,
    identity: Identity,
}

impl Heading {
    /// # Errors
    /// [`SweepError::Columns`], [`SweepError::TooManyPoints`].
    pub(super) fn new(
        share: Share,
        layout: Layout,
        identity: Identity,
    ) -> Result<Self, SweepError> {
        check(&layout)?;
        if i64::try_from(share.points()).is_err() {
            return Err(SweepError::TooManyPoints {
                points: share.points(),
            });
        }
        Ok(Self {
            share,
            layout: Arc::new(layout),
            identity,
        })
    }

    /// The heading of all shards joined.
    pub(super) fn whole(&self) -> Self {
        Self {
            share: Share::new(self.share.points(), Shard::WHOLE, 1),
            ..self.clone()
        }
    }

    /// What differs between a file of heading `before` and this one.
    pub(super) fn changes_since(&self, before: &Self) -> Vec<Change> {
        changes(&before.facts(), &self.facts())
    }

    /// The facts of the shard are left out: what differs between two that should be shards of one sweep.
    pub(super) fn changes_beside_shard(&self, before: &Self) -> Vec<Change> {
        let mut changes = self.changes_since(before);
        changes.retain(|change| change.key != "shard");
        changes
    }

    fn facts(&self) -> Vec<(String, String)> {
        let mut facts: Vec<(String, String)> = self
            .identity
            .facts()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        facts.push(("points".to_owned(), self.share.points().to_string()));
        facts.push(("shard".to_owned(), self.share.shard().to_string()));
        if self.share.shard().of() > 1 {
            facts.push(("stripe".to_owned(), self.share.stripe().to_string()));
        }
        for (at, column) in self.layout.columns.iter().enumerate() {
            let Column {
                name,
                unit,
                holds,
                meaning,
            } = column;
            let role = if at < self.layout.coordinates {
                "coordinate"
            } else {
                "output"
            };
            let what = format!("{role} {}, {} in [{unit}]: {meaning}", at + 1, holds.word());
            facts.push((format!("column `{name}`"), what));
        }
        facts
    }

    pub(super) fn to_json(&self) -> Result<Vec<u8>, SweepError> {
        let written = Written {
            schema_version: SCHEMA_VERSION.to_owned(),
            points: self.share.points(),
            shard: self.share.shard().to_string(),
            stripe: self.share.stripe(),
            layout: (*self.layout).clone(),
            identity: self.identity.clone(),
        };
        serde_json::to_vec(&written).map_err(|error| SweepError::Columns {
            why: error.to_string(),
        })
    }

    /// The heading written by [`to_json`](Self::to_json), or what is wrong with it.
    pub(super) fn from_json(json: &[u8]) -> Result<Self, String> {
        let written: Written = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        if written.schema_version != SCHEMA_VERSION {
            return Err(format!(
                "it is of version {}; this program reads version {SCHEMA_VERSION}",
                written.schema_version
            ));
        }
        let share = share(written.points, &written.shard, written.stripe)?;
        Self::new(share, written.layout, written.identity).map_err(|error| error.to_string())
    }
}

/// A share as read from a file, which may say anything.
pub(super) fn share(points: u64, shard: &str, stripe: u64) -> Result<Share, String> {
    let shard: Shard = shard.parse().map_err(|error| format!("{error}"))?;
    if stripe == 0 || stripe > points.max(1) {
        return Err(format!("stripes of {stripe} points in a sweep of {points}"));
    }
    Ok(Share::of_stripes(points, shard, stripe))
}

fn check(layout: &Layout) -> Result<(), SweepError> {
    let wrong = |why: String| Err(SweepError::Columns { why });
    if layout.coordinates > layout.columns.len() {
        return wrong(format!(
            "{} coordinates among {} columns",
            layout.coordinates,
            layout.columns.len()
        ));
    }
    let mut names = std::collections::BTreeSet::from([POINT, ERROR]);
    for Column { name, .. } in &layout.columns {
        if name.is_empty() {
            return wrong("a column has no name".to_owned());
        }
        if !names.insert(name) {
            return wrong(format!(
                "two columns are called `{name}` (`{POINT}` and `{ERROR}` are the sweep's own)"
            ));
        }
    }
    Ok(())
}
