//! The exhibits whose files are recorded.

use crate::chart::examples;
use crate::domain::Finite;
use crate::exhibit::{Alignment, Cell, Column, Exhibit, Policy, Released, Row};
use crate::export::example;
use crate::export::hard::{headlines, in_words};

/// The case with which others are compared.
pub(super) const FIRST: &str = "trial";

/// One exhibit, or several for one document.
pub(super) struct Case {
    /// What it is called.
    pub name: String,
    /// The exhibits.
    pub exhibits: Released<Vec<Exhibit>>,
}

fn case(name: &str, exhibit: Released<Exhibit>) -> Case {
    Case { name: name.to_owned(), exhibits: exhibit.map(|exhibit| vec![exhibit]) }
}

/// Every figure there is an example of, words and tables that are hard to set, and several exhibits together.
pub(super) fn cases() -> Vec<Case> {
    let figures = examples::all().into_iter().map(|(name, figure)| case(name, example::of(figure)));
    let words = [
        ("very_long_title", "A finding that goes on for very much longer than any finding should ".repeat(9)),
        ("unbroken", "x".repeat(2_000)),
        ("right_to_left", "انخفض الألم بعد اثني عشر أسبوعًا بمقدار 26 نقطة".to_owned()),
        ("emoji", "Pain fell 🦵🏽 by 👩‍⚕️ 30 & <more> \"points\" \u{7}\u{ffff}".to_owned()),
        ("no_words", String::new()),
    ];
    let words = words.map(|(name, words)| case(name, in_words(&words)));
    let tables = [
        ("no_rows", changed(|exhibit| exhibit.table.rows.clear())),
        ("table_one", changed(table_one)),
        ("suppressed", changed(suppressed)),
        ("long_table", changed(long)),
        ("headlines", changed(|exhibit| exhibit.headlines = headlines())),
    ];
    let tables = tables.map(|(name, exhibit)| case(name, exhibit));
    figures.chain(words).chain(tables).chain([together()]).collect()
}

/// The trial, changed.
fn changed(change: impl FnOnce(&mut Exhibit)) -> Released<Exhibit> {
    example::trial().map(|mut exhibit| {
        change(&mut exhibit);
        exhibit
    })
}

fn column(heading: &str, code: &str, alignment: Alignment) -> Column {
    Column { heading: heading.to_owned(), code: code.to_owned(), alignment }
}

fn number(value: f64, text: &str) -> Cell {
    Cell::Number { value: Finite::new(value).unwrap(), text: text.to_owned() }
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// Words among numbers, and a group that is called as another column is.
fn table_one(exhibit: &mut Exhibit) {
    let numbers = [
        ("Hidden, n 12", "hidden"),
        ("%, SD or quartiles", "hidden_spread"),
        ("All, n 401", "all"),
        ("All", "all"),
    ];
    exhibit.table.columns = vec![column("Variable", "variable", Alignment::Text)];
    exhibit.table.columns.extend(numbers.map(|(heading, code)| column(heading, code, Alignment::Number)));
    let rows = [
        [
            text("Age"),
            number(45.512_345, "45.5"),
            number(11.25, "11.2"),
            number(1.0 / 3.0, "0.3"),
            Cell::Empty,
        ],
        [text("Years"), number(21.0, "21"), text("9 to 32"), Cell::Hidden, number(-0.05, "−0.05")],
        [text("@cmd, n (%)"), Cell::Hidden, Cell::Hidden, number(1e9, "1,000,000,000"), Cell::Empty],
    ];
    exhibit.table.rows = rows.map(|cells| Row { cells: cells.into() }).into();
}

/// Under the policy that hides, with every number of the table hidden.
fn suppressed(exhibit: &mut Exhibit) {
    exhibit.provenance.policy = Policy::Rounded;
    for cell in exhibit.table.rows.iter_mut().flat_map(|row| row.cells.iter_mut().skip(1)) {
        *cell = Cell::Hidden;
    }
}

/// More rows than stand on a page.
fn long(exhibit: &mut Exhibit) {
    let row = |place: u32| Row {
        cells: vec![
            text(&format!("Row {place}")),
            number(place.into(), &place.to_string()),
            Cell::Hidden,
            Cell::Empty,
        ],
    };
    exhibit.table.rows = (1..=120).map(row).collect();
}

/// Several exhibits of one page.
fn together() -> Case {
    let wanted = ["responders_rounded", "forest", "differences", "multiples", "attrition_programme"];
    let mut all = example::trial().map(|exhibit| vec![exhibit]);
    for (_, figure) in examples::all().into_iter().filter(|(name, _)| wanted.contains(name)) {
        all = all.join(example::of(figure)).map(|(mut all, exhibit)| {
            all.push(exhibit);
            all
        });
    }
    Case { name: "together".to_owned(), exhibits: all }
}
