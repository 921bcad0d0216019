//! Shares of variance explained, as effect sizes of analyses of variance.

use libm::{fabs, sqrt};

use crate::domain::Interval;
use crate::stats::{Confidence, NoncentralF, Undefined};

/// Effect sizes of one line of a table of variance, from its F; partial where the model has other lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VarianceExplained {
    /// `F d₁ / (F d₁ + d₂)`, the share in these data.
    pub eta_squared: f64,
    /// `(F − 1) d₁ / (F d₁ + d₂)`, not below 0: adjusted as R² is.
    pub epsilon_squared: f64,
    /// `(F − 1) d₁ / (F d₁ + d₂ + 1)`, not below 0: the least biased.
    pub omega_squared: f64,
    /// Cohen's f: `√(η² / (1 − η²))`.
    pub cohens_f: f64,
    /// Interval of η².
    pub eta_squared_conf_int: Interval,
    /// Interval of ε².
    pub epsilon_squared_conf_int: Interval,
    /// Interval of ω².
    pub omega_squared_conf_int: Interval,
}

/// Which limits of an interval are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareLimits {
    /// Both.
    Both,
    /// The lower one alone, the upper being 1: the default of R's effectsize.
    Lower,
}

/// η², ε² and ω² of an F statistic with intervals by the noncentral F distribution.
///
/// The limits of the noncentrality λ are those for which F lies at the tails, 0 where there are none; a share is
/// `λ / (λ + d₂)`. The intervals of ε² and ω² are those of η² at the F whose η² they would be. Assumes normal values with
/// one common variance. Sources: Fisher 1925; Kelley, Proc Natl Acad Sci 1935;21:554; Hays, Statistics, 1963; Steiger,
/// Psychol Methods 2004;9:164; equals `F_to_eta2`, `F_to_epsilon2` and `F_to_omega2` of R's effectsize.
///
/// # Errors
/// [`Undefined::BadOption`] when F is negative or the degrees of freedom are not positive; [`Undefined::OutOfRange`] for
/// an F whose noncentrality is beyond 1e8.
pub fn variance_explained(
    statistic: f64,
    df: [f64; 2],
    limits: ShareLimits,
    confidence: Confidence,
) -> Result<VarianceExplained, Undefined> {
    let [d1, d2] = df;
    let is_valid =
        statistic >= 0.0 && statistic.is_finite() && df.iter().all(|df| *df > 0.0 && df.is_finite());
    if !is_valid {
        return Err(Undefined::BadOption);
    }
    let explained = statistic * d1;
    let adjusted = ((statistic - 1.0) * d1).max(0.0);
    let eta_squared = explained / (explained + d2);
    let epsilon_squared = adjusted / (explained + d2);
    let omega_squared = adjusted / (explained + d2 + 1.0);
    let interval = |share: f64| share_interval(share, df, limits, confidence);
    Ok(VarianceExplained {
        eta_squared,
        epsilon_squared,
        omega_squared,
        cohens_f: sqrt(explained / d2),
        eta_squared_conf_int: interval(eta_squared)?,
        epsilon_squared_conf_int: interval(epsilon_squared)?,
        omega_squared_conf_int: interval(omega_squared)?,
    })
}

fn share_interval(
    share: f64,
    df: [f64; 2],
    limits: ShareLimits,
    confidence: Confidence,
) -> Result<Interval, Undefined> {
    let statistic = share / df[0] / ((1.0 - share) / df[1]);
    let tail = match limits {
        ShareLimits::Both => 0.5 * (1.0 - confidence.level()),
        ShareLimits::Lower => 1.0 - confidence.level(),
    };
    let as_share = |noncentrality: f64| noncentrality / (noncentrality + df[1]);
    let low = as_share(noncentrality(statistic, df, 1.0 - tail)?);
    let high = match limits {
        ShareLimits::Both => as_share(noncentrality(statistic, df, tail)?),
        ShareLimits::Lower => 1.0,
    };
    Interval::new(low, high).ok_or(Undefined::OutOfRange)
}

