//! The steps that run in Chromium, against a server of their own with a database of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::outcome::Outcome;
use crate::project::{Profile, Project};
use crate::server::{self, DataFolder};
use crate::tools;

/// Which of the browser tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The browser draws what the server draws.
    Parity,
    /// What people do.
    Journeys,
}

impl Part {
    /// How Playwright is told.
    fn selection(self) -> [&'static str; 2] {
        match self {
            Self::Parity => ["--grep", "@parity"],
            Self::Journeys => ["--grep-invert", "@parity"],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Parity => "parity",
            Self::Journeys => "browser",
        }
    }
}

/// People who start the synthetic programme that is tested with.
pub const FEW_PEOPLE: &str = "200";

/// Runs the tests of `end2end/` against a freshly loaded server.
///
/// # Errors
///
/// When something is missing, or the server does not start.
pub fn run(project: &Project, part: Part) -> Result<Outcome> {
    tools::ensure_end2end(project)?;
    let chromium = tools::ensure_chromium()?;
    let data = DataFolder::create(part.name())?;
    let log = project.target.join(format!("xtask-{}-server.log", part.name()));
    let address = server::free_address()?;
    let studies: [&[&str]; 2] =
        [&["import", "--shipped", "acupuncture"], &["demo", "--participants", FEW_PEOPLE, "--seed", "1"]];
    let server = server::loaded(project, Profile::Dev, &data, &address, &log, &studies)?;
    let counted = playwright(project, part, &chromium, &address);
    drop(server);
    counted
}

fn playwright(project: &Project, part: Part, chromium: &Path, address: &str) -> Result<Outcome> {
    let report = project.target.join(format!("xtask-{}.json", part.name()));
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let mut command = Command::new(project.end2end().join("node_modules/.bin/playwright"));
    command.arg("test").args(part.selection()).current_dir(project.end2end());
    command.env("BASE_URL", format!("http://{address}")).env("CHROMIUM", chromium).env("REPORT", &report);
    let succeeded = command.status().context("cannot start Playwright")?.success();
    let counted = counts(&report)?;
    Ok(if !succeeded && counted.failed == 0 {
        counted.and(Outcome::problem("Playwright failed: see its messages above"))
    } else {
        counted
    })
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

/// Playwright's words: expected is passed, unexpected is failed. A flaky test is a failed one.
#[derive(Deserialize)]
struct Stats {
    expected: u32,
    unexpected: u32,
    flaky: u32,
    skipped: u32,
}

fn counts(report: &PathBuf) -> Result<Outcome> {
    let text =
        std::fs::read_to_string(report).context("Playwright wrote no report: see its messages above")?;
    let Stats { expected, unexpected, flaky, skipped } = serde_json::from_str::<Report>(&text)?.stats;
    Ok(Outcome { passed: expected, failed: unexpected + flaky, skipped, ..Outcome::default() })
}
