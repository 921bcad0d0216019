//! The style sheet: one file from `style/main.css` and what it imports, minified.

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

use crate::project::Project;

/// Bundles and minifies the style sheet. No browser targets are given: what is written is what is sent.
///
/// # Errors
///
/// When a file is missing or is not CSS; the message names file and line.
pub fn bundle(project: &Project) -> Result<String> {
    let entry = project.root.join(&project.leptos.style_file);
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(&entry).map_err(|error| anyhow!("style sheet: {error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("style sheet: {error}"))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..Default::default() });
    Ok(printed.map_err(|error| anyhow!("style sheet: {error}"))?.code)
}
