//! Numerics that know no patients: distributions, summaries, intervals, tests of two groups. Depends on `domain` at
//! most.

pub mod accurate;
pub mod agreement;
pub mod alternative;
pub mod ancova;
pub mod balance;
pub mod bootstrap;
pub mod contingency;
pub mod correlation;
pub mod counted;
pub mod descriptive;
pub mod distribution;
pub mod dominance;
pub mod double_double;
pub mod effect_size;
pub mod gee;
pub mod goodness_of_fit;
pub mod groups;
pub mod improvement;
pub mod interval;
pub mod location;
pub mod mann_whitney;
pub mod margin;
mod midranks;
pub mod mixed;
pub mod mmrm;
pub mod model;
pub mod multiplicity;
mod nth_smallest;
pub mod paired;
pub mod planning;
pub mod proportion;
pub mod rate;
pub mod regression;
mod saddle;
pub mod sample;
mod search;
pub mod shape;
pub mod special;
pub mod survival;
pub mod t_test;
mod tail;
pub mod two_by_two;
mod undefined;
pub mod variances;

pub use alternative::{Alternative, Limits, TestOptions};
pub use ancova::baseline_adjusted;
pub use balance::{categorical_difference, mean_difference, share_difference};
pub use counted::Counted;
pub use descriptive::Moments;
pub use distribution::{
    Beta, Binomial, ChiSquared, Dunnett, FisherF, Gamma, Hypergeometric, NegativeBinomial,
    NoncentralChiSquared, NoncentralF, NoncentralT, Normal, Poisson, Sides, StudentT, StudentizedRange,
};
pub use effect_size::{
    EffectSize, cohens_d, hedges_g, hedges_g_approximate, one_sample_cohens_d, one_sample_hedges_g,
};
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
