//! Comparisons of more than two groups, or of more than two measurements of the same people.

pub mod anova;
pub mod blocks;
pub mod comparison;
pub mod design;
pub mod dunn;
pub mod dunnett;
pub mod effect;
pub mod friedman;
pub mod kruskal_wallis;
pub mod marginal;
pub mod pairwise;
mod pooled;
pub mod quade;
pub mod repeated;
pub mod scheffe;
pub mod tukey;

pub use anova::{Anova, Variation, WelchAnova, one_way_anova, one_way_anova_of_values, welch_anova};
pub use blocks::Blocks;
pub use comparison::{CommonVariance, Comparison, GroupMean};
pub use design::{Factor, Term};
pub use dunn::{RankComparison, dunn};
pub use dunnett::{ControlComparison, dunnett};
pub use effect::{ShareLimits, VarianceExplained, variance_explained};
pub use friedman::{Friedman, ImanDavenport, cochran_q, friedman};
pub use kruskal_wallis::{KruskalWallis, kruskal_wallis};
pub use marginal::{Interactions, marginal_means};
pub use pairwise::{
    PairRankMethod, PairTest, PairVariance, pairwise_paired_t, pairwise_rank_sum, pairwise_t,
};
pub use quade::{Quade, quade};
pub use repeated::{
    MauchlySeries, RepeatedEffect, RepeatedMeasures, Sphericity, SumsOfSquares, repeated_measures,
};
pub use scheffe::scheffe;
pub use tukey::{games_howell, tukey_hsd};
