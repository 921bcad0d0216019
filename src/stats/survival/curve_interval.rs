//! Pointwise confidence intervals of a survival curve.

use libm::{asin, exp, log, log1p, sin, sqrt};

/// The scale on which the interval is symmetric; `conf.type` of R's `survfit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CurveInterval {
    /// `S ± z·se(S)`, cut to 0 and 1.
    Plain,
    /// `exp(log S ± z·se)`, cut to 1: what R does unless told otherwise.
    #[default]
    Log,
    /// `exp(−exp(log(−log S) ± z·se / log S))`: keeps within 0 and 1 by itself, best for few people.
    LogLog,
    /// On the log odds of S.
    Logit,
    /// On the arc sine of √S.
    Arcsine,
}

impl CurveInterval {
    /// Lower and upper limit at the survival `s`, `se` being the standard error of `log s` (Greenwood).
    ///
    /// `None` at survival 0, where that is infinite, and at survival 1 on the scales on which that is infinite.
    pub(super) fn limits(self, s: f64, se: f64, z: f64) -> Option<[f64; 2]> {
        let is_bounded_scale = match self {
            Self::Plain | Self::Log => false,
            Self::LogLog | Self::Logit | Self::Arcsine => true,
        };
        if s <= 0.0 || (s >= 1.0 && is_bounded_scale) {
            return None;
        }
        let reach = z * se;
        let limits = match self {
            Self::Plain => [(s - reach * s).max(0.0), (s + reach * s).min(1.0)],
            Self::Log => [exp(log(s) - reach), exp(log(s) + reach).min(1.0)],
            Self::LogLog => {
                let (centre, half) = (log(-log(s)), reach / log(s));
                [exp(-exp(centre - half)), exp(-exp(centre + half))]
            }
            Self::Logit => {
                let (centre, half) = (log(s) - log1p(-s), reach / (1.0 - s));
                [1.0 / (1.0 + exp(half - centre)), 1.0 / (1.0 + exp(-half - centre))]
            }
            Self::Arcsine => {
                let (centre, half) = (asin(sqrt(s)), 0.5 * reach * sqrt(s / (1.0 - s)));
                let square = |angle: f64| sin(angle) * sin(angle);
                [square((centre - half).max(0.0)), square((centre + half).min(std::f64::consts::FRAC_PI_2))]
            }
        };
        limits.iter().all(|limit| limit.is_finite()).then_some(limits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CurveInterval::{Arcsine, Log, LogLog, Logit, Plain};

    #[test]
    fn survival_of_zero_has_no_interval_and_of_one_a_point_where_the_scale_is_finite() {
        for scale in [Plain, Log, LogLog, Logit, Arcsine] {
            assert_eq!(scale.limits(0.0, f64::INFINITY, 1.96), None);
        }
        assert_eq!([Plain, Log].map(|scale| scale.limits(1.0, 0.0, 1.96)), [Some([1.0, 1.0]); 2]);
        assert_eq!([LogLog, Logit, Arcsine].map(|scale| scale.limits(1.0, 0.0, 1.96)), [None; 3]);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn the_survival_lies_within_its_limits(s in 0.001_f64..0.999, se in 0.0_f64..2.0) {
            for scale in [Plain, Log, LogLog, Logit, Arcsine] {
                let [low, high] = scale.limits(s, se, 1.96).unwrap();
                prop_assert!(0.0 <= low && low <= s + 1e-12 && s - 1e-12 <= high && high <= 1.0, "{scale:?} {low} {high}");
            }
        }
    }
}
