//! Wald's test of linear hypotheses.

use nalgebra::{DMatrix, DVector};

use crate::stats::{ChiSquared, FisherF, Undefined};

/// The result of a test of several linear combinations at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wald {
    /// `(Lb − r)'(L V L')⁻¹(Lb − r)`.
    pub chi_squared: f64,
    /// Its p-value by the χ² distribution.
    pub chi_squared_p_value: f64,
    /// `chi_squared / df`.
    pub f: f64,
    /// Its p-value by the F distribution; `None` without residual degrees of freedom.
    pub f_p_value: Option<f64>,
    /// The number of combinations.
    pub df: f64,
}

/// Tests `L β = r` by the estimates and their covariance matrix, model-based or robust.
///
/// `hypothesis` has a row for each combination. Source: Wald, Trans Am Math Soc 1943;54:426; `car::linearHypothesis` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] for matrices of other sizes, [`Undefined::Collinear`] for combinations that repeat each other.
pub fn wald_test(
    estimates: &[f64],
    covariance: &DMatrix<f64>,
    hypothesis: &DMatrix<f64>,
    null_values: &[f64],
    df_residual: Option<f64>,
) -> Result<Wald, Undefined> {
    let (rows, columns) = hypothesis.shape();
    let fits =
        columns == estimates.len() && covariance.shape() == (columns, columns) && null_values.len() == rows;
    if rows == 0 || !fits {
        return Err(Undefined::WrongShape);
    }
    let difference = hypothesis * DVector::from_row_slice(estimates) - DVector::from_row_slice(null_values);
    let variance = hypothesis * covariance * hypothesis.transpose();
    let solved = variance.cholesky().ok_or(Undefined::Collinear)?.solve(&difference);
    let (chi_squared, df) = (difference.dot(&solved), rows as f64);
    if !chi_squared.is_finite() {
        return Err(Undefined::Collinear);
    }
    let distribution = ChiSquared::new(df).ok_or(Undefined::TooFewValues)?;
    let f = chi_squared / df;
    Ok(Wald {
        chi_squared,
        chi_squared_p_value: distribution.sf(chi_squared),
        f,
        f_p_value: df_residual
            .and_then(|below| FisherF::new(df, below))
            .map(|distribution| distribution.sf(f)),
        df,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_of_other_sizes_are_refused() {
        let two = DMatrix::identity(2, 2);
        let ask = |covariance: &DMatrix<f64>, hypothesis: &DMatrix<f64>, null_values: &[f64]| {
            wald_test(&[1.0, 2.0], covariance, hypothesis, null_values, None).map(|found| found.df)
        };
        assert_eq!(ask(&two, &two, &[0.0; 2]), Ok(2.0));
        assert_eq!(ask(&two, &two, &[0.0]), Err(Undefined::WrongShape));
        assert_eq!(ask(&DMatrix::identity(3, 3), &two, &[0.0; 2]), Err(Undefined::WrongShape));
        assert_eq!(ask(&two, &DMatrix::zeros(0, 2), &[]), Err(Undefined::WrongShape));
    }
}
