//! One file a page.

mod not_found;
mod studies;
mod trends;

pub use not_found::NotFoundPage;
pub use studies::StudiesPage;
pub use trends::TrendsPage;
