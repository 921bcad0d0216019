//! Named columns of numbers and categories.

use std::collections::BTreeMap;

use super::{Contrasts, FormulaError};

/// A column: numbers, or categories.
#[derive(Debug, Clone, PartialEq)]
pub enum Variable {
    /// Numbers; `None` is missing.
    Numeric(Vec<Option<f64>>),
    /// Categories.
    Categorical(Factor),
}

/// Categories with an order of their levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    levels: Vec<String>,
    codes: Vec<Option<usize>>,
    /// How a design codes it.
    pub contrasts: Contrasts,
}

impl Factor {
    /// From the labels of the rows and the levels in order. A label that is no level is missing, as in R.
    pub fn new(levels: Vec<String>, labels: &[Option<String>]) -> Self {
        // The first of two equal levels counts.
        let places: BTreeMap<&str, usize> =
            levels.iter().enumerate().rev().map(|(place, level)| (level.as_str(), place)).collect();
        let code = |label: &Option<String>| places.get(label.as_deref()?).copied();
        let codes = labels.iter().map(code).collect();
        Self { levels, codes, contrasts: Contrasts::default() }
    }

    /// From the codes of the rows, counted from zero. A code beyond the levels is missing.
    pub fn of_codes(levels: Vec<String>, codes: Vec<Option<usize>>) -> Self {
        let codes = codes.into_iter().map(|code| code.filter(|&code| code < levels.len())).collect();
        Self { levels, codes, contrasts: Contrasts::default() }
    }

    /// The same coded by other contrasts.
    #[must_use]
    pub fn with_contrasts(self, contrasts: Contrasts) -> Self {
        Self { contrasts, ..self }
    }

    /// The same with this level first, which treatment contrasts compare with (`relevel` of R). Unchanged when there is
    /// no such level.
    #[must_use]
    pub fn with_reference(&self, reference: &str) -> Self {
        let mut levels: Vec<String> =
            self.levels.iter().filter(|level| *level == reference).cloned().collect();
        levels.extend(self.levels.iter().filter(|level| *level != reference).cloned());
        self.with_levels(levels)
    }

    /// The same labels under other levels; rows of levels left out are missing.
    #[must_use]
    pub fn with_levels(&self, levels: Vec<String>) -> Self {
        Self { contrasts: self.contrasts, ..Self::new(levels, &self.labels()) }
    }

    /// The levels in order.
    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// Each row's level, by its index.
    pub fn codes(&self) -> &[Option<usize>] {
        &self.codes
    }

    /// Each row's level, in words.
    pub fn labels(&self) -> Vec<Option<String>> {
        self.codes.iter().map(|code| code.and_then(|code| self.levels.get(code).cloned())).collect()
    }

    /// The rows of these indices, without the levels that occur in none of them.
    #[must_use]
    pub fn rows(&self, rows: &[usize]) -> Self {
        let codes: Vec<Option<usize>> =
            rows.iter().map(|&row| self.codes.get(row).copied().flatten()).collect();
        let occurs = |&(code, _): &(usize, &String)| codes.contains(&Some(code));
        let levels: Vec<String> =
            self.levels.iter().enumerate().filter(occurs).map(|(_, level)| level.clone()).collect();
        let kept = Self { levels: self.levels.clone(), codes, contrasts: self.contrasts };
        kept.with_levels(levels)
    }

    /// Whether its levels are those of a truth value.
    pub(super) fn is_logical(&self) -> bool {
        self.levels.iter().all(|level| level == "FALSE" || level == "TRUE") && !self.levels.is_empty()
    }
}

impl Variable {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numeric(values) => values.len(),
            Self::Categorical(factor) => factor.codes.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same as categories: numbers become levels, ascending.
    #[must_use]
    pub fn as_factor(&self) -> Factor {
        super::evaluate::factor(self.clone())
    }

    /// Whether this row has a value.
    pub fn is_present(&self, row: usize) -> bool {
        match self {
            Self::Numeric(values) => values.get(row).is_some_and(Option::is_some),
            Self::Categorical(factor) => factor.codes.get(row).is_some_and(Option::is_some),
        }
    }

    /// The rows of these indices.
    #[must_use]
    pub fn rows(&self, rows: &[usize]) -> Self {
        match self {
            Self::Numeric(values) => {
                Self::Numeric(rows.iter().map(|&row| values.get(row).copied().flatten()).collect())
            }
            Self::Categorical(factor) => Self::Categorical(factor.rows(rows)),
        }
    }
}

/// Columns by name, all of one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    columns: Vec<(String, Variable)>,
    /// The coding of categories that a formula makes of numbers, as `factor(x)`.
    pub contrasts: Contrasts,
}

impl Frame {
    /// Without columns yet; a formula's `factor(x)` of numbers is coded by these contrasts.
    pub fn coded_by(contrasts: Contrasts) -> Self {
        Self { contrasts, ..Self::default() }
    }

    /// With one column more; one of the same name is replaced.
    ///
    /// # Errors
    /// [`FormulaError::UnlikeLengths`].
    pub fn with(mut self, name: &str, column: Variable) -> Result<Self, FormulaError> {
        self.columns.retain(|(known, _)| known != name);
        if self.columns.iter().any(|(_, known)| known.len() != column.len()) {
            return Err(FormulaError::UnlikeLengths);
        }
        self.columns.push((name.to_owned(), column));
        Ok(self)
    }

    /// The column with this name.
    ///
    /// # Errors
    /// [`FormulaError::NoColumn`], naming those there are.
    pub fn column(&self, name: &str) -> Result<&Variable, FormulaError> {
        let found = self.columns.iter().find(|(known, _)| known == name).map(|(_, column)| column);
        found.ok_or_else(|| FormulaError::NoColumn { name: name.to_owned(), known: self.names().join(", ") })
    }

    /// Names of the columns in order.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
