//! A table's heading as key-value metadata of its file.
//!
//! Keys of the sweep begin with `assay.`, facts of the identity with `assay.identity.`. `PANDAS_ATTRS` is where
//! pandas keeps `DataFrame.attrs`: it finds there the units, the meanings and the identity by name.

use std::collections::BTreeMap;

use parquet::file::metadata::KeyValue;
use serde::{Serialize, Serializer};

use super::super::column::Column;
use super::super::heading::{Heading, SCHEMA_VERSION, share};
use super::super::identity::{Identity, as_map};
use super::super::rows::Layout;
use super::seal::UNKNOWN;

const VERSION: &str = "assay.schema_version";
const POINTS: &str = "assay.points";
const SHARD: &str = "assay.shard";
const STRIPE: &str = "assay.stripe";
const COORDINATES: &str = "assay.coordinates";
const COLUMNS: &str = "assay.columns";
const FAILED: &str = "assay.failed";
const CHECKSUM: &str = "assay.checksum";
const IDENTITY: &str = "assay.identity.";
const PANDAS: &str = "PANDAS_ATTRS";

/// The metadata of a file of `failed` failed points; the checksum, not yet known, is the last.
pub(super) fn pairs(heading: &Heading, failed: u64) -> Result<Vec<KeyValue>, serde_json::Error> {
    let mut pairs = Vec::new();
    let mut pair = |key: &str, value: String| pairs.push(KeyValue::new(key.to_owned(), value));
    pair(VERSION, SCHEMA_VERSION.to_owned());
    pair(POINTS, heading.share.points().to_string());
    pair(SHARD, heading.share.shard().to_string());
    pair(STRIPE, heading.share.stripe().to_string());
    pair(FAILED, failed.to_string());
    pair(COORDINATES, heading.layout.coordinates.to_string());
    pair(COLUMNS, serde_json::to_string(&heading.layout.columns)?);
    for (key, value) in heading.identity.facts() {
        pair(&format!("{IDENTITY}{key}"), value.to_owned());
    }
    pair(PANDAS, attributes(heading)?);
    pair(CHECKSUM, UNKNOWN.to_owned());
    Ok(pairs)
}

fn attributes(heading: &Heading) -> Result<String, serde_json::Error> {
    struct Map<'a>(Vec<(&'a str, &'a str)>);
    impl Serialize for Map<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            as_map(&self.0, serializer)
        }
    }
    #[derive(Serialize)]
    struct Attributes<'a> {
        units: Map<'a>,
        meanings: Map<'a>,
        identity: Map<'a>,
    }
    let columns = &heading.layout.columns;
    let each = |of: fn(&Column) -> &str| {
        Map(columns
            .iter()
            .map(|column| (&*column.name, of(column)))
            .collect())
    };
    serde_json::to_string(&Attributes {
        units: each(|column| &column.unit),
        meanings: each(|column| &column.meaning),
        identity: Map(heading.identity.facts().collect()),
    })
}

/// What a file says of itself.
pub(super) struct Described {
    pub(super) heading: Heading,
    pub(super) failed: u64,
}

/// Reads a file's metadata, or says what is wrong with it.
pub(super) fn described(pairs: &[KeyValue]) -> Result<Described, String> {
    let values: BTreeMap<&str, &str> = pairs
        .iter()
        .map(|pair| (&*pair.key, pair.value.as_deref().unwrap_or_default()))
        .collect();
    let text = |key: &str| {
        let value = values.get(key).copied();
        value.ok_or_else(|| format!("its metadata has no `{key}`"))
    };
    let number = |key: &str| -> Result<u64, String> {
        let text = text(key)?;
        text.parse()
            .map_err(|_| format!("its metadata has `{text}` as `{key}`; expected a number"))
    };
    let version = text(VERSION)?;
    if version != SCHEMA_VERSION {
        return Err(format!(
            "it is of version {version}; this program reads version {SCHEMA_VERSION}"
        ));
    }
    let columns = serde_json::from_str(text(COLUMNS)?).map_err(|error| error.to_string())?;
    let layout = Layout {
        columns,
        coordinates: usize::try_from(number(COORDINATES)?).map_err(|error| error.to_string())?,
    };
    let facts = pairs.iter().filter_map(|pair| {
        let key = pair.key.strip_prefix(IDENTITY)?;
        Some((key, pair.value.as_deref().unwrap_or_default()))
    });
    let identity = facts.fold(Identity::new(), |identity, (key, value)| {
        identity.with(key, value)
    });
    let share = share(number(POINTS)?, text(SHARD)?, number(STRIPE)?)?;
    Ok(Described {
        heading: Heading::new(share, layout, identity).map_err(|error| error.to_string())?,
        failed: number(FAILED)?,
    })
}
