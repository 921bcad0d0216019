//! What slides stand on: a theme, a master, the layouts "Finding with chart" and "Table", and a master for notes.

use super::colour::fill;
use super::kinds;
use super::page::Page;
use super::shape::{Anchor, NAMESPACES, Place, position, rule, shape, tree};
use super::words::{SMALL, SUBTITLE_SIZES, TEXT, TITLE_SIZES};
use crate::chart::metrics::Weight;
use crate::chart::palette::LIGHT;
use crate::export::ooxml::package::{Kind, Part, Reference};
use crate::export::ooxml::theme::theme;
use crate::export::ooxml::units::Frame;
use crate::export::ooxml::xml::{Xml, document};

/// The layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A finding over a figure.
    Chart,
    /// A caption over a table.
    Table,
}

impl Layout {
    /// All, in the order of their parts.
    pub(super) const ALL: [Self; 2] = [Self::Chart, Self::Table];

    pub(super) const fn part(self) -> &'static str {
        match self {
            Self::Chart => "ppt/slideLayouts/slideLayout1.xml",
            Self::Table => "ppt/slideLayouts/slideLayout2.xml",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Chart => "Finding with chart",
            Self::Table => "Table",
        }
    }

    const fn body(self) -> Place {
        match self {
            Self::Chart => Place::Chart,
            Self::Table => Place::Table,
        }
    }
}

pub(super) const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
pub(super) const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";
pub(super) const THEME: &str = "ppt/theme/theme1.xml";
const NOTES_THEME: &str = "ppt/theme/theme2.xml";
pub(super) const TABLE_STYLES: &str = "ppt/tableStyles.xml";
pub(super) const PROPERTIES: &str = "ppt/presProps.xml";
pub(super) const VIEW: &str = "ppt/viewProps.xml";
/// Ids of masters and layouts begin here.
pub(super) const FIRST_MASTER_ID: u64 = 2_147_483_648;

/// Every part of ours that does not depend on what is shown.
pub(super) fn parts(page: &Page) -> Vec<Part> {
    let mut layouts: Vec<Reference> =
        Layout::ALL.map(|layout| Reference::to(kinds::LAYOUT, layout.part())).into();
    layouts.push(Reference::to(Kind::THEME, THEME));
    let [notes_theme, notes_master] = notes(NOTES_THEME.to_owned(), (theme().into_bytes(), Vec::new()));
    let mut parts: Vec<Part> = beginning().into();
    parts.extend([
        Part::xml(THEME, Kind::THEME, theme()),
        notes_theme,
        Part::xml(MASTER, kinds::MASTER, master(page)).with(layouts),
    ]);
    let to_master = || vec![Reference::to(kinds::MASTER, MASTER)];
    parts.extend(
        Layout::ALL.map(|layout| {
            Part::xml(layout.part(), kinds::LAYOUT, layout_xml(layout, page)).with(to_master())
        }),
    );
    parts.push(notes_master);
    parts
}

/// Parts of every presentation.
pub(super) fn beginning() -> [Part; 3] {
    [
        Part::xml(
            PROPERTIES,
            kinds::PRESENTATION_PROPERTIES,
            document("p:presentationPr", &namespaces(), |_| {}),
        ),
        // Without it PowerPoint offers to repair the file.
        Part::xml(VIEW, kinds::VIEW_PROPERTIES, document("p:viewPr", &namespaces(), |_| {})),
        Part::xml(TABLE_STYLES, kinds::TABLE_STYLES, table_styles()),
    ]
}

/// The master of notes, and its theme, whose part may not be that of slides.
pub(super) fn notes(theme: String, (content, references): (Vec<u8>, Vec<Reference>)) -> [Part; 2] {
    let to_theme = vec![Reference::to(Kind::THEME, theme.as_str())];
    [
        Part { name: theme, kind: Kind::THEME, content, references },
        Part::xml(NOTES_MASTER, kinds::NOTES_MASTER, notes_master()).with(to_theme),
    ]
}

/// The namespaces as attributes.
pub(super) fn namespaces() -> [(&'static str, &'static dyn std::fmt::Display); 3] {
    const URLS: [&str; 3] = [NAMESPACES[0].1, NAMESPACES[1].1, NAMESPACES[2].1];
    [(NAMESPACES[0].0, &URLS[0]), (NAMESPACES[1].0, &URLS[1]), (NAMESPACES[2].0, &URLS[2])]
}

fn table_styles() -> String {
    const DEFAULT: &str = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}";
    document("a:tblStyleLst", &[("xmlns:a", &NAMESPACES[0].1), ("def", &DEFAULT)], |_| {})
}

