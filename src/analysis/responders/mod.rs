//! Responders: how many people improved, and by how much?
//!
//! [`run`] → [`RespondersResult`] → [`PublicResponders`] → [`exhibit`]; of two chosen groups [`run_pair`] …
//! [`exhibit_pair`].

mod cells;
mod cut_offs;
mod exhibit;
mod footnotes;
mod options;
mod publish;
mod result;
mod run;
mod table;
mod tally;
mod title;
mod words;

pub use exhibit::{exhibit, exhibit_pair};
pub use options::{ResponderOptions, ResponderValue};
pub use publish::{PublicResponderGroup, PublicResponderSet, PublicResponders};
pub use result::{ResponderGroup, ResponderSet, RespondersResult};
pub use run::{run, run_pair, run_pair_with, run_with};
pub(in crate::analysis) use tally::JointCounts;
pub(in crate::analysis) use words::at_percent;
