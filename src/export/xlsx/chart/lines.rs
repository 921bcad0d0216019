//! What stands in a chart beside its series: words under an axis that no number format prints, and lines across the plot.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartMarker, ChartSeries,
};

use super::{Scale, font};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Axis, Tick};
use crate::export::xlsx::board::{Board, Column};
use crate::export::xlsx::value::Value;

/// Words at the ticks of an axis, as labels of a series along the floor of the plot.
pub(in crate::export::xlsx) fn floor_words(
    board: &mut Board,
    chart: &mut Chart,
    axis: &Axis,
    (x, y): (&Scale, &Scale),
) {
    let ticks: Vec<&Tick> = axis.ticks.iter().filter(|tick| x.holds(tick.at.get())).collect();
    if ticks.is_empty() {
        return;
    }
    let words = board.words("Chart: time", ticks.iter().map(|tick| tick.label.as_str()));
    let at = board.numbers("Chart: time, at", ticks.iter().map(|tick| Value::number(tick.at.get())));
    let floor = board.numbers("Chart: floor", ticks.iter().map(|_| Value::number(y.low)));
    let rows = 0..ticks.len();
    let label = |row: usize| label(board, (words, row), ChartDataLabelPosition::Below);
    let labels: Vec<ChartDataLabel> = rows.clone().map(label).collect();
    let series = unseen(chart);
    series.set_categories(&board.range(at, &rows)).set_values(&board.range(floor, &rows));
    series.set_custom_data_labels(&labels);
}

/// A series of which only what is added is seen, and nothing in the legend.
pub(in crate::export::xlsx) fn unseen(chart: &mut Chart) -> &mut ChartSeries {
    let mut bare = ChartFormat::new();
    bare.set_no_line();
    chart
        .add_series()
        .set_format(&mut bare)
        .set_marker(ChartMarker::new().set_none())
        .delete_from_legend(true)
}

/// The words of a cell at a point. The label is linked to the cell only where its words would be taken for a reference
/// themselves: LibreOffice shows numbers in place of linked words.
pub(in crate::export::xlsx) fn label(
    board: &Board,
    (column, row): (Column, usize),
    position: ChartDataLabelPosition,
) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    match board.cells(column).get(row) {
        Some(Value::Words(words)) if !words.starts_with('=') && !words.contains('!') => {
            label.set_value(words)
        }
        Some(Value::Words(_)) => label.set_value(&board.cell(column, row)),
        Some(_) | None => label.set_hidden(),
    };
    label.set_position(position).set_font(&font(10, LIGHT.ink_2));
    label.to_custom()
}

/// A line across the plot at a value of the x axis.
pub(in crate::export::xlsx) struct Upright<'w> {
    pub(in crate::export::xlsx) name: &'w str,
    pub(in crate::export::xlsx) at: f64,
    pub(in crate::export::xlsx) line: ChartLine,
}

/// Lines across the plot, named at their tops; those that lie outside it are left out.
pub(in crate::export::xlsx) fn uprights(
    board: &mut Board,
    chart: &mut Chart,
    lines: &[Upright<'_>],
    (x, y): (&Scale, &Scale),
) {
    for upright in lines.iter().filter(|upright| x.holds(upright.at)) {
        let name = board.words("Chart: line", [upright.name]);
        let at = board.numbers("Chart: line, at", [upright.at, upright.at].map(Value::number));
        let ends = board.numbers("Chart: line, ends", [y.low, y.high].map(Value::number));
        let mut none = ChartDataLabel::new();
        let labels = [none.set_hidden().to_custom(), label(board, (name, 0), ChartDataLabelPosition::Right)];
        let series = unseen(chart);
        series.set_name(&board.cell(name, 0)).set_format(&mut upright.line.clone());
        series.set_categories(&board.range(at, &(0..2))).set_values(&board.range(ends, &(0..2)));
        series.set_custom_data_labels(&labels);
    }
}
