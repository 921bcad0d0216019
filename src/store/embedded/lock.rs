//! File locks between processes. The kernel drops them with the process, so nothing is stale after a crash.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};

use crate::store::StoreError;

/// A lock, held until dropped.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held for its Drop")] Flock<File>);

/// Who may hold the lock at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Any number of sharers.
    Shared,
    /// One.
    Exclusive,
}

impl Lock {
    /// The lock, or `None` when somebody else holds it.
    pub fn try_take(path: &Path, sharing: Sharing) -> Result<Option<Self>, StoreError> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(|error| cannot_lock(path, error))?;
        let argument = match sharing {
            Sharing::Shared => FlockArg::LockSharedNonblock,
            Sharing::Exclusive => FlockArg::LockExclusiveNonblock,
        };
        match Flock::lock(file, argument) {
            Ok(lock) => Ok(Some(Self(lock))),
            Err((_, Errno::EWOULDBLOCK)) => Ok(None),
            Err((_, error)) => Err(cannot_lock(path, error)),
        }
    }

    /// The lock, waiting for it; blocks the thread.
    pub fn take(path: &Path, sharing: Sharing, patience: Duration) -> Result<Self, StoreError> {
        let start = Instant::now();
        loop {
            if let Some(lock) = Self::try_take(path, sharing)? {
                return Ok(lock);
            }
            if start.elapsed() > patience {
                return Err(StoreError::embedded(format!(
                    "Another command has been starting or stopping PostgreSQL in {} for {} seconds; wait for it or \
                     end it.",
                    path.parent().unwrap_or(path).display(),
                    patience.as_secs()
                )));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn cannot_lock(path: &Path, error: impl std::fmt::Display) -> StoreError {
    StoreError::embedded(format!("The lock file {} cannot be used: {error}.", path.display()))
}
