//! Means over time: a row a group and time point, a line a group with whiskers, times to scale.

use std::ops::Range;

use super::{CI, Finding, direction, interval, name};
use crate::exhibit::{Axis, Count, Series, SeriesPoint, StripColumn, TrendBand, TrendFigure};
use crate::export::numbering;
use crate::export::xlsx::board::{Board, Column, EstimateColumns};
use crate::export::xlsx::chart::{self, Scale, Times, Words};
use crate::export::xlsx::value::Value;

/// Points of a line of means.
pub(super) const LINE: f64 = 2.25;

/// Fills the sheet.
pub(super) fn fill(board: &mut Board, figure: &TrendFigure, finding: Finding<'_>) {
    let rows: Vec<(&Series, &SeriesPoint)> = figure
        .series
        .iter()
        .flat_map(|series| series.points.iter().map(move |point| (series, point)))
        .collect();
    board.words("Group", rows.iter().map(|(series, _)| series.label.as_str()));
    board.words("Time point", rows.iter().map(|(_, point)| point.label.as_str()));
    let at = board.numbers("Time", rows.iter().map(|(_, point)| Value::number(point.at.get())));
    let limits = |point: &SeriesPoint| match figure.band {
        TrendBand::Interval => interval(&point.estimate),
        TrendBand::Quartiles => point.quartiles,
    };
    let estimates: Vec<_> = rows.iter().map(|(_, point)| (&point.estimate, limits(point))).collect();
    let [low, high] = headings(figure.band);
    let columns = board.estimates([&figure.y.title, low, high], &estimates, &numbering::readings(&figure.y));
    people(board, &rows);
    board.leave_room();
    if !rows.is_empty() {
        draw(board, figure, finding, (at, columns));
    }
}

/// Headings of what the band is.
const fn headings(band: TrendBand) -> [&'static str; 2] {
    match band {
        TrendBand::Interval => CI,
        TrendBand::Quartiles => ["25th percentile", "75th percentile"],
    }
}

/// The people behind each mean.
fn people(board: &mut Board, rows: &[(&Series, &SeriesPoint)]) {
    let mut add = |heading: &str, count: fn(&StripColumn) -> Count| {
        board.numbers(heading, rows.iter().map(|(_, point)| Value::count(count(&point.people))));
    };
    add("n", |people| people.contributing);
    add("No report, back later", |people| people.no_report);
    add("Left", |people| people.left);
    add("Missing", |people| people.missing);
    add("All of the group", |people| people.group);
}

fn draw(
    board: &mut Board,
    figure: &TrendFigure,
    finding: Finding<'_>,
    (at, columns): (Column, EstimateColumns),
) {
    let drawn = board.drawn_estimates(columns);
    let courses = courses(figure);
    let named = chart::names(board, courses.iter().map(|course| (course.rows.start, course.name.as_str())));
    let y_words = chart::axis_words(&figure.y, direction(figure.direction));
    let words = Words::add(board, finding.title, time_words(&figure.x), &y_words);
    let (x, y) = (Scale::with_room(&figure.x), Scale::of(&figure.y));
    let mut made = chart::scatter(&words, &x, &y);
    for course in courses.iter().filter(|course| !course.rows.is_empty()) {
        made.add_series()
            .set_name(&board.cell(named, course.rows.start))
            .set_categories(&board.range(at, &course.rows))
            .set_values(&board.range(drawn.value, &course.rows))
            .set_format(&mut chart::line(course.number, LINE))
            .set_marker(&chart::marker(course.number, course.times))
            .set_y_error_bars(&chart::whiskers(board, drawn, &course.rows, course.number));
    }
    chart::floor_words(board, &mut made, &figure.x, (&x, &y));
    board.charts.push(chart::placed(made, finding.sentence, (0, 0), (chart::WIDTH, chart::HEIGHT)));
}

/// The title of an axis of time.
pub(super) fn time_words(axis: &Axis) -> &str {
    if axis.title.is_empty() { "Time" } else { &axis.title }
}

/// The rows of one group.
struct Course {
    name: String,
    number: u8,
    times: Times,
    rows: Range<usize>,
}

fn courses(figure: &TrendFigure) -> Vec<Course> {
    let mut next = 0;
    let course = |(index, series): (usize, &Series)| {
        let rows = next..next + series.points.len();
        next = rows.end;
        let earlier = figure.series.iter().take(index).any(|earlier| earlier.number == series.number);
        Course {
            name: name(&series.label, series.points.iter().map(|point| &point.estimate)),
            number: series.number,
            times: if earlier { Times::Again } else { Times::First },
            rows,
        }
    };
    figure.series.iter().enumerate().map(course).collect()
}
