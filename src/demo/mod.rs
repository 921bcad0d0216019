//! The synthetic programme: people who do not exist, calibrated to published figures.
//!
//! A pure function of size, seed and two switches. Everything that the published figures leave open is chosen here and
//! listed in `docs/DEMO.md`. No number of this study says anything about the world.

mod background;
mod catalogue;
mod comparison;
mod course;
mod normal;
mod options;
mod participation;
mod person;
mod questionnaires;
mod random;
mod record;
mod region;
mod rows;
mod scale;
mod score_table;
#[cfg(test)]
mod targets;
mod weeks;

pub use catalogue::{CODE, MAPPING_TOML, mapping};
pub use options::{DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters, StartersError};
pub use rows::{Programme, ProgrammeReader};
