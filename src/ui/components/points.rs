//! The words of each point of a figure: the same for the pointer, the keyboard and a screen reader.

use crate::domain::{Finite, Interval, format};
use crate::exhibit::{
    Cell, Denominator, Estimate, Exhibit, FigureSpec, ForestFigure, MultiplesFigure, Panel, ResponderFigure,
    ResponderPoint, ResponderSeries, Row, Series, SeriesPoint, Table, Tick, TrendFigure,
};
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

/// One place on the horizontal axis, a time point or a cut-off: its name, and every line there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeWords {
    /// As the study writes it ("12 months").
    pub label: String,
    /// What its values are ("mean", "share").
    pub measure: &'static str,
    /// One a line, in the order of the figure.
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

/// How the points of a figure lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Places from left to right: the pointer is nearest in width first.
    Across,
    /// Rows from top to bottom: nearest in height first.
    Down,
    /// Panels beside and under each other: nearest to the pointer.
    Panels,
}

impl Reading {
    /// How the points of this figure lie.
    pub const fn of(figure: &FigureSpec) -> Self {
        match figure {
            FigureSpec::Trend(_) | FigureSpec::Responders(_) => Self::Across,
            FigureSpec::Multiples(_) => Self::Panels,
            FigureSpec::Forest(_) | FigureSpec::Differences(_) | FigureSpec::Attrition(_) => Self::Down,
        }
    }
}

/// The words of every point, by time. Numbers are those printed in the exhibit's table, so that they cannot differ.
pub fn words_by_time(exhibit: &Exhibit) -> Vec<TimeWords> {
    match &exhibit.figure {
        FigureSpec::Trend(figure) => trend_words(figure, &exhibit.table),
        FigureSpec::Responders(figure) => responder_words(figure),
        FigureSpec::Forest(figure) => forest_words(figure),
        FigureSpec::Multiples(figure) => multiples_words(figure, &exhibit.table),
        // Rows are those of the table, and bars carry their words themselves.
        FigureSpec::Differences(_) | FigureSpec::Attrition(_) => Vec::new(),
    }
}

fn trend_words(figure: &TrendFigure, table: &Table) -> Vec<TimeWords> {
    let times = figure.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
    let groups_at = |time: usize| {
        let points = figure.series.iter().filter_map(move |series| Some((series, series.points.get(time)?)));
        points.map(|(series, point)| point_words(series, point, table)).collect()
    };
    let words = times.iter().enumerate();
    let word = |(time, point): (usize, &SeriesPoint)| TimeWords {
        label: point.label.clone(),
        measure: "mean",
        groups: groups_at(time),
    };
    words.map(word).collect()
}

/// A level stands for a group.
fn multiples_words(figure: &MultiplesFigure, table: &Table) -> Vec<TimeWords> {
    let levels_at = |time: usize, label: &str| {
        let means = figure.panels.iter().filter_map(|panel| Some((panel, panel.means.get(time)?)));
        means.map(|(panel, mean)| level_words(panel, mean, label, table)).collect()
    };
    let times = figure.times.iter().enumerate();
    let word = |(time, tick): (usize, &Tick)| TimeWords {
        label: tick.label.clone(),
        measure: "mean",
        groups: levels_at(time, &tick.label),
    };
    times.map(word).collect()
}

fn level_words(panel: &Panel, mean: &Estimate, time: &str, table: &Table) -> PointWords {
    let (value, interval) = mean_words(mean, |code| printed(table, &panel.label, time, code));
    let here = printed(table, &panel.label, time, "n").unwrap_or_else(|| "hidden".to_owned());
    let people = format!("{here} of {}", panel.people.words());
    PointWords { group: panel.label.clone(), number: 1, value, interval, people }
}

/// A cut-off stands for a time point: shares have the decimals of the figure, as the table has.
fn responder_words(figure: &ResponderFigure) -> Vec<TimeWords> {
    let cut_offs = figure.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
    let curves_at = |cut_off: usize| {
        let points =
            figure.series.iter().filter_map(move |series| Some((series, series.points.get(cut_off)?)));
        points.map(|(series, point)| share_words(series, point, usize::from(figure.places))).collect()
    };
    let words = cut_offs.iter().enumerate();
    let word = |(cut_off, point): (usize, &ResponderPoint)| TimeWords {
        label: point.label.clone(),
        measure: "share",
        groups: curves_at(cut_off),
    };
    words.map(word).collect()
}

fn share_words(series: &ResponderSeries, point: &ResponderPoint, places: usize) -> PointWords {
    let (value, interval) = match &point.estimate {
        Estimate::Mean { value, interval } => (
            format!("{}%", format::decimal(*value, places)),
            interval.map(|ends| format::interval(ends, places)),
        ),
        Estimate::Hidden => ("hidden: under 11".to_owned(), None),
        Estimate::Empty => ("no values".to_owned(), None),
    };
    let denominator = match series.denominator {
        Denominator::Everyone => "everyone",
        Denominator::Completers => "completers",
    };
    let named = series.label.eq_ignore_ascii_case(denominator);
    PointWords {
        group: if named { series.label.clone() } else { format!("{}, {denominator}", series.label) },
        number: series.number,
        value,
        interval,
        people: format!("{} of {}", point.people.words(), series.people.words()),
    }
}

/// A row stands for a time point.
fn forest_words(figure: &ForestFigure) -> Vec<TimeWords> {
    let rows = figure.rows.iter().map(|row| {
        let (value, interval) = match &row.estimate {
            Estimate::Mean { interval, .. } => (row.value.clone(), interval.map(|_| row.interval.clone())),
            Estimate::Hidden => ("hidden: under 11".to_owned(), None),
            Estimate::Empty => ("no value".to_owned(), None),
        };
        let (group, people) = (row.detail.clone(), row.people.words());
        TimeWords {
            label: row.label.clone(),
            measure: "difference",
            groups: vec![PointWords { group, number: 1, value, interval, people }],
        }
    });
    rows.collect()
}

fn point_words(series: &Series, point: &SeriesPoint, table: &Table) -> PointWords {
    let (value, interval) =
        mean_words(&point.estimate, |code| printed(table, &series.label, &point.label, code));
    let people = format!("{} of {}", point.people.contributing.words(), point.people.group.words());
    PointWords { group: series.label.clone(), number: series.number, value, interval, people }
}

/// A mean and its interval as the table prints them.
fn mean_words(mean: &Estimate, printed: impl Fn(&str) -> Option<String>) -> (String, Option<String>) {
    match mean {
        Estimate::Mean { value, interval } => {
            let ends = || Some(format!("{} to {}", printed("ci_low")?, printed("ci_high")?));
            let interval =
                interval.and_then(|unprinted| ends().or_else(|| Some(as_published_interval(unprinted))));
            (printed("mean").unwrap_or_else(|| as_published(*value)), interval)
        }
        Estimate::Hidden => ("hidden: under 11".to_owned(), None),
        Estimate::Empty => ("no values".to_owned(), None),
    }
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
