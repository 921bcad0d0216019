//! Tests of the core rooms through their public doors.

mod compile_fail;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod support;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_disclosure;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_words;
