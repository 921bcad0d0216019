//! The styles of a document: everything that is written has one, so that a company's template restyles it.

use super::words::{flag, setting};
use crate::chart::palette::LIGHT;
use crate::export::ooxml::theme::hex;
use crate::export::ooxml::xml::{Xml, document};

/// Text size of tables, in points.
pub(super) const TABLE_TEXT: i32 = 9;

/// Styles of paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphStyle {
    /// What the others are based on.
    Normal,
    /// The finding.
    Heading,
    /// Of whom, what, when.
    Subtitle,
    /// The finding in full.
    Body,
    /// Around a chart.
    Figure,
    /// Number and name of a table or a figure.
    Caption,
    /// Heading of a column of words.
    TableHeading,
    /// Heading of a column of numbers.
    TableNumberHeading,
    /// Words in a table.
    TableText,
    /// Numbers in a table.
    TableNumber,
    /// Where the numbers come from.
    Source,
    /// A footnote.
    Footnote,
    /// Over the page.
    Header,
    /// Under the page.
    Footer,
}

/// Styles of words in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterStyle {
    /// Words that head others.
    Strong,
    /// A value that the policy hides.
    Hidden,
    /// The number of a footnote.
    FootnoteReference,
}

/// The style of tables.
pub(super) const TABLE: &str = "ExhibitTable";

/// Styles that a document refers to by itself.
const DEFAULTS: [(&str, &str, &str); 3] = [
    ("character", "DefaultParagraphFont", "Default Paragraph Font"),
    ("table", "TableNormal", "Normal Table"),
    ("numbering", "NoList", "No List"),
];

/// How a style of paragraphs looks.
struct Look {
    /// Half points.
    size: i32,
    bold: bool,
    colour: &'static str,
    /// Before and after, in twentieths of a point.
    space: (i32, i32),
    align: Option<&'static str>,
    keeps_with_next: bool,
}

impl ParagraphStyle {
    const ALL: [Self; 14] = [
        Self::Normal,
        Self::Heading,
        Self::Subtitle,
        Self::Body,
        Self::Figure,
        Self::Caption,
        Self::TableHeading,
        Self::TableNumberHeading,
        Self::TableText,
        Self::TableNumber,
        Self::Source,
        Self::Footnote,
        Self::Header,
        Self::Footer,
    ];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Heading => "Heading1",
            Self::Subtitle => "Subtitle",
            Self::Body => "BodyText",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
            Self::TableHeading => "TableHeading",
            Self::TableNumberHeading => "TableNumberHeading",
            Self::TableText => "TableText",
            Self::TableNumber => "TableNumber",
            Self::Source => "SourceNote",
            Self::Footnote => "FootnoteText",
            Self::Header => "Header",
            Self::Footer => "Footer",
        }
    }

    /// Word's own name where it has such a style, ours where it has none.
    const fn name(self) -> (&'static str, Origin) {
        match self {
            Self::Normal => ("Normal", Origin::Word),
            Self::Heading => ("heading 1", Origin::Word),
            Self::Subtitle => ("Subtitle", Origin::Word),
            Self::Body => ("Body Text", Origin::Word),
            Self::Figure => ("Figure", Origin::Sinew),
            Self::Caption => ("caption", Origin::Word),
            Self::TableHeading => ("Table Heading", Origin::Sinew),
            Self::TableNumberHeading => ("Table Number Heading", Origin::Sinew),
            Self::TableText => ("Table Text", Origin::Sinew),
            Self::TableNumber => ("Table Number", Origin::Sinew),
            Self::Source => ("Source Note", Origin::Sinew),
            Self::Footnote => ("footnote text", Origin::Word),
            Self::Header => ("header", Origin::Word),
            Self::Footer => ("footer", Origin::Word),
        }
    }

    const fn look(self) -> Look {
        let plain = Look {
            size: 20,
            bold: false,
            colour: LIGHT.ink,
            space: (0, 0),
            align: None,
            keeps_with_next: false,
        };
        let quiet = Look { size: 16, colour: LIGHT.ink_2, ..plain };
        let table = Look { size: TABLE_TEXT * 2, space: (30, 30), ..plain };
        match self {
            Self::Normal => plain,
            Self::Heading => Look { size: 32, bold: true, space: (0, 80), keeps_with_next: true, ..plain },
            Self::Subtitle => {
                Look { size: 22, colour: LIGHT.ink_2, space: (0, 160), keeps_with_next: true, ..plain }
            }
            Self::Body => Look { space: (0, 200), ..plain },
            Self::Figure => Look { space: (80, 40), keeps_with_next: true, ..plain },
            Self::Caption => Look { size: 18, bold: true, space: (120, 100), keeps_with_next: true, ..plain },
            Self::TableHeading => Look { bold: true, keeps_with_next: true, ..table },
            Self::TableNumberHeading => {
                Look { bold: true, keeps_with_next: true, align: Some("right"), ..table }
            }
            Self::TableText => table,
            Self::TableNumber => Look { align: Some("right"), ..table },
            Self::Source => Look { space: (120, 0), ..quiet },
            Self::Footnote | Self::Header | Self::Footer => quiet,
        }
    }
}

/// Whose style it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Word,
    Sinew,
}

impl CharacterStyle {
    const ALL: [Self; 3] = [Self::Strong, Self::Hidden, Self::FootnoteReference];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Strong => "Strong",
            Self::Hidden => "HiddenValue",
            Self::FootnoteReference => "FootnoteReference",
        }
    }

    const fn name(self) -> (&'static str, Origin) {
        match self {
            Self::Strong => ("Strong", Origin::Word),
            Self::Hidden => ("Hidden Value", Origin::Sinew),
            Self::FootnoteReference => ("footnote reference", Origin::Word),
        }
    }
}

