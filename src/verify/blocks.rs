//! The same people measured several times, read from wide or long data.

use super::{Call, CaseError};

/// Rows of complete blocks with the names of their columns.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockRows {
    /// Treatments, in order.
    pub treatments: Vec<String>,
    /// One row a block, one value a treatment.
    pub rows: Vec<Vec<f64>>,
}

impl Call<'_> {
    /// Blocks without missing values: the rows of the columns named by `columns`, or the values of `response` by the
    /// levels of `block` and `group`.
    ///
    /// # Errors
    /// As [`Call::groups`], or two values of one block under one treatment.
    pub fn blocks(&self) -> Result<BlockRows, CaseError> {
        if self.has("columns") { self.wide_blocks() } else { self.long_blocks() }
    }

    fn wide_blocks(&self) -> Result<BlockRows, CaseError> {
        let treatments = self.words("columns")?;
        let columns =
            treatments.iter().map(|name| self.column_numbers(name)).collect::<Result<Vec<_>, _>>()?;
        let row = |index: usize| columns.iter().map(|column| column.get(index).copied().flatten()).collect();
        Ok(BlockRows { rows: (0..self.table().rows()).filter_map(row).collect(), treatments })
    }

    pub(super) fn column_numbers(&self, name: &str) -> Result<Vec<Option<f64>>, CaseError> {
        self.table().column(name)?.iter().map(|cell| cell.number(name)).collect()
    }

    fn long_blocks(&self) -> Result<BlockRows, CaseError> {
        let (values, groups) = (self.numbers("response")?, self.labels("group")?);
        let blocks = self.labels("block")?;
        let treatments =
            if self.has("levels") { self.words("levels")? } else { super::call::levels(&groups) };
        let mut rows = Vec::new();
        for block in super::call::levels(&blocks) {
            let mut row = vec![None; treatments.len()];
            for ((value, group), own) in values.iter().zip(&groups).zip(&blocks) {
                let place = treatments.iter().position(|treatment| group.as_ref() == Some(treatment));
                let Some(place) = place.filter(|_| own.as_ref() == Some(&block)) else { continue };
                if row[place].is_some() {
                    return Err(CaseError::BadData {
                        reason: format!("block “{block}” has two values of “{}”", treatments[place]),
                    });
                }
                row[place] = *value;
            }
            rows.extend(row.into_iter().collect::<Option<Vec<f64>>>());
        }
        Ok(BlockRows { treatments, rows })
    }
}
