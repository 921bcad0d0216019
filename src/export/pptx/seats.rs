//! Where the words and figures of a slide are put: in the placeholders of its layout, or in frames of their own.

use super::page::Page;
use super::shape::Place;
use super::template::Layout;
use super::words::{SUBTITLE_SIZES, TITLE_SIZES};
use crate::export::ooxml::units::{Emu, Frame, Share};
use crate::export::ooxml::xml::Xml;

/// A placeholder of a layout, as slides name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holder {
    /// Its type; none for one that takes anything.
    kind: Option<String>,
    index: u32,
    look: Look,
}

/// Who decides how the words of a placeholder look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Our layout, and slides where words do not fit in its size.
    Ours,
    /// A company's layout, in this text size, in points.
    Company(Option<i32>),
}

impl Holder {
    /// A placeholder of our layouts.
    pub(super) fn ours(place: Place) -> Self {
        let (kind, index) = place.code();
        Self { kind: Some(kind.to_owned()), index, look: Look::Ours }
    }

    /// A placeholder of a company's layout.
    pub(super) fn company(kind: Option<String>, index: u32, size: Option<i32>) -> Self {
        Self { kind, index, look: Look::Company(size) }
    }

    /// The size to write for words that fit in `size`; none where the layout gives them that.
    pub(super) fn written_size(&self, size: i32) -> Option<i32> {
        match self.look {
            Look::Ours => Some(size),
            Look::Company(own) => (own != Some(size)).then_some(size),
        }
    }

    /// Writes the properties of a paragraph that has no bullet, whatever lists of the company have.
    pub(super) fn write_plain_paragraph(&self, xml: &mut Xml) {
        match self.look {
            Look::Ours => {}
            Look::Company(_) => {
                xml.element("a:pPr", &[("marL", &0), ("indent", &0)], |xml| xml.empty("a:buNone", &[]));
            }
        }
    }

    /// Writes which placeholder a shape is.
    pub(super) fn write(&self, xml: &mut Xml) {
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        if let Some(kind) = &self.kind {
            attributes.push(("type", kind));
        }
        if self.index > 0 {
            attributes.push(("idx", &self.index));
        }
        xml.empty("p:ph", &attributes);
    }
}

/// Where words are put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seat {
    /// In a placeholder.
    Holder(Holder),
    /// In a frame of their own.
    Frame(Frame),
}

/// The line that says which exhibit a slide shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Its id, in our layout.
    Id(Holder),
    /// Id and source, as far as they fit in the footer of a company's layout: width and text size.
    Footer(Holder, Emu, i32),
    /// Under the source, where the layout has no footer.
    UnderSource,
}

/// Where everything on a slide is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seats {
    pub(super) title: Holder,
    pub(super) subtitle: Seat,
    pub(super) chart: Option<Holder>,
    pub(super) table: Option<Holder>,
    pub(super) source: Seat,
    pub(super) number: Option<Holder>,
    pub(super) line: Line,
    /// How large figures and words in frames of their own are drawn.
    pub(super) share: Share,
}

impl Seats {
    fn ours() -> Self {
        let holder = Holder::ours;
        Self {
            title: holder(Place::Title),
            subtitle: Seat::Holder(holder(Place::Subtitle)),
            chart: Some(holder(Place::Chart)),
            table: Some(holder(Place::Table)),
            source: Seat::Holder(holder(Place::Footer)),
            number: Some(holder(Place::Number)),
            line: Line::Id(holder(Place::Id)),
            share: Share::WHOLE,
        }
    }

    /// A frame as it is drawn.
    pub(super) fn drawn(&self, frame: Frame) -> Frame {
        frame.map(|length| self.share.drawn(length))
    }

    /// Writes which placeholder a figure is in, when the layout has one for it.
    pub(super) fn write_figure(&self, xml: &mut Xml, place: Option<Layout>) {
        let holder = place.and_then(|layout| match layout {
            Layout::Chart => self.chart.as_ref(),
            Layout::Table => self.table.as_ref(),
        });
        if let Some(holder) = holder {
            holder.write(xml);
        }
    }
}

/// The places of slides, and what is put there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) page: Page,
    pub(super) seats: Seats,
    /// Text sizes, descending: the first in which the words fit.
    pub(super) title_sizes: Vec<i32>,
    pub(super) subtitle_sizes: Vec<i32>,
}

impl Setting {
    /// Our own.
    pub(super) fn ours(page: Page) -> Self {
        Self {
            page,
            seats: Seats::ours(),
            title_sizes: TITLE_SIZES.into(),
            subtitle_sizes: SUBTITLE_SIZES.into(),
        }
    }
}
