//! The parts of a template, unpacked within limits when they are asked for, and how they refer to each other.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::TemplateError;
use super::xml::xml;

/// Largest template, in bytes.
pub(super) const MOST_BYTES: usize = 25 * MEGABYTE;
/// Largest size of all parts that are asked for, in bytes when unpacked.
const MOST_UNPACKED_BYTES: usize = 100 * MEGABYTE;
/// Largest size of those of them that are XML.
const MOST_UNPACKED_XML_BYTES: usize = 20 * MEGABYTE;
/// Largest part of XML, in bytes.
const MOST_XML_BYTES: usize = 8 * MEGABYTE;
/// Most parts, whether they are asked for or not.
const MOST_PARTS: usize = 3_000;
const MEGABYTE: usize = 1_048_576;
/// How an encrypted or an old file begins.
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Types of relationships begin so.
pub(super) const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The same in the strict form.
const STRICT: &str = "http://purl.oclc.org/ooxml/";

/// The parts of a template.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Where the parts are in it, by their names from the root.
    places: BTreeMap<String, usize>,
    /// What may still be unpacked, in bytes, and how much of it may be XML.
    left_bytes: usize,
    left_xml_bytes: usize,
}

/// A reference of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The end of its type, as `slideLayout`; the whole type where it is another's.
    pub(super) kind: String,
    /// Name of the part; `None` when it leads out of the file or to nothing.
    pub(super) target: Option<String>,
}

impl<'b> Archive<'b> {
    /// Opens `bytes`; nothing is unpacked yet.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, TemplateError> {
        if bytes.len() > MOST_BYTES {
            let (megabytes, most_megabytes) = (bytes.len().div_ceil(MEGABYTE), MOST_BYTES / MEGABYTE);
            return Err(TemplateError::TooLarge { megabytes, most_megabytes });
        }
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(TemplateError::Encrypted);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TemplateError::NotAPackage)?;
        if zip.len() > MOST_PARTS {
            return Err(too_large());
        }
        let names = zip.file_names().zip(0..).map(|(name, place)| Ok((name?.into_owned(), place)));
        let places = names.collect::<Result<_, ZipError>>().map_err(|_| TemplateError::NotAPackage)?;
        Ok(Self { zip, places, left_bytes: MOST_UNPACKED_BYTES, left_xml_bytes: MOST_UNPACKED_XML_BYTES })
    }

    /// The content of a part.
    pub(super) fn bytes(&mut self, part: &str) -> Result<Vec<u8>, TemplateError> {
        let place = *self.places.get(part).ok_or_else(|| TemplateError::broken(part))?;
        let content = unpacked(&mut self.zip, place, self.left_bytes)?;
        self.left_bytes -= content.len();
        Ok(content)
    }

    /// The content of a part of XML, without a byte-order mark.
    pub(super) fn text(&mut self, part: &str) -> Result<String, TemplateError> {
        let broken = || TemplateError::broken(part);
        let mut text = String::from_utf8(self.bytes(part)?).map_err(|_| broken())?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        if text.len() > MOST_XML_BYTES {
            return Err(broken());
        }
        self.left_xml_bytes = self.left_xml_bytes.checked_sub(text.len()).ok_or_else(too_large)?;
        Ok(text)
    }

    /// The references of a part; `""` has those of the package. A part without any gives none.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, TemplateError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        if !self.places.contains_key(name) {
            return Ok(Vec::new());
        }
        let text = self.text(name)?;
        let document = xml(name, &text)?;
        let nodes =
            document.root_element().children().filter(|node| node.tag_name().name() == "Relationship");
        nodes.map(|node| self.relation(name, folder, &node)).collect()
    }

    fn relation(
        &self,
        part: &str,
        folder: &str,
        node: &roxmltree::Node<'_, '_>,
    ) -> Result<Relation, TemplateError> {
        let attribute = |name| node.attribute(name).ok_or_else(|| TemplateError::broken(part));
        let (id, kind, target) = (attribute("Id")?, attribute("Type")?, attribute("Target")?);
        if kind.starts_with(STRICT) {
            return Err(TemplateError::Strict);
        }
        let is_inside = node.attribute("TargetMode").is_none_or(|mode| mode == "Internal");
        let target =
            is_inside.then(|| from_root(folder, target)).filter(|target| self.places.contains_key(target));
        let kind = kind.strip_prefix(RELATIONSHIPS).map_or(kind, |kind| kind.trim_start_matches('/'));
        Ok(Relation { id: id.to_owned(), kind: kind.to_owned(), target })
    }
}

fn unpacked(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    place: usize,
    left_bytes: usize,
) -> Result<Vec<u8>, TemplateError> {
    let is_locked =
        |error: &ZipError| matches!(error, ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword);
    let entry = zip.by_index(place).map_err(|error| {
        if is_locked(&error) { TemplateError::Encrypted } else { TemplateError::NotAPackage }
    })?;
    let mut content = Vec::new();
    // What an entry says about its size is not believed.
    let read = entry.take(left_bytes as u64 + 1).read_to_end(&mut content);
    read.map_err(|_| TemplateError::NotAPackage)?;
    if content.len() > left_bytes { Err(too_large()) } else { Ok(content) }
}

const fn too_large() -> TemplateError {
    TemplateError::UnpackedTooLarge {
        most_megabytes: MOST_UNPACKED_BYTES / MEGABYTE,
        most_xml_megabytes: MOST_UNPACKED_XML_BYTES / MEGABYTE,
        most_parts: MOST_PARTS,
    }
}

/// The name from the root of a target that is named from `folder`.
fn from_root(folder: &str, target: &str) -> String {
    let start = if target.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in start.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_named_from_the_root_and_stay_in_it() {
        assert_eq!(from_root("ppt/slideLayouts", "../slideMasters/one.xml"), "ppt/slideMasters/one.xml");
        assert_eq!(from_root("ppt", "/ppt/theme/theme1.xml"), "ppt/theme/theme1.xml");
        assert_eq!(from_root("", "../../etc/passwd"), "etc/passwd");
    }
}
