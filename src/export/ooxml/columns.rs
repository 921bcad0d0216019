//! Widths of a table's columns, by the words in them.

use super::units::Emu;
use crate::chart::metrics::{self, Weight};
use crate::exhibit::{Alignment, Cell, Column, Table};

/// How the words of a table are set.
#[derive(Clone, Copy)]
pub(in crate::export) struct TableType {
    /// Text size in points.
    pub(in crate::export) size: i32,
    /// Left and right of the words of a cell.
    pub(in crate::export) side: Emu,
}

impl TableType {
    fn width(&self, words: &str, weight: Weight) -> Emu {
        Emu::measured(metrics::width(words, self.size, weight))
    }

    fn longest(&self, words: &str, weight: Weight) -> Emu {
        words.split_whitespace().map(|word| self.width(word, weight)).max().unwrap_or(Emu::ZERO)
    }

    /// With room beside the words; the font on the machine may run a little wider than the one that is measured.
    fn padded(&self, width: Emu) -> Emu {
        width.part(1.04) + self.side * 2 + Emu::points(2)
    }
}

/// What a column could use: its longest word, all of its cells in one line, its heading in one line, too.
#[derive(Debug, Clone, Copy)]
pub(in crate::export) struct Need {
    pub(in crate::export) word: Emu,
    pub(in crate::export) cells: Emu,
    pub(in crate::export) heading: Emu,
}

impl Need {
    /// The needs of every column.
    pub(in crate::export) fn all(table: &Table, how: TableType) -> Vec<Self> {
        let columns = table.columns.iter().enumerate();
        columns.map(|(index, column)| Self::of(table, index, column, how)).collect()
    }

    fn of(table: &Table, index: usize, column: &Column, how: TableType) -> Self {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(index)).map(Cell::words);
        let word = cells().map(|words| match column.alignment {
            Alignment::Text => how.longest(words, Weight::Regular),
            Alignment::Number => how.width(words, Weight::Regular),
        });
        let word = word.max().unwrap_or(Emu::ZERO).max(how.longest(&column.heading, Weight::Semibold));
        let word = how.padded(word);
        let whole = cells().map(|words| how.width(words, Weight::Regular)).max().unwrap_or(Emu::ZERO);
        let whole = how.padded(whole).max(word);
        let heading = how.padded(how.width(&column.heading, Weight::Semibold)).max(whole);
        Self { word, cells: whole, heading }
    }
}

/// Widths that fill the room, and whether no word has to be broken. Every column gets what its longest word takes; what
/// is left goes to cells that would break, then to headings that would, then to all.
pub(in crate::export) fn widths(needs: &[Need], room: Emu) -> (Vec<Emu>, bool) {
    let total = |width: fn(&Need) -> Emu| needs.iter().map(width).sum::<Emu>();
    let (word, cells, heading) =
        (total(|need| need.word), total(|need| need.cells), total(|need| need.heading));
    let between = |from: fn(&Need) -> Emu, to: fn(&Need) -> Emu, part: f64| -> Vec<Emu> {
        needs.iter().map(|need| from(need) + (to(need) - from(need)).part(part)).collect()
    };
    let widths = if word > room {
        needs.iter().map(|need| need.word.part(room.of(word))).collect()
    } else if cells > room {
        between(|need| need.word, |need| need.cells, (room - word).of(cells - word))
    } else if heading > room {
        between(|need| need.cells, |need| need.heading, (room - cells).of(heading - cells))
    } else {
        needs.iter().map(|need| need.heading.part(room.of(heading))).collect()
    };
    (widths, word <= room)
}
