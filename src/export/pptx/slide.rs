//! One slide: its words in the places of its layout, and what stands in its body.

use super::chart::{Chart, resize};
use super::grid::Grid;
use super::seats::{Holder, Line, Seat, Seats};
use super::shape::{self, Anchor, Place, placeholder, tree};
use super::template::{Layout, namespaces, number_field};
use super::words::{Fitted, Paragraph, Style};
use crate::export::ooxml::units::{Frame, Share};
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
    /// What the line at the foot says.
    pub(super) line: String,
    /// From the back to the front.
    pub(super) objects: Vec<Object>,
    /// Speaker notes, as paragraphs.
    pub(super) notes: Vec<String>,
}

impl Object {
    /// The same in words, lines and marks of another size.
    fn resized(self, share: Share) -> Self {
        match self {
            Self::Chart(chart) => Self::Chart(Box::new(chart.resized(share))),
            Self::Table(mut grid) => {
                let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.flat_map(|cell| &mut cell.paragraphs).for_each(|words| resize::paragraph(words, share));
                Self::Table(grid)
            }
            Self::Words { name, frame, anchor, mut paragraphs } => {
                for words in &mut paragraphs {
                    resize::paragraph(words, share);
                }
                Self::Words { name, frame, anchor, paragraphs }
            }
            Self::Rectangle { .. } => self,
        }
    }
}

impl Slide {
    /// The same slide in words, lines and marks of another size, but for what its layout decides.
    pub(super) fn resized(mut self, share: Share) -> Self {
        if share != Share::WHOLE {
            self.footer.iter_mut().for_each(|words| resize::paragraph(words, share));
            self.objects = self.objects.into_iter().map(|object| object.resized(share)).collect();
        }
        self
    }

    /// The charts of the slide in order.
    pub(super) fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.objects.iter().filter_map(|object| match object {
            Object::Chart(chart) => Some(chart.as_ref()),
            Object::Table(_) | Object::Words { .. } | Object::Rectangle { .. } => None,
        })
    }

    /// The part; the charts are its relationships from `first_chart` on.
    pub(super) fn part(&self, first_chart: usize, seats: &Seats) -> String {
        document("p:sld", &namespaces(), |xml| {
            xml.element("p:cSld", &[], |xml| tree(xml, |xml| self.shapes(xml, first_chart, seats)));
            xml.element("p:clrMapOvr", &[], |xml| xml.empty("a:masterClrMapping", &[]));
        })
    }

    fn shapes(&self, xml: &mut Xml, first_chart: usize, seats: &Seats) {
        placeholder(xml, (2, Place::Title.name()), &seats.title, |xml| {
            fitted(xml, &self.title, &seats.title);
        });
        self.subtitle(xml, seats);
        self.objects(xml, first_chart, seats);
        self.source(xml, seats);
        if let Some(number) = &seats.number {
            placeholder(xml, (5, Place::Number.name()), number, |xml| xml.element("a:p", &[], number_field));
        }
        match &seats.line {
            Line::Id(holder) => self.line(xml, Place::Id, holder),
            Line::Footer(holder, ..) => self.line(xml, Place::Footer, holder),
            Line::UnderSource => {}
        }
    }

    fn subtitle(&self, xml: &mut Xml, seats: &Seats) {
        const NAMED: (usize, &str) = (3, Place::Subtitle.name());
        match &seats.subtitle {
            Seat::Holder(holder) => {
                placeholder(xml, NAMED, holder, |xml| fitted(xml, &self.subtitle, holder));
            }
            Seat::Frame(frame) => {
                let style = Style::NOTE.sized(seats.share.size(self.subtitle.size));
                let words = style.paragraph(self.subtitle.words.clone());
                shape::words(xml, NAMED, (&seats.drawn(*frame), Anchor::Top), &[words]);
            }
        }
    }

    fn objects(&self, xml: &mut Xml, first_chart: usize, seats: &Seats) {
        let mut charts = first_chart..;
        for (id, object) in (7..).zip(&self.objects) {
            match object {
                Object::Chart(chart) => {
                    let reference = charts.next().unwrap_or(first_chart);
                    chart.write_frame(xml, (id, &format!("rId{reference}")), seats);
                }
                Object::Table(grid) => grid.write(xml, id, seats),
                Object::Words { name, frame, anchor, paragraphs } => {
                    shape::words(xml, (id, name), (&seats.drawn(*frame), *anchor), paragraphs);
                }
                Object::Rectangle { name, frame, colour } => {
                    shape::filled(xml, (id, name), &seats.drawn(*frame), colour);
                }
            }
        }
    }

    fn source(&self, xml: &mut Xml, seats: &Seats) {
        match &seats.source {
            Seat::Holder(holder) => placeholder(xml, (4, Place::Footer.name()), holder, |xml| {
                self.footer.iter().for_each(|paragraph| paragraph.write(xml));
            }),
            Seat::Frame(frame) => {
                shape::words(xml, (4, "Source"), (&seats.drawn(*frame), Anchor::Bottom), &self.footer);
            }
        }
    }

    fn line(&self, xml: &mut Xml, place: Place, holder: &Holder) {
        placeholder(xml, (6, place.name()), holder, |xml| {
            xml.element("a:p", &[], |xml| plain(xml, &self.line, None));
        });
    }
}

/// Words in the size that they fit in.
fn fitted(xml: &mut Xml, words: &Fitted, holder: &Holder) {
    xml.element("a:p", &[], |xml| {
        holder.write_plain_paragraph(xml);
        plain(xml, &words.words, holder.written_size(words.size));
    });
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
