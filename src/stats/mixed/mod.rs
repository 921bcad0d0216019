//! Linear models of repeated values: what mixed models and repeated-measures models share, and mixed models with
//! random effects.

mod basis;
mod blocks;
mod fixed_effects;
mod joint;
mod levels;
mod likelihood;
mod lmm;
mod newton;
mod parts;
mod random;
mod rows;
mod square;
mod weighted;

pub(in crate::stats) use basis::{Basis, orthonormal};
pub use fixed_effects::{Contrast, DegreesOfFreedom, FixedEffects};
pub use joint::JointTest;
pub use lmm::{Lmm, LmmOptions, LmmWarning, fit};
pub(in crate::stats) use newton::{Expansion, Objective, minimise};
pub(in crate::stats) use parts::Effects;
pub use random::{Correlated, RandomEffects};
pub use rows::{NamedEffects, Rows, numbered, random_effects};

/// What is maximised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Estimation {
    /// The residual (restricted) likelihood of Patterson and Thompson, Biometrika 1971;58:545.
    #[default]
    Reml,
    /// The likelihood itself.
    MaximumLikelihood,
}
