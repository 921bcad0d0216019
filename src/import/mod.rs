//! A mapping and CSV files → checked rows, or sentences saying what is wrong. No database, no clock.
//!
//! [`Mapping::from_toml`] reads the mapping, [`open`] resolves a file's header against it, and
//! [`RowReader::next_batch`] hands out checked rows in bounded batches. Whatever is wrong comes back as
//! [`Problems`]: sentences with file, line and column. Nothing is guessed and nothing is half-read: after the first
//! problem no further row is handed out. `docs/IMPORTING.md` describes the mapping, the limits and the messages.

mod cell;
pub mod fuzzing;
mod grammar;
mod guard;
mod layout;
mod limits;
mod mapping;
mod number;
mod problem;
mod profile;
mod reader;
mod row;
pub mod shipped;
mod signature;
mod structure;
mod suggest;
mod text;
mod utf8;

pub use limits::Limits;
pub use mapping::{Mapping, Shape};
pub use problem::{Place, Problem, Problems};
pub use profile::{ColumnKind, ColumnProfile, FileProfile};
pub use reader::{RowReader, open, open_with_limits};
pub use row::{Batch, CellValue, FileDigest, MeasurementRow, ParticipantRow, Repetition};
pub use suggest::suggest;