/// The noncentrality with `P(F ≤ statistic) = probability`; 0 when the central distribution has less.
fn noncentrality(statistic: f64, df: [f64; 2], probability: f64) -> Result<f64, Undefined> {
    let below = |noncentrality: f64| {
        NoncentralF::new(df[0], df[1], noncentrality).map(|f| f.cdf(statistic)).ok_or(Undefined::OutOfRange)
    };
    if below(0.0)? <= probability {
        return Ok(0.0);
    }
    let (mut low, mut high) = (0.0, 2.0 * statistic * df[0] + 1.0);
    while below(high)? > probability {
        low = high;
        high *= 2.0;
    }
    root(low, high, |noncentrality| Ok(below(noncentrality)? - probability))
}

/// Where a falling function crosses zero: regula falsi with the Illinois rule, inside its bracket.
fn root(low: f64, high: f64, of: impl Fn(f64) -> Result<f64, Undefined>) -> Result<f64, Undefined> {
    const MOST_STEPS: usize = 200;
    let ((mut low, mut at_low), (mut high, mut at_high)) = ((low, of(low)?), (high, of(high)?));
    for _ in 0..MOST_STEPS {
        let middle = (low * at_high - high * at_low) / (at_high - at_low);
        let value = of(middle)?;
        if value == 0.0 || fabs(high - low) <= 1e-14 * fabs(high) || middle <= low || middle >= high {
            return Ok(middle);
        }
        if value > 0.0 {
            (low, at_low) = (middle, value);
            at_high *= 0.5;
        } else {
            (high, at_high) = (middle, value);
            at_low *= 0.5;
        }
    }
    Ok(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_f_statistic_is_refused() {
        for (statistic, df) in
            [(-1.0, [2.0, 9.0]), (f64::NAN, [2.0, 9.0]), (1.0, [0.0, 9.0]), (1.0, [2.0, f64::INFINITY])]
        {
            let found = variance_explained(statistic, df, ShareLimits::Both, Confidence::NINETY_FIVE);
            assert_eq!(found, Err(Undefined::BadOption));
        }
    }

    #[test]
    fn an_f_of_zero_explains_nothing() {
        let found = variance_explained(0.0, [2.0, 9.0], ShareLimits::Both, Confidence::NINETY_FIVE).unwrap();
        assert_eq!((found.eta_squared, found.eta_squared_conf_int.high.get()), (0.0, 0.0));
    }

    /// The upper limit alone, as F is so small that the lower one is 0.
    #[test]
    fn a_small_f_has_an_upper_limit_at_its_tail() {
        for (statistic, df, level) in [(0.1, [2.0, 9.0], 0.95), (1e-8, [1.0, 9.0], 0.99999)] {
            let confidence = Confidence::new(level).unwrap();
            let found = variance_explained(statistic, df, ShareLimits::Both, confidence).unwrap();
            let limit = found.eta_squared_conf_int.high.get();
            let noncentrality = limit * df[1] / (1.0 - limit);
            let below = NoncentralF::new(df[0], df[1], noncentrality).unwrap().cdf(statistic);
            assert!((below / (0.5 * (1.0 - level)) - 1.0).abs() < 1e-8, "{statistic}: {below}");
        }
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn the_limits_are_where_f_lies_at_the_tails(statistic in 0.5_f64..30.0, d1 in 1_u32..6, d2 in 3_u32..200) {
            let df = [d1, d2].map(f64::from);
            let found = variance_explained(statistic, df, ShareLimits::Both, Confidence::NINETY_FIVE).unwrap();
            let limits = found.eta_squared_conf_int;
            prop_assert!(limits.low.get() <= found.eta_squared);
            for (limit, tail) in [(limits.low.get(), 0.975), (limits.high.get(), 0.025)] {
                let noncentrality = limit * df[1] / (1.0 - limit);
                let below = NoncentralF::new(df[0], df[1], noncentrality).unwrap().cdf(statistic);
                prop_assert!((below - tail).abs() < 1e-10 || (limit == 0.0 && below < tail));
            }
            prop_assert!(found.omega_squared <= found.epsilon_squared && found.epsilon_squared <= found.eta_squared);
        }
    }
}
