//! Cox's proportional hazards model.

mod baseline;
mod data;
mod exact;
mod fit;
mod likelihood;
mod proportional;
mod residuals;
mod risk_sets;

pub use baseline::{BaselineStep, BaselineStratum};
pub use data::{CoxData, CoxOptions, Ties, VarianceKind};
pub use fit::{CoxFit, cox};
pub use proportional::{ProportionalHazards, TimeTransform, proportional_hazards};
