//! Competing risks: several causes, of which each person has the first.

mod fine_gray;
mod gray;
mod incidence;

pub use fine_gray::{FineGray, fine_gray};
pub use gray::{GrayRow, gray};
pub use incidence::{CumulativeIncidence, IncidenceStep, cumulative_incidence};

/// A person's time, and the cause of the event that ended it, counted from 0; `None` when censored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompetingTime {
    /// Time of the event or of the end of observation.
    pub time: f64,
    /// Which event.
    pub cause: Option<usize>,
}
