//! A package: parts, how they refer to each other, and what each of them is.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::pictures;
use super::xml::document;

/// What a part is: its content type, and the type of a relationship to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) struct Kind {
    family: Family,
    /// Last part of the content type.
    name: &'static str,
    /// Last part of the relationship's type.
    relationship: &'static str,
}

/// Where a content type belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Family {
    /// Slides.
    Presentation,
    /// Text.
    Word,
    /// All Office files.
    Office,
    /// All packages.
    Package,
    /// Declared by the ending of the part's name.
    Ending,
}

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Kind {
    pub(in crate::export) const THEME: Self = Self::new(Family::Office, "theme", "theme");
    pub(in crate::export) const CHART: Self = Self::new(Family::Office, "drawingml.chart", "chart");
    pub(in crate::export) const CORE_PROPERTIES: Self =
        Self::new(Family::Package, "core-properties", "metadata/core-properties");
    pub(in crate::export) const PROGRAM_PROPERTIES: Self =
        Self::new(Family::Office, "extended-properties", "extended-properties");
    pub(in crate::export) const WORKBOOK: Self = Self::new(Family::Ending, "xlsx", "package");

    pub(in crate::export) const THEME_OVERRIDE: Self =
        Self::new(Family::Office, "themeOverride", "themeOverride");

    /// A picture whose name ends so.
    pub(in crate::export) const fn picture(ending: &'static str) -> Self {
        Self::new(Family::Ending, ending, "image")
    }

    /// A kind by the last parts of its content type and of its relationship's type.
    pub(in crate::export) const fn new(
        family: Family,
        name: &'static str,
        relationship: &'static str,
    ) -> Self {
        Self { family, name, relationship }
    }

    /// Whether such parts are XML.
    pub(in crate::export) fn is_xml(self) -> bool {
        self.family != Family::Ending
    }

    /// Content type; `None` where the ending of the name says it.
    fn content_type(self) -> Option<String> {
        let family = match self.family {
            Family::Presentation => "officedocument.presentationml",
            Family::Word => "officedocument.wordprocessingml",
            Family::Office => "officedocument",
            Family::Package => "package",
            Family::Ending => return None,
        };
        Some(format!("application/vnd.openxmlformats-{family}.{}+xml", self.name))
    }

    /// Type of a relationship to such a part.
    fn relationship(self) -> String {
        match self.family {
            Family::Package => format!("{PACKAGE}/relationships/{}", self.relationship),
            Family::Presentation | Family::Word | Family::Office | Family::Ending => {
                format!("{RELATIONSHIPS}/{}", self.relationship)
            }
        }
    }
}

/// A reference to another part; its id is its place, `rId1` the first, unless it is called otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Reference {
    id: Option<String>,
    pub(in crate::export) kind: Kind,
    /// Name of the part from the package's root.
    pub(in crate::export) target: String,
}

impl Reference {
    pub(in crate::export) fn to(kind: Kind, target: impl Into<String>) -> Self {
        Self { id: None, kind, target: target.into() }
    }

    /// The same reference under an id that its part uses already.
    pub(in crate::export) fn called(self, id: &str) -> Self {
        Self { id: Some(id.to_owned()), ..self }
    }

    /// How it was called, if it was.
    pub(in crate::export) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Part {
    /// From the package's root, without a slash before it.
    pub(in crate::export) name: String,
    pub(in crate::export) kind: Kind,
    pub(in crate::export) content: Vec<u8>,
    pub(in crate::export) references: Vec<Reference>,
}

impl Part {
    /// A part of XML.
    pub(in crate::export) fn xml(name: impl Into<String>, kind: Kind, content: String) -> Self {
        Self { name: name.into(), kind, content: content.into_bytes(), references: Vec::new() }
    }

    pub(in crate::export) fn with(self, references: Vec<Reference>) -> Self {
        Self { references, ..self }
    }

    /// Name of the part that holds its references.
    fn references_name(&self) -> String {
        let (folder, file) = self.name.rsplit_once('/').unwrap_or(("", &self.name));
        let separator = if folder.is_empty() { "" } else { "/" };
        format!("{folder}{separator}_rels/{file}.rels")
    }
}

/// The package as bytes: the same parts give the same bytes.
///
/// # Errors
/// When a part is too large for the format.
pub(in crate::export) fn bytes(parts: &[Part], root: &[Reference]) -> Result<Vec<u8>, ZipError> {
    // Neither the time nor the rights of the machine.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut write = |name: &str, content: &[u8]| -> Result<(), ZipError> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(content)?)
    };
    write("[Content_Types].xml", content_types(parts).as_bytes())?;
    write("_rels/.rels", references(root).as_bytes())?;
    for part in parts {
        write(&part.name, &part.content)?;
        if !part.references.is_empty() {
            write(&part.references_name(), references(&part.references).as_bytes())?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(parts: &[Part]) -> String {
    let namespace = format!("{PACKAGE}/content-types");
    document("Types", &[("xmlns", &namespace)], |xml| {
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("xlsx", WORKBOOK),
        ];
        for (extension, content_type) in defaults {
            xml.empty("Default", &[("Extension", &extension), ("ContentType", &content_type)]);
        }
        let endings: BTreeSet<&str> = parts
            .iter()
            .filter(|part| part.kind.family == Family::Ending)
            .map(|part| part.kind.name)
            .collect();
        for ending in endings {
            if let Some(content_type) = pictures::content_type(ending) {
                xml.empty("Default", &[("Extension", &ending), ("ContentType", &content_type)]);
            }
        }
        for part in parts {
            if let Some(content_type) = part.kind.content_type() {
                let name = format!("/{}", part.name);
                xml.empty("Override", &[("PartName", &name), ("ContentType", &content_type)]);
            }
        }
    })
}

/// Targets are named from the root, so that no part has to know where it lies.
fn references(references: &[Reference]) -> String {
    let namespace = format!("{PACKAGE}/relationships");
    document("Relationships", &[("xmlns", &namespace)], |xml| {
        for (number, reference) in (1..).zip(references) {
            let id = reference.id.clone().unwrap_or_else(|| format!("rId{number}"));
            let target = format!("/{}", reference.target);
            let kind = reference.kind.relationship();
            xml.empty("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &target)]);
        }
    })
}
