//! Exhibits as PowerPoint slides with native charts: every figure as series that can be edited, with a workbook that
//! holds what is drawn and nothing else, and its table on slides of its own. No pictures.
//!
//! Decided in `docs/adr/0018-slides.md`.

mod chart;
mod colour;
mod company;
mod footer;
mod foundation;
mod grid;
mod kinds;
mod missing;
mod notes;
mod page;
mod seats;
mod shape;
mod slide;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod words;
mod workbook;

pub(super) use chart::paper::{PaperChart, paper_figure};
pub use company::{Template, TemplateError};
pub use foundation::Ground;
pub use page::SlideShape;

use foundation::Foundation;
use seats::Setting;
use slide::{Object, Slide};
use template::Layout;
use words::Fitted;

use super::ooxml::package::{self, Kind, Part, Reference};
use super::ooxml::properties;
use super::ooxml::xml::document;
use super::placed::{Entry, Placed, Shown, entries};
use super::{ExportError, StillWanted};
use crate::chart::metrics::Weight;
use crate::exhibit::Released;

/// How slides are made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlideOptions {
    /// What they stand on.
    pub ground: Ground,
}

/// The exhibits as one presentation, in their order: each figure on a slide, nearly always one, and after it the table
/// of its numbers; in place of one that is missing, which it was and why. A note comes first in the speaker notes. The
/// same exhibits on the same ground give the same bytes. No exhibits give a presentation without slides.
///
/// # Errors
/// [`ExportError::Slides`] when a workbook or the package cannot be written.
pub fn pptx<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    options: &SlideOptions,
) -> Result<Released<Vec<u8>>, ExportError> {
    pptx_while(exhibits, options, StillWanted::ALWAYS)
}

/// The same as [`pptx`], given up between two exhibits when nobody waits for it any more.
///
/// # Errors
/// As [`pptx`]; [`ExportError::GivenUp`] when it was given up.
pub fn pptx_while<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    options: &SlideOptions,
    wanted: StillWanted<'_>,
) -> Result<Released<Vec<u8>>, ExportError> {
    let foundation = Foundation::of(&options.ground);
    let all = entries(exhibits.get());
    let mut slides = Vec::new();
    for entry in &all {
        wanted.check()?;
        let of_entry = slides_of(*entry, &foundation.setting);
        slides.extend(of_entry.into_iter().map(|slide| slide.resized(foundation.setting.seats.share)));
    }
    let title = all.first().map_or("", |entry| entry.title());
    let bytes = presentation(&slides, foundation, title, wanted)?;
    Ok(exhibits.clone().map(|_| bytes))
}

fn slides_of(entry: Entry<'_>, setting: &Setting) -> Vec<Slide> {
    match entry {
        Entry::Figure(placed) => slides(placed, setting),
        Entry::Missing(missing) => vec![missing::slide(missing, setting)],
    }
}

/// The slides of one exhibit.
fn slides(placed: Placed<'_>, setting: &Setting) -> Vec<Slide> {
    let (exhibit, page) = (placed.exhibit, &setting.page);
    let slide = |layout, title: &str, subtitle: &str, objects| Slide {
        layout,
        title: Fitted::of(title, &setting.title_sizes, Weight::Semibold, &page.title),
        subtitle: Fitted::of(subtitle, &setting.subtitle_sizes, Weight::Regular, &page.subtitle),
        footer: footer::source(exhibit, setting),
        exhibit: exhibit.id.as_str().to_owned(),
        line: footer::line(exhibit, &setting.seats.line),
        objects,
        notes: notes::paragraphs(placed),
    };
    let text = &exhibit.text;
    let bodies = chart::bodies(exhibit, page);
    let many = bodies.len();
    let mut slides: Vec<Slide> = (1..)
        .zip(bodies)
        .map(|(part, body)| slide(Layout::Chart, &numbered(&text.title, part, many), &text.subtitle, body))
        .collect();
    let pages = table::pages(&exhibit.table, page, &exhibit.provenance.address);
    let many = pages.grids.len();
    for (part, grid) in (1..).zip(pages.grids) {
        let mut objects = vec![Object::Table(grid)];
        objects.extend(pages.rest.as_ref().filter(|_| part == many).map(|rest| table::rest(rest, page)));
        let caption = numbered(&exhibit.table.caption, part, many);
        slides.push(slide(Layout::Table, &caption, &text.subtitle, objects));
    }
    slides
}

/// A title of one slide among several.
fn numbered(title: &str, part: usize, many: usize) -> String {
    if many > 1 { format!("{title} ({part} of {many})") } else { title.to_owned() }
}

