//! Postgres and snapshots.
//!
//! Postgres is the truth: [`Database`] reaches it, by an address or as a private cluster ([`Embedded`]); [`load`]
//! writes a data version, all or nothing. The snapshot is the speed: [`Snapshots`] keeps one immutable columnar
//! image a study and swaps it when a new version arrives. [`profile()`] looks at a file nobody has mapped yet.
//!
//! No query text is made outside `dynamic.rs`, and no text of the driver leaves this room: what goes wrong is a
//! [`StoreError`].

mod addresses;
mod catalogue;
pub mod cohorts;
mod database;
pub mod decks;
mod dynamic;
mod embedded;
mod error;
mod exhibits;
mod import;
mod members;
mod migrate;
mod profile;
mod snapshot;
mod snapshots;
mod templates;

pub use addresses::{address, keep_address};
pub use database::{Database, DatabaseLocation};
pub use embedded::{ClusterUse, Durability, Embedded, EmbeddedOptions, default_data_directory};
pub use error::{StoreError, Unavailability};
pub use exhibits::{KeptQuestion, keep_exhibit, kept_question};
pub use import::{
    ImportFile, ImportRequest, LoadOutcome, Loaded, Persistence, Progress, Stage, Standing, load, standing,
};
pub use members::members;
pub use migrate::{migrate, undo_migrations};
pub use profile::profile;
pub use snapshot::Snapshot;
pub use snapshots::Snapshots;
pub use templates::{KeptTemplate, NewTemplate, delete_template, keep_template, template, templates};
