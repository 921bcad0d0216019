//! Distributions: density, distribution function, survival function, quantile.
//!
//! Quantiles are found by a bracketed Newton iteration on the survival function. Both are our own: the tails and
//! quantiles of Student's t in `statrs` lose digits for many degrees of freedom, near the median and far in the tails.

mod beta;
mod binomial;
mod chi_squared;
mod dunnett;
mod f;
#[cfg(test)]
mod family_tests;
mod gamma;
mod hypergeometric;
mod negative_binomial;
mod noncentral;
mod noncentral_t;
mod poisson;
mod search;
mod studentized;
mod studentized_range;

use libm::{erfc, exp, fabs, log, log1p, sqrt};

pub use beta::Beta;
pub use binomial::Binomial;
pub use chi_squared::ChiSquared;
pub use dunnett::{Dunnett, Sides};
pub use f::FisherF;
pub use gamma::Gamma;
pub use hypergeometric::Hypergeometric;
pub use negative_binomial::NegativeBinomial;
pub use noncentral::{NoncentralChiSquared, NoncentralF};
pub use noncentral_t::{NoncentralT, noncentrality_limits};
pub use poisson::Poisson;
pub use studentized_range::StudentizedRange;

/// A distribution symmetric around zero, described by its upper tail.
trait Symmetric {
    /// Density at `x`.
    fn density(&self, x: f64) -> f64;
    /// P(X > `x`).
    fn upper_tail(&self, x: f64) -> f64;
    /// Where the search for the `x ≥ 0` with this tail, at most ½, begins. It ends at the same place from anywhere.
    fn first_guess(&self, tail: f64) -> f64;
}

/// The standard normal distribution.
///
/// `sf(x) = erfc(x / √2) / 2`; right to the last digits, also far in the tails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Normal;

impl Normal {
    /// Density at `x`: `exp(−x²/2) / √(2π)`.
    pub fn pdf(self, x: f64) -> f64 {
        self.density(x)
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        self.upper_tail(-x)
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        self.upper_tail(x)
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        quantile(&self, probability)
    }
}

impl Symmetric for Normal {
    fn density(&self, x: f64) -> f64 {
        const INVERSE_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;
        exp(-0.5 * x * x) * INVERSE_SQRT_TWO_PI
    }

    fn upper_tail(&self, x: f64) -> f64 {
        0.5 * erfc(x * std::f64::consts::FRAC_1_SQRT_2)
    }

    /// Abramowitz & Stegun 26.2.23: off by 4.5e-4 at most.
    fn first_guess(&self, tail: f64) -> f64 {
        let t = sqrt(-2.0 * log(tail));
        let upper = (0.010_328 * t + 0.802_853) * t + 2.515_517;
        let lower = ((0.001_308 * t + 0.189_269) * t + 1.432_788) * t + 1.0;
        (t - upper / lower).max(0.0)
    }
}

/// Student's t distribution.
///
/// `sf(x) = ½ I(ν / (ν + x²); ν/2, ½)`, the incomplete beta function by its continued fraction (Abramowitz & Stegun
/// 26.5.8), written so that nothing cancels: relative error under 1e-12. The fraction takes about `√ν` steps, each with
/// its rounding; from [`StudentT::NORMAL_FROM_DF`] degrees of freedom on the tail is that of a normal deviate instead,
/// by Hill's expansion (Comm ACM 1970;13:617, algorithm 395), whose first term left out is smaller than rounding there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudentT {
    df: f64,
    /// `Γ(ν/2 + ½) / Γ(ν/2)`.
    gamma_ratio: f64,
}

impl StudentT {
    /// Degrees of freedom from which the normal deviate is used.
    pub const NORMAL_FROM_DF: f64 = 1e4;

    /// `df` degrees of freedom, not necessarily whole. `None` unless `df` is positive and finite.
    pub fn new(df: f64) -> Option<Self> {
        (df > 0.0 && df.is_finite()).then(|| Self { df, gamma_ratio: half_step_gamma_ratio(0.5 * df) })
    }

    /// Degrees of freedom.
    pub const fn df(self) -> f64 {
        self.df
    }

    /// Density at `x`.
    pub fn pdf(self, x: f64) -> f64 {
        self.density(x)
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        self.upper_tail(-x)
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        self.upper_tail(x)
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when `x` is too large for an `f64`.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        quantile(&self, probability)
    }

    /// `ln(1 + x²/ν)`, also where `x²` would overflow.
    fn log_spread(self, x: f64) -> f64 {
        let size = fabs(x);
        if size > 1e100 { 2.0 * log(size) - log(self.df) } else { log1p(x * x / self.df) }
    }

