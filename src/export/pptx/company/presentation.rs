//! The main part of a template: its masters, the size of its slides, and how text is that nobody has styled.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::shape::NAMESPACES;
use super::archive::{Archive, RELATIONSHIPS};
use super::error::TemplateError;
use super::xml::xml;
use crate::export::ooxml::units::Emu;

/// Sizes of slides that the format allows: 1 to 56 inches.
const SIZES: std::ops::RangeInclusive<Emu> = Emu::units(914_400)..=Emu::units(51_206_400);
/// The part that says what the others are.
const TYPES: &str = "[Content_Types].xml";

/// The main part of a template.
pub(super) struct Presentation {
    /// Names of the parts, in order.
    pub(super) masters: Vec<String>,
    pub(super) size: (Emu, Emu),
    pub(super) default_text: Option<String>,
}

impl Presentation {
    pub(super) fn of(archive: &mut Archive<'_>) -> Result<Self, TemplateError> {
        let root = archive.relations("")?;
        let main = root.into_iter().find(|relation| relation.kind == "officeDocument");
        let part = main.and_then(|main| main.target).ok_or(TemplateError::NoPresentation)?;
        check_kind(archive, &part)?;
        let (text, relations) = (archive.text(&part)?, archive.relations(&part)?);
        let document = xml(&part, &text)?;
        let broken = || TemplateError::broken(&part);
        let of_masters = relations.into_iter().filter(|relation| relation.kind == "slideMaster");
        let targets: BTreeMap<String, Option<String>> =
            of_masters.map(|relation| (relation.id, relation.target)).collect();
        let of_master = |node: Node<'_, '_>| targets.get(node.attribute((RELATIONSHIPS, "id"))?)?.clone();
        let listed = document.descendants().filter(|node| node.tag_name().name() == "sldMasterId");
        let masters: Vec<String> = listed.map(of_master).collect::<Option<_>>().ok_or_else(broken)?;
        let size = size(&document).ok_or_else(broken)?;
        if masters.is_empty() {
            return Err(broken());
        }
        Ok(Self { masters, size, default_text: default_text(&document) })
    }
}

/// Whether the package is one of slides, and without macros.
fn check_kind(archive: &mut Archive<'_>, part: &str) -> Result<(), TemplateError> {
    let types = archive.text(TYPES).map_err(|_| TemplateError::NotAPackage)?;
    let document = xml(TYPES, &types)?;
    let name = format!("/{part}");
    let is_it =
        |node: &Node<'_, '_>| node.attribute("PartName").is_some_and(|part| part.eq_ignore_ascii_case(&name));
    let kind =
        document.descendants().find(is_it).and_then(|node| node.attribute("ContentType")).unwrap_or_default();
    if kind.contains("macroEnabled") {
        return Err(TemplateError::Macros);
    }
    let slides = ["presentation", "template", "slideshow"];
    let is_slides = slides.iter().any(|of| kind.ends_with(&format!("presentationml.{of}.main+xml")));
    if is_slides { Ok(()) } else { Err(TemplateError::NoPresentation) }
}

fn size(document: &Document<'_>) -> Option<(Emu, Emu)> {
    let size = document.descendants().find(|node| node.tag_name().name() == "sldSz")?;
    let length =
        |name| size.attribute(name)?.parse().ok().map(Emu::units).filter(|length| SIZES.contains(length));
    Some((length("cx")?, length("cy")?))
}

/// The style as it is written, when it means the same in a part of ours and refers to nothing.
fn default_text(document: &Document<'_>) -> Option<String> {
    let style = document.descendants().find(|node| node.tag_name().name() == "defaultTextStyle")?;
    let text = document.input_text().get(style.range())?;
    let names = NAMESPACES.map(|(name, url)| format!("{name}=\"{url}\"")).join(" ");
    let alone = format!("<presentation {names}>{text}</presentation>");
    let alone = xml("", &alone).ok()?;
    let is_same = alone.root_element().first_element_child()?.tag_name() == style.tag_name();
    let refers = |node: Node<'_, '_>| node.attributes().any(|one| one.namespace() == Some(RELATIONSHIPS));
    (is_same && !alone.descendants().any(refers)).then(|| text.to_owned())
}
