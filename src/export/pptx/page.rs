//! The places of a slide: the same on the master, on layouts and in the layout of figures.

use crate::export::ooxml::units::{Emu, Frame};

/// The form of slides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SlideShape {
    /// 16:9, 13.33 by 7.5 inches.
    #[default]
    Wide,
    /// 4:3, 10 by 7.5 inches.
    Standard,
}

/// The places of a slide, in one column of full width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) width: Emu,
    pub(super) height: Emu,
    pub(super) title: Frame,
    pub(super) subtitle: Frame,
    pub(super) body: Frame,
    /// The line over the footer.
    pub(super) rule: Frame,
    pub(super) footer: Frame,
    pub(super) number: Frame,
    pub(super) id: Frame,
}

impl Page {
    pub(super) const fn of(shape: SlideShape) -> Self {
        /// Room for the number of the slide.
        const NUMBER: i64 = 60;
        let (width, margin) = match shape {
            SlideShape::Wide => (960, 48),
            SlideShape::Standard => (720, 36),
        };
        let inner = width - 2 * margin;
        Self {
            width: Emu::points(width),
            height: Emu::points(540),
            title: Frame::points(margin, 22, inner, 74),
            subtitle: Frame::points(margin, 98, inner, 42),
            body: Frame::points(margin, 148, inner, 310),
            rule: Frame::points(margin, 464, inner, 0),
            footer: Frame::points(margin, 468, inner, 45),
            number: Frame::points(width - margin - NUMBER, 514, NUMBER, 16),
            id: Frame::points(margin, 514, inner - NUMBER, 16),
        }
    }
}
