//! How a table finds room across a page: text size, turn of the page, widths, and which columns stand together.

use super::page::{Hundredths, Orientation, Page};
use super::words::Style;
use crate::exhibit::{Alignment, Cell, Column, Row, Table};

/// Between two columns.
pub(super) const GAP: Hundredths = 1_100;
/// Turns and text sizes in the order in which they are tried, until every word finds room.
const TRIALS: [(Orientation, i32); 5] = [
    (Orientation::Portrait, 85),
    (Orientation::Portrait, 75),
    (Orientation::Landscape, 85),
    (Orientation::Landscape, 75),
    (Orientation::Landscape, 65),
];
/// Text size of a table that stands in parts beside one another.
const SIZE_IN_PARTS: i32 = 75;
/// A table is stretched no further past what it needs.
const MOST_STRETCH: f64 = 3.0;

/// Columns that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Places of the columns in the table.
    pub(super) columns: Vec<usize>,
    /// Their widths, the gap at the left among them but for the first.
    pub(super) widths: Vec<Hundredths>,
}

/// How a table is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) orientation: Orientation,
    pub(super) style: Style,
    /// At least one; several repeat the columns of words at the left.
    pub(super) parts: Vec<Part>,
}

impl Setting {
    /// The first trial in which every word finds room, else parts. `page` gives the page of a turn.
    pub(super) fn of(table: &Table, page: impl Fn(Orientation) -> Page) -> Self {
        let all: Vec<usize> = (0..table.columns.len()).collect();
        for (orientation, size) in TRIALS {
            let style = Style::cell(size);
            let room = page(orientation).inner();
            let needs = Need::all(table, style, room);
            if needs.iter().map(Need::word).sum::<Hundredths>() <= room {
                let part = Part { widths: widths(&needs, room), columns: all };
                return Self { orientation, style, parts: vec![part] };
            }
        }
        let (orientation, style) = (Orientation::Landscape, Style::cell(SIZE_IN_PARTS));
        let room = page(orientation).inner();
        let parts = parts(table, &Need::all(table, style, room), room);
        Self { orientation, style, parts }
    }
}

/// Widths that a column could use, from the least: its longest word; its heading in two lines, too; all of its cells in
/// one line, too; its heading in one line, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need([Hundredths; 4]);

impl Need {
    /// A word that is longer than half of `room` is broken wherever it stands, so it is taken to be no longer.
    fn all(table: &Table, style: Style, room: Hundredths) -> Vec<Self> {
        let columns = table.columns.iter().enumerate();
        columns.map(|(index, column)| Self::of(table, index, column, style).within(room / 2)).collect()
    }

    fn of(table: &Table, index: usize, column: &Column, style: Style) -> Self {
        let (gap, heading) = (if index == 0 { 0 } else { GAP }, style.strong());
        let cells = || table.rows.iter().map(|row| cell_words(row, index));
        // A number is not broken.
        let word = cells().map(|words| match column.alignment {
            Alignment::Text => style.longest_word(words),
            Alignment::Number => style.width(words),
        });
        let word = word.max().unwrap_or(0).max(heading.longest_word(&column.heading)) + gap;
        let halves = heading.in_lines(&column.heading, 2) + gap;
        let cells = cells().map(|words| style.width(words)).max().unwrap_or(0) + gap;
        let whole = heading.width(&column.heading) + gap;
        let [word, halves, cells] = [word, word.max(halves), word.max(halves).max(cells)];
        Self([word, halves, cells, cells.max(whole)])
    }

    fn within(self, most: Hundredths) -> Self {
        let Self([word, others @ ..]) = self;
        let [halves, cells, whole] = others;
        Self([word.min(most), halves, cells, whole])
    }

    const fn word(&self) -> Hundredths {
        let Self([word, ..]) = self;
        *word
    }
}

