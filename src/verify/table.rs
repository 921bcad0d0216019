//! The data of a case: columns of cells.

use serde_json::Value;

use super::error::listed;
use super::{Case, CaseError, ReadFile};
use crate::domain::reading;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A number, with the text that stood in the file.
    Number(f64, String),
    /// Anything else.
    Text(String),
    /// `NA`, `NaN`, nothing, or `null`.
    Missing,
}

/// What stands in a cell without a value.
const MISSING: [&str; 4] = ["", "NA", "NaN", "nan"];

impl Cell {
    fn of_text(text: &str) -> Self {
        if MISSING.contains(&text) {
            return Self::Missing;
        }
        reading::number(text)
            .map_or_else(|| Self::Text(text.to_owned()), |number| Self::Number(number.get(), text.to_owned()))
    }

    fn of_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Missing),
            Value::Number(number) => Some(Self::Number(number.as_f64()?, plain(number.as_f64()?))),
            Value::String(text) if MISSING.contains(&text.as_str()) => Some(Self::Missing),
            Value::String(text) => Some(Self::Text(text.clone())),
            // As R writes them.
            Value::Bool(flag) => Some(Self::Text(if *flag { "TRUE" } else { "FALSE" }.to_owned())),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Its number, also of a word that is written as one; `None` when missing.
    ///
    /// # Errors
    /// [`CaseError::BadData`] with the word and the column.
    pub(super) fn number(&self, column: &str) -> Result<Option<f64>, CaseError> {
        match self {
            Self::Number(value, _) => Ok(Some(*value)),
            Self::Missing => Ok(None),
            Self::Text(text) => match reading::number(text) {
                Some(number) => Ok(Some(number.get())),
                None => Err(bad(format!("“{text}” in “{column}” is not a number"))),
            },
        }
    }

    /// Its text; `None` when missing.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Number(_, text) | Self::Text(text) => Some(text),
            Self::Missing => None,
        }
    }
}

/// Named columns of one length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    names: Vec<String>,
    columns: Vec<Vec<Cell>>,
}

impl Table {
    /// The data of a case; no columns when it has none.
    pub(super) fn of_case(case: &Case, read_file: &ReadFile<'_>) -> Result<Self, CaseError> {
        match (&case.data.file, &case.data.columns) {
            (Some(file), None) => {
                let bytes = read_file(file).map_err(|reason| CaseError::BadData { reason })?;
                Self::of_csv(&bytes)
            }
            (None, Some(columns)) => Self::of_columns(columns),
            (None, None) => Ok(Self::default()),
            (Some(_), Some(_)) => {
                Err(bad("a case gives either a file or columns, and this one gives both".to_owned()))
            }
        }
    }

    /// From CSV with a header line.
    ///
    /// # Errors
    /// [`CaseError::BadData`] for text that is not UTF-8 or a line with another number of cells.
    pub fn of_csv(bytes: &[u8]) -> Result<Self, CaseError> {
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let names: Vec<String> =
            reader.headers().map_err(|error| bad(error.to_string()))?.iter().map(str::to_owned).collect();
        let mut columns = vec![Vec::new(); names.len()];
        for record in reader.records() {
            let record = record.map_err(|error| bad(error.to_string()))?;
            for (column, text) in columns.iter_mut().zip(&record) {
                column.push(Cell::of_text(text));
            }
        }
        for column in &mut columns {
            write_numbers_plainly(column);
        }
        Ok(Self { names, columns })
    }

    fn of_columns(given: &serde_json::Map<String, Value>) -> Result<Self, CaseError> {
        let columns =
            given.iter().map(|(name, values)| cells(name, values)).collect::<Result<Vec<_>, _>>()?;
        let rows = columns.first().map_or(0, Vec::len);
        // Columns of unlike lengths are samples of their own; the shorter end in missing cells.
        let longest = columns.iter().map(Vec::len).max().unwrap_or(rows);
        let filled = columns.into_iter().map(|mut column| {
            column.resize(longest, Cell::Missing);
            column
        });
        Ok(Self { names: given.keys().cloned().collect(), columns: filled.collect() })
    }

