//! Numerics that know no patients: distributions, summaries, intervals, tests of two groups. Depends on `domain` at
//! most.

pub mod alternative;
pub mod ancova;
pub mod balance;
pub mod counted;
pub mod descriptive;
pub mod distribution;
pub mod effect_size;
pub mod improvement;
pub mod interval;
pub mod mann_whitney;
pub mod paired;
mod saddle;
pub mod shape;
pub mod t_test;
pub mod two_by_two;
mod undefined;

pub use alternative::{Alternative, Limits, TestOptions};
pub use ancova::baseline_adjusted;
pub use balance::{categorical_difference, mean_difference, share_difference};
pub use counted::Counted;
pub use descriptive::Moments;
pub use distribution::{ChiSquared, Hypergeometric, NoncentralT, Normal, StudentT};
pub use effect_size::{EffectSize, cohens_d, hedges_g, hedges_g_approximate};
pub use improvement::{RelativeReduction, relative_reduction};
pub use interval::{Confidence, mean_interval, wilson_interval};
pub use mann_whitney::{HodgesLehmann, MannWhitney, MannWhitneyMethod, hodges_lehmann, mann_whitney};
pub use paired::PairedMoments;
pub use shape::{quantile, quantile_of_histogram, quantile_of_unsorted, skewness, skewness_of_histogram};
pub use t_test::{TTest, one_sample_t_test, pooled_t_test, welch_t_test};
pub use two_by_two::{
    FisherExact, NumberNeededToTreat, PearsonChiSquared, RatioEstimate, RiskDifference, TwoByTwo,
    YatesCorrection,
};
pub use undefined::Undefined;
