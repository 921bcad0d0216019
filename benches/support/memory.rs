//! What this machine's memory allows one thread, here and now.

use std::time::Instant;

/// Eight bytes each; more than any cache.
const WORDS: usize = 32 << 20;
const REPEATS: usize = 5;

/// Bytes that are read in a millisecond, the best of several runs.
pub fn bytes_a_ms() -> f64 {
    let words = vec![1_u64; WORDS];
    best(|| words.iter().sum(), size_of_val(words.as_slice()))
}

/// Units of work a millisecond.
pub fn best(work: impl Fn() -> u64, units: usize) -> f64 {
    let run = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64() * 1000.0
    };
    units as f64 / (0..REPEATS).map(run).fold(f64::INFINITY, f64::min)
}
