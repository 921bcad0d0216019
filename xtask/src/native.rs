//! The server part.

use anyhow::Result;

use crate::process;
use crate::project::{Profile, Project};

/// Builds the server.
///
/// # Errors
///
/// When cargo fails.
pub fn build(project: &Project, profile: Profile) -> Result<()> {
    let mut command = process::cargo(project, ["build", "--features", "ssr", "--bin", "sinew"]);
    match profile {
        Profile::Dev => {}
        Profile::Release => {
            command.arg("--release");
        }
    }
    process::run(&mut command)
}
