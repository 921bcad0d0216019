//! The numbers of a trend as a table: a row a group and time point.

use super::words::{Printed, Story};
use super::{PublicEstimate, PublicPoint};
use crate::analysis::words::upper_first;
use crate::domain::{Finite, format};
use crate::exhibit::{Alignment, Cell, Column, Count, Policy, Row, Table, TrendBand};

/// Group, time, mean, limits, n, missing; the standard deviation only where exact numbers are shown.
pub(super) fn table(story: Story<'_>, policy: Policy) -> Table {
    let rows = story.public.groups.iter().flat_map(|group| {
        group.points.iter().zip(&story.catalogue.time_axis.points).map(|(point, time)| {
            let mut cells = vec![Cell::Text(group.label.clone()), Cell::Text(upper_first(&time.label))];
            cells.extend(numbers(point, policy));
            cells.extend(quartiles(story, point, policy));
            Row { cells }
        })
    });
    Table {
        caption: format!("{} over time: mean, 95% confidence interval and people", story.measure_first()),
        columns: columns(story, policy),
        rows: rows.collect(),
    }
}

fn columns(story: Story<'_>, policy: Policy) -> Vec<Column> {
    let group = story.setting().grouping_variable().map_or("Group", |variable| variable.label.as_str());
    let mut columns =
        vec![text_column(group, "group"), text_column("Time", "time"), number_column("Mean", "mean")];
    match policy {
        Policy::Exact => columns.push(number_column("SD", "sd")),
        Policy::Rounded => {}
    }
    columns.extend([
        number_column("95% CI low", "ci_low"),
        number_column("95% CI high", "ci_high"),
        number_column("n", "n"),
        number_column("Missing", "missing"),
    ]);
    match story.band {
        TrendBand::Interval => {}
        TrendBand::Quartiles => {
            columns.push(number_column("25th percentile", "percentile_25"));
            columns.push(number_column("75th percentile", "percentile_75"));
        }
    }
    columns
}

/// A column of words.
pub(super) fn text_column(heading: &str, code: &str) -> Column {
    Column { heading: heading.to_owned(), code: code.to_owned(), alignment: Alignment::Text }
}

/// A column of numbers.
pub(super) fn number_column(heading: &str, code: &str) -> Column {
    Column { alignment: Alignment::Number, ..text_column(heading, code) }
}

fn numbers(point: &PublicPoint, policy: Policy) -> Vec<Cell> {
    let [mean, low, high] = estimate_cells(&point.mean);
    let mut cells = vec![mean];
    match policy {
        Policy::Exact => cells.push(estimate_cell(&point.mean, standard_deviation(&point.mean))),
        Policy::Rounded => {}
    }
    cells.extend([low, high, count(point.people.contributing), count(point.people.missing)]);
    cells
}

/// The middle half of people, where it is the band.
fn quartiles(story: Story<'_>, point: &PublicPoint, policy: Policy) -> Vec<Cell> {
    match (story.band, point.quartiles) {
        (TrendBand::Interval, _) => Vec::new(),
        (TrendBand::Quartiles, None) if point.mean == PublicEstimate::Empty => vec![Cell::Empty; 2],
        (TrendBand::Quartiles, None) => vec![Cell::Hidden; 2],
        (TrendBand::Quartiles, Some(quartiles)) => {
            let ends = [quartiles.low, quartiles.high].map(Finite::get);
            let places = match policy {
                Policy::Rounded if ends.map(libm::floor) == ends => 0,
                Policy::Exact | Policy::Rounded => Printed::of(&point.mean).map_or(0, |mean| mean.places),
            };
            vec![number(quartiles.low, places), number(quartiles.high, places)]
        }
    }
}

/// Mean and limits.
pub(super) fn estimate_cells(mean: &PublicEstimate) -> [Cell; 3] {
    let printed = Printed::of(mean);
    let interval = printed.and_then(|printed| printed.interval);
    [
        printed.map(|printed| printed.value),
        interval.map(|interval| interval.low),
        interval.map(|interval| interval.high),
    ]
    .map(|value| estimate_cell(mean, value))
}

/// A number that belongs to a mean, with the decimals of the mean.
fn estimate_cell(mean: &PublicEstimate, value: Option<Finite>) -> Cell {
    let absent = match mean {
        PublicEstimate::Hidden => Cell::Hidden,
        PublicEstimate::Empty | PublicEstimate::Shown { .. } => Cell::Empty,
    };
    value.zip(Printed::of(mean)).map_or(absent, |(value, printed)| number(value, printed.places))
}

fn standard_deviation(estimate: &PublicEstimate) -> Option<Finite> {
    match estimate {
        PublicEstimate::Shown { standard_deviation, .. } => *standard_deviation,
        PublicEstimate::Hidden | PublicEstimate::Empty => None,
    }
}

/// A number as it is printed with so many decimals.
pub(super) fn number(value: Finite, places: u8) -> Cell {
    Cell::Number { value, text: format::decimal(value, usize::from(places)) }
}

/// A number of people.
pub(super) fn count(count: Count) -> Cell {
    count.shown().map_or(Cell::Hidden, |people| Cell::Number { value: people.into(), text: count.words() })
}
