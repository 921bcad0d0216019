//! The small crate that has every mutant: `domain`, `stats` and `verify` without what the rest of the project needs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::edits::Place;
use super::rewrite::rewritten;
use super::site::Site;
use super::sources::{self, Source, Treatment};
use crate::project::Project;

/// What those three rooms use of the dependencies in the manifest.
const DEPENDENCIES: [&str; 7] =
    ["csv", "libm", "nalgebra", "serde", "serde_json", "thiserror", "unicode-normalization"];
const DEV_DEPENDENCIES: [&str; 1] = ["proptest"];

/// Overflow is checked as in the tests.
const REST_OF_MANIFEST: &str = r#"
[workspace]
[package]
name = "sinew"
version = "0.1.0"
edition = "2024"
[lib]
doctest = false
[profile.dev]
opt-level = 1
debug = false
incremental = false
"#;

/// The crate, as far as it is written.
pub struct Program {
    /// Where it is.
    pub folder: PathBuf,
    /// Every site.
    pub sites: Vec<Site>,
    /// The first mutants of sites that the compiler refuses.
    left_out: BTreeSet<u32>,
    /// Where the others are, by file.
    pub places: Vec<(String, Vec<Place>)>,
    sources: Vec<Source>,
}

impl Program {
    /// Writes the crate with every mutant.
    ///
    /// # Errors
    ///
    /// When a source cannot be read, or the crate cannot be written.
    pub fn write(project: &Project) -> Result<Self> {
        let folder = project.target.join("mutants/program");
        let sources = sources::read(&project.root.join("src/stats"))?;
        let (sites, left_out, places) = (Vec::new(), BTreeSet::new(), Vec::new());
        let mut program = Self { folder, sites, left_out, places, sources };
        program.write_frame(project)?;
        // Not written yet: cargo would build anew.
        program.rewrite()?;
        let known = std::fs::read_to_string(program.refused_file()).unwrap_or_default();
        let known: BTreeSet<&str> = known.lines().collect();
        let refused = program.sites.iter().filter(|site| known.contains(site.name().as_str()));
        program.left_out = refused.map(|site| site.first).collect();
        program.write_sources()?;
        Ok(program)
    }

    /// Leaves out sites that the compiler refuses, and remembers them: the next run begins without them.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn leave_out(&mut self, refused: BTreeSet<u32>) -> Result<()> {
        self.left_out.extend(refused);
        let names = self.sites.iter().filter(|site| self.refuses(site)).map(Site::name);
        std::fs::write(self.refused_file(), names.map(|name| name + "\n").collect::<String>())?;
        self.write_sources()
    }

    /// Whether the compiler refuses the mutants of a site.
    pub fn refuses(&self, site: &Site) -> bool {
        self.left_out.contains(&site.first)
    }

    fn refused_file(&self) -> PathBuf {
        self.folder.join("refused.txt")
    }

    /// Writes the mutated files, without the sites left out.
    fn write_sources(&mut self) -> Result<()> {
        for (file, text) in self.rewrite()? {
            write(&self.folder.join("src/stats").join(file), &text)?;
        }
        let mutants: usize = self.sites.iter().map(|site| site.mutants().count()).sum();
        let count = format!("\nconst COUNT: usize = {};\n", mutants + 1);
        write(&self.folder.join("src/mutant.rs"), &(include_str!("program/mutant.rs").to_owned() + &count))
    }

    /// Every file with its mutants; they are numbered from 1 through all files.
    fn rewrite(&mut self) -> Result<Vec<(String, String)>> {
        (self.sites, self.places) = (Vec::new(), Vec::new());
        let (mut first, mut files) = (1, Vec::new());
        for Source { file, text, treatment } in &self.sources {
            if *treatment == Treatment::Copied {
                files.push((file.clone(), text.clone()));
                continue;
            }
            let rewritten = rewritten(file, text, first, &self.left_out)?;
            files.push((file.clone(), rewritten.text));
            first += rewritten.sites.iter().map(|site| site.mutants().count() as u32).sum::<u32>();
            self.sites.extend(rewritten.sites);
            self.places.push((file.clone(), rewritten.places));
        }
        Ok(files)
    }

    fn write_frame(&self, project: &Project) -> Result<()> {
        let root = &project.root;
        let stats = self.folder.join("src/stats");
        if stats.exists() {
            remove_strangers(&stats, &stats, &self.sources)?;
        }
        write(&self.folder.join("Cargo.toml"), &manifest(root)?)?;
        if !self.folder.join("Cargo.lock").exists() {
            std::fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        }
        let cases = format!("\nconst FOLDER: &str = r#\"{}\"#;\n", case_folder(root).display());
        write(
            &self.folder.join("src/mutant_cases.rs"),
            &(include_str!("program/cases.rs").to_owned() + &cases),
        )?;
        write(&self.folder.join("src/lib.rs"), &library(root))
    }
}

/// Where the cases are.
pub fn case_folder(root: &Path) -> PathBuf {
    root.join("tests/reference/cases")
}

fn library(root: &Path) -> String {
    let module =
        |name: &str, path: &str| format!("#[path = r#\"{}\"#]\npub mod {name};\n", root.join(path).display());
    let rooms = module("domain", "src/domain/mod.rs") + &module("verify", "src/verify/mod.rs");
    let effort = module("effort", "tests/support/effort.rs");
    format!(
        "#![allow(warnings)]\npub mod mutant;\npub mod stats;\n{rooms}#[cfg(test)]\n{effort}#[cfg(test)]\nmod mutant_cases;\n"
    )
}

fn manifest(root: &Path) -> Result<String> {
    let text = std::fs::read_to_string(root.join("Cargo.toml"))?;
    let whole: toml::Table = toml::from_str(&text)?;
    let mut ours: toml::Table = toml::from_str(REST_OF_MANIFEST)?;
    for (kind, names) in [("dependencies", &DEPENDENCIES[..]), ("dev-dependencies", &DEV_DEPENDENCIES)] {
        let listed = whole.get(kind).and_then(toml::Value::as_table).context("no dependencies")?;
        let chosen = listed.iter().filter(|(name, _)| names.contains(&name.as_str()));
        let chosen: toml::Table = chosen.map(|(name, value)| (name.clone(), value.clone())).collect();
        ours.insert(kind.to_owned(), chosen.into());
    }
    Ok(toml::to_string(&ours)?)
}

/// Cargo builds anew what was written, so nothing is written that is there already.
fn write(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let folder = path.parent().context("a file lies in a folder")?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(path, text).with_context(|| path.display().to_string())
}

/// Removes files of an earlier run that the project has no longer.
fn remove_strangers(top: &Path, folder: &Path, sources: &[Source]) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let file = path.strip_prefix(top)?.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            remove_strangers(top, &path, sources)?;
        } else if !sources.iter().any(|source| source.file == file) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}
