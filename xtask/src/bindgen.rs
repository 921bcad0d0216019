//! The JavaScript around the browser part, and its WebAssembly made small.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::process;
use crate::project::{Profile, Project};
use crate::say;
use crate::tools;

/// What the compiler for wasm32 may emit; the optimiser must be told, or it refuses the file.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Script and WebAssembly, as they will be served.
pub struct Browser {
    /// The script.
    pub js: String,
    /// The WebAssembly.
    pub wasm: Vec<u8>,
}

/// Runs wasm-bindgen over what cargo built, and wasm-opt over that in a release build where it is present. Scripts
/// that libraries bring along are written to `pkg/snippets`.
///
/// # Errors
///
/// When one of the tools fails.
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
    match profile {
        Profile::Dev => {}
        Profile::Release => optimise(project, &wasm)?,
    }
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

fn optimise(project: &Project, wasm: &Path) -> Result<()> {
    let Some(optimiser) = tools::wasm_opt(project) else {
        say::line("wasm-opt is not there: the file stays larger (`npm ci` in end2end/ brings it)");
        return Ok(());
    };
    let smaller = wasm.with_extension("opt.wasm");
    let mut command = Command::new(optimiser);
    command.arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(&smaller);
    process::run(&mut command)?;
    std::fs::rename(&smaller, wasm).context("cannot put the optimised file in its place")
}
