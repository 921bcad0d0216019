//! Factors read from columns of labels.

use super::{Call, CaseError};
use crate::stats::groups::Factor;

/// A factor with the names of its levels.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedFactor {
    /// In the order of the levels.
    pub levels: Vec<String>,
    /// The level of each row.
    pub factor: Factor,
}

impl Call<'_> {
    /// Values and factors, rows with any of them missing left out.
    ///
    /// The levels of a factor stand in the order of the argument `levels` when the case gives it and it is of the factor
    /// `of_levels`; otherwise numbers ascend and words are sorted.
    ///
    /// # Errors
    /// As [`Call::numbers`]; a factor with fewer than two levels.
    pub fn named_factors(
        &self,
        columns: &[String],
        names: &[String],
        of_levels: &str,
    ) -> Result<(Vec<Vec<f64>>, Vec<NamedFactor>), CaseError> {
        let values = columns.iter().map(|name| self.column_numbers(name)).collect::<Result<Vec<_>, _>>()?;
        let labels = names.iter().map(|name| self.column_labels(name)).collect::<Result<Vec<_>, _>>()?;
        let is_whole = |row: &usize| {
            values.iter().all(|column| column.get(*row).copied().flatten().is_some())
                && labels.iter().all(|column| column.get(*row).is_some_and(Option::is_some))
        };
        let rows: Vec<usize> = (0..self.table().rows()).filter(is_whole).collect();
        let kept = |column: &Vec<Option<f64>>| {
            rows.iter().filter_map(|&row| column.get(row).copied().flatten()).collect()
        };
        let mut factors = Vec::with_capacity(names.len());
        for (name, column) in names.iter().zip(&labels) {
            let own: Vec<Option<String>> = rows.iter().filter_map(|&row| column.get(row).cloned()).collect();
            let levels = if name == of_levels && self.has("levels") {
                self.words("levels")?
            } else {
                super::call::levels(&own)
            };
            factors.push(named(levels, &own)?);
        }
        Ok((values.iter().map(kept).collect(), factors))
    }

    fn column_labels(&self, name: &str) -> Result<Vec<Option<String>>, CaseError> {
        Ok(self.table().column(name)?.iter().map(|cell| cell.text().map(str::to_owned)).collect())
    }
}

fn named(levels: Vec<String>, labels: &[Option<String>]) -> Result<NamedFactor, CaseError> {
    let code = |label: &Option<String>| levels.iter().position(|level| label.as_ref() == Some(level));
    let codes: Option<Vec<usize>> = labels.iter().map(code).collect();
    let codes = codes.ok_or_else(|| CaseError::BadData {
        reason: "a label is none of the levels given; leave other rows out with “subset”".to_owned(),
    })?;
    let factor = Factor::new(levels.len(), codes)?;
    Ok(NamedFactor { levels, factor })
}
