//! What is read and in which order by those who do not see the page: headings, figures with words for them, tables.

use std::num::NonZeroU16;

use krilla::tagging::{BBox, Identifier, TableHeaderScope, Tag, TagGroup, TagTree};

use super::sheet::Role;
use crate::exhibit::Table;
use crate::export::placed::Entry;

/// Marked content of an exhibit.
#[derive(Default)]
pub(super) struct Marked {
    /// In the order of reading.
    pub(super) content: Vec<Content>,
    /// Where the figure stands.
    pub(super) figure: Option<BBox>,
}

/// A piece of marked content and what it is.
pub(super) type Content = (Role, Identifier);

/// The tags of a file, an exhibit each.
pub(super) fn tree<'e>(entries: impl Iterator<Item = (Entry<'e>, Marked)>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for (entry, marked) in entries {
        tree.push(section(entry, &marked));
    }
    tree
}

/// The language of every word of ours.
pub(super) const LANGUAGE: &str = "en";

/// The finding; the id where there are no words.
pub(super) fn title(entry: Entry<'_>) -> String {
    let title = super::words::clean(entry.title());
    if title.is_empty() { entry.id().to_owned() } else { title }
}

fn section(entry: Entry<'_>, marked: &Marked) -> TagGroup {
    let mut section = TagGroup::new(Tag::Section);
    let mut rest = marked.content.as_slice();
    while let Some(&(role, _)) = rest.first() {
        let count = rest.iter().take_while(|(other, _)| belongs(role, *other)).count();
        let (these, others) = rest.split_at(count.max(1));
        section.push(group(role, these, entry, marked.figure));
        rest = others;
    }
    section
}

/// Whether content goes on with what began in `first`.
fn belongs(first: Role, other: Role) -> bool {
    match (table(first), table(other)) {
        (Some(first), Some(other)) => first == other,
        (Some(_), None) | (None, Some(_)) => false,
        (None, None) => first == other,
    }
}

/// The table that content is of.
const fn table(role: Role) -> Option<usize> {
    match role {
        Role::Caption(table) | Role::Heading { table, .. } | Role::Cell { table, .. } => Some(table),
        Role::Header | Role::Footer | Role::Decoration | Role::Title | Role::Paragraph(_) | Role::Figure => {
            None
        }
    }
}

fn group(role: Role, marked: &[Content], entry: Entry<'_>, figure: Option<BBox>) -> TagGroup {
    let group = match role {
        Role::Title => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(title(entry)))),
        Role::Figure => TagGroup::new(Tag::Figure(Some(alt(entry))).with_bbox(figure)),
        Role::Header | Role::Footer | Role::Decoration | Role::Paragraph(_) => TagGroup::new(Tag::P),
        Role::Caption(_) | Role::Heading { .. } | Role::Cell { .. } => match entry {
            Entry::Figure(placed) => return table_group(marked, &placed.exhibit.table),
            Entry::Missing(_) => TagGroup::new(Tag::P),
        },
    };
    with(group, marked)
}

/// The finding in words, for a figure.
fn alt(entry: Entry<'_>) -> String {
    let sentence = entry.exhibit().map_or("", |exhibit| &exhibit.text.sentence);
    let sentence = super::words::clean(sentence);
    if sentence.is_empty() { title(entry) } else { sentence }
}

fn with(mut group: TagGroup, marked: &[Content]) -> TagGroup {
    for (_, identifier) in marked {
        group.push(*identifier);
    }
    group
}

fn table_group(marked: &[Content], table: &Table) -> TagGroup {
    let mut group = TagGroup::new(Tag::Table.with_summary(Some(table.caption.clone())));
    let of =
        |wanted: fn(Role) -> bool| marked.iter().copied().filter(move |(role, _)| wanted(*role)).collect();
    let caption: Vec<Content> = of(|role| matches!(role, Role::Caption(_)));
    if !caption.is_empty() {
        group.push(with(TagGroup::new(Tag::Caption), &caption));
    }
    let headings: Vec<Content> = of(|role| matches!(role, Role::Heading { .. }));
    let mut head = TagGroup::new(Tag::TR);
    for (_, cell) in cells(&headings) {
        head.push(with(TagGroup::new(Tag::TH(TableHeaderScope::Column)), cell));
    }
    group.push(TagGroup::with_children(Tag::THead, vec![head.into()]));
    let body: Vec<Content> = of(|role| matches!(role, Role::Cell { .. }));
    if !body.is_empty() {
        group.push(body_group(&body));
    }
    group
}

/// Rows of cells; a cell whose lines stand on two pages is one.
fn body_group(marked: &[Content]) -> TagGroup {
    let row_of = |role: Role| if let Role::Cell { row, .. } = role { row } else { 0 };
    let mut body = TagGroup::new(Tag::TBody);
    for marked in marked.chunk_by(|(one, _), (next, _)| row_of(*one) == row_of(*next)) {
        let mut row = TagGroup::new(Tag::TR);
        let mut sorted = marked.to_vec();
        sorted.sort_by_key(|(role, _)| column(*role));
        for (column, cell) in cells(&sorted) {
            row.push(if column == 0 {
                with(TagGroup::new(Tag::TH(TableHeaderScope::Row)), cell)
            } else {
                with(TagGroup::new(Tag::TD), cell)
            });
        }
        body.push(row);
    }
    body
}

const fn column(role: Role) -> usize {
    if let Role::Heading { column, .. } | Role::Cell { column, .. } = role { column } else { 0 }
}

/// Cells of a row with their columns.
fn cells(row: &[Content]) -> impl Iterator<Item = (usize, &[Content])> {
    let cells = row.chunk_by(|(one, _), (next, _)| column(*one) == column(*next));
    cells.filter_map(|cell| cell.first().map(|(role, _)| (column(*role), cell)))
}
