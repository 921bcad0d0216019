//! The cases that are asked for, as one test: copied into the program that has the mutants.

use std::path::Path;

use crate::verify::{Case, cases, run};

/// `FILE:3,5 FILE:0`: places of cases in their files, which lie in `FOLDER`.
const VARIABLE: &str = "SINEW_MUTANT_CASES";

#[test]
fn listed() {
    for listed in std::env::var(VARIABLE).unwrap_or_default().split_whitespace() {
        let (name, places) = listed.split_once(':').unwrap();
        let found = cases(&std::fs::read_to_string(Path::new(FOLDER).join(name)).unwrap()).unwrap();
        for place in places.split(',') {
            check(&found[place.parse::<usize>().unwrap()]);
        }
    }
}

fn check(case: &Case) {
    let read = |name: &str| std::fs::read(Path::new(FOLDER).join(name)).map_err(|error| error.to_string());
    let verdict = run(case, &read).unwrap_or_else(|error| panic!("{}: {error}", case.id));
    assert!(verdict.agrees(), "{}: {:?}", case.id, verdict.comparisons);
}
