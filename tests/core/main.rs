//! Tests of the core through its public doors, and rules of the house tested on the source tree itself.

mod arrows;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod cohort_language;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod compare_attack;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod compare_disclosure;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod compare_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod compare_words;
mod compile_fail;
#[path = "../support/effort.rs"]
mod effort;
#[expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
mod import_corpus;
#[expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
mod import_mapping;
#[expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
mod import_properties;
#[expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
mod import_studies;
#[expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
mod import_suggest;
mod kept_counts;
mod leptos_toml;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod multiples_words;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod pair_disclosure;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod pair_words;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod published_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod reader;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod real_studies;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod responders_disclosure;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod responders_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod responders_words;
mod source;
mod source_rules;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod support;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod table_one_disclosure;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod table_one_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_disclosure;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_quartiles;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod trend_words;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod two_group_reference;
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
mod verify_cases;
mod wire;
