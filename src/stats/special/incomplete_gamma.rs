//! The regularised incomplete gamma functions.

use libm::{erfc, exp, fabs, log, sqrt};

use super::{Tails, away_from_zero};
use crate::stats::saddle::{LN_SQRT_TWO_PI, half_deviance, stirling_error};

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) for `shape` a > 0: the tails of a gamma variable.
///
/// The series below the mean, the continued fraction above (DLMF 8.11.4, 8.9.2), with the factor in front by Loader's
/// expansion; for shapes from ten million on, where these have too many terms, Temme's expansion. Relative error of the
/// smaller tail about 1e-13 down to 1e-300. At `x` ≤ 0 and where `x` is no number all lies above.
pub fn incomplete_gamma(shape: f64, x: f64) -> Tails {
    if x == f64::INFINITY {
        Tails::ALL_BELOW
    } else if x.is_nan() || x <= 0.0 {
        Tails::ALL_ABOVE
    } else if shape >= LARGE_SHAPE {
        nearly_normal(shape, x)
    } else if x < shape + 1.0 {
        Tails::of_lower(lower_series(shape, x))
    } else {
        Tails::of_upper(upper_fraction(shape, x))
    }
}

/// From this shape on a gamma variable is so nearly normal that two terms of an expansion do.
const LARGE_SHAPE: f64 = 1e7;

/// Both tails by Temme's uniform expansion (DLMF 8.12.3 to 8.12.11): a normal tail at `η√a`, where `½ η² a` is half the
/// deviance, and a correction. Where the tails are numbers at all, `η` is below 0.012, so that few terms of its series do.
fn nearly_normal(shape: f64, x: f64) -> Tails {
    let half_square = half_deviance(shape, x);
    let eta = sqrt(2.0 * half_square / shape).copysign(x - shape);
    let first = -1.0 / 3.0 + eta * (1.0 / 12.0 - eta * (2.0 / 135.0 - eta / 864.0));
    let second = -1.0 / 540.0;
    let correction = exp(-half_square - LN_SQRT_TWO_PI - 0.5 * log(shape)) * (first + second / shape);
    let away = sqrt(half_square);
    if x < shape {
        Tails::of_lower(0.5 * erfc(away) - correction)
    } else {
        Tails::of_upper(0.5 * erfc(away) + correction)
    }
}

/// `ln(x^a e^(−x) / Γ(a))` for positive arguments: the logarithm of the density of `ln X`, X a gamma variable.
pub fn ln_gamma_kernel(shape: f64, x: f64) -> f64 {
    0.5 * log(shape) - stirling_error(shape) - half_deviance(shape, x) - LN_SQRT_TWO_PI
}

/// `x^a e^(−x) / Γ(a + 1)`.
fn front(shape: f64, x: f64) -> f64 {
    let ln = -stirling_error(shape) - half_deviance(shape, x) - LN_SQRT_TWO_PI - 0.5 * log(shape);
    exp(ln)
}

/// P(a, x) by its series.
fn lower_series(shape: f64, x: f64) -> f64 {
    const MOST_STEPS: usize = 100_000;
    let (mut term, mut sum, mut divisor) = (1.0, 1.0, shape);
    for _ in 0..MOST_STEPS {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term < sum * f64::EPSILON * 0.1 {
            break;
        }
    }
    front(shape, x) * sum
}

