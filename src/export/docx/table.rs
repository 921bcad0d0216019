//! The table of an exhibit as a table of Word: three lines, headings on every page, rows that no page breaks.

use super::layout::Block;
use super::styles::{CharacterStyle, ParagraphStyle, TABLE};
use super::words::{flag, paragraph, plain, setting, styled};
use crate::exhibit::{Alignment, Cell, Column, Row, Table};
use crate::export::ooxml::units::Emu;
use crate::export::ooxml::xml::Xml;

/// Writes some columns of a table; `description` is for those who do not see it.
pub(super) fn write(xml: &mut Xml, table: &Table, block: &Block, description: &str) {
    xml.element("w:tbl", &[], |xml| {
        properties(xml, block, &table.caption, description);
        xml.element("w:tblGrid", &[], |xml| {
            for width in &block.widths {
                xml.empty("w:gridCol", &[("w:w", &width.twips())]);
            }
        });
        heading_row(xml, table, block);
        table.rows.iter().for_each(|row| body_row(xml, (table, row), block));
    });
}

fn properties(xml: &mut Xml, block: &Block, caption: &str, description: &str) {
    let width = block.widths.iter().map(|width| width.twips()).sum::<i64>();
    xml.element("w:tblPr", &[], |xml| {
        setting(xml, "w:tblStyle", TABLE);
        xml.empty("w:tblW", &[("w:w", &width), ("w:type", &"dxa")]);
        xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
        xml.empty(
            "w:tblLook",
            &[
                ("w:val", &"06A0"),
                ("w:firstRow", &1),
                ("w:lastRow", &0),
                ("w:firstColumn", &1),
                ("w:lastColumn", &0),
                ("w:noHBand", &1),
                ("w:noVBand", &1),
            ],
        );
        setting(xml, "w:tblCaption", caption);
        setting(xml, "w:tblDescription", description);
    });
}

/// Repeated at the top of every page.
fn heading_row(xml: &mut Xml, table: &Table, block: &Block) {
    row(
        xml,
        |xml| flag(xml, "w:tblHeader"),
        |xml| {
            for (column, width) in of_block(&table.columns, block) {
                let style = match column.alignment {
                    Alignment::Text => ParagraphStyle::TableHeading,
                    Alignment::Number => ParagraphStyle::TableNumberHeading,
                };
                cell(xml, width, |xml| plain(xml, style, &column.heading));
            }
        },
    );
}

fn body_row(xml: &mut Xml, (table, one): (&Table, &Row), block: &Block) {
    row(
        xml,
        |_| {},
        |xml| {
            for ((column, width), place) in of_block(&table.columns, block).zip(&block.columns) {
                let content = one.cells.get(*place).unwrap_or(&Cell::Empty);
                cell(xml, width, |xml| words_of(xml, column, content));
            }
        },
    );
}

fn of_block<'b>(columns: &'b [Column], block: &'b Block) -> impl Iterator<Item = (&'b Column, Emu)> {
    let columns = block.columns.iter().filter_map(|index| columns.get(*index));
    columns.zip(block.widths.iter().copied())
}

fn row(xml: &mut Xml, properties: impl FnOnce(&mut Xml), cells: impl FnOnce(&mut Xml)) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            flag(xml, "w:cantSplit");
            properties(xml);
        });
        cells(xml);
    });
}

fn cell(xml: &mut Xml, width: Emu, content: impl FnOnce(&mut Xml)) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| xml.empty("w:tcW", &[("w:w", &width.twips()), ("w:type", &"dxa")]));
        content(xml);
    });
}

fn words_of(xml: &mut Xml, column: &Column, cell: &Cell) {
    let style = match column.alignment {
        Alignment::Text => ParagraphStyle::TableText,
        Alignment::Number => ParagraphStyle::TableNumber,
    };
    match cell {
        Cell::Hidden => paragraph(xml, style, |xml| styled(xml, CharacterStyle::Hidden, cell.words())),
        Cell::Text(_) | Cell::Number { .. } | Cell::Empty => plain(xml, style, cell.words()),
    }
}
