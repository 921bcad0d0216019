//! The normal tests of one proportion.

use libm::{copysign, fabs, sqrt};

use super::{Proportion, YatesCorrection};
use crate::domain::Finite;
use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, Limits, Normal, TestOptions, Undefined};

/// The variance in the normal test of a proportion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProportionVariance {
    /// `p₀(1 − p₀)/n` of the null value: the score test.
    Null,
    /// `p(1 − p)/n` of the sample: the Wald test.
    Sample,
}

/// The result of a normal test of one proportion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProportionTest {
    /// `(p − p₀) / √variance`, nearly standard normal.
    pub z: f64,
    /// Its square, which `prop.test` of R prints.
    pub statistic: f64,
    /// By the alternative.
    pub p_value: f64,
    /// The share of successes.
    pub estimate: f64,
    /// Wilson's interval for the score test, the Wald interval for the Wald test; after a one-sided test from 0 or to 1.
    pub conf_int: Limits,
}

impl Proportion {
    /// Normal test of a proportion against `options.null_value`; the score test is `prop.test(x, n)` of R.
    ///
    /// The correction shortens the distance of the count from its expectation by up to a half; as in R it enters the
    /// interval too. The Wald test has none. Assumes independent people and some five successes and failures.
    ///
    /// # Errors
    /// [`Undefined::BadOption`] unless the null value lies strictly between 0 and 1, [`Undefined::NoSpread`] when the
    /// Wald test has nobody or everybody succeed.
    pub fn normal_test(
        self,
        variance: ProportionVariance,
        correction: YatesCorrection,
        options: TestOptions,
    ) -> Result<ProportionTest, Undefined> {
        let null = options.null_value;
        if !(null > 0.0 && null < 1.0) {
            return Err(Undefined::BadOption);
        }
        let (n, share) = (f64::from(self.n), self.estimate());
        let distance = f64::from(self.successes) - n * null;
        let shortening = match (variance, correction) {
            (ProportionVariance::Null, YatesCorrection::With) => fabs(distance).min(0.5),
            (ProportionVariance::Null, YatesCorrection::Without) | (ProportionVariance::Sample, _) => 0.0,
        };
        let spread = match variance {
            ProportionVariance::Null => n * null * (1.0 - null),
            ProportionVariance::Sample => n * share * (1.0 - share),
        };
        if spread <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        let z = copysign(fabs(distance) - shortening, distance) / sqrt(spread);
        let conf_int = self.normal_limits(variance, shortening, options)?;
        let p_value = normal_p_value(z, options.alternative);
        Ok(ProportionTest { z, statistic: z * z, p_value, estimate: share, conf_int })
    }

    fn normal_limits(
        self,
        variance: ProportionVariance,
        shortening: f64,
        options: TestOptions,
    ) -> Result<Limits, Undefined> {
        let probability = match options.alternative {
            Alternative::TwoSided => options.confidence.upper_probability(),
            Alternative::Less | Alternative::Greater => options.confidence.level(),
        };
        let z = Normal.quantile(probability).ok_or(Undefined::OutOfRange)?;
        let share = self.estimate();
        let [low, high] = match variance {
            ProportionVariance::Null => self.wilson_limits(shortening, z),
            ProportionVariance::Sample => {
                let half_width = z * sqrt(share * (1.0 - share) / f64::from(self.n));
                [(share - half_width).max(0.0), (share + half_width).min(1.0)]
            }
        };
        let (low, high) = match options.alternative {
            Alternative::TwoSided => (low, high),
            Alternative::Less => (0.0, high),
            Alternative::Greater => (low, 1.0),
        };
        Ok(Limits { low: Finite::new(low), high: Finite::new(high) })
    }
}
