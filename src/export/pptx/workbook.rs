//! The workbook behind a chart: one sheet of columns, from which the chart's own copy of the numbers is written too, so
//! that both hold the same.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};

use crate::domain::{Finite, Interval};
use crate::exhibit::Estimate;

/// Longest heading or word of a cell; a sheet takes 32,767.
const MOST_CHARACTERS: usize = 255;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellValue {
    /// A number.
    Number(f64),
    /// What lies between two cells of the same row, by a formula, so that it follows when one of them is changed.
    Difference {
        /// Column of the greater number.
        of: Column,
        /// Column of the smaller one.
        and: Column,
        /// The difference.
        value: f64,
    },
    /// The number of another cell, by a formula.
    Same {
        /// Its column.
        of: Column,
        /// Its place under the heading.
        row: usize,
        /// The number.
        value: f64,
    },
    /// Words.
    Words(String),
    /// Nothing: no value, or a hidden one.
    Blank,
}

impl CellValue {
    /// The number a chart draws.
    pub(super) const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) | Self::Difference { value, .. } | Self::Same { value, .. } => Some(*value),
            Self::Words(_) | Self::Blank => None,
        }
    }

    /// A number that may be missing.
    pub(super) fn of(value: Option<Finite>) -> Self {
        value.map_or(Self::Blank, |value| Self::Number(value.get()))
    }
}

/// Place of a column in its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column(usize);

/// A sheet being filled, column by column.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sheet {
    columns: Vec<(String, Vec<CellValue>)>,
}

/// Estimates as columns: the value, and how far the interval reaches to either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EstimateColumns {
    pub(super) value: Column,
    pub(super) low: Column,
    pub(super) high: Column,
    pub(super) below: Column,
    pub(super) above: Column,
}

impl Sheet {
    /// Adds a column.
    pub(super) fn add(&mut self, heading: &str, cells: Vec<CellValue>) -> Column {
        self.columns.push((words_of_a_cell(heading), cells));
        Column(self.columns.len() - 1)
    }

    /// Adds a column of numbers.
    pub(super) fn numbers(&mut self, heading: &str, numbers: impl IntoIterator<Item = f64>) -> Column {
        self.add(heading, numbers.into_iter().map(CellValue::Number).collect())
    }