    /// The tail beyond `x ≥ 0` by whichever continued fraction converges.
    fn beta_tail(self, x: f64) -> f64 {
        const SQRT_PI: f64 = 1.772_453_850_905_516;
        let half_df = 0.5 * self.df;
        let inner = 1.0 / (1.0 + x * x / self.df);
        let outer = 1.0 / (1.0 + self.df / (x * x));
        let front = exp(-half_df * self.log_spread(x)) * sqrt(outer) * self.gamma_ratio / SQRT_PI;
        if inner < (half_df + 1.0) / (half_df + 2.5) {
            0.5 * front / half_df * beta_fraction(half_df, 0.5, inner)
        } else {
            0.5 - front * beta_fraction(0.5, half_df, outer)
        }
    }

    /// Hill: the standard normal deviate with the same tail as `x ≥ 0`.
    fn normal_deviate(self, x: f64) -> f64 {
        let shifted = self.df - 0.5;
        let size = 48.0 * shifted * shifted;
        let square = shifted * self.log_spread(x);
        let second = ((-0.4 * square - 3.3) * square - 24.0) * square - 85.5;
        let scaled = second / (0.8 * square * square + 100.0 + size);
        sqrt(square) * (1.0 + (scaled + square + 3.0) / size)
    }
}

impl Symmetric for StudentT {
    fn density(&self, x: f64) -> f64 {
        let scale = self.gamma_ratio / sqrt(std::f64::consts::PI * self.df);
        scale * exp(-0.5 * (self.df + 1.0) * self.log_spread(x))
    }

    fn upper_tail(&self, x: f64) -> f64 {
        let size = fabs(x);
        let tail = if self.df < Self::NORMAL_FROM_DF {
            self.beta_tail(size)
        } else {
            Normal.sf(self.normal_deviate(size))
        };
        if x < 0.0 { 1.0 - tail } else { tail }
    }

    /// Fisher and Cornish's expansion from the normal quantile (Abramowitz & Stegun 26.7.5), which is near for more than
    /// a few degrees of freedom.
    fn first_guess(&self, tail: f64) -> f64 {
        let z = upper_quantile(&Normal, tail).unwrap_or(0.0);
        let square = z * z;
        let terms = [
            (square + 1.0) / 4.0,
            ((5.0 * square + 16.0) * square + 3.0) / 96.0,
            (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        ];
        let expansion = terms.iter().rev().fold(0.0, |sum, term| (sum + term) / self.df);
        z * (1.0 + expansion).max(0.0)
    }
}

/// `Γ(a + ½) / Γ(a)` for `a > 0`: the logarithm's asymptotic series from 30 on (DLMF 5.11.13), reached by the
/// recurrence. Unlike a difference of two log-gammas it keeps its digits for large `a`.
pub(super) fn half_step_gamma_ratio(a: f64) -> f64 {
    let mut shifted = a;
    let mut factor = 1.0;
    while shifted < 30.0 {
        factor *= shifted / (shifted + 0.5);
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse
        * (-1.0 / 8.0 + square * (1.0 / 192.0 + square * (-1.0 / 640.0 + square * (17.0 / 14_336.0))));
    factor * sqrt(shifted) * exp(series)
}

/// The continued fraction of the incomplete beta function `I(x; a, b)`, by the modified Lentz method. Converges fast
/// for `x < (a + 1) / (a + b + 2)`, in about `√max(a, b)` steps.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const MOST_STEPS: u32 = 20_000;
    let mut upper = 1.0;
    let mut lower = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = lower;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            lower = 1.0 / away_from_zero(1.0 + coefficient * lower);
            upper = away_from_zero(1.0 + coefficient / upper);
            change = lower * upper;
            value *= change;
        }
        if fabs(change - 1.0) < f64::EPSILON {
            break;
        }
    }
    value
}

fn away_from_zero(value: f64) -> f64 {
    if fabs(value) < 1e-300 { 1e-300 } else { value }
}

fn quantile(distribution: &impl Symmetric, probability: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    if probability < 0.5 {
        upper_quantile(distribution, probability).map(|x| -x)
    } else {
        upper_quantile(distribution, 1.0 - probability)
    }
}

