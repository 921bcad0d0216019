//! Pages: A4 upright or on their side, and what stands over and under what is on them.

use super::styles::ParagraphStyle;
use super::words::{field, properly, run, tab};
use crate::exhibit::Exhibit;
use crate::export::ooxml::units::Emu;
use crate::export::ooxml::xml::{Xml, document};

/// The sides of A4 in twentieths of a point.
const SHORT: i64 = 11_906;
const LONG: i64 = 16_838;
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

impl Orientation {
    const fn sides(self) -> (i64, i64) {
        match self {
            Self::Portrait => (SHORT, LONG),
            Self::Landscape => (LONG, SHORT),
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
pub(super) fn section(xml: &mut Xml, orientation: Orientation, margins: Option<(usize, usize)>) {
    let (width, height) = orientation.sides();
    xml.element("w:sectPr", &[], |xml| {
        if let Some((header, footer)) = margins {
            for (name, number) in [("w:headerReference", header), ("w:footerReference", footer)] {
                let reference = format!("rId{number}");
                xml.empty(name, &[("w:type", &"default"), ("r:id", &reference)]);
            }
        }
        xml.empty("w:type", &[("w:val", &"nextPage")]);
        match orientation {
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
pub(super) fn header(exhibit: &Exhibit, orientation: Orientation) -> String {
    let provenance = &exhibit.provenance;
    document("w:hdr", &super::namespaces(), |xml| {
        two_ends(
            xml,
            ParagraphStyle::Header,
            orientation,
            |xml| run(xml, &provenance.study_title),
            |xml| {
                run(xml, &format!("Data version {}, {}", provenance.data_version, provenance.data_as_of));
            },
        );
    })
}

/// The exhibit's id, and the page among all.
pub(super) fn footer(exhibit: &Exhibit, orientation: Orientation) -> String {
    document("w:ftr", &super::namespaces(), |xml| {
        two_ends(
            xml,
            ParagraphStyle::Footer,
            orientation,
            |xml| run(xml, &format!("Exhibit {}", exhibit.id)),
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
    orientation: Orientation,
    left: impl FnOnce(&mut Xml),
    right: impl FnOnce(&mut Xml),
) {
    let stop = |xml: &mut Xml| {
        xml.element("w:tabs", &[], |xml| {
            xml.empty("w:tab", &[("w:val", &"right"), ("w:pos", &orientation.inner())]);
        });
    };
    properly(xml, style, stop, |xml| {
        left(xml);
        tab(xml);
        right(xml);
    });
}
