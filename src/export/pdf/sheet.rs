//! A page as a plan: what stands where, in the order in which it is read, and what each thing is.

use std::sync::Arc;

use resvg::usvg::Tree;

use super::page::{Hundredths, Page};
use super::words::Style;

/// What a thing is, for those who do not see the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Above the body, on every page.
    Header,
    /// Below the body, on every page.
    Footer,
    /// Rules, and headings of a table that is continued.
    Decoration,
    /// The finding.
    Title,
    /// A paragraph of its own: the subtitle, a headline, a footnote.
    Paragraph(usize),
    /// The figure.
    Figure,
    /// What a table shows; tables are numbered from 0.
    Caption(usize),
    /// A heading of a column.
    Heading { table: usize, column: usize },
    /// A cell; the first of a row heads it.
    Cell { table: usize, row: usize, column: usize },
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) left: Hundredths,
    pub(super) top: Hundredths,
    pub(super) width: Hundredths,
    pub(super) height: Hundredths,
}

/// What is drawn.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Words in one line; `top` is that of the line.
    Words { left: Hundredths, top: Hundredths, words: String, style: Style },
    /// A filled rectangle.
    Box { frame: Frame, colour: &'static str },
    /// A drawing, fitted into the frame.
    Drawing { frame: Frame, tree: Arc<Tree> },
}

/// One thing on a page.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) role: Role,
    pub(super) shape: Shape,
}

impl Item {
    /// The ground that it takes.
    #[cfg(test)]
    pub(super) fn frame(&self) -> Frame {
        match &self.shape {
            Shape::Words { left, top, words, style } => {
                Frame { left: *left, top: *top, width: style.width(words.trim_end()), height: style.line }
            }
            Shape::Box { frame, .. } | Shape::Drawing { frame, .. } => *frame,
        }
    }
}

/// One page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) page: Page,
    pub(super) items: Vec<Item>,
}
