//! The foot of a slide: where the numbers come from and how they were made, in three lines.

use super::units::Emu;
use super::words::{Paragraph, Style};
use crate::chart::metrics::Weight;
use crate::exhibit::{Exhibit, Policy};

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
    let room = room.part(0.97);
    let (source, used) = paragraph("Source ", &source, SOURCE_LINES, room);
    let (method, _) = paragraph("Method ", &method, LINES - used, room);
    [source, method]
        .into_iter()
        .filter(|paragraph| paragraph.runs.iter().all(|run| !run.words.is_empty()))
        .collect()
}

/// A paragraph in lines that find room, and how many they are.
fn paragraph(head: &str, words: &str, most: usize, room: Emu) -> (Paragraph, usize) {
    let strong = Style { weight: Weight::Semibold, ..Style::TICK };
    // The head takes part of the first line; each line loses what that is, so that none is too long.
    let room = room - strong.width(head);
    let lines = Style::TICK.wrap(words, room);
    let mut kept: Vec<String> = lines.iter().take(most).cloned().collect();
    if let (true, Some(last)) = (lines.len() > most, kept.last_mut()) {
        *last = format!("{}…", Style::TICK.fit(last, room - Style::TICK.width("…")).trim_end_matches('…'));
    }
    let mut paragraph = strong.paragraph(head);
    paragraph.runs.push(Style::TICK.run(kept.join(" ")));
    (paragraph, kept.len())
}
