//! What a part of a template holds that cannot be kept - links, programs, embedded files, sounds - cut out of it,
//! together with the shape that needs it.

use std::collections::BTreeSet;
use std::ops::Range;

use roxmltree::Node;

use super::archive::{RELATIONSHIPS, xml};
use super::error::TemplateError;

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

/// The text of a part without what refers to anything but `kept`.
///
/// # Errors
/// [`TemplateError::Outside`] when it cannot do without.
pub(super) fn without_others(part: &str, text: &str, kept: &BTreeSet<&str>) -> Result<String, TemplateError> {
    let document = xml(part, text)?;
    let mut cuts: Vec<Range<usize>> = Vec::new();
    // Animations name shapes, and a figure is not to wait for a click.
    cuts.extend(
        document.descendants().filter(|node| node.tag_name().name() == "timing").map(|node| node.range()),
    );
    for node in document.descendants().filter(|node| refers_elsewhere(node, kept)) {
        let cut = node.ancestors().find(can_be_left_out);
        cuts.push(cut.ok_or_else(|| TemplateError::Outside { part: part.to_owned() })?.range());
    }
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

fn refers_elsewhere(node: &Node<'_, '_>, kept: &BTreeSet<&str>) -> bool {
    let mut references = node.attributes().filter(|attribute| attribute.namespace() == Some(RELATIONSHIPS));
    references.any(|reference| !reference.value().is_empty() && !kept.contains(reference.value()))
}

fn can_be_left_out(node: &Node<'_, '_>) -> bool {
    let parent = node.parent_element();
    OPTIONAL.contains(&node.tag_name().name())
        || parent.is_some_and(|parent| LISTS.contains(&parent.tag_name().name()))
}
