//! Small multiples: the course of each level of a category in a panel of its own, the other levels behind it.
//!
//! [`variable`] chooses the category; [`run`](super::run) and [`responders::run`](crate::analysis::responders::run) by
//! it are published as ever, and [`exhibit`] composes both.

mod exhibit;
mod footnotes;
mod panel;
mod table;
mod variable;
mod words;

pub use exhibit::exhibit;
pub use variable::variable;
