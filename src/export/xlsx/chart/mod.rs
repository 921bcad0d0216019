//! Native charts over the columns of a sheet: their frame, axes and words. All words of a chart are those of cells, so
//! that none can be taken for a formula, and a person can edit them there.

mod lines;
mod look;

pub(super) use lines::{Upright, floor_words, label, unseen, uprights};
pub(super) use look::{Times, fill, hatched, line, mark, marker, series_colour, stroke, whiskers};

use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartAxisLabelPosition, ChartAxisTickType, ChartEmptyCells,
    ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartRange,
};

use super::board::{Board, COLUMN_PIXELS, Column, Placed};
use super::value::{Value, clean};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Alignment, Axis};
use crate::export::numbering::{Numbering, range};

/// A chart that has the room for itself, in pixels.
pub(super) const WIDTH: u32 = 17 * COLUMN_PIXELS;
pub(super) const HEIGHT: u32 = 560;
/// Longest description of a chart for those who do not see it; the library drops what is longer.
const MOST_ALT: usize = 250;
/// Longest title of a chart.
const MOST_TITLE: usize = 170;

/// Words of a chart as cells: its title and those of its axes.
pub(super) struct Words {
    title: Option<ChartRange>,
    x: Option<ChartRange>,
    y: Option<ChartRange>,
}

impl Words {
    /// Adds the words to the sheet.
    pub(super) fn add(board: &mut Board, title: &str, x: &str, y: &str) -> Self {
        let words = [cut(title, MOST_TITLE), cut(x, MOST_TITLE), cut(y, MOST_TITLE)];
        let column = board.words("Chart: words", words.iter().map(String::as_str));
        // Of an empty cell a program makes words of its own.
        let cell = |(row, words): (usize, &String)| (!words.is_empty()).then(|| board.cell(column, row));
        let [title, x, y] = [0, 1, 2].map(|row| words.get(row).and_then(|words| cell((row, words))));
        Self { title, x, y }
    }
}

/// How an axis of numbers is drawn.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    numbering: Option<Numbering>,
}

impl Scale {
    /// Range and ticks of the specification, so that no program chooses its own.
    pub(super) fn of(axis: &Axis) -> Self {
        let (low, high) = range(axis);
        Self { low, high, numbering: Numbering::of(axis, (low, high)) }
    }

    /// The scale with a little room at both ends, without numbers.
    pub(super) fn with_room(axis: &Axis) -> Self {
        let (low, high) = range(axis);
        let room = (high - low) * 0.03;
        Self { low: low - room, high: high + room, numbering: None }
    }

    /// Rows under each other, without numbers.
    pub(super) fn rows(count: usize) -> Self {
        Self { low: 0.0, high: count.max(1) as f64, numbering: None }
    }

    /// Whether numbers stand at its ticks.
    pub(super) const fn is_numbered(&self) -> bool {
        self.numbering.is_some()
    }

    /// Whether a value lies on it.
    pub(super) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    fn set(&self, axis: &mut ChartAxis) {
        axis.set_min(self.low).set_max(self.high).set_crossing(ChartAxisCrossing::Min);
        axis.set_major_gridlines(false).set_major_tick_type(ChartAxisTickType::None);
        axis.set_font(&font(10, LIGHT.ink_2)).set_format(&mut stroke(LIGHT.chart_axis, 0.75));
        match &self.numbering {
            Some(numbering) => {
                axis.set_major_unit(numbering.step).set_num_format(&numbering.format);
            }
            None => {
                axis.set_label_position(ChartAxisLabelPosition::None);
            }
        }
    }
}

/// An empty scatter chart: series follow.
pub(super) fn scatter(words: &Words, x: &Scale, y: &Scale) -> Chart {
    let mut chart = Chart::new_scatter();
    framed(&mut chart, words);
    x.set(chart.x_axis());
    y.set(chart.y_axis());
    if y.is_numbered() {
        let grid = stroke(LIGHT.chart_grid, 0.75);
        chart.y_axis().set_major_gridlines(true).set_major_gridlines_line(&grid);
    }
    chart
}

/// A small one among others.
pub(super) fn small(words: &Words, x: &Scale, y: &Scale) -> Chart {
    let mut chart = scatter(words, x, y);
    chart.title().set_font(font(10, LIGHT.ink).set_bold());
    chart.y_axis().set_name_font(&font(8, LIGHT.ink_2)).set_font(&font(8, LIGHT.ink_2));
    chart
}

/// Title, titles of axes, and a ground without a frame.
pub(super) fn framed(chart: &mut Chart, words: &Words) {
    match &words.title {
        Some(title) => chart.title().set_name(title).set_font(font(13, LIGHT.ink).set_bold()),
        None => chart.title().set_hidden(),
    };
    if let Some(x) = &words.x {
        chart.x_axis().set_name(x).set_name_font(&font(10, LIGHT.ink_2));
    }
    if let Some(y) = &words.y {
        chart.y_axis().set_name(y).set_name_font(&font(10, LIGHT.ink_2));
    }
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(11, LIGHT.ink));
    let mut ground = ChartFormat::new();
    ground.set_border(ChartLine::new().set_color(LIGHT.chart_grid));
    chart.chart_area().set_format(&mut ground);
    // A value that is hidden or missing is a gap, never a zero.
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
}

/// The chart with its size and description, in the room of its sheet.
pub(super) fn placed(
    mut chart: Chart,
    alt: &str,
    (right, down): (u32, u32),
    (width, height): (u32, u32),
) -> Placed {
    chart.set_width(width).set_height(height).set_alt_text(cut(alt, MOST_ALT));
    Placed { chart, right, down, height }
}

/// A font that is not bold.
pub(super) fn font(size: i32, colour: &str) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(colour).unset_bold();
    font
}

/// The words of an axis with what it leaves out and which way is good.
pub(super) fn axis_words(axis: &Axis, direction: &str) -> String {
    let note = axis.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let direction = if direction.is_empty() { String::new() } else { format!("; {direction}") };
    format!("{}{note}{direction}", axis.title)
}

/// Names of series, one in the first row of each of these, and blanks.
pub(super) fn names<'n>(board: &mut Board, names: impl IntoIterator<Item = (usize, &'n str)>) -> Column {
    let mut cells = vec![Value::Blank; board.rows()];
    for (row, name) in names {
        if let Some(cell) = cells.get_mut(row) {
            *cell = Value::words(name);
        }
    }
    board.add("Chart: name", Alignment::Text, cells)
}

/// Words of so many UTF-16 units at most, cut with an ellipsis.
fn cut(words: &str, most: usize) -> String {
    let words = clean(words);
    if words.encode_utf16().count() <= most {
        return words;
    }
    let mut used = 1;
    let fits = |character: &char| {
        used += character.len_utf16();
        used <= most
    };
    words.chars().take_while(fits).chain(['…']).collect()
}
