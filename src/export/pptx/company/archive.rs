//! The parts of a template, read within limits, and how they refer to each other.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use roxmltree::Document;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::TemplateError;

/// Largest template.
pub(super) const MOST_BYTES: usize = 25 * MEGABYTE;
/// Largest size of all parts together when unpacked.
const MOST_UNPACKED: usize = 100 * MEGABYTE;
/// Largest part of XML.
const MOST_XML: usize = 8 * MEGABYTE;
/// Most parts.
const MOST_PARTS: usize = 3_000;
const MEGABYTE: usize = 1_048_576;
/// How an encrypted or an old file begins.
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Types of relationships begin so.
pub(super) const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The same in the strict form.
const STRICT: &str = "http://purl.oclc.org/ooxml/";

/// The parts by their names from the root.
pub(super) struct Archive(BTreeMap<String, Vec<u8>>);

/// A reference of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The end of its type, as `slideLayout`; the whole type where it is another's.
    pub(super) kind: String,
    /// Name of the part; `None` when it leads out of the file or to nothing.
    pub(super) target: Option<String>,
}

impl Archive {
    /// Unpacks `bytes`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        if bytes.len() > MOST_BYTES {
            let (megabytes, most) = (bytes.len().div_ceil(MEGABYTE), MOST_BYTES / MEGABYTE);
            return Err(TemplateError::TooLarge { megabytes, most });
        }
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(TemplateError::Encrypted);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TemplateError::NotAPackage)?;
        if zip.len() > MOST_PARTS {
            return Err(swells());
        }
        let (mut parts, mut left) = (BTreeMap::new(), MOST_UNPACKED);
        for index in 0..zip.len() {
            let (name, content) = unpack(&mut zip, index, left)?;
            left -= content.len();
            parts.insert(name, content);
        }
        Ok(Self(parts))
    }

    /// The content of a part.
    pub(super) fn bytes(&self, part: &str) -> Result<&[u8], TemplateError> {
        self.0.get(part).map(Vec::as_slice).ok_or_else(|| TemplateError::broken(part))
    }

    /// The content of a part of XML.
    pub(super) fn text(&self, part: &str) -> Result<&str, TemplateError> {
        let bytes = self.bytes(part)?;
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MOST_XML);
        text.ok_or_else(|| TemplateError::broken(part))
    }

    /// The references of a part; `""` has those of the package. A part without any gives none.
    pub(super) fn relations(&self, part: &str) -> Result<Vec<Relation>, TemplateError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        if !self.0.contains_key(name) {
            return Ok(Vec::new());
        }
        let document = xml(name, self.text(name)?)?;
        let nodes = document
            .root_element()
            .children()
            .filter(|node| node.has_tag_name("Relationship") || node.tag_name().name() == "Relationship");
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
            is_inside.then(|| from_root(folder, target)).filter(|target| self.0.contains_key(target));
        let kind = kind.strip_prefix(RELATIONSHIPS).map_or(kind, |kind| kind.trim_start_matches('/'));
        Ok(Relation { id: id.to_owned(), kind: kind.to_owned(), target })
    }
}

/// A part of XML. Definitions of document types are refused, so nothing in it expands.
pub(super) fn xml<'t>(part: &str, text: &'t str) -> Result<Document<'t>, TemplateError> {
    Document::parse(text).map_err(|_| TemplateError::broken(part))
}

fn unpack(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: usize,
) -> Result<(String, Vec<u8>), TemplateError> {
    let is_locked =
        |error: &ZipError| matches!(error, ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword);
    let entry = zip.by_index(index).map_err(|error| {
        if is_locked(&error) { TemplateError::Encrypted } else { TemplateError::NotAPackage }
    })?;
    let name = entry.name().map_err(|_| TemplateError::NotAPackage)?.to_string();
    let mut content = Vec::new();
    // What an entry says about its size is not believed.
    let read = entry.take(left as u64 + 1).read_to_end(&mut content);
    read.map_err(|_| TemplateError::NotAPackage)?;
    if content.len() > left { Err(swells()) } else { Ok((name, content)) }
}

const fn swells() -> TemplateError {
    TemplateError::Swells { most: MOST_UNPACKED / MEGABYTE, entries: MOST_PARTS }
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