/// The `x ≥ 0` with `upper_tail(x) = tail`, for `tail` ≤ ½: Newton on the logarithm of the tail, which is nearly a
/// parabola or a logarithm, kept inside a bracket that narrows with every step. Newton doubles the digits, so after a
/// step shorter than half of them all are right.
fn upper_quantile(distribution: &impl Symmetric, tail: f64) -> Option<f64> {
    const MOST_STEPS: usize = 2_000;
    const HALF_THE_DIGITS: f64 = 1e-8;
    if tail >= 0.5 {
        return Some(0.0);
    }
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut x = distribution.first_guess(tail);
    for _ in 0..MOST_STEPS {
        let here = distribution.upper_tail(x);
        if here > tail {
            low = x;
        } else {
            high = x;
        }
        let newton = x + here / distribution.density(x) * log(here / tail);
        let is_inside = newton.is_finite() && newton >= low && newton <= high;
        let next = if is_inside { newton } else { middle(low, high) };
        let enough = if is_inside { HALF_THE_DIGITS } else { f64::EPSILON };
        if fabs(next - x) <= enough * fabs(next) {
            return Some(next);
        }
        if next > LARGEST {
            return None;
        }
        x = next;
    }
    Some(x)
}

/// Larger quantiles are not told apart from those too large for an `f64`.
const LARGEST: f64 = 1e300;

