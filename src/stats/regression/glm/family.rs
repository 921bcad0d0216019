//! Families and links of generalised linear models.

use libm::{exp, expm1, fabs, lgamma, log, log1p, sqrt};

use crate::stats::Normal;

/// The distribution of the response.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Family {
    /// Events or shares of events; the prior weight is the number of trials.
    Binomial,
    /// Counts.
    Poisson,
    /// Positive values whose standard deviation is proportional to the mean.
    Gamma,
    /// Counts with variance `μ + μ²/θ`, θ given.
    NegativeBinomial {
        /// The size: larger is nearer to Poisson.
        theta: f64,
    },
    /// As binomial with a dispersion to be estimated.
    QuasiBinomial,
    /// As Poisson with a dispersion to be estimated.
    QuasiPoisson,
}

/// How the mean depends on the linear predictor `η`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// `η = ln(μ / (1 − μ))`: odds ratios.
    Logit,
    /// `μ = Φ(η)`.
    Probit,
    /// `η = ln(−ln(1 − μ))`.
    ComplementaryLogLog,
    /// `η = ln μ`: ratios of means or risks.
    Log,
    /// `η = μ`: differences of means or risks.
    Identity,
    /// `η = 1 / μ`.
    Inverse,
    /// `η = √μ`.
    SquareRoot,
}

/// A mean, and one minus it without loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mean {
    pub value: f64,
    pub complement: f64,
    /// `dμ/dη`.
    pub slope: f64,
}

impl Link {
    /// A mean that only rounding puts on its bound stays off it.
    pub(super) fn mean(self, eta: f64) -> Mean {
        const LEAST: f64 = f64::MIN_POSITIVE;
        match self {
            Self::Logit => {
                let small = exp(-fabs(eta)).max(LEAST);
                let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
                let (value, complement) = if eta < 0.0 { (far, near) } else { (near, far) };
                Mean { value, complement, slope: near * far }
            }
            Self::Probit => Mean {
                value: Normal.cdf(eta).max(LEAST),
                complement: Normal.sf(eta).max(LEAST),
                slope: Normal.pdf(eta),
            },
            Self::ComplementaryLogLog => {
                let hazard = exp(eta);
                Mean {
                    value: (-expm1(-hazard)).max(LEAST),
                    complement: exp(-hazard).max(LEAST),
                    slope: exp(eta - hazard),
                }
            }
            Self::Log => {
                let value = exp(eta).max(LEAST);
                Mean { value, complement: -expm1(eta), slope: value }
            }
            Self::Identity => Mean { value: eta, complement: 1.0 - eta, slope: 1.0 },
            Self::Inverse => {
                Mean { value: 1.0 / eta, complement: 1.0 - 1.0 / eta, slope: -1.0 / (eta * eta) }
            }
            Self::SquareRoot => Mean { value: eta * eta, complement: 1.0 - eta * eta, slope: 2.0 * eta },
        }
    }

    /// The linear predictor with this mean.
    pub(super) fn predictor(self, mean: f64) -> Option<f64> {
        let eta = match self {
            Self::Logit => log(mean) - log1p(-mean),
            Self::Probit => Normal.quantile(mean)?,
            Self::ComplementaryLogLog => log(-log1p(-mean)),
            Self::Log => log(mean),
            Self::Identity => mean,
            Self::Inverse => 1.0 / mean,
            Self::SquareRoot => sqrt(mean),
        };
        eta.is_finite().then_some(eta)
    }
}

impl Family {
    /// Whether the response may have this value.
    pub(super) fn allows(self, y: f64) -> bool {
        match self {
            Self::Binomial | Self::QuasiBinomial => (0.0..=1.0).contains(&y),
            Self::Poisson | Self::QuasiPoisson | Self::NegativeBinomial { .. } => y >= 0.0,
            Self::Gamma => y > 0.0,
        }
    }

    /// Whether the mean may have this value.
    pub(super) fn allows_mean(self, mean: Mean) -> bool {
        let is_bounded = matches!(self, Self::Binomial | Self::QuasiBinomial);
        mean.value > 0.0 && mean.value < f64::INFINITY && (!is_bounded || mean.complement > 0.0)
    }

