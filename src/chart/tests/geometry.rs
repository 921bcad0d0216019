//! Reads a drawing back and checks where its words stand.

use roxmltree::{Document, Node};

use crate::chart::Tenths;
use crate::chart::metrics::{self, Weight};

/// A text with the frame it covers, in tenths of a pixel.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::chart) struct Text {
    pub(in crate::chart) words: String,
    pub(in crate::chart) size: i32,
    left: Tenths,
    top: Tenths,
    right: Tenths,
    pub(in crate::chart) bottom: Tenths,
}

/// What a drawing holds.
pub(in crate::chart) struct Page {
    width: Tenths,
    height: Tenths,
    pub(in crate::chart) texts: Vec<Text>,
    pub(in crate::chart) circles: Vec<(Tenths, Tenths)>,
    pub(in crate::chart) ids: Vec<String>,
    boxes: Vec<[Tenths; 4]>,
}

fn length(node: &Node<'_, '_>, name: &str) -> Option<Tenths> {
    let value: f64 = node.attribute(name)?.parse().ok()?;
    assert!(value.is_finite(), "{name} is no number");
    Some((value * 10.0).round() as Tenths)
}

fn inherited<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.ancestors().find_map(|node| node.attribute(name))
}

fn weight(node: &Node<'_, '_>) -> Weight {
    if inherited(node, "font-weight") == Some("600") { Weight::Semibold } else { Weight::Regular }
}

fn text(node: &Node<'_, '_>) -> Text {
    let size: i32 = inherited(node, "font-size").unwrap().parse().unwrap();
    let parts = node.descendants().filter(Node::is_text);
    let width: Tenths = parts
        .clone()
        .map(|part| metrics::width(part.text().unwrap_or_default(), size, weight(&part.parent().unwrap())))
        .sum();
    let (x, baseline) = (length(node, "x").unwrap(), length(node, "y").unwrap());
    let left = match node.attribute("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2,
        _ => x,
    };
    Text {
        words: parts.filter_map(|part| part.text()).collect(),
        size,
        left,
        top: baseline - size * 15 / 2,
        right: left + width,
        bottom: baseline + size * 2,
    }
}

impl Page {
    pub(in crate::chart) fn read(svg: &str) -> Self {
        let document = Document::parse(svg).unwrap();
        let root = document.root_element();
        let has_name =
            |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).collect::<Vec<_>>();
        let circle = |node: &Node<'_, '_>| (length(node, "cx").unwrap(), length(node, "cy").unwrap());
        let frame = |node: &Node<'_, '_>| {
            let (x, y) = (length(node, "x").unwrap(), length(node, "y").unwrap());
            [x, y, x + length(node, "width").unwrap(), y + length(node, "height").unwrap()]
        };
        Self {
            width: length(&root, "width").unwrap(),
            height: length(&root, "height").unwrap(),
            texts: has_name("text").iter().map(text).collect(),
            circles: has_name("circle").iter().map(circle).collect(),
            ids: document.descendants().filter_map(|node| node.attribute("id").map(str::to_owned)).collect(),
            boxes: has_name("rect").iter().map(frame).collect(),
        }
    }

    /// Every word is at least 11 px, inside the drawing and off every other word; every box is inside.
    pub(in crate::chart) fn assert_sound(&self, name: &str) {
        for text in self.texts.iter().filter(|text| !text.words.trim().is_empty()) {
            assert!(text.size >= 11, "{name}: “{}” is {} px", text.words, text.size);
            let inside =
                text.left >= 0 && text.top >= 0 && text.right <= self.width && text.bottom <= self.height;
            assert!(inside, "{name}: leaves the drawing: {text:?}");
        }
        for (index, one) in self.texts.iter().enumerate() {
            for other in self.texts.iter().skip(index + 1).filter(|other| touches(one, other)) {
                assert!(
                    one.words.trim().is_empty() || other.words.trim().is_empty(),
                    "{name}: overlap: {one:?} and {other:?}"
                );
            }
        }
        for [left, top, right, bottom] in &self.boxes {
            assert!(
                *left >= 0 && *top >= 0 && *right <= self.width && *bottom <= self.height,
                "{name}: a box leaves the drawing: {left} {top} {right} {bottom}"
            );
        }
    }
}

fn touches(one: &Text, other: &Text) -> bool {
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}
