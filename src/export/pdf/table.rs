//! The table of an exhibit: ruled rows under headings that come again on every page.

use super::columns::{GAP, Part, Setting, cell_words};
use super::flow::{Flow, joined};
use super::page::{Hundredths, Page};
use super::sheet::{Frame, Role};
use super::words::Style;
use crate::chart::palette::LIGHT;
use crate::exhibit::{Alignment, Cell, Row, Table};

/// Above and below the words of a row.
const PAD: Hundredths = 170;
/// Rows that stand under a heading before a page ends, where the table is longer than a page.
const FEWEST_ROWS: usize = 6;
/// Lines of a heading; a longer one ends with an ellipsis.
const MOST_HEADING_LINES: usize = 8;
/// Between a caption and its table.
const UNDER_CAPTION: Hundredths = 300;
/// The rule below the headings.
const HEAVY: Hundredths = 75;
/// The rule below a row.
const LIGHT_RULE: Hundredths = 50;

/// Puts the table under what stands on the page if all of it finds room, else on pages of its own; one that is longer
/// than a page begins where it may. Nothing without columns.
pub(super) fn place(flow: &mut Flow, table: &Table) {
    if table.columns.is_empty() {
        return;
    }
    let setting = Setting::of(table, |turn| flow.turned(turn));
    let many = setting.parts.len();
    for (number, part) in setting.parts.iter().enumerate() {
        let caption = if many > 1 {
            format!("{} ({} of {many})", table.caption, number + 1)
        } else {
            table.caption.clone()
        };
        let page = flow.turned(setting.orientation);
        Placing { table, number, part, style: setting.style }.place(flow, page, &caption);
    }
}

/// One row, set.
#[derive(Debug, Clone)]
struct Band {
    cells: Vec<SetCell>,
    stand: Stand,
}

/// The lines of a cell.
#[derive(Debug, Clone)]
struct SetCell {
    lines: Vec<String>,
    style: Style,
}

/// Where the shorter cells of a row stand.
#[derive(Debug, Clone, Copy)]
enum Stand {
    Top,
    Bottom,
}

impl Band {
    fn lines(&self) -> Hundredths {
        self.cells.iter().map(|cell| length(&cell.lines)).max().unwrap_or(1).max(1)
    }

    /// The row without its first lines, which are returned.
    fn split_off_head(&mut self, lines: usize) -> Self {
        let mut head = self.clone();
        for (cell, head) in self.cells.iter_mut().zip(&mut head.cells) {
            cell.lines = head.lines.split_off(lines.min(head.lines.len()));
        }
        head
    }
}

/// Some columns of a table while they are put on pages.
struct Placing<'t> {
    table: &'t Table,
    number: usize,
    part: &'t Part,
    style: Style,
}

