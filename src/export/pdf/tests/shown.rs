//! That pages show what the exhibit publishes, all of it and nothing else, within their edges.

use super::*;
use crate::exhibit::Policy;
use crate::export::pdf::page::Hundredths;
use crate::export::pdf::sheet::{Item, Role, Shape};
use crate::export::svg::trust_line;

fn sheets(exhibit: &Exhibit, paper: Paper) -> Vec<Sheet> {
    chapters(&entries(std::slice::from_ref(exhibit)), paper, StillWanted::ALWAYS).unwrap().remove(0).sheets
}

/// Words without white space and what has no shape, to be found however lines break.
fn bare(words: &str) -> String {
    words::clean(words).split(|character: char| character.is_whitespace()).collect()
}

/// What a role says, in the order of its lines.
fn said(sheets: &[Sheet]) -> Vec<(Role, String)> {
    let mut said: Vec<(Role, String)> = Vec::new();
    for item in sheets.iter().flat_map(|sheet| &sheet.items) {
        let Shape::Words { words, .. } = &item.shape else { continue };
        match said.iter_mut().find(|(role, _)| *role == item.role) {
            Some((_, all)) => all.push_str(words),
            None => said.push((item.role, words.clone())),
        }
    }
    said
}

fn is_within(sheet: &Sheet, item: &Item) -> bool {
    let (frame, page) = (item.frame(), sheet.page);
    let (top, bottom) = match item.role {
        Role::Header | Role::Footer => (0, page.height),
        Role::Decoration
        | Role::Title
        | Role::Paragraph(_)
        | Role::Figure
        | Role::Caption(_)
        | Role::Heading { .. }
        | Role::Cell { .. } => (Page::TOP, page.bottom() + 100),
    };
    frame.left >= Page::LEFT
        && frame.left + frame.width <= page.right() + 1
        && frame.top >= top
        && frame.top + frame.height <= bottom
}

#[test]
fn nothing_lies_outside_the_body_of_its_page() {
    for paper in [Paper::A4, Paper::Letter] {
        for Made { name, exhibit, .. } in every_file() {
            for (number, sheet) in (1..).zip(sheets(exhibit.get(), paper)) {
                for item in &sheet.items {
                    assert!(is_within(&sheet, item), "{name}, page {number}: {item:?}");
                }
            }
        }
    }
}