fn presentation(
    slides: &[Slide],
    mut foundation: Foundation,
    title: &str,
    wanted: StillWanted<'_>,
) -> Result<Vec<u8>, ExportError> {
    const PRESENTATION: &str = "ppt/presentation.xml";
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| ExportError::Slides(error);
    let masters = foundation.masters.iter().map(|(_, part)| Reference::to(kinds::MASTER, part));
    let mut references: Vec<Reference> = masters.collect();
    references.push(Reference::to(kinds::NOTES_MASTER, template::NOTES_MASTER));
    let slide_names = || (1..=slides.len()).map(|number| format!("ppt/slides/slide{number}.xml"));
    references.extend(slide_names().map(|name| Reference::to(kinds::SLIDE, name)));
    references.extend([
        Reference::to(kinds::PRESENTATION_PROPERTIES, template::PROPERTIES),
        Reference::to(kinds::VIEW_PROPERTIES, template::VIEW),
        Reference::to(kinds::TABLE_STYLES, template::TABLE_STYLES),
        Reference::to(Kind::THEME, &foundation.theme),
    ]);
    let content = presentation_xml(slides.len(), &foundation);
    let mut parts = vec![Part::xml(PRESENTATION, kinds::PRESENTATION, content).with(references)];
    parts.append(&mut foundation.parts);
    let mut numbers = Numbers::default();
    for slide in slides {
        wanted.check()?;
        let of_slide = slide_parts(slide, &mut numbers, &foundation);
        parts.extend(of_slide.map_err(|error| failed(error.into()))?);
    }
    parts.extend(properties::parts(title, None));
    let mut root = vec![Reference::to(kinds::PRESENTATION, PRESENTATION)];
    root.extend(properties::references());
    package::bytes(&parts, &root).map_err(|error| failed(error.into()))
}

/// Numbers of the last slide and of the last chart.
#[derive(Default)]
struct Numbers {
    slides: usize,
    charts: usize,
}

/// A slide, its notes, its charts and the workbooks behind these.
fn slide_parts(
    slide: &Slide,
    numbers: &mut Numbers,
    foundation: &Foundation,
) -> Result<Vec<Part>, rust_xlsxwriter::XlsxError> {
    let mut parts = Vec::new();
    numbers.slides += 1;
    let number = numbers.slides;
    let (name, notes) =
        (format!("ppt/slides/slide{number}.xml"), format!("ppt/notesSlides/notesSlide{number}.xml"));
    let mut references = vec![
        Reference::to(kinds::LAYOUT, foundation.layout(slide.layout)),
        Reference::to(kinds::NOTES, &notes),
    ];
    let first_chart = references.len() + 1;
    for chart in slide.charts() {
        numbers.charts += 1;
        let chart_name = format!("ppt/charts/chart{}.xml", numbers.charts);
        let workbook = format!("ppt/embeddings/workbook{}.xlsx", numbers.charts);
        let to_workbook = vec![Reference::to(Kind::WORKBOOK, &workbook)];
        parts.push(Part::xml(&chart_name, Kind::CHART, foundation.coloured(chart.part())).with(to_workbook));
        let content = chart.sheet.workbook(&slide.exhibit)?;
        parts.push(Part { name: workbook, kind: Kind::WORKBOOK, content, references: Vec::new() });
        references.push(Reference::to(Kind::CHART, chart_name));
    }
    let content = foundation.coloured(slide.part(first_chart, &foundation.setting.seats));
    parts.push(Part::xml(&name, kinds::SLIDE, content).with(references));
    let of_notes =
        vec![Reference::to(kinds::NOTES_MASTER, template::NOTES_MASTER), Reference::to(kinds::SLIDE, name)];
    parts.push(Part::xml(notes, kinds::NOTES, notes::part(&slide.notes)).with(of_notes));
    Ok(parts)
}

fn presentation_xml(slides: usize, foundation: &Foundation) -> String {
    let masters = foundation.masters.len();
    let page = &foundation.setting.page;
    document("p:presentation", &template::namespaces(), |xml| {
        xml.element("p:sldMasterIdLst", &[], |xml| {
            for (number, (id, _)) in (1..).zip(&foundation.masters) {
                xml.empty("p:sldMasterId", &[("id", id), ("r:id", &format!("rId{number}"))]);
            }
        });
        let notes = format!("rId{}", masters + 1);
        xml.element("p:notesMasterIdLst", &[], |xml| xml.empty("p:notesMasterId", &[("r:id", &notes)]));
        if slides > 0 {
            xml.element("p:sldIdLst", &[], |xml| {
                for number in 0..slides {
                    let (id, reference) = (256 + number, format!("rId{}", number + masters + 2));
                    xml.empty("p:sldId", &[("id", &id), ("r:id", &reference)]);
                }
            });
        }
        xml.empty("p:sldSz", &[("cx", &page.width), ("cy", &page.height)]);
        xml.empty("p:notesSz", &[("cx", &6_858_000), ("cy", &9_144_000)]);
        if let Some(style) = &foundation.default_text {
            xml.copied(style);
        }
    })
}
