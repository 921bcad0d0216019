//! Scheffé's comparisons.

use libm::sqrt;

use super::anova::upper_tail;
use super::comparison::{CommonVariance, Comparison};
use crate::stats::{Confidence, FisherF, Undefined};

/// Scheffé's comparisons of all pairs of means, valid for any other contrast that is looked at too.
///
/// `p = P(F > t² / (k − 1))` on `k − 1` and `df` degrees of freedom, intervals of `√((k − 1) F)` standard errors. Assumes
/// normal values with one common variance. Source: Scheffé, Biometrika 1953;40:87.
///
/// # Errors
/// [`Undefined::OutOfRange`] when a limit is beyond floating-point numbers.
pub fn scheffe(means: &CommonVariance, confidence: Confidence) -> Result<Vec<Comparison>, Undefined> {
    let free = means.k() - 1.0;
    let f = FisherF::new(free, means.df()).ok_or(Undefined::OutOfRange)?;
    let critical = f.upper_quantile(1.0 - confidence.level()).ok_or(Undefined::OutOfRange)?;
    let tested = |difference: super::comparison::Difference| {
        let statistic = difference.statistic();
        let p_value = upper_tail(statistic * statistic / free, free, means.df())?;
        difference.tested(p_value, sqrt(free * critical))
    };
    means.pairs().into_iter().map(tested).collect()
}
