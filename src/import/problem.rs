//! What is wrong with a file or a mapping, as sentences.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::{shown, shown_file_name};
use crate::domain::ParticipantKey;

/// One thing that is wrong: where, what was found, what would be right. Its `Display` is one line for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// File name without its path, escaped.
    pub file: String,
    /// Line of the file on which the row begins, from 1.
    pub line: Option<u64>,
    /// Column name, escaped.
    pub column: Option<String>,
    /// The text found, cut to 80 characters, control characters escaped.
    pub offending: Option<String>,
    /// What would be right; begins in lower case and ends with a full stop.
    pub sentence: String,
}

/// A place in a file, for problems that concern two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// File name.
    pub file: String,
    /// Line on which the row begins, from 1.
    pub line: u64,
    /// Column name, when one is meant.
    pub column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, line {}", shown_file_name(&self.file), self.line)?;
        self.column.as_ref().map_or(Ok(()), |column| write!(formatter, ", column “{}”", shown(column)))
    }
}

impl Problem {
    /// A problem of a whole file.
    pub fn new(file: &str, sentence: impl fmt::Display) -> Self {
        Self {
            file: shown_file_name(file),
            line: None,
            column: None,
            offending: None,
            sentence: sentence.to_string(),
        }
    }

    /// The same, at a line.
    #[must_use]
    pub fn at_line(self, line: Option<u64>) -> Self {
        Self { line, ..self }
    }

    /// The same, in a column.
    #[must_use]
    pub fn in_column(self, column: &str) -> Self {
        Self { column: Some(shown(column)), ..self }
    }

    /// The same, showing the text found.
    #[must_use]
    pub fn found(self, text: &str) -> Self {
        Self { offending: Some(shown(text)), ..self }
    }

    /// Two values of one instrument for one person at one time point.
    pub fn duplicate(
        first: &Place,
        second: &Place,
        key: &ParticipantKey,
        instrument: &str,
        time_point: &str,
    ) -> Self {
        Self::second_place(second).found(key.as_str()).with(format!(
            "this participant already has a value of {instrument} at {time_point} ({first}); keep one of the two."
        ))
    }

    /// A column that repeats one value on every row of a person holds two different values.
    pub fn conflicting_repetition(
        first: &Place,
        second: &Place,
        key: &ParticipantKey,
        instrument: &str,
        time_point: &str,
    ) -> Self {
        Self::second_place(second).found(key.as_str()).with(format!(
            "the value of {instrument} at {time_point} differs between this participant's rows (the other is at \
             {first}); it must be the same on all of them."
        ))
    }

    /// Two rows of one person disagree about a variable.
    pub fn conflicting_participant(
        first: &Place,
        second: &Place,
        key: &ParticipantKey,
        variable: &str,
    ) -> Self {
        Self::second_place(second).found(key.as_str()).with(format!(
            "the value of {variable} differs between this participant's rows (the other is at {first}); it must be \
             the same on all of them."
        ))
    }

    /// A file with one row a person has two rows of one person.
    pub fn repeated_participant(first: &Place, second: &Place, key: &ParticipantKey) -> Self {
        Self::second_place(second).found(key.as_str()).with(format!(
            "this participant already has a row ({first}); a wide file has one row a participant, so keep one of \
             the two or map the file as long."
        ))
    }

    fn second_place(place: &Place) -> Self {
        Self {
            column: place.column.as_deref().map(shown),
            ..Self::new(&place.file, "").at_line(Some(place.line))
        }
    }

    fn with(self, sentence: String) -> Self {
        Self { sentence, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(formatter, ", column “{column}”")?;
        }
        match &self.offending {
            Some(text) => write!(formatter, ": found “{text}”; {}", self.sentence),
            None => write!(formatter, ": {}", self.sentence),
        }
    }
}

/// Up to 100 problems, in the order found. Its `Display` is one line a problem.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Most problems collected; reading stops there.
    pub const MAX: usize = 100;

    /// The problems found.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether reading stopped here, so that there may be more.
    pub const fn is_full(&self) -> bool {
        self.list.len() >= Self::MAX
    }

    /// Adds a problem; past 100 it is dropped.
    pub fn push(&mut self, problem: Problem) {
        if !self.is_full() {
            self.list.push(problem);
        }
    }

    /// `Ok` when nothing is wrong.
    ///
    /// # Errors
    /// The problems themselves, when there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { list: vec![problem] }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{problem}")?;
        }
        if self.is_full() {
            write!(formatter, "\nStopped after {} problems; there may be more.", Self::MAX)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line_that_says_where_and_what() {
        let problem = Problem::new("/tmp/trial.csv", "leave the cell empty.")
            .at_line(Some(14))
            .in_column("pk5")
            .found("N\naN");
        assert_eq!(
            problem.to_string(),
            "trial.csv, line 14, column “pk5”: found “N\\naN”; leave the cell empty."
        );
    }

    #[test]
    fn after_a_hundred_problems_the_list_says_that_it_stopped() {
        let mut problems = Problems::default();
        for line in 1..=150 {
            problems.push(Problem::new("a.csv", "is wrong.").at_line(Some(line)));
        }
        assert_eq!(problems.list().len(), 100);
        assert!(problems.to_string().ends_with("Stopped after 100 problems; there may be more."));
    }

    #[test]
    fn a_duplicate_names_both_places_and_the_person() {
        let key = ParticipantKey::try_from("007").unwrap();
        let place = |line| Place { file: "a.csv".to_owned(), line, column: Some("y".to_owned()) };
        let problem = Problem::duplicate(&place(2), &place(9), &key, "pain", "month 3");
        assert_eq!(
            problem.to_string(),
            "a.csv, line 9, column “y”: found “007”; this participant already has a value of pain at month 3 \
             (a.csv, line 2, column “y”); keep one of the two."
        );
    }

    #[test]
    fn two_rows_of_one_person_that_disagree_name_the_variable() {
        let key = ParticipantKey::try_from("7").unwrap();
        let place = |line| Place { file: "a.csv".to_owned(), line, column: None };
        let problem = Problem::conflicting_participant(&place(2), &place(3), &key, "Age").to_string();
        assert!(problem.starts_with("a.csv, line 3: found “7”; the value of Age differs"), "{problem}");
        assert!(problem.contains("(the other is at a.csv, line 2)"), "{problem}");
    }
}
