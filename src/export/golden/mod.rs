//! Every kind of file of every kind of exhibit, as it was recorded in `tests/golden`: what a change makes of files is seen
//! in the records that change with it, and a change that was not meant fails. How to renew them: `docs/DEVELOPING.md`.
//!
//! A record is text: what is text in a file, in lines, and of the rest what it is and its digest. The records of a few
//! exhibits are kept whole, those of the others as a digest.

mod cases;
mod kinds;
mod lines;
mod store;

use std::collections::BTreeSet;

use cases::{Case, cases};
use kinds::{KINDS, Kind};
use lines::Lines;
use store::{digest, folder, is_renewing};

/// The digests of the records of all cases: one a line.
fn digests(kind: &Kind) -> String {
    let mut all = Lines::default();
    for case in cases().iter().filter(|case| kind.takes(case)) {
        let record = kind.record(case).text();
        let said = if kind.is_digest() {
            record.trim_end().to_owned()
        } else {
            format!("{} bytes, {}", record.len(), digest(record.as_bytes()))
        };
        all.add(&format!("{:<28}{said}", case.name));
    }
    all.text()
}

/// What a file of digests is called.
fn digests_name(kind: &Kind) -> String {
    format!("{}.txt", kind.name)
}

/// What the whole record of a case is called.
fn record_name(kind: &Kind, case: &Case) -> String {
    format!("{}/{}.txt", case.name, kind.name)
}

/// The cases whose records of this kind are kept whole.
fn kept(kind: &Kind) -> Vec<Case> {
    let mut cases = cases();
    cases.retain(|case| kind.takes(case) && kind.keeps(case));
    cases
}

/// Holds all files of a kind against their records.
fn check(name: &str) {
    let kind = KINDS.iter().find(|kind| kind.name == name).unwrap();
    let whole = kept(kind);
    let whole = whole.iter().map(|case| store::compare(&record_name(kind, case), &kind.record(case).text()));
    let different: Vec<String> =
        whole.chain([store::compare(&digests_name(kind), &digests(kind))]).filter_map(Result::err).collect();
    assert!(
        different.is_empty(),
        "{}\nIf this is meant: see docs/DEVELOPING.md, “Golden files”.",
        different.join("\n")
    );
}

/// A test for each kind, so that they run beside one another.
macro_rules! kinds {
    ($($test:ident: $kind:literal,)*) => {
        $(
            #[test]
            fn $test() {
                check($kind);
            }
        )*

        #[test]
        fn every_kind_is_held_against_its_records() {
            assert_eq!(KINDS.each_ref().map(|kind| kind.name), [$($kind),*]);
        }
    };
}

kinds! {
    vector_pictures_are_as_recorded: "svg",
    vector_pictures_on_dark_ground_are_as_recorded: "svg-dark",
    narrow_vector_pictures_are_as_recorded: "svg-narrow",
    pictures_are_as_recorded: "png",
    pictures_for_slides_are_as_recorded: "png-slide",
    pictures_for_print_are_as_recorded: "png-print85",
    tables_are_as_recorded: "csv",
    typed_tables_are_as_recorded: "parquet",
    exhibits_are_as_recorded: "json",
    slides_are_as_recorded: "pptx",
    narrow_slides_are_as_recorded: "pptx-standard",
    pages_are_as_recorded: "pdf",
    pages_on_letter_paper_are_as_recorded: "pdf-letter",
    documents_are_as_recorded: "docx",
    workbooks_are_as_recorded: "xlsx",
}

#[test]
fn nothing_is_recorded_that_is_not_made() {
    let whole = KINDS.iter().flat_map(|kind| kept(kind).into_iter().map(|case| record_name(kind, &case)));
    let made: BTreeSet<String> = whole.chain(KINDS.iter().map(digests_name)).collect();
    let recorded = store::names(&folder());
    let left_over: Vec<&String> = recorded.difference(&made).collect();
    if is_renewing() {
        for name in left_over {
            std::fs::remove_file(folder().join(name)).unwrap();
        }
    } else {
        assert!(left_over.is_empty(), "{left_over:?}");
    }
}
