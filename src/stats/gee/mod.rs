//! Generalised estimating equations (GEE): the mean of repeated values, with standard errors that hold whatever their
//! correlation is.
//!
//! Source: Liang and Zeger, Biometrika 1986;73:13. Equals `geepack::geeglm` of R with moments divided by `N`, and
//! statsmodels' `GEE` with moments divided by `N − p`.

mod correlation;
mod family;
mod fit;

pub use correlation::WorkingCorrelation;
pub use family::Family;
pub use fit::{Gee, GeeOptions, Moments, RepeatedCounts, fit, response};
