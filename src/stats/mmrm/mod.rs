//! The mixed model for repeated measures (MMRM): a linear model of values at visits, whose covariance within a subject
//! is estimated and whose subjects are independent.
//!
//! `yᵢ ~ N(Xᵢβ, Σᵢ)`, `Σᵢ` the rows and columns of `Σ(θ)` at the visits of subject `i`. Missing visits are left out and
//! need no imputation when they are missing at random. Source: Mallinckrodt et al., Drug Inf J 2008;42:303; equals the
//! `mmrm` package of R and SAS `PROC MIXED` with `REPEATED`.

mod covariance;
mod fit;
mod likelihood;
mod packed;
mod patterns;
mod products;
mod slopes;
mod sums;
mod weights;

pub use covariance::Covariance;
pub use fit::{Mmrm, MmrmOptions, RepeatedValues, fit};
pub use products::VisitEffects;
