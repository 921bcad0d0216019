//! Confidence intervals.

use serde::{Deserialize, Serialize};

use super::Finite;

/// A confidence interval, `low ≤ high`, in the unit of its estimate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Lower limit.
    pub low: Finite,
    /// Upper limit.
    pub high: Finite,
}

impl Interval {
    /// `None` when a limit is not finite or the limits are in the wrong order.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        match (Finite::new(low), Finite::new(high)) {
            (Some(low), Some(high)) if low <= high => Some(Self { low, high }),
            _ => None,
        }
    }
}
