//! `sinew verify`: cases from files, and what is said of them.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::support::ScratchDirectory;
use crate::support::program::{run, sentences};

fn kept(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(path)
}

fn verified(directory: &ScratchDirectory, file: &Path) -> Output {
    run(&directory.path, &["verify", &file.to_string_lossy()])
}

/// What is said of a case with these words in place of others.
fn of_changed(from: &str, to: &str) -> (Option<i32>, String) {
    let text = std::fs::read_to_string(kept("cases/t_test.json")).expect("there are cases");
    assert!(text.contains(from), "{from}");
    let directory = ScratchDirectory::new();
    std::fs::create_dir_all(&directory.path).expect("a directory");
    let data = kept("data/sleep.csv");
    std::fs::copy(data, directory.path.join("sleep.csv")).expect("the data are copied");
    let file = directory.path.join("cases.json");
    let text = text.replace("../data/", "").replacen(from, to, 1);
    std::fs::write(&file, text).expect("a file");
    let output = verified(&directory, &file);
    (output.status.code(), sentences(&output))
}

#[test]
fn cases_that_agree_end_well_and_one_that_misses_is_named_with_both_numbers() {
    let directory = ScratchDirectory::new();
    let output = verified(&directory, &kept("cases/t_test.json"));
    assert_eq!(output.status.code(), Some(0), "{}", sentences(&output));
    assert!(sentences(&output).contains("agrees  welch_sleep (t_test.welch): 6 values, worst "));
    let (code, said) = of_changed("\"df\": 9", "\"df\": 8");
    assert_eq!(code, Some(1));
    assert!(said.contains("MISSES  one_sample_sleep"), "{said}");
    assert!(said.contains("df: expected 8, found 9 (tolerance 1e-12)"), "{said}");
}

#[test]
fn a_case_that_cannot_be_run_says_why_and_the_others_are_run() {
    for (from, to, why) in [
        ("t_test.one_sample", "t_test.three_samples", "There is no method “t_test.three_samples”"),
        (
            "\"x\": \"extra\"",
            "\"x\": \"more\"",
            "The data have no column “more”; they have extra, group, ID.",
        ),
        ("\"x\": \"extra\"", "\"z\": \"extra\"", "The method has no argument “z”; it has x."),
        ("sleep.csv", "sheep.csv", "the file “sheep.csv”"),
        ("\"group\": [\"1\"]", "\"group\": [\"3\"]", "There are too few values"),
    ] {
        let (code, said) = of_changed(from, to);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(why), "{said}");
        assert!(said.contains("3 cases agree, 0 miss, 1 cannot be run"), "{said}");
    }
}

#[test]
fn a_file_that_is_no_list_of_cases_is_refused_before_any_is_run() {
    let (code, said) = of_changed("[", "{");
    assert_eq!(code, Some(1));
    assert!(said.contains("The file is not a list of cases") && !said.contains("agrees"), "{said}");
    let output = run(&ScratchDirectory::new().path, &["verify", "nowhere.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(sentences(&output).contains("nowhere.json: "));
}

#[test]
fn every_method_is_listed_with_what_it_is_given_and_gives() {
    let output = run(&ScratchDirectory::new().path, &["verify", "--list"]);
    assert_eq!(output.status.code(), Some(0));
    let said = sentences(&output);
    assert!(said.contains("t_test.welch: Welch's t test"), "{said}");
    assert!(said.contains("    conf_int: lower and upper limit"), "{said}");
}