#[test]
fn no_words_lie_over_others() {
    for Made { name, exhibit, .. } in every_file() {
        for (number, sheet) in (1..).zip(sheets(exhibit.get(), Paper::A4)) {
            let is_words =
                |item: &&Item| matches!(&item.shape, Shape::Words { words, .. } if !words.trim().is_empty());
            let words: Vec<&Item> = sheet.items.iter().filter(is_words).collect();
            for (index, one) in words.iter().enumerate() {
                for other in &words[index + 1..] {
                    let (a, b) = (one.frame(), other.frame());
                    let apart = |from: Hundredths, width: Hundredths, to: Hundredths| from + width <= to;
                    assert!(
                        apart(a.left, a.width, b.left)
                            || apart(b.left, b.width, a.left)
                            || apart(a.top, a.height, b.top)
                            || apart(b.top, b.height, a.top),
                        "{name}, page {number}: {one:?} and {other:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn pages_say_all_that_is_published_around_the_figure() {
    for Made { name, exhibit, .. } in every_file() {
        let exhibit = exhibit.get();
        let said = said(&sheets(exhibit, Paper::A4));
        let all = |wanted: fn(Role) -> bool| -> Vec<String> {
            said.iter().filter(|(role, _)| wanted(*role)).map(|(_, words)| bare(words)).collect()
        };
        let paragraphs =
            all(|role| matches!(role, Role::Title | Role::Paragraph(_) | Role::Caption(_))).concat();
        let text = &exhibit.text;
        let mut expected = vec![text.title.clone(), text.subtitle.clone()];
        expected.extend(text.footnotes.clone());
        for words in expected {
            assert!(paragraphs.contains(&bare(&words)), "{name}: {words}");
        }
        let cells = all(|role| matches!(role, Role::Cell { .. }));
        for row in &exhibit.table.rows {
            for column in 0..exhibit.table.columns.len() {
                let words = bare(columns::cell_words(row, column));
                assert!(cells.contains(&words), "{name}: {words}");
            }
        }
        let footer = all(|role| role == Role::Footer).concat();
        assert!(footer.contains(&bare(exhibit.id.as_str())), "{name}");
        let source = bare(&trust_line(exhibit));
        assert!(footer.contains(&source) || paragraphs.contains(&source), "{name}");
    }
}

#[test]
fn pages_say_nothing_else() {
    for Made { name, exhibit, .. } in every_file() {
        let exhibit = exhibit.get();
        let mut published = vec![trust_line(exhibit)];
        let text = &exhibit.text;
        published.extend([&text.title, &text.subtitle, &exhibit.table.caption].map(Clone::clone));
        published.extend(text.footnotes.clone());
        published.extend(exhibit.table.columns.iter().map(|column| column.heading.clone()));
        for row in &exhibit.table.rows {
            published.extend((0..row.cells.len()).map(|column| columns::cell_words(row, column).to_owned()));
        }
        published.extend(exhibit.headlines.iter().map(|headline| headline.label.clone()));
        let published: Vec<String> = published.iter().map(|words| bare(words)).collect();
        for (role, words) in said(&sheets(exhibit, Paper::A4)) {
            let words = bare(&words);
            let is_heading = matches!(role, Role::Heading { .. });
            let is_free = matches!(role, Role::Header | Role::Footer | Role::Decoration)
                || matches!(role, Role::Paragraph(_)) && words.contains("1,161");
            let is_part = |one: &String| one.contains(words.trim_end_matches('…'));
            let is_numbered = matches!(role, Role::Caption(_)) && words.contains("of");
            assert!(
                is_free
                    || is_numbered
                    || is_heading && published.iter().any(is_part)
                    || published.contains(&words),
                "{name}: {role:?} {words}"
            );
        }
    }
}

#[test]
fn a_number_is_shown_as_printed_and_never_finer() {
    let exhibit = example::trial().map(|mut exhibit| {
        exhibit.table.rows[0].cells[1] =
            Cell::Number { value: Finite::new(613.123_456).unwrap(), text: "613.1".to_owned() };
        exhibit
    });
    let words =
        said(&sheets(exhibit.get(), Paper::A4)).into_iter().map(|(_, words)| words).collect::<String>();
    assert!(words.contains("613.1") && !words.contains("613.12"));
    assert_eq!(count(&bytes(&exhibit), "613.12"), 0);
}

#[test]
fn headlines_stand_with_their_doubt_and_their_people() {
    let exhibit = example::trial().map(|mut exhibit| {
        exhibit.headlines = headlines();
        exhibit
    });
    let words: String = said(&sheets(exhibit.get(), Paper::A4)).into_iter().map(|(_, words)| words).collect();
    let words = bare(&words);
    for part in [
        "−16.2",
        "95% CI −18.3 to −14.1",
        "no interval: fewer than two values",
        "69.6%",
        "95% CI 68.7 to 70.5",
        "hidden",
        "fewer than 11 people",
        "Nobody was asked",
        "1,161 of about 2,203 people",
    ] {
        assert!(words.contains(&bare(part)), "{part} in {words}");
    }
    assert_eq!(Policy::THRESHOLD, 11);
}

#[test]
fn a_long_table_has_its_headings_on_every_page_and_every_row_once() {
    let exhibit = example::trial().map(|mut exhibit| {
        fill_table(&mut exhibit, 4, 400);
        exhibit
    });
    let sheets = sheets(exhibit.get(), Paper::A4);
    let with_rows: Vec<&Sheet> = sheets
        .iter()
        .filter(|sheet| sheet.items.iter().any(|item| matches!(item.role, Role::Cell { .. })))
        .collect();
    // A row takes 8.5 points of text, its line and pads: 45 to 50 find room on a page.
    assert!((8..=10).contains(&with_rows.len()), "{}", with_rows.len());
    for sheet in with_rows {
        let is_heading = |item: &&Item| matches!(&item.shape, Shape::Words { words, .. } if words.trim() == "Characteristic");
        assert_eq!(sheet.items.iter().filter(is_heading).count(), 1);
    }
    let said = said(&sheets);
    for row in 1..=400 {
        let words = bare(&format!("Row {row}: “as is”, ≥ 30%"));
        assert_eq!(said.iter().filter(|(_, one)| bare(one) == words).count(), 1, "{row}");
    }
}

#[test]
fn a_wide_table_lies_on_its_side() {
    let exhibit = example::trial().map(|mut exhibit| {
        fill_table(&mut exhibit, 12, 10);
        exhibit
    });
    let sheets = sheets(exhibit.get(), Paper::A4);
    assert!(sheets[0].page.height > sheets[0].page.width && sheets[1].page.width > sheets[1].page.height);
}
