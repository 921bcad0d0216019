//! The parts of the cohort page.

mod builder;
mod builder_fields;
mod chips;
mod editing;
mod heading;
mod rules;
mod save;
mod shelf;
mod state;
mod subject;
mod tree;

pub use builder::RuleBuilder;
pub use chips::RuleChips;
pub use editing::Editing;
pub use heading::CohortHeading;
pub use rules::RuleTable;
pub use save::SavePanel;
pub use shelf::{Library, Versions};
pub use state::CohortState;
