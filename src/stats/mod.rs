//! Numerics that know no patients: distributions, summaries, intervals. Depends on `domain` at most.

pub mod descriptive;
pub mod distribution;
pub mod interval;
pub mod shape;
pub mod standardised_difference;

pub use descriptive::Moments;
pub use distribution::{Normal, StudentT};
pub use interval::{Confidence, mean_interval, wilson_interval};
pub use shape::{quantile, skewness};
pub use standardised_difference::{standardised_difference, standardised_difference_of_levels};
