//! Checked rows on their way to the database.

use crate::domain::ParticipantKey;

/// The value of a variable on one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellValue {
    /// No value: an empty cell or a missing code.
    Missing,
    /// A quantity within the declared range; finite.
    Number(f64),
    /// Position in the variable's list of levels.
    Category(u16),
    /// Yes or no.
    Flag(bool),
    /// Days since 1970-01-01.
    Date(i32),
}

/// One person as one data row tells it. A long file repeats people: the same key may come several times, and its
/// values must then agree.
#[derive(Debug, Clone, PartialEq)]
pub struct ParticipantRow {
    /// Who.
    pub key: ParticipantKey,
    /// One a catalogue variable, in the same order.
    pub values: Vec<CellValue>,
    /// Line of the file on which the row begins, from 1.
    pub line: u64,
}

/// How often a file states the value of one person, instrument and time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repetition {
    /// Once; a second one is a duplicate.
    Once,
    /// On every row of the person (the baseline column of a long file); equal ones are one value, different ones a
    /// conflict.
    EveryRow,
}

/// One score.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasurementRow {
    /// Whose.
    pub key: ParticipantKey,
    /// Position in the catalogue's list of instruments.
    pub instrument: u16,
    /// Position in the catalogue's list of time points.
    pub time: u16,
    /// Finite and within the instrument's range; never `-0.0`.
    pub value: f64,
    /// Line of the file on which the row begins, from 1.
    pub line: u64,
    /// Position of the column in the file's header; [`super::RowReader::column_name`] names it.
    pub column: u16,
    /// Whether the file says it once or on every row of the person.
    pub repetition: Repetition,
}

/// Checked rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batch {
    /// One a data row, in file order.
    pub participants: Vec<ParticipantRow>,
    /// Scores that are present, in file order.
    pub measurements: Vec<MeasurementRow>,
}

/// What a file was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDigest {
    /// SHA-256 of the bytes read, 64 lower-case hexadecimal digits. Of the whole file once
    /// [`super::RowReader::next_batch`] has returned `None`.
    pub sha256: String,
    /// Bytes read.
    pub bytes: u64,
    /// Data rows read.
    pub rows: u64,
}
