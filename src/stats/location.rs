//! Tests of location by ranks and signs, as `wilcox.test` of R puts them: a p-value, an estimate and its interval.

mod rank_sum;
mod search;
mod sign_test;
mod signed_rank;
mod walsh;

pub use rank_sum::{RankSum, rank_sum_test};
pub use sign_test::{SignTest, sign_test};
pub use signed_rank::{SignedRank, SignedRankMethod, ZeroHandling, signed_rank_test};

use super::{Alternative, Confidence, Limits, Normal, Undefined};
use crate::domain::Finite;
use search::{Point, crossing};

/// How far a standardised statistic is moved towards zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Continuity {
    Half,
    None,
}

impl Continuity {
    /// What is taken from a deviation from the mean, as in R: towards the mean, or against the alternative.
    fn correction(self, deviation: f64, alternative: Alternative) -> f64 {
        match (self, alternative) {
            (Self::None, _) => 0.0,
            (Self::Half, Alternative::TwoSided) if deviation == 0.0 => 0.0,
            (Self::Half, Alternative::TwoSided) => 0.5_f64.copysign(deviation),
            (Self::Half, Alternative::Less) => -0.5,
            (Self::Half, Alternative::Greater) => 0.5,
        }
    }
}

/// The p-value of a standard normal statistic.
fn normal_p_value(z: f64, alternative: Alternative) -> f64 {
    match alternative {
        Alternative::TwoSided => 2.0 * Normal.sf(libm::fabs(z)),
        Alternative::Less => Normal.cdf(z),
        Alternative::Greater => Normal.sf(z),
    }
}

/// The probability left out at each limit there is.
fn tail(alternative: Alternative, confidence: Confidence) -> f64 {
    match alternative {
        Alternative::TwoSided => 1.0 - confidence.upper_probability(),
        Alternative::Less | Alternative::Greater => 1.0 - confidence.level(),
    }
}

/// Limits of which the alternative leaves one open.
fn limits(
    alternative: Alternative,
    low: impl Fn() -> Result<f64, Undefined>,
    high: impl Fn() -> Result<f64, Undefined>,
) -> Result<Limits, Undefined> {
    let finite = |limit: f64| Finite::new(limit).ok_or(Undefined::OutOfRange).map(Some);
    Ok(match alternative {
        Alternative::TwoSided => Limits { low: finite(low()?)?, high: finite(high()?)? },
        Alternative::Less => Limits { low: None, high: finite(high()?)? },
        Alternative::Greater => Limits { low: finite(low()?)?, high: None },
    })
}

#[cfg(test)]
mod tests;
