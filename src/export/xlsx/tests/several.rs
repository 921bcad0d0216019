//! Many exhibits in one workbook, and the sheet in place of one that is missing.

use super::*;
use crate::export::several::{SIXTY, missing, sixty, title, with_missing};

fn words(sheet: &read::Sheet, heading: &str) -> Vec<String> {
    let column = sheet.column(heading);
    let words = |read: &&Read| match read {
        Read::Words(words) => words.clone(),
        Read::Number(_) | Read::Formula(_) => panic!("{heading} holds words"),
    };
    column.values().map(words).collect()
}

#[test]
fn sixty_exhibits_are_one_workbook_in_their_order() {
    let package = Package::read(xlsx(&sixty(), Paper::A4).unwrap().get());
    for (part, text) in &package.0 {
        assert!(Document::parse(text).is_ok(), "{part}");
    }
    let sheets = package.sheets();
    assert_eq!(sheets.len(), 1 + 4 * SIXTY);
    assert_eq!(sheets.iter().collect::<BTreeSet<_>>().len(), sheets.len());
    let expected: Vec<String> = (1..=SIXTY).map(title).collect();
    assert_eq!(words(&package.sheet("Contents"), "Finding"), expected);
    for number in [1, 30, SIXTY] {
        let method = words(&package.sheet(&format!("{number} Method")), "Words");
        assert_eq!(method[0], title(number));
    }
    assert!(package.named("xl/charts/chart").len() > SIXTY);
}

#[test]
fn a_missing_figure_has_a_sheet_in_its_place_that_says_which_and_why() {
    let package = Package::read(xlsx(&with_missing(), Paper::A4).unwrap().get());
    let sheets = package.sheets();
    assert_eq!(sheets[4..7], ["1 Provenance", "2 Missing", "3 Data"]);
    let contents = package.sheet("Contents");
    assert_eq!(words(&contents, "Finding"), [title(1), missing().title, title(3)]);
    assert_eq!(words(&contents, "Data and chart"), ["1 Data", "2 Missing", "3 Data"]);
    let said = words(&package.sheet("2 Missing"), "Words");
    assert_eq!(said, [missing().title, missing().reason, missing().study, missing().exhibit]);
}

#[test]
fn letter_paper_is_that_of_every_sheet() {
    for (paper, number) in [(Paper::A4, "9"), (Paper::Letter, "1")] {
        let made = xlsx(&example::trial().map(|exhibit| vec![exhibit]), paper).unwrap();
        let package = Package::read(made.get());
        for part in package.named("xl/worksheets/sheet") {
            let document = package.document(part);
            let setup = document.descendants().find(|node| node.tag_name().name() == "pageSetup").unwrap();
            // One is what a sheet has without being told.
            assert_eq!(setup.attribute("paperSize").unwrap_or("1"), number, "{part}");
        }
    }
}
