//! `cargo xtask bench`.

use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;
use crate::{peers, pixels, process, say};

/// Runs every benchmark of `benches/`, with all features a server has, and beside them the same by other programs
/// where there is a Python for them; then a page in a browser.
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
    let mut bench = process::cargo(project, command);
    bench.args(arguments);
    if let Some(python) = peers::python(project) {
        bench.env("SINEW_PEERS_PYTHON", python);
    }
    process::run(&mut bench)?;
    pixels::run(project)?;
    Ok(ExitCode::SUCCESS)
}
