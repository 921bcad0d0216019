//! Known advisories against what is built, read from a copy of the `RustSec` database.
//!
//! The database is a folder named by `SINEW_ADVISORY_DB`, or `.ci/advisory-db`. Vulnerabilities and unsoundness fail;
//! that something is unmaintained, or locked but never compiled, is only said. Exceptions are named, reasoned and dated in `.ci/advisories.toml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use semver::{Version, VersionReq};
use serde::Deserialize;

use super::dependencies::{self, Dependency};
use super::outcome::Outcome;
use crate::project::Project;
use crate::{compress, say};

/// Names the folder of the database.
const DATABASE: &str = "SINEW_ADVISORY_DB";

/// The head of an advisory file.
#[derive(Debug, Deserialize)]
struct Head {
    advisory: Advisory,
    versions: Versions,
}

#[derive(Debug, Deserialize)]
struct Advisory {
    id: String,
    date: String,
    withdrawn: Option<String>,
    informational: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Versions {
    patched: Vec<VersionReq>,
    #[serde(default)]
    unaffected: Vec<VersionReq>,
}

/// The exceptions.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    #[serde(default)]
    ignore: Vec<Exception>,
}

/// One advisory that does not concern us, why, and since when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    id: String,
    reason: String,
    decided: String,
}

/// An advisory that a locked version falls under.
struct Finding {
    dependency: Dependency,
    advisory: Advisory,
}

impl Finding {
    fn kind(&self) -> &str {
        self.advisory.informational.as_deref().unwrap_or("vulnerability")
    }

    fn describe(&self) -> String {
        let Self { dependency: Dependency { name, version }, advisory } = self;
        format!("{name} {version}: {} ({}, {})", advisory.id, self.kind(), advisory.date)
    }
}

/// Compares lock file and database.
///
/// # Errors
///
/// When a file cannot be read.
pub fn run(project: &Project) -> Result<Outcome> {
    let Some(database) = database(project) else {
        let remark = format!("advisories: not checked (no .ci/advisory-db, and {DATABASE} is not set)");
        say::line(&remark);
        return Ok(Outcome::not_checked(&remark));
    };
    let exceptions = exceptions(&project.root.join(".ci/advisories.toml"))?;
    let built = dependencies::built(project)?;
    let (findings, newest) = search(&database, dependencies::locked(project)?)?;
    say::line(format!(
        "{} advisories concern locked versions; the newest read is of {newest}",
        findings.len()
    ));
    Ok(judge(&findings, &built, &exceptions))
}

fn database(project: &Project) -> Option<PathBuf> {
    let named = std::env::var_os(DATABASE).map(PathBuf::from);
    named.or_else(|| Some(project.root.join(".ci/advisory-db")).filter(|folder| folder.is_dir()))
}

fn exceptions(file: &Path) -> Result<Exceptions> {
    if !file.exists() {
        return Ok(Exceptions::default());
    }
    let text = std::fs::read_to_string(file)?;
    toml::from_str(&text).with_context(|| format!("{} is not a list of exceptions", file.display()))
}

/// Every advisory some locked version falls under, and the date of the newest advisory seen.
fn search(database: &Path, locked: Vec<Dependency>) -> Result<(Vec<Finding>, String)> {
    let crates = database.join("crates");
    if !crates.is_dir() {
        bail!("{} is no advisory database: it has no folder `crates`", database.display());
    }
    let mut findings = Vec::new();
    let mut newest = String::new();
    for dependency in locked {
        let folder = crates.join(&dependency.name);
        let files = if folder.is_dir() { compress::files_below(&folder)? } else { Vec::new() };
        for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
            let Head { advisory, versions } = read(file)?;
            newest = newest.max(advisory.date.clone());
            if advisory.withdrawn.is_none() && concerns(&versions, &dependency.version) {
                findings.push(Finding { dependency: dependency.clone(), advisory });
            }
        }
    }
    Ok((findings, newest))
}

fn read(file: &Path) -> Result<Head> {
    let text = std::fs::read_to_string(file)?;
    head(&text).with_context(|| format!("{} is not an advisory", file.display()))
}

