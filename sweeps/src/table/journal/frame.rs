//! One finished block as bytes.
//!
//! A frame is the payload's length (8 bytes), its CRC-32 (4 bytes) and the payload, all numbers little-endian. The
//! payload of rows: the first point, the number of rows, the number of failed ones (8 bytes each); then each column
//! and the errors as a mark of presence (1 byte if all rows have a value, else 0 and a byte a row) and the values
//! that are there.

use std::ops::Range;
use std::sync::Arc;

use super::super::checksum::Crc32;
use super::super::column::{Holds, Values};
use super::super::rows::{Layout, Rows};

/// The bytes of a frame before its payload.
pub(super) const PREFIX: usize = 12;

/// A frame around the payload that `fill` appends, of about so many bytes.
fn frame(about: usize, fill: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(PREFIX + about);
    bytes.resize(PREFIX, 0);
    fill(&mut bytes);
    let (prefix, payload) = bytes.split_at_mut(PREFIX);
    let (length, sum) = prefix.split_at_mut(8);
    length.copy_from_slice(&(payload.len() as u64).to_le_bytes());
    sum.copy_from_slice(&Crc32::of(payload).to_le_bytes());
    bytes
}

/// A frame around text.
pub(super) fn of_text(text: &[u8]) -> Vec<u8> {
    frame(text.len(), |bytes| bytes.extend_from_slice(text))
}

/// A frame around the rows of successive points.
pub(crate) fn of_rows(rows: &Rows) -> Vec<u8> {
    let about = 25 + rows.columns().len() * (1 + 8 * rows.len()) + rows.len();
    frame(about, |bytes| {
        let first = rows.points().first().copied().unwrap_or_default();
        for number in [first, rows.len() as u64, rows.failed()] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        for values in rows.columns() {
            match values {
                Values::Numbers(values) => {
                    put(bytes, values, |bytes, value| {
                        bytes.extend_from_slice(&value.to_le_bytes())
                    });
                }
                Values::Counts(values) => {
                    put(bytes, values, |bytes, value| {
                        bytes.extend_from_slice(&value.to_le_bytes())
                    });
                }
                Values::Texts(values) => put(bytes, values, put_text),
                Values::Truths(values) => {
                    put(bytes, values, |bytes, value| bytes.push((*value).into()))
                }
            }
        }
        put(bytes, rows.errors(), put_text);
    })
}

fn put<T>(bytes: &mut Vec<u8>, values: &[Option<T>], write: impl Fn(&mut Vec<u8>, &T)) {
    let full = values.iter().all(Option::is_some);
    bytes.push(full.into());
    if !full {
        bytes.extend(values.iter().map(|value| u8::from(value.is_some())));
    }
    for value in values.iter().flatten() {
        write(bytes, value);
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &impl AsRef<str>) {
    let text = text.as_ref().as_bytes();
    bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
    bytes.extend_from_slice(text);
}

/// What a payload of rows says of itself before they are decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    /// The points of the rows.
    pub(super) points: Range<u64>,
    /// How many of them failed.
    pub(super) failed: u64,
}

/// The summary of a payload of rows; nothing if it is not one.
pub(super) fn summary(payload: &[u8]) -> Option<Summary> {
    let mut bytes = Bytes(payload);
    let (first, count, failed) = (bytes.word()?, bytes.word()?, bytes.word()?);
    Some(Summary {
        points: first..first.checked_add(count)?,
        failed,
    })
}

/// The rows of a payload; nothing if it is not one of rows with these columns.
pub(super) fn rows(payload: &[u8], layout: &Arc<Layout>) -> Option<Rows> {
    let Summary { points, .. } = summary(payload)?;
    let mut bytes = Bytes(payload.get(24..)?);
    let count = usize::try_from(points.end - points.start).ok()?;
    let mut columns = Vec::with_capacity(layout.columns.len());
    for column in &layout.columns {
        columns.push(match column.holds {
            Holds::Number => Values::Numbers(
                bytes.values(count, |bytes| Some(f64::from_le_bytes(bytes.eight()?)))?,
            ),
            Holds::Count => Values::Counts(
                bytes.values(count, |bytes| Some(i64::from_le_bytes(bytes.eight()?)))?,
            ),
            Holds::Text => Values::Texts(bytes.values(count, Bytes::text)?),
            Holds::Truth => Values::Truths(bytes.values(count, |bytes| Some(bytes.byte()? == 1))?),
        });
    }
    let errors = bytes.values(count, Bytes::text)?;
    let whole = bytes.0.is_empty();
    whole.then(|| Rows::from_columns(layout, points.collect(), columns, errors))?
}

/// Bytes being read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn eight(&mut self) -> Option<[u8; 8]> {
        self.take(8)?.try_into().ok()
    }

    fn word(&mut self) -> Option<u64> {
        self.eight().map(u64::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.word()?).ok()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn values<T>(
        &mut self,
        count: usize,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        if self.byte()? == 1 {
            // At least a byte a value: a count that the bytes cannot hold is not allocated for.
            return (count <= self.0.len())
                .then(|| (0..count).map(|_| read(self).map(Some)).collect())?;
        }
        let present = self.take(count)?;
        present
            .iter()
            .map(|present| match present {
                1 => read(self).map(Some),
                _ => Some(None),
            })
            .collect()
    }
}
