//! What the band around a line of means is.

use serde::{Deserialize, Serialize};

/// What the band around a line of means is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrendBand {
    /// The 95 % interval of the mean: how well the mean is known.
    #[default]
    Interval,
    /// From the 25th to the 75th percentile of people's values: how people differ.
    Quartiles,
}

impl TrendBand {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Interval, Self::Quartiles];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Interval => "interval",
            Self::Quartiles => "quartiles",
        }
    }

    /// The band with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }

    /// The words on a control.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Interval => "95% interval",
            Self::Quartiles => "Middle half of people",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_band_is_found_by_its_code() {
        for band in TrendBand::ALL {
            assert_eq!(TrendBand::from_code(band.code()), Some(band));
        }
        assert_eq!(TrendBand::from_code("sd"), None);
    }
}