/// Halfway, on the logarithmic scale where the bracket spans magnitudes; twice as far where it has no end yet.
fn middle(low: f64, high: f64) -> f64 {
    if high == f64::INFINITY {
        2.0 * low + 1.0
    } else if low > 1.0 {
        sqrt(low) * sqrt(high)
    } else {
        0.5 * (low + high)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// df, quantile at 0.975, quantile at 1e-12, P(X > 1.3): scipy 1.17.1, `stats.t.ppf` and `stats.t.sf`.
    const SCIPY_T: [(f64, f64, f64, f64); 10] = [
        (0.5, 164.557_673_480_488_18, -1.028_491_156_316_339e23, 0.270_307_326_722_560_1),
        (1.0, 12.706_204_736_174_694, -318_309_886_183.790_7, 0.208_714_400_160_152_72),
        (2.5, 3.574_654_842_003_681_7, -55_306.174_076_515_82, 0.150_243_394_635_354_16),
        (5.0, 2.570_581_835_636_314_6, -393.956_959_577_603_75, 0.125_150_317_085_338_55),
        (30.0, 2.042_272_456_301_237_8, -11.397_217_523_311_413, 0.101_750_479_269_058_43),
        (139.0, 1.977_177_724_490_333, -7.725_575_026_504_465, 0.097_876_279_318_614_94),
        (1_000.0, 1.962_339_080_826_408_3, -7.124_228_925_314_409, 0.096_950_264_207_728_66),
        (99_999.0, 1.959_987_707_771_844_2, -7.035_371_751_273_791, 0.096_801_982_786_571_93),
        (100_000.0, 1.959_987_707_534_609_5, -7.035_371_742_393_576, 0.096_801_982_771_590_06),
        (10_000_000.0, 1.959_964_221_767_205, -7.034_492_703_526_16, 0.096_800_499_567_509_1),
    ];

    fn relative(a: f64, b: f64) -> f64 {
        ((a - b) / b).abs()
    }

    #[test]
    fn t_agrees_with_scipy_from_half_a_degree_to_ten_million() {
        for (df, upper, far, tail) in SCIPY_T {
            let t = StudentT::new(df).unwrap();
            assert!(relative(t.quantile(0.975).unwrap(), upper) < 1e-12, "df {df}");
            assert!(relative(t.quantile(1e-12).unwrap(), far) < 1e-10, "df {df}");
            assert!(relative(t.sf(1.3), tail) < 1e-12, "df {df}");
        }
    }

    /// scipy 1.17.1, `stats.norm`.
    #[test]
    fn the_normal_agrees_with_scipy_far_into_the_tail() {
        assert!(relative(Normal.quantile(0.975).unwrap(), 1.959_963_984_540_054) < 1e-14);
        assert!(relative(Normal.quantile(1e-20).unwrap(), -9.262_340_089_798_409) < 1e-14);
        assert!(relative(Normal.sf(10.0), 7.619_853_024_160_47e-24) < 1e-13);
    }

    #[test]
    fn probabilities_of_zero_one_and_beyond_have_no_quantile() {
        for probability in [0.0, 1.0, -0.1, 1.1, f64::NAN] {
            assert_eq!(Normal.quantile(probability), None);
        }
        assert_eq!(StudentT::new(0.0), None);
        assert_eq!(StudentT::new(f64::INFINITY), None);
        assert_eq!(StudentT::new(0.001).and_then(|t| t.quantile(1e-9)), None, "larger than an f64");
    }

    #[test]
    fn the_search_for_a_quantile_ends_after_two_steps_or_three() {
        /// Counts how often the tail is asked for.
        struct Counted(StudentT, std::cell::Cell<u32>);
        impl Symmetric for Counted {
            fn density(&self, x: f64) -> f64 {
                self.0.density(x)
            }
            fn upper_tail(&self, x: f64) -> f64 {
                self.1.set(self.1.get() + 1);
                self.0.upper_tail(x)
            }
            fn first_guess(&self, tail: f64) -> f64 {
                self.0.first_guess(tail)
            }
        }
        for df in 5..2_000 {
            let counted = Counted(StudentT::new(f64::from(df)).unwrap(), std::cell::Cell::new(0));
            assert!(upper_quantile(&counted, 0.025).is_some());
            assert!(counted.1.get() <= 3, "df {df}: {}", counted.1.get());
        }
    }

    #[test]
    fn the_median_is_zero() {
        assert!(Normal.quantile(0.5).unwrap().abs() < 1e-15);
        assert!(StudentT::new(7.0).unwrap().quantile(0.5).unwrap().abs() < 1e-15);
    }

    /// df, x, P(X > x): mpmath 1.3.0, the density integrated with 40 digits.
    #[test]
    fn far_tails_keep_their_digits_at_very_many_degrees_of_freedom() {
        let expected = [
            (10_000.0, 0.5, 0.308_543_039_661_616_7),
            (10_000.0, 1.785, 0.037_145_809_183_808_61),
            (10_000.0, 8.0, 6.910_604_364_532_691e-16),
            (10_000.0, 20.0, 1.382_326_293_270_387e-87),
            (10_000.0, 37.0, 2.811_315_617_639_758e-281),
            (123_456.0, 0.5, 0.308_537_984_310_959_5),
            (123_456.0, 1.785, 0.037_131_885_650_805_08),
            (123_456.0, 8.0, 6.274_371_061_249_256e-16),
            (123_456.0, 20.0, 3.810_792_727_898_508e-89),
            (123_456.0, 37.0, 2.490_937_427_168_967e-298),
            (595_557.0, 0.5, 0.308_537_631_093_624_3),
            (595_557.0, 1.785, 0.037_130_912_835_091_49),
            (595_557.0, 8.0, 6.231_997_821_215_83e-16),
            (595_557.0, 20.0, 2.945_819_831_465_176e-89),
            (595_557.0, 37.0, 1.257_376_502_044_307e-299),
            (1_000_000.0, 0.5, 0.308_537_593_736_185_7),
            (1_000_000.0, 1.785, 0.037_130_809_947_034_63),
            (1_000_000.0, 8.0, 6.227_531_716_601_26e-16),
            (1_000_000.0, 20.0, 2.866_543_523_695_186e-89),
            (1_000_000.0, 37.0, 9.149_865_430_901_132e-300),
            (10_000_000.0, 0.5, 0.308_537_544_227_007_5),
            (10_000_000.0, 1.785, 0.037_130_673_591_290_73),
            (10_000_000.0, 8.0, 6.221_617_401_403_393e-16),
            (10_000_000.0, 20.0, 2.764_715_603_478_851e-89),
            (10_000_000.0, 37.0, 6.000_606_161_319_17e-300),
        ];
        for (df, x, tail) in expected {
            let found = StudentT::new(df).unwrap().sf(x);
            assert!(relative(found, tail) < 1e-12, "df {df} x {x}: {found:e} {tail:e}");
        }
    }

    /// Both ways to a tail, where the fraction has not yet lost digits.
    #[test]
    fn the_normal_deviate_has_the_tail_of_the_fraction() {
        for df in [1e4, 2e4, 5e4] {
            let t = StudentT::new(df).unwrap();
            for x in [0.01, 0.5, 1.3, 2.0, 4.0, 8.0, 20.0, 37.0] {
                let (by_normal, by_fraction) = (Normal.sf(t.normal_deviate(x)), t.beta_tail(x));
                assert!(
                    relative(by_normal, by_fraction) < 1e-11,
                    "df {df} x {x}: {by_normal:e} {by_fraction:e}"
                );
            }
        }
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn the_normal_quantile_inverts_the_distribution_function(p in 1e-9_f64..1.0) {
            let x = Normal.quantile(p).unwrap();
            prop_assert!((Normal.cdf(x) - p).abs() < 1e-12);
        }

        #[test]
        fn the_t_quantile_inverts_the_distribution_function(p in 1e-9_f64..1.0, log_df in -0.5_f64..7.0) {
            let t = StudentT::new(libm::pow(10.0, log_df)).unwrap();
            let x = t.quantile(p).unwrap();
            prop_assert!((t.cdf(x) - p).abs() < 1e-12, "df {} p {p}", t.df());
        }

        #[test]
        fn the_t_quantile_grows_with_the_probability(p in 0.001_f64..0.998, df in 1_u32..2_000) {
            let t = StudentT::new(f64::from(df)).unwrap();
            prop_assert!(t.quantile(p).unwrap() < t.quantile(p + 0.001).unwrap());
        }
    }
}
