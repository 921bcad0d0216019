//! Bad input: every file of `tests/data/bad` comes to its verdict. The ids are those of the import test list.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::PathBuf;

use serde::Deserialize;
use sinew::import::{Limits, Mapping, Problem, Problems, open, open_with_limits};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdicts {
    verdict: Vec<Verdict>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdict {
    id: String,
    file: String,
    mapping: String,
    rows: Option<u64>,
    measurements: Option<usize>,
    problems: Option<usize>,
    line: Option<u64>,
    column: Option<String>,
    found: Option<String>,
    says: Option<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad")
}

fn verdicts() -> Vec<Verdict> {
    let text = std::fs::read_to_string(folder().join("verdicts.toml")).unwrap();
    toml::from_str::<Verdicts>(&text).unwrap().verdict
}

fn mapping(name: &str) -> Mapping {
    let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    Mapping::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Rows and measurements, or the problems.
fn read(mapping: &Mapping, input: impl Read, limits: Limits) -> Result<(u64, usize), Problems> {
    let mut reader = open_with_limits(mapping, "corpus.csv", input, limits)?;
    let mut measurements = 0;
    while let Some(batch) = reader.next_batch(2)? {
        assert!(batch.participants.len() <= 2);
        measurements += batch.measurements.len();
    }
    Ok((reader.finish().rows, measurements))
}

fn first_problem(mapping_name: &str, input: impl Read) -> Problem {
    let problems = read(&mapping(mapping_name), input, Limits::STANDARD).unwrap_err();
    problems.list()[0].clone()
}

/// A problem that stops reading comes last, a problem of a cell first; the verdict tells the worst of them.
fn told(problems: &Problems, line: Option<u64>) -> &Problem {
    let list = problems.list();
    list.iter().find(|problem| problem.line == line).unwrap_or(&list[0])
}

fn check(verdict: &Verdict) {
    let bytes = std::fs::read(folder().join(&verdict.file)).unwrap();
    let name = &verdict.file;
    match (read(&mapping(&verdict.mapping), bytes.as_slice(), Limits::STANDARD), &verdict.says) {
        (Ok((rows, measurements)), None) => {
            assert_eq!(Some(rows), verdict.rows, "{name}");
            assert_eq!(Some(measurements), verdict.measurements, "{name}");
        }
        (Err(problems), Some(says)) => {
            let problem = told(&problems, verdict.line);
            assert_eq!(Some(problems.list().len()), verdict.problems, "{name}: {problems}");
            assert_eq!(problem.line, verdict.line, "{name}: {problem}");
            assert_eq!(problem.column, verdict.column, "{name}: {problem}");
            assert_eq!(problem.offending, verdict.found, "{name}: {problem}");
            assert!(problem.sentence.contains(says.as_str()), "{name}: {problem}");
            assert_eq!(problem.to_string().lines().count(), 1, "{name}: {problem}");
        }
        (Ok(read), Some(_)) => panic!("{name} was accepted: {read:?}"),
        (Err(problems), None) => panic!("{name} was refused: {problems}"),
    }
}

fn check_all(id: &str) {
    let verdicts: Vec<Verdict> = verdicts().into_iter().filter(|verdict| verdict.id == id).collect();
    assert!(!verdicts.is_empty());
    verdicts.iter().for_each(check);
}

#[test]
fn every_file_of_the_corpus_has_one_verdict() {
    let judged: Vec<String> = verdicts().into_iter().map(|verdict| verdict.file).collect();
    let distinct: BTreeSet<String> = judged.iter().cloned().collect();
    let paths = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let tables = paths.filter(|path| path.extension().is_some_and(|extension| extension == "csv"));
    let present: BTreeSet<String> =
        tables.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(distinct.len(), judged.len());
    assert_eq!(distinct, present);
}

#[test]
fn imp_1_encodings_other_than_utf_8_are_refused_by_name_or_byte() {
    check_all("IMP-1");
}

#[test]
fn imp_1_ids_are_the_same_person_after_normalisation() {
    let file = "id,age,sex,smoker,start,pain_0,pain_4\nZo\u{eb},1,F,no,,1,1\nZoe\u{308},1,F,no,,1,1\n";
    let mapping = mapping("wide");
    let mut reader = open(&mapping, "a.csv", file.as_bytes()).unwrap();
    let batch = reader.next_batch(10).unwrap().unwrap();
    assert_eq!(batch.participants[0].key, batch.participants[1].key);
}

#[test]
fn imp_2_line_ends_blank_lines_and_empty_files_are_defined() {
    check_all("IMP-2");
}

#[test]
fn imp_3_ragged_rows_and_headers_that_do_not_fit_are_refused() {
    check_all("IMP-3");
}

#[test]
fn imp_4_quotes_that_do_not_close_or_stand_in_the_middle_are_refused() {
    check_all("IMP-4");
}

#[test]
fn imp_4_the_limits_hold_for_each_row_and_not_for_all_together() {
    let header = "id,age,sex,smoker,start,pain_0,pain_4\n";
    let file = format!("{header}{}", "P1,40,F,yes,2024-01-02,7,3\n".repeat(50));
    let limits = Limits { field_bytes: 10, record_bytes: 37, columns: 7, file_bytes: 10_000 };
    assert_eq!(read(&mapping("wide"), file.as_bytes(), limits), Ok((50, 100)));
    for limits in [
        Limits { field_bytes: 9, ..limits },
        Limits { record_bytes: 36, ..limits },
        Limits { columns: 6, ..limits },
    ] {
        assert!(read(&mapping("wide"), file.as_bytes(), limits).is_err(), "{limits:?}");
    }
}

/// Counts what was asked of it.
struct Counting<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.bytes += length as u64;
        Ok(length)
    }
}

