//! The words of the field as types. Depends on no other room.

mod bands;
mod catalogue;
mod change;
mod day;
mod error;
mod finite;
pub mod format;
pub mod frame;
mod handling;
mod identifier;
mod interval;
pub mod reading;

pub use bands::{Band, Bands, BandsError};
pub use catalogue::{
    CompleterRule, DataVersion, Direction, Instrument, Level, NumberRange, SourceFile, Study, StudyCatalogue,
    Threshold, ThresholdKind, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
};
pub use change::{LOWEST_BASELINE_FOR_PERCENT, is_percent_change_within, points_change};
pub use day::{Day, DayError};
pub use error::AppError;
pub use finite::{Finite, NotFinite};
pub use handling::MissingDataHandling;
pub use identifier::{Code, IdentifierError, ParticipantKey};
pub use interval::Interval;
