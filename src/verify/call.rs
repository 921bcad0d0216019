//! What a method is given: data, arguments and options, read by name.

use serde_json::{Map, Value};

use super::error::listed;
use super::subset::{SUBSET, subset};
use super::words::{is_same_word, written};
use super::{Case, CaseError, Cell, Field, Method, Table};
use crate::stats::{Alternative, Confidence, TestOptions};

/// One call of a method.
#[derive(Debug)]
pub struct Call<'a> {
    table: Table,
    arguments: &'a Map<String, Value>,
    options: &'a Map<String, Value>,
}

impl<'a> Call<'a> {
    /// The call that a case asks for.
    ///
    /// Every method takes the argument `subset`: for each column it names, the rows whose value is in the list.
    pub(super) fn new(method: &Method, case: &'a Case, table: &Table) -> Result<Self, CaseError> {
        let (argument, option) = (("argument", method.arguments), ("option", method.options));
        known(&case.arguments, argument, option)?;
        known(&case.options, option, argument)?;
        let table = subset(table, case.arguments.get(SUBSET))?;
        Ok(Self { table, arguments: &case.arguments, options: &case.options })
    }

    /// The data, for methods that read columns by a formula.
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// Whether the case gives this argument.
    pub fn has(&self, argument: &str) -> bool {
        self.arguments.contains_key(argument)
    }

