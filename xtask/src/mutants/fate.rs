//! What became of each mutant.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;

use super::runner::{Ending, Runner};
use super::site::Mutant;
use super::suite::{self, Suite};

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A test failed.
    Killed,
    /// The tests took far longer than usual: it is found.
    TimedOut,
    /// Every test that reaches it passed.
    Survived,
    /// No test reaches it.
    NotReached,
    /// Nobody has looked.
    NotTried,
}

impl Fate {
    const ALL: [Self; 5] = [Self::Killed, Self::TimedOut, Self::Survived, Self::NotReached, Self::NotTried];

    fn word(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::TimedOut => "timed-out",
            Self::Survived => "survived",
            Self::NotReached => "not-reached",
            Self::NotTried => "not-tried",
        }
    }

    /// Whether the tests would tell.
    pub fn is_found(self) -> bool {
        match self {
            Self::Killed | Self::TimedOut => true,
            Self::Survived | Self::NotReached | Self::NotTried => false,
        }
    }

    /// Whether the tests would not tell.
    pub fn lives(self) -> bool {
        match self {
            Self::Survived | Self::NotReached => true,
            Self::Killed | Self::TimedOut | Self::NotTried => false,
        }
    }
}

/// Runs a mutant's tests until one fails.
///
/// # Errors
///
/// When the program cannot be started.
pub fn found_out(runner: &Runner, suite: &Suite, mutant: &Mutant<'_>) -> Result<Fate> {
    let tests = suite.reaching(mutant);
    if tests.is_empty() {
        return Ok(Fate::NotReached);
    }
    for portion in suite::portions(&tests) {
        let usual: Duration = portion.iter().map(|test| test.time).sum();
        let names: Vec<_> = portion.iter().map(|test| &test.name).collect();
        match runner.with_mutant(mutant.number, &names, limit(usual))? {
            Ending::Passed => (),
            Ending::Failed => return Ok(Fate::Killed),
            Ending::TimedOut => return Ok(Fate::TimedOut),
        }
    }
    Ok(Fate::Survived)
}

/// Ten times as long as usual and a second or two; a minute is more than all tests take together.
fn limit(usual: Duration) -> Duration {
    (usual * 10 + Duration::from_secs(1)).min(Duration::from_mins(1))
}

/// The fates of this run and of those before, in a file that grows.
#[derive(Debug)]
pub struct Memory {
    before: BTreeMap<String, Fate>,
    file: Mutex<File>,
}

impl Memory {
    /// Reads what is known.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let before = text.lines().filter_map(parsed).collect();
        let file = Mutex::new(OpenOptions::new().create(true).append(true).open(path)?);
        Ok(Self { before, file })
    }

    /// What became of a mutant of this name at last.
    pub fn fate(&self, name: &str) -> Option<Fate> {
        self.before.get(name).copied()
    }

    /// Notes what became of a mutant now.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn note(&self, name: &str, fate: Fate) -> Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(writeln!(file, "{} {name}", fate.word())?)
    }
}

fn parsed(line: &str) -> Option<(String, Fate)> {
    let (word, name) = line.split_once(' ')?;
    let fate = Fate::ALL.into_iter().find(|fate| fate.word() == word)?;
    Some((name.to_owned(), fate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_written_is_read_back() {
        for fate in Fate::ALL {
            let line = format!("{} a.rs | f | < to <= | a < b", fate.word());
            assert_eq!(parsed(&line), Some(("a.rs | f | < to <= | a < b".to_owned(), fate)));
        }
        assert_eq!(parsed("half a li"), None);
    }
}
