//! That sheets hold what the exhibit publishes, and nothing else.

use std::collections::BTreeSet;

use super::read::{Package, Read};
use super::{every_exhibit, named, one};
use crate::export::example;
use crate::export::published::numbers;

#[test]
fn every_number_is_published_or_the_place_of_something_in_a_chart() {
    for (name, exhibit) in every_exhibit() {
        let mut published = numbers(exhibit.get());
        published.insert("0".to_owned());
        let package = one(exhibit);
        for sheet in package.sheets() {
            let read = package.sheet(&sheet);
            for ((row, column), cell) in &read.cells {
                let Read::Number(number) = cell else { continue };
                let is_place = read.heading(column).starts_with("Chart:");
                assert!(is_place || published.contains(&number.to_string()), "{name}: {sheet} {column}{row}");
            }
        }
    }
}

#[test]
fn a_hidden_mean_is_the_word_with_its_interval_and_people_and_is_not_drawn() {
    let package = one(named("partly_hidden"));
    let data = package.sheet("Data");
    let hidden = Read::Words("hidden".to_owned());
    let value = data.column("Headache severity, 0 to 100");
    let rows: Vec<u32> = value.iter().filter(|(_, read)| ***read == hidden).map(|(row, _)| *row).collect();
    assert_eq!(rows, [7]);
    for heading in
        ["95% CI, low", "95% CI, high", "n", "No report, back later", "Left", "Missing", "All of the group"]
    {
        assert_eq!(data.column(heading).get(&7), Some(&&hidden), "{heading}");
    }
    for heading in ["Drawn: value", "Drawn: below", "Drawn: above"] {
        let drawn = data.column(heading);
        assert_eq!(drawn.keys().copied().collect::<Vec<_>>(), [2, 3, 4, 5, 6], "{heading}");
    }
    let words = package.0["xl/charts/chart1.xml"].replace("&lt;", "<");
    assert!(words.contains("Acupuncture (in part hidden: under 11)"));
}

#[test]
fn whatever_is_hidden_is_no_number_anywhere() {
    let package = one(named("all_hidden"));
    let data = package.sheet("Data");
    let allowed = |heading: &str| heading == "Time" || heading.starts_with("Chart:");
    for ((row, column), cell) in &data.cells {
        let is_word = matches!(cell, Read::Words(_));
        assert!(is_word || allowed(data.heading(column)), "{column}{row}: {cell:?}");
    }
    assert!(
        data.column("Headache severity, 0 to 100")
            .values()
            .all(|cell| **cell == Read::Words("hidden".to_owned()))
    );
}

fn format_of(package: &Package, sheet: &str, place: (u32, &str)) -> String {
    let style = package.sheet(sheet).styles[&(place.0, place.1.to_owned())];
    let styles = package.document("xl/styles.xml");
    let formats = styles.descendants().find(|node| node.tag_name().name() == "cellXfs").unwrap();
    let format = formats.children().filter(|node| node.tag_name().name() == "xf").nth(style).unwrap();
    let id = format.attribute("numFmtId").unwrap();
    let code = styles
        .descendants()
        .find(|node| node.tag_name().name() == "numFmt" && node.attribute("numFmtId") == Some(id));
    code.map_or(id, |node| node.attribute("formatCode").unwrap()).to_owned()
}

#[test]
fn a_table_has_numbers_that_read_as_printed_and_words_for_what_is_hidden() {
    let package = one(example::trial());
    let table = package.sheet("Table");
    let cell = |row: u32, column: &str| table.cells.get(&(row, column.to_owned())).cloned();
    let words = |text: &str| Some(Read::Words(text.to_owned()));
    assert_eq!([cell(1, "A"), cell(1, "B")], [words("Group"), words("Mean")]);
    assert_eq!(cell(2, "B"), Some(Read::Number(22.34)));
    assert_eq!(format_of(&package, "Table", (2, "B")), "#,##0.0;\"−\"#,##0.0");
    assert_eq!(cell(2, "C"), Some(Read::Number(-4.37)));
    assert_eq!(cell(2, "D"), None);
    assert_eq!([cell(3, "B"), cell(3, "C")], [words("hidden"), words("hidden")]);
    assert_eq!(cell(3, "D"), words("-1 \"quoted\"\nline"));
}

#[test]
fn method_and_provenance_hold_every_word_of_the_exhibit() {
    let exhibit = example::trial();
    let content = exhibit.get().clone();
    let package = one(exhibit);
    let strings = &package.document("xl/sharedStrings.xml");
    let strings: BTreeSet<String> = strings
        .descendants()
        .filter_map(|node| node.text().filter(|_| node.is_text()).map(str::to_owned))
        .collect();
    let (text, provenance) = (&content.text, &content.provenance);
    let mut words = vec![&text.title, &text.subtitle, &text.sentence, &provenance.cohort_definition];
    words.extend([&provenance.options, &provenance.address, &provenance.cohort, &provenance.data_as_of]);
    words.extend(text.footnotes.iter().chain(&provenance.files_sha256));
    for words in words {
        assert!(strings.contains(words), "{words}");
    }
    assert!(strings.contains(content.id.as_str()) && strings.contains(provenance.policy.sentence()));
}
