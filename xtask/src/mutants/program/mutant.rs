//! Which mutant this process runs, and which it could: copied into the program that has them all.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// The number of a mutant, or `reach:FILE` to note which are reached.
const VARIABLE: &str = "SINEW_MUTANT";
const REACH: &str = "reach:";

/// Nobody has asked yet.
const UNKNOWN: u32 = u32::MAX;
/// No mutant; every one that is reached is noted.
const NOTING: u32 = u32::MAX - 1;
/// No mutant has this number.
const NONE: u32 = 0;

static RUNS: AtomicU32 = AtomicU32::new(UNKNOWN);
static REACHED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
static NOTES: Mutex<Option<File>> = Mutex::new(None);

/// Whether this process runs the mutant.
#[inline]
pub fn is(number: u32) -> bool {
    let runs = RUNS.load(Relaxed);
    if runs < NOTING { runs == number } else { ask(runs, number) }
}

#[cold]
fn ask(runs: u32, number: u32) -> bool {
    if runs == UNKNOWN {
        begin();
        return is(number);
    }
    if !REACHED[number as usize].swap(true, Relaxed) {
        if let Some(file) = NOTES.lock().unwrap().as_mut() {
            writeln!(file, "{number}").unwrap();
        }
    }
    false
}

fn begin() {
    let asked = std::env::var(VARIABLE).unwrap_or_default();
    if let Some(path) = asked.strip_prefix(REACH) {
        *NOTES.lock().unwrap() = Some(OpenOptions::new().create(true).append(true).open(path).unwrap());
        RUNS.store(NOTING, Relaxed);
    } else {
        let number = asked.parse().unwrap_or(NONE);
        if number != NONE {
            // The first failure is enough: nothing is shrunk, no other test is run.
            std::panic::set_hook(Box::new(|_| std::process::exit(101)));
        }
        RUNS.store(number, Relaxed);
    }
}
