//! What a study's files mean: the mapping, checked.

mod bands;
mod check;
mod document;
mod instruments;
mod study;
mod time;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use super::limits::{MAX_MAPPING_BYTES, size_in_words};
use super::problem::{Problem, Problems};
use super::row::Repetition;
use crate::domain::{
    Code, CompleterRule, DataVersion, Instrument, NumberRange, Study, StudyCatalogue, TimeAxis, Variable,
};

/// A checked mapping: what the study consists of, and which column of its files is what.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    study: StudyText,
    time_axis: TimeAxis,
    variables: Vec<Variable>,
    instruments: Vec<Instrument>,
    shape: Shape,
    rules: ReadingRules,
}

/// How a file lays out repeated scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One row a participant; a column for every instrument and time point.
    Wide,
    /// One row a participant and time point; a column for the time point and one for every instrument.
    Long,
}

/// The study without its code, which the command line gives.
#[derive(Debug, Clone, PartialEq)]
struct StudyText {
    title: String,
    description: String,
    source: String,
    assignment: String,
    primary_instrument: Code,
    primary_time_point: Code,
    primary_grouping: Option<Code>,
    completer: CompleterRule,
}

/// Which column is what.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingRules {
    /// Where the participant's id is.
    pub id: IdRule,
    /// Columns that are not used.
    pub ignore: BTreeSet<String>,
    /// The time column of a long file.
    pub time: Option<TimeRule>,
    /// One a catalogue variable, in order.
    pub variables: Vec<VariableRule>,
    /// One a score column.
    pub scores: Vec<ScoreRule>,
}

/// Where the participant's id is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdRule {
    /// In a column.
    Column(String),
    /// Nowhere: the number of the data row, from 1, becomes the id.
    RowNumber,
}

/// The time column of a long file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeRule {
    /// Its name.
    pub column: String,
    /// Source value → position on the time axis.
    pub values: BTreeMap<String, u16>,
}

/// How the column of a variable is read.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableRule {
    /// Its name.
    pub column: String,
    /// Source values that mean "missing", beside the empty cell.
    pub missing: BTreeSet<String>,
    /// The type.
    pub read_as: ReadAs,
}

/// How a cell of a variable becomes a value.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadAs {
    /// A number within the range.
    Number(NumberRange),
    /// Source value → position in the list of levels.
    Category(BTreeMap<String, u16>),
    /// Source value → yes or no.
    Flag(BTreeMap<String, bool>),
    /// An ISO day.
    Date,
}

/// How a score column is read.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRule {
    /// Its name.
    pub column: String,
    /// Position in the catalogue's list of instruments.
    pub instrument: u16,
    /// When its scores were taken.
    pub time: ScoreTime,
    /// Whether it says a score once or on every row.
    pub repetition: Repetition,
    /// Range of the instrument.
    pub range: NumberRange,
    /// Source values that mean "missing", beside the empty cell.
    pub missing: BTreeSet<String>,
    /// A column without whose value the score is missing too, whatever it says.
    pub missing_where_empty: Option<String>,
}

/// When the scores of a column were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreTime {
    /// At one time point, by position.
    Fixed(u16),
    /// At the time point of the row.
    OfTheRow,
}

impl Mapping {
    /// Name under which problems of the mapping are told.
    const FILE: &str = "mapping.toml";

    /// Reads and checks a mapping; `docs/IMPORTING.md` describes the format.
    ///
    /// # Errors
    /// Every problem found, each naming the key or the line.
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        if text.len() > MAX_MAPPING_BYTES {
            let sentence = format!(
                "the mapping is larger than {}; shorten it.",
                size_in_words(MAX_MAPPING_BYTES as u64)
            );
            return Err(Problem::new(Self::FILE, sentence).into());
        }
        check::mapping(&document::parse(Self::FILE, text)?, Self::FILE)
    }

    /// The study under a code.
    pub fn study(&self, code: Code) -> Study {
        let text = self.study.clone();
        Study {
            code,
            title: text.title,
            description: text.description,
            source: text.source,
            assignment: text.assignment,
            primary_instrument: text.primary_instrument,
            primary_time_point: text.primary_time_point,
            primary_grouping: text.primary_grouping,
            completer: text.completer,
        }
    }

    /// The catalogue of a data version read with this mapping.
    pub fn catalogue(&self, code: Code, data_version: DataVersion) -> StudyCatalogue {
        StudyCatalogue {
            study: self.study(code),
            time_axis: self.time_axis.clone(),
            variables: self.variables.clone(),
            instruments: self.instruments.clone(),
            data_version,
        }
    }

    /// The time points, in order.
    pub const fn time_axis(&self) -> &TimeAxis {
        &self.time_axis
    }

    /// The variables, in display order; [`super::ParticipantRow::values`] has the same order.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The instruments, in display order.
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// How files lay out repeated scores.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Which column is what.
    pub(super) const fn rules(&self) -> &ReadingRules {
        &self.rules
    }
}
