//! What a workbook of several exhibits holds, with links.

use super::board::Board;
use super::names::{CONTENTS, SheetNames};
use super::value::{Value, clean};
use crate::exhibit::Alignment;
use crate::export::placed::Entry;

/// Widest column, in characters.
const WIDEST: u16 = 100;

/// Heading of the links to what is first of an exhibit.
const DATA: &str = "Data and chart";

/// A row an exhibit: its title, its study and links to its sheets.
pub(super) fn board(named: &[(Entry<'_>, SheetNames)]) -> Board {
    let mut board = Board::new(CONTENTS, WIDEST);
    let numbers = (1_u32..).zip(named).map(|(number, _)| Value::number(number.into()));
    board.add("Exhibit", Alignment::Text, numbers.collect());
    board.words("Finding", named.iter().map(|(entry, _)| entry.title()));
    board.words("Study", named.iter().map(|(entry, _)| entry.study()));
    let mut links = |heading: &str, name: fn(&SheetNames) -> &str| {
        let link = |name: &str| Value::Link { words: clean(name), sheet: name.to_owned() };
        let cells = named.iter().map(|(entry, names)| match entry {
            Entry::Figure(_) => link(name(names)),
            Entry::Missing(_) if heading == DATA => link(&names.missing),
            Entry::Missing(_) => Value::Blank,
        });
        let cells = cells.collect();
        board.add(heading, Alignment::Text, cells);
    };
    links(DATA, |names| &names.data);
    links("Table", |names| &names.table);
    links("Method", |names| &names.method);
    links("Provenance", |names| &names.provenance);
    board
}
