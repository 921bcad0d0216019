//! Exhibits as spreadsheets: of each exhibit the numbers that its figure draws with a native chart of them, its table as
//! printed, the words around it, and where its numbers come from.

mod board;
mod chart;
mod contents;
mod data;
mod method;
mod missing;
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

use super::placed::{Entry, Placed, Shown, entries};
use super::{ExportError, Paper, StillWanted};
use crate::exhibit::Released;

/// Longest title in the properties of a file.
const MOST_CHARACTERS: usize = 255;

/// The exhibits as one workbook, in their order, with four sheets each: `Data` with a chart, `Table`, `Method` and
/// `Provenance`, or one that says which is missing and why. A note stands in `Method`. Where there are several, their
/// names begin with a number and a sheet of contents stands before them.
///
/// Numbers are numbers in the units of the page, as published, with a format that prints what the page prints. Hidden
/// values are the word `hidden`, values that do not exist are empty cells. All text is text, never a formula. The same
/// exhibits give the same bytes. No exhibits give a workbook whose contents are empty.
///
/// # Errors
/// [`ExportError::Spreadsheet`] when an exhibit has more rows or columns than a sheet takes.
pub fn xlsx<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    paper: Paper,
) -> Result<Released<Vec<u8>>, ExportError> {
    xlsx_while(exhibits, paper, StillWanted::ALWAYS)
}

/// The same as [`xlsx`], given up between two exhibits when nobody waits for it any more.
///
/// # Errors
/// As [`xlsx`]; [`ExportError::GivenUp`] when it was given up.
pub fn xlsx_while<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    paper: Paper,
    wanted: StillWanted<'_>,
) -> Result<Released<Vec<u8>>, ExportError> {
    let written = workbook(&entries(exhibits.get()), paper, wanted)?;
    let bytes = order::in_order(&written).map_err(|error| ExportError::Spreadsheet(Box::new(error)))?;
    Ok(exhibits.clone().map(|_| bytes))
}

fn workbook(entries: &[Entry<'_>], paper: Paper, wanted: StillWanted<'_>) -> Result<Vec<u8>, ExportError> {
    let failed = |error: XlsxError| ExportError::Spreadsheet(Box::new(error));
    let mut workbook = Workbook::new();
    // The library would write the present time.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    let title = entries.first().map_or("", |entry| entry.title());
    let title: String = clean(title).chars().take(MOST_CHARACTERS).collect();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    for board in boards(entries) {
        wanted.check()?;
        board.write(workbook.add_worksheet(), paper).map_err(failed)?;
    }
    workbook.save_to_buffer().map_err(failed)
}

/// Every sheet in its order.
fn boards(entries: &[Entry<'_>]) -> Vec<Board> {
    let names = SheetNames::of(entries.len());
    let named: Vec<(Entry<'_>, SheetNames)> = entries.iter().copied().zip(names).collect();
    let contents = (named.len() != 1).then(|| contents::board(&named));
    let of_each = named.iter().flat_map(|(entry, names)| match entry {
        Entry::Figure(placed) => of_one(*placed, names).into(),
        Entry::Missing(missing) => vec![missing::board(missing, &names.missing)],
    });
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
