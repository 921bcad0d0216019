//! What a test is asked: the alternative, the null value, the confidence.

use super::Confidence;
use crate::domain::{Finite, Interval};

/// The alternative hypothesis, in the words of R and scipy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alternative {
    /// The parameter differs from its null value.
    #[default]
    TwoSided,
    /// The parameter is less than its null value.
    Less,
    /// The parameter is greater than its null value.
    Greater,
}

/// What is asked of a test; by default two-sided against zero with a 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestOptions {
    /// The side of the test.
    pub alternative: Alternative,
    /// The parameter under the null hypothesis (`mu` in R).
    pub null_value: f64,
    /// The level of the interval.
    pub confidence: Confidence,
}

impl Default for TestOptions {
    fn default() -> Self {
        Self { alternative: Alternative::TwoSided, null_value: 0.0, confidence: Confidence::NINETY_FIVE }
    }
}

/// A confidence interval that may be open to one side: `None` is unbounded, as after a one-sided test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub low: Option<Finite>,
    /// Upper limit.
    pub high: Option<Finite>,
}

impl Limits {
    /// The interval when it has both limits.
    pub fn interval(self) -> Option<Interval> {
        Interval::new(self.low?.get(), self.high?.get())
    }
}

impl From<Interval> for Limits {
    fn from(interval: Interval) -> Self {
        Self { low: Some(interval.low), high: Some(interval.high) }
    }
}
