//! Scores as they stand in data.

use libm::round;

/// The multiple of `step` nearest to `value`, between 0 and `highest`; never −0, which no import keeps.
pub fn on_scale(value: f64, step: f64, highest: f64) -> f64 {
    (round(value / step) * step).clamp(0.0, highest) + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_a_multiple_within_the_scale() {
        assert_eq!(on_scale(23.1, 2.0, 100.0), 24.0);
        assert_eq!(on_scale(104.0, 1.0, 100.0), 100.0);
        assert!(on_scale(-0.4, 1.0, 10.0).is_sign_positive());
    }
}
