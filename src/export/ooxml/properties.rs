//! The properties of a file: its title and program, and no time, so that the same exhibits give the same bytes.

use super::package::{Kind, Part, Reference};
use super::xml::document;

const CORE: &str = "docProps/core.xml";
const PROGRAM: &str = "docProps/app.xml";

/// The parts of properties: a title, and a language (`en-GB`) where the format has no other place for it.
pub(in crate::export) fn parts(title: &str, language: Option<&str>) -> [Part; 2] {
    [
        Part::xml(CORE, Kind::CORE_PROPERTIES, core(title, language)),
        Part::xml(PROGRAM, Kind::PROGRAM_PROPERTIES, program()),
    ]
}

/// References to them from the package's root.
pub(in crate::export) fn references() -> [Reference; 2] {
    [Reference::to(Kind::CORE_PROPERTIES, CORE), Reference::to(Kind::PROGRAM_PROPERTIES, PROGRAM)]
}

fn core(title: &str, language: Option<&str>) -> String {
    document(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ],
        |xml| {
            xml.text("dc:title", &[], title);
            xml.text("dc:creator", &[], "Sinew");
            if let Some(language) = language {
                xml.text("dc:language", &[], language);
            }
        },
    )
}

fn program() -> String {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    document("Properties", &[("xmlns", &namespace)], |xml| xml.text("Application", &[], "Sinew"))
}
