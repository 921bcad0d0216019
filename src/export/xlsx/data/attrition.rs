//! People left after each rule of a cohort: a row a rule; bars, full for those left, hatched for those who leave. Counts
//! have no intervals, so there are no error bars.

use rust_xlsxwriter::{Chart, ChartDataLabel, ChartDataLabelPosition};

use super::{Finding, rows};
use crate::chart::palette::LIGHT;
use crate::exhibit::{AttritionBar, AttritionFigure, Count};
use crate::export::xlsx::board::{Board, Column};
use crate::export::xlsx::chart::{self, Words};
use crate::export::xlsx::value::{Value, hidden_words};

/// Fills the sheet.
pub(super) fn fill(board: &mut Board, figure: &AttritionFigure, finding: Finding<'_>) {
    board.words("Rule", figure.bars.iter().map(|bar| bar.label.as_str()));
    let before = board.numbers("People before", figure.bars.iter().map(|bar| Value::count(bar.before)));
    let left = board.numbers("People left", figure.bars.iter().map(|bar| Value::count(bar.left)));
    board.leave_room();
    if !figure.bars.is_empty() {
        draw(board, figure, finding, (before, left));
    }
}

fn draw(board: &mut Board, figure: &AttritionFigure, finding: Finding<'_>, (before, left): (Column, Column)) {
    let names: Vec<String> = figure.bars.iter().map(name).collect();
    let named = board.words("Chart: name", names.iter().map(String::as_str));
    let counts: Vec<String> = figure.bars.iter().map(|bar| bar.left.words()).collect();
    let counts = board.words("Chart: people", counts.iter().map(String::as_str));
    let before = drawn_before(board, figure, before);
    let left = board.drawn("Drawn: left", left);
    let legend = board.words("Chart: series", ["People before the rule", "People left after it"]);
    let words = Words::add(board, finding.title, "People", "");
    let rows = 0..figure.bars.len();
    let mut made = framed(&words);
    made.add_series()
        .set_name(&board.cell(legend, 0))
        .set_categories(&board.range(named, &rows))
        .set_values(&board.range(before, &rows))
        .set_format(&mut chart::hatched(1))
        .set_overlap(100)
        .set_gap(60);
    let label = |row: usize| chart::label(board, (counts, row), ChartDataLabelPosition::OutsideEnd);
    let labels: Vec<ChartDataLabel> = rows.clone().map(label).collect();
    made.add_series()
        .set_name(&board.cell(legend, 1))
        .set_categories(&board.range(named, &rows))
        .set_values(&board.range(left, &rows))
        .set_format(&mut chart::fill(1))
        .set_custom_data_labels(&labels);
    let size = (chart::WIDTH, rows::height(figure.bars.len()));
    board.charts.push(chart::placed(made, finding.sentence, (0, 0), size));
}

/// The rule, and whether those left are hidden.
fn name(bar: &AttritionBar) -> String {
    match bar.left {
        Count::Hidden => format!("{} ({})", bar.label, hidden_words()),
        Count::Zero | Count::Exact(_) | Count::About(_) => bar.label.clone(),
    }
}

/// People before each rule. Where those left are hidden, no bar stands that they could be read from.
fn drawn_before(board: &mut Board, figure: &AttritionFigure, before: Column) -> Column {
    let cells = figure.bars.iter().zip(board.cells(before)).map(|(bar, cell)| match bar.left {
        Count::Hidden => Value::Blank,
        Count::Zero | Count::Exact(_) | Count::About(_) => {
            cell.shown().map_or(Value::Blank, |value| Value::Same { of: before, value })
        }
    });
    let cells: Vec<Value> = cells.collect();
    board.numbers("Drawn: before", cells)
}

/// Bars from the first rule at the top; nothing is seen of the axis of people, as each bar has its number.
fn framed(words: &Words) -> Chart {
    let mut made = Chart::new_bar();
    chart::framed(&mut made, words);
    // Of bars the library calls the axis of people x, as it lies.
    made.y_axis().set_reverse().set_font(&chart::font(10, LIGHT.ink));
    made.x_axis().set_min(0.0).set_major_gridlines(false).set_num_format("#,##0").set_hidden(true);
    made
}
