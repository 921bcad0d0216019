//! Special functions that several distributions share, each as two tails so that neither is one minus the other.

mod incomplete_beta;
mod incomplete_gamma;

pub use incomplete_beta::{incomplete_beta, ln_beta_kernel};
pub use incomplete_gamma::{incomplete_gamma, ln_gamma_kernel};

/// The two parts into which a point divides a probability of one. The smaller has all its digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The part below the point.
    pub lower: f64,
    /// The part above the point.
    pub upper: f64,
}

impl Tails {
    /// All of it above the point.
    const ALL_ABOVE: Self = Self { lower: 0.0, upper: 1.0 };
    /// All of it below the point.
    const ALL_BELOW: Self = Self { lower: 1.0, upper: 0.0 };

    fn of_lower(lower: f64) -> Self {
        let lower = lower.clamp(0.0, 1.0);
        Self { lower, upper: 1.0 - lower }
    }

    fn of_upper(upper: f64) -> Self {
        Self::of_lower(upper).swapped()
    }

    const fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}

fn away_from_zero(value: f64) -> f64 {
    if libm::fabs(value) < 1e-300 { 1e-300 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_of_either_sign_are_the_end() {
        for zero in [0.0, -0.0] {
            assert_eq!(incomplete_beta(2.0, 3.0, zero, 1.0), Tails::ALL_ABOVE);
            assert_eq!(incomplete_beta(2.0, 3.0, 1.0, zero), Tails::ALL_BELOW);
            assert_eq!(incomplete_gamma(2.0, zero), Tails::ALL_ABOVE);
        }
    }

    /// `pgamma(1e8, 1e8)` of R.
    #[test]
    fn a_long_series_is_added_to_its_end() {
        let found = incomplete_gamma(1e8, 1e8).lower;
        assert!((found / 0.500_013_298_076_014_1 - 1.0).abs() < 1e-12, "{found}");
    }
}
