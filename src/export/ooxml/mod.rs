//! What Office files have in common: XML as it is written, packages of parts, lengths, and the look they begin with.

pub(super) mod columns;
pub(super) mod package;
pub(super) mod pictures;
pub(super) mod properties;
#[cfg(test)]
pub(super) mod read;
pub(super) mod theme;
pub(super) mod units;
pub(super) mod xml;
