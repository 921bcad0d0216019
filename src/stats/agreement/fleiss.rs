//! Fleiss' kappa of any number of raters.

use libm::sqrt;

use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, Undefined};

/// Fleiss' kappa, in the words of `kappam.fleiss` of the R package irr.
#[derive(Debug, Clone, PartialEq)]
pub struct FleissKappa {
    /// `(observed − expected)/(1 − expected)`.
    pub estimate: f64,
    /// Standard error when the raters agree by chance alone.
    pub null_standard_error: f64,
    /// `estimate / null_standard_error`, nearly standard normal under agreement by chance.
    pub statistic: f64,
    /// Its two-sided p-value.
    pub p_value: f64,
    /// Mean share of agreeing pairs of raters.
    pub observed_agreement: f64,
    /// The same by chance.
    pub expected_agreement: f64,
    /// Each category against all others.
    pub categories: Vec<CategoryKappa>,
    /// `√(2/(subjects · raters (raters − 1)))`: the standard error of the kappa of any category by chance alone.
    pub category_standard_error: f64,
}

/// The kappa of one category against all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CategoryKappa {
    /// `None` for a category that nobody or everybody always used.
    pub estimate: Option<f64>,
}

/// Fleiss' kappa of a table with a row a subject and a column a category: how many raters chose it.
///
/// The raters need not be the same for all subjects, but as many. Assumes independent subjects. Source: Fleiss, Psychol
/// Bull 1971;76:378; Fleiss, Nee & Landis, Psychol Bull 1979;86:974; equals `kappam.fleiss` of irr.
///
/// # Errors
/// [`Undefined::WrongShape`] unless all subjects have one number of raters, two or more, and categories,
/// [`Undefined::TooFewValues`] without subjects, [`Undefined::NoSpread`] when all raters always chose one category.
pub fn fleiss_kappa(counts: &[Vec<u32>]) -> Result<FleissKappa, Undefined> {
    let first = counts.first().ok_or(Undefined::TooFewValues)?;
    let raters = |row: &[u32]| row.iter().copied().map(f64::from).sum::<f64>();
    let (subjects, m) = (counts.len() as f64, raters(first));
    if m < 2.0 || counts.iter().any(|row| row.len() != first.len() || raters(row) != m) {
        return Err(Undefined::WrongShape);
    }
    let pairs = subjects * m * (m - 1.0);
    let column = |j: usize| counts.iter().map(move |row| f64::from(row[j]));
    let shares: Vec<f64> = (0..first.len()).map(|j| column(j).sum::<f64>() / (subjects * m)).collect();
    let observed =
        counts.iter().flatten().map(|&count| f64::from(count) * (f64::from(count) - 1.0)).sum::<f64>()
            / pairs;
    let expected = shares.iter().map(|share| share * share).sum::<f64>();
    let spread = shares.iter().map(|share| share * (1.0 - share)).sum::<f64>();
    if spread <= 0.0 {
        return Err(Undefined::NoSpread);
    }
    let skew = shares.iter().map(|share| share * (1.0 - share) * (1.0 - 2.0 * share)).sum::<f64>();
    let null_standard_error = sqrt(2.0 * (spread * spread - skew) / pairs) / spread;
    let estimate = (observed - expected) / spread;
    if null_standard_error <= 0.0 || !null_standard_error.is_finite() {
        return Err(Undefined::NoSpread);
    }
    let statistic = estimate / null_standard_error;
    let category = |(j, share): (usize, &f64)| {
        let unlike = column(j).map(|count| count * (m - count)).sum::<f64>();
        let by_chance = pairs * share * (1.0 - share);
        CategoryKappa { estimate: (by_chance > 0.0).then(|| 1.0 - unlike / by_chance) }
    };
    Ok(FleissKappa {
        estimate,
        null_standard_error,
        statistic,
        p_value: normal_p_value(statistic, Alternative::TwoSided),
        observed_agreement: observed,
        expected_agreement: expected,
        categories: shares.iter().enumerate().map(category).collect(),
        category_standard_error: sqrt(2.0 / pairs),
    })
}
