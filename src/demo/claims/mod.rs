//! Synthetic claims: a year after the start in two groups that were matched on all but what nobody saw, the people of a
//! digital programme and people who began physical therapy.
//!
//! Both groups are made alike, as matching leaves them, but for the intent to be operated on: people who mean to have an
//! operation rather go to physical therapy, and have it. So the groups' odds of an operation differ by more than the
//! programme does, and adjusting for intent, or for its traces before the start, moves the odds ratio towards 1.

mod catalogue;
mod hazards;
mod options;
mod rows;
#[cfg(test)]
mod targets;
mod year;

pub use catalogue::{CODE, MAPPING_TOML};
pub use options::ClaimsOptions;
pub use rows::ClaimsReader;
