//! Distributions of a response with their canonical links.

use libm::{exp, log};

/// The distribution, with its canonical link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Family {
    /// Normal with the identity.
    #[default]
    Normal,
    /// Bernoulli with the logit; the response is 0 or 1 (or a share between).
    Binomial,
    /// Poisson with the logarithm.
    Poisson,
}

impl Family {
    /// The mean at a linear predictor.
    pub fn mean(self, predictor: f64) -> f64 {
        match self {
            Self::Normal => predictor,
            Self::Binomial => 1.0 / (1.0 + exp(-predictor)),
            Self::Poisson => exp(predictor),
        }
    }

    /// The Pearson residual of a value at a linear predictor, without the loss of a difference from a mean near a bound.
    pub(super) fn residual(self, value: f64, predictor: f64) -> f64 {
        let half = exp(0.5 * predictor);
        match self {
            Self::Normal => value - predictor,
            Self::Binomial => value / half - (1.0 - value) * half,
            Self::Poisson => value / half - half,
        }
    }

    /// The variance at a linear predictor; with a canonical link also the derivative of the mean.
    pub fn variance(self, predictor: f64) -> f64 {
        match self {
            Self::Normal => 1.0,
            Self::Binomial => {
                let odds = exp(-predictor.abs());
                odds / ((1.0 + odds) * (1.0 + odds))
            }
            Self::Poisson => exp(predictor),
        }
    }

    /// A linear predictor near a value, to start from (that of R's `glm`).
    pub(super) fn start(self, value: f64) -> f64 {
        match self {
            Self::Normal => value,
            Self::Binomial => {
                let mean = f64::midpoint(value, 0.5);
                log(mean / (1.0 - mean))
            }
            Self::Poisson => log(value + 0.1),
        }
    }

    /// Whether a response can have this value.
    pub fn allows(self, value: f64) -> bool {
        match self {
            Self::Normal => value.is_finite(),
            Self::Binomial => (0.0..=1.0).contains(&value),
            Self::Poisson => value >= 0.0 && value.is_finite(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `p (1 − p)`, which far out is the smaller of the two.
    #[test]
    fn the_variance_of_a_probability_holds_far_out() {
        for predictor in [-400.0, 400.0] {
            assert!((Family::Binomial.variance(predictor) / exp(-400.0) - 1.0).abs() < 1e-12, "{predictor}");
        }
    }
}
