//! Paper, and the places on a page.

pub(super) use crate::export::Paper;

/// A length in hundredths of a point.
pub(super) type Hundredths = i32;

/// How a page is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    /// Upright: all but tables that are too wide for it.
    Portrait,
    /// On its side.
    Landscape,
}

/// Left and right of everything.
const SIDE: Hundredths = 4_800;
/// From the top edge to the body.
const HEAD: Hundredths = 5_400;
/// From the body to the bottom edge.
const FOOT: Hundredths = 6_800;

/// The size of a page. Lengths count from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) width: Hundredths,
    pub(super) height: Hundredths,
}

impl Page {
    pub(super) const fn of(paper: Paper, orientation: Orientation) -> Self {
        let (short, long) = match paper {
            Paper::A4 => (59_528, 84_189),
            Paper::Letter => (61_200, 79_200),
        };
        match orientation {
            Orientation::Portrait => Self { width: short, height: long },
            Orientation::Landscape => Self { width: long, height: short },
        }
    }

    /// Where every line begins.
    pub(super) const LEFT: Hundredths = SIDE;
    /// Where the body begins.
    pub(super) const TOP: Hundredths = HEAD;
    /// Baseline of the line above the body.
    pub(super) const HEADER: Hundredths = 3_500;

    /// Where the longest line ends.
    pub(super) const fn right(self) -> Hundredths {
        self.width - SIDE
    }

    /// Width of the body.
    pub(super) const fn inner(self) -> Hundredths {
        self.width - 2 * SIDE
    }

    /// Where the body ends.
    pub(super) const fn bottom(self) -> Hundredths {
        self.height - FOOT
    }

    /// Height of the body.
    pub(super) const fn body(self) -> Hundredths {
        self.bottom() - Self::TOP
    }

    /// The rule above the footer.
    pub(super) const fn footer(self) -> Hundredths {
        self.height - 5_500
    }
}
