//! Finding the installed server.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::store::StoreError;

/// Oldest major version that will do.
const OLDEST_MAJOR: u32 = 14;

/// The programs of one installed server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// `initdb`.
    pub initdb: PathBuf,
    /// `postgres`.
    pub postgres: PathBuf,
    /// Major version, as in `PG_VERSION` of a cluster.
    pub major: u32,
}

/// The newest installed server of at least version 14; of exactly `major` when a cluster of it exists already.
pub fn find(major: Option<u32>) -> Result<Binaries, StoreError> {
    let mut found: Vec<Binaries> = directories().iter().filter_map(|directory| inspect(directory)).collect();
    found.retain(|binaries| binaries.major >= OLDEST_MAJOR);
    found.sort_by_key(|binaries| binaries.major);
    match major {
        None => found.pop().ok_or_else(|| StoreError::embedded(absent())),
        Some(major) => found.into_iter().find(|binaries| binaries.major == major).ok_or_else(|| {
            StoreError::embedded(format!(
                "The data directory was made by PostgreSQL {major}, which is not installed; install it (Debian \
                 package postgresql-{major}) or name another directory."
            ))
        }),
    }
}

fn absent() -> String {
    format!(
        "No PostgreSQL server of version {OLDEST_MAJOR} or newer is installed; install one (Debian package \
         postgresql) or set DATABASE_URL to a running one."
    )
}

/// Everywhere a server may be: Debian's versioned directories, what `pg_config` says, the search path.
fn directories() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut directories: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    directories.sort();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output()
        && let Ok(text) = String::from_utf8(output.stdout)
    {
        directories.push(PathBuf::from(text.trim()));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    directories.extend(std::env::split_paths(&path));
    directories
}

fn inspect(directory: &Path) -> Option<Binaries> {
    let (initdb, postgres) = (directory.join("initdb"), directory.join("postgres"));
    if !initdb.is_file() || !postgres.is_file() {
        return None;
    }
    let output = Command::new(&postgres).arg("--version").output().ok()?;
    let major = major_of(&String::from_utf8(output.stdout).ok()?)?;
    Some(Binaries { initdb, postgres, major })
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` → 15.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_the_server_says() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("postgres"), None);
    }

    #[test]
    fn a_version_that_is_not_installed_is_named_with_its_package() {
        let sentence = find(Some(4_000)).map_err(|error| error.to_string());
        assert!(sentence.is_err_and(|sentence| sentence.contains("postgresql-4000")));
    }
}
