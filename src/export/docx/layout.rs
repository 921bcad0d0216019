//! How a table stands on its pages: upright, on their side, or in several tables of some columns each.

use super::page::Page;
use super::styles::{SIDE_TWIPS, TABLE_TEXT};
use crate::exhibit::{Alignment, Column, Table};
use crate::export::Paper;
use crate::export::ooxml::columns::{Need, TableType, widths};
use crate::export::ooxml::units::Emu;

/// Words of a cell may break where they are longer.
const LONGEST_CELL: Emu = Emu::points(130);
/// Longer words are broken by Word itself.
const LONGEST_WORD: Emu = Emu::points(110);
/// Most columns of words at the left that a table goes on with.
const MOST_HEADING_COLUMNS: usize = 2;

/// A table on its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) page: Page,
    /// One table each.
    pub(super) blocks: Vec<Block>,
}

/// Some columns of a table, all of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Places of the columns, ascending.
    pub(super) columns: Vec<usize>,
    /// One a column.
    pub(super) widths: Vec<Emu>,
}

impl Layout {
    /// Upright where every cell finds room in it, on its side where every word does, else in several tables. A table
    /// without columns gives no block.
    pub(super) fn of(table: &Table, paper: Paper) -> Self {
        let how = TableType { size: TABLE_TEXT, side: Emu::from_twips(SIDE_TWIPS.into()) };
        let needs: Vec<Need> = Need::all(table, how).into_iter().map(breakable).collect();
        let page = Page::upright(paper);
        let room = page.room();
        if needs.iter().map(|need| need.cells.min(LONGEST_CELL).max(need.word)).sum::<Emu>() <= room {
            return Self { page, blocks: blocks(vec![(0..needs.len()).collect()], &needs, room) };
        }
        let page = Page::on_its_side(paper);
        let room = page.room();
        Self { page, blocks: blocks(chunks(&table.columns, &needs, room), &needs, room) }
    }
}

fn breakable(need: Need) -> Need {
    let word = need.word.min(LONGEST_WORD);
    Need { word, cells: need.cells.max(word), heading: need.heading.max(word) }
}

fn blocks(chunks: Vec<Vec<usize>>, needs: &[Need], room: Emu) -> Vec<Block> {
    let block = |columns: Vec<usize>| {
        let needs: Vec<Need> = columns.iter().filter_map(|index| needs.get(*index)).copied().collect();
        Block { widths: widths(&needs, room).0, columns }
    };
    chunks.into_iter().filter(|columns| !columns.is_empty()).map(block).collect()
}

/// The columns of each table: those of words at the left in each, and as many others as find room, at least one.
fn chunks(columns: &[Column], needs: &[Need], room: Emu) -> Vec<Vec<usize>> {
    let total = |columns: &[usize]| {
        columns.iter().filter_map(|index| needs.get(*index)).map(|need| need.word).sum::<Emu>()
    };
    let all: Vec<usize> = (0..columns.len()).collect();
    if total(&all) <= room {
        return vec![all];
    }
    let headings =
        columns.iter().take(MOST_HEADING_COLUMNS).take_while(|column| column.alignment == Alignment::Text);
    let (headings, others) = all.split_at(headings.count().max(1).min(all.len()));
    let mut chunks = vec![headings.to_vec()];
    for unit in others.chunk_by(|one, next| stay_together(columns, *one, *next)) {
        let Some(chunk) = chunks.last_mut() else { break };
        if chunk.len() > headings.len() && total(chunk) + total(unit) > room {
            chunks.push([headings, unit].concat());
        } else {
            chunk.extend(unit);
        }
    }
    chunks
}

/// Whether the second column says more of the first, as its name in files does: `usual_care` and `usual_care_spread`.
fn stay_together(columns: &[Column], one: usize, next: usize) -> bool {
    let code = |index: usize| columns.get(index).map_or("", |column| column.code.as_str());
    code(next).strip_prefix(code(one)).is_some_and(|rest| rest.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibit::{Cell, Row};
    use crate::export::docx::page::Orientation;

    fn table(groups: usize) -> Table {
        let column = |heading: String, code: String, alignment| Column { heading, code, alignment };
        let mut columns = vec![
            column("Variable".to_owned(), "variable".to_owned(), Alignment::Text),
            column("Level or summary".to_owned(), "summary".to_owned(), Alignment::Text),
        ];
        for group in 1..=groups {
            columns.push(column(format!("Group {group}, n 1,240"), format!("g{group}"), Alignment::Number));
            columns.push(column(
                "%, SD or quartiles".to_owned(),
                format!("g{group}_spread"),
                Alignment::Number,
            ));
        }
        let cells = (0..columns.len()).map(|_| Cell::Text("10,264".to_owned())).collect();
        Table { caption: String::new(), columns, rows: vec![Row { cells }] }
    }

    #[test]
    fn a_table_turns_its_page_before_it_is_parted() {
        let layouts = [2, 5, 12].map(|groups| Layout::of(&table(groups), Paper::A4));
        let pages = layouts.each_ref().map(|layout| (layout.page.orientation, layout.blocks.len() > 1));
        assert_eq!(
            pages,
            [(Orientation::Portrait, false), (Orientation::Landscape, false), (Orientation::Landscape, true)]
        );
    }

    #[test]
    fn a_parted_table_has_every_column_once_under_its_headings_and_never_leaves_its_page() {
        let Layout { page, blocks } = Layout::of(&table(12), Paper::A4);
        let others: Vec<usize> = blocks.iter().flat_map(|block| block.columns[2..].to_vec()).collect();
        assert_eq!(others, (2..26).collect::<Vec<_>>());
        for block in &blocks {
            assert_eq!(block.columns[..2], [0, 1]);
            assert!(block.columns.len() % 2 == 0, "a group's two columns stay together");
            assert!(block.widths.iter().copied().sum::<Emu>() <= page.room() + Emu::points(1));
        }
    }

    #[test]
    fn a_table_without_columns_is_none_and_one_endless_word_takes_a_page_of_its_own_at_most() {
        assert_eq!(
            Layout::of(&Table { caption: String::new(), columns: Vec::new(), rows: Vec::new() }, Paper::A4)
                .blocks,
            []
        );
        let mut endless = table(1);
        endless.rows[0].cells[0] = Cell::Text("x".repeat(2_000));
        let Layout { page, blocks } = Layout::of(&endless, Paper::A4);
        assert_eq!((page.orientation, blocks.len()), (Orientation::Portrait, 1));
    }
}
