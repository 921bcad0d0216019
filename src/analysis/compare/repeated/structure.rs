//! How the scores of one person hang together.

use serde::{Deserialize, Serialize};

use crate::stats::mmrm::Covariance;

/// The covariance of the time points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// A variance for each time point and a correlation for each two of them.
    Unstructured,
    /// A variance for each time point, a correlation for each distance.
    Toeplitz,
    /// A variance for each time point, correlations that fall with the distance.
    Autoregressive,
    /// A variance for each time point, one correlation.
    Compound,
}

impl Structure {
    /// From the one that assumes least to the one that assumes most: the order in which they are tried.
    pub const ALL: [Self; 4] = [Self::Unstructured, Self::Toeplitz, Self::Autoregressive, Self::Compound];

    pub(super) const fn covariance(self) -> Covariance {
        match self {
            Self::Unstructured => Covariance::Unstructured,
            Self::Toeplitz => Covariance::HeterogeneousToeplitz,
            Self::Autoregressive => Covariance::HeterogeneousAutoregressive,
            Self::Compound => Covariance::HeterogeneousCompoundSymmetry,
        }
    }

    /// The name statisticians use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unstructured => "unstructured",
            Self::Toeplitz => "heterogeneous Toeplitz",
            Self::Autoregressive => "heterogeneous autoregressive",
            Self::Compound => "heterogeneous compound symmetry",
        }
    }
}
