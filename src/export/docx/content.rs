//! What stands in a document: for each exhibit a section of its own with the finding, the sentence, the figure, the
//! table and where the numbers come from.

use rust_xlsxwriter::XlsxError;

use super::figure::{Figure, Numbers};
use super::footnotes::Footnotes;
use super::kinds;
use super::layout::Layout;
use super::page::{self, Orientation, section};
use super::parts::Parts;
use super::source;
use super::styles::ParagraphStyle;
use super::table;
use super::words::{field, footnote_references, paragraph, plain, properly, run};
use crate::exhibit::Exhibit;
use crate::export::ooxml::package::Part;
use crate::export::ooxml::xml::{Xml, document};
use crate::export::placed::Placed;

/// An exhibit on its pages.
pub(super) struct Chapter<'e> {
    exhibit: &'e Exhibit,
    /// Lines of a person's own.
    note: Vec<&'e str>,
    layout: Layout,
    figure: Option<Figure>,
    /// Numbers of the references to what stands over and under its pages.
    margins: (usize, usize),
    /// Numbers of its footnotes.
    footnotes: Vec<usize>,
}

/// The exhibits on their pages. Their footnotes, charts and margins are added to `footnotes` and `parts`.
///
/// # Errors
/// When the workbook of a chart cannot be written.
pub(super) fn chapters<'e>(
    exhibits: &[Placed<'e>],
    footnotes: &mut Footnotes,
    parts: &mut Parts,
) -> Result<Vec<Chapter<'e>>, XlsxError> {
    let mut numbers = Numbers::default();
    let chapter = |(number, placed): (usize, &Placed<'e>)| {
        let (exhibit, note) = (placed.exhibit, placed.note_lines().collect());
        let layout = Layout::of(&exhibit.table);
        let header = page::header(exhibit, layout.orientation);
        let footer = page::footer(exhibit, layout.orientation);
        let margins = (
            parts.refer(Part::xml(format!("word/header{number}.xml"), kinds::HEADER, header)),
            parts.refer(Part::xml(format!("word/footer{number}.xml"), kinds::FOOTER, footer)),
        );
        let figure = Figure::of(exhibit, &mut numbers, parts)?;
        let footnotes = footnotes.add(&exhibit.text.footnotes);
        Ok(Chapter { exhibit, note, layout, figure, margins, footnotes })
    };
    (1..).zip(exhibits).map(chapter).collect()
}

/// The document as a part.
pub(super) fn part(chapters: &[Chapter<'_>]) -> String {
    document("w:document", &super::namespaces(), |xml| {
        xml.element("w:body", &[], |xml| {
            for (number, chapter) in (1..).zip(chapters) {
                chapter.write(xml, number);
                if number < chapters.len() {
                    // The last paragraph of a section holds its properties.
                    properly(xml, ParagraphStyle::Normal, |xml| chapter.section(xml), |_| {});
                }
            }
            if let Some(last) = chapters.last() {
                last.section(xml);
            } else {
                paragraph(xml, ParagraphStyle::Normal, |_| {});
                section(xml, Orientation::Portrait, None);
            }
        });
    })
}

impl Chapter<'_> {
    fn section(&self, xml: &mut Xml) {
        section(xml, self.layout.orientation, Some(self.margins));
    }

    fn write(&self, xml: &mut Xml, number: usize) {
        let text = &self.exhibit.text;
        for (style, words) in [
            (ParagraphStyle::Heading, &text.title),
            (ParagraphStyle::Subtitle, &text.subtitle),
            (ParagraphStyle::Body, &text.sentence),
        ] {
            plain(xml, style, words);
        }
        if let Some(figure) = &self.figure {
            figure.write(xml, &self.exhibit.table.caption);
        }
        self.note.iter().for_each(|line| plain(xml, ParagraphStyle::Body, line));
        self.caption(xml, number);
        for (place, block) in self.layout.blocks.iter().enumerate() {
            if place > 0 {
                self.continued(xml, number, place + 1);
            }
            table::write(xml, &self.exhibit.table, block, &text.sentence);
        }
        source::write(xml, self.exhibit);
    }

    /// `Table 1. Mean pain`, with the numbers of the footnotes.
    fn caption(&self, xml: &mut Xml, number: usize) {
        paragraph(xml, ParagraphStyle::Caption, |xml| {
            run(xml, "Table ");
            field(xml, "SEQ Table \\* ARABIC", number);
            run(xml, &format!(". {}", self.exhibit.table.caption));
            footnote_references(xml, &self.footnotes);
        });
    }

    /// The caption of further columns, with the same number.
    fn continued(&self, xml: &mut Xml, number: usize, part: usize) {
        let parts = self.layout.blocks.len();
        paragraph(xml, ParagraphStyle::Caption, |xml| {
            run(xml, "Table ");
            field(xml, "SEQ Table \\c \\* ARABIC", number);
            run(xml, &format!(", further columns. {} ({part} of {parts})", self.exhibit.table.caption));
        });
    }
}
