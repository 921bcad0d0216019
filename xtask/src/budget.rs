//! How much a first visit may download.

use std::path::PathBuf;

use anyhow::Result;

use crate::compress;
use crate::project::Project;
use crate::say;

/// WebAssembly after brotli, in bytes.
const WASM_BYTES: u64 = 450_000;
/// Everything a first page needs but its own HTML, after brotli, in bytes.
const FIRST_PAGE_BYTES: u64 = 700_000;

/// Whether a build keeps to its budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every size does, or there is nothing to keep to.
    Within,
    /// At least one size does not.
    Above,
}

/// Prints the sizes of a release build and compares them with the budget.
///
/// # Errors
///
/// When a file cannot be read.
pub fn check(project: &Project, browser_files: &[PathBuf]) -> Result<Verdict> {
    let size = |ending: &str| -> Result<u64> {
        let with_ending = |file: &&PathBuf| file.extension().is_some_and(|found| found == ending);
        browser_files.iter().filter(with_ending).map(|file| compress::brotli_bytes(file)).sum()
    };
    let (wasm, js, css, fonts) = (size("wasm")?, size("js")?, size("css")?, font_bytes(project)?);
    say::line(format!(
        "after brotli: script {}, style {} kB; fonts {} kB",
        kilobytes(js),
        kilobytes(css),
        kilobytes(fonts)
    ));
    let within = [
        compare("WebAssembly after brotli", wasm, WASM_BYTES),
        compare("first page after brotli, without its HTML", wasm + js + css + fonts, FIRST_PAGE_BYTES),
    ];
    Ok(if within.contains(&false) { Verdict::Above } else { Verdict::Within })
}

fn compare(what: &str, bytes: u64, budget: u64) -> bool {
    let within = bytes <= budget;
    let verdict = if within { "within" } else { "ABOVE" };
    say::line(format!("{what}: {} kB, {verdict} the budget of {} kB", kilobytes(bytes), kilobytes(budget)));
    within
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

/// All web fonts of the site: a page may ask for each of them.
fn font_bytes(project: &Project) -> Result<u64> {
    let assets = project.root.join(&project.leptos.assets_dir);
    if !assets.is_dir() {
        return Ok(0);
    }
    let files = compress::files_below(&assets)?;
    let fonts = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "woff2"));
    fonts.map(|file| Ok(file.metadata()?.len())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_at_the_budget_is_within_it() {
        assert!(compare("a file", 450_000, WASM_BYTES));
        assert!(!compare("a file", 450_001, WASM_BYTES));
    }
}
