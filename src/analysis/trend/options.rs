//! What is asked.

use serde::{Deserialize, Serialize};

use crate::domain::{Code, MissingDataHandling};

/// Which score, by which groups, and what is done about missing values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendOptions {
    /// The score.
    pub instrument: Code,
    /// A category or flag; `None`: everyone is one group.
    pub grouping: Option<Code>,
    /// Missing values.
    pub handling: MissingDataHandling,
}
