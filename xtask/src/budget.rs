//! How much a first visit may download.

use anyhow::{Result, bail};

use crate::compress;
use crate::front::Site;
use crate::project::Project;
use crate::say;

/// WebAssembly after brotli, in bytes.
const WASM_BYTES: usize = 450_000;
/// Everything a first page needs but its own HTML, after brotli, in bytes.
const FIRST_PAGE_BYTES: usize = 700_000;

/// Prints the sizes of a release build.
///
/// # Errors
///
/// When a size is above its budget, or a file cannot be read.
pub fn check(project: &Project, site: &Site) -> Result<()> {
    let wasm = compress::brotli(&site.wasm)?.len();
    let js = compress::brotli(site.js.as_bytes())?.len();
    let css = compress::brotli(site.css.as_bytes())?.len();
    let fonts = font_bytes(project)?;
    let first_page = wasm + js + css + fonts;
    say::line(format!(
        "script {}, style {}, fonts {} kB; WebAssembly {} kB uncompressed",
        kilobytes(js),
        kilobytes(css),
        kilobytes(fonts),
        kilobytes(site.wasm.len())
    ));
    let within = [
        compare("WebAssembly after brotli", wasm, WASM_BYTES),
        compare("first page after brotli, without its HTML", first_page, FIRST_PAGE_BYTES),
    ];
    if within.contains(&false) {
        bail!("the browser part is above its size budget: see what grew, `twiggy top` on the file says")
    }
    Ok(())
}

fn compare(what: &str, bytes: usize, budget: usize) -> bool {
    let within = bytes <= budget;
    let verdict = if within { "within" } else { "ABOVE" };
    say::line(format!("{what}: {} kB, {verdict} the budget of {} kB", kilobytes(bytes), kilobytes(budget)));
    within
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

/// All web fonts of the site: a page may ask for each of them.
fn font_bytes(project: &Project) -> Result<usize> {
    let assets = project.root.join(&project.leptos.assets_dir);
    if !assets.is_dir() {
        return Ok(0);
    }
    let mut bytes = 0;
    for file in compress::files_below(&assets)? {
        if file.extension().is_some_and(|ending| ending == "woff2") {
            bytes += usize::try_from(file.metadata()?.len())?;
        }
    }
    Ok(bytes)
}