    /// The argument as JSON.
    ///
    /// # Errors
    /// [`CaseError::MissingArgument`].
    pub fn argument(&self, name: &str) -> Result<&'a Value, CaseError> {
        self.arguments.get(name).ok_or_else(|| CaseError::MissingArgument { name: name.to_owned() })
    }

    /// The argument as a word: a column's name or a formula.
    ///
    /// # Errors
    /// It is missing or no word.
    pub fn word(&self, name: &str) -> Result<&'a str, CaseError> {
        self.argument(name)?.as_str().ok_or_else(|| bad(name, "a word"))
    }

    /// The argument as one number.
    ///
    /// # Errors
    /// It is missing or no number.
    pub fn number(&self, name: &str) -> Result<f64, CaseError> {
        self.argument(name)?.as_f64().ok_or_else(|| bad(name, "a number"))
    }

    /// The argument as numbers: one, or a list of them.
    ///
    /// # Errors
    /// It is missing, or neither.
    pub fn one_or_more(&self, name: &str) -> Result<Vec<f64>, CaseError> {
        let given = self.argument(name)?;
        let numbers = match given.as_array() {
            Some(list) => list.iter().map(Value::as_f64).collect(),
            None => given.as_f64().map(|number| vec![number]),
        };
        numbers.ok_or_else(|| bad(name, "a number or a list of numbers"))
    }

    /// The argument as counts: one, or a list of them.
    ///
    /// # Errors
    /// It is missing, or neither.
    pub fn counts_of(&self, name: &str) -> Result<Vec<u64>, CaseError> {
        let given = self.argument(name)?;
        let counts = match given.as_array() {
            Some(list) => list.iter().map(|value| count(value).map(u64::from)).collect(),
            None => count(given).map(|count| vec![u64::from(count)]),
        };
        counts.ok_or_else(|| bad(name, "a whole number, 0 or more, or a list of them"))
    }

    /// The argument as a count of people or events.
    ///
    /// # Errors
    /// It is missing, no whole number, negative or beyond 2³² − 1.
    pub fn count(&self, name: &str) -> Result<u32, CaseError> {
        count(self.argument(name)?).ok_or_else(|| bad(name, "a whole number, 0 or more"))
    }

    /// The argument as a list of counts.
    ///
    /// # Errors
    /// It is missing or no list of whole numbers.
    pub fn count_list(&self, name: &str) -> Result<Vec<u32>, CaseError> {
        let list = self.argument(name)?.as_array();
        let counts = list.and_then(|list| list.iter().map(count).collect());
        counts.ok_or_else(|| bad(name, "a list of whole numbers, 0 or more"))
    }

    /// The argument as a list of words; numbers count as the words they are written as.
    ///
    /// # Errors
    /// It is missing or no such list.
    pub fn words(&self, name: &str) -> Result<Vec<String>, CaseError> {
        let list = self.argument(name)?.as_array();
        let words = list.and_then(|list| list.iter().map(written).collect());
        words.ok_or_else(|| bad(name, "a list of words"))
    }

    /// The argument as a table of counts, row by row.
    ///
    /// # Errors
    /// It is missing, or the rows are not lists of one length of whole numbers.
    pub fn counts(&self, name: &str) -> Result<Vec<Vec<u32>>, CaseError> {
        let wrong = || bad(name, "a list of rows of whole numbers, all of one length");
        counts(self.argument(name)?).ok_or_else(wrong)
    }

    /// The cells of the column named by the argument, or of the list given in its place.
    ///
    /// # Errors
    /// The argument is missing, or the data have no such column.
    pub fn cells(&self, name: &str) -> Result<Vec<Cell>, CaseError> {
        let given = self.argument(name)?;
        match given.as_str() {
            Some(column) => Ok(self.table.column(column)?.to_vec()),
            None => super::table::cells(name, given),
        }
    }

    /// The numbers of a column (or list), `None` where missing.
    ///
    /// # Errors
    /// As [`Self::cells`], and for a cell that is a word.
    pub fn numbers(&self, name: &str) -> Result<Vec<Option<f64>>, CaseError> {
        self.cells(name)?.iter().map(|cell| cell.number(name)).collect()
    }

    /// The numbers of a column (or list) that are not missing.
    ///
    /// # Errors
    /// As [`Self::numbers`].
    pub fn sample(&self, name: &str) -> Result<Vec<f64>, CaseError> {
        Ok(self.numbers(name)?.into_iter().flatten().collect())
    }

    /// The words of a column (or list), numbers as they are written, `None` where missing.
    ///
    /// # Errors
    /// As [`Self::cells`].
    pub fn labels(&self, name: &str) -> Result<Vec<Option<String>>, CaseError> {
        Ok(self.cells(name)?.iter().map(|cell| cell.text().map(str::to_owned)).collect())
    }

    /// Rows of several numeric columns, those with a missing value left out.
    ///
    /// # Errors
    /// As [`Self::numbers`], or lists of unlike lengths.
    pub fn complete<const N: usize>(&self, names: [&str; N]) -> Result<Vec<[f64; N]>, CaseError> {
        let mut columns = Vec::with_capacity(N);
        for name in names {
            columns.push(self.numbers(name)?);
        }
        same_length(&columns.iter().map(Vec::len).collect::<Vec<_>>())?;
        let rows = columns.first().map_or(0, Vec::len);
        let row = |index: usize| {
            let mut values = [0.0; N];
            for (value, column) in values.iter_mut().zip(&columns) {
                *value = column[index]?;
            }
            Some(values)
        };
        Ok((0..rows).filter_map(row).collect())
    }

    /// The values of `response` by the levels of `group`, rows with either missing left out.
    ///
    /// Levels stand in the order of the argument `levels` where the method has one and the case gives it, which also
    /// leaves out other levels; otherwise numbers ascend and words are sorted, as R sorts a factor in the C locale. With the
    /// argument `columns` each column named is a group instead.
    ///
    /// # Errors
    /// As [`Self::numbers`], or lists of unlike lengths.
    pub fn groups(&self, response: &str, group: &str) -> Result<Vec<(String, Vec<f64>)>, CaseError> {
        if self.has("columns") {
            let sample = |name: String| {
                let values = self.column_numbers(&name)?.into_iter().flatten().collect();
                Ok((name, values))
            };
            return self.words("columns")?.into_iter().map(sample).collect();
        }
        self.grouped(&self.numbers(response)?, group)
    }

    fn grouped(&self, values: &[Option<f64>], group: &str) -> Result<Vec<(String, Vec<f64>)>, CaseError> {
        let labels = self.labels(group)?;
        same_length(&[values.len(), labels.len()])?;
        let levels = if self.has("levels") { self.words("levels")? } else { levels(&labels) };
        let of = |level: &String| {
            let rows = values.iter().zip(&labels).filter(|(_, label)| label.as_ref() == Some(level));
            (level.clone(), rows.filter_map(|(value, _)| *value).collect())
        };
        Ok(levels.iter().map(of).collect())
    }

    /// Two samples: the columns (or lists) `x` and `y`, or the two levels of `group` in `response`.
    ///
    /// # Errors
    /// As [`Self::groups`], or another number of levels than two.
    pub fn two_samples(&self) -> Result<[Vec<f64>; 2], CaseError> {
        if self.has("x") {
            return Ok([self.sample("x")?, self.sample("y")?]);
        }
        let groups = self.groups("response", "group")?;
        two(groups.into_iter().map(|(_, values)| values).collect())
    }

    /// Pairs of `before` and `after` in each of the two levels of `group`, rows with a missing cell left out.
    ///
    /// # Errors
    /// As [`Self::groups`], or another number of levels than two.
    pub fn paired_groups(
        &self,
        before: &str,
        after: &str,
        group: &str,
    ) -> Result<[Vec<(f64, f64)>; 2], CaseError> {
        let (before, after) = (self.numbers(before)?, self.numbers(after)?);
        same_length(&[before.len(), after.len()])?;
        let rows: Vec<Option<f64>> = (0..before.len()).map(|row| Some(row as f64)).collect();
        let of_rows = |rows: Vec<f64>| -> Vec<(f64, f64)> {
            rows.into_iter().filter_map(|row| before[row as usize].zip(after[row as usize])).collect()
        };
        let groups = self.grouped(&rows, group)?;
        two(groups.into_iter().map(|(_, rows)| of_rows(rows)).collect())
    }

    /// Pairs: rows of `x` and `y` with both values, or the values of the two levels of `group` in the order of the rows.
    ///
    /// # Errors
    /// As [`Self::two_samples`], levels with unlike numbers of values, or a missing value in the second form.
    pub fn pairs(&self) -> Result<Vec<[f64; 2]>, CaseError> {
        if self.has("x") {
            return self.complete(["x", "y"]);
        }
        if self.numbers("response")?.contains(&None) {
            let reason = "pairs in the order of the rows cannot have missing values; give x and y".to_owned();
            return Err(CaseError::BadData { reason });
        }
        let [first, second] = self.two_samples()?;
        same_length(&[first.len(), second.len()])?;
        Ok(first.into_iter().zip(second).map(|(first, second)| [first, second]).collect())
    }

    /// The option as a number, or what it is when not given.
    ///
    /// # Errors
    /// It is no number.
    pub fn number_option(&self, name: &str, default: f64) -> Result<f64, CaseError> {
        self.options
            .get(name)
            .map_or(Ok(default), |value| value.as_f64().ok_or_else(|| bad(name, "a number")))
    }

    /// The option as true or false, or what it is when not given.
    ///
    /// # Errors
    /// It is neither.
    pub fn flag_option(&self, name: &str, default: bool) -> Result<bool, CaseError> {
        self.options
            .get(name)
            .map_or(Ok(default), |value| value.as_bool().ok_or_else(|| bad(name, "true or false")))
    }

    /// The option as one of the named values; the first when not given. Capitals do not count, nor whether words are
    /// joined by `_`, `-`, `.` or a space.
    ///
    /// # Errors
    /// It is none of them.
    pub fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<T, CaseError> {
        let wrong = || bad(name, &format!("one of {}", listed(choices.iter().map(|(word, _)| *word))));
        let chosen = match self.options.get(name) {
            None => choices.first(),
            Some(value) => choices.iter().find(|(word, _)| is_same_word(value, word)),
        };
        chosen.map(|(_, value)| *value).ok_or_else(wrong)
    }

    /// The option as JSON, when given.
    pub fn option(&self, name: &str) -> Option<&'a Value> {
        self.options.get(name)
    }

    /// The option `confidence`, 0.95 when not given.
    ///
    /// # Errors
    /// It does not lie between 0 and 1.
    pub fn confidence(&self) -> Result<Confidence, CaseError> {
        let level = self.number_option("confidence", 0.95)?;
        Confidence::new(level).ok_or_else(|| bad("confidence", "a number between 0 and 1"))
    }

    /// The options `alternative`, `null_value` (0 when not given) and `confidence`.
    ///
    /// # Errors
    /// One of them is not what it may be.
    pub fn test_options(&self) -> Result<TestOptions, CaseError> {
        self.test_options_against(0.0)
    }

    /// The same with another null value when none is given, as 1 for a ratio.
    ///
    /// # Errors
    /// As [`Self::test_options`].
    pub fn test_options_against(&self, null_value: f64) -> Result<TestOptions, CaseError> {
        let alternative = self.choice(
            "alternative",
            &[
                ("two_sided", Alternative::TwoSided),
                ("less", Alternative::Less),
                ("greater", Alternative::Greater),
            ],
        )?;
        let null_value = self.number_option("null_value", null_value)?;
        Ok(TestOptions { alternative, null_value, confidence: self.confidence()? })
    }
}

