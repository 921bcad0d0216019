//! A table by its columns, each of one type.

use std::collections::BTreeSet;

use crate::domain::{Finite, format};
use crate::exhibit::{Alignment, Cell, Table};

/// The column that says what is hidden.
const HIDDEN: &str = "hidden";

/// A column of a file.
#[derive(Debug, PartialEq)]
pub(super) struct Column {
    /// Its name, which no other column has.
    pub name: String,
    /// One a row.
    pub cells: Cells,
}

/// The cells of a column; nothing where there is no value or it is hidden.
#[derive(Debug, PartialEq)]
pub(super) enum Cells {
    /// Numbers as published.
    Numbers(Vec<Option<f64>>),
    /// Words.
    Words(Vec<Option<String>>),
}

/// The columns of the table under their codes, and last the one that says what is hidden. The type of a column is that of
/// its heading and not of its values, so that tables of the same question can be put one under the other.
pub(super) fn columns(table: &Table) -> Vec<Column> {
    let mut names = Names::default();
    let mut hidden: Vec<Vec<String>> = vec![Vec::new(); table.rows.len()];
    let mut columns = Vec::with_capacity(table.columns.len() + 1);
    for (place, heading) in table.columns.iter().enumerate() {
        let cells: Vec<&Cell> =
            table.rows.iter().map(|row| row.cells.get(place).unwrap_or(&Cell::Empty)).collect();
        let name = names.free(&heading.code);
        for (hidden, cell) in hidden.iter_mut().zip(&cells) {
            if **cell == Cell::Hidden {
                hidden.push(name.clone());
            }
        }
        columns.extend(typed(heading.alignment, name, &cells, &mut names));
    }
    let hidden = hidden.into_iter().map(|names| Some(names.join(","))).collect();
    columns.push(Column { name: HIDDEN.to_owned(), cells: Cells::Words(hidden) });
    columns
}

/// A column, and one for the words among its numbers where there are some.
fn typed(alignment: Alignment, name: String, cells: &[&Cell], names: &mut Names) -> Vec<Column> {
    match alignment {
        Alignment::Text => {
            let words = cells.iter().map(|cell| words(cell).or_else(|| number(cell).map(format::exact)));
            vec![Column { name, cells: Cells::Words(words.collect()) }]
        }
        Alignment::Number => {
            let numbers = cells.iter().map(|cell| number(cell).map(Finite::get)).collect();
            let among: Vec<Option<String>> = cells.iter().map(|cell| words(cell)).collect();
            let other = among.iter().any(Option::is_some).then(|| names.free(&format!("{name}_words")));
            let other = other.map(|name| Column { name, cells: Cells::Words(among) });
            [Column { name, cells: Cells::Numbers(numbers) }].into_iter().chain(other).collect()
        }
    }
}

fn number(cell: &Cell) -> Option<Finite> {
    match cell {
        Cell::Number { value, .. } => Some(*value),
        Cell::Text(_) | Cell::Hidden | Cell::Empty => None,
    }
}

fn words(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(words) => Some(words.clone()),
        Cell::Number { .. } | Cell::Hidden | Cell::Empty => None,
    }
}

/// The names that are taken: a study may call a group as another column is called.
struct Names(BTreeSet<String>);

impl Default for Names {
    fn default() -> Self {
        Self(BTreeSet::from([HIDDEN.to_owned()]))
    }
}

impl Names {
    /// This name, or the first that is free of those with a number after it.
    fn free(&mut self, wanted: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.0.contains(name));
        let free = free.unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}
