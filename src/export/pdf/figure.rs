//! The figure of an exhibit across the width of the text, in the colours of print.

use std::sync::Arc;

use resvg::usvg::{Options, Tree};
use unicode_normalization::UnicodeNormalization as _;

use super::flow::Flow;
use super::page::{Hundredths, Page};
use super::sheet::{Frame, Role, Shape};
use super::words::is_shapeless;
use crate::chart::{self, ChartOptions, ChartText, Theme, WidthClass, metrics};
use crate::exhibit::Exhibit;
use crate::export::ExportError;
use crate::export::png::bundled_fonts;

/// The drawing whose words are the size of a footnote when it takes the width of the text.
const OPTIONS: ChartOptions = ChartOptions { width: WidthClass::Medium, theme: Theme::Light };
/// A figure stays on the page where it is at least so large, to the size that it would have on the next.
const LEAST_SHRINK: f64 = 0.85;

/// A figure that has been drawn.
pub(super) struct Figure {
    tree: Arc<Tree>,
    /// Height to one of width.
    aspect: f64,
}

impl Figure {
    /// Draws the figure of an exhibit.
    ///
    /// # Errors
    /// [`ExportError::Pdf`] when the drawing cannot be read.
    pub(super) fn of(exhibit: &Exhibit) -> Result<Self, ExportError> {
        let drawn = chart::draw(&exhibit.figure, &ChartText::of(exhibit, "figure"), OPTIONS);
        let options =
            Options { fontdb: bundled_fonts(), font_family: "Inter".to_owned(), ..Options::default() };
        let tree =
            Tree::from_str(&set(&drawn.svg), &options).map_err(|error| ExportError::Pdf(Box::new(error)))?;
        let aspect = f64::from(tree.size().height()) / f64::from(tree.size().width());
        Ok(Self { tree: Arc::new(tree), aspect })
    }

    /// Puts the figure under what stands on the page, across `part` of its width, or on the next page.
    pub(super) fn place(&self, flow: &mut Flow, part: f64) {
        flow.skip(1_400);
        let width = libm::floor(f64::from(flow.page.inner()) * part) as Hundredths;
        let whole = Frame::across(width, self.aspect);
        let on_next = whole.height.min(flow.page.body());
        if f64::from(flow.room()) < f64::from(on_next) * LEAST_SHRINK {
            flow.turn(flow.page);
        }
        let frame = Frame { top: flow.bottom, ..whole.within(flow.room()) };
        flow.push(Role::Figure, Shape::Drawing { frame, tree: Arc::clone(&self.tree) });
        flow.bottom += frame.height;
    }
}

/// The drawing with a question mark for each character that the font lacks: PDF/UA forbids the glyph for "missing".
fn set(svg: &str) -> String {
    let character = |character: char| {
        if character.is_ascii() || metrics::covers(character) {
            Some(character)
        } else if is_shapeless(character) {
            None
        } else {
            Some('?')
        }
    };
    svg.nfc().filter_map(character).collect()
}

impl Frame {
    /// `width` wide from the left edge of the text, with this height to one of width.
    fn across(width: Hundredths, aspect: f64) -> Self {
        let height = libm::ceil(f64::from(width) * aspect) as Hundredths;
        Self { left: Page::LEFT, top: 0, width, height }
    }

    /// The frame made smaller until it is no higher than `room`.
    fn within(self, room: Hundredths) -> Self {
        if self.height <= room {
            return self;
        }
        let part = f64::from(room) / f64::from(self.height);
        Self { width: libm::floor(f64::from(self.width) * part) as Hundredths, height: room, ..self }
    }
}
