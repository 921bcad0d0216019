//! Tests of equal variances.

mod bartlett;
mod f_test;
mod fligner_killeen;
mod levene;

pub use bartlett::bartlett_test;
pub use f_test::{FTest, f_test_of_variances};
pub use fligner_killeen::fligner_killeen_test;
pub use levene::{Centre, LeveneTest, levene_test};

use super::{Moments, Undefined};

/// The result of a test whose statistic has a chi-squared distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadTest {
    /// Chi-squared.
    pub statistic: f64,
    /// One less than the number of groups.
    pub df: f64,
    /// Probability of a statistic as large.
    pub p_value: f64,
}

/// The moments of two groups or more.
fn moments(groups: &[Vec<f64>]) -> Result<Vec<Moments>, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::WrongShape);
    }
    let of = |group: &Vec<f64>| match Moments::of_values(group) {
        Some(moments) => Ok(moments),
        None if group.is_empty() => Err(Undefined::TooFewValues),
        None => Err(Undefined::BadValues),
    };
    groups.iter().map(of).collect()
}

#[cfg(test)]
mod tests;
