//! A planned sheet as the library writes it: headings that stay in sight, readable columns, one page wide in print.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Url, Worksheet, XlsxError};

use super::board::{Board, CHART_COLUMNS, COLUMN_PIXELS, Column, Planned, ROW_PIXELS};
use super::value::Value;
use crate::chart::palette::LIGHT;
use crate::exhibit::Alignment;
use crate::export::Paper;
use crate::export::csv::FORMULA_STARTS;

/// Narrowest column, and most characters of a heading in one line.
const NARROWEST: usize = 9;
const HEADING: usize = 22;
/// Points of a line, and of the highest row.
const LINE: u32 = 15;
const HIGHEST: u32 = 405;

/// The number of a paper in a sheet.
const fn paper_number(paper: Paper) -> u8 {
    match paper {
        Paper::A4 => 9,
        Paper::Letter => 1,
    }
}

impl Board {
    /// Writes the sheet.
    ///
    /// # Errors
    /// When it has more rows or columns than the format takes.
    pub(super) fn write(&self, sheet: &mut Worksheet, paper: Paper) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?;
        for (index, column) in (0..).zip(&self.columns) {
            self.write_column(sheet, Column(index), column)?;
        }
        self.set_heights(sheet)?;
        self.write_charts(sheet)?;
        self.set_up(sheet, paper)
    }

    /// Rows as high as their words are in lines: not every program finds that out itself.
    fn set_heights(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let lines = |words: &str, width: u16| -> usize {
            let width = usize::from(width).saturating_sub(2).max(1);
            words.split('\n').map(|line| line.chars().count().div_ceil(width).max(1)).sum()
        };
        let widths: Vec<u16> = self.columns.iter().map(|column| self.width(column)).collect();
        let columns = || self.columns.iter().zip(&widths).take(self.read_by_people());
        // Words break before a line is full: a heading has a line to spare.
        let heading = |words: &str, width: u16| {
            if lines(words, width) > 1 { lines(words, width) + 1 } else { 1 }
        };
        let highest = columns().map(|(column, width)| heading(&column.heading, *width)).max().unwrap_or(1);
        set_height(sheet, 0, highest)?;
        for (row, place) in (1..).zip(0..self.rows()) {
            let of_cell = |(column, width): (&Planned, &u16)| match column.cells.get(place) {
                Some(Value::Words(words)) => heading(words, *width),
                Some(_) | None => 1,
            };
            set_height(sheet, row, columns().map(of_cell).max().unwrap_or(1))?;
        }
        Ok(())
    }

    fn write_column(&self, sheet: &mut Worksheet, at: Column, column: &Planned) -> Result<(), XlsxError> {
        if column.heading.is_empty() && column.cells.is_empty() {
            return Ok(());
        }
        sheet.write_string_with_format(0, at.0, &column.heading, &heading_format(column))?;
        for (row, cell) in (1..).zip(&column.cells) {
            write(sheet, (row, at.0), cell, (column.alignment, self.wrap(at)))?;
        }
        sheet.set_column_width(at.0, self.width(column))?;
        Ok(())
    }

    /// How many columns people read: those before the room for charts.
    fn read_by_people(&self) -> usize {
        self.room.map_or(self.columns.len(), |room| usize::from(room.0))
    }

    /// Words of what only charts need stay in one line, so that they make no row higher.
    fn wrap(&self, at: Column) -> Wrap {
        if usize::from(at.0) < self.read_by_people() { Wrap::Lines } else { Wrap::OneLine }
    }

    fn width(&self, column: &Planned) -> u16 {
        let longest = column.cells.iter().map(characters).max().unwrap_or(0);
        let wanted = longest.max(column.heading.chars().count().min(HEADING)).max(NARROWEST) + 2;
        u16::try_from(wanted).unwrap_or(u16::MAX).min(self.widest)
    }

    fn write_charts(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let Some(room) = self.room else { return Ok(()) };
        for placed in &self.charts {
            let column = room.0 + u16::try_from(placed.right / COLUMN_PIXELS).unwrap_or(0);
            sheet.insert_chart(1 + placed.down / ROW_PIXELS, column, &placed.chart)?;
        }
        Ok(())
    }

    fn set_up(&self, sheet: &mut Worksheet, paper: Paper) -> Result<(), XlsxError> {
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_paper_size(paper_number(paper)).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_footer("&L&A&RPage &P of &N");
        if let Some(room) = self.room.filter(|_| !self.charts.is_empty()) {
            let bottom = self.charts.iter().map(|placed| (placed.down + placed.height) / ROW_PIXELS + 2);
            let rows = u32::try_from(self.rows()).unwrap_or(u32::MAX);
            let last = room.0 + u16::try_from(CHART_COLUMNS).unwrap_or(0);
            sheet.set_print_area(0, 0, bottom.max().unwrap_or(0).max(rows), last)?;
        }
        Ok(())
    }
}

