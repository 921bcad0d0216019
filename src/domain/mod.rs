//! The words of the field as types. Depends on no other room.

mod catalogue;
mod error;
mod finite;
pub mod format;
pub mod frame;
mod handling;
mod identifier;
mod interval;

pub use catalogue::{
    CompleterRule, DataVersion, Direction, Instrument, Level, NumberRange, SourceFile, Study, StudyCatalogue,
    Threshold, ThresholdKind, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
};
pub use error::AppError;
pub use finite::{Finite, NotFinite};
pub use handling::MissingDataHandling;
pub use identifier::{Code, IdentifierError, ParticipantKey};
pub use interval::Interval;
