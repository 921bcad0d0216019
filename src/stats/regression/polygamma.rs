//! The derivatives of the logarithm of the gamma function.

use libm::log;

/// From here on the asymptotic series has all digits.
const LARGE: f64 = 15.0;

/// `ψ(x)`, the first derivative, for `x > 0`: DLMF 5.11.2 after the recurrence 5.5.2.
pub(super) fn digamma(x: f64) -> f64 {
    let (mut shifted, mut sum) = (x, 0.0);
    while shifted < LARGE {
        sum -= 1.0 / shifted;
        shifted += 1.0;
    }
    let square = 1.0 / (shifted * shifted);
    let series =
        [1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0, -691.0 / 32_760.0, 1.0 / 12.0];
    let tail = series.iter().rev().fold(0.0, |sum, term| (sum + term) * square);
    sum + log(shifted) - 0.5 / shifted - tail
}

/// `ψ'(x)`, the second derivative, for `x > 0`.
pub(super) fn trigamma(x: f64) -> f64 {
    let (mut shifted, mut sum) = (x, 0.0);
    while shifted < LARGE {
        sum += 1.0 / (shifted * shifted);
        shifted += 1.0;
    }
    let square = 1.0 / (shifted * shifted);
    let series = [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2_730.0, 7.0 / 6.0];
    let tail = series.iter().rev().fold(0.0, |sum, term| (sum + term) * square);
    sum + (1.0 + 0.5 / shifted + tail) / shifted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.2.2, `digamma` and `trigamma`.
    #[test]
    fn values_are_those_of_r() {
        let cases = [
            (0.1, -10.423_754_940_411_076, 101.433_299_150_792_75),
            (1.0, -0.577_215_664_901_532_8, 1.644_934_066_848_226_4),
            (3.7, 1.167_153_539_361_511_3, 0.310_037_857_670_038_3),
            (250.0, 5.519_459_584_531_046, 0.004_008_010_666_632_536),
        ];
        for (x, first, second) in cases {
            assert!((digamma(x) / first - 1.0).abs() < 1e-13, "{x}: {}", digamma(x));
            assert!((trigamma(x) / second - 1.0).abs() < 1e-13, "{x}: {}", trigamma(x));
        }
    }
}
