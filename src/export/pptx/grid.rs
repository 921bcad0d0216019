//! A table on a slide: cells, columns and rules, as they are written.

use super::colour::fill;
use super::seats::Seats;
use super::shape::{Anchor, position};
use super::template::Layout;
use super::words::Paragraph;
use crate::chart::palette::LIGHT;
use crate::export::ooxml::units::{Emu, Frame, Share};
use crate::export::ooxml::xml::Xml;

/// Left and right of the words of a cell.
pub(super) const SIDE: Emu = Emu::points(6);
/// Above and below them.
pub(super) const ABOVE: Emu = Emu::points(1);

/// A table on a slide.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    pub(super) name: String,
    /// For those who do not see it.
    pub(super) alt: String,
    /// The layout whose place for a table it stands in; none where it is beside a figure.
    pub(super) place: Option<Layout>,
    pub(super) left: Emu,
    pub(super) top: Emu,
    /// Widths.
    pub(super) columns: Vec<Emu>,
    /// The first is the heading.
    pub(super) rows: Vec<GridRow>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridRow {
    pub(super) height: Emu,
    pub(super) cells: Vec<GridCell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridCell {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) anchor: Anchor,
}

impl GridCell {
    /// One paragraph, in the middle of the height.
    pub(super) fn of(paragraph: Paragraph) -> Self {
        Self { paragraphs: vec![paragraph], anchor: Anchor::Middle }
    }

    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

impl Grid {
    pub(super) fn frame(&self) -> Frame {
        Frame {
            left: self.left,
            top: self.top,
            width: self.columns.iter().copied().sum(),
            height: self.rows.iter().map(|row| row.height).sum(),
        }
    }

    /// Left and right of a column.
    pub(super) fn column(&self, index: usize) -> (Emu, Emu) {
        let left = self.left + self.columns.iter().take(index).copied().sum();
        (left, left + self.columns.get(index).copied().unwrap_or(Emu::ZERO))
    }

    /// Top of the rows under the heading, and their bottom.
    pub(super) fn under_heading(&self) -> (Emu, Emu) {
        let heading = self.rows.first().map_or(Emu::ZERO, |row| row.height);
        (self.top + heading, self.frame().bottom())
    }

    /// Writes the table.
    pub(super) fn write(&self, xml: &mut Xml, id: usize, seats: &Seats) {
        xml.element("p:graphicFrame", &[], |xml| {
            xml.element("p:nvGraphicFramePr", &[], |xml| {
                xml.empty("p:cNvPr", &[("id", &id), ("name", &self.name), ("descr", &self.alt)]);
                xml.element("p:cNvGraphicFramePr", &[], |xml| {
                    xml.empty("a:graphicFrameLocks", &[("noGrp", &1)]);
                });
                xml.element("p:nvPr", &[], |xml| seats.write_figure(xml, self.place));
            });
            position(xml, "p:xfrm", &seats.drawn(self.frame()));
            xml.element("a:graphic", &[], |xml| {
                let uri = "http://schemas.openxmlformats.org/drawingml/2006/table";
                xml.element("a:graphicData", &[("uri", &uri)], |xml| self.table(xml, seats));
            });
        });
    }

    fn table(&self, xml: &mut Xml, seats: &Seats) {
        xml.element("a:tbl", &[], |xml| {
            xml.element("a:tblPr", &[("firstRow", &1), ("firstCol", &1)], |xml| {
                xml.text("a:tableStyleId", &[], "{2D5ABB26-0587-4C30-8999-92F81FD0307C}");
            });
            xml.element("a:tblGrid", &[], |xml| {
                for width in &self.columns {
                    xml.empty("a:gridCol", &[("w", &seats.share.drawn(*width))]);
                }
            });
            for (index, row) in self.rows.iter().enumerate() {
                let rule = if index == 0 { LIGHT.rule_strong } else { LIGHT.chart_grid };
                xml.element("a:tr", &[("h", &seats.share.drawn(row.height))], |xml| {
                    row.cells.iter().for_each(|cell| cell.write(xml, rule, seats.share));
                });
            }
        });
    }
}

impl GridCell {
    fn write(&self, xml: &mut Xml, rule: &str, share: Share) {
        xml.element("a:tc", &[], |xml| {
            xml.element("a:txBody", &[], |xml| {
                xml.empty("a:bodyPr", &[]);
                xml.empty("a:lstStyle", &[]);
                if self.paragraphs.is_empty() {
                    // An empty cell is as high as its text size says, not as high as the row.
                    xml.element("a:p", &[], |xml| xml.empty("a:endParaRPr", &[("sz", &800)]));
                }
                self.paragraphs.iter().for_each(|paragraph| paragraph.write(xml));
            });
            let anchor = self.anchor.code();
            let [side, above] = [SIDE, ABOVE].map(|margin| share.drawn(margin));
            xml.element(
                "a:tcPr",
                &[("marL", &side), ("marR", &side), ("marT", &above), ("marB", &above), ("anchor", &anchor)],
                |xml| {
                    xml.element("a:lnB", &[("w", &9_525)], |xml| {
                        fill(xml, rule);
                    });
                    xml.empty("a:noFill", &[]);
                },
            );
        });
    }
}