impl Placing<'_> {
    fn place(&self, flow: &mut Flow, page: Page, caption: &str) {
        let heading = self.heading();
        let rows: Vec<Band> = self.table.rows.iter().map(|row| self.row(row)).collect();
        self.find_page(flow, page, &heading, &rows, length(&Style::CAPTION.wrap(caption, page.inner())));
        flow.paragraph(Role::Caption(self.number), caption, Style::CAPTION, page.inner());
        flow.bottom += UNDER_CAPTION;
        if flow.room() < self.height(&heading) + HEAVY {
            flow.turn(page);
        }
        self.head(flow, &heading, |column| Role::Heading { table: self.number, column });
        for (row, band) in rows.into_iter().enumerate() {
            self.place_row(flow, &heading, row, band);
        }
    }

    /// Goes to the page on which the table begins.
    fn find_page(
        &self,
        flow: &mut Flow,
        page: Page,
        heading: &Band,
        rows: &[Band],
        caption_lines: Hundredths,
    ) {
        let head = Style::CAPTION.line * caption_lines + UNDER_CAPTION + self.height(heading) + HEAVY;
        let with =
            |rows: &[Band]| head + rows.iter().map(|row| self.height(row) + LIGHT_RULE).sum::<Hundredths>();
        let all = with(rows);
        let fewest = with(rows.get(..FEWEST_ROWS).unwrap_or(rows));
        flow.skip(2_400);
        let wanted = if all <= page.body() { all } else { fewest };
        if page != flow.page || flow.room() < wanted && !flow.is_fresh() {
            flow.turn(page);
        }
    }

    /// One row; where it is higher than a page its lines go on on the next.
    fn place_row(&self, flow: &mut Flow, heading: &Band, row: usize, mut band: Band) {
        let role = |column| Role::Cell { table: self.number, row, column };
        while flow.room() < self.height(&band) {
            let is_under_heading = flow.bottom <= Page::TOP + self.height(heading) + HEAVY;
            if is_under_heading {
                let fit = usize::try_from((flow.room() - 2 * PAD) / self.style.line).unwrap_or(0).max(1);
                let head = band.split_off_head(fit);
                self.draw(flow, &head, role);
            }
            flow.turn(flow.page);
            self.head(flow, heading, |_| Role::Decoration);
        }
        self.draw(flow, &band, role);
        self.rule(flow, LIGHT.chart_grid, LIGHT_RULE);
    }

    /// The headings and the rule below them.
    fn head(&self, flow: &mut Flow, heading: &Band, role: impl Fn(usize) -> Role) {
        self.draw(flow, heading, role);
        self.rule(flow, LIGHT.rule_strong, HEAVY);
    }

    fn heading(&self) -> Band {
        let style = self.style.strong().coloured(LIGHT.ink_2);
        let cell = |(column, room): (&usize, Hundredths)| {
            let heading = self.table.columns.get(*column).map_or("", |column| &column.heading);
            let mut lines = style.wrap(heading, room);
            if lines.len() > MOST_HEADING_LINES {
                let rest = lines.split_off(MOST_HEADING_LINES - 1).concat();
                lines.push(style.shorten(&format!("{rest}…"), room));
            }
            SetCell { lines, style }
        };
        Band { cells: self.part.columns.iter().zip(self.room()).map(cell).collect(), stand: Stand::Bottom }
    }

    fn row(&self, row: &Row) -> Band {
        let cell = |(column, room): (&usize, Hundredths)| {
            let style = match row.cells.get(*column) {
                Some(Cell::Hidden) => self.style.coloured(LIGHT.ink_3),
                Some(Cell::Text(_) | Cell::Number { .. } | Cell::Empty) | None => self.style,
            };
            SetCell { lines: style.wrap(cell_words(row, *column), room), style }
        };
        Band { cells: self.part.columns.iter().zip(self.room()).map(cell).collect(), stand: Stand::Top }
    }

    /// Widths for words.
    fn room(&self) -> impl Iterator<Item = Hundredths> {
        self.part
            .widths
            .iter()
            .enumerate()
            .map(|(index, width)| if index == 0 { *width } else { width - GAP })
    }

    fn height(&self, band: &Band) -> Hundredths {
        band.lines() * self.style.line + 2 * PAD
    }

    /// Draws the cells of a row and goes below it.
    fn draw(&self, flow: &mut Flow, band: &Band, role: impl Fn(usize) -> Role) {
        let mut left = Page::LEFT;
        let places = self.part.columns.iter().zip(self.part.widths.iter().zip(self.room()));
        for (cell, (column, (width, room))) in band.cells.iter().zip(places) {
            let above = match band.stand {
                Stand::Top => 0,
                Stand::Bottom => band.lines() - length(&cell.lines).max(1),
            };
            let top = flow.bottom + PAD + above * self.style.line;
            let right = left + width;
            self.draw_cell(flow, cell, *column, (right - room, right, top), role(*column));
            left = right;
        }
        flow.bottom += self.height(band);
    }

    fn draw_cell(
        &self,
        flow: &mut Flow,
        cell: &SetCell,
        column: usize,
        (left, right, mut top): (Hundredths, Hundredths, Hundredths),
        role: Role,
    ) {
        // A cell without words still has its place in the table.
        let lines = if cell.lines.is_empty() { vec![String::new()] } else { cell.lines.clone() };
        for line in joined(lines) {
            let start = match self.table.columns.get(column).map(|column| column.alignment) {
                Some(Alignment::Number) => right - cell.style.width(line.trim_end()),
                Some(Alignment::Text) | None => left,
            };
            flow.line(role, (start, top), line, cell.style);
            top += self.style.line;
        }
    }

    /// A rule below what stands on the page.
    fn rule(&self, flow: &mut Flow, colour: &'static str, height: Hundredths) {
        let width = self.part.widths.iter().sum();
        flow.rule(Frame { left: Page::LEFT, top: flow.bottom, width, height }, colour);
        flow.bottom += height;
    }
}

fn length(lines: &[String]) -> Hundredths {
    Hundredths::try_from(lines.len()).unwrap_or(Hundredths::MAX / 100_000)
}
