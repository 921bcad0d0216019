//! Every case of `tests/reference/cases` through the door that `sinew verify` opens.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::effort::Effort;

use sinew::verify::{Case, Record, Verdict, cases, methods, record, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/cases")
}

fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file of cases by its name, with the verdicts.
type Judged = (String, Vec<(Case, Verdict)>);

static FILES: LazyLock<Vec<Judged>> = LazyLock::new(|| {
    let folder = std::fs::read_dir(folder()).expect("there are cases");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let name = |file: &PathBuf| file.file_stem().expect("a name").to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), of_file(file))).collect()
});

fn verdicts() -> impl Iterator<Item = &'static (Case, Verdict)> {
    FILES.iter().flat_map(|(_, verdicts)| verdicts)
}

fn of_file(file: &Path) -> Vec<(Case, Verdict)> {
    let text = std::fs::read_to_string(file).expect("a case file is readable");
    let found = cases(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let chosen = chosen(&found);
    found
        .into_iter()
        .zip(chosen)
        .filter(|(_, is_chosen)| *is_chosen)
        .map(|(case, _)| (case.clone(), verdict(&case)))
        .collect()
}

/// With little effort the first case of every method; all of them otherwise.
fn chosen(cases: &[Case]) -> Vec<bool> {
    let mut seen = BTreeSet::new();
    let is_first: Vec<bool> = cases.iter().map(|case| seen.insert(&case.method)).collect();
    match Effort::of_this_run() {
        Effort::Full => vec![true; cases.len()],
        Effort::Quick => is_first,
    }
}

fn verdict(case: &Case) -> Verdict {
    let read = |name: &str| std::fs::read(folder().join(name)).map_err(|error| error.to_string());
    run(case, &read).unwrap_or_else(|error| panic!("{}: {error}", case.id))
}

#[test]
fn every_case_agrees_with_the_other_program() {
    let misses: Vec<String> = verdicts()
        .flat_map(|(case, verdict)| {
            let missed = verdict.comparisons.iter().filter(|comparison| !comparison.agrees());
            missed.map(|comparison| format!("{}: {comparison:?}", case.id)).collect::<Vec<_>>()
        })
        .collect();
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn every_method_has_a_case_with_numbers_of_another_program() {
    let without: Vec<&str> = methods::all()
        .map(|method| method.name)
        .filter(|name| {
            !verdicts().any(|(case, verdict)| {
                case.method == *name && case.source.is_some() && verdict.worst_difference().is_some()
            })
        })
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn ids_of_cases_are_unique() {
    let kept = std::fs::read_to_string(at_root("tests/reference/agreement.json")).expect("there is a record");
    let mut ids: Vec<String> = record::read(&kept).into_iter().map(|record| record.case).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

/// What this run found, as it is kept.
fn records() -> Vec<Record> {
    let of = |(file, verdicts): &Judged| -> Vec<Record> {
        verdicts.iter().map(|(case, verdict)| Record::of(case, file, verdict)).collect()
    };
    FILES.iter().flat_map(of).collect()
}

/// Renewed by `SINEW_VERIFY=renew`. Digits below the tolerance depend on the processor, so they are not compared.
#[test]
fn what_the_program_shows_of_its_agreement_is_of_these_cases() {
    let found = records();
    let (kept, page) = (at_root("tests/reference/agreement.json"), at_root("docs/STATISTICS.md"));
    if std::env::var_os("SINEW_VERIFY").is_some_and(|wish| wish == "renew") {
        assert_eq!(Effort::of_this_run(), Effort::Full, "the record is renewed with SINEW_TEST_EFFORT=full");
        std::fs::write(&kept, record::written(&found)).expect("the record is written");
        std::fs::write(&page, record::document(&found)).expect("the page is written");
    }
    let kept = record::read(&std::fs::read_to_string(kept).expect("there is a record"));
    let without_digits = |records: &[Record]| -> Vec<Record> {
        records.iter().map(|record| Record { worst: 0.0, ..record.clone() }).collect()
    };
    let (known, now) = (without_digits(&kept), without_digits(&found));
    let changed = now.iter().find(|record| !known.contains(record));
    assert_eq!(changed, None, "a case is new or changed since agreement.json was written");
    let is_whole = match Effort::of_this_run() {
        Effort::Full => known.len() == now.len(),
        Effort::Quick => known.len() >= now.len(),
    };
    assert!(is_whole, "agreement.json has other cases than there are");
    assert!(kept.iter().all(|record| record.worst <= record.tolerance));
    let page = std::fs::read_to_string(page).expect("there is a page");
    assert!(page == record::document(&kept), "docs/STATISTICS.md is not of tests/reference/agreement.json");
}
