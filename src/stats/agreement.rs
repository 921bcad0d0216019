//! How far raters, items or methods of measurement agree.

mod alpha;
mod bland_altman;
mod fleiss;
mod intraclass;
mod kappa;

pub use alpha::{CronbachAlpha, WithoutItem, cronbach_alpha};
pub use bland_altman::{BlandAltman, LimitsVariance, bland_altman};
pub use fleiss::{CategoryKappa, FleissKappa, fleiss_kappa};
pub use intraclass::{IntraclassCorrelation, IntraclassForm, RatingVariances, intraclass_correlations};
pub use kappa::{Kappa, KappaWeights, cohens_kappa};

use super::Undefined;

/// Number of rows and columns of complete ratings: at least two each, all finite.
fn shape(rows: &[Vec<f64>]) -> Result<(usize, usize), Undefined> {
    let columns = rows.first().map_or(0, Vec::len);
    if rows.len() < 2 {
        Err(Undefined::TooFewValues)
    } else if columns < 2 || rows.iter().any(|row| row.len() != columns) {
        Err(Undefined::WrongShape)
    } else if rows.iter().flatten().any(|value| !value.is_finite()) {
        Err(Undefined::BadValues)
    } else {
        Ok((rows.len(), columns))
    }
}

#[cfg(test)]
mod tests;
