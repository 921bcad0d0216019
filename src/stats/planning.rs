//! Planning: power, sample size and detectable effect of common tests.
//!
//! Every test answers one [`Question`]: of sample size, effect and power two are given and the third is found.

mod log_rank;
mod models;
mod proportions;
mod t_test;

use libm::{exp, fabs, log};

pub use log_rank::{EventFormula, log_rank, people_for_events};
pub use models::{one_way_anova, pearson_correlation};
pub use proportions::{ProportionMethod, two_proportions};
pub use t_test::{TDesign, t_test};

use super::{Alternative, Normal, Undefined};

/// What is given, and what is sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Question {
    /// The power.
    Power {
        /// Sample size, of each group where there are several.
        n: f64,
        /// The effect supposed.
        effect: f64,
    },
    /// The sample size, of each group where there are several; not rounded up.
    SampleSize {
        /// The effect supposed.
        effect: f64,
        /// The power wanted.
        power: f64,
    },
    /// The positive effect that is detected with this power.
    Effect {
        /// Sample size, of each group where there are several.
        n: f64,
        /// The power wanted.
        power: f64,
    },
}

/// A design with its power.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Sample size, of each group where there are several; events for a log-rank test. Not rounded up.
    pub n: f64,
    /// The effect.
    pub effect: f64,
    /// Probability that the test is significant.
    pub power: f64,
}

/// How the test decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The level, as 0.05.
    pub significance: f64,
    /// The alternative.
    pub alternative: Alternative,
    /// Whether a significant result on the wrong side counts.
    pub wrong_side: WrongSide,
}

/// A significant result of a two-sided test on the side away from the effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongSide {
    /// Is left out, as `power.t.test` and `power.prop.test` of R do.
    Ignored,
    /// Counts as power, as `strict = TRUE` there and the package pwr.
    Counted,
}

impl Decision {
    /// The upper tail beyond which the statistic is significant. [`Undefined::BadOption`] unless the level lies between 0 and 1.
    fn tail(self) -> Result<f64, Undefined> {
        let level = self.significance;
        if !(level > 0.0 && level < 1.0) {
            return Err(Undefined::BadOption);
        }
        Ok(match self.alternative {
            Alternative::TwoSided => 0.5 * level,
            Alternative::Less | Alternative::Greater => level,
        })
    }

    fn critical_normal(self) -> Result<f64, Undefined> {
        Ok(-Normal.quantile(self.tail()?).ok_or(Undefined::BadOption)?)
    }

    fn counts_wrong_side(self) -> bool {
        self.alternative == Alternative::TwoSided && self.wrong_side == WrongSide::Counted
    }

    /// The effect as the alternative sees it: its size for two sides, turned for a lower side.
    fn toward(self, effect: f64) -> f64 {
        match self.alternative {
            Alternative::TwoSided => fabs(effect),
            Alternative::Less => -effect,
            Alternative::Greater => effect,
        }
    }
}

/// Where the sought quantity may lie.
#[derive(Debug, Clone, Copy)]
struct Ranges {
    n: (f64, f64),
    effect: (f64, f64),
}

/// Answers the question with the power as a function of sample size and effect, which rises with both.
fn answer(
    question: Question,
    ranges: Ranges,
    power_of: impl Fn(f64, f64) -> Result<f64, Undefined>,
) -> Result<Plan, Undefined> {
    let plan = match question {
        Question::Power { n, effect } => {
            let is_valid = n >= ranges.n.0 && n <= ranges.n.1 && effect.is_finite();
            let power = if is_valid { power_of(n, effect)? } else { return Err(Undefined::BadOption) };
            Plan { n, effect, power }
        }
        Question::SampleSize { effect, power } => {
            let n = solve(power, ranges.n, |n| power_of(n, effect))?;
            Plan { n, effect, power }
        }
        Question::Effect { n, power } => {
            let is_valid = n >= ranges.n.0 && n <= ranges.n.1;
            let found = |effect: f64| power_of(n, effect);
            let effect = if is_valid {
                solve(power, ranges.effect, found)?
            } else {
                return Err(Undefined::BadOption);
            };
            Plan { n, effect, power }
        }
    };
    if plan.power.is_finite() { Ok(plan) } else { Err(Undefined::OutOfRange) }
}

/// Where the rising function reaches the power: false position on the logarithm of the place and the normal scale of the
/// power, where it is nearly a straight line. [`Undefined::BadOption`] when the range does not reach it.
fn solve(
    power: f64,
    range: (f64, f64),
    power_of: impl Fn(f64) -> Result<f64, Undefined>,
) -> Result<f64, Undefined> {
    const MOST_STEPS: usize = 300;
    let goal = Normal.quantile(power).ok_or(Undefined::BadOption)?;
    let excess = |place: f64| -> Result<f64, Undefined> {
        let found = power_of(exp(place))?.clamp(1e-300, 1.0 - 1e-15);
        Ok(Normal.quantile(found).ok_or(Undefined::OutOfRange)? - goal)
    };
    let (mut low, mut high) = (log(range.0), log(range.1));
    let (mut below, mut above) = (excess(low)?, excess(high)?);
    if below > 0.0 || above < 0.0 {
        return Err(Undefined::BadOption);
    }
    for step in 0..MOST_STEPS {
        // Every third step halves, against an end that hardly moves.
        let line = low - below * (high - low) / (above - below);
        let is_inside = step % 3 != 2 && line > low && line < high;
        let here = if is_inside { line } else { 0.5 * (low + high) };
        let found = excess(here)?;
        if found == 0.0 || high - low <= 4.0 * f64::EPSILON * (1.0 + fabs(high)) {
            return Ok(exp(here));
        }
        if found < 0.0 {
            // An end that stays counts half, so that both move (Illinois).
            (low, below, above) = (here, found, 0.5 * above);
        } else {
            (high, above, below) = (here, found, 0.5 * below);
        }
    }
    Ok(exp(0.5 * (low + high)))
}

#[cfg(test)]
mod tests;
