//! The F test of the ratio of two variances.

use crate::domain::Finite;
use crate::stats::{Alternative, FisherF, Limits, Moments, TestOptions, Undefined};

/// The result of an F test of two variances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FTest {
    /// The ratio of the variances by its null value.
    pub statistic: f64,
    /// Degrees of freedom of the first variance, `n₁ − 1`.
    pub df1: f64,
    /// Degrees of freedom of the second variance, `n₂ − 1`.
    pub df2: f64,
    /// Probability of a ratio as far out; two-sided is twice the smaller tail.
    pub p_value: f64,
    /// The ratio of the variances, first to second.
    pub estimate: f64,
    /// Interval of the ratio; from 0 or without upper limit after a one-sided test.
    pub conf_int: Limits,
}

/// F test of whether the variances of two groups have the ratio `options.null_value`, which is 1 for equal ones.
///
/// `F = (s₁² / s₂²) / ratio` on `n₁ − 1` and `n₂ − 1` degrees of freedom. Assumes normal values, and is badly off when
/// they are not. Source: Snedecor & Cochran, Statistical Methods, 1989, section 6.12; equals `var.test` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a group of one, [`Undefined::NoSpread`] for a group that does not vary,
/// [`Undefined::BadOption`] for a ratio that is not positive.
pub fn f_test_of_variances(
    first: &Moments,
    second: &Moments,
    options: TestOptions,
) -> Result<FTest, Undefined> {
    if !(options.null_value > 0.0 && options.null_value.is_finite()) {
        return Err(Undefined::BadOption);
    }
    let (above, below) = (variance(first)?, variance(second)?);
    let [df1, df2] = [first, second].map(|group| f64::from(group.n) - 1.0);
    let estimate = above / below;
    let statistic = estimate / options.null_value;
    if !(statistic.is_finite() && statistic > 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let ratio = FisherF::new(df1, df2).ok_or(Undefined::OutOfRange)?;
    let p_value = match options.alternative {
        Alternative::TwoSided => (2.0 * ratio.cdf(statistic).min(ratio.sf(statistic))).min(1.0),
        Alternative::Less => ratio.cdf(statistic),
        Alternative::Greater => ratio.sf(statistic),
    };
    let conf_int = limits(estimate, ratio, options).ok_or(Undefined::OutOfRange)?;
    Ok(FTest { statistic, df1, df2, p_value, estimate, conf_int })
}

fn variance(group: &Moments) -> Result<f64, Undefined> {
    let variance = group.variance.ok_or(Undefined::TooFewValues)?;
    if variance > 0.0 { Ok(variance) } else { Err(Undefined::NoSpread) }
}

fn limits(estimate: f64, ratio: FisherF, options: TestOptions) -> Option<Limits> {
    let confidence = options.confidence;
    let low = |tail: f64| Some(Some(Finite::new(estimate / ratio.upper_quantile(tail)?)?));
    let high = |tail: f64| Some(Some(Finite::new(estimate / ratio.quantile(tail)?)?));
    let (both, one) = (1.0 - confidence.upper_probability(), 1.0 - confidence.level());
    Some(match options.alternative {
        Alternative::TwoSided => Limits { low: low(both)?, high: high(both)? },
        Alternative::Less => Limits { low: Finite::new(0.0), high: high(one)? },
        Alternative::Greater => Limits { low: low(one)?, high: None },
    })
}
