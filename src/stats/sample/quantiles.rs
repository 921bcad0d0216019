//! Quantiles by each of the nine definitions in use.

use libm::{fabs, floor};

use super::{Undefined, ascending};

/// The definitions of Hyndman & Fan, Am Stat 1996;50:361, in the numbering of R.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantileType {
    /// 1: the inverse of the empirical distribution function.
    InverseDistribution,
    /// 2: the same with the mean of two values at its steps, SAS's default.
    AveragedInverse,
    /// 3: the nearest order statistic, the even one of two.
    NearestEven,
    /// 4: linear interpolation of the empirical distribution function.
    Linear,
    /// 5: through the middles of its steps (hydrology).
    Hazen,
    /// 6: through `k / (n + 1)`, of Minitab and SPSS.
    Weibull,
    /// 7: through `(k − 1) / (n − 1)`, the default of R, numpy and Excel.
    Default,
    /// 8: unbiased for the median whatever the distribution.
    MedianUnbiased,
    /// 9: unbiased for a normal variable.
    NormalUnbiased,
}

impl QuantileType {
    /// By R's number, 1 to 9.
    pub const fn of_number(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::InverseDistribution,
            2 => Self::AveragedInverse,
            3 => Self::NearestEven,
            4 => Self::Linear,
            5 => Self::Hazen,
            6 => Self::Weibull,
            7 => Self::Default,
            8 => Self::MedianUnbiased,
            9 => Self::NormalUnbiased,
            _ => return None,
        })
    }

    /// Place among `n` ascending values, counted from 1, and the share of the next value.
    fn place(self, n: f64, probability: f64) -> (f64, f64) {
        match self {
            Self::InverseDistribution => {
                stepped(n * probability, |is_above, _| f64::from(u8::from(is_above)))
            }
            Self::AveragedInverse => stepped(n * probability, |is_above, _| if is_above { 1.0 } else { 0.5 }),
            Self::NearestEven => stepped(n * probability - 0.5, |is_above, below| {
                f64::from(u8::from(is_above || below % 2.0 != 0.0))
            }),
            Self::Linear => between(n, probability, 0.0, 1.0),
            Self::Hazen => between(n, probability, 0.5, 0.5),
            Self::Weibull => between(n, probability, 0.0, 0.0),
            Self::Default => between(n, probability, 1.0, 1.0),
            Self::MedianUnbiased => between(n, probability, 1.0 / 3.0, 1.0 / 3.0),
            Self::NormalUnbiased => between(n, probability, 3.0 / 8.0, 3.0 / 8.0),
        }
    }
}

/// R's allowance for rounding of the place.
const FUZZ: f64 = 4.0 * f64::EPSILON;

fn stepped(place: f64, share: impl Fn(bool, f64) -> f64) -> (f64, f64) {
    let below = floor(place + FUZZ);
    (below, share(place > below, below))
}

fn between(n: f64, probability: f64, a: f64, b: f64) -> (f64, f64) {
    let place = a + probability * (n + 1.0 - a - b);
    let below = floor(place + FUZZ);
    let share = place - below;
    (below, if fabs(share) < FUZZ { 0.0 } else { share })
}

/// The quantiles at the probabilities, of values in any order: `quantile(x, p, type)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for no values, [`Undefined::BadValues`] for one that is not finite,
/// [`Undefined::BadOption`] for a probability outside 0 to 1.
pub fn quantile(
    values: &[f64],
    probabilities: &[f64],
    definition: QuantileType,
) -> Result<Vec<f64>, Undefined> {
    let sorted = ascending(values)?;
    if probabilities.iter().any(|probability| !(0.0..=1.0).contains(probability)) {
        return Err(Undefined::BadOption);
    }
    let n = sorted.len() as f64;
    let at = |place: f64| {
        let index = (place.clamp(1.0, n) - 1.0) as usize;
        sorted.get(index).copied().ok_or(Undefined::TooFewValues)
    };
    let of = |&probability: &f64| {
        let (below, share) = definition.place(n, probability);
        let (low, high) = (at(below)?, at(below + 1.0)?);
        Ok(if share == 0.0 || low == high {
            low
        } else if share == 1.0 {
            high
        } else {
            (1.0 - share) * low + share * high
        })
    };
    probabilities.iter().map(of).collect()
}