    /// The column with this name.
    ///
    /// # Errors
    /// [`CaseError::NoColumn`], naming those there are.
    pub fn column(&self, name: &str) -> Result<&[Cell], CaseError> {
        let place = self.names.iter().position(|known| known == name);
        place.map(|place| self.columns[place].as_slice()).ok_or_else(|| CaseError::NoColumn {
            name: name.to_owned(),
            known: listed(self.names.iter().map(String::as_str)),
        })
    }

    /// Names of the columns, in the order of the file.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The rows for which `keep` says so.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.rows()).filter(|&row| keep(row)).collect();
        let columns = self.columns.iter().map(|column| kept.iter().map(|&row| column[row].clone()).collect());
        Self { names: self.names.clone(), columns: columns.collect() }
    }
}

/// What some programs put before the text of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A number as R writes a level of it: 1.0 is 1.
fn plain(number: f64) -> String {
    format!("{number}")
}

/// In a column without words the text of a number is that of its value, so that 1.0 and 1 are one level, as in R.
fn write_numbers_plainly(column: &mut [Cell]) {
    if column.iter().any(|cell| matches!(cell, Cell::Text(_))) {
        return;
    }
    for cell in column {
        if let Cell::Number(value, text) = cell {
            *text = plain(*value);
        }
    }
}

/// A cell of a case; `None` for a list or an object.
pub(super) fn cell(value: &Value) -> Option<Cell> {
    Cell::of_json(value)
}

pub(super) fn cells(name: &str, values: &Value) -> Result<Vec<Cell>, CaseError> {
    let values = values.as_array().and_then(|values| values.iter().map(Cell::of_json).collect());
    values.ok_or_else(|| bad(format!("column “{name}” is not a list of numbers and words")))
}

fn bad(reason: String) -> CaseError {
    CaseError::BadData { reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_numbers_words_and_missing_cells() {
        let table = Table::of_csv(b"a,b\n1.50,x\nNA,\n").unwrap();
        assert_eq!(table.column("a").unwrap(), [Cell::Number(1.5, "1.5".to_owned()), Cell::Missing]);
        assert_eq!(table.column("b").unwrap(), [Cell::Text("x".to_owned()), Cell::Missing]);
        assert_eq!(table.rows(), 2);
        let error = table.column("c").unwrap_err().to_string();
        assert_eq!(error, "The data have no column “c”; they have a, b.");
    }

    #[test]
    fn numbers_of_one_value_are_one_level_unless_the_column_has_words() {
        let table = Table::of_csv("\u{feff}a, b\n1.0,1.0\n1, x \n".as_bytes()).unwrap();
        let texts = |name: &str| {
            table.column(name).unwrap().iter().map(|cell| cell.text().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            (texts("a"), texts("b")),
            (vec!["1".to_owned(); 2], vec!["1.0".to_owned(), "x".to_owned()])
        );
    }

    #[test]
    fn a_cell_of_a_case_may_be_a_word_that_is_a_number_or_says_that_there_is_none() {
        let given: Value = serde_json::from_str(r#"["1.5", "", "NA", true, 2.0, "x"]"#).unwrap();
        let cells = cells("a", &given).unwrap();
        assert_eq!(cells[0].number("a"), Ok(Some(1.5)));
        assert_eq!(cells[1..3], [Cell::Missing, Cell::Missing]);
        assert_eq!((cells[3].text(), cells[4].text()), (Some("TRUE"), Some("2")));
        assert!(cells[5].number("a").is_err());
    }

    #[test]
    fn a_line_that_is_too_short_is_refused() {
        assert!(matches!(Table::of_csv(b"a,b\n1\n"), Err(CaseError::BadData { .. })));
    }
}
