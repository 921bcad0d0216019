//! Tests of the core rooms through their public doors.

mod compile_fail;
mod support;
mod trend_disclosure;
mod trend_reference;
mod trend_words;
