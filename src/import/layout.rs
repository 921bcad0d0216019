//! A file's header, resolved against the mapping.

use std::collections::BTreeMap;

use super::mapping::{IdRule, Mapping, ScoreRule, VariableRule};
use super::problem::{Problem, Problems};
use super::text::plain;

/// Which column is what in one file.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Column names as they stand in the file, trimmed.
    pub names: Vec<String>,
    /// Column of the participant's id; `None`: the number of the data row.
    pub id: Option<usize>,
    /// Column and values of the time point in a long file.
    pub time: Option<(usize, BTreeMap<String, u16>)>,
    /// One a catalogue variable, in order.
    pub variables: Vec<(usize, VariableRule)>,
    /// One a score column.
    pub scores: Vec<ScoreColumn>,
}

/// Where a score is.
#[derive(Debug, Clone)]
pub struct ScoreColumn {
    /// Position of its column.
    pub position: usize,
    /// Position of the column without whose value the score is missing.
    pub missing_where_empty: Option<usize>,
    /// How it is read.
    pub rule: ScoreRule,
}

impl Layout {
    /// Finds every mapped column; columns that are neither mapped nor ignored are problems, so are doubled ones.
    pub fn resolve(file: &str, mapping: &Mapping, names: Vec<String>) -> Result<Self, Problems> {
        let rules = mapping.rules();
        let mut header = Header { file, names: &names, problems: Problems::default() };
        header.refuse_doubled();
        let mut wanted = Vec::new();
        let mut find = |name: &str, header: &mut Header<'_>| {
            wanted.push(name.to_owned());
            header.find(name)
        };
        let id = match &rules.id {
            IdRule::Column(name) => Some(find(name, &mut header)),
            IdRule::RowNumber => None,
        };
        let time = rules.time.as_ref().map(|time| (find(&time.column, &mut header), time.values.clone()));
        let variables =
            rules.variables.iter().map(|rule| (find(&rule.column, &mut header), rule.clone())).collect();
        let scores = rules.scores.iter().map(|rule| ScoreColumn {
            position: find(&rule.column, &mut header),
            missing_where_empty: rule.missing_where_empty.as_ref().map(|name| find(name, &mut header)),
            rule: rule.clone(),
        });
        let scores = scores.collect();
        header.refuse_unknown(&wanted, mapping);
        header.problems.into_result()?;
        Ok(Self { names, id, time, variables, scores })
    }
}

struct Header<'a> {
    file: &'a str,
    names: &'a [String],
    problems: Problems,
}

impl Header<'_> {
    fn report(&mut self, column: &str, sentence: impl std::fmt::Display) {
        self.problems.push(Problem::new(self.file, sentence).at_line(Some(1)).in_column(column));
    }

    /// Position of a column; 0 after reporting that it is missing, which no one will use.
    fn find(&mut self, name: &str) -> usize {
        if let Some(position) = self.names.iter().position(|other| other == name) {
            return position;
        }
        let sentence = match self.names.iter().find(|other| is_alike(other, name)) {
            Some(other) => format!(
                "the header has no such column, but one called “{}”; did you mean that? Names must agree exactly.",
                super::text::shown(other)
            ),
            None if self.names.len() == 1 => {
                "the header has no such column; it has a single one, so the separator is probably not a comma. Save \
                 the file with commas."
                    .to_owned()
            }
            None => "the header has no such column; add it to the file or correct the mapping.".to_owned(),
        };
        self.report(name, sentence);
        0
    }

    fn refuse_doubled(&mut self) {
        let names = self.names;
        for (position, name) in names.iter().enumerate() {
            if let Some(first) = names[..position].iter().position(|other| other == name) {
                let sentence = format!(
                    "columns {} and {} have the same name; rename or remove one.",
                    first + 1,
                    position + 1
                );
                self.report(name, sentence);
            }
        }
    }

    fn refuse_unknown(&mut self, wanted: &[String], mapping: &Mapping) {
        let names = self.names;
        for (position, name) in names.iter().enumerate() {
            let is_known = wanted.contains(name) || mapping.rules().ignore.contains(name);
            let is_suggested = wanted.iter().any(|other| is_alike(other, name) && !names.contains(other));
            if !is_known && !is_suggested {
                let sentence = format!(
                    "the mapping does not say what column {} is; map it, or add “{}” to `file.ignore`.",
                    position + 1,
                    super::text::shown(name)
                );
                self.report(name, sentence);
            }
        }
    }
}

/// Whether two names differ only in case, spaces and punctuation.
fn is_alike(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    !letters(a).is_empty() && letters(a) == letters(b)
}

/// A header cell as it is compared.
pub fn header_name(cell: &str) -> String {
    plain(cell).into_owned()
}
