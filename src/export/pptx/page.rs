//! The places of a slide: the same on the master, on layouts and in the layout of figures.

use super::units::{Emu, Frame};

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
        /// Room for the number of the slide and the id of the exhibit.
        const ID: i64 = 190;
        let (width, margin) = match shape {
            SlideShape::Wide => (960, 48),
            SlideShape::Standard => (720, 36),
        };
        let inner = width - 2 * margin;
        let right = width - margin - ID;
        Self {
            width: Emu::points(width),
            height: Emu::points(540),
            title: Frame::points(margin, 22, inner, 74),
            subtitle: Frame::points(margin, 98, inner, 42),
            body: Frame::points(margin, 148, inner, 316),
            rule: Frame::points(margin, 472, inner, 0),
            footer: Frame::points(margin, 477, inner - ID - 12, 48),
            number: Frame::points(right, 477, ID, 16),
            id: Frame::points(right, 493, ID, 16),
        }
    }
}
