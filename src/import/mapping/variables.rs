//! The variables.

use std::collections::{BTreeMap, BTreeSet};

use super::super::limits::MAX_LEVELS;
use super::check::{Findings, missing_codes};
use super::document::{KindEntry, LevelEntry, SourceValues, VariableEntry};
use super::{ReadAs, VariableRule};
use crate::domain::{Code, Level, Variable, VariableKind};

/// Variables and their reading rules, in the same order.
pub fn check(
    entries: &[VariableEntry],
    file_missing: &SourceValues,
    codes: &mut BTreeSet<Code>,
    findings: &mut Findings,
) -> (Vec<Variable>, Vec<VariableRule>) {
    let mut columns = BTreeSet::new();
    let checked = entries.iter().enumerate().filter_map(|(index, entry)| {
        let key = key_of(index, &entry.code);
        let code = findings.code(&format!("{key}.code"), &entry.code);
        if let Some(code) = &code {
            findings.once(&format!("{key}.code"), codes, code);
        }
        let column = findings.column(&format!("{key}.column"), &entry.column);
        findings.once(&format!("{key}.column"), &mut columns, &column);
        let label = findings.label(&format!("{key}.label"), &entry.label);
        let missing = missing_codes(file_missing, &entry.missing);
        refuse_strange_keys(&key, entry, findings);
        let (kind, read_as) = kind(&key, entry, &missing, findings);
        let variable = Variable {
            code: code?,
            label,
            kind,
            filterable: entry.filterable.unwrap_or(true),
            post_baseline: entry.post_baseline.unwrap_or(false),
        };
        Some((variable, VariableRule { column, missing, read_as }))
    });
    checked.unzip()
}

/// How an entry of a list is named: by its code where it has one that is readable.
pub fn key_of(index: usize, code: &str) -> String {
    Code::try_from(code).map_or_else(|_| format!("variables[{index}]"), |code| format!("variables.{code}"))
}

fn refuse_strange_keys(key: &str, entry: &VariableEntry, findings: &mut Findings) {
    let given = [
        ("unit", entry.unit.is_some(), KindEntry::Number, "number"),
        ("range", entry.range.is_some(), KindEntry::Number, "number"),
        ("score_of", entry.score_of.is_some(), KindEntry::Number, "number"),
        ("levels", entry.levels.is_some(), KindEntry::Category, "category"),
        ("yes", entry.yes.is_some(), KindEntry::Flag, "flag"),
        ("no", entry.no.is_some(), KindEntry::Flag, "flag"),
    ];
    for (name, is_given, kind, kind_name) in given {
        if is_given && entry.kind != kind {
            findings.report(&format!("{key}.{name}"), format!("is only for kind = \"{kind_name}\"."));
        }
    }
}

fn kind(
    key: &str,
    entry: &VariableEntry,
    missing: &BTreeSet<String>,
    findings: &mut Findings,
) -> (VariableKind, ReadAs) {
    match entry.kind {
        KindEntry::Number => number(key, entry, findings),
        KindEntry::Category => category(key, entry.levels.as_deref().unwrap_or(&[]), missing, findings),
        KindEntry::Flag => (VariableKind::Flag, ReadAs::Flag(answers(key, entry, missing, findings))),
        KindEntry::Date => (VariableKind::Date, ReadAs::Date),
    }
}

fn number(key: &str, entry: &VariableEntry, findings: &mut Findings) -> (VariableKind, ReadAs) {
    let key_of_range = format!("{key}.range");
    let unit = findings.paragraph(&format!("{key}.unit"), entry.unit.as_deref().unwrap_or(""));
    let range = entry.range.unwrap_or_else(|| {
        findings.report(&key_of_range, "is missing; give the plausible range as [lowest, highest].");
        [crate::domain::Finite::ZERO, crate::domain::Finite::from(1)]
    });
    let range = findings.range(&key_of_range, range);
    let score_of = entry.score_of.as_deref().and_then(|code| findings.code(&format!("{key}.score_of"), code));
    (VariableKind::Number { unit, range, score_of }, ReadAs::Number(range))
}

fn category(
    key: &str,
    entries: &[LevelEntry],
    missing: &BTreeSet<String>,
    findings: &mut Findings,
) -> (VariableKind, ReadAs) {
    let key = format!("{key}.levels");
    if entries.is_empty() || entries.len() > MAX_LEVELS {
        findings.report(&key, format!("must list 1 to {MAX_LEVELS} levels."));
    }
    let (mut levels, mut values, mut seen) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for (position, entry) in entries.iter().take(MAX_LEVELS).enumerate() {
        let key = format!("{key}[{position}]");
        if entry.value.0.is_empty() {
            findings
                .report(&format!("{key}.value"), "is empty; say which text of the file means this level.");
        }
        findings.add_values(
            &format!("{key}.value"),
            &entry.value,
            missing,
            (&mut values, || position as u16),
        );
        let label = findings.label(&format!("{key}.label"), &entry.label);
        if let Some(code) = findings.code(&format!("{key}.code"), &entry.code) {
            findings.once(&format!("{key}.code"), &mut seen, &code);
            levels.push(Level { code, label });
        }
    }
    (VariableKind::Category { levels }, ReadAs::Category(values))
}

fn answers(
    key: &str,
    entry: &VariableEntry,
    missing: &BTreeSet<String>,
    findings: &mut Findings,
) -> BTreeMap<String, bool> {
    let mut answers = BTreeMap::new();
    for (name, values, answer) in [("yes", &entry.yes, true), ("no", &entry.no, false)] {
        let key = format!("{key}.{name}");
        match values {
            Some(values) if !values.0.is_empty() => {
                findings.add_values(&key, values, missing, (&mut answers, || answer));
            }
            Some(_) | None => findings.report(&key, "is missing; say which text of the file means it."),
        }
    }
    answers
}
