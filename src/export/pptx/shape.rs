//! Shapes as a slide, a layout, a master and notes write them: words in a frame, rectangles and lines.

use super::colour::fill;
use super::seats::Holder;
use super::words::Paragraph;
use crate::export::ooxml::units::Frame;
use crate::export::ooxml::xml::Xml;

/// The namespaces of every part of a presentation.
pub(super) const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
];

/// Which placeholder a shape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Title,
    Subtitle,
    Chart,
    Table,
    Footer,
    Number,
    Id,
    /// On notes: the picture of the slide, and the words.
    SlidePicture,
    Notes,
}

impl Place {
    /// Type and index of the placeholder.
    pub(super) const fn code(self) -> (&'static str, u32) {
        match self {
            Self::Title => ("title", 0),
            Self::Subtitle => ("body", 13),
            Self::Chart => ("chart", 14),
            Self::Table => ("tbl", 15),
            Self::Footer => ("ftr", 11),
            Self::Number => ("sldNum", 12),
            Self::Id => ("body", 16),
            Self::SlidePicture => ("sldImg", 2),
            Self::Notes => ("body", 3),
        }
    }

    /// Name in the list of objects.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Chart => "Chart",
            Self::Table => "Table",
            Self::Footer => "Footer",
            Self::Number => "Slide number",
            Self::Id => "Exhibit id",
            Self::SlidePicture => "Slide",
            Self::Notes => "Notes",
        }
    }

    fn write(self, xml: &mut Xml) {
        Holder::ours(self).write(xml);
    }
}

/// Where words stand in their frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Top,
    Middle,
    Bottom,
}

impl Anchor {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Top => "t",
            Self::Middle => "ctr",
            Self::Bottom => "b",
        }
    }
}

/// The tree of shapes; `content` writes them.
pub(super) fn tree(xml: &mut Xml, content: impl FnOnce(&mut Xml)) {
    xml.element("p:spTree", &[], |xml| {
        xml.element("p:nvGrpSpPr", &[], |xml| {
            xml.empty("p:cNvPr", &[("id", &1), ("name", &"")]);
            xml.empty("p:cNvGrpSpPr", &[]);
            xml.empty("p:nvPr", &[]);
        });
        xml.empty("p:grpSpPr", &[]);
        content(xml);
    });
}

/// Position and size under `element`.
pub(super) fn position(xml: &mut Xml, element: &str, frame: &Frame) {
    xml.element(element, &[], |xml| {
        xml.empty("a:off", &[("x", &frame.left), ("y", &frame.top)]);
        xml.empty("a:ext", &[("cx", &frame.width), ("cy", &frame.height)]);
    });
}

/// A placeholder filled by `content`, which writes paragraphs. Without a frame it stands where its layout puts it.
pub(super) fn placeholder(
    xml: &mut Xml,
    (id, name): (usize, &str),
    holder: &Holder,
    content: impl FnOnce(&mut Xml),
) {
    xml.element("p:sp", &[], |xml| {
        xml.element("p:nvSpPr", &[], |xml| {
            xml.empty("p:cNvPr", &[("id", &id), ("name", &name)]);
            xml.element("p:cNvSpPr", &[], |xml| xml.empty("a:spLocks", &[("noGrp", &1)]));
            xml.element("p:nvPr", &[], |xml| holder.write(xml));
        });
        xml.empty("p:spPr", &[]);
        xml.element("p:txBody", &[], |xml| {
            xml.empty("a:bodyPr", &[]);
            xml.empty("a:lstStyle", &[]);
            content(xml);
        });
    });
}

/// A shape around what `content` writes.
pub(super) fn shape(
    xml: &mut Xml,
    (id, name): (usize, &str),
    place: Option<Place>,
    content: impl FnOnce(&mut Xml),
) {
    xml.element("p:sp", &[], |xml| {
        xml.element("p:nvSpPr", &[], |xml| {
            xml.empty("p:cNvPr", &[("id", &id), ("name", &name)]);
            xml.element("p:cNvSpPr", &[], |xml| match place {
                Some(Place::SlidePicture) => {
                    xml.empty("a:spLocks", &[("noGrp", &1), ("noRot", &1), ("noChangeAspect", &1)]);
                }
                Some(_) => xml.empty("a:spLocks", &[("noGrp", &1)]),
                None => {}
            });
            xml.element("p:nvPr", &[], |xml| place.into_iter().for_each(|place| place.write(xml)));
        });
        content(xml);
    });
}

/// Words in a frame of their own.
pub(super) fn words(
    xml: &mut Xml,
    (id, name): (usize, &str),
    (frame, anchor): (&Frame, Anchor),
    paragraphs: &[Paragraph],
) {
    shape(xml, (id, name), None, |xml| {
        xml.element("p:spPr", &[], |xml| {
            position(xml, "a:xfrm", frame);
            rectangle(xml);
            xml.empty("a:noFill", &[]);
        });
        xml.element("p:txBody", &[], |xml| {
            body(xml, anchor);
            xml.empty("a:lstStyle", &[]);
            for paragraph in paragraphs {
                paragraph.write(xml);
            }
        });
    });
}

/// Properties of words without margins.
fn body(xml: &mut Xml, anchor: Anchor) {
    xml.element(
        "a:bodyPr",
        &[
            ("wrap", &"square"),
            ("lIns", &0),
            ("tIns", &0),
            ("rIns", &0),
            ("bIns", &0),
            ("anchor", &anchor.code()),
        ],
        |xml| xml.empty("a:noAutofit", &[]),
    );
}

/// A filled rectangle without words.
pub(super) fn filled(xml: &mut Xml, (id, name): (usize, &str), frame: &Frame, colour: &str) {
    shape(xml, (id, name), None, |xml| {
        xml.element("p:spPr", &[], |xml| {
            position(xml, "a:xfrm", frame);
            rectangle(xml);
            fill(xml, colour);
            xml.element("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
        });
    });
}

fn rectangle(xml: &mut Xml) {
    xml.element("a:prstGeom", &[("prst", &"rect")], |xml| xml.empty("a:avLst", &[]));
}

/// A hairline along the frame's top.
pub(super) fn rule(xml: &mut Xml, (id, name): (usize, &str), frame: &Frame, colour: &str) {
    xml.element("p:cxnSp", &[], |xml| {
        xml.element("p:nvCxnSpPr", &[], |xml| {
            xml.empty("p:cNvPr", &[("id", &id), ("name", &name)]);
            xml.empty("p:cNvCxnSpPr", &[]);
            xml.empty("p:nvPr", &[]);
        });
        xml.element("p:spPr", &[], |xml| {
            position(xml, "a:xfrm", frame);
            xml.element("a:prstGeom", &[("prst", &"line")], |xml| xml.empty("a:avLst", &[]));
            xml.element("a:ln", &[("w", &9_525)], |xml| {
                fill(xml, colour);
            });
        });
    });
}