    /// Where the search begins: R's `mustart`.
    pub(super) fn first_mean(self, y: f64, weight: f64) -> f64 {
        match self {
            Self::Binomial | Self::QuasiBinomial => (weight * y + 0.5) / (weight + 1.0),
            Self::Poisson | Self::QuasiPoisson => y + 0.1,
            Self::Gamma => y,
            Self::NegativeBinomial { .. } => {
                if y == 0.0 {
                    1.0 / 6.0
                } else {
                    y
                }
            }
        }
    }

    /// The variance of one observation, but for dispersion and prior weight.
    pub(super) fn variance(self, mean: Mean) -> f64 {
        match self {
            Self::Binomial | Self::QuasiBinomial => mean.value * mean.complement,
            Self::Poisson | Self::QuasiPoisson => mean.value,
            Self::Gamma => mean.value * mean.value,
            Self::NegativeBinomial { theta } => mean.value + mean.value * mean.value / theta,
        }
    }

    /// `y − μ`.
    pub(super) fn residual(self, y: f64, mean: Mean) -> f64 {
        match self {
            Self::Binomial | Self::QuasiBinomial => y * mean.complement - (1.0 - y) * mean.value,
            Self::Poisson | Self::QuasiPoisson | Self::Gamma | Self::NegativeBinomial { .. } => {
                y - mean.value
            }
        }
    }

    /// Twice what the log-likelihood of one observation falls short of its largest.
    pub(super) fn deviance(self, y: f64, mean: Mean) -> f64 {
        let mu = mean.value;
        let deviance = match self {
            Self::Binomial | Self::QuasiBinomial => {
                times_log(y, y / mu) + times_log(1.0 - y, (1.0 - y) / mean.complement)
            }
            Self::Poisson | Self::QuasiPoisson => times_log(y, y / mu) - (y - mu),
            Self::Gamma => (y - mu) / mu - log(y / mu),
            Self::NegativeBinomial { theta } => {
                times_log(y, y / mu) - (y + theta) * log1p((y - mu) / (mu + theta))
            }
        };
        2.0 * deviance.max(0.0)
    }

    /// The log-likelihood of one observation; `None` for the quasi-families, which have none.
    ///
    /// `dispersion` is that of the gamma family, `weight` the number of trials of the binomial.
    pub(super) fn log_likelihood(self, y: f64, mean: Mean, weight: f64, dispersion: f64) -> Option<f64> {
        let mu = mean.value;
        match self {
            Self::Binomial => Some(binomial_log_likelihood(y, mean, weight)),
            Self::Poisson => Some(weight * (times_log(y, mu) - mu - lgamma(y + 1.0))),
            Self::Gamma => {
                let shape = 1.0 / dispersion;
                let scaled = y * shape / mu;
                Some(weight * (shape * log(scaled) - scaled - log(y) - lgamma(shape)))
            }
            Self::NegativeBinomial { theta } => Some(weight * negative_binomial_log_likelihood(y, mu, theta)),
            Self::QuasiBinomial | Self::QuasiPoisson => None,
        }
    }

    /// Whether the dispersion is estimated; otherwise it is 1.
    pub(super) const fn has_dispersion(self) -> bool {
        match self {
            Self::Gamma | Self::QuasiBinomial | Self::QuasiPoisson => true,
            Self::Binomial | Self::Poisson | Self::NegativeBinomial { .. } => false,
        }
    }
}

/// `a ln b`, zero for `a = 0`.
pub(super) fn times_log(a: f64, b: f64) -> f64 {
    if a == 0.0 { 0.0 } else { a * log(b) }
}

/// Trials and events are rounded to whole numbers, as R does for weights that are none.
fn binomial_log_likelihood(y: f64, mean: Mean, weight: f64) -> f64 {
    let trials = libm::rint(weight);
    let events = libm::rint(weight * y);
    let ways = lgamma(trials + 1.0) - lgamma(events + 1.0) - lgamma(trials - events + 1.0);
    ways + times_log(events, mean.value) + times_log(trials - events, mean.complement)
}

pub(super) fn negative_binomial_log_likelihood(y: f64, mu: f64, theta: f64) -> f64 {
    lgamma(theta + y) - lgamma(theta) - lgamma(y + 1.0) - theta * log1p(mu / theta)
        + times_log(y, mu / (theta + mu))
}
