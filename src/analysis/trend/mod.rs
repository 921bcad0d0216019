//! Means over time: do people hurt less, in which groups, and who stands behind each mean?
//!
//! [`run`] → [`TrendResult`] → [`PublicTrend`] → [`exhibit`]; of two chosen groups [`run_pair`] … [`exhibit_pair`].

mod cells;
mod exhibit;
mod fill;
mod footnotes;
pub mod multiples;
mod options;
mod publish;
mod result;
mod run;
mod table;
mod tally;
mod title;
mod words;

pub use exhibit::{exhibit, exhibit_pair, exhibit_with_band};
pub use fill::carried_forward;
pub use options::TrendOptions;
pub use publish::{PublicChange, PublicEstimate, PublicGroup, PublicPoint, PublicTrend};
pub use result::{Change, TrendGroup, TrendPoint, TrendResult};
pub use run::{run, run_pair};
