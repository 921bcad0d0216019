//! Means over time: do people hurt less, in which groups, and who stands behind each mean?
//!
//! [`run`] → [`TrendResult`] → [`PublicTrend`] → [`exhibit`]; of two chosen groups [`run_pair`] … [`exhibit_pair`].

mod cells;
mod counts;
mod exhibit;
mod fill;
mod footnotes;
mod found;
mod joint;
pub mod multiples;
mod options;
mod publish;
mod result;
mod run;
mod table;
mod tally;
#[cfg(test)]
mod test_people;
mod title;
mod words;

pub(in crate::analysis) use counts::TrendCounts;
pub use exhibit::{exhibit, exhibit_pair, exhibit_with_band};
pub use fill::carried_forward;
pub use options::TrendOptions;
pub use publish::{PublicChange, PublicEstimate, PublicGroup, PublicPoint, PublicTrend};
pub use result::{Change, TrendGroup, TrendPoint, TrendResult};
pub use run::{run, run_pair, run_pair_with, run_with};
