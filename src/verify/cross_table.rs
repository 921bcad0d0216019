//! Tables of counts, given as such or counted from columns of words.

use serde_json::Value;

use super::call::{bad, levels};
use super::{Call, CaseError};

impl Call<'_> {
    /// A table of counts: the argument `table` row by row, or the people with each level of `row` and `column`.
    ///
    /// With `count`, a column of numbers, every row of the data stands for that many people. Levels stand in the order
    /// of `row_levels` and `column_levels`, which also leave out others; otherwise numbers ascend and words are sorted.
    /// Rows with a missing value are left out.
    ///
    /// # Errors
    /// As [`Call::counts`] and [`Call::labels`].
    pub fn cross_table(&self) -> Result<Vec<Vec<u32>>, CaseError> {
        if self.has("table") {
            return self.counts("table");
        }
        let people = self.people()?;
        self.crossed(&people.iter().collect::<Vec<_>>())
    }

    /// Tables of counts, one a stratum: the argument `tables`, or [`Call::cross_table`] for each level of `stratum`, without
    /// which all are in one.
    ///
    /// # Errors
    /// As [`Call::cross_table`].
    pub fn strata(&self) -> Result<Vec<Vec<Vec<u32>>>, CaseError> {
        if self.has("tables") {
            let wrong = || bad("tables", "a list of tables of whole numbers");
            let tables = self.argument("tables")?.as_array().ok_or_else(wrong)?;
            return tables.iter().map(|table| super::call::counts(table).ok_or_else(wrong)).collect();
        }
        let people = self.people()?;
        if !self.has("stratum") {
            return Ok(vec![self.crossed(&people.iter().collect::<Vec<_>>())?]);
        }
        let strata = self.labels("stratum")?;
        let of = |level: &String| {
            let inside = people.iter().zip(&strata).filter(|(_, stratum)| stratum.as_ref() == Some(level));
            self.crossed(&inside.map(|(people, _)| people).collect::<Vec<_>>())
        };
        levels(&strata).iter().map(of).collect()
    }

    /// Ratings as counts: the argument `table` with a row a subject and a column a category, or counted from the
    /// columns named in `ratings`, one a rater, subjects with a missing one left out.
    ///
    /// # Errors
    /// As [`Call::cross_table`].
    pub fn rating_counts(&self) -> Result<Vec<Vec<u32>>, CaseError> {
        if self.has("table") {
            return self.counts("table");
        }
        let names = self.words("ratings")?;
        let columns = names.iter().map(|name| self.table().column(name)).collect::<Result<Vec<_>, _>>()?;
        let subject =
            |row: usize| columns.iter().map(|column| column[row].text()).collect::<Option<Vec<_>>>();
        let subjects: Vec<Vec<&str>> = (0..self.table().rows()).filter_map(subject).collect();
        let used: Vec<Option<String>> =
            subjects.iter().flatten().map(|word| Some((*word).to_owned())).collect();
        let categories = levels(&used);
        let count = |subject: &Vec<&str>, category: &String| {
            subject.iter().filter(|word| *word == category).count() as u32
        };
        Ok(subjects
            .iter()
            .map(|subject| categories.iter().map(|category| count(subject, category)).collect())
            .collect())
    }

    /// Rows of numbers: the argument `rows`, or the columns named in `columns`, rows with a missing value left out.
    ///
    /// # Errors
    /// A column that is not there, or a cell that is a word.
    pub fn complete_rows(&self) -> Result<Vec<Vec<f64>>, CaseError> {
        if self.has("rows") {
            let wrong = || bad("rows", "a list of rows of numbers");
            let rows = self.argument("rows")?.as_array().ok_or_else(wrong)?;
            let row = |row: &Value| row.as_array()?.iter().map(Value::as_f64).collect::<Option<Vec<_>>>();
            return rows.iter().map(|value| row(value).ok_or_else(wrong)).collect();
        }
        let names = self.words("columns")?;
        let columns = names.iter().map(|name| self.column_numbers(name)).collect::<Result<Vec<_>, _>>()?;
        let row = |row: usize| columns.iter().map(|column| column.get(row).copied().flatten()).collect();
        Ok((0..self.table().rows()).filter_map(row).collect())
    }

    /// The people in each row of the data.
    fn people(&self) -> Result<Vec<People>, CaseError> {
        let (rows, columns) = (self.labels("row")?, self.labels("column")?);
        let counts = if self.has("count") { self.numbers("count")? } else { vec![Some(1.0); rows.len()] };
        if rows.len() != columns.len() || rows.len() != counts.len() {
            return Err(CaseError::BadData { reason: "the columns have unlike numbers of rows".to_owned() });
        }
        let people = rows.into_iter().zip(columns).zip(counts);
        Ok(people.map(|((row, column), count)| People { row, column, count }).collect())
    }

    fn crossed(&self, people: &[&People]) -> Result<Vec<Vec<u32>>, CaseError> {
        let all = self.people()?;
        let order = |argument: &str, of: fn(&People) -> Option<String>| {
            if self.has(argument) {
                self.words(argument)
            } else {
                Ok(levels(&all.iter().map(of).collect::<Vec<_>>()))
            }
        };
        let rows = order("row_levels", |people| people.row.clone())?;
        let columns = order("column_levels", |people| people.column.clone())?;
        let count = |row: &String, column: &String| {
            let inside = people
                .iter()
                .filter(|people| people.row.as_ref() == Some(row) && people.column.as_ref() == Some(column));
            let sum: f64 = inside.filter_map(|people| people.count).sum();
            let whole = sum >= 0.0 && sum <= f64::from(u32::MAX) && sum.trunc() == sum;
            if whole { Ok(sum as u32) } else { Err(bad("count", "a column of whole numbers, 0 or more")) }
        };
        rows.iter().map(|row| columns.iter().map(|column| count(row, column)).collect()).collect()
    }
}

/// People alike in one row of the data.
struct People {
    row: Option<String>,
    column: Option<String>,
    count: Option<f64>,
}
