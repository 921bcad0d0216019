//! Records as they are kept, and where one differs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::lines::PART;
use crate::domain::format::hexadecimal;

/// Longest piece of a line in a message.
const MOST_CHARACTERS: usize = 120;
/// How much of a line is said before the character that differs.
const BEFORE: usize = 40;

/// Where records are kept.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Whether records are written anew instead of compared.
pub(super) fn is_renewing() -> bool {
    std::env::var_os("SINEW_GOLDEN").is_some_and(|value| value == "renew")
}

/// The first 24 digits of the SHA-256: enough to tell files apart that nobody forges.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:.24}", hexadecimal(&Sha256::digest(bytes)))
}

/// The names of all records.
pub(super) fn names(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            names.extend(self::names(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.insert(name);
        }
    }
    names
}

/// Holds a record against the one of this name, or keeps it under this name.
///
/// # Errors
/// The record and the first line in which it differs, in a sentence.
pub(super) fn compare(name: &str, made: &str) -> Result<(), String> {
    let path = folder().join(name);
    if is_renewing() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
        return Ok(());
    }
    let recorded =
        fs::read_to_string(&path).map_err(|error| format!("tests/golden/{name} cannot be read: {error}"))?;
    first_difference(&recorded, made)
        .map_or(Ok(()), |difference| Err(format!("tests/golden/{name}, {difference}")))
}

/// Where two records differ first: line, part, and both lines about the character that differs.
fn first_difference(recorded: &str, made: &str) -> Option<String> {
    if recorded == made {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (recorded.lines().collect(), made.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let part = old.iter().take(same).rev().find_map(|line| line.strip_prefix(PART));
    let part = part.map_or_else(String::new, |part| format!(" ({part})"));
    let (old, new) = (old.get(same).copied(), new.get(same).copied());
    let at =
        old.unwrap_or("").chars().zip(new.unwrap_or("").chars()).take_while(|(old, new)| old == new).count();
    let said = |line: Option<&str>| line.map_or_else(|| "nothing".to_owned(), |line| piece(line, at));
    Some(format!("line {}{part}: recorded is {}, made is {}", same + 1, said(old), said(new)))
}

/// A line about a character.
fn piece(line: &str, at: usize) -> String {
    let start = at.saturating_sub(BEFORE);
    let piece: String = line.chars().skip(start).take(MOST_CHARACTERS).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if line.chars().count() > start + MOST_CHARACTERS { "…" } else { "" };
    format!("“{before}{piece}{after}”")
}

#[test]
fn a_difference_is_named_by_its_line_and_its_part() {
    let recorded = "## a.xml\n<a>\n## b.xml\n<b>\n<c x=\"1\">\n";
    assert_eq!(first_difference(recorded, recorded), None);
    let found = |made: &str| first_difference(recorded, made).unwrap();
    assert_eq!(
        found(&recorded.replace('1', "2")),
        "line 5 (b.xml): recorded is “<c x=\"1\">”, made is “<c x=\"2\">”"
    );
    assert_eq!(found(&format!("{recorded}<d>\n")), "line 6 (b.xml): recorded is nothing, made is “<d>”");
    let long = format!("{}1{}", "x".repeat(90), "y".repeat(200));
    let said = first_difference(&long, &long.replace('1', "2")).unwrap();
    assert!(said.contains("“…xxx") && said.contains("x1y") && said.contains("x2y"), "{said}");
    assert!(said.chars().count() < 400, "{said}");
}
