//! `cargo xtask build`.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::project::{Profile, Project};
use crate::{front, native, say};

/// Builds browser part and server. The server comes first: the hash file is laid beside it.
///
/// # Errors
///
/// When a part fails, or a release build is above the size budget.
pub fn run(project: &Project, profile: Profile) -> Result<ExitCode> {
    timed("server", || native::build(project, profile))?;
    timed("browser part", || front::build(project, profile))?;
    say::line(format!("site: {}", project.site().display()));
    say::line(format!("server: {}", project.server_binary(profile).display()));
    Ok(ExitCode::SUCCESS)
}

/// Announces a part, does it, and says how long it took.
///
/// # Errors
///
/// Those of the part.
pub fn timed<T>(what: &str, part: impl FnOnce() -> Result<T>) -> Result<T> {
    say::step(what);
    let start = Instant::now();
    let done = part()?;
    say::line(format!("{what}: {:.1} s", start.elapsed().as_secs_f64()));
    Ok(done)
}
