//! Server functions: authorise, call, map the error; no logic. And the shapes they send.

pub mod cohort;
mod compact;
mod error;
mod functions;
pub mod page;
mod strict_json;

pub use compact::Compact;
pub use functions::{
    cohort_page, compare_page, delete_cohort, restore_cohort, save_cohort, studies, trend_page, write_members,
};