fn refused_after(input: impl Read, says: &str) -> u64 {
    let mut input = Counting { inner: input, bytes: 0 };
    let problem = first_problem("wide", &mut input);
    assert!(problem.sentence.contains(says), "{problem}");
    input.bytes
}

#[test]
fn imp_4_an_endless_field_is_refused_after_64_kib() {
    let bytes = refused_after(io::repeat(b'x'), "a field is larger than 64 KiB");
    assert!(bytes <= 256 << 10, "{bytes} bytes were read");
    let quoted = b"id,\"".chain(io::repeat(b'\n'));
    assert!(refused_after(quoted, "a field is larger than 64 KiB") <= 256 << 10);
}

#[test]
fn imp_4_a_field_of_200_mb_is_refused_after_64_kib() {
    let header = b"id,age,sex,smoker,start,pain_0,pain_4\n";
    let file = header.chain(io::repeat(b'7').take(200 << 20));
    assert!(refused_after(file, "a field is larger than 64 KiB") <= 256 << 10);
}

#[test]
fn imp_4_an_endless_line_of_commas_is_refused_after_200_columns() {
    let bytes = refused_after(io::repeat(b','), "more than 200 fields");
    assert!(bytes <= 128 << 10, "{bytes} bytes were read");
}

#[test]
fn imp_4_a_record_of_many_large_fields_is_refused_after_1_mib() {
    let field = format!("{},", "x".repeat(60_000));
    let file = field.repeat(30);
    assert!(refused_after(file.as_bytes(), "a row is larger than 1 MiB") <= (1 << 20) + (128 << 10));
}

#[test]
fn imp_5_a_file_past_the_size_limit_is_refused_within_64_kib() {
    let header = b"id,age,sex,smoker,start,pain_0,pain_4\n";
    let rows = b"P1,40,F,yes,2024-01-02,7,3\n".repeat(100_000);
    let limits = Limits { file_bytes: 1 << 20, ..Limits::STANDARD };
    let mut input = Counting { inner: header.chain(rows.as_slice()), bytes: 0 };
    let problems = read(&mapping("wide"), &mut input, limits).unwrap_err();
    assert!(problems.to_string().contains("the file is larger than 1 MiB"), "{problems}");
    assert!(input.bytes <= (1 << 20) + (64 << 10), "{} bytes were read", input.bytes);
}

#[test]
fn imp_5_a_file_of_exactly_the_size_limit_is_read() {
    let file = b"id,age,sex,smoker,start,pain_0,pain_4\nP1,40,F,yes,2024-01-02,7,3\n";
    let limits = |file_bytes| Limits { file_bytes, ..Limits::STANDARD };
    let mapping = mapping("wide");
    assert_eq!(read(&mapping, file.as_slice(), limits(file.len() as u64)), Ok((1, 2)));
    assert!(read(&mapping, file.as_slice(), limits(file.len() as u64 - 1)).is_err());
}

/// Fails in the middle.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[test]
fn imp_5_an_input_that_fails_says_so() {
    let header = b"id,age,sex,smoker,start,pain_0,pain_4\n";
    let rows = b"P1,40,F,yes,2024-01-02,7,3\n".repeat(1_000);
    let problem = first_problem("wide", header.chain(rows.as_slice()).chain(Failing));
    assert!(problem.sentence.contains("could not be read (the disk is gone)"), "{problem}");
    let problem = first_problem("wide", Failing);
    assert!(problem.sentence.contains("could not be read (the disk is gone)"), "{problem}");
}

#[test]
fn imp_6_compressed_files_and_workbooks_are_refused_by_name() {
    check_all("IMP-6");
}

