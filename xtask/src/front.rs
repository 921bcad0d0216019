//! The browser part: compiled, bound, styled, hashed and compressed into the site folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bindgen::{self, Browser};
use crate::budget::{self, Verdict};
use crate::compress::Setting;
use crate::hash::{self, Hashes};
use crate::process;
use crate::project::{Profile, Project};
use crate::{assets, compress, style, tools};

/// The three files a page loads.
struct Site {
    js: String,
    wasm: Vec<u8>,
    css: String,
}

/// Builds the whole site, and says whether a release build keeps to the size budget.
///
/// # Errors
///
/// When a part fails.
pub fn build(project: &Project, profile: Profile) -> Result<Verdict> {
    tools::ensure_wasm_target()?;
    let built = compile(project, profile)?;
    std::fs::create_dir_all(project.pkg())?;
    let Browser { js, wasm } = bindgen::generate(project, &built, profile)?;
    let css = style::bundle(project)?;
    let copied = assets::copy(project)?;
    let site = Site { js, wasm, css };
    match profile {
        Profile::Dev => {
            write_plain(project, &site)?;
            // The tests load it with every page.
            compress::beside(&bound_file(project), Setting::Quick)?;
            Ok(Verdict::Within)
        }
        Profile::Release => {
            let written = write_hashed(project, site)?;
            written.iter().chain(&copied).try_for_each(|file| compress::beside(file, Setting::Highest))?;
            budget::check(project, &written)
        }
    }
}

/// Compiles the browser part; the file is untouched when nothing changed.
///
/// # Errors
///
/// When cargo fails.
pub fn compile(project: &Project, profile: Profile) -> Result<PathBuf> {
    let release = project.leptos.lib_profile_release.as_str();
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => (release, release),
    };
    let arguments =
        ["build", "--lib", "--features", "hydrate", "--target", "wasm32-unknown-unknown", "--profile"];
    process::run(process::cargo(project, arguments).arg(name))?;
    let file = format!("{}.wasm", project.leptos.output_name);
    Ok(project.target.join("wasm32-unknown-unknown").join(folder).join(file))
}

/// Binds what was compiled and writes it under plain names.
///
/// # Errors
///
/// When wasm-bindgen fails or a file cannot be written.
pub fn bind(project: &Project, built: &Path) -> Result<()> {
    let browser = bindgen::generate(project, built, Profile::Dev)?;
    let stem = &project.leptos.output_name;
    write(&bound_file(project), &browser.wasm)?;
    write(&project.pkg().join(format!("{stem}.js")), browser.js.as_bytes())
}

/// The WebAssembly a development build leaves in the site.
pub fn bound_file(project: &Project) -> PathBuf {
    project.pkg().join(format!("{}_bg.wasm", project.leptos.output_name))
}

/// Writes the style sheet alone, under its plain name.
///
/// # Errors
///
/// When it is not CSS or cannot be written.
pub fn restyle(project: &Project) -> Result<()> {
    let file = project.pkg().join(format!("{}.css", project.leptos.output_name));
    write(&file, style::bundle(project)?.as_bytes())
}

/// Without hashing, leptos asks for `NAME.js`, `NAME_bg.wasm` and `NAME.css`.
fn write_plain(project: &Project, site: &Site) -> Result<()> {
    let stem = &project.leptos.output_name;
    write(&project.pkg().join(format!("{stem}.js")), site.js.as_bytes())?;
    write(&bound_file(project), &site.wasm)?;
    write(&project.pkg().join(format!("{stem}.css")), site.css.as_bytes())
}

/// The script names the WebAssembly, so that is hashed first. Returns the files written.
fn write_hashed(project: &Project, mut site: Site) -> Result<Vec<PathBuf>> {
    let stem = &project.leptos.output_name;
    let wasm = hash::of(&site.wasm);
    site.js = site.js.replace(&format!("{stem}_bg.wasm"), &format!("{stem}.{wasm}.wasm"));
    let hashes = Hashes { js: hash::of(site.js.as_bytes()), wasm, css: hash::of(site.css.as_bytes()) };
    remove_generated(project)?;
    let files = [
        (format!("{stem}.{}.js", hashes.js), site.js.as_bytes()),
        (format!("{stem}.{}.wasm", hashes.wasm), site.wasm.as_slice()),
        (format!("{stem}.{}.css", hashes.css), site.css.as_bytes()),
    ];
    let mut written = Vec::new();
    for (name, content) in files {
        let file = project.pkg().join(name);
        write(&file, content)?;
        written.push(file);
    }
    hashes.write(&project.target.join(Profile::Release.folder()))?;
    Ok(written)
}

/// Removes the hashed files of earlier builds; those of a development build stay, for a server that uses them.
fn remove_generated(project: &Project) -> Result<()> {
    let stem = format!("{}.", project.leptos.output_name);
    let plain = ["js", "css"].map(|ending| format!("{stem}{ending}"));
    for file in compress::files_below(&project.pkg())? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(&stem) && !plain.contains(&name) {
            std::fs::remove_file(&file)?;
        }
    }
    Ok(())
}

fn write(file: &Path, content: &[u8]) -> Result<()> {
    compress::forget(file);
    std::fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}
