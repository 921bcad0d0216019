//! What a workbook of several exhibits holds, with links.

use super::board::Board;
use super::names::{CONTENTS, SheetNames};
use super::value::{Value, clean};
use crate::exhibit::{Alignment, Exhibit};

/// Widest column, in characters.
const WIDEST: u16 = 100;

/// A row an exhibit: its title, its study and links to its sheets.
pub(super) fn board(named: &[(&Exhibit, SheetNames)]) -> Board {
    let mut board = Board::new(CONTENTS, WIDEST);
    let numbers = (1_u32..).zip(named).map(|(number, _)| Value::number(number.into()));
    board.add("Exhibit", Alignment::Text, numbers.collect());
    board.words("Finding", named.iter().map(|(exhibit, _)| exhibit.text.title.as_str()));
    board.words("Study", named.iter().map(|(exhibit, _)| exhibit.provenance.study_title.as_str()));
    let mut links = |heading: &str, name: fn(&SheetNames) -> &str| {
        let link =
            |names: &SheetNames| Value::Link { words: clean(name(names)), sheet: name(names).to_owned() };
        let cells = named.iter().map(|(_, names)| link(names)).collect();
        board.add(heading, Alignment::Text, cells);
    };
    links("Data and chart", |names| &names.data);
    links("Table", |names| &names.table);
    links("Method", |names| &names.method);
    links("Provenance", |names| &names.provenance);
    board
}
