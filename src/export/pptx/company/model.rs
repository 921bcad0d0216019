//! What placeholders say of themselves, and those of a master, which others inherit from.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::export::ooxml::units::{Emu, Frame};

/// Largest and smallest length that is believed: a slide is 56 inches at most.
const LENGTHS: std::ops::RangeInclusive<Emu> = Emu::units(-51_206_400)..=Emu::units(51_206_400);
/// Text sizes that are believed, in hundredths of a point.
const TEXT_SIZES: std::ops::RangeInclusive<i32> = 100..=40_000;

/// Where a shape stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Position {
    /// It does not say.
    #[default]
    Unsaid,
    /// It says so: nowhere that can be used where it is turned.
    Said(Option<Frame>),
}

impl Position {
    pub(super) const fn frame(self) -> Option<Frame> {
        match self {
            Self::Unsaid => None,
            Self::Said(frame) => frame,
        }
    }
}

/// What a shape says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub(super) position: Position,
    /// Margins of its words.
    pub(super) left: Option<Emu>,
    pub(super) right: Option<Emu>,
    pub(super) top: Option<Emu>,
    pub(super) bottom: Option<Emu>,
    /// Text size of its first level, in points.
    pub(super) size: Option<i32>,
}

impl Said {
    pub(super) fn of(shape: Node<'_, '_>) -> Self {
        let margins = at(shape, &["txBody", "bodyPr"]);
        let margin = |name| length(margins?, name);
        Self {
            position: position(shape),
            left: margin("lIns"),
            right: margin("rIns"),
            top: margin("tIns"),
            bottom: margin("bIns"),
            size: at(shape, &["txBody", "lstStyle", "lvl1pPr"]).and_then(points),
        }
    }
}

/// The placeholders of a master.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Model {
    Title,
    Body,
    Footer,
    Number,
    Date,
}

impl Model {
    /// The placeholder of the master that one inherits from.
    pub(super) fn of(mark: Node<'_, '_>) -> Self {
        match mark.attribute("type").unwrap_or("obj") {
            "title" | "ctrTitle" => Self::Title,
            "ftr" => Self::Footer,
            "sldNum" => Self::Number,
            "dt" => Self::Date,
            _ => Self::Body,
        }
    }
}

/// The styles of text of a master.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextStyle {
    Title,
    Body,
    Other,
}

/// What a master says, read once for all of its layouts.
#[derive(Debug)]
pub(super) struct Models {
    said: BTreeMap<Model, Said>,
    title_size: Option<i32>,
    body_size: Option<i32>,
    other_size: Option<i32>,
}

impl Models {
    pub(super) fn of(master: Node<'_, '_>) -> Self {
        let mut said = BTreeMap::new();
        for shape in shapes(master) {
            if let Some(mark) = mark(shape) {
                // The first of two counts.
                said.entry(Model::of(mark)).or_insert_with(|| Said::of(shape));
            }
        }
        let size = |style| at(master, &["txStyles", style, "lvl1pPr"]).and_then(points);
        Self {
            said,
            title_size: size("titleStyle"),
            body_size: size("bodyStyle"),
            other_size: size("otherStyle"),
        }
    }

    /// What a placeholder of the master says: nothing where there is none.
    pub(super) fn said(&self, model: Model) -> Said {
        self.said.get(&model).copied().unwrap_or_default()
    }

    /// Text size of a style's first level, in points.
    pub(super) const fn size(&self, style: TextStyle) -> Option<i32> {
        match style {
            TextStyle::Title => self.title_size,
            TextStyle::Body => self.body_size,
            TextStyle::Other => self.other_size,
        }
    }
}

/// The shapes of a part that are not in groups.
pub(super) fn shapes<'a, 'i: 'a>(part: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let tree = part.descendants().find(|node| named(node, "spTree"));
    tree.into_iter().flat_map(|tree| tree.children().filter(|node| named(node, "sp")))
}

/// What says that a shape is a placeholder.
pub(super) fn mark<'a, 'i: 'a>(shape: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    at(shape, &["nvSpPr", "nvPr", "ph"])
}

fn named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child at the end of a path of names.
fn at<'a, 'i: 'a>(node: Node<'a, 'i>, path: &[&str]) -> Option<Node<'a, 'i>> {
    path.iter().try_fold(node, |node, name| node.children().find(|child| named(child, name)))
}

fn length(node: Node<'_, '_>, name: &str) -> Option<Emu> {
    let length = Emu::units(node.attribute(name)?.parse().ok()?);
    LENGTHS.contains(&length).then_some(length)
}

fn position(shape: Node<'_, '_>) -> Position {
    let place = at(shape, &["spPr", "xfrm"]);
    let Some((place, corner)) = place.and_then(|place| Some((place, at(place, &["off"])?))) else {
        return Position::Unsaid;
    };
    let is_turned = place.attribute("rot").is_some_and(|turn| turn != "0");
    Position::Said(if is_turned { None } else { frame(place, corner) })
}

fn frame(place: Node<'_, '_>, corner: Node<'_, '_>) -> Option<Frame> {
    let extent = at(place, &["ext"])?;
    Some(Frame {
        left: length(corner, "x")?,
        top: length(corner, "y")?,
        width: length(extent, "cx")?,
        height: length(extent, "cy")?,
    })
}

/// The text size of a first level, in points.
fn points(level: Node<'_, '_>) -> Option<i32> {
    let hundredths: i32 = at(level, &["defRPr"])?.attribute("sz")?.parse().ok()?;
    TEXT_SIZES.contains(&hundredths).then_some(hundredths / 100)
}
