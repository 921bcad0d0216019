//! The placeholders of a layout, with what they inherit from the master.

use roxmltree::Node;

use super::model::{Model, Models, Position, Said, TextStyle, mark, shapes};
use crate::export::ooxml::units::{Emu, Frame};

/// Left and right of words where nothing is said: a tenth of an inch.
const SIDE: Emu = Emu::units(91_440);
/// Above and below words where nothing is said: a twentieth of an inch.
const ABOVE: Emu = Emu::units(45_720);

/// What a placeholder takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Title,
    Words,
    /// Words, a chart or a table.
    Anything,
    Chart,
    Table,
    Footer,
    Number,
    Date,
    /// A picture, a film, a diagram, the title of a first slide.
    Other,
}

/// A placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placeholder {
    pub(super) takes: Takes,
    /// As it is written.
    pub(super) kind: Option<String>,
    pub(super) index: u32,
    /// None where neither it nor the master says it, or where it is turned.
    pub(super) frame: Option<Frame>,
    /// Inside its margins.
    pub(super) inner: Option<Frame>,
    /// Text size of its first level, in points.
    pub(super) size: Option<i32>,
}

/// The placeholders of a layout on its master, in their order.
pub(super) fn placeholders(layout: Node<'_, '_>, models: &Models) -> Vec<Placeholder> {
    let of = |shape: Node<'_, '_>| {
        let mark = mark(shape)?;
        let takes = takes(mark);
        let (own, model) = (Said::of(shape), models.said(Model::of(mark)));
        let frame = match own.position {
            Position::Unsaid => model.position.frame(),
            Position::Said(frame) => frame,
        };
        Some(Placeholder {
            takes,
            kind: mark.attribute("type").map(str::to_owned),
            index: mark.attribute("idx").and_then(|index| index.parse().ok()).unwrap_or(0),
            frame,
            inner: frame.map(|frame| inner(frame, &own, &model)),
            size: own.size.or(model.size).or_else(|| models.size(takes.style())),
        })
    };
    shapes(layout).filter_map(of).collect()
}

fn takes(mark: Node<'_, '_>) -> Takes {
    // Words that stand on their side are no place for ours.
    if mark.attribute("orient") == Some("vert") {
        return Takes::Other;
    }
    match mark.attribute("type").unwrap_or("obj") {
        "title" => Takes::Title,
        "body" => Takes::Words,
        "obj" => Takes::Anything,
        "chart" => Takes::Chart,
        "tbl" => Takes::Table,
        "ftr" => Takes::Footer,
        "sldNum" => Takes::Number,
        "dt" => Takes::Date,
        _ => Takes::Other,
    }
}

impl Takes {
    const fn style(self) -> TextStyle {
        match self {
            Self::Title => TextStyle::Title,
            Self::Words | Self::Anything | Self::Chart | Self::Table | Self::Other => TextStyle::Body,
            Self::Footer | Self::Number | Self::Date => TextStyle::Other,
        }
    }
}

fn inner(frame: Frame, own: &Said, model: &Said) -> Frame {
    let margin = |of: fn(&Said) -> Option<Emu>, usual| of(own).or_else(|| of(model)).unwrap_or(usual);
    let (left, right) = (margin(|said| said.left, SIDE), margin(|said| said.right, SIDE));
    let (top, bottom) = (margin(|said| said.top, ABOVE), margin(|said| said.bottom, ABOVE));
    Frame::between((frame.left + left, frame.right() - right), (frame.top + top, frame.bottom() - bottom))
}
