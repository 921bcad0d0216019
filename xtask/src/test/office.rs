//! Reads every file of several pages back with other people's programs, against a server of its own.
//!
//! The readers are `tests/office`, a Python package in an environment of its own. They run twice: once as counts are, once
//! with small ones hidden.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::browser::STUDIES;
use super::outcome::Outcome;
use super::reported;
use crate::project::{Profile, Project};
use crate::python::{self, Packages};
use crate::server::{self, DataFolder};
use crate::{say, tools};

const READERS: Packages = Packages {
    purpose: "office",
    requirements: "tests/office/requirements.txt",
    names: "the readers of files: python-pptx, python-docx, openpyxl, pypdf and others",
};

/// How the server shows counts while files are read.
#[derive(Debug, Clone, Copy)]
enum Counts {
    /// As they are.
    Exact,
    /// Small ones hidden, others rounded.
    Rounded,
}

impl Counts {
    /// The word of the server's policy.
    fn policy(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rounded => "rounded",
        }
    }
}

/// Reads the files; without Python or its packages it only says so.
///
/// # Errors
///
/// When the server does not start or the readers write no report.
pub fn run(project: &Project) -> Result<Outcome> {
    let python = match tools::ensure_python().and_then(|python| python::with(project, &python, &READERS)) {
        Ok(python) => python,
        Err(problem) => {
            let remark = format!("office: files not read back ({problem:#})");
            say::line(&remark);
            return Ok(Outcome::not_checked(&remark));
        }
    };
    let data = DataFolder::create("office")?;
    let mut sum = Outcome::default();
    for (counts, loads) in [(Counts::Exact, STUDIES.as_slice()), (Counts::Rounded, &[])] {
        sum = sum.and(read(project, &python, &data, counts, loads)?);
    }
    Ok(sum)
}

fn read(
    project: &Project,
    python: &Path,
    data: &DataFolder,
    counts: Counts,
    loads: &[&[&str]],
) -> Result<Outcome> {
    let policy = counts.policy();
    let log = project.target.join(format!("xtask-office-{policy}-server.log"));
    let address = server::free_address()?;
    let serve = ["serve", "--policy", policy];
    let server = server::loaded(project, Profile::Dev, data, &address, &log, loads, &serve)?;
    say::line(format!("reading files, counts {policy}"));
    let counted = readers(project, python, &address, policy);
    drop(server);
    counted
}

fn readers(project: &Project, python: &Path, address: &str, policy: &str) -> Result<Outcome> {
    let report = project.target.join(format!("xtask-office-{policy}.json"));
    let mut command = Command::new(python);
    command.args(["-m", "office", "--server", &format!("http://{address}"), "--counts", policy, "--report"]);
    command.arg(&report);
    command.current_dir(project.root.join("tests")).env("PYTHONDONTWRITEBYTECODE", "1");
    reported::run(&mut command, &report, "the readers of files", |Report { passed, failed }| Outcome {
        passed,
        failed,
        ..Outcome::default()
    })
}

/// What the readers counted; a check is one thing of one file.
#[derive(Deserialize)]
struct Report {
    passed: u32,
    failed: u32,
}
