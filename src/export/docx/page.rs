//! Pages: upright or on their side, and what stands over and under what is on them.

use super::styles::ParagraphStyle;
use super::words::{field, properly, run, tab};
use crate::export::Paper;
use crate::export::ooxml::units::Emu;
use crate::export::ooxml::xml::{Xml, document};
use crate::export::placed::Entry;

/// On every side: 20 mm.
const MARGIN: i64 = 1_134;
/// From the edge to what stands over and under: 10 mm.
const EDGE: i64 = 567;

/// How a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
}

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) paper: Paper,
    pub(super) orientation: Orientation,
}

impl Page {
    pub(super) const fn upright(paper: Paper) -> Self {
        Self { paper, orientation: Orientation::Portrait }
    }

    pub(super) const fn on_its_side(paper: Paper) -> Self {
        Self { paper, orientation: Orientation::Landscape }
    }

    /// Width and height in twentieths of a point.
    const fn sides(self) -> (i64, i64) {
        let (short, long) = match self.paper {
            Paper::A4 => (11_906, 16_838),
            Paper::Letter => (12_240, 15_840),
        };
        match self.orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        }
    }

    /// Room between the margins in twentieths of a point.
    const fn inner(self) -> i64 {
        self.sides().0 - 2 * MARGIN
    }

    /// Room between the margins.
    pub(super) const fn room(self) -> Emu {
        Emu::from_twips(self.inner())
    }
}

/// The properties of a section, which begins a page; header and footer are these relationships.
pub(super) fn section(xml: &mut Xml, page: Page, margins: Option<(usize, usize)>) {
    let (width, height) = page.sides();
    xml.element("w:sectPr", &[], |xml| {
        if let Some((header, footer)) = margins {
            for (name, number) in [("w:headerReference", header), ("w:footerReference", footer)] {
                let reference = format!("rId{number}");
                xml.empty(name, &[("w:type", &"default"), ("r:id", &reference)]);
            }
        }
        xml.empty("w:type", &[("w:val", &"nextPage")]);
        match page.orientation {
            Orientation::Portrait => xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]),
            Orientation::Landscape => {
                xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", &"landscape")]);
            }
        }
        let (margin, edge) = (MARGIN, EDGE);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &margin),
                ("w:right", &margin),
                ("w:bottom", &margin),
                ("w:left", &margin),
                ("w:header", &edge),
                ("w:footer", &edge),
                ("w:gutter", &0),
            ],
        );
    });
}

/// Study, and version and day of its data.
pub(super) fn header(entry: Entry<'_>, page: Page) -> String {
    let data = entry.exhibit().map(|exhibit| &exhibit.provenance);
    let data = data.map(|data| format!("Data version {}, {}", data.data_version, data.data_as_of));
    document("w:hdr", &super::namespaces(), |xml| {
        two_ends(
            xml,
            ParagraphStyle::Header,
            page,
            |xml| run(xml, entry.study()),
            |xml| run(xml, &data.unwrap_or_default()),
        );
    })
}

/// The exhibit's id, and the page among all.
pub(super) fn footer(entry: Entry<'_>, page: Page) -> String {
    document("w:ftr", &super::namespaces(), |xml| {
        two_ends(
            xml,
            ParagraphStyle::Footer,
            page,
            |xml| run(xml, &format!("Exhibit {}", entry.id())),
            |xml| {
                run(xml, "Page ");
                field(xml, "PAGE", 1);
                run(xml, " of ");
                field(xml, "NUMPAGES", 1);
            },
        );
    })
}

/// Words at the left margin and words at the right one.
fn two_ends(
    xml: &mut Xml,
    style: ParagraphStyle,
    page: Page,
    left: impl FnOnce(&mut Xml),
    right: impl FnOnce(&mut Xml),
) {
    let stop = |xml: &mut Xml| {
        xml.element("w:tabs", &[], |xml| {
            xml.empty("w:tab", &[("w:val", &"right"), ("w:pos", &page.inner())]);
        });
    };
    properly(xml, style, stop, |xml| {
        left(xml);
        tab(xml);
        right(xml);
    });
}
