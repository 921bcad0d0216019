//! How much each row bears on a linear model.

use libm::{pow, sqrt};

use super::Ols;
use crate::stats::Undefined;

/// The influence of each row, in lists parallel to the rows: `influence.measures` of R.
///
/// Source: Belsley, Kuh & Welsch, Regression Diagnostics, 1980; Cook, Technometrics 1977;19:15.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// `h`, the diagonal of the hat matrix.
    pub leverage: Vec<f64>,
    /// `σ` without the row.
    pub sigma: Vec<f64>,
    /// Residual over `σ √(1 − h)`: internally studentised.
    pub standardized: Vec<f64>,
    /// Residual over `σ₍ᵢ₎ √(1 − h)`: externally studentised.
    pub studentized: Vec<f64>,
    /// Cook's distance: `standardized² h / (p (1 − h))`.
    pub cooks_distance: Vec<f64>,
    /// How far the row's own fit moves with it, in its standard errors.
    pub dffits: Vec<f64>,
    /// How far each coefficient moves with the row; a list for each row.
    pub dfbeta: Vec<Vec<f64>>,
    /// The same in standard errors.
    pub dfbetas: Vec<Vec<f64>>,
    /// The determinant of the covariance matrix without the row over that with it.
    pub covariance_ratio: Vec<f64>,
}

/// The influence of each row on a linear model.
///
/// # Errors
/// [`Undefined::TooFewValues`] with one residual degree of freedom, which no row can be spared from;
/// [`Undefined::OutOfRange`] for a row of leverage 1; [`Undefined::NoSpread`] when the model fits all other rows exactly.
pub fn influence(model: &Ols) -> Result<Influence, Undefined> {
    if model.df_residual < 2.0 {
        return Err(Undefined::TooFewValues);
    }
    if model.leverages.iter().any(|&leverage| leverage >= 1.0 - 1e-12) {
        return Err(Undefined::OutOfRange);
    }
    let p = model.coefficients.len() as f64;
    let mut found = Influence {
        leverage: model.leverages.clone(),
        sigma: Vec::new(),
        standardized: Vec::new(),
        studentized: Vec::new(),
        cooks_distance: Vec::new(),
        dffits: Vec::new(),
        dfbeta: Vec::new(),
        dfbetas: Vec::new(),
        covariance_ratio: Vec::new(),
    };
    let rows = model.leverages.iter().zip(&model.residuals).zip(&model.weights);
    for (row, ((&leverage, &residual), &weight)) in rows.enumerate() {
        let scaled = residual * sqrt(weight);
        let rest = 1.0 - leverage;
        let without = model.residual_squares - scaled * scaled / rest;
        let sigma = sqrt(without.max(0.0) / (model.df_residual - 1.0));
        if sigma == 0.0 {
            return Err(Undefined::NoSpread);
        }
        let standardized = scaled / (model.sigma * sqrt(rest));
        let studentized = scaled / (sigma * sqrt(rest));
        let dfbeta = moved(model, row);
        let error = |column: usize| sigma * sqrt(model.unscaled_covariance[(column, column)]);
        found.dfbetas.push(dfbeta.iter().enumerate().map(|(column, moved)| moved / error(column)).collect());
        found.dfbeta.push(dfbeta);
        found.cooks_distance.push(standardized * standardized * leverage / (p * rest));
        found.dffits.push(studentized * sqrt(leverage / rest));
        let shrink = (model.df_residual - 1.0 + studentized * studentized) / model.df_residual;
        found.covariance_ratio.push(1.0 / (rest * pow(shrink, p)));
        found.sigma.push(sigma);
        found.standardized.push(standardized);
        found.studentized.push(studentized);
    }
    Ok(found)
}

/// `(X'WX)⁻¹ xᵢ wᵢ eᵢ / (1 − hᵢ)`.
fn moved(model: &Ols, row: usize) -> Vec<f64> {
    let weight = model.weights[row] * model.residuals[row] / (1.0 - model.leverages[row]);
    let direction = &model.unscaled_covariance * model.design().row(row).transpose();
    direction.iter().map(|value| value * weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::model::{Design, Formula, Frame, ModelFrame, Variable};
    use crate::stats::regression::ols::{Rows, ols};

    #[test]
    fn two_residual_degrees_of_freedom_can_spare_a_row_unless_its_leverage_is_one() {
        let ask = |x: &[f64], y: &[f64]| {
            let column = Variable::Numeric(x.iter().copied().map(Some).collect());
            let frame = Frame::default().with("x", column).unwrap();
            let model = ModelFrame::new(&Formula::parse("~ x").unwrap(), &frame, &[]).unwrap();
            let found = influence(&ols(&Design::new(&model), y, Rows::default()).unwrap());
            found.map(|found| found.sigma.len())
        };
        assert_eq!(ask(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 5.0]), Ok(4));
        assert_eq!(ask(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]), Err(Undefined::TooFewValues));
        // A row that has a column for itself cannot be spared either.
        assert_eq!(ask(&[0.0, 0.0, 0.0, 1.0], &[1.0, 3.0, 2.0, 5.0]), Err(Undefined::OutOfRange));
    }
}
