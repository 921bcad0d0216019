//! Every case of `tests/reference/cases` through the door that `sinew verify` opens.

use std::path::{Path, PathBuf};

use sinew::verify::{Case, Verdict, cases, methods, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/cases")
}

/// Every case with the verdict on it.
fn verdicts() -> Vec<(Case, Verdict)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("there are cases")
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.sort();
    let text = |file: &PathBuf| std::fs::read_to_string(file).expect("a case file is readable");
    let found = files.iter().flat_map(|file| cases(&text(file)).expect("a case file is a list of cases"));
    found.map(|case| (case.clone(), verdict(&case))).collect()
}

fn verdict(case: &Case) -> Verdict {
    let read = |name: &str| std::fs::read(folder().join(name)).map_err(|error| error.to_string());
    run(case, &read).unwrap_or_else(|error| panic!("{}: {error}", case.id))
}

#[test]
fn every_case_agrees_with_the_other_program() {
    let misses: Vec<String> = verdicts()
        .iter()
        .flat_map(|(case, verdict)| {
            let missed = verdict.comparisons.iter().filter(|comparison| !comparison.agrees());
            missed.map(|comparison| format!("{}: {comparison:?}", case.id)).collect::<Vec<_>>()
        })
        .collect();
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn every_method_has_a_case_with_numbers_of_another_program() {
    let verdicts = verdicts();
    let without: Vec<&str> = methods::all()
        .map(|method| method.name)
        .filter(|name| {
            !verdicts.iter().any(|(case, verdict)| {
                case.method == *name && case.source.is_some() && verdict.worst_difference().is_some()
            })
        })
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn ids_of_cases_are_unique() {
    let mut ids: Vec<String> = verdicts().into_iter().map(|(case, _)| case.id).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
