//! The steps that are cargo commands.

use std::process::Command;

use anyhow::Result;

use super::outcome::Outcome;
use crate::process;
use crate::project::Project;
use crate::{say, tools};

/// `cargo fmt` changes nothing.
///
/// # Errors
///
/// When cargo cannot be started.
pub fn format(project: &Project) -> Result<Outcome> {
    check(project, &["fmt", "--all", "--check"], "run `cargo fmt --all`")
}

/// The core's tests with full effort, also those that `cargo test` passes over; and that it compiles for browsers.
///
/// # Errors
///
/// When cargo cannot be started or the wasm32 target cannot be added.
pub fn core(project: &Project) -> Result<Outcome> {
    let mut command = process::cargo(project, ["test", "--no-fail-fast", "--", "--include-ignored"]);
    let tests = test(command.env("SINEW_TEST_EFFORT", "full"))?;
    tools::ensure_wasm_target()?;
    let arguments = ["check", "--lib", "--target", "wasm32-unknown-unknown"];
    Ok(tests.and(check(project, &arguments, "the core must compile for browsers")?))
}

/// The tests of this tool.
///
/// # Errors
///
/// When cargo cannot be started.
pub fn xtask(project: &Project) -> Result<Outcome> {
    test(&mut process::cargo(project, ["test", "--package", "xtask", "--no-fail-fast"]))
}

/// The server's tests; they start their own PostgreSQL. Those of the core run here a second time, with little effort.
///
/// # Errors
///
/// When cargo cannot be started or PostgreSQL is missing.
pub fn ssr(project: &Project) -> Result<Outcome> {
    tools::ensure_postgres()?;
    let arguments = ["test", "--features", "ssr", "--lib", "--test", "integration", "--no-fail-fast"];
    test(&mut process::cargo(project, arguments))
}

/// A command that counts as one test.
fn check(project: &Project, arguments: &[&str], advice: &str) -> Result<Outcome> {
    let mut command = process::cargo(project, arguments);
    let shown = process::shown(&command);
    say::line(format!("$ {shown}"));
    let passed = command.status()?.success();
    Ok(if passed { Outcome::one_passed() } else { Outcome::problem(&format!("`{shown}` failed: {advice}")) })
}

/// A command that runs tests; it fails as a whole when it fails without a failed test.
fn test(command: &mut Command) -> Result<Outcome> {
    let shown = process::shown(command);
    say::line(format!("$ {shown}"));
    let mut counted = Outcome::default();
    let succeeded = process::watch(command, |line| {
        say::line(line);
        if let Some(more) = counts(line) {
            counted = std::mem::take(&mut counted).and(more);
        }
        Ok(())
    })?;
    Ok(if !succeeded && counted.failed == 0 {
        counted.and(Outcome::problem(&format!("`{shown}` failed: see its messages above")))
    } else {
        counted
    })
}

/// The counts in "test result: ok. 12 passed; 0 failed; 1 ignored; …".
fn counts(line: &str) -> Option<Outcome> {
    let numbers = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number = |word: &str| {
        let part = numbers.split("; ").find(|part| part.ends_with(word))?;
        part.split(' ').next()?.parse::<u32>().ok()
    };
    Some(Outcome {
        passed: number(" passed")?,
        failed: number(" failed")?,
        skipped: number(" ignored")?,
        ..Outcome::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_line_of_a_test_run_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.02s";
        let expected = Outcome { passed: 12, failed: 3, skipped: 1, ..Outcome::default() };
        assert_eq!(counts(line), Some(expected));
    }

    #[test]
    fn what_a_test_prints_is_not_counted() {
        assert_eq!(counts("test parses_results ... ok"), None);
        assert_eq!(counts("result: ok. 12 passed; 0 failed"), None);
    }
}
