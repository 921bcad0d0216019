//! What a PDF must be, whatever it shows.

mod shown;

use std::sync::OnceLock;

use super::*;
use crate::chart::examples;
use crate::domain::Finite;
use crate::exhibit::{Alignment, Cell, Column, FigureSpec, Row};
use crate::export::example;
use crate::export::hard::headlines;
use crate::export::several::{missing, with_missing};

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
        let planned = chapters(&entries(std::slice::from_ref(exhibit.get())), Paper::A4, StillWanted::ALWAYS)
            .unwrap()[0]
            .sheets
            .len();
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
    let chapters = chapters(&entries(both.get()), Paper::A4, StillWanted::ALWAYS).unwrap();
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

/// What a page says of its body, in one line.
fn body(sheet: &Sheet) -> String {
    let is_body = |item: &&sheet::Item| matches!(item.role, sheet::Role::Title | sheet::Role::Paragraph(_));
    let words = sheet.items.iter().filter(is_body).filter_map(|item| match &item.shape {
        sheet::Shape::Words { words, .. } => Some(words.trim_end()),
        sheet::Shape::Box { .. } | sheet::Shape::Drawing { .. } => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_missing_figure_has_a_page_in_its_place_that_says_which_and_why() {
    for paper in [Paper::A4, Paper::Letter] {
        let chosen = with_missing();
        let chapters = chapters(&entries(chosen.get()), paper, StillWanted::ALWAYS).unwrap();
        let [_, gone, _] = chapters.as_slice() else { panic!("three chapters") };
        let [page] = gone.sheets.as_slice() else { panic!("one page") };
        let body = body(page);
        for said in [missing().title, missing().exhibit, missing().reason] {
            assert!(body.contains(&said), "{said} is not in {body}");
        }
        let file = pdf(&chosen, PdfOptions { paper }).unwrap().into_inner();
        assert_eq!(pages(&file), chapters.iter().map(|chapter| chapter.sheets.len()).sum::<usize>());
    }
}

#[test]
fn footnotes_stay_with_their_figure_where_it_can_be_a_little_smaller_and_are_never_broken() {
    let footnote = "A footnote that takes some lines says how the numbers were made and for whom. ".repeat(4);
    for notes in 0..30 {
        let exhibit = example::trial().map(|mut exhibit| {
            exhibit.text.footnotes = vec![footnote.clone(); notes];
            exhibit
        });
        let chapters =
            chapters(&entries(std::slice::from_ref(exhibit.get())), Paper::A4, StillWanted::ALWAYS).unwrap();
        let mut begun = std::collections::BTreeMap::new();
        for (number, sheet) in chapters[0].sheets.iter().enumerate() {
            for item in &sheet.items {
                if let sheet::Role::Paragraph(_) = item.role {
                    let page = *begun.entry(format!("{:?}", item.role)).or_insert(number);
                    assert_eq!(page, number, "{notes} footnotes: one is broken");
                }
            }
        }
    }
}
