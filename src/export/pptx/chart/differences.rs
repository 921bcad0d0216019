//! Standardised differences: characteristics and values as a real table, a mark on a stem in its plot column, and a line
//! from where on groups are called different.

use super::super::grid::GridCell;
use super::super::shape::Anchor;
use super::super::slide::Object;
use super::super::template::Layout;
use super::super::words::{Align, Style};
use super::super::workbook::{Sheet, mean};
use super::axes::{Look, ValueAxis};
use super::error_bars::{Along, ErrorBars, Reach};
use super::forest::upright;
use super::rows::{RowHeight, Rows, axis_title, columns, frames, middle, text_size};
use super::series::{Series, Stroke, marker};
use super::{Chart, Drawing, hidden_words};
use crate::chart::palette::LIGHT;
use crate::domain::format;
use crate::exhibit::{DifferenceFigure, DifferenceRow, Estimate};
use crate::export::ooxml::units::{Emu, Frame};

/// Thousandths of the width: characteristic, plot, value.
const SHARES: [i64; 3] = [400, 480, 120];
const PLOT: usize = 1;
/// Under the rows: ticks and the title of the axis.
const FLOOR: Emu = Emu::points(42);
const HEIGHTS: [Emu; 2] = [Emu::points(18), Emu::points(34)];

/// A slide, or several where characteristics are many.
pub(super) fn bodies(figure: &DifferenceFigure, alt: &str, body: Frame) -> Vec<Vec<Object>> {
    let height = RowHeight::of(figure.rows.len(), body, FLOOR, HEIGHTS);
    height.slides(&figure.rows, |rows, height| one(figure, rows, alt, body, height))
}

fn one(
    figure: &DifferenceFigure,
    rows: &[DifferenceRow],
    alt: &str,
    body: Frame,
    height: Emu,
) -> Vec<Object> {
    let headings = [("Characteristic", Align::Left), ("", Align::Left), ("Difference", Align::Right)];
    let grid = Rows {
        name: "Table: differences",
        alt: format!("Characteristics with their standardised differences. {alt}"),
        body,
        columns: columns(headings, SHARES),
        height,
        cells: rows.iter().map(|row| cells(row, figure.places, body, height)).collect(),
    }
    .grid();
    let (frame, plot) = frames(&grid, PLOT, FLOOR);
    let chart = chart(figure, rows, alt, (frame, plot));
    vec![Object::Table(grid), Object::Chart(Box::new(chart)), axis_title(&figure.x, plot, body)]
}

fn cells(row: &DifferenceRow, places: u8, body: Frame, height: Emu) -> Vec<GridCell> {
    let [words, _, numbers] = SHARES.map(|share| Rows::room(body, share));
    let size = text_size(height);
    let (label, value) = (Style::NOTE.sized(size), Style::STRONG.sized(size));
    let (plot, number) = match &row.difference {
        Estimate::Mean { value, .. } => (String::new(), format::decimal(*value, usize::from(places.min(3)))),
        Estimate::Hidden => (hidden_words(), String::new()),
        Estimate::Empty => (String::new(), "none".to_owned()),
    };
    let plot = if plot.is_empty() { Vec::new() } else { vec![label.paragraph(plot).aligned(Align::Centre)] };
    vec![
        GridCell::of(label.paragraph(label.fit(&row.label, words))),
        GridCell { paragraphs: plot, anchor: Anchor::Middle },
        GridCell::of(value.paragraph(value.fit(&number, numbers)).aligned(Align::Right)),
    ]
}

pub(super) fn chart(
    figure: &DifferenceFigure,
    rows: &[DifferenceRow],
    alt: &str,
    (frame, plot): (Frame, Frame),
) -> Chart {
    let x = ValueAxis::of(&figure.x, Look::Line).thinned(plot.width, Emu::points(34));
    let y = ValueAxis { look: Look::Line, ..ValueAxis::bare(0.0, rows.len().max(1) as f64) };
    let mut sheet = Sheet::default();
    // Rows without a difference are left out: a point without an x would be drawn somewhere.
    let drawn = rows.iter().enumerate().filter_map(|(index, row)| Some((index, row, mean(&row.difference)?)));
    let drawn: Vec<_> = drawn.collect();
    sheet.words("Characteristic", drawn.iter().map(|(_, row, _)| row.label.as_str()));
    let across =
        sheet.numbers("Standardised difference, value", drawn.iter().map(|(_, _, value)| value.get()));
    let heights = drawn.iter().map(|(index, _, _)| middle(*index, rows.len()));
    let up = sheet.numbers("Standardised difference", heights);
    let stem =
        ErrorBars { along: Along::X, reach: Reach::ToZero, stroke: Stroke::solid(LIGHT.chart_ghost, 100) };
    let mut series =
        vec![Series { marker: Some(marker(1, 0)), errors: vec![stem], ..Series::bare(across, up) }];
    if x.holds(figure.notable.get()) {
        let dotted = Stroke { colour: LIGHT.ink_3, width: 100, dash: "sysDash" };
        series.push(upright(&mut sheet, "Called different", (figure.notable.get(), &y), dotted));
    }
    Chart {
        name: "Chart: differences".to_owned(),
        alt: alt.to_owned(),
        place: Some(Layout::Chart),
        frame,
        plot,
        caption: None,
        tick: Style::TICK,
        drawing: Drawing::Scatter { x, y, series },
        sheet,
    }
}