/// Placeholders that the master has.
const ON_MASTER: usize = 4;

/// A placeholder with its place and the look of its words.
struct Model {
    place: Place,
    frame: Frame,
    anchor: Anchor,
    align: &'static str,
    size: i32,
    weight: Weight,
    colour: &'static str,
    prompt: &'static str,
}

/// The placeholders of a layout; the first of them are those of the master.
fn models(page: &Page, body: Place) -> [Model; 6] {
    let quiet = |place, frame, align, prompt| Model {
        place,
        frame,
        anchor: Anchor::Top,
        align,
        size: SMALL,
        weight: Weight::Regular,
        colour: LIGHT.ink_3,
        prompt,
    };
    let first = |sizes: &[i32]| sizes.first().copied().unwrap_or(TEXT);
    [
        Model {
            anchor: Anchor::Bottom,
            size: first(&TITLE_SIZES),
            weight: Weight::Semibold,
            colour: LIGHT.ink,
            ..quiet(Place::Title, page.title, "l", "The finding in one sentence")
        },
        Model {
            size: first(&SUBTITLE_SIZES),
            colour: LIGHT.ink_2,
            ..quiet(
                Place::Subtitle,
                page.subtitle,
                "l",
                "Measure, who, when, handling, what the whiskers are",
            )
        },
        quiet(Place::Footer, page.footer, "l", "Source and method"),
        quiet(Place::Number, page.number, "r", "‹#›"),
        quiet(Place::Id, page.id, "l", "Exhibit id"),
        Model { size: TEXT, ..quiet(body, page.body, "l", "") },
    ]
}

impl Model {
    fn write(&self, xml: &mut Xml, id: usize) {
        shape(xml, (id, self.place.name()), Some(self.place), |xml| {
            xml.element("p:spPr", &[], |xml| {
                position(xml, "a:xfrm", &self.frame);
                xml.element("a:prstGeom", &[("prst", &"rect")], |xml| xml.empty("a:avLst", &[]));
            });
            xml.element("p:txBody", &[], |xml| {
                self.body(xml);
                xml.element("a:lstStyle", &[], |xml| self.level(xml, "a:lvl1pPr"));
                self.prompt(xml);
            });
        });
    }

    fn body(&self, xml: &mut Xml) {
        let (none, anchor) = (0, self.anchor.code());
        xml.element(
            "a:bodyPr",
            &[
                ("vert", &"horz"),
                ("wrap", &"square"),
                ("lIns", &none),
                ("tIns", &none),
                ("rIns", &none),
                ("bIns", &none),
                ("anchor", &anchor),
            ],
            |xml| xml.empty("a:normAutofit", &[]),
        );
    }

    fn level(&self, xml: &mut Xml, element: &str) {
        let bold = match self.weight {
            Weight::Regular => 0,
            Weight::Semibold => 1,
        };
        xml.element(element, &[("marL", &0), ("indent", &0), ("algn", &self.align)], |xml| {
            xml.element("a:spcBef", &[], |xml| xml.value("a:spcPts", 0));
            xml.empty("a:buNone", &[]);
            xml.element("a:defRPr", &[("sz", &(self.size * 100)), ("b", &bold)], |xml| {
                fill(xml, self.colour);
                let font = if self.place == Place::Title { "+mj-lt" } else { "+mn-lt" };
                xml.empty("a:latin", &[("typeface", &font)]);
            });
        });
    }

    fn prompt(&self, xml: &mut Xml) {
        xml.element("a:p", &[], |xml| {
            if self.place == Place::Number {
                number_field(xml);
            } else if !self.prompt.is_empty() {
                xml.element("a:r", &[], |xml| {
                    xml.empty("a:rPr", &[("lang", &"en-GB")]);
                    xml.text("a:t", &[], self.prompt);
                });
            }
        });
    }
}

/// The number of the slide, which follows when slides are moved.
pub(super) fn number_field(xml: &mut Xml) {
    let field = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}";
    xml.element("a:fld", &[("id", &field), ("type", &"slidenum")], |xml| {
        xml.empty("a:rPr", &[("lang", &"en-GB")]);
        xml.text("a:t", &[], "‹#›");
    });
}

fn ground(xml: &mut Xml) {
    xml.element("p:bg", &[], |xml| {
        xml.element("p:bgRef", &[("idx", &1_001)], |xml| xml.value("a:schemeClr", "bg1"));
    });
}

