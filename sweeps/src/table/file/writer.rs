//! Rows into a Parquet file, in groups of one size.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};

use super::super::column::Values;
use super::super::error::SweepError;
use super::super::heading::Heading;
use super::super::rows::Rows;
use super::metadata::pairs;
use super::schema::{GROUP, properties, schema};
use super::seal::Sealing;

/// How many failed points are told of by name.
pub(super) const TOLD: usize = 10;

/// A file being written. Its bytes depend on the rows and the heading alone, not on how the rows were handed over.
pub(crate) struct RowWriter<W: Write + Send> {
    path: PathBuf,
    writer: SerializedFileWriter<Sealing<W>>,
    heading: Heading,
    group: Rows,
    written: Written,
}

/// What has been written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The number of rows.
    pub(crate) rows: u64,
    /// How many of them are of failed points.
    pub(crate) failed: u64,
    /// The first of those, with their errors.
    pub(crate) first_failures: Vec<(u64, String)>,
}

impl<W: Write + Send> RowWriter<W> {
    /// Begins a file; `path` is for errors.
    pub(crate) fn new(inner: W, path: &Path, heading: &Heading) -> Result<Self, SweepError> {
        let writer = schema(&heading.layout).and_then(|schema| {
            SerializedFileWriter::new(Sealing::new(inner), schema, Arc::new(properties()))
        });
        Ok(Self {
            path: path.to_owned(),
            writer: writer.map_err(|error| failed(path, error))?,
            heading: heading.clone(),
            group: Rows::empty(&heading.layout),
            written: Written::default(),
        })
    }

    /// Adds the rows `from` of `rows`.
    pub(crate) fn push(
        &mut self,
        rows: &Rows,
        from: std::ops::Range<usize>,
    ) -> Result<(), SweepError> {
        let mut at = from.start;
        while at < from.end {
            let end = from.end.min(at + GROUP - self.group.len());
            self.group.append(rows, at..end);
            at = end;
            if self.group.len() == GROUP {
                self.write_group()?;
            }
        }
        Ok(())
    }

    /// Writes the rest, the metadata and the checksum.
    pub(crate) fn finish(mut self) -> Result<Written, SweepError> {
        if !self.group.is_empty() {
            self.write_group()?;
        }
        let pairs = pairs(&self.heading, self.written.failed);
        let sealed = pairs
            .map_err(|error| ParquetError::External(Box::new(error)))
            .and_then(|pairs| seal(self.writer, pairs));
        sealed.map_err(|error| failed(&self.path, error))?;
        Ok(self.written)
    }

    fn write_group(&mut self) -> Result<(), SweepError> {
        self.written.rows += self.group.len() as u64;
        self.written.failed += self.group.failed();
        let room = TOLD - self.written.first_failures.len();
        let failures = self.group.failures().take(room);
        let failures = failures.map(|(_, point, why)| (point, why.to_owned()));
        self.written.first_failures.extend(failures);
        write_group(&mut self.writer, &self.group).map_err(|error| failed(&self.path, error))?;
        self.group.clear();
        Ok(())
    }
}

fn seal<W: Write + Send>(
    mut writer: SerializedFileWriter<Sealing<W>>,
    pairs: Vec<KeyValue>,
) -> Result<(), ParquetError> {
    for pair in pairs {
        writer.append_key_value_metadata(pair);
    }
    writer.flush()?;
    writer.inner_mut().hold();
    Ok(writer.into_inner()?.seal()?)
}

fn write_group<W: Write + Send>(
    writer: &mut SerializedFileWriter<Sealing<W>>,
    rows: &Rows,
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    let mut columns = rows.columns().iter();
    let mut at = 0;
    while let Some(mut column) = group.next_column()? {
        if at == 0 {
            // Not above i64::MAX, which the heading has seen to.
            let points: Vec<i64> = rows.points().iter().map(|point| *point as i64).collect();
            column
                .typed::<Int64Type>()
                .write_batch(&points, None, None)?;
        } else {
            match columns.next() {
                Some(Values::Numbers(values)) => {
                    write::<DoubleType, _>(&mut column, values, |value| *value)?
                }
                Some(Values::Counts(values)) => {
                    write::<Int64Type, _>(&mut column, values, |value| *value)?
                }
                Some(Values::Texts(values)) => {
                    write::<ByteArrayType, _>(&mut column, values, text)?
                }
                Some(Values::Truths(values)) => {
                    write::<BoolType, _>(&mut column, values, |value| *value)?
                }
                None => write::<ByteArrayType, _>(&mut column, rows.errors(), text)?,
            }
        }
        column.close()?;
        at += 1;
    }
    group.close().map(|_| ())
}

fn text(text: &impl AsRef<str>) -> ByteArray {
    ByteArray::from(text.as_ref())
}

fn write<T: DataType, V>(
    column: &mut SerializedColumnWriter<'_>,
    values: &[Option<V>],
    convert: impl Fn(&V) -> T::T,
) -> Result<(), ParquetError> {
    let present: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    let values: Vec<T::T> = values.iter().flatten().map(convert).collect();
    column
        .typed::<T>()
        .write_batch(&values, Some(&present), None)
        .map(|_| ())
}

fn failed(path: &Path, error: ParquetError) -> SweepError {
    let source = match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(source) => *source,
            Err(source) => io::Error::other(source),
        },
        other => io::Error::other(other),
    };
    SweepError::disk("write", path)(source)
}
