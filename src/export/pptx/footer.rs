//! The foot of a slide: where the numbers come from and how they were made, in three lines.

use super::words::{Paragraph, Style};
use crate::chart::metrics::Weight;
use crate::exhibit::{Exhibit, Policy};
use crate::export::ooxml::units::Emu;

/// Lines of a footer, and of its source.
const LINES: usize = 3;
const SOURCE_LINES: usize = 2;

/// The paragraphs of a footer that is `room` wide. What finds no room is in the notes of the slide.
pub(super) fn paragraphs(exhibit: &Exhibit, room: Emu) -> Vec<Paragraph> {
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
