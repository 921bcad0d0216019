//! The words of each point of a figure: the same for the pointer, the keyboard and a screen reader.

use crate::domain::{Finite, Interval, format};
use crate::exhibit::{Cell, Estimate, Exhibit, FigureSpec, Row, Series, SeriesPoint, Table};
use crate::ui::choices::capitalised;

/// One group at one time, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointWords {
    /// Group.
    pub group: String,
    /// Series number.
    pub number: u8,
    /// `22.3`, or why there is none.
    pub value: String,
    /// `20.1 to 24.5`.
    pub interval: Option<String>,
    /// `161 of 205`.
    pub people: String,
}

/// One time point: its name, and every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeWords {
    /// As the study writes it ("12 months").
    pub label: String,
    /// One a group, in the order of the figure.
    pub groups: Vec<PointWords>,
}

impl TimeWords {
    /// For a heading.
    pub fn heading(&self) -> String {
        capitalised(&self.label)
    }

    /// For reading one group aloud.
    pub fn spoken(&self, series: usize) -> String {
        self.groups.get(series).map_or_else(String::new, |point| {
            let interval =
                point.interval.as_ref().map_or_else(String::new, |ends| format!(", 95% interval {ends}"));
            format!("{}, {}: {}{interval}; {} people", point.group, self.label, point.value, point.people)
        })
    }
}

/// The words of every point, by time. Numbers are those printed in the exhibit's table, so that they cannot differ.
pub fn words_by_time(exhibit: &Exhibit) -> Vec<TimeWords> {
    let figure = match &exhibit.figure {
        FigureSpec::Trend(figure) => figure,
        // Bars carry their words themselves.
        FigureSpec::Attrition(_) => return Vec::new(),
    };
    let times = figure.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
    let groups_at = |time: usize| {
        let points = figure.series.iter().filter_map(move |series| Some((series, series.points.get(time)?)));
        points.map(|(series, point)| point_words(series, point, &exhibit.table)).collect()
    };
    let words = times.iter().enumerate();
    words.map(|(time, point)| TimeWords { label: point.label.clone(), groups: groups_at(time) }).collect()
}

fn point_words(series: &Series, point: &SeriesPoint, table: &Table) -> PointWords {
    let printed = |code: &str| printed(table, &series.label, &point.label, code);
    let (value, interval) = match &point.estimate {
        Estimate::Mean { value, interval } => {
            let ends = || Some(format!("{} to {}", printed("ci_low")?, printed("ci_high")?));
            let interval =
                interval.and_then(|unprinted| ends().or_else(|| Some(as_published_interval(unprinted))));
            (printed("mean").unwrap_or_else(|| as_published(*value)), interval)
        }
        Estimate::Hidden => ("hidden: under 11".to_owned(), None),
        Estimate::Empty => ("no values".to_owned(), None),
    };
    let people = format!("{} of {}", point.people.contributing.words(), point.people.group.words());
    PointWords { group: series.label.clone(), number: series.number, value, interval, people }
}

/// What the table prints in the column `code` of the row of a group at a time.
fn printed(table: &Table, group: &str, time: &str, code: &str) -> Option<String> {
    let column = table.columns.iter().position(|column| column.code == code)?;
    let row = table.rows.iter().find(|row| says(row, time) && says(row, group))?;
    match row.cells.get(column)? {
        Cell::Text(text) | Cell::Number { text, .. } => Some(text.clone()),
        Cell::Hidden | Cell::Empty => None,
    }
}

/// Whether a cell of the row consists of these words.
pub fn says(row: &Row, words: &str) -> bool {
    row.cells.iter().any(|cell| match cell {
        Cell::Text(text) => text.to_lowercase() == words.to_lowercase(),
        Cell::Number { .. } | Cell::Hidden | Cell::Empty => false,
    })
}

fn as_published(value: Finite) -> String {
    format::decimal(value, 1)
}

fn as_published_interval(ends: Interval) -> String {
    format::interval(ends, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibit::{Alignment, Column};

    #[test]
    fn a_point_is_printed_as_in_the_table() {
        let column = |code: &str| Column {
            heading: code.to_owned(),
            code: code.to_owned(),
            alignment: Alignment::Number,
        };
        let cell = |text: &str| Cell::Text(text.to_owned());
        let table = Table {
            caption: String::new(),
            columns: ["group", "time", "mean"].map(column).to_vec(),
            rows: vec![
                Row { cells: vec![cell("Usual care"), cell("Baseline"), cell("27")] },
                Row { cells: vec![cell("Acupuncture"), cell("Baseline"), Cell::Hidden] },
            ],
        };
        assert_eq!(printed(&table, "Usual care", "baseline", "mean").as_deref(), Some("27"));
        assert_eq!(printed(&table, "Acupuncture", "baseline", "mean"), None);
        assert_eq!(printed(&table, "Usual care", "week 4", "mean"), None);
    }
}
