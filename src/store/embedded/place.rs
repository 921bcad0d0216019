//! Where a private cluster keeps its things.

use std::path::{Path, PathBuf};

use nix::unistd::Uid;
use sha2::{Digest, Sha256};

use super::account::Account;
use crate::domain::format::hexadecimal;
use crate::store::StoreError;

/// Longest path of a Unix socket on Linux, without the closing NUL.
const LONGEST_SOCKET_PATH: usize = 107;
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// The directory used when none is named: `/var/lib/sinew` for root, otherwise `$XDG_DATA_HOME/sinew` or
/// `~/.local/share/sinew`.
///
/// # Errors
/// Neither `XDG_DATA_HOME` nor `HOME` is set.
pub fn default_data_directory() -> Result<PathBuf, StoreError> {
    if Uid::effective().is_root() {
        return Ok(PathBuf::from("/var/lib/sinew"));
    }
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_DATA_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
        .map(|directory| directory.join("sinew"))
        .ok_or_else(|| StoreError::embedded("HOME is not set; name a data directory."))
}

/// The paths of one private cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Holds everything below; belongs to the account that runs the server.
    pub root: PathBuf,
    /// The cluster.
    pub cluster: PathBuf,
    /// The cluster while it is being made.
    pub unfinished: PathBuf,
    /// The server's log.
    pub log: PathBuf,
    /// Holds the socket.
    pub socket_directory: PathBuf,
}

impl Place {
    /// Prepares the directories.
    pub fn prepare(root: &Path, account: &Account) -> Result<Self, StoreError> {
        let root = std::path::absolute(root)
            .map_err(|error| StoreError::embedded(format!("The data directory cannot be used: {error}.")))?;
        let place = Self {
            cluster: root.join("postgres"),
            unfinished: root.join("postgres.unfinished"),
            log: root.join("postgres.log"),
            socket_directory: socket_directory(&root),
            root,
        };
        account.private_directory(&place.root)?;
        account.private_directory(&place.socket_directory)?;
        Ok(place)
    }

    /// Major version of the server that made the cluster, if there is one.
    pub fn major(&self) -> Option<u32> {
        std::fs::read_to_string(self.cluster.join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// The last lines of the server's log, for a sentence.
    pub fn last_words(&self) -> String {
        let text = std::fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().rev().take(3).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join(" / ")
    }
}

/// Below the data directory when the path is short enough, otherwise a directory named after it.
fn socket_directory(root: &Path) -> PathBuf {
    let near = root.join("run");
    if near.as_os_str().len() + 1 + SOCKET_NAME.len() <= LONGEST_SOCKET_PATH {
        return near;
    }
    let digest = hexadecimal(&Sha256::digest(root.as_os_str().as_encoded_bytes()));
    Path::new("/tmp").join(format!("sinew-{digest:.16}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_data_directory_gets_a_short_socket_elsewhere() {
        let long = PathBuf::from(format!("/{}", "a".repeat(200)));
        let socket = socket_directory(&long).join(SOCKET_NAME);
        assert!(socket.as_os_str().len() <= LONGEST_SOCKET_PATH);
        assert_eq!(socket_directory(Path::new("/var/lib/sinew")), Path::new("/var/lib/sinew/run"));
        assert_ne!(socket_directory(&long), socket_directory(&long.join("b")));
    }
}