/// Q(a, x) by its continued fraction, with the modified Lentz method.
fn upper_fraction(shape: f64, x: f64) -> f64 {
    const MOST_STEPS: u32 = 100_000;
    let mut denominator = x + 1.0 - shape;
    let mut upper = 1e300;
    let mut lower = 1.0 / away_from_zero(denominator);
    let mut value = lower;
    for step in 1..MOST_STEPS {
        let k = f64::from(step);
        let numerator = -k * (k - shape);
        denominator += 2.0;
        lower = 1.0 / away_from_zero(numerator * lower + denominator);
        upper = away_from_zero(denominator + numerator / upper);
        let change = lower * upper;
        value *= change;
        if fabs(change - 1.0) < f64::EPSILON {
            break;
        }
    }
    front(shape, x) * shape * value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shape, x, lower and upper tail: mpmath 1.4.1, the incomplete gamma function with 30 digits, and quadrature of the density
    /// where that does not end.
    const LARGE: [(f64, f64, f64, f64); 18] = [
        (10_000_000.0, 9_936_754.446_796_633, 1.180_147_186_298_628_3e-89, 1.0),
        (10_000_000.0, 9_990_513.167_019_496, 0.001_346_163_207_147_312_2, 0.998_653_836_792_852_7),
        (10_000_000.0, 9_999_683.772_233_984, 0.460_213_587_089_438_77, 0.539_786_412_910_561_2),
        (10_000_000.0, 10_000_000.0, 0.500_042_052_208_723_7, 0.499_957_947_791_276_3),
        (10_000_000.0, 10_001_581.138_830_084, 0.691_490_294_298_590_8, 0.308_509_705_701_409_23),
        (10_000_000.0, 10_012_649.110_640_673, 0.999_968_116_649_482, 3.188_335_051_795_036e-5),
        (10_000_000.0, 10_079_056.941_504_21, 1.0, 1.571_534_457_869_947e-137),
        (1_000_000_000.0, 999_905_131.670_195, 0.001_349_524_329_738_170_3, 0.998_650_475_670_261_9),
        (1_000_000_000.0, 999_996_837.722_339_9, 0.460_176_305_131_392_46, 0.539_823_694_868_607_6),
        (1_000_000_000.0, 1_000_000_000.0, 0.500_004_205_220_870_1, 0.499_995_794_779_129_9),
        (1_000_000_000.0, 1_000_015_811.388_300_9, 0.691_465_244_593_572_7, 0.308_534_755_406_427_33),
        (1_000_000_000.0, 1_000_126_491.106_406_7, 0.999_968_307_592_708_7, 3.169_240_729_133_928e-5),
        (1_000_000_000.0, 1_000_790_569.415_042, 1.0, 3.603_616_538_247_839_4e-138),
        (1_000_000_000_000.0, 999_997_000_000.0, 0.001_349_886_213_392_037_8, 0.998_650_113_786_608),
        (1_000_000_000_000.0, 999_999_900_000.0, 0.460_172_293_717_314_9, 0.539_827_706_282_685_2),
        (1_000_000_000_000.0, 1_000_000_000_000.0, 0.500_000_132_980_760_2, 0.499_999_867_019_239_9),
        (1_000_000_000_000.0, 1_000_000_500_000.0, 0.691_462_549_290_343, 0.308_537_450_709_657_05),
        (1_000_000_000_000.0, 1_000_004_000_000.0, 0.999_968_328_089_010_7, 3.167_191_098_928_969_6e-5),
    ];

    fn assert_near(found: Tails, expected: Tails, tolerance: f64) {
        for (found, expected) in [(found.lower, expected.lower), (found.upper, expected.upper)] {
            assert!((found / expected - 1.0).abs() < tolerance, "{found:e} {expected:e}");
        }
    }

    #[test]
    fn of_large_shapes_both_tails_keep_their_digits() {
        for (shape, x, lower, upper) in LARGE {
            assert_near(incomplete_gamma(shape, x), Tails { lower, upper }, 1e-12);
        }
    }

    #[test]
    fn just_below_large_shapes_the_series_gives_the_same() {
        for deviation in [-8.0, -1.0, -1e-3, 0.5, 8.0] {
            let shape = LARGE_SHAPE * (1.0 - 1e-9);
            let x = shape + deviation * sqrt(shape);
            assert_near(incomplete_gamma(shape, x), nearly_normal(shape, x), 1e-11);
        }
    }
}
