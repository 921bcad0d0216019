//! A first mapping suggested for each real file reads as TOML and, where scores were found, as a mapping under which
//! the file itself is read.

use std::collections::BTreeSet;
use std::path::PathBuf;

use sinew::import::{ColumnKind, ColumnProfile, FileProfile, Mapping, fuzzing, open, shipped, suggest};

fn profile_of_column(name: &str, cells: &[&str]) -> ColumnProfile {
    let present: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let distinct: BTreeSet<&str> = present.iter().copied().collect();
    let numbers: Option<Vec<f64>> = present.iter().map(|cell| cell.parse().ok()).collect();
    let kind = match &numbers {
        _ if present.is_empty() => ColumnKind::Empty,
        Some(_) if present.iter().all(|cell| !cell.contains('.')) => ColumnKind::Integer,
        Some(_) => ColumnKind::Decimal,
        None if present.iter().all(|cell| cell.len() == 10 && cell.matches('-').count() == 2) => {
            ColumnKind::Date
        }
        None => ColumnKind::Text,
    };
    let numbers = numbers.unwrap_or_default();
    ColumnProfile {
        name: name.to_owned(),
        kind,
        distinct: distinct.len() as u64,
        values: distinct.into_iter().take(ColumnProfile::MAX_VALUES).map(str::to_owned).collect(),
        missing: (cells.len() - present.len()) as u64,
        min: numbers.iter().copied().reduce(f64::min),
        max: numbers.iter().copied().reduce(f64::max),
    }
}

/// Good enough for files without quoted commas.
fn profile(text: &str) -> FileProfile {
    let mut rows =
        text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"')).collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let rows: Vec<Vec<&str>> = rows.collect();
    let columns = header.iter().enumerate().map(|(at, name)| {
        let cells: Vec<&str> = rows.iter().map(|row| row[at]).collect();
        profile_of_column(name, &cells)
    });
    FileProfile { columns: columns.collect(), rows: rows.len() as u64 }
}

fn csv(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/studies").join(name);
    std::fs::read_to_string(path.join(format!("{name}.csv"))).unwrap()
}

fn suggested(name: &str, text: &str) -> String {
    let suggestion = suggest(&format!("{name}.csv"), &profile(text));
    let parsed: Result<toml::Table, _> = toml::from_str(&suggestion);
    assert!(parsed.is_ok(), "{suggestion}");
    suggestion
}

fn assert_reads(name: &str, text: &str, rows: u64) -> Mapping {
    let suggestion = suggested(name, text);
    let mapping =
        Mapping::from_toml(&suggestion).unwrap_or_else(|problems| panic!("{problems}\n{suggestion}"));
    if let Err(problems) = open(&mapping, name, text.as_bytes()) {
        panic!("{problems}\n{suggestion}");
    }
    assert_eq!(
        fuzzing::read_file(&mapping, text.as_bytes()).map(|digest| digest.rows),
        Some(rows),
        "{suggestion}"
    );
    mapping
}

fn codes(mapping: &Mapping) -> Vec<String> {
    mapping.instruments().iter().map(|instrument| instrument.code.to_string()).collect()
}

#[test]
fn the_acupuncture_file_suggests_its_two_scores() {
    let text = String::from_utf8(shipped::ACUPUNCTURE.files[0].1.to_vec()).unwrap();
    let mapping = assert_reads("acupuncture_headache", &text, 401);
    assert_eq!(codes(&mapping), ["pk", "f"]);
    assert_eq!(mapping.time_axis().points.len(), 3);
}

#[test]
fn the_knee_pain_file_suggests_its_score() {
    let mapping = assert_reads("knee_pain", &csv("knee_pain"), 127);
    assert_eq!(codes(&mapping), ["r"]);
    assert_eq!(mapping.time_axis().points.len(), 4);
}

#[test]
fn the_arthritis_file_suggests_its_score_with_a_baseline_column() {
    let mapping = assert_reads("arthritis_long", &csv("arthritis_long"), 906);
    assert_eq!(codes(&mapping), ["y"]);
    assert!(mapping.instruments()[0].baseline.is_some());
}

#[test]
fn the_hip_pain_file_suggests_its_score() {
    let mapping = assert_reads("msk_HHSpain", &csv("msk_HHSpain"), 174);
    assert_eq!(codes(&mapping), ["hhspain"]);
}

#[test]
fn a_file_whose_scores_are_not_recognised_suggests_a_mapping_to_complete() {
    let suggestion = suggested("licorice_gargle", &csv("licorice_gargle"));
    assert!(suggestion.contains("id = { row_number = true } # CHECK"), "{suggestion}");
    assert!(suggestion.contains("# No scores were recognised."), "{suggestion}");
    assert!(suggestion.contains("\"rownames\", # row numbers"), "{suggestion}");
    let problems = Mapping::from_toml(&suggestion).unwrap_err().to_string();
    assert!(problems.contains("`instruments` is empty"), "{problems}");
}

#[test]
fn strange_column_names_and_values_stay_toml() {
    let name = "a \"b\"\\\n# c = [1]";
    let column = profile_of_column(name, &["x\"y", "[z]"]);
    let empty = profile_of_column("", &["", ""]);
    let profile = FileProfile { columns: vec![column.clone(), column, empty], rows: 2 };
    let suggestion = suggest("../a\nb.csv", &profile);
    let table: toml::Table =
        toml::from_str(&suggestion).unwrap_or_else(|error| panic!("{error}\n{suggestion}"));
    assert_eq!(table["variables"][0]["column"].as_str(), Some(name));
    assert_ne!(table["variables"][0]["code"], table["variables"][1]["code"]);
}

#[test]
fn a_profile_of_nothing_suggests_toml() {
    let suggestion = suggest("empty.csv", &FileProfile::default());
    assert!(toml::from_str::<toml::Table>(&suggestion).is_ok(), "{suggestion}");
}
