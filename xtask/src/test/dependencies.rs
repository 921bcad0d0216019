//! What the project depends on: as locked, and as built.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use semver::Version;
use serde::Deserialize;

use crate::process;
use crate::project::Project;

/// One version of a dependency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Version,
}

#[derive(Deserialize)]
struct Lockfile {
    package: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    version: Version,
    source: Option<String>,
}

/// Everything from a registry that Cargo.lock holds, built or not: it also locks what no feature of ours asks for.
///
/// # Errors
///
/// When Cargo.lock cannot be read.
pub fn locked(project: &Project) -> Result<Vec<Dependency>> {
    let text =
        std::fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    parse_lockfile(&text)
}

fn parse_lockfile(text: &str) -> Result<Vec<Dependency>> {
    let lock: Lockfile = toml::from_str(text).context("Cargo.lock is not as expected")?;
    let from_registry =
        |entry: &Entry| entry.source.as_ref().is_some_and(|source| source.starts_with("registry+"));
    let entries = lock.package.into_iter().filter(from_registry);
    Ok(entries.map(|entry| Dependency { name: entry.name, version: entry.version }).collect())
}

/// Everything that is compiled for the server, its tests, the browser part or this tool.
///
/// # Errors
///
/// When cargo cannot say.
pub fn built(project: &Project) -> Result<BTreeSet<Dependency>> {
    let configurations: [&[&str]; 3] = [
        &["--features", "ssr"],
        &["--features", "hydrate", "--target", "wasm32-unknown-unknown"],
        &["--package", "xtask"],
    ];
    let mut built = BTreeSet::new();
    for configuration in configurations {
        let mut command =
            process::cargo(project, ["tree", "--locked", "--prefix", "none", "--format", "{p}"]);
        let tree = process::answer(command.args(configuration))
            .context("`cargo tree` failed: is Cargo.lock current?")?;
        built.extend(tree.lines().filter_map(parse_tree_line));
    }
    Ok(built)
}

/// Dependencies of the server that its tests want with other features. Cargo compiles those twice, with everything above
/// them, and our own crate anew whenever tests and server are built in turn.
///
/// # Errors
///
/// When cargo cannot say.
pub fn twofold(project: &Project) -> Result<BTreeSet<String>> {
    let (alone, tested) = (features(project, "normal,build")?, features(project, "normal,build,dev")?);
    Ok(alone.difference(&tested).cloned().collect())
}

/// Every dependency of the server with its features, along these edges.
fn features(project: &Project, edges: &str) -> Result<BTreeSet<String>> {
    let tree =
        ["tree", "--locked", "--prefix", "none", "--format", "{p} {f}", "--features", "ssr", "--edges"];
    let mut command = process::cargo(project, tree);
    let lines = process::answer(command.arg(edges)).context("`cargo tree` failed: is Cargo.lock current?")?;
    Ok(lines.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect())
}

/// "serde v1.0.229", "paste v1.0.15 (proc-macro)".
fn parse_tree_line(line: &str) -> Option<Dependency> {
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    let version = words.next()?.strip_prefix('v')?.parse().ok()?;
    Some(Dependency { name, version })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_packages_are_left_out() {
        let text = r#"
            version = 4
            [[package]]
            name = "ours"
            version = "0.1.0"
            [[package]]
            name = "theirs"
            version = "1.2.3"
            source = "registry+address"
        "#;
        let theirs = Dependency { name: "theirs".to_owned(), version: Version::new(1, 2, 3) };
        assert_eq!(parse_lockfile(text).unwrap(), [theirs]);
    }

    #[test]
    fn a_line_of_the_tree_names_a_version() {
        let paste = Dependency { name: "paste".to_owned(), version: Version::new(1, 0, 15) };
        assert_eq!(parse_tree_line("paste v1.0.15 (proc-macro) (*)"), Some(paste));
        assert_eq!(parse_tree_line(""), None);
    }
}
