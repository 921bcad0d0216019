//! The numbers of a trend as a table: a row a group and time point.

use super::words::{Printed, Story};
use super::{PublicEstimate, PublicPoint};
use crate::analysis::words::upper_first;
use crate::domain::{Finite, format};
use crate::exhibit::{Alignment, Cell, Column, Count, Policy, Row, Table};

/// Group, time, mean, limits, n, missing; the standard deviation only where exact numbers are shown.
pub(super) fn table(story: Story<'_>, policy: Policy) -> Table {
    let rows = story.public.groups.iter().flat_map(|group| {
        group.points.iter().zip(&story.catalogue.time_axis.points).map(|(point, time)| {
            let mut cells = vec![Cell::Text(group.label.clone()), Cell::Text(upper_first(&time.label))];
            cells.extend(numbers(point, policy));
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
    let text = |heading: &str, code: &str| Column {
        heading: heading.to_owned(),
        code: code.to_owned(),
        alignment: Alignment::Text,
    };
    let number = |heading: &str, code: &str| Column { alignment: Alignment::Number, ..text(heading, code) };
    let group = story.setting().grouping_variable().map_or("Group", |variable| variable.label.as_str());
    let mut columns = vec![text(group, "group"), text("Time", "time"), number("Mean", "mean")];
    match policy {
        Policy::Exact => columns.push(number("SD", "sd")),
        Policy::Rounded => {}
    }
    columns.extend([
        number("95% CI low", "ci_low"),
        number("95% CI high", "ci_high"),
        number("n", "n"),
        number("Missing", "missing"),
    ]);
    columns
}

fn numbers(point: &PublicPoint, policy: Policy) -> Vec<Cell> {
    let absent = match point.mean {
        PublicEstimate::Hidden => Cell::Hidden,
        PublicEstimate::Empty | PublicEstimate::Shown { .. } => Cell::Empty,
    };
    let printed = Printed::of(&point.mean);
    let cell = |value: Option<Finite>| {
        value.zip(printed).map_or_else(|| absent.clone(), |(value, printed)| number(value, printed.places))
    };
    let interval = printed.and_then(|printed| printed.interval);
    let mut cells = vec![cell(printed.map(|printed| printed.value))];
    match policy {
        Policy::Exact => cells.push(cell(standard_deviation(&point.mean))),
        Policy::Rounded => {}
    }
    cells.extend([
        cell(interval.map(|interval| interval.low)),
        cell(interval.map(|interval| interval.high)),
        count(point.people.contributing),
        count(point.people.missing),
    ]);
    cells
}

fn standard_deviation(estimate: &PublicEstimate) -> Option<Finite> {
    match estimate {
        PublicEstimate::Shown { standard_deviation, .. } => *standard_deviation,
        PublicEstimate::Hidden | PublicEstimate::Empty => None,
    }
}

fn number(value: Finite, places: u8) -> Cell {
    Cell::Number { value, text: format::decimal(value, usize::from(places)) }
}

fn count(count: Count) -> Cell {
    count.shown().map_or(Cell::Hidden, |people| Cell::Number { value: people.into(), text: count.words() })
}
