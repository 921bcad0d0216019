//! A table as text: what a person reads, what a file holds.

use serde::{Deserialize, Serialize};

use crate::domain::Finite;

/// A rectangular table with one heading row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Headings, one a column.
    pub columns: Vec<Column>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Words on the page.
    pub heading: String,
    /// Name in files (`mean`, `ci_low`).
    pub code: String,
    /// Numbers are set right.
    pub alignment: Alignment,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// Words.
    Text,
    /// Numbers.
    Number,
}

/// A row; `series` links it to the marks of the figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// As many as there are columns. The first is the row's heading.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number: `value` in files, `text` on the page.
    Number {
        /// As published.
        value: Finite,
        /// As printed.
        text: String,
    },
    /// Hidden by the policy.
    Hidden,
    /// There is no value.
    Empty,
}