/// The styles as a part.
pub(super) fn part() -> String {
    document("w:styles", &super::namespaces(), |xml| {
        defaults(xml);
        for style in ParagraphStyle::ALL {
            paragraph_style(xml, style);
        }
        for (kind, id, name) in DEFAULTS {
            default_style(xml, kind, (id, name));
        }
        for style in CharacterStyle::ALL {
            character_style(xml, style);
        }
        table_style(xml);
    })
}

/// The fonts of the theme, in English.
fn defaults(xml: &mut Xml) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                xml.empty(
                    "w:rFonts",
                    &[("w:cs", &"Arial"), ("w:asciiTheme", &"minorHAnsi"), ("w:hAnsiTheme", &"minorHAnsi")],
                );
                size(xml, 20);
                xml.empty("w:lang", &[("w:val", &"en-GB")]);
            });
        });
        xml.element("w:pPrDefault", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.empty("w:spacing", &[("w:after", &0), ("w:line", &264), ("w:lineRule", &"auto")]);
            });
        });
    });
}

fn default_style(xml: &mut Xml, kind: &str, (id, name): (&str, &str)) {
    xml.element("w:style", &[("w:type", &kind), ("w:default", &1), ("w:styleId", &id)], |xml| {
        setting(xml, "w:name", name);
        flag(xml, "w:semiHidden");
        if kind == "table" {
            xml.element("w:tblPr", &[], |xml| cell_margins(xml, (0, 108)));
        }
    });
}

fn opening(xml: &mut Xml, kind: &str, id: &str, (name, origin): (&str, Origin), rest: impl FnOnce(&mut Xml)) {
    let (one, is_default) = (1, id == "Normal");
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("w:type", &kind)];
    if is_default {
        attributes.push(("w:default", &one));
    }
    match origin {
        Origin::Word => {}
        Origin::Sinew => attributes.push(("w:customStyle", &one)),
    }
    attributes.push(("w:styleId", &id));
    xml.element("w:style", &attributes, |xml| {
        setting(xml, "w:name", name);
        rest(xml);
    });
}

fn paragraph_style(xml: &mut Xml, style: ParagraphStyle) {
    let look = style.look();
    opening(xml, "paragraph", style.id(), style.name(), |xml| {
        if style != ParagraphStyle::Normal {
            setting(xml, "w:basedOn", ParagraphStyle::Normal.id());
        }
        flag(xml, "w:qFormat");
        xml.element("w:pPr", &[], |xml| {
            if look.keeps_with_next {
                flag(xml, "w:keepNext");
            }
            xml.empty("w:spacing", &[("w:before", &look.space.0), ("w:after", &look.space.1)]);
            if let Some(align) = look.align {
                setting(xml, "w:jc", align);
            }
            if style == ParagraphStyle::Heading {
                setting(xml, "w:outlineLvl", 0);
            }
        });
        xml.element("w:rPr", &[], |xml| {
            if look.bold {
                flag(xml, "w:b");
                flag(xml, "w:bCs");
            }
            setting(xml, "w:color", hex(look.colour));
            size(xml, look.size);
        });
    });
}

fn character_style(xml: &mut Xml, style: CharacterStyle) {
    opening(xml, "character", style.id(), style.name(), |xml| {
        setting(xml, "w:basedOn", "DefaultParagraphFont");
        flag(xml, "w:qFormat");
        xml.element("w:rPr", &[], |xml| match style {
            CharacterStyle::Strong => {
                flag(xml, "w:b");
                flag(xml, "w:bCs");
            }
            CharacterStyle::Hidden => setting(xml, "w:color", hex(LIGHT.ink_3)),
            CharacterStyle::FootnoteReference => setting(xml, "w:vertAlign", "superscript"),
        });
    });
}

/// Three lines: over the table, under its headings, under the table.
fn table_style(xml: &mut Xml) {
    let rule = |xml: &mut Xml, side: &str, eighths_of_a_point: i32| {
        xml.empty(
            side,
            &[
                ("w:val", &"single"),
                ("w:sz", &eighths_of_a_point),
                ("w:space", &0),
                ("w:color", &hex(LIGHT.ink)),
            ],
        );
    };
    opening(xml, "table", TABLE, ("Exhibit Table", Origin::Sinew), |xml| {
        setting(xml, "w:basedOn", "TableNormal");
        flag(xml, "w:qFormat");
        xml.element("w:tblPr", &[], |xml| {
            xml.element("w:tblBorders", &[], |xml| {
                rule(xml, "w:top", 8);
                rule(xml, "w:bottom", 8);
            });
            cell_margins(xml, (0, SIDE_TWIPS));
        });
        xml.element("w:tblStylePr", &[("w:type", &"firstRow")], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.element("w:tcBorders", &[], |xml| {
                    rule(xml, "w:top", 8);
                    rule(xml, "w:bottom", 4);
                });
                setting(xml, "w:vAlign", "bottom");
            });
        });
    });
}

/// Left and right of the words of a cell, in twentieths of a point.
pub(super) const SIDE_TWIPS: i32 = 80;

/// Over and under words, and to their sides.
fn cell_margins(xml: &mut Xml, (over, beside): (i32, i32)) {
    xml.element("w:tblCellMar", &[], |xml| {
        for (side, width) in [("w:top", over), ("w:left", beside), ("w:bottom", over), ("w:right", beside)] {
            xml.empty(side, &[("w:w", &width), ("w:type", &"dxa")]);
        }
    });
}

/// In half points, for writing from the left and from the right.
fn size(xml: &mut Xml, half_points: i32) {
    setting(xml, "w:sz", half_points);
    setting(xml, "w:szCs", half_points);
}
