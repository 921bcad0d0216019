//! The pages that show figures.

use serde::{Deserialize, Serialize};

/// A page whose figures can be saved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiguresPage {
    /// The trends of a study.
    Trends,
    /// A cohort.
    Cohort,
    /// Two groups.
    Comparison,
}

impl FiguresPage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Trends, Self::Cohort, Self::Comparison];

    /// The name of a file with all its figures.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trends => "trends",
            Self::Cohort => "cohort",
            Self::Comparison => "comparison",
        }
    }

    /// The page with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.code() == code)
    }
}
