//! What the columns of an unmapped file look like.

/// A file at a glance, from which a first mapping is suggested.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileProfile {
    /// Columns in file order.
    pub columns: Vec<ColumnProfile>,
    /// Data rows.
    pub rows: u64,
}

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Every value is a whole number.
    Integer,
    /// Every value is a number.
    Decimal,
    /// Every value is a day, `2024-03-31`.
    Date,
    /// Anything else.
    Text,
    /// There are no values.
    Empty,
}

/// One column at a glance.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnProfile {
    /// Name in the header.
    pub name: String,
    /// What the values look like.
    pub kind: ColumnKind,
    /// Number of different values, empty cells not counted.
    pub distinct: u64,
    /// The different values as they stand in the file, sorted; at most [`Self::MAX_VALUES`] of them.
    pub values: Vec<String>,
    /// Empty cells.
    pub missing: u64,
    /// Smallest number; `None` unless integer or decimal.
    pub min: Option<f64>,
    /// Largest number; `None` unless integer or decimal.
    pub max: Option<f64>,
}

impl ColumnProfile {
    /// Most values listed.
    pub const MAX_VALUES: usize = 20;
}
