//! What is asked.

use serde::{Deserialize, Serialize};

use crate::domain::Code;

/// By which groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableOneOptions {
    /// A category or flag; `None`: everyone is one group.
    pub grouping: Option<Code>,
}
