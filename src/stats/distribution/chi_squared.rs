//! The chi-squared distribution.

use libm::sqrt;

use super::Gamma;
use super::search::Tail;
use crate::stats::special::incomplete_gamma;

/// The chi-squared distribution, `df` degrees of freedom, not necessarily whole.
///
/// `sf(x) = Q(df/2, x/2)`, the regularised incomplete gamma function. Relative error under 1e-12 where the result is
/// 1e-300 or more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquared {
    df: f64,
}

impl ChiSquared {
    /// `None` unless `df` is positive and finite.
    pub fn new(df: f64) -> Option<Self> {
        (df > 0.0 && df.is_finite()).then_some(Self { df })
    }

    /// Degrees of freedom.
    pub const fn df(self) -> f64 {
        self.df
    }

    /// Density at `x`; infinite at 0 for less than two degrees of freedom.
    pub fn pdf(self, x: f64) -> f64 {
        Gamma::new(0.5 * self.df, 2.0).map_or(0.0, |gamma| gamma.pdf(x))
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        incomplete_gamma(0.5 * self.df, 0.5 * x).lower
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        incomplete_gamma(0.5 * self.df, 0.5 * x).upper
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when `x` is beyond an `f64`.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    fn find(self, tail: Tail) -> Option<f64> {
        let is_below = |x: f64| match tail {
            Tail::Lower(wanted) => self.cdf(x) < wanted,
            Tail::Upper(wanted) => self.sf(x) > wanted,
        };
        bisect(self.df, is_below)
    }
}

/// The `x > 0` at which `is_below` turns false, by bisection on the logarithmic scale from near the mean.
fn bisect(start: f64, is_below: impl Fn(f64) -> bool) -> Option<f64> {
    const MOST_STEPS: usize = 2_200;
    let (mut low, mut high) = (start, start);
    while is_below(high) {
        high *= 2.0;
        if high > 1e300 {
            return None;
        }
    }
    while !is_below(low) {
        low *= 0.5;
        if low < 1e-300 {
            return None;
        }
    }
    for _ in 0..MOST_STEPS {
        let middle = if high > 1.5 * low { sqrt(low) * sqrt(high) } else { 0.5 * (low + high) };
        if middle <= low || middle >= high {
            break;
        }
        if is_below(middle) { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use libm::exp;

    use super::*;
    use crate::stats::Normal;

    fn relative(a: f64, b: f64) -> f64 {
        ((a - b) / b).abs()
    }

    /// df, x, P(X > x): mpmath 1.4.1, `gammainc` with 40 digits.
    const SF: [(f64, f64, f64); 10] = [
        (1.0, 0.5, 0.479_500_122_186_953_5),
        (1.0, 3.84, 0.050_043_521_248_705_106),
        (1.0, 100.0, 1.523_970_604_832_105e-23),
        (1.0, 1_065.215_3, 1.200_193_293_894_536_2e-233),
        (2.0, 1_400.0, 9.859_676_543_759_77e-305),
        (3.0, 0.01, 0.999_734_834_941_344_4),
        (7.5, 12.0, 0.124_381_585_921_734_48),
        (50.0, 200.0, 7.857_610_724_654_744e-20),
        (1_000.0, 1_100.0, 0.014_614_408_126_295_194),
        (100_000.0, 101_000.0, 0.012_868_840_377_233_67),
    ];
    /// df, x, P(X ≤ x): the same.
    const CDF: [(f64, f64, f64); 4] = [
        (1.0, 1e-12, 7.978_845_608_027_324e-7),
        (4.0, 0.001, 1.249_583_411_447_917_8e-7),
        (30.0, 5.0, 6.915_313_866_992_887e-8),
        (1_000.0, 800.0, 8.109_381_078_799_159e-7),
    ];
    /// df, probability, quantile: the same, by its root.
    const QUANTILE: [(f64, f64, f64); 4] = [
        (1.0, 0.95, 3.841_458_820_694_126),
        (1.0, 1e-8, 1.570_796_326_794_896_7e-16),
        (10.0, 0.025, 3.246_972_780_236_841),
        (250.0, 0.999, 324.832_436_568_363),
    ];

    #[test]
    fn it_agrees_with_forty_digits_into_both_tails() {
        for (df, x, tail) in SF {
            let found = ChiSquared::new(df).unwrap().sf(x);
            assert!(relative(found, tail) < 1e-12, "df {df}, x {x}: {found}");
        }
        for (df, x, below) in CDF {
            let found = ChiSquared::new(df).unwrap().cdf(x);
            assert!(relative(found, below) < 1e-12, "df {df}, x {x}: {found}");
        }
        for (df, probability, x) in QUANTILE {
            let found = ChiSquared::new(df).unwrap().quantile(probability).unwrap();
            assert!(relative(found, x) < 1e-12, "df {df}, p {probability}: {found}");
        }
    }

    #[test]
    fn what_is_no_probability_has_no_quantile() {
        let distribution = ChiSquared::new(3.0).unwrap();
        for probability in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!(distribution.quantile(probability), None);
        }
        assert_eq!(ChiSquared::new(0.0), None);
        assert_eq!(distribution.sf(-1.0), 1.0);
        assert_eq!(distribution.cdf(0.0), 0.0);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn one_degree_of_freedom_is_a_squared_normal_deviate(z in 0.001_f64..37.0) {
            let expected = 2.0 * Normal.sf(z);
            prop_assert!(relative(ChiSquared::new(1.0).unwrap().sf(z * z), expected) < 1e-12);
        }

        #[test]
        fn two_degrees_of_freedom_are_an_exponential(x in 0.001_f64..1_300.0) {
            prop_assert!(relative(ChiSquared::new(2.0).unwrap().sf(x), exp(-0.5 * x)) < 1e-12);
        }

        #[test]
        fn the_quantile_inverts_the_distribution_function(p in 1e-6_f64..0.999_999, df in 0.5_f64..500.0) {
            let distribution = ChiSquared::new(df).unwrap();
            prop_assert!((distribution.cdf(distribution.quantile(p).unwrap()) - p).abs() < 1e-12);
        }
    }
}
