//! Shares of people who improved by at least each cut-off: a row a point of a curve, then a row a cut-off of the table; a
//! line a curve, with whiskers at the cut-offs of everyone.

use std::ops::Range;

use super::{CI, Finding, interval, name};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Count, Denominator, Estimate, ResponderFigure, ResponderSeries};
use crate::export::numbering;
use crate::export::xlsx::board::{Board, Column, DrawnColumns, EstimateColumns};
use crate::export::xlsx::chart::{self, Scale, Times, Upright, Words};
use crate::export::xlsx::value::Value;

/// Points of a line of everyone, and of one of completers.
const LINE: f64 = 2.25;
const THIN: f64 = 1.25;

/// A row: a point of a curve, or a cut-off with the people of it.
struct Point<'f> {
    series: &'f ResponderSeries,
    at: f64,
    cut_off: &'f str,
    estimate: &'f Estimate,
    people: Option<Count>,
}

/// Fills the sheet.
pub(super) fn fill(board: &mut Board, figure: &ResponderFigure, finding: Finding<'_>) {
    let rows: Vec<Point<'_>> = figure.series.iter().flat_map(points).collect();
    board.words("Group", rows.iter().map(|row| row.series.label.as_str()));
    board.words("Of whom", rows.iter().map(|row| of_whom(row.series.denominator)));
    board.words("Detail", rows.iter().map(|row| row.series.detail.as_str()));
    board.words("Cut-off of the table", rows.iter().map(|row| row.cut_off));
    let at = board.numbers(&format!("{}, %", figure.x.title), rows.iter().map(|row| Value::number(row.at)));
    let estimates: Vec<_> = rows.iter().map(|row| (row.estimate, interval(row.estimate))).collect();
    let format = numbering::code("", figure.places.into(), "").unwrap_or_default();
    let columns = board.estimates([&format!("{}, %", figure.y.title), CI[0], CI[1]], &estimates, &format);
    board.numbers("People improved", rows.iter().map(|row| row.people.map_or(Value::Blank, Value::count)));
    board.numbers("n", rows.iter().map(|row| Value::count(row.series.people)));
    board.leave_room();
    if !rows.is_empty() {
        draw(board, figure, finding, (at, columns));
    }
}

fn points(series: &ResponderSeries) -> impl Iterator<Item = Point<'_>> {
    let curve = series.curve.iter().map(move |point| Point {
        series,
        at: point.at.get(),
        cut_off: "",
        estimate: &point.estimate,
        people: None,
    });
    let cut_offs = series.points.iter().map(move |point| Point {
        series,
        at: point.at.get(),
        cut_off: &point.label,
        estimate: &point.estimate,
        people: Some(point.people),
    });
    curve.chain(cut_offs)
}

const fn of_whom(denominator: Denominator) -> &'static str {
    match denominator {
        Denominator::Everyone => "everyone",
        Denominator::Completers => "completers",
    }
}

/// The rows of one curve and of its cut-offs.
struct Curve<'f> {
    series: &'f ResponderSeries,
    name: String,
    points: Range<usize>,
    cut_offs: Range<usize>,
}

fn curves(figure: &ResponderFigure) -> Vec<Curve<'_>> {
    let mut next = 0;
    let curve = |series: &'_ ResponderSeries| {
        let points = next..next + series.curve.len();
        let cut_offs = points.end..points.end + series.points.len();
        next = cut_offs.end;
        (points, cut_offs)
    };
    let rows: Vec<_> = figure.series.iter().map(curve).collect();
    let named = figure.series.iter().zip(rows);
    named
        .map(|(series, (points, cut_offs))| Curve { series, name: label(series), points, cut_offs })
        .collect()
}

fn label(series: &ResponderSeries) -> String {
    let label = if series.detail.is_empty() {
        series.label.clone()
    } else {
        format!("{}, {}", series.label, series.detail)
    };
    name(&label, series.curve.iter().map(|point| &point.estimate))
}

fn draw(
    board: &mut Board,
    figure: &ResponderFigure,
    finding: Finding<'_>,
    (at, columns): (Column, EstimateColumns),
) {
    let drawn = board.drawn_estimates(columns);
    let curves = curves(figure);
    let named = chart::names(board, curves.iter().map(|curve| (curve.points.start, curve.name.as_str())));
    let words = Words::add(board, finding.title, &figure.x.title, &chart::axis_words(&figure.y, ""));
    let (x, y) = (Scale::of(&figure.x), Scale::of(&figure.y));
    let mut made = chart::scatter(&words, &x, &y);
    for curve in curves.iter().filter(|curve| !curve.points.is_empty()) {
        made.add_series()
            .set_name(&board.cell(named, curve.points.start))
            .set_categories(&board.range(at, &curve.points))
            .set_values(&board.range(drawn.value, &curve.points))
            .set_format(&mut line(curve.series))
            .set_marker(rust_xlsxwriter::ChartMarker::new().set_none());
    }
    for curve in curves.iter().filter(|curve| !curve.cut_offs.is_empty()) {
        cut_offs(board, &mut made, curve, (at, drawn));
    }
    let marks: Vec<Upright<'_>> = figure
        .marks
        .iter()
        .map(|mark| Upright {
            name: &mark.label,
            at: mark.at.get(),
            line: chart::stroke(LIGHT.chart_axis, 0.75),
        })
        .collect();
    chart::uprights(board, &mut made, &marks, (&x, &y));
    board.charts.push(chart::placed(made, finding.sentence, (0, 0), (chart::WIDTH, chart::HEIGHT)));
}

/// Whiskers at the cut-offs of everyone. Those of completers would lie on them: they are in the rows of the sheet.
fn cut_offs(
    board: &Board,
    made: &mut rust_xlsxwriter::Chart,
    curve: &Curve<'_>,
    (at, drawn): (Column, DrawnColumns),
) {
    match curve.series.denominator {
        Denominator::Completers => {}
        Denominator::Everyone => {
            let number = curve.series.number;
            chart::unseen(made)
                .set_categories(&board.range(at, &curve.cut_offs))
                .set_values(&board.range(drawn.value, &curve.cut_offs))
                .set_marker(&chart::marker(number, Times::First))
                .set_y_error_bars(&chart::whiskers(board, drawn, &curve.cut_offs, number));
        }
    }
}

fn line(series: &ResponderSeries) -> rust_xlsxwriter::ChartLine {
    match series.denominator {
        Denominator::Everyone => chart::line(series.number, LINE),
        Denominator::Completers => chart::line(series.number, THIN),
    }
}
