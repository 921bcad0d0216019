//! The few things the rooms of a figure are drawn with, all of them plotters elements on our backend.
//!
//! Plotters returns a `Result` because backends may fail; ours cannot, so the result is dropped here, once.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Polygon, Rectangle, Text};
use plotters::prelude::IntoDrawingArea;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::Tenths;
use super::backend::SvgBackend;
use super::metrics;
use super::role::{Halo, Role};

/// Separates the voices of a text: the words after it are set in the role's second voice, up to the next one.
pub(super) const VOICE: char = '\u{1f}';

/// A point in tenths of a pixel.
pub(super) type Point = (Tenths, Tenths);

/// Which end of a text its position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Left.
    Start,
    /// Centre.
    Middle,
    /// Right.
    End,
}

/// An upright rectangle in tenths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) left: Tenths,
    pub(super) top: Tenths,
    pub(super) right: Tenths,
    pub(super) bottom: Tenths,
}

impl Frame {
    /// Whether two frames share more than an edge.
    pub(super) const fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Width of a text in a role, both voices.
pub(super) fn text_width(role: Role, text: &str) -> Tenths {
    let (size, weight) = role.font();
    let (_, second) = role.second_voice();
    text.split(VOICE)
        .enumerate()
        .map(|(index, part)| metrics::width(part, size, if index % 2 == 0 { weight } else { second }))
        .sum()
}

/// The colour that carries a role through plotters.
pub(super) const fn ink(role: Role) -> RGBColor {
    let (red, green, blue) = role.key(Halo::Without);
    RGBColor(red, green, blue)
}

/// A stroked style for plotters.
pub(super) fn stroked(role: Role) -> ShapeStyle {
    ink(role).stroke_width(1)
}

/// A filled style for plotters.
pub(super) fn filled(role: Role) -> ShapeStyle {
    ink(role).filled()
}

/// Drops the result of a drawing that cannot fail.
pub(super) fn done<T, E>(_: Result<T, E>) {}

/// A whole drawing.
pub(super) struct Canvas<'a> {
    /// Plotters' area over the whole drawing.
    pub(super) root: DrawingArea<SvgBackend<'a>, Shift>,
}

impl<'a> Canvas<'a> {
    /// Draws with `backend`.
    pub(super) fn on(backend: SvgBackend<'a>) -> Self {
        Self { root: backend.into_drawing_area() }
    }

    /// Words with `at` on the baseline.
    pub(super) fn text(&self, role: Role, anchor: Anchor, at: Point, words: &str) {
        self.text_with(role, Halo::Without, anchor, at, words);
    }

    /// Words that stay readable over lines.
    pub(super) fn text_over_lines(&self, role: Role, anchor: Anchor, at: Point, words: &str) {
        self.text_with(role, Halo::With, anchor, at, words);
    }

    fn text_with(&self, role: Role, halo: Halo, anchor: Anchor, at: Point, words: &str) {
        let (red, green, blue) = role.key(halo);
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = RGBColor(red, green, blue);
        let style = TextStyle::from(("Inter", role.font().0).into_font())
            .color(&colour)
            .pos(Pos::new(horizontal, VPos::Bottom));
        done(self.root.draw(&Text::new(words, at, style)));
    }

    /// A stroked path.
    pub(super) fn line(&self, role: Role, points: &[Point]) {
        done(self.root.draw(&PathElement::new(points.to_vec(), stroked(role))));
    }

    /// A filled shape.
    pub(super) fn polygon(&self, role: Role, corners: &[Point]) {
        done(self.root.draw(&Polygon::new(corners.to_vec(), filled(role))));
    }

    /// A filled rectangle; nothing when it has no height or width.
    pub(super) fn fill(&self, role: Role, frame: Frame) {
        if frame.left < frame.right && frame.top < frame.bottom {
            let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
            done(self.root.draw(&Rectangle::new(corners, filled(role))));
        }
    }

    /// A stroked rectangle.
    pub(super) fn outline(&self, role: Role, frame: Frame) {
        let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
        done(self.root.draw(&Rectangle::new(corners, stroked(role))));
    }
}
