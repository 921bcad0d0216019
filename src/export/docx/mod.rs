//! Exhibits as Word documents: the finding, the figure as charts that can be edited, the table as a table of Word with
//! footnotes, and where the numbers come from.
//!
//! Decided in `docs/adr/0020-word.md`.

mod content;
mod figure;
mod fonts;
mod footnotes;
mod kinds;
mod layout;
mod page;
mod parts;
mod settings;
mod source;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::fmt::Display;

use content::Planner;
use footnotes::Footnotes;
use parts::Parts;

use super::ooxml::package::{self, Kind, Part, Reference};
use super::ooxml::{properties, theme};
use super::placed::{Entry, Shown, entries};
use super::{ExportError, Paper, StillWanted};
use crate::exhibit::Released;

/// The exhibits as one document, in their order, each in a section of its own: upright, or on its side where its table
/// is wide. A note stands beneath the figure; in place of a missing one, which it was and why. The same exhibits give
/// the same bytes. No exhibits give an empty page.
///
/// # Errors
/// [`ExportError::Document`] when a workbook or the package cannot be written.
pub fn docx<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    paper: Paper,
) -> Result<Released<Vec<u8>>, ExportError> {
    docx_while(exhibits, paper, StillWanted::ALWAYS)
}

/// The same as [`docx`], given up between two exhibits when nobody waits for it any more.
///
/// # Errors
/// As [`docx`]; [`ExportError::GivenUp`] when it was given up.
pub fn docx_while<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    paper: Paper,
    wanted: StillWanted<'_>,
) -> Result<Released<Vec<u8>>, ExportError> {
    let bytes = document(&entries(exhibits.get()), paper, wanted)?;
    Ok(exhibits.clone().map(|_| bytes))
}

fn document(entries: &[Entry<'_>], paper: Paper, wanted: StillWanted<'_>) -> Result<Vec<u8>, ExportError> {
    const DOCUMENT: &str = "word/document.xml";
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| ExportError::Document(error);
    let (mut footnotes, mut others) = (Footnotes::default(), fixed_parts());
    let mut planner = Planner::new(paper, &mut footnotes, &mut others);
    let mut chapters = Vec::with_capacity(entries.len());
    for (place, entry) in (1..).zip(entries) {
        wanted.check()?;
        chapters.push(planner.chapter(place, *entry).map_err(|error| failed(error.into()))?);
    }
    others.refer(Part::xml("word/footnotes.xml", kinds::FOOTNOTES, footnotes.part()));
    let content = content::part(&chapters, paper);
    let mut parts = vec![Part::xml(DOCUMENT, kinds::DOCUMENT, content).with(others.references())];
    parts.extend(others.all());
    let title = entries.first().map_or("", |entry| entry.title());
    parts.extend(properties::parts(title, Some("en-GB")));
    let mut root = vec![Reference::to(kinds::DOCUMENT, DOCUMENT)];
    root.extend(properties::references());
    package::bytes(&parts, &root).map_err(|error| failed(error.into()))
}

/// The parts that do not depend on what is shown.
fn fixed_parts() -> Parts {
    let mut parts = Parts::default();
    for (name, kind, content) in [
        ("word/styles.xml", kinds::STYLES, styles::part()),
        ("word/settings.xml", kinds::SETTINGS, settings::part()),
        ("word/fontTable.xml", kinds::FONTS, fonts::part()),
        ("word/theme/theme1.xml", Kind::THEME, theme::theme()),
    ] {
        parts.refer(Part::xml(name, kind, content));
    }
    parts
}

/// The namespaces that every part of a document declares.
fn namespaces() -> [(&'static str, &'static dyn Display); 2] {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    [("xmlns:w", &WORD), ("xmlns:r", &RELATIONSHIPS)]
}
