//! Exhibits as spreadsheets: of each exhibit the numbers that its figure draws with a native chart of them, its table as
//! printed, the words around it, and where its numbers come from.

mod board;
mod chart;
mod contents;
mod data;
mod method;
mod names;
mod order;
mod provenance;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod value;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use board::Board;
use names::SheetNames;
use value::clean;

use super::ExportError;
use super::placed::{Placed, Shown, placed};
use crate::exhibit::{Exhibit, Released};

/// Longest title in the properties of a file.
const MOST_CHARACTERS: usize = 255;

/// The exhibits as one workbook, in their order, with four sheets each: `Data` with a chart, `Table`, `Method` and
/// `Provenance`. A note stands in `Method`. Where there are several, their names begin with a number and a sheet of contents stands before them.
///
/// Numbers are numbers in the units of the page, as published, with a format that prints what the page prints. Hidden
/// values are the word `hidden`, values that do not exist are empty cells. All text is text, never a formula. The same
/// exhibits give the same bytes. No exhibits give a workbook whose contents are empty.
///
/// # Errors
/// [`ExportError::Spreadsheet`] when an exhibit has more rows or columns than a sheet takes.
pub fn xlsx<E: Shown + Clone>(exhibits: &Released<Vec<E>>) -> Result<Released<Vec<u8>>, ExportError> {
    let written =
        workbook(&placed(exhibits.get())).map_err(|error| ExportError::Spreadsheet(Box::new(error)))?;
    let bytes = order::in_order(&written).map_err(|error| ExportError::Spreadsheet(Box::new(error)))?;
    Ok(exhibits.clone().map(|_| bytes))
}

fn workbook(exhibits: &[Placed<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the present time.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = exhibits.first().map_or("", |placed| placed.exhibit.text.title.as_str());
    let title: String = clean(title).chars().take(MOST_CHARACTERS).collect();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    for board in boards(exhibits) {
        board.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// Every sheet in its order.
fn boards(exhibits: &[Placed<'_>]) -> Vec<Board> {
    let names = SheetNames::of(exhibits.len());
    let named: Vec<(&Exhibit, SheetNames)> =
        exhibits.iter().map(|placed| placed.exhibit).zip(names.iter().cloned()).collect();
    let contents = (named.len() != 1).then(|| contents::board(&named));
    let of_each = exhibits.iter().zip(&names).flat_map(|(placed, names)| of_one(*placed, names));
    contents.into_iter().chain(of_each).collect()
}

fn of_one(placed: Placed<'_>, names: &SheetNames) -> [Board; 4] {
    let exhibit = placed.exhibit;
    [
        data::board(exhibit, &names.data),
        table::board(&exhibit.table, &names.table),
        method::board(placed, &names.method),
        provenance::board(exhibit, &names.provenance),
    ]
}
