//! The placeholders of a layout, with what they inherit from the master.

use roxmltree::Node;

use crate::export::ooxml::units::{Emu, Frame};

/// Left and right of words where nothing is said.
const SIDE: i64 = 91_440;
/// Above and below them.
const ABOVE: i64 = 45_720;
/// Largest and smallest length that is believed: a slide is 56 inches at most.
const LENGTHS: std::ops::RangeInclusive<i64> = -51_206_400..=51_206_400;

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
pub(super) fn placeholders(layout: Node<'_, '_>, master: Node<'_, '_>) -> Vec<Placeholder> {
    let of_master: Vec<Node<'_, '_>> = shapes(master).collect();
    let of = |shape: Node<'_, '_>| {
        let mark = mark(shape)?;
        let takes = takes(mark);
        let model = of_master
            .iter()
            .copied()
            .find(|one| self::mark(*one).is_some_and(|one| model(one) == model(mark)));
        let frame = frame(shape).or_else(|| model.and_then(frame));
        Some(Placeholder {
            takes,
            kind: mark.attribute("type").map(str::to_owned),
            index: mark.attribute("idx").and_then(|index| index.parse().ok()).unwrap_or(0),
            frame,
            inner: frame.map(|frame| inner(frame, shape, model)),
            size: size(shape).or_else(|| model.and_then(size)).or_else(|| style_size(master, takes)),
        })
    };
    shapes(layout).filter_map(of).collect()
}

/// The shapes of a part that are not in groups.
fn shapes<'a, 'i: 'a>(part: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let tree = part.descendants().find(|node| named(node, "spTree"));
    tree.into_iter().flat_map(|tree| tree.children().filter(|node| named(node, "sp")))
}

fn named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child at the end of a path of names.
fn at<'a, 'i: 'a>(node: Node<'a, 'i>, path: &[&str]) -> Option<Node<'a, 'i>> {
    path.iter().try_fold(node, |node, name| node.children().find(|child| named(child, name)))
}

/// What says that a shape is a placeholder.
fn mark<'a, 'i: 'a>(shape: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    at(shape, &["nvSpPr", "nvPr", "ph"])
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

/// The placeholder of the master that one inherits from.
fn model<'a>(mark: Node<'a, '_>) -> &'a str {
    match mark.attribute("type").unwrap_or("obj") {
        "title" | "ctrTitle" => "title",
        kind @ ("ftr" | "sldNum" | "dt") => kind,
        _ => "body",
    }
}

fn length(node: Node<'_, '_>, name: &str) -> Option<Emu> {
    let length = node.attribute(name)?.parse().ok()?;
    LENGTHS.contains(&length).then(|| Emu::units(length))
}

fn frame(shape: Node<'_, '_>) -> Option<Frame> {
    let place = at(shape, &["spPr", "xfrm"])?;
    if place.attribute("rot").is_some_and(|turn| turn != "0") {
        return None;
    }
    let (corner, extent) = (at(place, &["off"])?, at(place, &["ext"])?);
    Some(Frame {
        left: length(corner, "x")?,
        top: length(corner, "y")?,
        width: length(extent, "cx")?,
        height: length(extent, "cy")?,
    })
}

fn inner(frame: Frame, shape: Node<'_, '_>, model: Option<Node<'_, '_>>) -> Frame {
    let body = |shape| at(shape, &["txBody", "bodyPr"]);
    let margin = |name, usual| {
        let own = body(shape).and_then(|body| length(body, name));
        own.or_else(|| length(model.and_then(body)?, name)).unwrap_or(Emu::units(usual))
    };
    let [left, right] = ["lIns", "rIns"].map(|name| margin(name, SIDE));
    let [top, bottom] = ["tIns", "bIns"].map(|name| margin(name, ABOVE));
    Frame::between((frame.left + left, frame.right() - right), (frame.top + top, frame.bottom() - bottom))
}

/// The text size of a first level, in points.
fn points(level: Node<'_, '_>) -> Option<i32> {
    let hundredths: i32 = at(level, &["defRPr"])?.attribute("sz")?.parse().ok()?;
    (100..=40_000).contains(&hundredths).then_some(hundredths / 100)
}

fn size(shape: Node<'_, '_>) -> Option<i32> {
    points(at(shape, &["txBody", "lstStyle", "lvl1pPr"])?)
}

fn style_size(master: Node<'_, '_>, takes: Takes) -> Option<i32> {
    let style = match takes {
        Takes::Title => "titleStyle",
        Takes::Words | Takes::Anything | Takes::Chart | Takes::Table | Takes::Other => "bodyStyle",
        Takes::Footer | Takes::Number | Takes::Date => "otherStyle",
    };
    points(at(master, &["txStyles", style, "lvl1pPr"])?)
}
