//! Where things are, and the table both builds and servers are configured from.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// How much the compiler optimises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build; plain file names, nothing compressed.
    Dev,
    /// Quick to run; hashed file names, everything compressed.
    Release,
}

impl Profile {
    /// The profile a `--release` flag asks for.
    pub fn from_release_flag(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    /// The folder under `target/` in which cargo leaves the server.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// What compiles our own packages; dependencies are always compiled by rustc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compiler {
    /// The compiler alone.
    Rustc,
    /// The same compiler with clippy's lints: what it compiles can be run, so tests need no second pass for lints, and
    /// `cargo clippy` no check of every dependency.
    Clippy,
}

impl Compiler {
    /// The flag before a setting of cargo.
    pub const CONFIG: &str = "--config";

    /// The setting of cargo, for one call: what that runs, as the tests that compile programs, is not concerned.
    pub fn arguments(self) -> Vec<String> {
        let setting = |driver: OsString| format!("build.rustc-workspace-wrapper='{}'", driver.display());
        self.wrapper().map_or_else(Vec::new, |driver| vec![Self::CONFIG.to_owned(), setting(driver)])
    }

    /// The same setting for every cargo that is called by what we call.
    pub fn environment(self) -> Option<(&'static str, OsString)> {
        self.wrapper().map(|driver| ("CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", driver))
    }

    fn wrapper(self) -> Option<OsString> {
        match self {
            Self::Rustc => None,
            Self::Clippy => Some(clippy_driver()),
        }
    }
}

/// The one beside the cargo that runs us, as `cargo clippy` does it; else the search path's.
fn clippy_driver() -> OsString {
    let name = Path::new("clippy-driver");
    let beside = std::env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name(name));
    beside.filter(|driver| driver.is_file()).unwrap_or_else(|| name.to_owned()).into_os_string()
}

/// The keys of `[package.metadata.leptos]` that concern us.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LeptosTable {
    /// Stem of the browser files.
    pub output_name: String,
    /// Folder the server serves.
    pub site_root: PathBuf,
    /// Folder of the browser files in it.
    pub site_pkg_dir: String,
    /// Address the server listens on.
    pub site_addr: String,
    /// Entry of the style sheet.
    pub style_file: PathBuf,
    /// Folder copied as it is.
    pub assets_dir: PathBuf,
    /// Profile of the optimised browser part.
    pub lib_profile_release: String,
}

/// One checkout.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder of the workspace manifest.
    pub root: PathBuf,
    /// The folder cargo builds in.
    pub target: PathBuf,
    /// The leptos table of the manifest.
    pub leptos: LeptosTable,
    /// What compiles its packages.
    pub compiler: Compiler,
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    leptos: LeptosTable,
}

impl Project {
    /// Finds the checkout this tool was built in and reads its manifest.
    ///
    /// # Errors
    ///
    /// When the manifest cannot be read or lacks the leptos table.
    pub fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies in no checkout: run it as `cargo xtask`")?
            .to_path_buf();
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let target = if target.is_absolute() { target } else { root.join(target) };
        let leptos = leptos_table(&root.join("Cargo.toml"))?;
        Ok(Self { root, target, leptos, compiler: Compiler::Rustc })
    }

    /// The same checkout, compiled by another program.
    pub fn compiled_by(self, compiler: Compiler) -> Self {
        Self { compiler, ..self }
    }

    /// The folder the server serves.
    pub fn site(&self) -> PathBuf {
        self.root.join(&self.leptos.site_root)
    }

    /// The folder of the browser files.
    pub fn pkg(&self) -> PathBuf {
        self.site().join(&self.leptos.site_pkg_dir)
    }

    /// The folder with the browser tests.
    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The server cargo built.
    pub fn server_binary(&self, profile: Profile) -> PathBuf {
        self.target.join(profile.folder()).join("sinew")
    }
}

fn leptos_table(manifest: &Path) -> Result<LeptosTable> {
    let text =
        std::fs::read_to_string(manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    if !text.contains("[package.metadata.leptos]") {
        bail!("{} has no [package.metadata.leptos]: restore that table", manifest.display());
    }
    let manifest: Manifest = toml::from_str(&text).context("Cargo.toml is not as expected")?;
    Ok(manifest.package.metadata.leptos)
}