    /// Adds a column of words.
    pub(super) fn words<'w>(&mut self, heading: &str, words: impl IntoIterator<Item = &'w str>) -> Column {
        let cells = words.into_iter().map(|words| CellValue::Words(words_of_a_cell(words)));
        self.add(heading, cells.collect())
    }

    /// Adds values with their intervals; where a value is hidden a further column says so.
    pub(super) fn estimates(
        &mut self,
        heading: &str,
        estimates: &[(&Estimate, Option<Interval>)],
    ) -> EstimateColumns {
        let value = self.add(heading, estimates.iter().map(|(one, _)| CellValue::of(mean(one))).collect());
        let limit = |limit: fn(Interval) -> Finite| {
            let cells = estimates.iter().map(|(_, interval)| CellValue::of(interval.map(limit)));
            cells.collect::<Vec<_>>()
        };
        let low = self.add(&format!("{heading}, low"), limit(|interval| interval.low));
        let high = self.add(&format!("{heading}, high"), limit(|interval| interval.high));
        let below = self.add(&format!("{heading}, below"), self.differences(value, low));
        let above = self.add(&format!("{heading}, above"), self.differences(high, value));
        self.say_what_is_hidden(heading, estimates);
        EstimateColumns { value, low, high, below, above }
    }

    fn differences(&self, of: Column, and: Column) -> Vec<CellValue> {
        let pairs = self.cells(of).iter().zip(self.cells(and));
        let difference = |(greater, smaller): (&CellValue, &CellValue)| {
            let value = greater.number().zip(smaller.number()).map(|(greater, smaller)| greater - smaller);
            value.filter(|value| value.is_finite()).map_or(CellValue::Blank, |value| {
                // A mean may lie a rounding beside its interval; a chart takes no negative length.
                CellValue::Difference { of, and, value: value.max(0.0) }
            })
        };
        pairs.map(difference).collect()
    }

    fn say_what_is_hidden(&mut self, heading: &str, estimates: &[(&Estimate, Option<Interval>)]) {
        if estimates.iter().any(|(estimate, _)| **estimate == Estimate::Hidden) {
            let word = |estimate: &Estimate| match estimate {
                Estimate::Hidden => "hidden",
                Estimate::Mean { .. } | Estimate::Empty => "",
            };
            self.words(&format!("{heading}, note"), estimates.iter().map(|(estimate, _)| word(estimate)));
        }
    }

    /// Adds a column of two cells that repeat the limits of an interval; `None` where there is none.
    pub(super) fn interval(&mut self, heading: &str, columns: EstimateColumns, row: usize) -> Option<Column> {
        let limit = |of: Column| {
            let value = self.cells(of).get(row)?.number()?;
            Some(CellValue::Same { of, row, value })
        };
        let limits = vec![limit(columns.low)?, limit(columns.high)?];
        Some(self.add(heading, limits))
    }

    /// Cells of a column under its heading.
    pub(super) fn cells(&self, column: Column) -> &[CellValue] {
        self.columns.get(column.0).map_or(&[], |(_, cells)| cells.as_slice())
    }

    /// Heading of a column.
    pub(super) fn heading(&self, column: Column) -> &str {
        self.columns.get(column.0).map_or("", |(heading, _)| heading.as_str())
    }

    /// `Sheet1!$B$2:$B$14`.
    pub(super) fn range(&self, column: Column) -> String {
        let name = letters(column.0);
        format!("Sheet1!${name}$2:${name}${}", self.cells(column).len().max(1) + 1)
    }

    /// `Sheet1!$B$1`.
    pub(super) fn heading_cell(column: Column) -> String {
        format!("Sheet1!${}$1", letters(column.0))
    }

    /// The sheet as the bytes of a workbook; the same sheet gives the same bytes.
    ///
    /// # Errors
    /// When the sheet is larger than the format allows.
    pub(super) fn workbook(&self, title: &str) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The library would write the present time.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let title: String = title.chars().take(MOST_CHARACTERS).collect();
        workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        let sheet = workbook.add_worksheet();
        sheet.set_name("Sheet1")?;
        for (column, (heading, cells)) in (0..).zip(&self.columns) {
            sheet.write_string(0, column, heading)?;
            for (row, cell) in (1..).zip(cells) {
                write(sheet, (row, column), cell)?;
            }
        }
        workbook.save_to_buffer()
    }
}

/// Words as chart and workbook can both hold them: what XML does not allow is a space, where a workbook would write a code.
fn words_of_a_cell(words: &str) -> String {
    let is_allowed =
        |character: char| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}');
    let characters = words.chars().take(MOST_CHARACTERS);
    characters.map(|character| if is_allowed(character) { character } else { ' ' }).collect()
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &CellValue) -> Result<(), XlsxError> {
    match cell {
        CellValue::Number(number) => sheet.write_number(row, column, *number)?,
        CellValue::Difference { of, and, value } => {
            let formula = format!("MAX(0,{}{line}-{}{line})", letters(of.0), letters(and.0), line = row + 1);
            sheet.write_formula(row, column, Formula::new(formula).set_result(value.to_string()))?
        }
        CellValue::Same { of, row: place, value } => {
            let formula = Formula::new(format!("{}{}", letters(of.0), place + 2));
            sheet.write_formula(row, column, formula.set_result(value.to_string()))?
        }
        CellValue::Words(words) => sheet.write_string(row, column, words)?,
        CellValue::Blank => sheet,
    };
    Ok(())
}

/// The mean of an estimate.
pub(super) const fn mean(estimate: &Estimate) -> Option<Finite> {
    match estimate {
        Estimate::Mean { value, .. } => Some(*value),
        Estimate::Hidden | Estimate::Empty => None,
    }
}

/// Name of a column: A to Z, then AA.
fn letters(column: usize) -> String {
    let letter = |index: usize| char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    let (mut rest, mut name) = (column, letter(column).to_string());
    while rest >= 26 {
        rest = rest / 26 - 1;
        name.insert(0, letter(rest));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
