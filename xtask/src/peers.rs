//! The Python in which other programs are measured beside ours.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{process, say};

/// A Python with the peers' packages, in a folder of its own under `target/`; `None`, said plainly, where there is no
/// Python or its packages cannot be had.
pub fn python(project: &Project) -> Option<PathBuf> {
    match prepared(project) {
        Ok(python) => Some(python),
        Err(problem) => {
            say::line(format!("DuckDB, Polars and pandas: not compared ({problem})"));
            None
        }
    }
}

fn prepared(project: &Project) -> Result<PathBuf> {
    let Some(python) = process::find("python3") else { bail!("there is no python3 on the search path") };
    let requirements = project.root.join("benches/peers/requirements.txt");
    let wanted = std::fs::read_to_string(&requirements)?;
    let folder = project.target.join("peers/python");
    let own = folder.join("bin/python");
    // Written last, so that a folder left half done is made again.
    let installed = folder.join("installed.txt");
    if std::fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        say::step("installing DuckDB, Polars and pandas for comparison");
        process::run(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = Command::new(&own);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
        process::run(install.arg(&requirements))?;
        std::fs::write(installed, wanted)?;
    }
    Ok(own)
}
