//! Reads every file of several pages back with other people's programs, against a server of its own.
//!
//! The readers are `tests/office`, a Python package in an environment of its own. They run twice: once as counts are, once
//! with small ones hidden.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::browser::FEW_PEOPLE;
use super::outcome::Outcome;
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
    for (counts, loads) in [(Counts::Exact, studies().as_slice()), (Counts::Rounded, &[])] {
        sum = sum.and(read(project, &python, &data, counts, loads)?);
    }
    Ok(sum)
}

/// The studies the browser tests use.
fn studies() -> [&'static [&'static str]; 2] {
    [&["import", "--shipped", "acupuncture"], &["demo", "--participants", FEW_PEOPLE, "--seed", "1"]]
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
    let server = server::serving(project, Profile::Dev, data, &address, &log, loads, &serve)?;
    say::line(format!("reading files, counts {policy}"));
    let counted = readers(project, python, &address, policy);
    drop(server);
    counted
}

fn readers(project: &Project, python: &Path, address: &str, policy: &str) -> Result<Outcome> {
    let report = project.target.join(format!("xtask-office-{policy}.json"));
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let mut command = Command::new(python);
    command.args(["-m", "office", "--server", &format!("http://{address}"), "--counts", policy, "--report"]);
    command.arg(&report);
    command.current_dir(project.root.join("tests")).env("PYTHONDONTWRITEBYTECODE", "1");
    let succeeded = command.status().context("cannot start Python")?.success();
    let counted = counts(&report)?;
    Ok(if !succeeded && counted.failed == 0 {
        counted.and(Outcome::problem("the readers failed: see their messages above"))
    } else {
        counted
    })
}

/// What the readers counted; a check is one thing of one file.
#[derive(Deserialize)]
struct Report {
    passed: u32,
    failed: u32,
}

fn counts(report: &PathBuf) -> Result<Outcome> {
    let text =
        std::fs::read_to_string(report).context("the readers wrote no report: see their messages above")?;
    let Report { passed, failed } = serde_json::from_str(&text)?;
    Ok(Outcome { passed, failed, ..Outcome::default() })
}
