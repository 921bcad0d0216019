//! The table of an exhibit as Parquet, with numbers as numbers. Decided in `docs/adr/0028-parquet.md`.

mod columns;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;

use super::ExportError;
use super::csv::description;
use crate::exhibit::{Exhibit, Released};
use columns::{Cells, Column, columns};

/// The table of an exhibit: the rows and columns of its CSV, numbers as 64-bit floating point, words as UTF-8, and what
/// the pairs under a CSV say as metadata of the file. The same exhibit gives the same bytes; nothing is compressed.
///
/// A cell without a value is null, and so is a hidden one: the last column, `hidden`, names the columns whose cell is
/// hidden in a row, separated by commas, and is empty where none is. Where numbers and words stand in one column, the
/// words are in a column of their own after it. A table without rows is a file without rows.
///
/// # Errors
/// [`ExportError::Parquet`] when the writer fails, which it does not in memory.
pub fn parquet(exhibit: &Released<Exhibit>) -> Result<Released<Vec<u8>>, ExportError> {
    let bytes = write(exhibit.get()).map_err(|error| ExportError::Parquet(error.into()))?;
    Ok(exhibit.clone().map(|_| bytes))
}

fn write(exhibit: &Exhibit) -> Result<Vec<u8>, ParquetError> {
    let columns = columns(&exhibit.table);
    let schema = Arc::new(schema(&columns)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties(exhibit)))?;
    if !exhibit.table.rows.is_empty() {
        let mut rows = writer.next_row_group()?;
        for column in &columns {
            if let Some(mut place) = rows.next_column()? {
                write_column(&column.cells, &mut place)?;
                place.close()?;
            }
        }
        rows.close()?;
    }
    writer.into_inner()
}

fn schema(columns: &[Column]) -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.cells {
            Cells::Numbers(_) => (Physical::DOUBLE, None),
            Cells::Words(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(&column.name, physical).with_logical_type(logical);
        field.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    Type::group_type_builder("exhibit").with_fields(fields).build()
}

/// Writes the values that there are, and at each row whether there is one.
fn write_column(cells: &Cells, place: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
    match cells {
        Cells::Numbers(cells) => {
            let numbers: Vec<f64> = cells.iter().flatten().copied().collect();
            place.typed::<DoubleType>().write_batch(&numbers, Some(&present(cells)), None)?;
        }
        Cells::Words(cells) => {
            let words: Vec<ByteArray> = cells.iter().flatten().map(|words| words.as_str().into()).collect();
            place.typed::<ByteArrayType>().write_batch(&words, Some(&present(cells)), None)?;
        }
    }
    Ok(())
}

fn present<T>(cells: &[Option<T>]) -> Vec<i16> {
    cells.iter().map(|cell| i16::from(cell.is_some())).collect()
}

/// Plain values, without the lowest and highest of a column beside them: whoever wants these has the column.
fn properties(exhibit: &Exhibit) -> WriterProperties {
    WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_key_value_metadata(Some(about(exhibit)))
        .build()
}

/// What the table is. Names that can come several times are numbered, as readers keep one value a name.
fn about(exhibit: &Exhibit) -> Vec<KeyValue> {
    let mut seen = BTreeMap::new();
    let pairs = description(exhibit).into_iter().map(|(name, value)| {
        let is_list = matches!(name, "footnote" | "file_sha256");
        let number = seen.entry(name).and_modify(|number| *number += 1).or_insert(1);
        let name = if is_list { format!("{name}_{number}") } else { name.to_owned() };
        KeyValue::new(name, value)
    });
    pairs.collect()
}
