//! Tests of the core rooms through their public doors.

#[cfg(test)]
mod import_corpus;
