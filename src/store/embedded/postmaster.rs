//! The running server, as its `postmaster.pid` and the kernel tell it.

use std::path::Path;

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// No process has this id: it is above the kernel's highest.
const NOBODY: i32 = i32::MAX - 1;

/// What is known about the server of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Postmaster {
    /// It does not run. A file left by a crash may be there.
    Absent,
    /// It runs and does not let anyone in yet, or no more.
    Busy(Pid),
    /// It runs and lets people in.
    Ready(Pid),
}

impl Postmaster {
    /// Looks at a cluster.
    pub fn of(cluster: &Path) -> Self {
        let text = std::fs::read_to_string(cluster.join("postmaster.pid")).unwrap_or_default();
        let mut lines = text.lines();
        let Some(pid) = lines.next().and_then(|line| line.trim().parse().ok()).map(Pid::from_raw) else {
            return Self::Absent;
        };
        let is_ready = lines.nth(6).is_some_and(|status| status.trim() == "ready");
        match (serves(pid, cluster), is_ready) {
            (false, _) => Self::Absent,
            (true, false) => Self::Busy(pid),
            (true, true) => Self::Ready(pid),
        }
    }

    /// Its process id, while it runs.
    pub const fn pid(self) -> Option<Pid> {
        match self {
            Self::Absent => None,
            Self::Busy(pid) | Self::Ready(pid) => Some(pid),
        }
    }

    /// Sends a signal, if it runs. A process that is gone by then is no error.
    pub fn signal(self, signal: Signal) -> Result<(), Errno> {
        match self.pid().map(|pid| kill(pid, signal)) {
            None | Some(Ok(()) | Err(Errno::ESRCH)) => Ok(()),
            Some(Err(error)) => Err(error),
        }
    }
}

/// Whether the process exists, is no zombie and works in the cluster: an id is soon given to another process.
fn serves(pid: Pid, cluster: &Path) -> bool {
    if pid.as_raw() <= 1 || matches!(kill(pid, None), Err(Errno::ESRCH)) {
        return false;
    }
    if !Path::new("/proc/self").exists() {
        return true;
    }
    let works_in = std::fs::read_link(format!("/proc/{pid}/cwd"));
    works_in.is_ok_and(|directory| cluster.canonicalize().is_ok_and(|cluster| cluster == directory))
}

/// After a crash the id in `postmaster.pid` may belong to another process or a zombie, and Postgres would refuse to
/// start. Only the id is replaced: the rest tells Postgres whether orphans still use the shared memory.
pub fn disown_stale_pid(cluster: &Path) -> std::io::Result<()> {
    let path = cluster.join("postmaster.pid");
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(()) };
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let Ok(pid) = first.trim().parse() else { return Ok(()) };
    if matches!(kill(Pid::from_raw(pid), None), Err(Errno::ESRCH)) {
        return Ok(());
    }
    std::fs::write(&path, format!("{NOBODY}\n{rest}"))
}
