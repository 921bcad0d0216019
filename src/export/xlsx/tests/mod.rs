//! What a workbook must be, whatever it shows.

mod charts;
mod read;
mod safe;
mod several;
mod shown;

use std::collections::BTreeSet;

use read::{Package, Read};
use roxmltree::Document;

use super::*;
use crate::chart::examples;
use crate::exhibit::Exhibit;
use crate::export::example;
use crate::export::hard::in_words;

fn one(exhibit: Released<Exhibit>) -> Package {
    Package::read(xlsx(&exhibit.map(|exhibit| vec![exhibit]), Paper::A4).unwrap().get())
}

/// The example of this name.
fn named(wanted: &str) -> Released<Exhibit> {
    example::of(examples::all().into_iter().find(|(name, _)| *name == wanted).unwrap().1)
}

/// Words that are hard to set.
fn hard_words() -> [(&'static str, String); 5] {
    [
        ("endless", "A finding that goes on for very much longer than any finding should ".repeat(600)),
        ("unbroken", "x".repeat(2_000)),
        ("right_to_left", "انخفض الألم بعد اثني عشر أسبوعًا بمقدار 26 نقطة".to_owned()),
        ("pictures", "Pain fell 🦵🏽 by 👩‍⚕️ 30 & <more> \"points\" \u{0}\u{7}\u{ffff}".to_owned()),
        ("empty", String::new()),
    ]
}

/// Every example, and the trial in words that are hard to set.
fn every_exhibit() -> Vec<(String, Released<Exhibit>)> {
    let examples = examples::all().into_iter().map(|(name, figure)| (name.to_owned(), example::of(figure)));
    let hard = hard_words().into_iter().map(|(name, words)| (name.to_owned(), in_words(&words)));
    examples.chain(hard).collect()
}

/// Every exhibit in one workbook.
fn all_in_one() -> Released<Vec<Exhibit>> {
    let mut all = example::trial().map(|exhibit| vec![exhibit]);
    for (_, exhibit) in every_exhibit() {
        all = all.join(exhibit).map(|(mut all, exhibit)| {
            all.push(exhibit);
            all
        });
    }
    all
}

#[test]
fn the_same_exhibits_give_the_same_bytes() {
    let all = all_in_one();
    assert!(xlsx(&all, Paper::A4).unwrap().into_inner() == xlsx(&all, Paper::A4).unwrap().into_inner());
}

#[test]
fn every_part_of_every_workbook_is_well_formed_and_nothing_but_sheets_and_charts() {
    for (name, exhibit) in every_exhibit() {
        let package = one(exhibit);
        for (part, text) in &package.0 {
            assert!(Document::parse(text).is_ok(), "{name}: {part}");
            for other in ["external", "media", "vba", "comment"] {
                assert!(!part.contains(other), "{name}: {part}");
            }
        }
        assert_eq!(package.sheets(), ["Data", "Table", "Method", "Provenance"], "{name}");
    }
}

#[test]
fn sheets_of_several_exhibits_have_names_of_their_own_after_contents_with_links() {
    let all = all_in_one();
    let count = all.get().len();
    let package = Package::read(xlsx(&all, Paper::A4).unwrap().get());
    let sheets = package.sheets();
    assert_eq!(sheets[..3], ["Contents", "1 Data", "1 Table"]);
    assert_eq!(sheets.len(), 1 + 4 * count);
    assert_eq!(sheets.iter().collect::<BTreeSet<_>>().len(), sheets.len());
    assert!(
        sheets
            .iter()
            .all(|name| name.chars().count() <= 31 && !name.contains(['[', ']', '/', '?', '*', ':']))
    );
    let contents = package.document("xl/worksheets/sheet1.xml");
    let links: Vec<&str> = contents.descendants().filter_map(|node| node.attribute("location")).collect();
    assert_eq!(links.len(), 4 * count);
    for link in links {
        let sheet = link.strip_suffix("!A1").unwrap().trim_matches('\'');
        assert!(sheets.iter().any(|name| name == sheet), "{link}");
    }
}

#[test]
fn no_exhibits_are_a_workbook_that_opens() {
    let package =
        Package::read(xlsx(&example::trial().map(|_| Vec::<Exhibit>::new()), Paper::A4).unwrap().get());
    assert_eq!(package.sheets(), ["Contents"]);
}

#[test]
fn a_sheet_keeps_its_headings_in_sight_and_prints_one_page_wide() {
    let package = one(example::trial());
    for part in package.named("xl/worksheets/sheet") {
        let document = package.document(part);
        let find = |name: &str| document.descendants().find(|node| node.tag_name().name() == name).unwrap();
        assert_eq!(find("pane").attribute("ySplit"), Some("1"), "{part}");
        assert_eq!(find("pane").attribute("state"), Some("frozen"), "{part}");
        assert_eq!(find("pageSetup").attribute("orientation"), Some("landscape"), "{part}");
        assert_eq!(find("pageSetup").attribute("fitToHeight"), Some("0"), "{part}");
        assert_eq!(find("pageSetUpPr").attribute("fitToPage"), Some("1"), "{part}");
        let widths = document.descendants().filter(|node| node.tag_name().name() == "col");
        let widths: Vec<f64> =
            widths.map(|column| column.attribute("width").unwrap().parse().unwrap()).collect();
        assert!(!widths.is_empty() && widths.iter().all(|width| *width > 8.0 && *width < 115.0), "{part}");
    }
}

#[test]
fn a_definition_longer_than_a_cell_is_kept_whole() {
    let definition: String = "[\"pain\",30],".repeat(4_000);
    let exhibit = example::trial().map(|mut exhibit| {
        exhibit.provenance.cohort_definition.clone_from(&definition);
        exhibit
    });
    let package = one(exhibit);
    let sheet = package.sheet("Provenance");
    let (items, values) = (sheet.column("Item"), sheet.column("Value"));
    let parts = items.iter().filter(|(_, item)| ***item == Read::Words("Cohort definition".to_owned()));
    let parts: Vec<&str> = parts
        .map(|(row, _)| match values[row] {
            Read::Words(words) => words.as_str(),
            Read::Number(_) | Read::Formula(_) => panic!("a definition is words"),
        })
        .collect();
    assert!(parts.len() > 1);
    assert_eq!(parts.concat(), definition);
}
