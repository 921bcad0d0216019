//! The program run with a mutant, for as long as it may take.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::suite::Name;
use crate::process;

/// The test that runs cases.
pub const CASES_TEST: &str = "mutant_cases::listed";

/// A mutant that asks for more is dead, and the machine shall not be. In KiB, as `ulimit -v` takes it.
const MOST_MEMORY_KIB: u32 = 3_000_000;

/// No test alone takes as long.
const LONGEST: Duration = Duration::from_mins(10);

/// The signals at the soft and at the hard limit of processor time.
const OUT_OF_TIME: i32 = 24;
const KILLED: i32 = 9;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Every test passed.
    Passed,
    /// One failed, or the process died.
    Failed,
    /// It took too long and was ended.
    TimedOut,
}

/// The compiled program.
#[derive(Debug)]
pub struct Runner {
    /// Which.
    pub program: PathBuf,
    /// Where it may leave notes.
    pub scratch: PathBuf,
}

impl Runner {
    /// What the program lists as its tests.
    ///
    /// # Errors
    ///
    /// When it cannot be run.
    pub fn list(&self) -> Result<String> {
        let mut command = self.command(LONGEST);
        command.args(["--list", "--format", "terse"]).stdout(Stdio::piped());
        process::answer(&mut command).context("tests cannot be listed")
    }

    /// Runs one test without a mutant and notes which mutants it reaches.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn noting(&self, test: &Name, notes: &Path) -> Result<Ending> {
        let reach = format!("reach:{}", notes.display());
        ending(self.chosen(&[test], LONGEST).env("SINEW_MUTANT", reach))
    }

    /// Runs tests with a mutant until the first fails.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn with_mutant(&self, number: u32, tests: &[&Name], limit: Duration) -> Result<Ending> {
        ending(self.chosen(tests, limit).env("SINEW_MUTANT", number.to_string()))
    }

    fn chosen(&self, tests: &[&Name], limit: Duration) -> Command {
        let mut command = self.command(limit);
        let mut cases = BTreeMap::<&str, Vec<String>>::new();
        for test in tests {
            match test {
                Name::Unit(name) => {
                    command.arg(name);
                }
                Name::Case(file, place) => cases.entry(file).or_default().push(place.to_string()),
            }
        }
        if !cases.is_empty() {
            command.arg(CASES_TEST);
        }
        let listed = cases.iter().map(|(file, places)| format!("{file}:{}", places.join(",")));
        command.env("SINEW_MUTANT_CASES", listed.collect::<Vec<_>>().join(" "));
        command.args(["--exact", "--test-threads=1"]);
        command
    }

    /// The same random numbers every time, and nothing is shrunk: all that is asked is whether a test fails. The limit
    /// is one of processor time, as others may be using the machine.
    fn command(&self, limit: Duration) -> Command {
        let seconds = limit.as_secs() + 1;
        let limited = format!("ulimit -v {MOST_MEMORY_KIB}; ulimit -t {seconds}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &limited]).arg(&self.program).current_dir(&self.scratch);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env_remove("SINEW_TEST_EFFORT").env("PROPTEST_RNG_SEED", "1");
        command.env("PROPTEST_MAX_SHRINK_ITERS", "0").env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
        command
    }
}

/// What a failed test exits with; any other code is none of the tests'.
const TEST_FAILED: i32 = 101;

fn ending(command: &mut Command) -> Result<Ending> {
    let status = command.status()?;
    match (status.code(), status.signal()) {
        (Some(0), _) => Ok(Ending::Passed),
        (Some(TEST_FAILED), _) => Ok(Ending::Failed),
        (Some(code), _) => bail!("the program with the mutants cannot be run: it exits with {code}"),
        (None, Some(OUT_OF_TIME | KILLED)) => Ok(Ending::TimedOut),
        (None, _) => Ok(Ending::Failed),
    }
}
