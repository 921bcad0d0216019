//! Pushes arbitrary bytes through the import. Run: `cargo fuzz run --fuzz-dir tests/fuzz import_file tests/data/bad`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sinew::import::fuzzing::read_anything(bytes));
