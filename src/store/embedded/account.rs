//! Under which account the server runs. Postgres refuses to run as root, so root lends it another.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{Gid, Uid, User, chown};

use crate::store::StoreError;

/// Accounts root may lend to the server, the first that exists.
const UNPRIVILEGED: [&str; 2] = ["postgres", "sinew"];

/// Who runs the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Whoever runs us.
    Ourselves,
    /// Root runs us; this account runs the server.
    Lent {
        /// Its name.
        name: String,
        /// User id.
        user: Uid,
        /// Group id.
        group: Gid,
    },
}

impl Account {
    /// The account for this process.
    pub fn choose() -> Result<Self, StoreError> {
        if !Uid::effective().is_root() {
            return Ok(Self::Ourselves);
        }
        let lent = UNPRIVILEGED.iter().find_map(|name| User::from_name(name).ok().flatten());
        lent.map(|user| Self::Lent { name: user.name, user: user.uid, group: user.gid }).ok_or_else(|| {
            StoreError::embedded(
                "PostgreSQL does not run as root and neither the account postgres nor sinew exists; create one \
                 (useradd --system sinew) or run as an ordinary user.",
            )
        })
    }

    /// User id of the server.
    pub fn user(&self) -> Uid {
        match self {
            Self::Ourselves => Uid::effective(),
            Self::Lent { user, .. } => *user,
        }
    }

    /// Makes a command run under the account, with a clean environment and away from our terminal's signals.
    pub fn dress(&self, command: &mut Command) {
        command.env_clear().env("LC_ALL", "C.UTF-8").env("TZ", "UTC").current_dir("/").process_group(0);
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        if let Self::Lent { user, group, .. } = self {
            command.uid(user.as_raw()).gid(group.as_raw());
        }
    }

    /// Creates a directory only the account can enter, takes an empty one for it, or checks that another is its own.
    pub fn private_directory(&self, path: &Path) -> Result<(), StoreError> {
        let failed = |error: std::io::Error| {
            StoreError::embedded(format!("The directory {} cannot be prepared: {error}.", path.display()))
        };
        if !path.exists() {
            std::fs::create_dir_all(path).map_err(failed)?;
        }
        let is_directory = std::fs::symlink_metadata(path).map_err(failed)?.is_dir();
        if is_directory && std::fs::read_dir(path).map_err(failed)?.next().is_none() {
            self.give(path).map_err(failed)?;
        }
        let metadata = std::fs::symlink_metadata(path).map_err(failed)?;
        if !metadata.is_dir() || metadata.uid() != self.user().as_raw() {
            return Err(StoreError::embedded(format!(
                "{} exists but is not a directory of the account that runs PostgreSQL; remove it or name another \
                 data directory.",
                path.display()
            )));
        }
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
        self.check_way_to(path)
    }

    fn give(&self, path: &Path) -> std::io::Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            Self::Lent { user, group, .. } => chown(path, Some(*user), Some(*group)).map_err(Into::into),
        }
    }

    /// A lent account must be able to enter every directory on the way, which it cannot below `/root`.
    fn check_way_to(&self, path: &Path) -> Result<(), StoreError> {
        let Self::Lent { name, user, .. } = self else { return Ok(()) };
        let is_closed = |directory: &&Path| {
            std::fs::metadata(directory).is_ok_and(|metadata| {
                metadata.mode() & 0o001 == 0
                    && !(metadata.uid() == user.as_raw() && metadata.mode() & 0o100 != 0)
            })
        };
        path.ancestors().skip(1).find(is_closed).map_or(Ok(()), |directory| {
            Err(StoreError::embedded(format!(
                "PostgreSQL runs under the account {name}, which cannot enter {}; name a data directory elsewhere, \
                 such as /var/lib/sinew.",
                directory.display()
            )))
        })
    }
}
