//! A first look at a file nobody has mapped yet, through polars.

use std::path::Path;

use polars::prelude::{Column, DataFrame, IntoLazy, PolarsError, PolarsResult, col, lit};
use polars_io::SerReader;
use polars_io::csv::read::{CsvParseOptions, CsvReadOptions, NullValues};

use super::StoreError;
use crate::import::{ColumnKind, ColumnProfile, FileProfile};

/// What the columns of a CSV file look like. Blocks for as long as reading the file takes.
///
/// # Errors
/// The file cannot be read or is not CSV.
pub fn profile(path: impl AsRef<Path>) -> Result<FileProfile, StoreError> {
    let path = path.as_ref();
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    read(path)
        .and_then(|frame| describe(&frame))
        .map_err(|error| StoreError::File { name, reason: reason(&error) })
}

/// Every column as text: types are decided by [`kind_of`], by the rules of the import.
fn read(path: &Path) -> PolarsResult<DataFrame> {
    let format = CsvParseOptions::default().with_null_values(Some(NullValues::AllColumnsSingle("".into())));
    CsvReadOptions::default()
        .with_has_header(true)
        .with_infer_schema_length(Some(0))
        .with_parse_options(format)
        .try_into_reader_with_file_path(Some(path.to_owned()))?
        .finish()
}

fn describe(frame: &DataFrame) -> PolarsResult<FileProfile> {
    let columns =
        frame.columns().iter().map(|column| describe_column(frame, column)).collect::<PolarsResult<_>>()?;
    Ok(FileProfile { columns, rows: frame.height() as u64 })
}

fn describe_column(frame: &DataFrame, column: &Column) -> PolarsResult<ColumnProfile> {
    let name = column.name().clone();
    let distinct = frame
        .clone()
        .lazy()
        .select([col(name.clone()).str().strip_chars(lit(polars::prelude::NULL))])
        .filter(col(name.clone()).is_not_null().and(col(name.clone()).neq(lit(""))))
        .unique(None, polars::prelude::UniqueKeepStrategy::Any)
        .sort([name.clone()], polars::prelude::SortMultipleOptions::default())
        .collect()?;
    let texts = distinct.column(&name)?.str()?;
    let values: Vec<&str> = texts.iter().flatten().collect();
    let kind = kind_of(&values);
    let numbers = || values.iter().filter_map(|text| text.parse::<f64>().ok());
    let (min, max) = match kind {
        ColumnKind::Integer | ColumnKind::Decimal => {
            (numbers().min_by(f64::total_cmp), numbers().max_by(f64::total_cmp))
        }
        ColumnKind::Date | ColumnKind::Text | ColumnKind::Empty => (None, None),
    };
    let missing = column.str()?.iter().filter(|text| text.is_none_or(|text| text.trim().is_empty())).count();
    Ok(ColumnProfile {
        name: name.to_string(),
        kind,
        distinct: values.len() as u64,
        values: values.iter().take(ColumnProfile::MAX_VALUES).map(|&text| text.to_owned()).collect(),
        missing: missing as u64,
        min,
        max,
    })
}

fn kind_of(values: &[&str]) -> ColumnKind {
    let all = |rule: fn(&str) -> bool| values.iter().all(|text| rule(text));
    if values.is_empty() {
        ColumnKind::Empty
    } else if all(is_integer) {
        ColumnKind::Integer
    } else if all(is_decimal) {
        ColumnKind::Decimal
    } else if all(is_day) {
        ColumnKind::Date
    } else {
        ColumnKind::Text
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_integer(text: &str) -> bool {
    is_digits(text.strip_prefix('-').unwrap_or(text))
}

/// No exponent, NaN or infinity: the import reads none.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole.is_empty() || is_digits(whole)) && is_digits(fraction),
        None => is_digits(unsigned),
    }
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts.as_slice(), [year, month, day]
        if year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.iter().all(|part| is_digits(part)))
}

fn reason(error: &PolarsError) -> String {
    if let PolarsError::IO { error, .. } = error {
        error.kind().to_string()
    } else if matches!(error, PolarsError::NoData(_)) {
        "it is empty".to_owned()
    } else {
        "it is not CSV with one header line".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_the_rules_of_the_import() {
        assert_eq!(kind_of(&["1", "-2"]), ColumnKind::Integer);
        assert_eq!(kind_of(&["1", ".5"]), ColumnKind::Decimal);
        assert_eq!(kind_of(&["1", "1e5"]), ColumnKind::Text);
        assert_eq!(kind_of(&["NaN"]), ColumnKind::Text);
        assert_eq!(kind_of(&["2024-03-31"]), ColumnKind::Date);
        assert_eq!(kind_of(&[]), ColumnKind::Empty);
    }

    #[test]
    fn a_file_that_is_not_there_is_a_sentence() {
        let sentence = profile("/no/such/place/file.csv").unwrap_err().to_string();
        assert!(sentence.starts_with("file.csv cannot be read"), "{sentence}");
    }
}
