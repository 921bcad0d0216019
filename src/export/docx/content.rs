//! What stands in a document: for each exhibit a section of its own with the finding, the sentence, the figure, the
//! table and where the numbers come from; for a missing one which it was and why it is not there.

use rust_xlsxwriter::XlsxError;

use super::figure::{Figure, Numbers};
use super::footnotes::Footnotes;
use super::kinds;
use super::layout::Layout;
use super::page::{self, Page, section};
use super::parts::Parts;
use super::source;
use super::styles::ParagraphStyle;
use super::table;
use super::words::{field, footnote_references, paragraph, plain, properly, run};
use crate::exhibit::Exhibit;
use crate::export::Paper;
use crate::export::ooxml::package::Part;
use crate::export::ooxml::xml::{Xml, document};
use crate::export::placed::{Entry, Missing, Placed};

/// What stands on pages of its own.
pub(super) struct Chapter<'e> {
    content: Content<'e>,
    page: Page,
    /// Numbers of the references to what stands over and under its pages.
    margins: (usize, usize),
}

/// What it is.
enum Content<'e> {
    Shown(Box<ShownExhibit<'e>>),
    Missing(&'e Missing),
}

/// An exhibit in a document.
struct ShownExhibit<'e> {
    exhibit: &'e Exhibit,
    /// Among the exhibits that are shown, from 1.
    number: usize,
    /// Lines of a person's own.
    note: Vec<&'e str>,
    layout: Layout,
    figure: Option<Figure>,
    /// Numbers of its footnotes.
    footnotes: Vec<usize>,
}

/// Chapters while they are planned, with what a document counts and gathers.
pub(super) struct Planner<'p> {
    paper: Paper,
    footnotes: &'p mut Footnotes,
    parts: &'p mut Parts,
    numbers: Numbers,
    shown: usize,
}

impl<'p> Planner<'p> {
    /// Footnotes, charts and margins are added to `footnotes` and `parts`.
    pub(super) fn new(paper: Paper, footnotes: &'p mut Footnotes, parts: &'p mut Parts) -> Self {
        Self { paper, footnotes, parts, numbers: Numbers::default(), shown: 0 }
    }

    /// The entry at this place, from 1, on its pages.
    ///
    /// # Errors
    /// When the workbook of a chart cannot be written.
    pub(super) fn chapter<'e>(&mut self, place: usize, entry: Entry<'e>) -> Result<Chapter<'e>, XlsxError> {
        let page = match entry {
            Entry::Figure(placed) => Layout::of(&placed.exhibit.table, self.paper).page,
            Entry::Missing(_) => Page::upright(self.paper),
        };
        let margins = self.margins(place, entry, page);
        let content = match entry {
            Entry::Figure(placed) => Content::Shown(Box::new(self.shown(placed)?)),
            Entry::Missing(missing) => Content::Missing(missing),
        };
        Ok(Chapter { content, page, margins })
    }

    fn margins(&mut self, place: usize, entry: Entry<'_>, page: Page) -> (usize, usize) {
        let (header, footer) = (page::header(entry, page), page::footer(entry, page));
        (
            self.parts.refer(Part::xml(format!("word/header{place}.xml"), kinds::HEADER, header)),
            self.parts.refer(Part::xml(format!("word/footer{place}.xml"), kinds::FOOTER, footer)),
        )
    }

    fn shown<'e>(&mut self, placed: Placed<'e>) -> Result<ShownExhibit<'e>, XlsxError> {
        let (exhibit, note) = (placed.exhibit, placed.note_lines().collect());
        self.shown += 1;
        Ok(ShownExhibit {
            exhibit,
            number: self.shown,
            note,
            layout: Layout::of(&exhibit.table, self.paper),
            figure: Figure::of(exhibit, self.paper, &mut self.numbers, self.parts)?,
            footnotes: self.footnotes.add(&exhibit.text.footnotes),
        })
    }
}

/// The document as a part.
pub(super) fn part(chapters: &[Chapter<'_>], paper: Paper) -> String {
    document("w:document", &super::namespaces(), |xml| {
        xml.element("w:body", &[], |xml| {
            for (number, chapter) in (1..).zip(chapters) {
                chapter.write(xml);
                if number < chapters.len() {
                    // The last paragraph of a section holds its properties.
                    properly(xml, ParagraphStyle::Normal, |xml| chapter.section(xml), |_| {});
                }
            }
            if let Some(last) = chapters.last() {
                last.section(xml);
            } else {
                paragraph(xml, ParagraphStyle::Normal, |_| {});
                section(xml, Page::upright(paper), None);
            }
        });
    })
}

impl Chapter<'_> {
    fn section(&self, xml: &mut Xml) {
        section(xml, self.page, Some(self.margins));
    }

    fn write(&self, xml: &mut Xml) {
        match &self.content {
            Content::Shown(shown) => shown.write(xml),
            Content::Missing(missing) => {
                plain(xml, ParagraphStyle::Heading, &missing.title);
                plain(xml, ParagraphStyle::Subtitle, &missing.which());
                plain(xml, ParagraphStyle::Body, &missing.reason);
            }
        }
    }
}

impl ShownExhibit<'_> {
    fn write(&self, xml: &mut Xml) {
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
        self.caption(xml);
        for (place, block) in self.layout.blocks.iter().enumerate() {
            if place > 0 {
                self.continued(xml, place + 1);
            }
            table::write(xml, &self.exhibit.table, block, &text.sentence);
        }
        source::write(xml, self.exhibit);
    }

    /// `Table 1. Mean pain`, with the numbers of the footnotes.
    fn caption(&self, xml: &mut Xml) {
        paragraph(xml, ParagraphStyle::Caption, |xml| {
            run(xml, "Table ");
            field(xml, "SEQ Table \\* ARABIC", self.number);
            run(xml, &format!(". {}", self.exhibit.table.caption));
            footnote_references(xml, &self.footnotes);
        });
    }

    /// The caption of further columns, with the same number.
    fn continued(&self, xml: &mut Xml, part: usize) {
        let parts = self.layout.blocks.len();
        paragraph(xml, ParagraphStyle::Caption, |xml| {
            run(xml, "Table ");
            field(xml, "SEQ Table \\c \\* ARABIC", self.number);
            run(xml, &format!(", further columns. {} ({part} of {parts})", self.exhibit.table.caption));
        });
    }
}
