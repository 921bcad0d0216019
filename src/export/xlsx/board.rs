//! A sheet being planned, column by column: first what people read, then room for charts, then what only charts need.

use std::ops::Range;

use rust_xlsxwriter::{Chart, ChartRange};

use super::value::{Value, clean};
use crate::domain::Interval;
use crate::exhibit::{Alignment, Estimate};

/// Width of the room for charts, in columns of their usual width.
pub(super) const CHART_COLUMNS: usize = 18;
/// Pixels of a column and of a row of their usual size.
pub(super) const COLUMN_PIXELS: u32 = 64;
pub(super) const ROW_PIXELS: u32 = 20;

/// Place of a column in its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column(pub(super) u16);

/// A column under its heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Planned {
    pub(super) heading: String,
    pub(super) alignment: Alignment,
    pub(super) cells: Vec<Value>,
}

/// A chart with the place of its top left corner in the room for charts, in pixels.
pub(super) struct Placed {
    pub(super) chart: Chart,
    pub(super) right: u32,
    pub(super) down: u32,
    pub(super) height: u32,
}

/// Estimates as columns that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EstimateColumns {
    pub(super) value: Column,
    pub(super) low: Column,
    pub(super) high: Column,
}

/// Estimates as columns that a chart draws: blank where nothing is drawn, as a chart takes a word for a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DrawnColumns {
    pub(super) value: Column,
    pub(super) below: Column,
    pub(super) above: Column,
}

/// A sheet.
pub(super) struct Board {
    pub(super) name: String,
    /// Widest column, in characters.
    pub(super) widest: u16,
    pub(super) columns: Vec<Planned>,
    /// The first column of the room for charts.
    pub(super) room: Option<Column>,
    pub(super) charts: Vec<Placed>,
}

impl Board {
    /// An empty sheet.
    pub(super) fn new(name: &str, widest: u16) -> Self {
        Self { name: name.to_owned(), widest, columns: Vec::new(), room: None, charts: Vec::new() }
    }

    fn next(&self) -> Column {
        Column(u16::try_from(self.columns.len()).unwrap_or(u16::MAX))
    }

    /// Adds a column.
    pub(super) fn add(&mut self, heading: &str, alignment: Alignment, cells: Vec<Value>) -> Column {
        let column = self.next();
        self.columns.push(Planned { heading: clean(heading), alignment, cells });
        column
    }

    /// Adds a column of words.
    pub(super) fn words<'w>(&mut self, heading: &str, words: impl IntoIterator<Item = &'w str>) -> Column {
        self.add(heading, Alignment::Text, words.into_iter().map(Value::words).collect())
    }

    /// Adds a column of numbers.
    pub(super) fn numbers(&mut self, heading: &str, cells: impl IntoIterator<Item = Value>) -> Column {
        self.add(heading, Alignment::Number, cells.into_iter().collect())
    }

    /// Adds values with the limits of their intervals. Where a value is hidden, so are its limits.
    pub(super) fn estimates(
        &mut self,
        [value, low, high]: [&str; 3],
        estimates: &[(&Estimate, Option<Interval>)],
        format: &str,
    ) -> EstimateColumns {
        let limit = |limit: fn(Interval) -> crate::domain::Finite| {
            let cells = estimates.iter().map(|(estimate, interval)| match estimate {
                Estimate::Hidden => Value::Hidden,
                Estimate::Mean { .. } | Estimate::Empty => Value::finite(interval.map(limit), format),
            });
            cells.collect::<Vec<_>>()
        };
        EstimateColumns {
            value: self.numbers(value, estimates.iter().map(|(one, _)| Value::estimate(one, format))),
            low: self.numbers(low, limit(|interval| interval.low)),
            high: self.numbers(high, limit(|interval| interval.high)),
        }
    }

    /// Leaves room for charts: columns added after this are what only charts need.
    pub(super) fn leave_room(&mut self) {
        let blank = || Planned { heading: String::new(), alignment: Alignment::Text, cells: Vec::new() };
        self.columns.push(blank());
        self.room = Some(self.next());
        self.columns.extend((0..=CHART_COLUMNS).map(|_| blank()));
    }

    /// Adds what a chart draws of a column: its numbers, and blanks for all else.
    pub(super) fn drawn(&mut self, heading: &str, of: Column) -> Column {
        let cells = self
            .cells(of)
            .iter()
            .map(|cell| cell.shown().map_or(Value::Blank, |value| Value::Same { of, value }));
        let cells: Vec<Value> = cells.collect();
        self.numbers(heading, cells)
    }

    /// Adds what a chart draws of estimates: the values and how far their intervals reach to either side.
    pub(super) fn drawn_estimates(&mut self, columns: EstimateColumns) -> DrawnColumns {
        let (below, above) =
            (self.reaches(columns.value, columns.low), self.reaches(columns.high, columns.value));
        DrawnColumns {
            value: self.drawn("Drawn: value", columns.value),
            below: self.numbers("Drawn: below", below),
            above: self.numbers("Drawn: above", above),
        }
    }

    fn reaches(&self, of: Column, over: Column) -> Vec<Value> {
        let reach = |(greater, smaller): (&Value, &Value)| {
            let value = greater.shown().zip(smaller.shown()).map(|(greater, smaller)| greater - smaller);
            value.filter(|value| value.is_finite()).map_or(Value::Blank, |value| {
                // A mean may lie a rounding beside its interval; a chart takes no negative length.
                Value::Reach { of, over, value: value.max(0.0) }
            })
        };
        self.cells(of).iter().zip(self.cells(over)).map(reach).collect()
    }

    /// Cells of a column under its heading.
    pub(super) fn cells(&self, column: Column) -> &[Value] {
        self.columns.get(usize::from(column.0)).map_or(&[], |column| column.cells.as_slice())
    }

    /// Most cells of a column.
    pub(super) fn rows(&self) -> usize {
        self.columns.iter().map(|column| column.cells.len()).max().unwrap_or(0)
    }

    /// Some rows of a column, counted under the heading, as a chart refers to them.
    pub(super) fn range(&self, column: Column, rows: &Range<usize>) -> ChartRange {
        self.block((column, column), rows)
    }

    /// One cell.
    pub(super) fn cell(&self, column: Column, row: usize) -> ChartRange {
        self.range(column, &(row..row + 1))
    }

    /// Some rows of neighbouring columns.
    pub(super) fn block(&self, (from, to): (Column, Column), rows: &Range<usize>) -> ChartRange {
        let line = |row: usize| u32::try_from(row + 1).unwrap_or(u32::MAX);
        let last = line(rows.end.saturating_sub(1).max(rows.start));
        ChartRange::new_from_range(&self.name, line(rows.start), from.0, last, to.0)
    }
}
