//! The JavaScript around the browser part.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::project::{Profile, Project};

/// Script and WebAssembly, as they will be served.
pub struct Browser {
    /// The script.
    pub js: String,
    /// The WebAssembly.
    pub wasm: Vec<u8>,
}

/// Runs wasm-bindgen over what cargo built. Scripts that libraries bring along are written to `pkg/snippets`.
///
/// wasm-opt is left out on purpose: it makes the file smaller before compression and larger after it.
///
/// # Errors
///
/// When wasm-bindgen fails.
pub fn generate(project: &Project, built: &Path, profile: Profile) -> Result<Browser> {
    let work = project.target.join("xtask-front");
    let stem = &project.leptos.output_name;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).web(true)?.typescript(false).out_name(stem);
    bindgen.remove_name_section(profile == Profile::Release).remove_producers_section(true);
    bindgen
        .generate(&work)
        .context("wasm-bindgen failed: is its version in Cargo.lock that of xtask/Cargo.toml?")?;
    copy_snippets(&work, &project.pkg())?;
    let wasm = work.join(format!("{stem}_bg.wasm"));
    Ok(Browser { js: std::fs::read_to_string(work.join(format!("{stem}.js")))?, wasm: std::fs::read(wasm)? })
}

fn copy_snippets(work: &Path, pkg: &Path) -> Result<()> {
    let from = work.join("snippets");
    if !from.is_dir() {
        return Ok(());
    }
    for file in crate::compress::files_below(&from)? {
        let to = pkg.join(file.strip_prefix(work)?);
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::copy(&file, to)?;
    }
    Ok(())
}
