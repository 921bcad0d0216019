//! A mapping as written → a mapping that holds together.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::super::problem::{Problem, Problems};
use super::super::text::{plain, shown};
use super::document::{Document, FileEntry, IdEntry, SourceValues};
use super::{IdRule, Mapping, ReadingRules, bands, instruments, study, time, variables};
use crate::domain::{Code, Finite, NumberRange};

const MAX_LABEL_CHARACTERS: usize = 200;
const MAX_TEXT_CHARACTERS: usize = 2_000;
const VERSION: u8 = 1;

/// Collects what is wrong, each with the key it concerns.
pub struct Findings {
    file: String,
    problems: Problems,
}

impl Findings {
    /// Adds a sentence about a key.
    pub fn report(&mut self, key: &str, sentence: impl fmt::Display) {
        self.problems.push(Problem::new(&self.file, format!("`{key}` {sentence}")));
    }

    /// A code, or `None` after reporting why not.
    pub fn code(&mut self, key: &str, text: &str) -> Option<Code> {
        Code::try_from(text)
            .map_err(|error| {
                self.report(
                    key,
                    format!(
                        "is “{}”, which {error}; use a–z, 0–9 and _, beginning with a letter, at most {} characters.",
                        shown(text),
                        Code::MAX_CHARACTERS
                    ),
                );
            })
            .ok()
    }

    /// A short text for people, not empty.
    pub fn label(&mut self, key: &str, text: &str) -> String {
        if text.trim().is_empty() {
            self.report(key, "is empty; say it in words.");
        }
        self.text(key, text, MAX_LABEL_CHARACTERS)
    }

    /// A longer text for people, possibly empty.
    pub fn paragraph(&mut self, key: &str, text: &str) -> String {
        self.text(key, text, MAX_TEXT_CHARACTERS)
    }

    fn text(&mut self, key: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.chars().count() > most {
            self.report(key, format!("is longer than {most} characters; shorten it."));
        }
        if text.chars().any(|c| c.is_control() && c != '\n') {
            self.report(key, "holds control characters; remove them.");
        }
        text.to_owned()
    }

    /// The name of a column, as it is compared.
    pub fn column(&mut self, key: &str, name: &str) -> String {
        let name = plain(name).into_owned();
        if name.is_empty() {
            self.report(key, "is empty; name a column of the file.");
        }
        name
    }

    /// A range that is not empty.
    pub fn range(&mut self, key: &str, [low, high]: [Finite; 2]) -> NumberRange {
        if low >= high {
            self.report(key, "must be [lowest, highest] with the lowest smaller than the highest.");
        }
        NumberRange { low, high }
    }

    /// Adds source values for one meaning; a value with two meanings, or one that means "missing", is reported.
    pub fn add_values<T>(
        &mut self,
        key: &str,
        values: &SourceValues,
        missing: &BTreeSet<String>,
        (meanings, meaning): (&mut BTreeMap<String, T>, impl Fn() -> T),
    ) {
        for value in &values.0 {
            if value.is_empty() || missing.contains(value) {
                self.report(key, format!("lists “{}”, which already means missing.", shown(value)));
            } else if meanings.insert(value.clone(), meaning()).is_some() {
                self.report(key, format!("lists “{}”, which already has a meaning.", shown(value)));
            }
        }
    }

    /// Reports a repeated entry; `true` when it was new.
    pub fn once<T: Ord + Clone + fmt::Display>(&mut self, key: &str, seen: &mut BTreeSet<T>, entry: &T) {
        if !seen.insert(entry.clone()) {
            self.report(
                key,
                format!("is “{}”, which is used before; each may be used once.", shown(&entry.to_string())),
            );
        }
    }
}

/// Checks everything; `file` is the name under which problems are told.
pub fn mapping(document: &Document, file: &str) -> Result<Mapping, Problems> {
    let mut findings = Findings { file: file.to_owned(), problems: Problems::default() };
    if document.version != VERSION {
        findings.report("version", format!("is {}; this program reads version {VERSION}.", document.version));
    }
    let shape = document.file.shape;
    let mut codes = BTreeSet::new();
    let (time_axis, time_rule) = time::check(&document.time, &document.instruments, shape, &mut findings);
    let file_missing = &document.file.missing;
    let (variables, variable_rules) =
        variables::check(&document.variables, file_missing, &mut codes, &mut findings);
    let context = instruments::Context { shape, time_axis: &time_axis, file_missing };
    let (instruments, scores) =
        instruments::check(&document.instruments, &context, &mut codes, &mut findings);
    bands::check_scores(&variables, &instruments, &mut findings);
    let parts = study::Parts {
        time_axis: &time_axis,
        variables: &variables,
        instruments: &instruments,
        scores: &scores,
        time_rule: time_rule.as_ref(),
    };
    let study = study::check(&document.study, &parts, &mut findings);
    let rules = ReadingRules {
        id: id_rule(&document.file.id, &mut findings),
        ignore: document.file.ignore.iter().map(|name| plain(name).into_owned()).collect(),
        time: time_rule,
        variables: variable_rules,
        scores,
    };
    check_columns(&document.file, &rules, &mut findings);
    findings.problems.into_result()?;
    // Without a study something was reported, and the line before has returned.
    let study = study.ok_or_else(Problems::default)?;
    Ok(Mapping { study, time_axis, variables, instruments, shape, rules })
}

fn id_rule(entry: &IdEntry, findings: &mut Findings) -> IdRule {
    match (&entry.column, entry.row_number) {
        (Some(column), None) => IdRule::Column(findings.column("file.id.column", column)),
        (None, Some(true)) => IdRule::RowNumber,
        (Some(_) | None, _) => {
            findings.report("file.id", "must be either { column = \"…\" } or { row_number = true }.");
            IdRule::RowNumber
        }
    }
}

/// The id, the time point and an ignored column serve for nothing else.
fn check_columns(file: &FileEntry, rules: &ReadingRules, findings: &mut Findings) {
    let id = match &rules.id {
        IdRule::Column(column) => Some(column),
        IdRule::RowNumber => None,
    };
    let time = rules.time.as_ref().map(|time| &time.column);
    let read: BTreeSet<&String> = rules
        .variables
        .iter()
        .map(|rule| &rule.column)
        .chain(rules.scores.iter().map(|rule| &rule.column))
        .chain(rules.scores.iter().filter_map(|rule| rule.missing_where_empty.as_ref()))
        .collect();
    for (key, column) in [("file.id.column", id), ("time.column", time)] {
        if let Some(column) = column.filter(|column| read.contains(column)) {
            findings.report(key, format!("“{}” is also read as a variable or score.", shown(column)));
        }
    }
    if id.is_some() && id == time {
        findings.report("time.column", "is the same column as `file.id.column`.");
    }
    let used: BTreeSet<&String> = read.into_iter().chain(id).chain(time).collect();
    for name in &file.ignore {
        let name = plain(name).into_owned();
        if used.contains(&name) {
            findings.report("file.ignore", format!("lists “{}”, which the mapping reads.", shown(&name)));
        }
    }
}

/// Missing codes of the file and of one column together.
pub fn missing_codes(file: &SourceValues, column: &SourceValues) -> BTreeSet<String> {
    file.0.iter().chain(&column.0).cloned().collect()
}
