//! Scores of one person on their way into a batch.

use crate::domain::ParticipantKey;
use crate::import::{MeasurementRow, Repetition};

/// Where a person's scores go.
pub struct ScoreRows<'a> {
    /// The batch's scores.
    pub rows: &'a mut Vec<MeasurementRow>,
    /// Whose.
    pub key: &'a ParticipantKey,
    /// The person's position, counted from 1, in the place of a line of a file.
    pub line: u64,
}

impl ScoreRows<'_> {
    /// Adds the score of an instrument at a time point, both by their positions in the catalogue.
    pub fn push(&mut self, instrument: u16, time: usize, value: f64) {
        self.rows.push(MeasurementRow {
            key: self.key.clone(),
            instrument,
            time: time as u16,
            value,
            line: self.line,
            column: instrument,
            repetition: Repetition::Once,
        });
    }
}
