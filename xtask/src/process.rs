//! Running other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project::{Compiler, Project};

/// Cargo, in the checkout, without the variables that `cargo run` left behind and that would make cargo believe
/// something changed. Leptos reads its output name at compile time too, so it must be absent in every build.
pub fn cargo<S: AsRef<OsStr>>(project: &Project, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(project.compiler.arguments()).args(arguments);
    command.current_dir(&project.root).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let from_cargo_run = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if from_cargo_run.iter().any(|prefix| name.starts_with(prefix)) || name == "LEPTOS_OUTPUT_NAME" {
            command.env_remove(name);
        }
    }
    command
}

/// A command as one would type it: without settings of cargo that change no result.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let settings = if command.get_args().next() == Some(Compiler::CONFIG.as_ref()) { 2 } else { 0 };
    std::iter::once(program)
        .chain(command.get_args().skip(settings))
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a command whose output goes to the terminal.
///
/// # Errors
///
/// When it cannot be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if status.success() { Ok(()) } else { bail!("`{}` failed ({status})", shown(command)) }
}

/// Runs a command and hands over the lines of its standard output while they come; says whether it succeeded.
///
/// # Errors
///
/// When it cannot be started, its output cannot be read, or a line cannot be taken.
pub fn watch(command: &mut Command, mut take: impl FnMut(&str) -> Result<()>) -> Result<bool> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    let output = child.stdout.take().context("no standard output to read")?;
    let mut reader = BufReader::new(output);
    let mut buffer = Vec::new();
    while reader.read_until(b'\n', &mut buffer)? > 0 {
        take(String::from_utf8_lossy(&buffer).trim_end())?;
        buffer.clear();
    }
    Ok(child.wait()?.success())
}

/// The standard output of a command, trimmed; `None` when it cannot be started or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where the search path has a program.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
