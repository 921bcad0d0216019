//! The only place that prints.

use std::fmt::Display;

/// Says one line.
#[expect(clippy::print_stdout, reason = "a command line tool speaks on standard output")]
pub fn line(text: impl Display) {
    println!("{text}");
}

/// Announces what begins now.
pub fn step(text: impl Display) {
    line(format!("── {text}"));
}

/// Says what went wrong and what to do.
pub fn problem(text: &str) {
    eprintln!("error: {text}");
}
