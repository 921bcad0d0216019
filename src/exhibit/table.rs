//! A table as text: what a person reads, what a file holds.

use serde::{Deserialize, Serialize};

use crate::domain::{Finite, format, reading};

/// A rectangular table with one heading row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Headings, one a column.
    pub columns: Vec<Column>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Row>,
}

impl Table {
    /// The table as a page needs it: each number no finer than it is printed. Files are made from the table itself.
    #[must_use]
    pub fn as_printed(mut self) -> Self {
        self.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(Cell::round_as_printed);
        self
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// Words.
    Text,
    /// Numbers.
    Number,
}

/// A row; `series` links it to the marks of the figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// As many as there are columns. The first is the row's heading.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

impl Cell {
    /// What a person reads: words, the number as printed, `hidden`, or a dash where there is no value.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Number { text: words, .. } => words,
            Self::Hidden => "hidden",
            Self::Empty => "–",
        }
    }

    /// Rounds a number to the decimals of its text; a share of one that is printed as per cent to two more.
    fn round_as_printed(&mut self) {
        match self {
            Self::Number { value, text } => {
                let decimals = text.split_once('.').map_or("", |(_, decimals)| decimals);
                let places = decimals.bytes().take_while(u8::is_ascii_digit).count();
                let is_share = format::percent(*value, places) == *text;
                let places = if is_share { places + 2 } else { places };
                let rounded = reading::number(&format!("{:.places$}", value.get()));
                *value = rounded.unwrap_or(*value);
            }
            Self::Text(_) | Self::Hidden | Self::Empty => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_to_the_decimals_of_its_text_and_keeps_the_text() {
        let finite = |value| Finite::new(value).unwrap();
        for (value, text, rounded) in [
            (15.123_456, "15.1", 15.1),
            (-25.649_9, "−25.6", -25.6),
            (10_264.0, "10,264", 10_264.0),
            (42.123, "42.1%", 42.1),
            (0.464_123, "46.4%", 0.464),
            (-0.098_4, "−9.8%", -0.098),
            (1.0, "100%", 1.0),
            (13.0, "about 13", 13.0),
        ] {
            let mut cell = Cell::Number { value: finite(value), text: text.to_owned() };
            cell.round_as_printed();
            assert_eq!(cell, Cell::Number { value: finite(rounded), text: text.to_owned() });
        }
    }
}
