//! The values of one column out of Parquet.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;

use super::super::column::Values;

/// The next `rows` values of a column.
pub(super) fn values(column: &mut ColumnReader, rows: usize) -> Result<Values, ParquetError> {
    Ok(match column {
        ColumnReader::DoubleColumnReader(column) => Values::Numbers(typed(column, rows, Ok)?),
        ColumnReader::Int64ColumnReader(column) => Values::Counts(typed(column, rows, Ok)?),
        ColumnReader::BoolColumnReader(column) => Values::Truths(typed(column, rows, Ok)?),
        ColumnReader::ByteArrayColumnReader(column) => {
            let text = |bytes: ByteArray| bytes.as_utf8().map(str::to_owned);
            Values::Texts(typed(column, rows, text)?)
        }
        _ => return Err(ParquetError::General("a column of another type".to_owned())),
    })
}

fn typed<T: DataType, V>(
    column: &mut ColumnReaderImpl<T>,
    rows: usize,
    convert: impl Fn(T::T) -> Result<V, ParquetError>,
) -> Result<Vec<Option<V>>, ParquetError> {
    // Capacity as the file says it would be a hole; what is read is bounded by what is there.
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (read, present, _) = column.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read != rows {
        return Err(ParquetError::General(format!(
            "{read} values in a column; expected {rows}"
        )));
    }
    // A column in which each row must have a value has no levels.
    if levels.is_empty() && present == rows {
        return values
            .into_iter()
            .map(|value| convert(value).map(Some))
            .collect();
    }
    let mut values = values.into_iter();
    let row = |level: i16| match level {
        0 => Ok(None),
        _ => values.next().map(&convert).transpose(),
    };
    levels.into_iter().map(row).collect()
}
