//! The only door through which a number leaves.
//!
//! An analysis returns [`Raw`], which cannot be serialised, displayed or opened. [`Raw::publish`] turns it into
//! [`Published`] for the viewer's [`Policy`]; titles, sentences, scales and content addresses are made from that.
//! [`Released`] is what server functions and exports return; it is only made from a `Published`.

mod count;
mod linked;
mod people;
mod policy;
mod release;
mod secondary;

pub use count::Count;
pub use linked::{CellId, LinkedCounts, ShownCounts};
pub use people::People;
pub use policy::Policy;
pub use release::{Publish, Published, Raw, Released};
pub use secondary::{hide_linked, hide_linked_from};
