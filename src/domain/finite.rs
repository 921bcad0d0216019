//! A number that is a number.

use serde::{Deserialize, Serialize};

/// An `f64` that is neither NaN nor infinite: the only float that may cross the wire.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(try_from = "f64", into = "f64")]
pub struct Finite(f64);

/// The value offered was NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value is not a finite number")]
pub struct NotFinite;

impl Finite {
    /// Zero.
    pub const ZERO: Self = Self(0.0);

    /// The number inside.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// `None` when `value` is NaN or infinite.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value))
    }
}

impl TryFrom<f64> for Finite {
    type Error = NotFinite;

    fn try_from(value: f64) -> Result<Self, NotFinite> {
        Self::new(value).ok_or(NotFinite)
    }
}

impl From<Finite> for f64 {
    fn from(value: Finite) -> Self {
        value.0
    }
}

impl From<u32> for Finite {
    fn from(value: u32) -> Self {
        Self(f64::from(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_and_infinity_are_refused() {
        assert_eq!(Finite::new(f64::NAN), None);
        assert_eq!(Finite::new(f64::NEG_INFINITY), None);
        assert!(serde_json::from_str::<Finite>("1e999").is_err());
    }

    #[test]
    fn a_number_survives_json() {
        let value = Finite::new(26.710_714_285_714_285);
        let text = serde_json::to_string(&value).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Option<Finite>>(&text).ok(), Some(value));
    }
}
