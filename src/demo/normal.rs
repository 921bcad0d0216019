//! The standard normal distribution, fast enough to be drawn from some ten million times.

#![expect(clippy::excessive_precision, reason = "the coefficients stand as they were published")]

use libm::{erfc, fabs, log, sqrt};

/// P(X ≤ `x`).
pub fn distribution(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The `x` with P(X ≤ `x`) = `probability`, for a probability strictly between 0 and 1; relative error about 1e-16.
/// Source: Wichura, algorithm AS 241 (PPND16), Appl Stat 1988;37:477.
pub fn quantile(probability: f64) -> f64 {
    let from_median = probability - 0.5;
    if fabs(from_median) <= 0.425 {
        let r = 0.180_625 - from_median * from_median;
        return from_median * ratio(r, &MIDDLE);
    }
    let r = sqrt(-log(probability.min(1.0 - probability)));
    let size = if r <= 5.0 { ratio(r - 1.6, &TAIL) } else { ratio(r - 5.0, &FAR_TAIL) };
    if from_median < 0.0 { -size } else { size }
}

/// Coefficients of a numerator and a denominator, highest power first.
type Rational = [[f64; 8]; 2];

fn ratio(r: f64, [numerator, denominator]: &Rational) -> f64 {
    polynomial(r, numerator) / polynomial(r, denominator)
}

fn polynomial(r: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * r + coefficient)
}

const MIDDLE: Rational = [
    [
        2_509.080_928_730_122_672_7,
        33_430.575_583_588_128_105,
        67_265.770_927_008_700_853,
        45_921.953_931_549_871_457,
        13_731.693_765_509_461_125,
        1_971.590_950_306_551_442_7,
        133.141_667_891_784_377_45,
        3.387_132_872_796_366_608,
    ],
    [
        5_226.495_278_852_545_925,
        28_729.085_735_721_942_674,
        39_307.895_800_092_710_61,
        21_213.794_301_586_595_867,
        5_394.196_021_424_751_107_7,
        687.187_007_492_057_908_3,
        42.313_330_701_600_911_252,
        1.0,
    ],
];

const TAIL: Rational = [
    [
        7.745_450_142_783_414_076_4e-4,
        0.022_723_844_989_269_184_583_3,
        0.241_780_725_177_450_611_77,
        1.270_458_252_452_368_382_58,
        3.647_848_324_763_204_605_04,
        5.769_497_221_460_691_405_5,
        4.630_337_846_156_545_295_9,
        1.423_437_110_749_683_577_34,
    ],
    [
        1.050_750_071_644_416_843_24e-9,
        5.475_938_084_995_344_946e-4,
        0.015_198_666_563_616_457_196_6,
        0.148_103_976_427_480_074_59,
        0.689_767_334_985_100_004_55,
        1.676_384_830_183_803_849_4,
        2.053_191_626_637_758_821_87,
        1.0,
    ],
];

const FAR_TAIL: Rational = [
    [
        2.010_334_399_292_288_132_65e-7,
        2.711_555_568_743_487_578_15e-5,
        0.001_242_660_947_388_078_438_6,
        0.026_532_189_526_576_123_093,
        0.296_560_571_828_504_891_23,
        1.784_826_539_917_291_335_8,
        5.463_784_911_164_114_369_9,
        6.657_904_643_501_103_777_2,
    ],
    [
        2.044_263_103_389_939_785_64e-15,
        1.421_511_758_316_445_888_7e-7,
        1.846_318_317_510_054_681_8e-5,
        7.868_691_311_456_132_591e-4,
        0.014_875_361_290_850_614_852_5,
        0.136_929_880_922_735_805_31,
        0.599_832_206_555_887_937_69,
        1.0,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Normal;

    #[test]
    fn quantiles_agree_with_those_of_the_statistics_room() {
        let tails = [1e-300, 1e-40, 1e-12, 1e-5, 0.074, 0.076];
        let middle = (1..200).map(|step| f64::from(step) / 200.0);
        for probability in tails.into_iter().chain(middle) {
            let expected = Normal.quantile(probability).unwrap();
            let found = quantile(probability);
            assert!(
                (found - expected).abs() <= 4e-15 * expected.abs().max(0.1),
                "{probability}: {found}, {expected}"
            );
        }
    }

    #[test]
    fn the_distribution_function_undoes_the_quantile() {
        assert!((distribution(quantile(0.3)) - 0.3).abs() < 1e-15);
    }
}
