//! Change as a share of the baseline: a ratio of means.

use libm::sqrt;

use super::{Confidence, PairedMoments, Undefined};
use crate::domain::Interval;

/// By what share of the mean baseline the mean has fallen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelativeReduction {
    /// `1 − mean(after) / mean(before)`: 0.4 is 40 % less, negative is more.
    pub estimate: f64,
    /// By the delta method.
    pub standard_error: f64,
    /// `estimate ± z · standard error`.
    pub conf_int: Interval,
}

/// Ratio-of-means reduction between two values of the same people.
///
/// `Var(R) ≈ (s_y² + R² s_x² − 2 R s_xy) / (n x̄²)` for `R = ȳ / x̄`, with the normal quantile. The mean of each person's
/// own per cent change is another quantity, which baselines near zero dominate. Assumes a mean baseline well away from
/// zero. Source: the delta method, as in Cochran, Sampling Techniques, 1977, section 6.4.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a single pair, [`Undefined::ZeroBaseline`] when the mean baseline is zero.
pub fn relative_reduction(
    pairs: &PairedMoments,
    confidence: Confidence,
) -> Result<RelativeReduction, Undefined> {
    let parts = (pairs.before.variance, pairs.after.variance, pairs.covariance);
    let (Some(before), Some(after), Some(covariance)) = parts else { return Err(Undefined::TooFewValues) };
    let mean = pairs.before.mean;
    if mean == 0.0 {
        return Err(Undefined::ZeroBaseline);
    }
    let ratio = pairs.after.mean / mean;
    let spread = (after + ratio * ratio * before - 2.0 * ratio * covariance).max(0.0);
    let standard_error = sqrt(spread / f64::from(pairs.before.n)) / mean.abs();
    let z = confidence.normal_deviate()?;
    let estimate = 1.0 - ratio;
    let half_width = z * standard_error;
    let conf_int =
        Interval::new(estimate - half_width, estimate + half_width).ok_or(Undefined::OutOfRange)?;
    Ok(RelativeReduction { estimate, standard_error, conf_int })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reduction_by_the_same_share_in_everyone_has_no_doubt() {
        let pairs: Vec<(f64, f64)> = (1..20).map(|i| (f64::from(i), 0.25 * f64::from(i))).collect();
        let found =
            relative_reduction(&PairedMoments::of_values(&pairs).unwrap(), Confidence::NINETY_FIVE).unwrap();
        assert!((found.estimate - 0.75).abs() < 1e-15 && found.standard_error < 1e-8);
    }

    /// By hand: for 2, 4, 6 before and 1, 3, 2 after, R = ½, the variances are 4 and 1, the covariance is 1, so that
    /// the variance of R is (1 + 1 − 1) / (3 · 16).
    #[test]
    fn a_small_example_by_hand() {
        let pairs = PairedMoments::of_values(&[(2.0, 1.0), (4.0, 3.0), (6.0, 2.0)]).unwrap();
        let found = relative_reduction(&pairs, Confidence::NINETY_FIVE).unwrap();
        assert!((found.estimate - 0.5).abs() < 1e-15);
        assert!((found.standard_error - sqrt(1.0 / 48.0)).abs() < 1e-15);
        assert!((found.conf_int.low.get() - (0.5 - 1.959_963_984_540_054 * sqrt(1.0 / 48.0))).abs() < 1e-14);
        assert!((found.conf_int.high.get() - (0.5 + 1.959_963_984_540_054 * sqrt(1.0 / 48.0))).abs() < 1e-14);
    }

    #[test]
    fn no_share_of_nothing() {
        let zero = PairedMoments::of_values(&[(0.0, 1.0), (0.0, 2.0)]).unwrap();
        assert_eq!(relative_reduction(&zero, Confidence::NINETY_FIVE), Err(Undefined::ZeroBaseline));
        let one = PairedMoments::of_values(&[(2.0, 1.0)]).unwrap();
        assert_eq!(relative_reduction(&one, Confidence::NINETY_FIVE), Err(Undefined::TooFewValues));
    }
}
