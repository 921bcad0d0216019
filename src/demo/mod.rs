//! The synthetic programme: people who do not exist, calibrated to published figures.
//!
//! A pure function of size, seed and two switches. Beside it stands a smaller study of claims (`claims`). Everything that the published figures leave open is chosen here and
//! listed in `docs/DEMO.md`. No number of this study says anything about the world.

mod background;
mod catalogue;
mod claims;
mod comparison;
mod course;
mod further;
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
mod score_rows;
mod score_table;
mod study;
#[cfg(test)]
mod targets;
#[cfg(test)]
mod test_csv;
mod weeks;

pub use catalogue::{CODE, MAPPING_TOML, mapping};
pub use claims::ClaimsOptions;
pub use options::{
    DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters, StartersError, signature,
};
pub use rows::{Programme, ProgrammeReader};
pub use study::{SyntheticReader, SyntheticStudy};
