//! What a part of a template holds that cannot be kept - links, programs, embedded files, sounds - cut out of it,
//! together with the shape that needs it.

use std::collections::BTreeSet;
use std::ops::Range;

use roxmltree::{Document, Node};

use super::archive::RELATIONSHIPS;
use super::error::TemplateError;
use super::xml::xml;

/// Elements that a part does without.
const OPTIONAL: [&str; 8] = [
    "hlinkClick",
    "hlinkHover",
    "hlinkMouseOver",
    "custDataLst",
    "controls",
    "transition",
    "bg",
    "AlternateContent",
];
/// The children of these are shapes, or extensions, each of which can be left out.
const LISTS: [&str; 3] = ["spTree", "grpSp", "extLst"];
/// But for these, without which a group is none.
const REQUIRED: [&str; 2] = ["nvGrpSpPr", "grpSpPr"];

/// The text of a part without what refers to anything but `kept`.
///
/// # Errors
/// [`TemplateError::Outside`] when it cannot do without.
pub(super) fn without_others(part: &str, text: &str, kept: &BTreeSet<&str>) -> Result<String, TemplateError> {
    let document = xml(part, text)?;
    let mut cuts = cuts(&document, kept).ok_or_else(|| TemplateError::Outside { part: part.to_owned() })?;
    cuts.sort_by_key(|cut| (cut.start, std::cmp::Reverse(cut.end)));
    let (mut rest, mut from) = (String::new(), 0);
    for cut in cuts {
        // A cut within another begins before the other ends.
        if cut.start >= from {
            rest.push_str(text.get(from..cut.start).unwrap_or_default());
            from = cut.end;
        }
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    Ok(rest)
}

/// What is cut; `None` when something cannot be.
fn cuts(document: &Document<'_>, kept: &BTreeSet<&str>) -> Option<Vec<Range<usize>>> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for node in document.descendants() {
        // What is within a cut goes with it.
        if node.range().start < end {
            continue;
        }
        // Animations name shapes, and a figure is not to wait for a click.
        let cut = if node.tag_name().name() == "timing" {
            node.range()
        } else if refers_elsewhere(&node, kept) {
            node.ancestors().find(can_be_left_out)?.range()
        } else {
            continue;
        };
        end = cut.end;
        cuts.push(cut);
    }
    Some(cuts)
}

fn refers_elsewhere(node: &Node<'_, '_>, kept: &BTreeSet<&str>) -> bool {
    let mut references = node.attributes().filter(|attribute| attribute.namespace() == Some(RELATIONSHIPS));
    references.any(|reference| !reference.value().is_empty() && !kept.contains(reference.value()))
}

fn can_be_left_out(node: &Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let is_listed = node.parent_element().is_some_and(|list| LISTS.contains(&list.tag_name().name()));
    OPTIONAL.contains(&name) || is_listed && !REQUIRED.contains(&name)
}
