//! What stands on every page: whose numbers they are, where they come from, which exhibit and which page.

use super::page::{Hundredths, Page};
use super::sheet::{Frame, Item, Role, Shape, Sheet};
use super::words::Style;
use crate::chart::palette::LIGHT;
use crate::exhibit::Exhibit;
use crate::export::placed::Entry;
use crate::export::svg::trust_line;

const STYLE: Style = Style::FURNITURE;
/// Lines of the source in the footer.
const SOURCE_LINES: usize = 3;

/// The header of the page at `index` among those of its exhibit: the study on the first, the title on the others.
pub(super) fn header(entry: Entry<'_>, index: usize, page: Page) -> String {
    if index == 0 {
        entry.study().to_owned()
    } else {
        format!("{}, continued", STYLE.shorten(entry.title(), page.inner() * 4 / 5))
    }
}

/// Adds header and footer; `number` is that of the page, of `total`.
pub(super) fn add(sheet: &mut Sheet, entry: Entry<'_>, header: &str, (number, total): (usize, usize)) {
    let page = sheet.page;
    let header = words(Role::Header, (Page::LEFT, Page::HEADER - STYLE.ascent()), header, page.inner());
    let top = page.footer() + 600;
    let rule = Frame { left: Page::LEFT, top: page.footer(), width: page.inner(), height: 50 };
    sheet.items.insert(0, header);
    sheet
        .items
        .push(Item { role: Role::Footer, shape: Shape::Box { frame: rule, colour: LIGHT.rule_strong } });
    let (id, source) = match entry {
        Entry::Figure(placed) => (id(placed.exhibit), source(placed.exhibit, page)),
        Entry::Missing(missing) => (missing.exhibit.clone(), Vec::new()),
    };
    for (index, line) in (0..).zip(source) {
        let top = top + index * STYLE.line;
        sheet.items.push(words(Role::Footer, (Page::LEFT, top), &line, room_beside(&id, page)));
    }
    for (line, top) in [(format!("Page {number} of {total}"), top), (id, top + STYLE.line)] {
        let left = page.right() - STYLE.width(&line);
        sheet.items.push(words(Role::Footer, (left, top), &line, page.inner()));
    }
}

/// Whether the footer has room for all that is said of the source.
pub(super) fn holds_source(exhibit: &Exhibit, page: Page) -> bool {
    STYLE.wrap(&trust_line(exhibit), source_room(exhibit, page)).len() <= SOURCE_LINES
}

/// Where the numbers come from; an ellipsis ends what finds no room.
fn source(exhibit: &Exhibit, page: Page) -> Vec<String> {
    let room = source_room(exhibit, page);
    let mut lines = STYLE.wrap(&trust_line(exhibit), room);
    if lines.len() > SOURCE_LINES {
        let rest = lines.split_off(SOURCE_LINES - 1).join(" ");
        lines.push(STYLE.shorten(&format!("{rest}…"), room));
    }
    lines
}

/// Width at the left of the id.
fn source_room(exhibit: &Exhibit, page: Page) -> Hundredths {
    room_beside(&id(exhibit), page)
}

fn room_beside(id: &str, page: Page) -> Hundredths {
    (page.inner() - STYLE.width(id) - 2_000).max(page.inner() / 2)
}

fn id(exhibit: &Exhibit) -> String {
    format!("{} · Sinew {}", exhibit.id, exhibit.provenance.program_version)
}

fn words(role: Role, (left, top): (i32, i32), words: &str, room: i32) -> Item {
    Item { role, shape: Shape::Words { left, top, words: STYLE.shorten(words, room), style: STYLE } }
}
