//! Standardised differences: a row a characteristic; a mark on a stem from zero, and the line from where on groups are
//! called different. A difference has no interval, so there are no error bars but the stems.

use rust_xlsxwriter::{ChartErrorBars, ChartErrorBarsDirection, ChartErrorBarsType};

use super::rows::{self, RowColumns};
use super::{Finding, name};
use crate::chart::palette::LIGHT;
use crate::exhibit::{DifferenceFigure, DifferenceRow, Estimate};
use crate::export::numbering;
use crate::export::xlsx::board::{Board, Column};
use crate::export::xlsx::chart::{self, Scale, Times, Upright, Words};
use crate::export::xlsx::value::Value;

/// Fills the sheet.
pub(super) fn fill(board: &mut Board, figure: &DifferenceFigure, finding: Finding<'_>) {
    board.words("Characteristic", figure.rows.iter().map(|row| row.label.as_str()));
    let format = numbering::code("", figure.places.into(), "").unwrap_or_default();
    let values = figure.rows.iter().map(|row| Value::estimate(&row.difference, &format));
    let value = board.numbers(&figure.x.title, values);
    board.leave_room();
    if !figure.rows.is_empty() {
        draw(board, figure, finding, value);
    }
}

fn draw(board: &mut Board, figure: &DifferenceFigure, finding: Finding<'_>, value: Column) {
    let drawn = board.drawn("Drawn: value", value);
    let label = |row: &DifferenceRow| name(&row.label, std::iter::once(&row.difference));
    let placed = RowColumns::add(board, &figure.rows.iter().map(label).collect::<Vec<_>>());
    let (x, y) = (Scale::of(&figure.x), Scale::rows(figure.rows.len()));
    let words = Words::add(board, finding.title, &figure.x.title, "");
    let mut made = rows::framed(&words, &x, &y);
    let notable =
        Upright { name: "called different", at: figure.notable.get(), line: chart::stroke(LIGHT.ink_3, 1.0) };
    chart::uprights(board, &mut made, &[notable], (&x, &y));
    for (index, row) in figure.rows.iter().enumerate() {
        // Rows without a difference are left out: a point without an x would be drawn somewhere.
        match row.difference {
            Estimate::Hidden | Estimate::Empty => continue,
            Estimate::Mean { .. } => {}
        }
        let here = index..index + 1;
        chart::unseen(&mut made)
            .set_name(&board.cell(placed.name, index))
            .set_categories(&board.range(drawn, &here))
            .set_values(&board.range(placed.height, &here))
            .set_marker(&chart::marker(1, Times::First))
            .set_x_error_bars(&stem());
    }
    placed.name_rows(board, &mut made, &x);
    let size = (chart::WIDTH, rows::height(figure.rows.len()));
    board.charts.push(chart::placed(made, finding.sentence, (0, 0), size));
}

/// A line back to zero.
fn stem() -> ChartErrorBars {
    let mut stem = ChartErrorBars::new();
    stem.set_type(ChartErrorBarsType::Percentage(100.0)).set_direction(ChartErrorBarsDirection::Minus);
    stem.set_end_cap(false).set_format(&mut chart::stroke(LIGHT.chart_ghost, 1.5));
    stem
}
