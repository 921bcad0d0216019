//! Rows of the data by the values of their columns.

use serde_json::Value;

use super::call::bad;
use super::{CaseError, Cell, Table};

/// The argument every method takes: rows by the value of a column.
pub(super) const SUBSET: &str = "subset";

/// The rows whose value is in the list, for each column named.
pub(super) fn subset(table: &Table, wanted: Option<&Value>) -> Result<Table, CaseError> {
    let Some(wanted) = wanted else {
        return Ok(table.clone());
    };
    let wrong = || bad(SUBSET, "an object of columns with lists of their values");
    let mut rows = vec![true; table.rows()];
    for (column, values) in wanted.as_object().ok_or_else(wrong)? {
        let wanted = super::table::cells(column, values)?;
        let wanted: Vec<&str> = wanted.iter().filter_map(Cell::text).collect();
        for (keep, cell) in rows.iter_mut().zip(table.column(column)?) {
            *keep &= cell.text().is_some_and(|text| wanted.contains(&text));
        }
    }
    Ok(table.filtered(|row| rows[row]))
}
