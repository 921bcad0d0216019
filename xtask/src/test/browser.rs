//! The steps that run in Chromium, against a server of their own with a database of its own.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::outcome::Outcome;
use super::reported;
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

/// What loads the studies that are tested with: the trial, and a synthetic programme of few people.
pub const STUDIES: [&[&str]; 2] =
    [&["import", "--shipped", "acupuncture"], &["demo", "--participants", "200", "--seed", "1"]];

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
    let server = server::loaded(project, Profile::Dev, &data, &address, &log, &STUDIES, &["serve"])?;
    let counted = playwright(project, part, &chromium, &address);
    drop(server);
    counted
}

fn playwright(project: &Project, part: Part, chromium: &Path, address: &str) -> Result<Outcome> {
    let report = project.target.join(format!("xtask-{}.json", part.name()));
    let mut command = Command::new(project.end2end().join("node_modules/.bin/playwright"));
    command.arg("test").args(part.selection()).current_dir(project.end2end());
    command.env("BASE_URL", format!("http://{address}")).env("CHROMIUM", chromium).env("REPORT", &report);
    reported::run(&mut command, &report, "Playwright", |Report { stats }| Outcome {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
        skipped: stats.skipped,
        ..Outcome::default()
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
