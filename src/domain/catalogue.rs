//! What a study consists of: everything but the people's values.

use serde::{Deserialize, Serialize};

use super::{Bands, Code, Finite};

/// A programme or trial and how it is usually looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Name in addresses.
    pub code: Code,
    /// Name for people.
    pub title: String,
    /// One or two sentences: who was studied and how.
    pub description: String,
    /// Where the data come from: a citation.
    pub source: String,
    /// Whether and how people were assigned to groups, as a phrase ("randomised", "not randomised").
    pub assignment: String,
    /// The instrument pages open with.
    pub primary_instrument: Code,
    /// The time point pages report.
    pub primary_time_point: Code,
    /// The category pages split by, usually the arm.
    pub primary_grouping: Option<Code>,
    /// Who counts as a completer.
    pub completer: CompleterRule,
}

impl Study {
    /// Whether [`Self::assignment`] says that chance decided who is in which group.
    pub fn is_randomised(&self) -> bool {
        let assignment = self.assignment.trim().to_lowercase();
        ["randomised", "randomized"].iter().any(|word| assignment.starts_with(word))
    }
}

/// Who counts as a completer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompleterRule {
    /// Has a value of the instrument shown at the primary time point.
    ObservedAtPrimaryTimePoint,
    /// A flag variable says so.
    Flag {
        /// The variable.
        variable: Code,
    },
}

/// The unit in which the study counts time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Visits: an order without a distance.
    Visit,
}

/// One ordered occasion on which instruments are answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimePoint {
    /// Name in addresses and files.
    pub code: Code,
    /// Name for people, as it follows "at" ("baseline", "12 months").
    pub label: String,
    /// Distance from the start in the axis unit; `None` when only the order is known.
    pub offset: Option<Finite>,
}

/// The study's ordered time points, baseline first where there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeAxis {
    /// The unit of the offsets.
    pub unit: TimeUnit,
    /// At least one, in order.
    pub points: Vec<TimePoint>,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A lower score is better.
    LowerIsBetter,
    /// A higher score is better.
    HigherIsBetter,
}

/// How a threshold is expressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdKind {
    /// Points of change from the person's own baseline.
    Points,
    /// Per cent of the person's own baseline.
    PercentOfBaseline,
}

/// A published size of change that matters to a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Name for people ("moderate improvement").
    pub label: String,
    /// Points or per cent.
    pub kind: ThresholdKind,
    /// Size, positive.
    pub value: Finite,
    /// The publication.
    pub source: String,
}

/// A score: what it measures, in which range, which way is good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Name in addresses and files.
    pub code: Code,
    /// Name for people, as in a sentence ("headache severity").
    pub label: String,
    /// Unit ("points", "days in four weeks").
    pub unit: String,
    /// Possible values.
    pub range: NumberRange,
    /// Which way is good.
    pub direction: Direction,
    /// Code of the time point that holds the baseline; `None`: change is unavailable.
    pub baseline: Option<Code>,
    /// Sourced thresholds, possibly none.
    pub thresholds: Vec<Threshold>,
    /// What a score means, over the whole range, where a publication says so.
    pub bands: Option<Bands>,
    /// Caveat or source, shown with the explanation.
    pub note: String,
}

/// Lowest and highest value that can occur, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRange {
    /// Lowest.
    pub low: Finite,
    /// Highest.
    pub high: Finite,
}

/// One value of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Name in addresses and files.
    pub code: Code,
    /// Name for people.
    pub label: String,
}

/// The type of a variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariableKind {
    /// A quantity.
    Number {
        /// Unit ("years"), possibly empty.
        unit: String,
        /// Declared plausible range, which values must lie in; page controls use it and never the data's extremes.
        range: NumberRange,
        /// The instrument that it is a score of, with the same range: its bands are the instrument's.
        score_of: Option<Code>,
    },
    /// One of a list.
    Category {
        /// The list in display order; at most 500.
        levels: Vec<Level>,
    },
    /// Yes or no.
    Flag,
    /// A calendar day.
    Date,
}

/// A typed attribute of a participant, known at baseline unless said otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Name in addresses and files.
    pub code: Code,
    /// Name for people, as a column heading ("Age").
    pub label: String,
    /// Type.
    pub kind: VariableKind,
    /// Whether people may filter and split by it on pages (an internal id may not).
    pub filterable: bool,
    /// Set after the start, so groups chosen by it are not comparable.
    pub post_baseline: bool,
}

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// File name without its path.
    pub name: String,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// What was loaded, when, from which files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataVersion {
    /// 1, 2, 3 … within the study.
    pub number: u32,
    /// UTC day of the load, ISO 8601 (`2026-11-23`).
    pub loaded_on: String,
    /// The files, in the order given.
    pub files: Vec<SourceFile>,
}

/// Everything about one data version of a study but the people's values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyCatalogue {
    /// The study.
    pub study: Study,
    /// Its time points.
    pub time_axis: TimeAxis,
    /// Its variables, in display order; a variable's position is its column in the frame.
    pub variables: Vec<Variable>,
    /// Its instruments, in display order; an instrument's position is its score matrix in the frame.
    pub instruments: Vec<Instrument>,
    /// The data version this describes.
    pub data_version: DataVersion,
}

impl StudyCatalogue {
    /// Position and description of a variable.
    pub fn variable(&self, code: &Code) -> Option<(usize, &Variable)> {
        self.variables.iter().enumerate().find(|(_, variable)| &variable.code == code)
    }

    /// Position and description of an instrument.
    pub fn instrument(&self, code: &Code) -> Option<(usize, &Instrument)> {
        self.instruments.iter().enumerate().find(|(_, instrument)| &instrument.code == code)
    }

    /// The bands of a variable that is a score of an instrument with bands.
    pub fn bands(&self, variable: &Variable) -> Option<&Bands> {
        match &variable.kind {
            VariableKind::Number { score_of: Some(instrument), .. } => {
                self.instrument(instrument)?.1.bands.as_ref()
            }
            VariableKind::Number { score_of: None, .. }
            | VariableKind::Category { .. }
            | VariableKind::Flag
            | VariableKind::Date => None,
        }
    }

    /// Position and description of a time point.
    pub fn time_point(&self, code: &Code) -> Option<(usize, &TimePoint)> {
        self.time_axis.points.iter().enumerate().find(|(_, point)| &point.code == code)
    }
}
