//! `cargo xtask bench`.

use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;
use crate::{process, say};

/// Runs every benchmark of `benches/`, with all features a server has.
///
/// # Errors
///
/// When a benchmark cannot be built or fails.
pub fn run(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let folder = project.root.join("benches");
    let any = folder.is_dir() && std::fs::read_dir(&folder)?.next().is_some();
    if !any {
        say::line("nothing to measure: benches/ has no benchmark yet");
        return Ok(ExitCode::SUCCESS);
    }
    let command = ["bench", "--features", "ssr", "--bench", "*", "--"];
    process::run(process::cargo(project, command).args(arguments))?;
    Ok(ExitCode::SUCCESS)
}
