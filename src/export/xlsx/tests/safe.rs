//! That no text is ever a formula.

use super::read::{Package, Read};
use super::{in_words, one};
use crate::export::csv::FORMULA_STARTS;

/// Whether it is one of the two formulas that a sheet has: another cell, or how far it lies above one.
fn is_ours(formula: &str) -> bool {
    let is_cell = |text: &str| {
        let digits = text.trim_start_matches(|character: char| character.is_ascii_uppercase());
        digits.len() < text.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    match formula.strip_prefix("MAX(0,").and_then(|rest| rest.strip_suffix(')')) {
        Some(rest) => rest.split_once('-').is_some_and(|(one, other)| is_cell(one) && is_cell(other)),
        None => is_cell(formula),
    }
}

/// Every formula of cells, and every range of charts.
fn formulas(package: &Package) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in package.0.keys() {
        let document = package.document(part);
        let formulas = document.descendants().filter(|node| node.tag_name().name() == "f");
        found.extend(formulas.map(|node| (part.clone(), node.text().unwrap_or_default().to_owned())));
    }
    found
}

#[test]
fn a_text_that_begins_as_a_formula_is_text_in_every_place() {
    let attacks = FORMULA_STARTS.iter().map(|start| format!("{start}HYPERLINK(\"http://x\",1+1)"));
    let others = ["=Sheet9!$A$1", "Pain fell!A1", "='[http://x/y.xlsx]S'!A1", "=(A1,B1)", "=T[x]", "=1"];
    for attack in attacks.chain(others.map(str::to_owned)) {
        let package = one(in_words(&attack));
        for (part, formula) in formulas(&package) {
            let is_range = part.starts_with("xl/charts/") && formula.starts_with("Data!$");
            assert!(is_range || part.starts_with("xl/worksheets/") && is_ours(&formula), "{part}: {formula}");
        }
        let parts = package.0.iter().filter(|(part, _)| part.contains("_rels/"));
        assert!(parts.clone().count() > 3 && parts.clone().all(|(_, text)| !text.contains("External")));
        let table = package.sheet("Table");
        let kept = attack.replace(['\t', '\r', '\0'], " ");
        assert_eq!(table.cells[&(2, "A".to_owned())], Read::Words(kept));
    }
}

#[test]
fn it_stays_text_when_a_person_edits_it() {
    let package = one(in_words("=1+1"));
    let table = package.sheet("Table");
    let styles = package.document("xl/styles.xml");
    let formats: Vec<_> = styles
        .descendants()
        .find(|node| node.tag_name().name() == "cellXfs")
        .unwrap()
        .children()
        .filter(|node| node.tag_name().name() == "xf")
        .collect();
    for place in [(1, "A"), (2, "A")] {
        let style = table.styles[&(place.0, place.1.to_owned())];
        assert_eq!(formats[style].attribute("quotePrefix"), Some("1"), "{place:?}");
    }
}
