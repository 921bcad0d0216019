//! One folder a question: options → result → what may be published → exhibit.

pub mod address;
pub mod attrition;
pub mod facets;
pub mod gate;
pub mod trend;

use crate::domain::Code;

/// Why an analysis has no result. Each is a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnalysisError {
    /// The study has no such instrument.
    #[error("This study has no score called “{0}”. Choose one from the list of scores.")]
    UnknownInstrument(Code),
    /// The study has no such category to split by.
    #[error("This study has no category called “{0}” to split by. Choose one from the list.")]
    UnknownGrouping(Code),
    /// The handling fills from a baseline that the instrument does not have.
    #[error(
        "“{instrument}” has no baseline, so values cannot be carried from it. Choose “Reports only” or “Completers”."
    )]
    NoBaseline {
        /// Instrument label.
        instrument: String,
    },
    /// Columns, scores or names that the description promises are not there.
    #[error("The stored data of this study do not fit its description ({what}). Import the study again.")]
    Mismatch {
        /// What does not fit.
        what: String,
    },
}
