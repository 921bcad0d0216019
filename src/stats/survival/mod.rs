//! Time to an event: survival curves, tests between them, the Cox model, competing risks.

pub mod aft;
pub mod competing;
mod concordance;
pub mod cox;
mod curve_interval;
mod curve_quantile;
mod follow_up;
mod kaplan_meier;
mod log_rank;
mod newton;
mod restricted_mean;
mod risk_table;
mod standardised;
mod wald;

pub use concordance::{Concordance, Ranked, concordance};
pub use curve_interval::CurveInterval;
pub use follow_up::{FollowUp, Status, aligned};
pub use kaplan_meier::{CurveOptions, KaplanMeier, Landmark, Step, TimeQuantile, kaplan_meier};
pub use log_rank::{LogRank, LogRankTrend, LogRankWeights, log_rank, log_rank_trend};
pub use restricted_mean::{
    Extent, RestrictedMean, RestrictedMeanDifference, RestrictedMeanRatio, restricted_mean,
    restricted_mean_difference, restricted_mean_ratio,
};
pub use risk_table::{RiskCounts, RiskRow, RiskTable};
pub use wald::{ChiSquaredTest, Estimates};

#[cfg(test)]
mod tests;
