//! Colours, dashes and marks of the screen, as near as spreadsheets have them.

use std::ops::Range;

use rust_xlsxwriter::{
    ChartErrorBars, ChartErrorBarsDirection, ChartErrorBarsType, ChartFormat, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType, ChartSolidFill,
};

use crate::chart::palette::LIGHT;
use crate::export::ink::series_ink;
use crate::export::xlsx::board::{Board, DrawnColumns};

/// Whether the number of a series has been used before it in its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export::xlsx) enum Times {
    First,
    Again,
}

/// The colour of the lines and marks of a series.
pub(in crate::export::xlsx) fn series_colour(number: u8) -> &'static str {
    series_ink(number).mark
}

/// A solid line of so many points.
pub(in crate::export::xlsx) fn stroke(colour: &str, points: f64) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(colour).set_width(points);
    line
}

/// The line of a group.
pub(in crate::export::xlsx) fn line(number: u8, points: f64) -> ChartLine {
    let dash = match number.saturating_sub(1) % 6 {
        1 => ChartLineDashType::Dash,
        2 => ChartLineDashType::RoundDot,
        3 => ChartLineDashType::DashDot,
        4 => ChartLineDashType::SquareDot,
        5 => ChartLineDashType::LongDash,
        _ => ChartLineDashType::Solid,
    };
    let mut line = stroke(series_ink(number).mark, points);
    line.set_dash_type(dash);
    line
}

/// The mark of a group; hollow where its number has been used before. There is no triangle that stands on its tip: the
/// fifth is a star.
pub(in crate::export::xlsx) fn marker(number: u8, times: Times) -> ChartMarker {
    let symbol = match (number.saturating_sub(1) % 6, times) {
        (1, _) => ChartMarkerType::Square,
        (2, _) => ChartMarkerType::Triangle,
        (3, _) => ChartMarkerType::Diamond,
        (4, _) => ChartMarkerType::Star,
        (5, Times::First) => ChartMarkerType::X,
        (5, Times::Again) => ChartMarkerType::PlusSign,
        _ => ChartMarkerType::Circle,
    };
    let colour = series_ink(number).mark;
    let inside = match times {
        Times::First => colour,
        Times::Again => LIGHT.ground,
    };
    mark(symbol, 7, (colour, inside))
}

/// A mark of a size in points, with the colours of its edge and inside.
pub(in crate::export::xlsx) fn mark(
    symbol: ChartMarkerType,
    size: u8,
    (edge, inside): (&str, &str),
) -> ChartMarker {
    let mut format = ChartFormat::new();
    format.set_border(ChartLine::new().set_color(edge).set_width(1.5));
    format.set_solid_fill(ChartSolidFill::new().set_color(inside));
    let mut marker = ChartMarker::new();
    marker.set_type(symbol).set_size(size).set_format(&mut format);
    marker
}

/// Intervals of these rows, as two columns of the sheet say.
pub(in crate::export::xlsx) fn whiskers(
    board: &Board,
    drawn: DrawnColumns,
    rows: &Range<usize>,
    number: u8,
) -> ChartErrorBars {
    let (above, below) = (board.range(drawn.above, rows), board.range(drawn.below, rows));
    let mut whiskers = ChartErrorBars::new();
    whiskers.set_type(ChartErrorBarsType::Custom(above, below));
    whiskers
        .set_direction(ChartErrorBarsDirection::Both)
        .set_format(&mut stroke(series_ink(number).mark, 1.0));
    whiskers
}

/// A full bar.
pub(in crate::export::xlsx) fn fill(number: u8) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(series_ink(number).mark)).set_no_border();
    format
}

/// A hatched bar: people who leave.
pub(in crate::export::xlsx) fn hatched(number: u8) -> ChartFormat {
    let mut hatch = ChartPatternFill::new();
    hatch.set_pattern(ChartPatternFillType::DiagonalStripesLightUpwards);
    hatch.set_foreground_color(series_ink(number).mark).set_background_color(LIGHT.ground);
    let mut format = ChartFormat::new();
    format.set_pattern_fill(&hatch).set_border(&stroke(LIGHT.rule_strong, 0.75));
    format
}
