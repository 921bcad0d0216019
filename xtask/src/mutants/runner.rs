//! The program run with a mutant, for as long as it may take.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::suite::Name;
use crate::process;

/// The test that runs cases.
pub const CASES_TEST: &str = "mutant_cases::listed";

/// A mutant that asks for more is dead, and the machine shall not be. In KiB, as `ulimit -v` takes it.
const MOST_MEMORY_KIB: u32 = 3_000_000;

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
        process::answer(self.command().args(["--list", "--format", "terse"]))
            .context("tests cannot be listed")
    }

    /// Runs one test without a mutant and notes which mutants it reaches.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn noting(&self, test: &Name, notes: &Path) -> Result<Ending> {
        let mut command = self.chosen(&[test]);
        let reach = format!("reach:{}", notes.display());
        command.env("SINEW_MUTANT", reach);
        ending(command.spawn()?, Duration::from_secs(600))
    }

    /// Runs tests with a mutant until the first fails.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn with_mutant(&self, number: u32, tests: &[&Name], limit: Duration) -> Result<Ending> {
        let mut command = self.chosen(tests);
        command.env("SINEW_MUTANT", number.to_string());
        ending(command.spawn()?, limit)
    }

    fn chosen(&self, tests: &[&Name]) -> Command {
        let mut command = self.command();
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

    /// The same random numbers every time, and nothing is shrunk: all that is asked is whether a test fails.
    fn command(&self) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MOST_MEMORY_KIB}; exec \"$0\" \"$@\"")]).arg(&self.program);
        command.current_dir(&self.scratch).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env_remove("SINEW_TEST_EFFORT").env("PROPTEST_RNG_SEED", "1");
        command.env("PROPTEST_MAX_SHRINK_ITERS", "0").env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
        command
    }
}

fn ending(mut child: Child, limit: Duration) -> Result<Ending> {
    let (began, mut pause) = (Instant::now(), Duration::from_millis(1));
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(if status.success() { Ending::Passed } else { Ending::Failed });
        }
        if began.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(Ending::TimedOut);
        }
        std::thread::sleep(pause);
        pause = (pause * 5 / 4).min(Duration::from_millis(20));
    }
}
