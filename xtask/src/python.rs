//! Virtual environments for other people's Python programs, each in a folder of its own under `target/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::project::Project;
use crate::{process, say};

/// Packages for one purpose.
pub struct Packages {
    /// What they are for; the name of the folder.
    pub purpose: &'static str,
    /// The pinned versions, from the checkout.
    pub requirements: &'static str,
    /// Who they are, for the terminal.
    pub names: &'static str,
}

/// The Python of an environment that has the packages; made with `python` where it is not there as wanted.
///
/// # Errors
///
/// When the environment cannot be made or the packages cannot be had.
pub fn with(project: &Project, python: &Path, packages: &Packages) -> Result<PathBuf> {
    let requirements = project.root.join(packages.requirements);
    let wanted = std::fs::read_to_string(&requirements)?;
    let folder = project.target.join(packages.purpose).join("python");
    let own = folder.join("bin/python");
    // Written last, so that a folder left half done is made again.
    let installed = folder.join("installed.txt");
    if std::fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        say::step(format!("installing {}", packages.names));
        process::run(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = Command::new(&own);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
        process::run(install.arg(&requirements))?;
        std::fs::write(installed, wanted)?;
    }
    Ok(own)
}
