//! Regression: linear models, generalised linear models, ordinal models, and what is asked of them.
//!
//! A model takes a [`Design`](super::model::Design) and a response and gives estimates in the order of the design's
//! columns, whose names are [`Design::names`](super::model::Design::names).

mod anova;
mod coefficients;
mod glm;
mod influence;
mod least_squares;
mod means;
mod ols;
mod ordinal;
mod polygamma;
mod sandwich;
mod separation;
mod vif;
mod wald;

pub use anova::{AnovaTerm, SumsOfSquares, anova};
pub use coefficients::{Coefficient, Reference};
pub use glm::{
    DevianceTerm, Family, Glm, HosmerLemeshow, Link, NegativeBinomialFit, Residuals, analysis_of_deviance,
    glm, hosmer_lemeshow, negative_binomial, profile_intervals,
};
pub use influence::{Influence, influence};
pub use means::{AdjustedMeans, Adjustment, MeanDifference};
pub use ols::{FTest, Ols, Rows, ols};
pub use ordinal::{Brant, Ordinal, brant_test, ordinal};
pub use sandwich::{Clustered, Heteroscedastic, Ingredients, SmallSample};
pub(in crate::stats) use separation::is_separated;
pub use vif::{VarianceInflation, variance_inflation};
pub use wald::{Wald, wald_test};

#[cfg(test)]
mod tests;
