//! The table of an exhibit as on the page.

use super::board::Board;
use super::value::Value;
use crate::exhibit::{Cell, Row, Table};
use crate::export::numbering;

/// Widest column, in characters.
const WIDEST: u16 = 48;

/// The table; each number has a format that prints it as the page does, where there is one.
pub(super) fn board(table: &Table, name: &str) -> Board {
    let mut board = Board::new(name, WIDEST);
    for (index, column) in table.columns.iter().enumerate() {
        let cell = |row: &Row| row.cells.get(index).map_or(Value::Blank, value);
        board.add(&column.heading, column.alignment, table.rows.iter().map(cell).collect());
    }
    board
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(words) => Value::words(words),
        Cell::Number { value, text } => {
            let format = numbering::printed(*value, text).unwrap_or_else(|| "General".to_owned());
            Value::Number { value: value.get(), format }
        }
        Cell::Hidden => Value::Hidden,
        Cell::Empty => Value::Blank,
    }
}
