//! Exhibits as PDF: figures as drawings whose words are text, tables as tables, everything tagged for reading aloud.
//!
//! Decided in `docs/adr/0019-pdf.md`.

mod columns;
mod draw;
mod exhibit;
mod figure;
mod flow;
mod furniture;
mod headline;
mod missing;
mod page;
mod sheet;
mod table;
mod tags;
#[cfg(test)]
mod tests;
mod words;

use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::{Document, SerializeSettings};

use draw::Fonts;
use page::{Orientation, Page, Paper};
use sheet::Sheet;
use tags::Marked;

use super::placed::{Entry, Shown, entries};
use super::{ExportError, StillWanted};
use crate::exhibit::{Exhibit, Released};

/// How a PDF is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PdfOptions {
    /// Its paper.
    pub paper: Paper,
}

/// The exhibits as one PDF, in their order, each from the top of a page: finding, headlines, figure, note, footnotes,
/// and the table of its numbers over as many pages as it takes; in place of one that is missing, which it was and why.
/// Tagged after PDF/UA-1, with the bundled font in the file. The same exhibits give the same bytes. No exhibits give
/// one empty page.
///
/// A character that the bundled font lacks (Arabic, Chinese, emoji) is drawn as a box as wide as the size of the text; the
/// character itself is what a search finds and a copy holds. In a figure it is a question mark.
///
/// # Errors
/// [`ExportError::Pdf`] when a figure cannot be drawn or the file cannot be written.
pub fn pdf<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    options: PdfOptions,
) -> Result<Released<Vec<u8>>, ExportError> {
    pdf_while(exhibits, options, StillWanted::ALWAYS)
}

/// The same as [`pdf`], given up between two exhibits when nobody waits for it any more.
///
/// # Errors
/// As [`pdf`]; [`ExportError::GivenUp`] when it was given up.
pub fn pdf_while<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    options: PdfOptions,
    wanted: StillWanted<'_>,
) -> Result<Released<Vec<u8>>, ExportError> {
    let chapters = chapters(&entries(exhibits.get()), options.paper, wanted)?;
    let bytes = write(&chapters, options.paper, wanted)?;
    Ok(exhibits.clone().map(|_| bytes))
}

/// An exhibit, or a missing one, and its pages.
struct Chapter<'e> {
    entry: Entry<'e>,
    sheets: Vec<Sheet>,
}

fn chapters<'e>(
    entries: &[Entry<'e>],
    paper: Paper,
    wanted: StillWanted<'_>,
) -> Result<Vec<Chapter<'e>>, ExportError> {
    let mut chapters = Vec::with_capacity(entries.len());
    for entry in entries {
        wanted.check()?;
        let sheets = match entry {
            Entry::Figure(placed) => exhibit::sheets(*placed, paper)?,
            Entry::Missing(missing) => missing::sheets(missing, paper),
        };
        chapters.push(Chapter { entry: *entry, sheets });
    }
    let total = chapters.iter().map(|chapter| chapter.sheets.len()).sum();
    let mut number = 0;
    for chapter in &mut chapters {
        for (index, sheet) in chapter.sheets.iter_mut().enumerate() {
            number += 1;
            let header = furniture::header(chapter.entry, index, sheet.page);
            furniture::add(sheet, chapter.entry, &header, (number, total));
        }
    }
    Ok(chapters)
}

fn write(chapters: &[Chapter<'_>], paper: Paper, wanted: StillWanted<'_>) -> Result<Vec<u8>, ExportError> {
    let fonts = Fonts::bundled().ok_or_else(|| ExportError::Pdf("the bundled font cannot be read".into()))?;
    let settings = SerializeSettings { configuration: configuration()?, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let tagged = draw_all(&mut document, chapters, &fonts, wanted)?;
    if chapters.is_empty() {
        let blank = Sheet { page: Page::of(paper, Orientation::Portrait), items: Vec::new() };
        draw::sheet(&mut document, (0, &blank), &fonts, &mut Marked::default());
    }
    document.set_tag_tree(tags::tree(tagged.into_iter()));
    document.set_outline(outline(chapters));
    document.set_metadata(metadata(chapters));
    document.finish().map_err(|error| ExportError::Pdf(error.to_string().into()))
}

/// Draws every page; returns what is to be tagged.
fn draw_all<'e>(
    document: &mut Document,
    chapters: &[Chapter<'e>],
    fonts: &Fonts,
    wanted: StillWanted<'_>,
) -> Result<Vec<(Entry<'e>, Marked)>, ExportError> {
    let mut tagged = Vec::with_capacity(chapters.len());
    let mut index = 0;
    for chapter in chapters {
        wanted.check()?;
        let mut marked = Marked::default();
        for sheet in &chapter.sheets {
            draw::sheet(document, (index, sheet), fonts, &mut marked);
            index += 1;
        }
        tagged.push((chapter.entry, marked));
    }
    Ok(tagged)
}

/// PDF/UA-1: what cannot be read aloud is refused.
fn configuration() -> Result<Configuration, ExportError> {
    let builder = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    builder.finish().map_err(|error| ExportError::Pdf(format!("{error:?}").into()))
}

/// One bookmark an exhibit, also where it is missing.
fn outline(chapters: &[Chapter<'_>]) -> Outline {
    let mut outline = Outline::new();
    let mut first = 0;
    for chapter in chapters {
        let top = Point::from_xy(0.0, draw::points(Page::TOP - 1_000));
        outline.push_child(OutlineNode::new(tags::title(chapter.entry), XyzDestination::new(first, top)));
        first += chapter.sheets.len();
    }
    outline
}

/// Title, language, program and ids; no time, so that the same exhibits give the same bytes.
fn metadata(chapters: &[Chapter<'_>]) -> Metadata {
    let exhibits = || chapters.iter().filter_map(|chapter| chapter.entry.exhibit());
    let ids: Vec<String> = exhibits().map(|exhibit| exhibit.id.to_string()).collect();
    let title = match chapters {
        [] => "No exhibits".to_owned(),
        [only] => tags::title(only.entry),
        [first, ..] => format!("{}: {} exhibits", first.entry.study(), chapters.len()),
    };
    let version = |exhibit: &Exhibit| format!("Sinew {}", exhibit.provenance.program_version);
    let program = exhibits().next().map_or_else(|| "Sinew".to_owned(), version);
    Metadata::new()
        .title(title)
        .language(tags::LANGUAGE.to_owned())
        .creator(program)
        .document_id(ids.join(" "))
        .keywords(ids)
}
