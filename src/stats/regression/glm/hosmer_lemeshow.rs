//! The Hosmer-Lemeshow test of a logistic model's calibration.

use crate::stats::{ChiSquared, Undefined, quantile};

/// The result of the test.
#[derive(Debug, Clone, PartialEq)]
pub struct HosmerLemeshow {
    /// `Σ (observed − expected)² / expected` over groups, with and without event.
    pub statistic: f64,
    /// Groups less two.
    pub df: f64,
    /// Probability of a larger statistic.
    pub p_value: f64,
    /// For each group the number of rows, the events seen, and those expected.
    pub groups: Vec<[f64; 3]>,
}

/// Whether events occur as often as a model says, in groups by quantiles of the fitted probability.
///
/// Source: Hosmer & Lemeshow, Commun Stat A 1980;9:1043; `ResourceSelection::hoslem.test` of R. Ties of fitted
/// probabilities at a quantile can make fewer groups, whose number then counts.
///
/// # Errors
/// [`Undefined::WrongShape`] for lists of unlike lengths, [`Undefined::BadOption`] for fewer than three groups,
/// [`Undefined::TooFewValues`] when the data make fewer than three, [`Undefined::BadValues`] for responses other than 0 and
/// 1.
pub fn hosmer_lemeshow(response: &[f64], fitted: &[f64], groups: u32) -> Result<HosmerLemeshow, Undefined> {
    if !(3..=1_000).contains(&groups) {
        return Err(Undefined::BadOption);
    }
    if response.len() != fitted.len() {
        return Err(Undefined::WrongShape);
    }
    let possible = fitted.iter().all(|p| (0.0..=1.0).contains(p));
    if !possible || response.iter().any(|&y| y != 0.0 && y != 1.0) {
        return Err(Undefined::BadValues);
    }
    let mut ascending = fitted.to_vec();
    ascending.sort_by(f64::total_cmp);
    let at = |part: u32| quantile(&ascending, f64::from(part) / f64::from(groups));
    let mut breaks: Vec<f64> = (0..=groups).map(at).collect::<Option<_>>().ok_or(Undefined::TooFewValues)?;
    breaks.dedup();
    let count = breaks.len().saturating_sub(1);
    if count < 3 {
        return Err(Undefined::TooFewValues);
    }
    let mut found = vec![[0.0; 3]; count];
    for (&y, &p) in response.iter().zip(fitted) {
        let above = breaks.iter().skip(1).position(|&upper| p <= upper).unwrap_or(count - 1);
        let [rows, seen, expected] = &mut found[above];
        *rows += 1.0;
        *seen += y;
        *expected += p;
    }
    let statistic: f64 = found.iter().map(squared_distance).sum();
    let df = count as f64 - 2.0;
    let chi_squared = ChiSquared::new(df).ok_or(Undefined::TooFewValues)?;
    if !statistic.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    Ok(HosmerLemeshow { statistic, df, p_value: chi_squared.sf(statistic), groups: found })
}

fn squared_distance([rows, seen, expected]: &[f64; 3]) -> f64 {
    let distance = seen - expected;
    distance * distance * (1.0 / expected + 1.0 / (rows - expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_groups_are_enough_and_shares_are_no_responses() {
        let fitted = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
        let ask = |response: &[f64], fitted: &[f64]| hosmer_lemeshow(response, fitted, 3).map(|test| test.df);
        assert_eq!(ask(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0], &fitted), Ok(1.0));
        assert_eq!(ask(&[0.0, 0.5, 1.0, 0.0, 1.0, 1.0], &fitted), Err(Undefined::BadValues));
    }
}
