//! How a table finds room across a page: text size, turn of the page, widths, and which columns stand together.

use super::page::{Hundredths, Orientation, Page};
use super::words::Style;
use crate::exhibit::{Alignment, Cell, Column, Row, Table};

/// Between two columns.
pub(super) const GAP: Hundredths = 1_100;
/// Turns and text sizes in the order in which they are tried: until every word finds room and few cells break, else until
/// every word does.
const TRIALS: [(Orientation, i32); 5] = [
    (Orientation::Portrait, 85),
    (Orientation::Portrait, 75),
    (Orientation::Landscape, 85),
    (Orientation::Landscape, 75),
    (Orientation::Landscape, 65),
];
/// Text size of a table that stands in parts beside one another.
const SIZE_IN_PARTS: i32 = 75;
/// What the cells of a table take in one line each, to what there is, before another setting is tried.
const MOST_BROKEN: f64 = 1.3;
/// Characters of a cell that is not broken.
const SHORT: usize = 10;
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
    /// The first trial that will do, else parts. `page` gives the page of a turn.
    pub(super) fn of(table: &Table, page: impl Fn(Orientation) -> Page) -> Self {
        let trials = TRIALS.map(|(orientation, size)| Trial::of(table, orientation, size, page(orientation)));
        let found = trials
            .iter()
            .find(|trial| trial.breaks_few_cells())
            .or_else(|| trials.iter().find(|trial| trial.holds_words()));
        if let Some(trial) = found {
            let columns = (0..table.columns.len()).collect();
            let part = Part { columns, widths: widths(&trial.needs, trial.room) };
            return Self { orientation: trial.orientation, style: trial.style, parts: vec![part] };
        }
        let (orientation, style) = (Orientation::Landscape, Style::cell(SIZE_IN_PARTS));
        let room = page(orientation).inner();
        let parts = parts(table, &Need::all(table, style, room), room);
        Self { orientation, style, parts }
    }
}

/// A table in one setting.
struct Trial {
    orientation: Orientation,
    style: Style,
    room: Hundredths,
    needs: Vec<Need>,
}

impl Trial {
    fn of(table: &Table, orientation: Orientation, size: i32, page: Page) -> Self {
        let (style, room) = (Style::cell(size), page.inner());
        Self { orientation, style, room, needs: Need::all(table, style, room) }
    }

    fn holds_words(&self) -> bool {
        self.needs.iter().map(Need::word).sum::<Hundredths>() <= self.room
    }

    fn breaks_few_cells(&self) -> bool {
        let cells: Hundredths = self.needs.iter().map(Need::cells).sum();
        self.holds_words() && f64::from(cells) <= f64::from(self.room) * MOST_BROKEN
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
        // Neither a number is broken nor a cell that is as short as one.
        let word = cells().map(|words| match column.alignment {
            Alignment::Text if words.chars().count() > SHORT => style.longest_word(words),
            Alignment::Text | Alignment::Number => style.width(words),
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

    const fn cells(&self) -> Hundredths {
        let Self([_, _, cells, _]) = self;
        *cells
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
    row.cells.get(column).map_or("", Cell::words)
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
    fn cells_that_would_break_often_turn_the_page_and_short_ones_never_break() {
        let mut table = table(8, "10,264");
        for (column, words) in [(0, "Difference in change, acupuncture minus usual care"), (1, "< 0.001")] {
            table.columns[column].alignment = Alignment::Text;
            table.rows[0].cells[column] = Cell::Text(words.to_owned());
        }
        assert_eq!(set(&table).orientation, Orientation::Portrait);
        table.columns[2].alignment = Alignment::Text;
        table.rows[0].cells[2] =
            Cell::Text("Rank-biserial correlation, Mann-Whitney test, corrected for ties".to_owned());
        let setting = set(&table);
        assert_eq!(setting.orientation, Orientation::Landscape);
        assert!(setting.parts[0].widths[1] >= setting.style.width("< 0.001") + GAP);
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
