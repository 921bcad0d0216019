//! Charts whose rows stand under each other with their names at the left.

use rust_xlsxwriter::{Chart, ChartDataLabel, ChartDataLabelPosition, ChartLayout};

use crate::export::xlsx::board::{Board, Column};
use crate::export::xlsx::chart::{self, Scale};
use crate::export::xlsx::value::Value;

/// Parts of the chart: left and top of the plot, its width and height.
const PLOT: [f64; 4] = [0.3, 0.2, 0.66, 0.6];
/// Most characters of a name.
const MOST_CHARACTERS: usize = 44;
/// Pixels of a row, and around the rows.
const ROW: u32 = 44;
const AROUND: u32 = 180;

/// The columns that place rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowColumns {
    /// Names.
    pub(super) name: Column,
    /// Heights in the plot.
    pub(super) height: Column,
    /// The same again, so that a line has two ends.
    pub(super) again: Column,
}

impl RowColumns {
    /// Adds names and heights of rows, the first at the top.
    pub(super) fn add(board: &mut Board, names: &[String]) -> Self {
        let short = |name: &String| -> String {
            if name.chars().count() <= MOST_CHARACTERS {
                return name.clone();
            }
            name.chars().take(MOST_CHARACTERS).chain(['…']).collect()
        };
        let names: Vec<String> = names.iter().map(short).collect();
        let heights: Vec<Value> =
            (0..names.len()).rev().map(|below| Value::number(below as f64 + 0.5)).collect();
        Self {
            name: board.words("Chart: name", names.iter().map(String::as_str)),
            height: board.numbers("Chart: row", heights.clone()),
            again: board.numbers("Chart: row, again", heights),
        }
    }

    /// The names as labels of a series along the left of the plot.
    pub(super) fn name_rows(self, board: &mut Board, made: &mut Chart, x: &Scale) {
        let rows = 0..board.cells(self.name).len();
        let left = board.numbers("Chart: left", rows.clone().map(|_| Value::number(x.low)));
        let label = |row: usize| chart::label(board, (self.name, row), ChartDataLabelPosition::Left);
        let labels: Vec<ChartDataLabel> = rows.clone().map(label).collect();
        chart::unseen(made)
            .set_categories(&board.range(left, &rows))
            .set_values(&board.range(self.height, &rows))
            .set_custom_data_labels(&labels);
    }
}

/// An empty chart of so many rows, with room for their names.
pub(super) fn framed(words: &chart::Words, x: &Scale, y: &Scale) -> Chart {
    let mut made = chart::scatter(words, x, y);
    let [left, top, width, height] = PLOT;
    made.plot_area().set_layout(&ChartLayout::new().set_offset(left, top).set_dimensions(width, height));
    made.legend().set_hidden();
    made
}

/// Height of such a chart in pixels.
pub(super) fn height(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0).saturating_mul(ROW).saturating_add(AROUND).clamp(320, 1_400)
}
