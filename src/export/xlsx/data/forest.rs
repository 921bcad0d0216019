//! A forest: a row a method; estimates with their intervals on one scale, the line of no difference and the band of
//! differences too small to matter.

use rust_xlsxwriter::{Chart, ChartErrorBars, ChartMarker, ChartMarkerType};

use super::rows::{self, RowColumns};
use super::{CI, Finding, interval, name};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Estimate, ForestEmphasis, ForestFigure, ForestRow};
use crate::export::numbering;
use crate::export::xlsx::board::{Board, DrawnColumns, EstimateColumns};
use crate::export::xlsx::chart::{self, Scale, Upright, Words};
use crate::export::xlsx::value::Value;

/// Fills the sheet.
pub(super) fn fill(board: &mut Board, figure: &ForestFigure, finding: Finding<'_>) {
    let rows = &figure.rows;
    board.words("Method", rows.iter().map(|row| row.label.as_str()));
    board.words("Detail", rows.iter().map(|row| row.detail.as_str()));
    board.words("Shown as", rows.iter().map(|row| emphasis(row.emphasis)));
    let estimates: Vec<_> = rows.iter().map(|row| (&row.estimate, interval(&row.estimate))).collect();
    let columns =
        board.estimates([&figure.x.title, CI[0], CI[1]], &estimates, &numbering::readings(&figure.x));
    board.numbers("n", rows.iter().map(|row| Value::count(row.people)));
    board.leave_room();
    if !rows.is_empty() {
        draw(board, figure, finding, columns);
    }
}

const fn emphasis(emphasis: ForestEmphasis) -> &'static str {
    match emphasis {
        ForestEmphasis::Headline => "headline",
        ForestEmphasis::Method => "method",
    }
}

fn draw(board: &mut Board, figure: &ForestFigure, finding: Finding<'_>, columns: EstimateColumns) {
    let drawn = board.drawn_estimates(columns);
    let names: Vec<String> =
        figure.rows.iter().map(|row| name(&row.label, std::iter::once(&row.estimate))).collect();
    let placed = RowColumns::add(board, &names);
    let (x, y) = (Scale::of(&figure.x), Scale::rows(figure.rows.len()));
    let words = Words::add(board, finding.title, &x_words(figure), "");
    let mut made = rows::framed(&words, &x, &y);
    chart::uprights(board, &mut made, &lines(figure), (&x, &y));
    // Rows without an estimate are left out: a point without an x would be drawn somewhere.
    let shown = figure.rows.iter().enumerate().filter(|(_, row)| is_shown(&row.estimate));
    for (index, row) in shown {
        estimate(board, &mut made, (index, row), (columns, drawn, placed));
    }
    placed.name_rows(board, &mut made, &x);
    let size = (chart::WIDTH, rows::height(figure.rows.len()));
    board.charts.push(chart::placed(made, finding.sentence, (0, 0), size));
}

const fn is_shown(estimate: &Estimate) -> bool {
    match estimate {
        Estimate::Mean { .. } => true,
        Estimate::Hidden | Estimate::Empty => false,
    }
}

/// The scale, and what lies on its sides.
fn x_words(figure: &ForestFigure) -> String {
    let sides = &figure.sides;
    let words = [sides.left.as_str(), figure.x.title.as_str(), sides.right.as_str()];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("      ")
}

/// The line of no difference, and the edges of the band.
fn lines(figure: &ForestFigure) -> Vec<Upright<'_>> {
    let edge = || chart::stroke(LIGHT.chart_mic_edge, 1.0);
    let mut lines = vec![Upright {
        name: "no difference",
        at: figure.reference.get(),
        line: chart::stroke(LIGHT.chart_axis, 1.0),
    }];
    if let Some(band) = &figure.band {
        lines.push(Upright { name: &band.label, at: band.low.get(), line: edge() });
        lines.push(Upright { name: "", at: band.high.get(), line: edge() });
    }
    lines
}

/// A row: its interval as a line and as an error bar, and its mark. LibreOffice draws no error bars of this kind along x.
fn estimate(
    board: &Board,
    made: &mut Chart,
    (index, row): (usize, &ForestRow),
    (columns, drawn, placed): (EstimateColumns, DrawnColumns, RowColumns),
) {
    let here = index..index + 1;
    let colour = chart::series_colour(1);
    if interval(&row.estimate).is_some() {
        chart::unseen(made)
            .set_categories(&board.block((columns.low, columns.high), &here))
            .set_values(&board.block((placed.height, placed.again), &here))
            .set_format(&mut chart::stroke(colour, 1.75));
    }
    let whiskers: ChartErrorBars = chart::whiskers(board, drawn, &here, 1);
    chart::unseen(made)
        .set_name(&board.cell(placed.name, index))
        .set_categories(&board.range(drawn.value, &here))
        .set_values(&board.range(placed.height, &here))
        .set_marker(&marker(row.emphasis, colour))
        .set_x_error_bars(&whiskers);
}

fn marker(emphasis: ForestEmphasis, colour: &str) -> ChartMarker {
    let (symbol, size) = match emphasis {
        ForestEmphasis::Headline => (ChartMarkerType::Diamond, 11),
        ForestEmphasis::Method => (ChartMarkerType::Square, 8),
    };
    chart::mark(symbol, size, (colour, colour))
}