/// The levels of a factor: numbers ascending, then words in the order of their characters.
pub(super) fn levels(labels: &[Option<String>]) -> Vec<String> {
    let mut levels: Vec<String> = labels.iter().flatten().cloned().collect();
    let number = |level: &str| crate::domain::reading::number(level).map(crate::domain::Finite::get);
    levels.sort_by(|a, b| match (number(a), number(b)) {
        (Some(first), Some(second)) => first.total_cmp(&second).then_with(|| a.cmp(b)),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => a.cmp(b),
    });
    levels.dedup();
    levels
}

pub(super) fn bad(name: &str, expected: &str) -> CaseError {
    CaseError::BadValue { name: name.to_owned(), expected: expected.to_owned() }
}

fn count(value: &Value) -> Option<u32> {
    let number = value.as_f64()?;
    (number >= 0.0 && number <= f64::from(u32::MAX) && number.trunc() == number).then_some(number as u32)
}

fn two<T>(groups: Vec<T>) -> Result<[T; 2], CaseError> {
    groups.try_into().map_err(|groups: Vec<T>| CaseError::BadData {
        reason: format!("“group” has {} levels where two are compared", groups.len()),
    })
}

/// Rows of whole numbers, all of one length of one or more.
pub(super) fn counts(table: &Value) -> Option<Vec<Vec<u32>>> {
    let rows = table.as_array()?.iter();
    let rows: Vec<Vec<u32>> =
        rows.map(|row| row.as_array()?.iter().map(count).collect()).collect::<Option<_>>()?;
    let length = rows.first()?.len();
    (length > 0 && rows.iter().all(|row| row.len() == length)).then_some(rows)
}

fn same_length(lengths: &[usize]) -> Result<(), CaseError> {
    if lengths.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(());
    }
    Err(CaseError::BadData { reason: "the columns have unlike numbers of rows".to_owned() })
}

/// What a case may give: `argument` or `option`, and the names.
type Fields = (&'static str, &'static [Field]);

fn known(given: &Map<String, Value>, (kind, fields): Fields, others: Fields) -> Result<(), CaseError> {
    let is_known =
        |name: &str| (kind == "argument" && name == SUBSET) || fields.iter().any(|field| field.name == name);
    let Some(name) = given.keys().find(|name| !is_known(name)).cloned() else {
        return Ok(());
    };
    if others.1.iter().any(|field| field.name == name) {
        return Err(CaseError::Misplaced { kind, name, other: others.0 });
    }
    Err(CaseError::UnknownField { kind, name, known: listed(fields.iter().map(|field| field.name)) })
}
