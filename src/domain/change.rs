//! Change of a person's score, in one order of operations everywhere.
//!
//! The cohort engines and the analyses must agree about a person who lies exactly on a limit, and PostgreSQL must
//! agree with both. Each formula is therefore written once, in IEEE 754 doubles, with the operations in the order in
//! which the SQL has them.

/// The change in points: `value − baseline`. Negative is a fall.
pub fn points_change(baseline: f64, value: f64) -> f64 {
    value - baseline
}

/// A baseline that is not above this has no change in per cent. Zero but for rounding: below it a product with a limit
/// might underflow, which PostgreSQL refuses.
pub const LOWEST_BASELINE_FOR_PERCENT: f64 = 1e-300;

/// Whether the change in per cent of the person's own baseline lies within limits, both inclusive:
/// `100 × (value − baseline) ≥ low × baseline` and `≤ high × baseline`. False when the baseline is not above
/// [`LOWEST_BASELINE_FOR_PERCENT`], so for a baseline of zero or less.
///
/// Multiplied rather than divided: for whole scores and whole per cents every step is exact, and nothing overflows
/// for scores up to 10³⁰⁰ and limits up to 10⁶.
pub fn is_percent_change_within(baseline: f64, value: f64, low: Option<f64>, high: Option<f64>) -> bool {
    let scaled = 100.0 * points_change(baseline, value);
    baseline > LOWEST_BASELINE_FOR_PERCENT
        && low.is_none_or(|low| scaled >= low * baseline)
        && high.is_none_or(|high| scaled <= high * baseline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_of_exactly_thirty_per_cent_is_within_its_limit() {
        for baseline in 1..=1_000 {
            let baseline = f64::from(baseline) * 10.0;
            let value = baseline * 7.0 / 10.0;
            assert!(is_percent_change_within(baseline, value, None, Some(-30.0)), "{baseline}");
            assert!(!is_percent_change_within(baseline, value + 1.0, None, Some(-30.0)), "{baseline}");
        }
    }

    #[test]
    fn without_a_baseline_above_zero_no_change_in_per_cent_lies_anywhere() {
        for baseline in [0.0, -0.0, -5.0, 1e-300] {
            assert!(!is_percent_change_within(baseline, baseline, None, None), "{baseline}");
        }
        assert!(is_percent_change_within(2e-300, 2e-300, Some(0.0), Some(0.0)));
    }
}
