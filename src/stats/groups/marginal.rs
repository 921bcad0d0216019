//! Means of the levels of one factor in a model with others, for comparisons of them.

use nalgebra::DMatrix;

use super::comparison::{CommonVariance, GroupMean};
use super::design::{Factor, Term, beside, explained};
use crate::stats::Undefined;

/// Whether the factors act apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interactions {
    /// They do: main effects only, `y ~ a + b`.
    None,
    /// The model has a mean for every combination, `y ~ a * b`.
    All,
}

/// The means of the levels of one factor and the residual variance of a model with several, for
/// [`super::tukey_hsd`].
///
/// A mean is the grand mean and the factor's effect after the factors that stand before it; in a balanced design it is the
/// mean of the level. Equals what `TukeyHSD(aov(y ~ a + b), which)` of R compares.
///
/// # Errors
/// [`Undefined::WrongShape`] when values and factors do not fit or there is no factor at the place or more than 6, [`Undefined::BadValues`]
/// for a value that is not finite, [`Undefined::Collinear`] when factors cannot be told apart, [`Undefined::TooFewValues`]
/// for no more values than parameters, [`Undefined::NoSpread`] when nothing is left over.
pub fn marginal_means(
    values: &[f64],
    factors: &[Factor],
    place: usize,
    interactions: Interactions,
) -> Result<CommonVariance, Undefined> {
    const MOST_FACTORS: usize = 6;
    let rows = values.len();
    if factors.len() > MOST_FACTORS || factors.iter().any(|factor| factor.codes().len() != rows) || rows == 0
    {
        return Err(Undefined::WrongShape);
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let levels = |all: usize, factor: &Factor| match interactions {
        Interactions::None => all.checked_add(factor.levels() - 1),
        Interactions::All => all.checked_mul(factor.levels()),
    };
    if factors.iter().try_fold(1, levels).is_none_or(|parameters| parameters >= rows) {
        return Err(Undefined::TooFewValues);
    }
    let factor = factors.get(place).ok_or(Undefined::WrongShape)?;
    let terms: Vec<Term> = match interactions {
        Interactions::All => Term::all(factors.len()),
        Interactions::None => Term::all(factors.len()).into_iter().filter(|term| term.0.len() < 2).collect(),
    };
    let columns: Vec<DMatrix<f64>> = terms.iter().map(|term| term.columns(factors, rows)).collect();
    let response = DMatrix::from_column_slice(rows, 1, values);
    let left = |terms: &[DMatrix<f64>]| {
        Ok(explained(&DMatrix::zeros(rows, 0), &beside(rows, terms), &response)?.residuals)
    };
    let [before, after, all] = [left(&columns[..=place])?, left(&columns[..place + 2])?, left(&columns)?];
    let grand_mean = response.mean();
    let parameters: usize = columns.iter().map(DMatrix::ncols).sum();
    let df = rows as f64 - parameters as f64;
    let effects = before - after;
    let mean = |level: usize| {
        let of_level = |row: &usize| factor.codes().get(*row) == Some(&level);
        let own: Vec<usize> = (0..rows).filter(of_level).collect();
        let sum: f64 = own.iter().map(|&row| effects[(row, 0)]).sum();
        GroupMean { n: own.len() as f64, mean: grand_mean + sum / own.len() as f64 }
    };
    CommonVariance::new((0..factor.levels()).map(mean).collect(), all.norm_squared() / df, df)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(codes: &[usize]) -> Factor {
        Factor::new(2, codes.to_vec()).unwrap()
    }

    #[test]
    fn in_a_balanced_design_they_are_the_means_of_the_levels() {
        let factors = [factor(&[0, 0, 1, 1, 0, 0, 1, 1]), factor(&[0, 1, 0, 1, 0, 1, 0, 1])];
        let values = [1.0, 3.0, 2.0, 7.0, 2.0, 5.0, 3.0, 7.5];
        for interactions in [Interactions::None, Interactions::All] {
            let means = marginal_means(&values, &factors, 1, interactions).unwrap();
            assert!(
                (means.means()[0].mean - 2.0).abs() < 1e-14 && (means.means()[1].mean - 5.625).abs() < 1e-14
            );
        }
    }

    #[test]
    fn six_factors_are_not_too_many_but_seven_are() {
        let of = |count: usize| {
            let rows = 1_usize << count;
            let code = |place: usize| factor(&(0..rows).map(|row| row >> place & 1).collect::<Vec<_>>());
            let factors: Vec<Factor> = (0..count).map(code).collect();
            let values: Vec<f64> = (0..rows).map(|row| (row * row % 11) as f64).collect();
            marginal_means(&values, &factors, 0, Interactions::None)
        };
        let even = (0..64).step_by(2).map(|row| f64::from(row * row % 11)).sum::<f64>() / 32.0;
        assert!((of(6).unwrap().means()[0].mean - even).abs() < 1e-12);
        assert_eq!(of(7), Err(Undefined::WrongShape));
    }

    #[test]
    fn what_does_not_fit_together_is_refused_with_a_reason() {
        let of = |values: &[f64], factors: &[Factor]| marginal_means(values, factors, 0, Interactions::None);
        let four = factor(&[0, 1, 0, 1]);
        assert_eq!(of(&[], &[]), Err(Undefined::WrongShape));
        assert_eq!(of(&[1.0], std::slice::from_ref(&four)), Err(Undefined::WrongShape));
        assert_eq!(of(&[1.0, 2.0, f64::NAN, 4.0], std::slice::from_ref(&four)), Err(Undefined::BadValues));
        assert_eq!(of(&[1.0, 2.0, 3.0, 4.0], &[four.clone(), four.clone()]), Err(Undefined::Collinear));
        assert_eq!(of(&[1.0, 2.0], &[factor(&[0, 1])]), Err(Undefined::TooFewValues));
    }
}