fn colour_map(xml: &mut Xml) {
    let names = [
        ("bg1", "lt1"),
        ("tx1", "dk1"),
        ("bg2", "lt2"),
        ("tx2", "dk2"),
        ("accent1", "accent1"),
        ("accent2", "accent2"),
        ("accent3", "accent3"),
        ("accent4", "accent4"),
        ("accent5", "accent5"),
        ("accent6", "accent6"),
        ("hlink", "hlink"),
        ("folHlink", "folHlink"),
    ];
    let attributes: Vec<(&str, &dyn std::fmt::Display)> =
        names.iter().map(|(name, colour)| (*name, colour as &dyn std::fmt::Display)).collect();
    xml.empty("p:clrMap", &attributes);
}

fn master(page: &Page) -> String {
    let models = models(page, Place::Chart);
    document("p:sldMaster", &namespaces(), |xml| {
        xml.element("p:cSld", &[], |xml| {
            ground(xml);
            tree(xml, |xml| {
                for (id, model) in (2..).zip(models.iter().take(ON_MASTER)) {
                    model.write(xml, id);
                }
                rule(xml, (9, "Rule"), &page.rule, LIGHT.rule_strong);
            });
        });
        colour_map(xml);
        xml.element("p:sldLayoutIdLst", &[], |xml| {
            for (number, _) in (1..).zip(Layout::ALL) {
                let reference = format!("rId{number}");
                let id = FIRST_MASTER_ID + number;
                xml.empty("p:sldLayoutId", &[("id", &id), ("r:id", &reference)]);
            }
        });
        xml.empty("p:hf", &[("hdr", &0), ("dt", &0)]);
        xml.element("p:txStyles", &[], |xml| text_styles(xml, &models));
    })
}

fn text_styles(xml: &mut Xml, [title, subtitle, ..]: &[Model; 6]) {
    xml.element("p:titleStyle", &[], |xml| title.level(xml, "a:lvl1pPr"));
    xml.element("p:bodyStyle", &[], |xml| {
        for level in 1..=9 {
            subtitle.level(xml, &format!("a:lvl{level}pPr"));
        }
    });
    xml.element("p:otherStyle", &[], |xml| subtitle.level(xml, "a:lvl1pPr"));
}

fn layout_xml(layout: Layout, page: &Page) -> String {
    let mut attributes = namespaces().to_vec();
    attributes.push(("preserve", &1));
    attributes.push(("userDrawn", &1));
    document("p:sldLayout", &attributes, |xml| {
        xml.element("p:cSld", &[("name", &layout.name())], |xml| {
            tree(xml, |xml| {
                for (id, model) in (2..).zip(&models(page, layout.body())) {
                    model.write(xml, id);
                }
            });
        });
        xml.element("p:clrMapOvr", &[], |xml| xml.empty("a:masterClrMapping", &[]));
    })
}

/// Notes on paper: the slide above, the words below.
fn notes_master() -> String {
    let slide = Frame::points(54, 54, 432, 243);
    let words = Frame::points(54, 324, 432, 342);
    document("p:notesMaster", &namespaces(), |xml| {
        xml.element("p:cSld", &[], |xml| {
            ground(xml);
            tree(xml, |xml| {
                shape(xml, (2, Place::SlidePicture.name()), Some(Place::SlidePicture), |xml| {
                    xml.element("p:spPr", &[], |xml| {
                        position(xml, "a:xfrm", &slide);
                        xml.element("a:prstGeom", &[("prst", &"rect")], |xml| xml.empty("a:avLst", &[]));
                        xml.empty("a:noFill", &[]);
                    });
                });
                shape(xml, (3, Place::Notes.name()), Some(Place::Notes), |xml| {
                    xml.element("p:spPr", &[], |xml| {
                        position(xml, "a:xfrm", &words);
                        xml.element("a:prstGeom", &[("prst", &"rect")], |xml| xml.empty("a:avLst", &[]));
                    });
                    xml.element("p:txBody", &[], |xml| {
                        xml.empty("a:bodyPr", &[]);
                        xml.empty("a:lstStyle", &[]);
                        xml.element("a:p", &[], |_| {});
                    });
                });
            });
        });
        colour_map(xml);
        xml.element("p:notesStyle", &[], |xml| {
            xml.element("a:lvl1pPr", &[("algn", &"l")], |xml| {
                xml.element("a:spcBef", &[], |xml| xml.value("a:spcPts", 400));
                xml.element("a:defRPr", &[("sz", &1_200)], |xml| fill(xml, LIGHT.ink));
            });
        });
    })
}
