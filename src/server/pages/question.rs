//! The questions that pages answer with figures.

/// A question that the trends page answers with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Means over time.
    Trend,
    /// Who improved by how much.
    Responders,
    /// Means over time, a panel a level of a category.
    Multiples,
    /// What each filter costs.
    Attrition,
}

impl Question {
    /// Every question, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Trend, Self::Responders, Self::Multiples, Self::Attrition];

    /// The name of the analysis, as in exhibit ids and file names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trend => "trend",
            Self::Responders => "responders",
            Self::Multiples => "multiples",
            Self::Attrition => "attrition",
        }
    }

    /// The question with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.code() == code)
    }
}

/// A question that the comparison page answers with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareQuestion {
    /// Did one group change more than the other?
    Compare,
    /// Means over time of both.
    Trend,
    /// Who of both improved by how much.
    Responders,
    /// Were the groups alike at the start?
    TableOne,
}

impl CompareQuestion {
    /// Every question, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Compare, Self::Trend, Self::Responders, Self::TableOne];

    /// The questions whose answers stand beneath the comparison itself.
    pub const BENEATH: [Self; 3] = [Self::Trend, Self::Responders, Self::TableOne];

    /// The name of the analysis, as in exhibit ids and file names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Compare => "compare",
            Self::Trend => "compare_trend",
            Self::Responders => "compare_responders",
            Self::TableOne => "table_one",
        }
    }

    /// The question with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.code() == code)
    }
}

/// A question that the cohort page answers with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CohortQuestion {
    /// What each rule costs.
    Attrition,
    /// Means over time of the selected and the others.
    Trend,
    /// Who of both improved by how much.
    Responders,
}

impl CohortQuestion {
    /// Every question, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Attrition, Self::Trend, Self::Responders];

    /// The name of the analysis, as in exhibit ids and file names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Attrition => "cohort_attrition",
            Self::Trend => "cohort_trend",
            Self::Responders => "cohort_responders",
        }
    }

    /// The question with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.code() == code)
    }
}
