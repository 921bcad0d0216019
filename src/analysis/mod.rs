//! One folder a question: options → result → what may be published → exhibit.

pub mod address;
pub mod attrition;
pub mod compare;
pub mod counted;
pub mod facets;
pub mod gate;
mod groups;
mod headcount;
mod improvement;
mod kept;
mod question;
pub mod responders;
mod rounding;
mod share;
pub mod table_one;
#[cfg(test)]
mod test_study;
pub mod trend;
mod words;

use crate::domain::Code;
use crate::stats::Confidence;

pub use kept::KeptCounts;
pub use share::PublicShare;

/// Level of every interval.
pub const CONFIDENCE: Confidence = Confidence::NINETY_FIVE;

/// Why an analysis has no result. Each is a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnalysisError {
    /// The study has no such instrument.
    #[error("This study has no score called “{0}”. Choose one from the list of scores.")]
    UnknownInstrument(Code),
    /// The study has no such category to split by.
    #[error("This study has no category called “{0}” to split by. Choose one from the list.")]
    UnknownGrouping(Code),
    /// The study has no such time point.
    #[error("This study has no time point called “{0}”. Choose one from the list of time points.")]
    UnknownTimePoint(Code),
    /// The handling fills from a baseline that the instrument does not have.
    #[error(
        "“{instrument}” has no baseline, so values cannot be carried from it. Choose “Reports only” or “Completers”."
    )]
    NoBaseline {
        /// Instrument label.
        instrument: String,
    },
    /// The score has no baseline before the time point reported.
    #[error(
        "“{instrument}” has no baseline before the time point shown, so nobody can be said to have improved. Choose a score measured at baseline."
    )]
    NoImprovement {
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
