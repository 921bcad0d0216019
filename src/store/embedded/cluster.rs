//! Making, starting and stopping a cluster. Everything here blocks.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use super::account::Account;
use super::binaries::{self, Binaries};
use super::place::Place;
use super::postmaster::{Postmaster, disown_stale_pid};
use super::{Durability, SUPERUSER};
use crate::store::StoreError;

/// Recovery after a crash replays the log, which can take a while.
const START_PATIENCE: Duration = Duration::from_mins(2);
/// Orphans of a killed server hold its shared memory until they notice.
const ORPHAN_PATIENCE: Duration = Duration::from_secs(10);
const FAST_STOP_PATIENCE: Duration = Duration::from_secs(15);
const IMMEDIATE_STOP_PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);
const LARGEST_LOG_BYTES: u64 = 10 << 20;

/// One private cluster.
#[derive(Debug, Clone)]
pub struct Cluster {
    binaries: Binaries,
    account: Account,
    /// Its paths.
    pub place: Place,
    durability: Durability,
}

impl Cluster {
    /// Finds the programs and prepares the directories.
    pub fn prepare(root: &Path, durability: Durability) -> Result<Self, StoreError> {
        let account = Account::choose()?;
        let place = Place::prepare(root, &account)?;
        let binaries = binaries::find(place.major())?;
        Ok(Self { binaries, account, place, durability })
    }

    /// What its server does.
    pub fn postmaster(&self) -> Postmaster {
        Postmaster::of(&self.place.cluster)
    }

    /// Makes the cluster unless it exists. It is made under another name, so a half-made one is never used.
    pub fn initialise(&self) -> Result<(), StoreError> {
        if self.place.major().is_some() {
            return Ok(());
        }
        let failed = |error: std::io::Error| self.failed("be made", &error.to_string());
        if self.place.unfinished.exists() {
            std::fs::remove_dir_all(&self.place.unfinished).map_err(failed)?;
        }
        let mut command = Command::new(&self.binaries.initdb);
        self.account.dress(&mut command);
        command.arg("--pgdata").arg(&self.place.unfinished).args([
            "--auth=trust",
            "--data-checksums",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]);
        command.arg(format!("--username={SUPERUSER}"));
        if self.durability == Durability::None {
            command.arg("--no-sync");
        }
        let output = command.stdin(Stdio::null()).output().map_err(failed)?;
        if !output.status.success() {
            return Err(self.failed("be made", String::from_utf8_lossy(&output.stderr).trim()));
        }
        std::fs::rename(&self.place.unfinished, &self.place.cluster).map_err(failed)
    }

    /// Starts the server and waits until it lets people in.
    pub fn start(&self) -> Result<(), StoreError> {
        let start = Instant::now();
        loop {
            let failed = |error: std::io::Error| self.failed("start", &error.to_string());
            disown_stale_pid(&self.place.cluster).map_err(failed)?;
            let mut child = self.command().and_then(|mut command| command.spawn()).map_err(failed)?;
            let exit = self.wait_until_ready(&mut child)?;
            if exit == Exit::None {
                // The server outlives us if it must; while we live its end is collected here.
                std::thread::spawn(move || child.wait());
                return Ok(());
            }
            if start.elapsed() > ORPHAN_PATIENCE {
                return Err(self.failed("start", &self.place.last_words()));
            }
            std::thread::sleep(Duration::from_millis(250));
        }
    }

    /// Waits until a server that is starting lets people in, or is gone.
    pub fn settle(&self) -> Postmaster {
        let start = Instant::now();
        loop {
            let postmaster = self.postmaster();
            if !matches!(postmaster, Postmaster::Busy(_)) || start.elapsed() > START_PATIENCE {
                return postmaster;
            }
            std::thread::sleep(POLL);
        }
    }

    /// Stops the server: at first it may write everything out, then it must go.
    pub fn stop(&self) -> Result<(), StoreError> {
        let steps = [(Signal::SIGINT, FAST_STOP_PATIENCE), (Signal::SIGQUIT, IMMEDIATE_STOP_PATIENCE)];
        for (signal, patience) in steps {
            self.postmaster()
                .signal(signal)
                .map_err(|error| self.failed("be stopped", &error.to_string()))?;
            if self.is_gone_within(patience) {
                return Ok(());
            }
        }
        Err(self.failed("be stopped", &self.place.last_words()))
    }

    fn is_gone_within(&self, patience: Duration) -> bool {
        let start = Instant::now();
        while start.elapsed() < patience {
            if self.postmaster() == Postmaster::Absent {
                return true;
            }
            std::thread::sleep(POLL);
        }
        false
    }

    fn wait_until_ready(&self, child: &mut std::process::Child) -> Result<Exit, StoreError> {
        let start = Instant::now();
        while start.elapsed() < START_PATIENCE {
            if let Postmaster::Ready(_) = self.postmaster() {
                return Ok(Exit::None);
            }
            if child.try_wait().is_ok_and(|status| status.is_some()) {
                return Ok(Exit::Early);
            }
            std::thread::sleep(POLL);
        }
        Err(self.failed("start within two minutes", &self.place.last_words()))
    }

    fn command(&self) -> std::io::Result<Command> {
        let mut command = Command::new(&self.binaries.postgres);
        self.account.dress(&mut command);
        command.arg("-D").arg(&self.place.cluster);
        for (name, value) in self.settings() {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(self.log()?);
        Ok(command)
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let written = match self.durability {
            Durability::Full => "on",
            Durability::None => "off",
        };
        vec![
            ("listen_addresses", String::new()),
            ("unix_socket_directories", self.place.socket_directory.display().to_string()),
            ("unix_socket_permissions", "0700".to_owned()),
            ("port", "5432".to_owned()),
            ("fsync", written.to_owned()),
            ("synchronous_commit", written.to_owned()),
            ("full_page_writes", written.to_owned()),
            // Nobody replicates a private cluster, and a table filled in the transaction that makes it then needs
            // no log.
            ("wal_level", "minimal".to_owned()),
            ("max_wal_senders", "0".to_owned()),
            ("max_wal_size", "2GB".to_owned()),
            ("max_connections", "100".to_owned()),
            ("shared_buffers", "256MB".to_owned()),
            // Compiling a plan costs more than it saves on statements as short as ours.
            ("jit", "off".to_owned()),
            ("timezone", "UTC".to_owned()),
            ("log_timezone", "UTC".to_owned()),
            ("client_connection_check_interval", "500ms".to_owned()),
        ]
    }

    fn log(&self) -> std::io::Result<File> {
        let is_large =
            std::fs::metadata(&self.place.log).is_ok_and(|metadata| metadata.len() > LARGEST_LOG_BYTES);
        let log = OpenOptions::new().create(true).append(true).open(&self.place.log)?;
        if is_large {
            log.set_len(0)?;
        }
        Ok(log)
    }

    fn failed(&self, what: &str, why: &str) -> StoreError {
        StoreError::embedded(format!(
            "PostgreSQL in {} could not {what} ({why}); its log is {}.",
            self.place.root.display(),
            self.place.log.display()
        ))
    }
}

/// Whether a server that was started has ended already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    None,
    Early,
}