/// A row of so many lines; a row of one is left to the program.
fn set_height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        let height = u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(LINE).min(HIGHEST);
        sheet.set_row_height(row, height)?;
    }
    Ok(())
}

/// Characters of a cell in one line.
fn characters(cell: &Value) -> usize {
    match cell {
        Value::Words(words) | Value::Link { words, .. } => {
            words.lines().map(|line| line.chars().count()).max().unwrap_or(0)
        }
        Value::Number { .. } | Value::Same { .. } | Value::Reach { .. } | Value::Hidden | Value::Blank => 0,
    }
}

fn heading_format(column: &Planned) -> Format {
    guarded(aligned(Format::new(), column.alignment), &column.heading)
        .set_bold()
        .set_align(FormatAlign::Bottom)
        .set_text_wrap()
        .set_font_color(LIGHT.ink)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(LIGHT.rule_strong)
}

fn aligned(format: Format, alignment: Alignment) -> Format {
    format.set_align(FormatAlign::Top).set_align(match alignment {
        Alignment::Text => FormatAlign::Left,
        Alignment::Number => FormatAlign::Right,
    })
}

/// Whether words take as many lines as they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrap {
    Lines,
    OneLine,
}

fn wrapped(format: Format, wrap: Wrap) -> Format {
    match wrap {
        Wrap::Lines => format.set_text_wrap(),
        Wrap::OneLine => format,
    }
}

/// A text that a spreadsheet would take for a formula is marked as text for when a person edits it; as it is stored, it
/// is text already.
fn guarded(format: Format, words: &str) -> Format {
    if words.starts_with(FORMULA_STARTS) { format.set_quote_prefix() } else { format }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Value,
    (alignment, wrap): (Alignment, Wrap),
) -> Result<(), XlsxError> {
    let plain = || aligned(Format::new(), alignment);
    match cell {
        Value::Number { value, format } => {
            sheet.write_number_with_format(row, column, *value, &plain().set_num_format(format))?
        }
        Value::Same { of, value } => {
            let formula = Formula::new(format!("{}{}", letters(*of), row + 1)).set_result(value.to_string());
            sheet.write_formula_with_format(row, column, formula, &plain())?
        }
        Value::Reach { of, over, value } => {
            let formula = format!("MAX(0,{}{line}-{}{line})", letters(*of), letters(*over), line = row + 1);
            let formula = Formula::new(formula).set_result(value.to_string());
            sheet.write_formula_with_format(row, column, formula, &plain())?
        }
        Value::Words(words) => {
            let format = wrapped(guarded(plain(), words), wrap);
            sheet.write_string_with_format(row, column, words, &format)?
        }
        Value::Link { words, sheet: to } => {
            let url = Url::new(format!("internal:'{to}'!A1")).set_text(words);
            sheet.write_url(row, column, url)?
        }
        Value::Hidden => {
            sheet.write_string_with_format(row, column, "hidden", &plain().set_font_color(LIGHT.ink_3))?
        }
        Value::Blank => sheet,
    };
    Ok(())
}

/// Name of a column: A to Z, then AA.
fn letters(column: Column) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column.0)
}
