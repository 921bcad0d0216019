//! The foot of a slide: where the numbers come from and how they were made, in three lines.

use super::seats::{Line, Setting};
use super::words::{Paragraph, Style};
use crate::chart::metrics::Weight;
use crate::exhibit::{Exhibit, Policy};
use crate::export::ooxml::units::Emu;
use crate::export::placed::Missing;

/// Lines of a footer, and of its source.
const LINES: usize = 3;
const SOURCE_LINES: usize = 2;

/// The paragraphs of a footer that is `room` wide. What finds no room is in the notes of the slide.
fn paragraphs(exhibit: &Exhibit, room: Emu) -> Vec<Paragraph> {
    let provenance = &exhibit.provenance;
    let hidden = match provenance.policy {
        Policy::Exact => "",
        Policy::Rounded => "; counts under 11 hidden, others rounded",
    };
    let source = format!(
        "{}, data as of {}, version {}{hidden}; cohort: {}",
        provenance.study_title, provenance.data_as_of, provenance.data_version, provenance.cohort
    );
    let method = exhibit.text.footnotes.join(" ");
    // Bold heads run a little wider than they are measured.
    let room = room - Emu::points(8);
    let (source, used) = paragraph("Source", &source, SOURCE_LINES, room);
    let (method, _) = paragraph("Method", &method, LINES - used, room);
    source.into_iter().chain(method).collect()
}

/// What the line at the foot of a slide says: the id of the exhibit, and in a footer of a company as much of its
/// source as finds room.
pub(super) fn line(exhibit: &Exhibit, line: &Line) -> String {
    let (id, provenance) = (exhibit.id.as_str(), &exhibit.provenance);
    match line {
        Line::Id(_) | Line::UnderSource => id.to_owned(),
        Line::Footer(_, room, size) => {
            let data = format!("data as of {}, version {}", provenance.data_as_of, provenance.data_version);
            let lines = [format!("{id} · {}, {data}", provenance.study_title), format!("{id} · {data}")];
            // The company's font may run wider than the one that is measured.
            let fits = |line: &String| Style::TICK.sized(*size).width(line) <= room.part(0.9);
            lines.into_iter().find(fits).unwrap_or_else(|| id.to_owned())
        }
    }
}

/// The source, and the line where it has no place of its own.
pub(super) fn source(exhibit: &Exhibit, setting: &Setting) -> Vec<Paragraph> {
    with_line(paragraphs(exhibit, setting.page.footer.width), exhibit.id.as_str(), setting)
}

/// The study of a figure that is missing, as [`source`].
pub(super) fn of_missing(missing: &Missing, setting: &Setting) -> Vec<Paragraph> {
    let (source, _) = paragraph("Source", &missing.study, SOURCE_LINES, setting.page.footer.width);
    with_line(source.into_iter().collect(), &missing.exhibit, setting)
}

fn with_line(mut paragraphs: Vec<Paragraph>, id: &str, setting: &Setting) -> Vec<Paragraph> {
    match &setting.seats.line {
        Line::Id(_) | Line::Footer(..) => {}
        Line::UnderSource => paragraphs.push(Style::TICK.paragraph(id)),
    }
    paragraphs
}

/// A paragraph in lines that find room, and how many they are; `None` without words.
fn paragraph(head: &str, words: &str, most: usize, room: Emu) -> (Option<Paragraph>, usize) {
    let lines = Style::TICK.wrap(&format!("{head} {words}"), room);
    let mut kept: Vec<String> = lines.iter().take(most).cloned().collect();
    if let (true, Some(last)) = (lines.len() > most, kept.last_mut()) {
        *last = format!("{}…", Style::TICK.fit(last, room - Style::TICK.width("…")).trim_end_matches('…'));
    }
    let text = kept.join(" ");
    let Some(rest) = text.strip_prefix(head).filter(|rest| !rest.is_empty()) else { return (None, 0) };
    let mut paragraph = Style { weight: Weight::Semibold, ..Style::TICK }.paragraph(head);
    paragraph.runs.push(Style::TICK.run(rest));
    (Some(paragraph), kept.len())
}
