//! One slide: its words in the places of its layout, and what stands in its body.

use super::chart::Chart;
use super::grid::Grid;
use super::shape::{self, Anchor, Place, placeholder, tree};
use super::template::{Layout, namespaces, number_field};
use super::words::{Fitted, Paragraph};
use crate::export::ooxml::units::Frame;
use crate::export::ooxml::xml::{Xml, document};

/// What stands in the body of a slide.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Chart(Box<Chart>),
    Table(Grid),
    Words { name: String, frame: Frame, anchor: Anchor, paragraphs: Vec<Paragraph> },
    Rectangle { name: String, frame: Frame, colour: &'static str },
}

/// One slide.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slide {
    pub(super) layout: Layout,
    pub(super) title: Fitted,
    pub(super) subtitle: Fitted,
    pub(super) footer: Vec<Paragraph>,
    pub(super) exhibit: String,
    /// From the back to the front.
    pub(super) objects: Vec<Object>,
    /// Speaker notes, as paragraphs.
    pub(super) notes: Vec<String>,
}

impl Slide {
    /// The charts of the slide in order.
    pub(super) fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.objects.iter().filter_map(|object| match object {
            Object::Chart(chart) => Some(chart.as_ref()),
            Object::Table(_) | Object::Words { .. } | Object::Rectangle { .. } => None,
        })
    }

    /// The part; the charts are its relationships from `first_chart` on.
    pub(super) fn part(&self, first_chart: usize) -> String {
        document("p:sld", &namespaces(), |xml| {
            xml.element("p:cSld", &[], |xml| tree(xml, |xml| self.shapes(xml, first_chart)));
            xml.element("p:clrMapOvr", &[], |xml| xml.empty("a:masterClrMapping", &[]));
        })
    }

    fn shapes(&self, xml: &mut Xml, first_chart: usize) {
        placeholder(xml, 2, Place::Title, |xml| fitted(xml, &self.title));
        placeholder(xml, 3, Place::Subtitle, |xml| fitted(xml, &self.subtitle));
        let mut charts = first_chart..;
        for (id, object) in (7..).zip(&self.objects) {
            match object {
                Object::Chart(chart) => {
                    let reference = charts.next().unwrap_or(first_chart);
                    chart.write_frame(xml, id, &format!("rId{reference}"));
                }
                Object::Table(grid) => grid.write(xml, id),
                Object::Words { name, frame, anchor, paragraphs } => {
                    shape::words(xml, (id, name), (frame, *anchor), paragraphs);
                }
                Object::Rectangle { name, frame, colour } => shape::filled(xml, (id, name), frame, colour),
            }
        }
        placeholder(xml, 4, Place::Footer, |xml| {
            self.footer.iter().for_each(|paragraph| paragraph.write(xml));
        });
        placeholder(xml, 5, Place::Number, |xml| xml.element("a:p", &[], number_field));
        placeholder(xml, 6, Place::Id, |xml| {
            xml.element("a:p", &[], |xml| plain(xml, &self.exhibit, None));
        });
    }
}

/// Words in the size that they fit in.
fn fitted(xml: &mut Xml, words: &Fitted) {
    xml.element("a:p", &[], |xml| plain(xml, &words.words, Some(words.size)));
}

/// Words in the look of their placeholder.
fn plain(xml: &mut Xml, words: &str, size: Option<i32>) {
    xml.element("a:r", &[], |xml| {
        match size {
            Some(size) => xml.empty("a:rPr", &[("lang", &"en-GB"), ("sz", &(size * 100))]),
            None => xml.empty("a:rPr", &[("lang", &"en-GB")]),
        }
        xml.text("a:t", &[], words);
    });
}
