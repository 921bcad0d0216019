//! What the generator returns for 300,000 people, against the figures it is calibrated to; for a sixteenth of them unless
//! the tests run with full effort.
//!
//! The stated figures were themselves simulated, with as many people, and printed rounded. Ours must lie within four of
//! our standard errors and half a unit of the last digit printed. What is generated is recorded in `docs/DEMO.md`, to
//! two digits, and must be there exactly.

mod by_week;
mod choices;
mod classes;
pub mod cohort;
mod effects;
mod estimators;
mod likelihood;
mod members;
mod published;
mod scores;
