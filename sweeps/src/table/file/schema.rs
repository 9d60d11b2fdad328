//! How a table's columns stand in Parquet.

use std::sync::Arc;

use parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::{ColumnPath, SchemaDescriptor, Type};

use super::super::column::Holds;
use super::super::heading::{ERROR, POINT};
use super::super::rows::Layout;

/// Rows in a row group: what a reader must hold at once, and all that the writer holds.
pub(super) const GROUP: usize = 16_384;

/// Rows in a page, the least that is read at once: small, so that a thousand shards can be merged.
const PAGE: usize = 2_048;

const fn physical(holds: Holds) -> Physical {
    match holds {
        Holds::Number => Physical::DOUBLE,
        Holds::Count => Physical::INT64,
        Holds::Text => Physical::BYTE_ARRAY,
        Holds::Truth => Physical::BOOLEAN,
    }
}

/// The columns of the file: name, kind, and whether each row has a value.
fn columns(layout: &Layout) -> impl Iterator<Item = (&str, Holds, Repetition)> {
    let own = layout.columns.iter();
    let own = own.map(|column| (&*column.name, column.holds, Repetition::OPTIONAL));
    std::iter::once((POINT, Holds::Count, Repetition::REQUIRED))
        .chain(own)
        .chain(std::iter::once((ERROR, Holds::Text, Repetition::OPTIONAL)))
}

pub(super) fn schema(layout: &Layout) -> Result<Arc<Type>, ParquetError> {
    let fields = columns(layout).map(|(name, holds, repetition)| {
        let text = holds == Holds::Text;
        Type::primitive_type_builder(name, physical(holds))
            .with_repetition(repetition)
            .with_logical_type(text.then_some(LogicalType::String))
            .build()
            .map(Arc::new)
    });
    let root = Type::group_type_builder("sweep").with_fields(fields.collect::<Result<_, _>>()?);
    root.build().map(Arc::new)
}

/// What a file's schema has instead of the layout's; nothing if they agree.
pub(super) fn mismatch(layout: &Layout, found: &SchemaDescriptor) -> Option<String> {
    let expected = layout.columns.len() + 2;
    if found.num_columns() != expected {
        return Some(format!(
            "{} columns; expected {expected}",
            found.num_columns()
        ));
    }
    columns(layout)
        .zip(found.columns())
        .find(|((name, holds, repetition), column)| {
            let optional = i16::from(*repetition == Repetition::OPTIONAL);
            column.name() != *name
                || column.physical_type() != physical(*holds)
                || column.max_def_level() != optional
                || column.max_rep_level() != 0
        })
        .map(|((name, holds, _), column)| {
            format!(
                "column `{}` of {}; expected `{name}`, a {}",
                column.name(),
                column.physical_type(),
                holds.word()
            )
        })
}

/// Nothing in them depends on the machine or the day, or on the version of the Parquet library by name.
pub(super) fn properties() -> WriterProperties {
    let (point, error) = (ColumnPath::from(POINT), ColumnPath::from(ERROR));
    WriterProperties::builder()
        .set_created_by("assay-sweeps".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_column_encoding(point, Encoding::DELTA_BINARY_PACKED)
        .set_column_dictionary_enabled(error, true)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_data_page_row_count_limit(PAGE)
        .set_write_batch_size(PAGE)
        .set_max_row_group_row_count(Some(GROUP))
        .build()
}
