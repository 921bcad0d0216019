//! A package: parts, how they refer to each other, and what each of them is.

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::document;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Presentation,
    PresentationProperties,
    ViewProperties,
    Theme,
    Master,
    Layout,
    Slide,
    NotesMaster,
    Notes,
    TableStyles,
    Chart,
    CoreProperties,
    ProgramProperties,
    /// Declared by its file name's ending.
    Workbook,
}

const PRESENTATION: &str = "application/vnd.openxmlformats-officedocument.presentationml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Kind {
    /// Content type; `None` where the ending of the name says it.
    fn content_type(self) -> Option<String> {
        let presentation = |name: &str| Some(format!("{PRESENTATION}.{name}+xml"));
        let document = |name: &str| Some(format!("application/vnd.openxmlformats-{name}+xml"));
        match self {
            Self::Presentation => presentation("presentation.main"),
            Self::PresentationProperties => presentation("presProps"),
            Self::ViewProperties => presentation("viewProps"),
            Self::Theme => document("officedocument.theme"),
            Self::Master => presentation("slideMaster"),
            Self::Layout => presentation("slideLayout"),
            Self::Slide => presentation("slide"),
            Self::NotesMaster => presentation("notesMaster"),
            Self::Notes => presentation("notesSlide"),
            Self::TableStyles => presentation("tableStyles"),
            Self::Chart => document("officedocument.drawingml.chart"),
            Self::CoreProperties => document("package.core-properties"),
            Self::ProgramProperties => document("officedocument.extended-properties"),
            Self::Workbook => None,
        }
    }

    /// Type of a relationship to such a part.
    fn relationship(self) -> String {
        match self {
            Self::Presentation => format!("{RELATIONSHIPS}/officeDocument"),
            Self::PresentationProperties => format!("{RELATIONSHIPS}/presProps"),
            Self::ViewProperties => format!("{RELATIONSHIPS}/viewProps"),
            Self::Theme => format!("{RELATIONSHIPS}/theme"),
            Self::Master => format!("{RELATIONSHIPS}/slideMaster"),
            Self::Layout => format!("{RELATIONSHIPS}/slideLayout"),
            Self::Slide => format!("{RELATIONSHIPS}/slide"),
            Self::NotesMaster => format!("{RELATIONSHIPS}/notesMaster"),
            Self::Notes => format!("{RELATIONSHIPS}/notesSlide"),
            Self::TableStyles => format!("{RELATIONSHIPS}/tableStyles"),
            Self::Chart => format!("{RELATIONSHIPS}/chart"),
            Self::CoreProperties => format!("{PACKAGE}/relationships/metadata/core-properties"),
            Self::ProgramProperties => format!("{RELATIONSHIPS}/extended-properties"),
            Self::Workbook => format!("{RELATIONSHIPS}/package"),
        }
    }
}

/// A reference to another part; its id is its place, `rId1` the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) kind: Kind,
    /// Name of the part from the package's root.
    pub(super) target: String,
}

impl Reference {
    pub(super) fn to(kind: Kind, target: impl Into<String>) -> Self {
        Self { kind, target: target.into() }
    }
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// From the package's root, without a slash before it.
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) content: Vec<u8>,
    pub(super) references: Vec<Reference>,
}

impl Part {
    /// A part of XML.
    pub(super) fn xml(name: impl Into<String>, kind: Kind, content: String) -> Self {
        Self { name: name.into(), kind, content: content.into_bytes(), references: Vec::new() }
    }

    pub(super) fn with(self, references: Vec<Reference>) -> Self {
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
pub(super) fn bytes(parts: &[Part], root: &[Reference]) -> Result<Vec<u8>, ZipError> {
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
            let (id, target) = (format!("rId{number}"), format!("/{}", reference.target));
            let kind = reference.kind.relationship();
            xml.empty("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &target)]);
        }
    })
}
