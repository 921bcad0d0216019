//! What a PDF must be, whatever it shows.

mod shown;

use std::sync::OnceLock;

use super::*;
use crate::chart::examples;
use crate::domain::Finite;
use crate::exhibit::{Alignment, Cell, Column, FigureSpec, Row};
use crate::export::example;
use crate::export::hard::headlines;

const OPTIONS: PdfOptions = PdfOptions { paper: Paper::A4 };

fn report(exhibit: Released<Exhibit>) -> Released<Vec<Exhibit>> {
    exhibit.map(|exhibit| vec![exhibit])
}

fn bytes(exhibit: &Released<Exhibit>) -> Vec<u8> {
    pdf(&report(exhibit.clone()), OPTIONS).unwrap().into_inner()
}

/// How often the words stand in what is not compressed: everything but drawing.
fn count(bytes: &[u8], words: &str) -> usize {
    bytes.windows(words.len()).filter(|window| *window == words.as_bytes()).count()
}

fn pages(bytes: &[u8]) -> usize {
    count(bytes, "/Type/Page") + count(bytes, "/Type /Page")
        - count(bytes, "/Type/Pages")
        - count(bytes, "/Type /Pages")
}

/// A table of so many columns and rows.
fn fill_table(exhibit: &mut Exhibit, columns: usize, rows: usize) {
    let column = |index: usize| Column {
        heading: if index == 0 {
            "Characteristic".to_owned()
        } else {
            format!("Physiotherapy {index}, n 1,0{index}")
        },
        code: format!("c{index}"),
        alignment: if index == 0 { Alignment::Text } else { Alignment::Number },
    };
    let cell = |row: usize, column: usize| match (row + column) % 7 {
        _ if column == 0 => Cell::Text(format!("Row {row}: “as is”, ≥ 30%")),
        5 => Cell::Hidden,
        6 => Cell::Empty,
        _ => Cell::Number { value: Finite::new(-12.3456).unwrap(), text: "−12.3".to_owned() },
    };
    let row = |row: usize| Row { cells: (0..columns).map(|column| cell(row, column)).collect() };
    exhibit.table.columns = (0..columns).map(column).collect();
    exhibit.table.rows = (1..=rows).map(row).collect();
}

/// Every example, and the trial in words and tables that are hard to set.
fn every_exhibit() -> Vec<(String, Released<Exhibit>)> {
    let hard = [
        ("endless", "A finding that goes on for very much longer than any finding should ".repeat(9)),
        ("unbroken", "x".repeat(9_000)),
        ("right_to_left", "انخفض الألم بعد اثني عشر أسبوعًا بمقدار 26 نقطة".to_owned()),
        ("pictures", "Pain fell 🦵🏽 by 👩‍⚕️ 30 & <more> \"points\" \u{0}\u{7}\u{ffff} 語言 e\u{301}".to_owned()),
        ("empty", String::new()),
    ];
    let of = |words: &str| {
        let mut figure = examples::trial();
        figure.series.iter_mut().for_each(|series| series.label = words.to_owned());
        example::of(FigureSpec::Trend(figure)).map(|mut exhibit| {
            let text = &mut exhibit.text;
            for one in [&mut text.title, &mut text.subtitle, &mut text.sentence] {
                words.clone_into(one);
            }
            text.footnotes.push(words.to_owned());
            exhibit.headlines = headlines();
            exhibit.headlines.iter_mut().for_each(|headline| words.clone_into(&mut headline.group));
            words.clone_into(&mut exhibit.provenance.cohort);
            words.clone_into(&mut exhibit.provenance.study_title);
            words.clone_into(&mut exhibit.table.caption);
            words.clone_into(&mut exhibit.table.columns[1].heading);
            exhibit.table.rows[0].cells[0] = Cell::Text(words.to_owned());
            exhibit
        })
    };
    let filled = |columns, rows| {
        example::trial().map(|mut exhibit| {
            fill_table(&mut exhibit, columns, rows);
            exhibit.headlines = headlines();
            exhibit
        })
    };
    let tables = [(4, 30), (4, 150), (9, 40), (14, 12), (27, 30), (1, 3), (3, 0), (0, 0)]
        .map(|(columns, rows)| (format!("table_{columns}_{rows}"), filled(columns, rows)));
    let examples = examples::all().into_iter().map(|(name, figure)| (name.to_owned(), example::of(figure)));
    examples.chain(hard.map(|(name, words)| (name.to_owned(), of(&words)))).chain(tables).collect()
}

/// An exhibit and its file.
struct Made {
    name: String,
    exhibit: Released<Exhibit>,
    bytes: Vec<u8>,
}

/// Every exhibit with its file, made once for all tests.
fn every_file() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    let make = |(name, exhibit): (String, Released<Exhibit>)| {
        let made = pdf(&report(exhibit.clone()), OPTIONS);
        assert!(made.is_ok(), "{name}: {:?}", made.err());
        Made { name, exhibit, bytes: made.unwrap().into_inner() }
    };
    MADE.get_or_init(|| every_exhibit().into_iter().map(make).collect())
}

#[test]
fn every_exhibit_makes_a_tagged_file_with_the_font_in_it_and_its_pages_are_those_planned() {
    for Made { name, exhibit, bytes } in every_file() {
        let planned =
            chapters(&placed(std::slice::from_ref(exhibit.get())), Paper::A4).unwrap()[0].sheets.len();
        assert_eq!(pages(bytes), planned, "{name}");
        for words in ["/StructTreeRoot", "pdfuaid:part", "+Inter-Regular", "/Lang", "/Outlines"] {
            assert!(count(bytes, words) > 0, "{name}: {words}");
        }
        assert_eq!(count(bytes, "/CreationDate") + count(bytes, "/Subtype/Image"), 0, "{name}");
    }
}

#[test]
fn the_same_exhibits_give_the_same_bytes() {
    for Made { name, exhibit, bytes: first } in every_file() {
        assert!(*first == bytes(exhibit), "{name}");
    }
}

#[test]
fn several_exhibits_begin_on_new_pages_and_none_give_an_empty_page() {
    let both = example::trial().join(example::trial()).map(|(one, other)| vec![one, other]);
    let chapters = chapters(&placed(both.get()), Paper::A4).unwrap();
    let is_title = |item: &sheet::Item| item.role == sheet::Role::Title;
    assert!(chapters.iter().all(|chapter| chapter.sheets[0].items.iter().any(is_title)));
    let file = pdf(&both, OPTIONS).unwrap().into_inner();
    assert_eq!(pages(&file), chapters.iter().map(|chapter| chapter.sheets.len()).sum::<usize>());
    let none = both.map(|_| Vec::<Exhibit>::new());
    assert_eq!(pages(pdf(&none, OPTIONS).unwrap().get()), 1);
}

#[test]
fn letter_paper_is_as_sound() {
    for Made { name, exhibit, .. } in every_file() {
        let file = pdf(&report(exhibit.clone()), PdfOptions { paper: Paper::Letter });
        assert!(count(file.unwrap().get(), "[0 0 612 792]") > 0, "{name}");
    }
}

#[test]
#[ignore = "takes seconds; tells how long sixty pages take"]
fn sixty_pages_take_less_than_three_seconds() {
    let exhibits = (0..60).map(|_| example::trial()).map(Released::into_inner).collect::<Vec<_>>();
    let many = example::trial().map(|_| exhibits);
    let start = std::time::Instant::now();
    let file = pdf(&many, OPTIONS).unwrap().into_inner();
    let took = start.elapsed();
    assert!(pages(&file) >= 60 && took.as_secs_f64() < 3.0, "{took:?} for {} pages", pages(&file));
}