/// The TOML block a file begins with.
fn head(text: &str) -> Result<Head> {
    let block = text.trim_start().strip_prefix("```toml").context("no TOML block at the start")?;
    let block = block.split("\n```").next().context("the TOML block does not end")?;
    Ok(toml::from_str(block)?)
}

/// A version is concerned unless the advisory calls it patched or unaffected.
fn concerns(versions: &Versions, version: &Version) -> bool {
    !versions.patched.iter().chain(&versions.unaffected).any(|requirement| requirement.matches(version))
}

/// Counts one for each finding that fails, or one for all when none does; an exception nobody needs fails too.
fn judge(findings: &[Finding], built: &BTreeSet<Dependency>, exceptions: &Exceptions) -> Outcome {
    let mut outcome = Outcome::default();
    for finding in findings {
        let text = finding.describe();
        let exception = exceptions.ignore.iter().find(|exception| exception.id == finding.advisory.id);
        if let Some(Exception { reason, decided, .. }) = exception {
            say::line(format!("{text}: excepted on {decided}: {reason}"));
        } else if !built.contains(&finding.dependency) {
            say::line(format!("{text}: locked, but not built"));
        } else if matches!(finding.kind(), "unmaintained" | "notice") {
            say::line(text);
        } else {
            outcome = outcome.and(Outcome::problem(&format!("{text}: update the dependency")));
        }
    }
    let unneeded =
        |exception: &&Exception| !findings.iter().any(|finding| finding.advisory.id == exception.id);
    for exception in exceptions.ignore.iter().filter(unneeded) {
        let text =
            format!("{} is excepted but concerns nothing: remove it from .ci/advisories.toml", exception.id);
        outcome = outcome.and(Outcome::problem(&text));
    }
    if outcome.failed == 0 { Outcome::one_passed() } else { outcome }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADVISORY: &str = r#"```toml
[advisory]
id = "RUSTSEC-2020-0001"
package = "example"
date = "2020-01-31"

[versions]
patched = [">= 1.2.3"]
unaffected = ["< 1.0.0"]
```

# A title
"#;

    #[test]
    fn versions_between_unaffected_and_patched_are_concerned() {
        let versions = head(ADVISORY).unwrap().versions;
        assert!(concerns(&versions, &Version::new(1, 2, 2)));
        assert!(!concerns(&versions, &Version::new(1, 2, 3)));
        assert!(!concerns(&versions, &Version::new(0, 9, 0)));
    }

    #[test]
    fn without_a_patched_version_every_version_is_concerned() {
        let versions = Versions { patched: Vec::new(), unaffected: Vec::new() };
        assert!(concerns(&versions, &Version::new(9, 0, 0)));
    }

    fn finding(kind: Option<&str>) -> Finding {
        let mut advisory = head(ADVISORY).unwrap().advisory;
        advisory.informational = kind.map(str::to_owned);
        Finding { dependency: example(), advisory }
    }

    fn example() -> Dependency {
        Dependency { name: "example".to_owned(), version: Version::new(1, 2, 2) }
    }

    fn failed(kind: Option<&str>, built: &BTreeSet<Dependency>) -> u32 {
        judge(&[finding(kind)], built, &Exceptions::default()).failed
    }

    #[test]
    fn a_vulnerability_fails_and_an_unmaintained_dependency_does_not() {
        let built = BTreeSet::from([example()]);
        assert_eq!(failed(None, &built), 1);
        assert_eq!(failed(Some("unsound"), &built), 1);
        assert_eq!(failed(Some("unmaintained"), &built), 0);
    }

    #[test]
    fn what_is_locked_but_not_built_does_not_fail() {
        assert_eq!(failed(None, &BTreeSet::new()), 0);
    }

    #[test]
    fn an_exception_excuses_its_advisory_and_fails_when_it_excuses_nothing() {
        let text =
            "[[ignore]]\nid = \"RUSTSEC-2020-0001\"\nreason = \"not called\"\ndecided = \"2026-11-23\"\n";
        let exceptions: Exceptions = toml::from_str(text).unwrap();
        let built = BTreeSet::from([example()]);
        assert_eq!(judge(&[finding(None)], &built, &exceptions).failed, 0);
        assert_eq!(judge(&[], &built, &exceptions).failed, 1);
    }
}
