//! Pages filled from top to bottom.

use super::page::{Hundredths, Orientation, Page, Paper};
use super::sheet::{Frame, Item, Role, Shape, Sheet};
use super::words::Style;

/// The pages of one exhibit while they are filled.
pub(super) struct Flow {
    paper: Paper,
    pub(super) page: Page,
    sheets: Vec<Sheet>,
    /// Where the next thing goes.
    pub(super) bottom: Hundredths,
    paragraphs: usize,
}

impl Flow {
    pub(super) fn new(paper: Paper) -> Self {
        let page = Page::of(paper, Orientation::Portrait);
        let sheets = vec![Sheet { page, items: Vec::new() }];
        Self { paper, page, sheets, bottom: Page::TOP, paragraphs: 0 }
    }

    pub(super) fn into_sheets(self) -> Vec<Sheet> {
        self.sheets
    }

    /// The page turned so.
    pub(super) const fn turned(&self, orientation: Orientation) -> Page {
        Page::of(self.paper, orientation)
    }

    /// Pages so far.
    pub(super) const fn pages(&self) -> usize {
        self.sheets.len()
    }

    /// Goes on with a new page.
    pub(super) fn turn(&mut self, page: Page) {
        self.page = page;
        self.sheets.push(Sheet { page, items: Vec::new() });
        self.bottom = Page::TOP;
    }

    /// Height that is left on the page.
    pub(super) const fn room(&self) -> Hundredths {
        self.page.bottom() - self.bottom
    }

    /// Whether nothing stands on the page yet.
    pub(super) const fn is_fresh(&self) -> bool {
        self.bottom == Page::TOP
    }

    /// Leaves so much room, unless the page begins here.
    pub(super) fn skip(&mut self, height: Hundredths) {
        if !self.is_fresh() {
            self.bottom += height;
        }
    }

    pub(super) fn push(&mut self, role: Role, shape: Shape) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.items.push(Item { role, shape });
        }
    }

    /// One line of words. `words` ends with a space where its paragraph goes on in the next line.
    pub(super) fn line(
        &mut self,
        role: Role,
        (left, top): (Hundredths, Hundredths),
        words: String,
        style: Style,
    ) {
        self.push(role, Shape::Words { left, top, words, style });
    }

    /// A filled rectangle without meaning.
    pub(super) fn rule(&mut self, frame: Frame, colour: &'static str) {
        self.push(Role::Decoration, Shape::Box { frame, colour });
    }

    /// The role of the next paragraph.
    pub(super) fn next_paragraph(&mut self) -> Role {
        self.paragraphs += 1;
        Role::Paragraph(self.paragraphs - 1)
    }

    /// A paragraph from the left edge, over as many pages as it takes.
    pub(super) fn paragraph(&mut self, role: Role, words: &str, style: Style, width: Hundredths) {
        self.lines(role, style.set(words, width), style);
    }

    /// A paragraph that no page breaks, unless it is longer than one.
    pub(super) fn kept_paragraph(&mut self, role: Role, words: &str, style: Style, width: Hundredths) {
        let lines = style.set(words, width);
        let height = Hundredths::try_from(lines.len()).unwrap_or(Hundredths::MAX).saturating_mul(style.line);
        if self.room() < height && height <= self.page.body() {
            self.turn(self.page);
        }
        self.lines(role, lines, style);
    }

    /// The lines of a paragraph.
    pub(super) fn lines(&mut self, role: Role, lines: Vec<String>, style: Style) {
        for line in joined(lines) {
            if self.room() < style.line {
                self.turn(self.page);
            }
            self.line(role, (Page::LEFT, self.bottom), line, style);
            self.bottom += style.line;
        }
    }
}

/// The lines of a paragraph; all but the last end with a space, so that words are not run together when the text is
/// taken from the file.
pub(super) fn joined(lines: Vec<String>) -> impl Iterator<Item = String> {
    let last = lines.len().saturating_sub(1);
    let space = move |(index, mut line): (usize, String)| {
        if index < last {
            line.push(' ');
        }
        line
    };
    lines.into_iter().enumerate().map(space)
}