#[test]
fn imp_7_a_key_written_twice_in_a_mapping_is_refused() {
    let text = std::fs::read_to_string(folder().join("wide.toml")).unwrap();
    let problems = Mapping::from_toml(&text.replace("label = \"Age\"", "label = \"Age\"\nlabel = \"Alter\""));
    let problems = problems.unwrap_err();
    assert!(problems.to_string().contains("duplicate key"), "{problems}");
    assert!(problems.list()[0].line.is_some(), "{problems}");
}

#[test]
fn imp_7_the_same_bytes_have_the_same_digest_under_another_name() {
    let bytes = b"id,age,sex,smoker,start,pain_0,pain_4\nP1,40,F,yes,2024-01-02,7,3\n";
    let mapping = mapping("wide");
    let digest = |name: &str| {
        let mut reader = open(&mapping, name, bytes.as_slice()).unwrap();
        while reader.next_batch(1).unwrap().is_some() {}
        reader.finish()
    };
    assert_eq!(digest("a.csv"), digest("renamed.csv"));
    // sha256sum
    assert_eq!(digest("a.csv").sha256, "abe90976d3ac0a3a583deaef468dd28aacd4e9e1b4d1cda5c16b2d0ea7ed7dfc");
    assert_eq!(digest("a.csv").bytes, bytes.len() as u64);
}

#[test]
fn the_digest_covers_the_byte_order_mark() {
    // sha256sum, wc -c
    let bytes = std::fs::read(folder().join("utf8_bom.csv")).unwrap();
    let mapping = mapping("wide");
    let mut reader = open(&mapping, "a.csv", bytes.as_slice()).unwrap();
    while reader.next_batch(1).unwrap().is_some() {}
    let digest = reader.finish();
    assert_eq!(digest.sha256, "fd5d73a24afd1772fd9d5b80c50f7826308cd5f6b6d1fc42e7bed9b2b905c8c3");
    assert_eq!(digest.bytes, 68);
}

#[test]
fn imp_8_scores_that_are_no_numbers_or_out_of_range_are_refused() {
    check_all("IMP-8");
}

#[test]
fn imp_9_days_are_iso_only_and_plausible() {
    check_all("IMP-9");
}

#[test]
fn imp_10_ids_have_a_stated_alphabet_and_length() {
    check_all("IMP-10");
}

#[test]
fn imp_10_leading_zeros_of_an_id_are_kept() {
    let file = "id,age,sex,smoker,start,pain_0,pain_4\n007,1,F,no,,1,1\n7,1,F,no,,1,1\n";
    let mapping = mapping("wide");
    let mut reader = open(&mapping, "a.csv", file.as_bytes()).unwrap();
    let batch = reader.next_batch(10).unwrap().unwrap();
    assert_eq!(batch.participants[0].key.as_str(), "007");
    assert_ne!(batch.participants[0].key, batch.participants[1].key);
}

#[test]
fn imp_12_a_file_name_is_shown_escaped_and_without_its_path() {
    let long = "n".repeat(300);
    let cases = [
        ("../../etc/x", "x:"),
        ("..\\..\\x", "x:"),
        ("CON", "CON:"),
        ("a\"; filename=\"b.csv", "a\"; filename=\"b.csv:"),
        ("a\nb\u{202e}.csv", "a\\nb\\u{202e}.csv:"),
        (long.as_str(), "nnn"),
    ];
    let mapping = mapping("wide");
    for (name, shown) in cases {
        let Err(problems) = open(&mapping, name, b"".as_slice()) else { panic!("{name} was accepted") };
        let text = problems.to_string();
        assert!(text.starts_with(shown), "{text}");
        assert!(text.chars().count() < 200, "{text}");
        assert_eq!(text.lines().count(), 1);
    }
}

#[test]
fn imp_13_a_mapping_nested_without_end_or_too_large_is_refused() {
    let deep = format!("version = 1\nx = {}", "[".repeat(100_000));
    assert!(Mapping::from_toml(&deep).is_err());
    let large = format!("# {}", "x".repeat(2 << 20));
    let problems = Mapping::from_toml(&large).unwrap_err();
    assert!(problems.to_string().contains("larger than 1 MiB"), "{problems}");
}

#[test]
fn after_a_problem_no_row_is_handed_out_and_every_call_tells_the_same() {
    let file = "id,age,sex,smoker,start,pain_0,pain_4\nP1,1,F,no,,1,1\nP2,x,F,no,,1,1\nP3,1,F,no,,1,1\n";
    let mapping = mapping("wide");
    let mut reader = open(&mapping, "a.csv", file.as_bytes()).unwrap();
    assert_eq!(reader.next_batch(1).unwrap().unwrap().participants.len(), 1);
    let problems = reader.next_batch(1).unwrap_err();
    assert_eq!(reader.next_batch(1), Err(problems));
}