/// Widths that find `room`: each column gets the least that it could use, then as much of the next as there is for all.
fn widths(needs: &[Need], room: Hundredths) -> Vec<Hundredths> {
    let at = |step: usize| needs.iter().map(move |Need(need)| need.get(step).copied().unwrap_or(0));
    let steps = [0, 1, 2, 3].map(|step| at(step).sum::<Hundredths>());
    let scaled = |step: usize, total: Hundredths| -> Vec<Hundredths> {
        let stretch = (f64::from(room) / f64::from(total.max(1))).min(MOST_STRETCH);
        at(step).map(|width| (f64::from(width) * stretch) as Hundredths).collect()
    };
    let [least, .., most] = steps;
    let Some(step) = steps.iter().position(|total| *total > room) else { return scaled(3, most) };
    let (Some(before), Some(total)) = (step.checked_sub(1), steps.get(step)) else { return scaled(0, least) };
    let from = steps.get(before).copied().unwrap_or(0);
    let part = f64::from(room - from) / f64::from((total - from).max(1));
    at(before).zip(at(step)).map(|(from, to)| from + (f64::from(to - from) * part) as Hundredths).collect()
}

/// Columns in parts that find room, each led by the columns of words at the left of the table; these take a third of it
/// before they break.
fn parts(table: &Table, needs: &[Need], room: Hundredths) -> Vec<Part> {
    let is_words = |column: &&Column| column.alignment == Alignment::Text;
    let lead = table.columns.iter().take_while(is_words).count().clamp(1, 2);
    let led = |(column, need): (usize, &Need)| {
        let most = room / 3 / Hundredths::try_from(lead).unwrap_or(1);
        let Need([word, halves, cells, whole]) = *need;
        if column < lead { Need([cells.min(most).max(word), halves, cells, whole]) } else { *need }
    };
    let needs: Vec<Need> = needs.iter().enumerate().map(led).collect();
    let word = |column: usize| needs.get(column).map_or(0, Need::word);
    let lead_width: Hundredths = (0..lead).map(word).sum();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = room;
    for column in lead..needs.len() {
        if used + word(column) > room || groups.is_empty() {
            groups.push((0..lead).collect());
            used = lead_width;
        }
        used += word(column);
        groups.last_mut().into_iter().for_each(|group| group.push(column));
    }
    if groups.is_empty() {
        groups.push((0..needs.len()).collect());
    }
    let part = |columns: Vec<usize>| {
        let needs: Vec<Need> = columns.iter().filter_map(|column| needs.get(*column).copied()).collect();
        Part { widths: widths(&needs, room), columns }
    };
    groups.into_iter().map(part).collect()
}

/// The words of a cell as on the page; none where the row is too short.
pub(super) fn cell_words(row: &Row, column: usize) -> &str {
    match row.cells.get(column) {
        Some(Cell::Text(words) | Cell::Number { text: words, .. }) => words,
        Some(Cell::Hidden) => "hidden",
        Some(Cell::Empty) | None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::Paper;
    use super::*;
    use crate::domain::Finite;

    fn table(columns: usize, words: &str) -> Table {
        let column = |index: usize| Column {
            heading: format!("Column {index}"),
            code: String::new(),
            alignment: if index == 0 { Alignment::Text } else { Alignment::Number },
        };
        let cell = |_| Cell::Number { value: Finite::ZERO, text: words.to_owned() };
        Table {
            caption: String::new(),
            columns: (0..columns).map(column).collect(),
            rows: vec![Row { cells: (0..columns).map(cell).collect() }],
        }
    }

    fn set(table: &Table) -> Setting {
        Setting::of(table, |turn| Page::of(Paper::A4, turn))
    }

    #[test]
    fn a_wide_table_is_set_smaller_then_turned_then_parted() {
        let settings = [4, 12, 14, 40].map(|columns| set(&table(columns, "10,264")));
        assert_eq!(settings[0].style, Style::cell(85));
        assert_eq!(settings[1].style, Style::cell(75));
        assert_eq!(settings[2].orientation, Orientation::Landscape);
        assert!(settings[3].parts.len() > 1);
        assert!(settings[3].parts.iter().all(|part| part.columns[0] == 0));
        let mut all: Vec<usize> =
            settings[3].parts.iter().flat_map(|part| part.columns[1..].to_vec()).collect();
        all.dedup();
        assert_eq!(all, (1..40).collect::<Vec<_>>());
    }

    #[test]
    fn columns_never_take_more_than_there_is() {
        for (columns, words) in
            [(1, "x"), (4, "10,264"), (12, "10,264"), (40, "10,264"), (3, &"9".repeat(900))]
        {
            let setting = set(&table(columns, words));
            let room = Page::of(Paper::A4, setting.orientation).inner();
            for part in &setting.parts {
                assert!(part.widths.iter().sum::<Hundredths>() <= room, "{columns} {words}");
            }
        }
    }
}
