//! What one page counts of the same people: behind each value it can filter by, and behind each rule.

mod bearing;
mod publish;
mod run;

#[cfg(test)]
mod attack;

pub use run::{Counted, OffRule, Page, run};
