//! The table of an exhibit on slides of its own: as it is printed, with headings on every slide.

use super::grid::{ABOVE, Grid, GridCell, GridRow, SIDE};
use super::page::Page;
use super::shape::Anchor;
use super::slide::Object;
use super::template::Layout;
use super::words::{Align, Paragraph, SMALL, Style, TEXT};
use crate::chart::metrics::Weight;
use crate::chart::palette::LIGHT;
use crate::exhibit::{Alignment, Cell, Column, Row, Table};
use crate::export::ooxml::columns::{Need, TableType, widths};
use crate::export::ooxml::units::{Emu, Frame};

/// Most slides a table takes.
const MOST_SLIDES: usize = 6;
/// Text sizes: the first at which the whole table stands on one slide, else the first at which every word finds room,
/// else the last.
const SIZES: [i32; 3] = [TEXT, SMALL, 10];

/// A table on its slides.
pub(super) struct Pages {
    /// One a slide.
    pub(super) grids: Vec<Grid>,
    /// What is not on slides, in words, where not everything is.
    pub(super) rest: Option<String>,
}

/// The table in as many slides as it takes, at most six.
pub(super) fn pages(table: &Table, page: &Page, address: &str) -> Pages {
    let plan = Plan::of(table, page);
    let mut chunks = plan.chunks(table);
    let rows_shown = chunks.iter().take(MOST_SLIDES).map(|rows| rows.len()).sum::<usize>();
    chunks.truncate(MOST_SLIDES);
    let grids = chunks.into_iter().map(|rows| plan.grid(table, rows)).collect();
    let rest = (rows_shown < table.rows.len()).then(|| {
        let (first, last) = (rows_shown + 1, table.rows.len());
        format!("Rows {first} to {last} are not on slides: they are in the CSV file and at {address}")
    });
    Pages { grids, rest }
}

/// The words about what is not on slides, at the foot of the body.
pub(super) fn rest(words: &str, page: &Page) -> Object {
    let height = Emu::points(18);
    let frame = Frame { top: page.body.bottom() - height, height, ..page.body };
    let words = Style::NOTE.fit(words, frame.width);
    Object::Words {
        name: "Rows not shown".to_owned(),
        frame,
        anchor: Anchor::Bottom,
        paragraphs: vec![Style::NOTE.paragraph(words)],
    }
}

/// Text size and widths of a table.
struct Plan {
    body: Frame,
    style: Style,
    widths: Vec<Emu>,
}

impl Plan {
    fn of(table: &Table, page: &Page) -> Self {
        let plans = SIZES.map(|size| {
            let style = Style { size, weight: Weight::Regular, colour: LIGHT.ink };
            let needs = Need::all(table, TableType { size, side: SIDE });
            let (widths, every_word_fits) = widths(&needs, page.body.width);
            (Self { body: page.body, style, widths }, every_word_fits)
        });
        let [large, small, smallest] = plans;
        if large.1 && large.0.chunks(table).len() <= 1 {
            large.0
        } else if small.1 {
            small.0
        } else {
            smallest.0
        }
    }

    fn heading(&self) -> Style {
        Style { weight: Weight::Semibold, colour: LIGHT.ink_2, ..self.style }
    }

    fn row_height<'w>(&self, style: Style, words: impl Iterator<Item = &'w str>) -> Emu {
        let lines = words.zip(&self.widths).map(|(words, width)| lines(style, words, *width));
        let lines = i64::try_from(lines.max().unwrap_or(1)).unwrap_or(1);
        style.line() * lines + ABOVE * 2 + Emu::points(2)
    }

    fn heading_height(&self, table: &Table) -> Emu {
        self.row_height(self.heading(), table.columns.iter().map(|column| column.heading.as_str()))
    }

    fn height(&self, row: &Row) -> Emu {
        self.row_height(self.style, row.cells.iter().map(Cell::words))
    }

    /// The rows of each slide: as many as find room, at least one; room for one line of words is kept.
    fn chunks<'t>(&self, table: &'t Table) -> Vec<&'t [Row]> {
        let room = self.body.height - self.heading_height(table) - Emu::points(20);
        let mut chunks = Vec::new();
        let mut rest = table.rows.as_slice();
        while !rest.is_empty() {
            let mut used = Emu::ZERO;
            let fit = rest.iter().take_while(|row| {
                used = used + self.height(row);
                used <= room
            });
            let (chunk, others) = rest.split_at(fit.count().max(1));
            chunks.push(chunk);
            rest = others;
        }
        chunks
    }

    fn grid(&self, table: &Table, rows: &[Row]) -> Grid {
        let heading = |column: &Column| {
            cell(self.heading().paragraph(column.heading.clone()), column.alignment).anchored(Anchor::Bottom)
        };
        let mut grid_rows = vec![GridRow {
            height: self.heading_height(table),
            cells: table.columns.iter().map(heading).collect(),
        }];
        grid_rows.extend(rows.iter().map(|row| GridRow {
            height: self.height(row),
            cells: row.cells.iter().zip(&table.columns).map(|(one, column)| self.cell(one, column)).collect(),
        }));
        Grid {
            name: "Table".to_owned(),
            alt: table.caption.clone(),
            place: Some(Layout::Table),
            left: self.body.left,
            top: self.body.top,
            columns: self.widths.clone(),
            rows: grid_rows,
        }
    }

    fn cell(&self, one: &Cell, column: &Column) -> GridCell {
        let style = match one {
            Cell::Hidden => Style { colour: LIGHT.ink_3, ..self.style },
            Cell::Text(_) | Cell::Number { .. } | Cell::Empty => self.style,
        };
        cell(style.paragraph(one.words()), column.alignment)
    }
}

fn cell(paragraph: Paragraph, alignment: Alignment) -> GridCell {
    GridCell::of(paragraph.aligned(match alignment {
        Alignment::Text => Align::Left,
        Alignment::Number => Align::Right,
    }))
}

fn lines(style: Style, words: &str, width: Emu) -> usize {
    style.wrap(words, width - SIDE * 2).len().max(1)
}
