//! Programs that test, and write what they counted to a file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;

use super::outcome::Outcome;

/// Runs a command that writes a report of the form `R`; `who` it is stands in messages.
///
/// # Errors
///
/// When it does not start or writes no report of this form.
pub fn run<R: DeserializeOwned>(
    command: &mut Command,
    report: &Path,
    who: &str,
    counted: impl FnOnce(R) -> Outcome,
) -> Result<Outcome> {
    if report.exists() {
        std::fs::remove_file(report)?;
    }
    let succeeded = command.status().with_context(|| format!("cannot start {who}"))?.success();
    let text = std::fs::read_to_string(report)
        .with_context(|| format!("{who} wrote no report: see the messages above"))?;
    let counted = counted(serde_json::from_str(&text)?);
    Ok(if !succeeded && counted.failed == 0 {
        counted.and(Outcome::problem(&format!("{who} failed: see the messages above")))
    } else {
        counted
    })
}
