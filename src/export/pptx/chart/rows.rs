//! A real table with a drawing in one of its columns: a chart without ground stands over the column, its plot as high as
//! the rows, all of which are of one height.

use super::super::grid::{Grid, GridCell, GridRow, SIDE};
use super::super::shape::Anchor;
use super::super::slide::Object;
use super::super::words::{Align, SMALL, Style, TEXT};
use crate::exhibit::Axis;
use crate::export::ooxml::units::{Emu, Frame};

/// Height of the headings.
const HEADING: Emu = Emu::points(24);
/// More rows than any slide takes.
const MOST_ROWS: i64 = 100;
/// Left and right of the plot in its column.
const INSET: Emu = Emu::points(12);

/// A column of the table.
pub(super) struct RowColumn {
    pub(super) heading: String,
    /// Thousandths of the width.
    pub(super) share: i64,
    pub(super) align: Align,
}

/// How many rows stand on a slide, and how high they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowHeight {
    pub(super) height: Emu,
    pub(super) most: usize,
}

impl RowHeight {
    /// Rows of `body` with `floor` left free under them: as high as they may be when they are few, as low as they must be
    /// when they are many; those past the most go on another slide.
    pub(super) fn of(rows: usize, body: Frame, floor: Emu, [least, most]: [Emu; 2]) -> Self {
        let room = body.height - HEADING - floor;
        let count = i64::try_from(rows.max(1)).unwrap_or(1);
        let height = (room / count).min(most).max(least);
        Self { height, most: (1..MOST_ROWS).take_while(|count| height * *count <= room).count().max(1) }
    }

    /// A slide for as many rows as stand on one, of this height; a slide without rows where there are none.
    pub(super) fn slides<R>(self, rows: &[R], slide: impl Fn(&[R], Emu) -> Vec<Object>) -> Vec<Vec<Object>> {
        if rows.is_empty() {
            return vec![slide(rows, self.height)];
        }
        rows.chunks(self.most).map(|rows| slide(rows, self.height)).collect()
    }
}

/// Columns with these headings and shares of the width.
pub(super) fn columns<const N: usize>(headings: [(&str, Align); N], shares: [i64; N]) -> Vec<RowColumn> {
    let column = |((heading, align), share): ((&str, Align), i64)| RowColumn {
        heading: heading.to_owned(),
        share,
        align,
    };
    headings.into_iter().zip(shares).map(column).collect()
}

/// Rows this high take text in its full size.
const FULL_SIZE: Emu = Emu::points(21);

/// The size of text in rows of one line, in points.
pub(super) fn text_size(height: Emu) -> i32 {
    if height >= FULL_SIZE { TEXT } else { SMALL }
}

/// Rows on one slide.
pub(super) struct Rows<'r> {
    pub(super) name: &'r str,
    pub(super) alt: String,
    pub(super) body: Frame,
    pub(super) columns: Vec<RowColumn>,
    pub(super) height: Emu,
    pub(super) cells: Vec<Vec<GridCell>>,
}

impl Rows<'_> {
    /// The table.
    pub(super) fn grid(self) -> Grid {
        let heading = |column: &RowColumn| {
            let width = self.body.width * column.share / 1_000 - SIDE * 2;
            let words = Style::CAPTION.fit(&column.heading, width.part(0.97));
            GridCell::of(Style::CAPTION.paragraph(words).aligned(column.align)).anchored(Anchor::Bottom)
        };
        let heading = GridRow { height: HEADING, cells: self.columns.iter().map(heading).collect() };
        let rows = self.cells.into_iter().map(|cells| GridRow { height: self.height, cells });
        Grid {
            name: self.name.to_owned(),
            alt: self.alt,
            place: None,
            left: self.body.left,
            top: self.body.top,
            columns: self.columns.iter().map(|column| self.body.width * column.share / 1_000).collect(),
            rows: std::iter::once(heading).chain(rows).collect(),
        }
    }

    /// Room for words in a column.
    pub(super) fn room(body: Frame, share: i64) -> Emu {
        (body.width * share / 1_000 - SIDE * 2).part(0.97)
    }
}

/// The frame of the chart and its plot over a column of a table; `floor` is for the axis under the rows.
pub(super) fn frames(grid: &Grid, column: usize, floor: Emu) -> (Frame, Frame) {
    let (left, right) = grid.column(column);
    let (top, bottom) = grid.under_heading();
    let plot = Frame::between((left + INSET, right - INSET), (top, bottom));
    let beyond = Emu::points(20);
    let frame = Frame::between((left - beyond, right + beyond), (top, bottom + floor));
    (frame, plot)
}

/// The title of an axis under its ticks: wider than the plot where it has to be.
pub(super) fn axis_title(axis: &Axis, plot: Frame, body: Frame) -> Object {
    let top = plot.bottom() + Emu::points(19);
    let width = body.right() - plot.left;
    Object::Words {
        name: "Title of the axis".to_owned(),
        frame: Frame { left: plot.left, top, width, height: Emu::points(18) },
        anchor: Anchor::Top,
        paragraphs: vec![Style::CAPTION.paragraph(Style::CAPTION.fit(&axis.title, width.part(0.97)))],
    }
}

/// Where the middle of a row is on an axis from 0 at the foot to the number of rows.
pub(super) fn middle(index: usize, rows: usize) -> f64 {
    rows as f64 - index as f64 - 0.5
}
