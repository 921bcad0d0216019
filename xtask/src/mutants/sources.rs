//! The files that are mutated.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::rewrite;

/// One file.
#[derive(Debug)]
pub struct Source {
    /// Below the folder, with `/`.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What becomes of it.
    pub treatment: Treatment,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// It is mutated.
    Mutated,
    /// It holds tests.
    Copied,
}

/// Every file below the folder; mutated are those that are not for tests only.
///
/// # Errors
///
/// When a file cannot be read or is no Rust.
pub fn read(folder: &Path) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut sources = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let file = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        sources.push(Source { file, text, treatment: Treatment::Mutated });
    }
    leave_tests(&mut sources)?;
    Ok(sources)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Files that another declares for tests only, and what lies below them.
fn leave_tests(sources: &mut [Source]) -> Result<()> {
    let mut stems = BTreeSet::new();
    for source in sources.iter() {
        let stem = source.file.trim_end_matches(".rs");
        let folder = stem.strip_suffix("mod").unwrap_or(stem).trim_end_matches('/');
        for module in rewrite::test_modules(&source.file, &source.text)? {
            stems.insert(if folder.is_empty() { module } else { format!("{folder}/{module}") });
        }
    }
    let is_for_tests = |file: &str| {
        let below =
            |stem: &String| file.strip_prefix(stem.as_str()).is_some_and(|rest| rest.starts_with(['.', '/']));
        stems.iter().any(below)
    };
    for source in sources.iter_mut().filter(|source| is_for_tests(&source.file)) {
        source.treatment = Treatment::Copied;
    }
    Ok(())
}
