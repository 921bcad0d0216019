//! Correlations of two variables measured on the same people.

mod kendall;
mod pearson;
mod spearman;

pub use kendall::{Kendall, KendallMethod, kendall_correlation};
pub use pearson::{Pearson, pearson_correlation};
pub use spearman::{Spearman, SpearmanDistribution, SpearmanInterval, SpearmanMethod, spearman_correlation};

use libm::{atanh, fabs, sqrt, tanh};

use super::{Alternative, Confidence, Limits, Normal, StudentT, Undefined};
use crate::domain::Finite;

/// Fisher's interval of a correlation: `tanh(atanh r ± z · standard error)`; from −1 or to 1 after a one-sided test.
fn fisher_interval(
    r: f64,
    standard_error: f64,
    alternative: Alternative,
    confidence: Confidence,
) -> Result<Limits, Undefined> {
    let probability = match alternative {
        Alternative::TwoSided => confidence.upper_probability(),
        Alternative::Less | Alternative::Greater => confidence.level(),
    };
    let reach = Normal.quantile(probability).ok_or(Undefined::OutOfRange)? * standard_error;
    // The transform of ±1 is infinite, and its interval the point itself.
    let at = |reach: f64| Finite::new(if fabs(r) >= 1.0 { r } else { tanh(atanh(r) + reach) });
    let (least, most) = (Finite::new(-1.0), Finite::new(1.0));
    Ok(match alternative {
        Alternative::TwoSided => Limits { low: at(-reach), high: at(reach) },
        Alternative::Less => Limits { low: least, high: at(reach) },
        Alternative::Greater => Limits { low: at(-reach), high: most },
    })
}

/// `r √((n − 2) / (1 − r²))`, infinite (`None`) for ±1, with its p-value on `n − 2` degrees of freedom.
fn t_of(r: f64, n: usize, alternative: Alternative) -> Result<(Option<f64>, f64), Undefined> {
    let df = n as f64 - 2.0;
    let t = StudentT::new(df).ok_or(Undefined::TooFewValues)?;
    if fabs(r) >= 1.0 {
        let is_found = match alternative {
            Alternative::TwoSided => true,
            Alternative::Less => r < 0.0,
            Alternative::Greater => r > 0.0,
        };
        return Ok((None, if is_found { 0.0 } else { 1.0 }));
    }
    let statistic = sqrt(df) * r / sqrt((1.0 - r) * (1.0 + r));
    let p_value = match alternative {
        Alternative::TwoSided => 2.0 * t.sf(fabs(statistic)),
        Alternative::Less => t.cdf(statistic),
        Alternative::Greater => t.sf(statistic),
    };
    Ok((Some(statistic), p_value))
}

/// The product-moment correlation of finite pairs, within −1 and 1.
fn product_moment(pairs: &[[f64; 2]]) -> Result<f64, Undefined> {
    let n = pairs.len() as f64;
    let mean = |of: usize| pairs.iter().filter_map(|pair| pair.get(of)).sum::<f64>() / n;
    let (mean_x, mean_y) = (mean(0), mean(1));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for [x, y] in pairs {
        let (x, y) = (x - mean_x, y - mean_y);
        (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
    }
    // R's rule for values that are constant but for rounding.
    let is_constant =
        |squares: f64, mean: f64| squares <= n * (10.0 * f64::EPSILON * mean) * (10.0 * f64::EPSILON * mean);
    if is_constant(xx, mean_x) || is_constant(yy, mean_y) {
        return Err(Undefined::NoSpread);
    }
    let r = xy / (sqrt(xx) * sqrt(yy));
    if !r.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    // What rounding leaves of a line would have a probability of 1e-8 among three pairs.
    let is_line = fabs(r) > 1.0 - 4.0 * f64::EPSILON;
    Ok(if is_line { 1_f64.copysign(r) } else { r })
}

fn refuse_unless_finite(pairs: &[[f64; 2]]) -> Result<(), Undefined> {
    if pairs.iter().flatten().all(|value| value.is_finite()) { Ok(()) } else { Err(Undefined::BadValues) }
}

#[cfg(test)]
mod tests;
