//! The Python in which other programs are measured beside ours.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::python::{self, Packages};
use crate::{process, say};

const PEERS: Packages = Packages {
    purpose: "peers",
    requirements: "benches/peers/requirements.txt",
    names: "DuckDB, Polars, pandas, matplotlib and python-pptx for comparison",
};

/// A Python with the peers' packages, in a folder of its own under `target/`; `None`, said plainly, where there is no
/// Python or its packages cannot be had.
pub fn python(project: &Project) -> Option<PathBuf> {
    match prepared(project) {
        Ok(python) => Some(python),
        Err(problem) => {
            say::line(format!(
                "DuckDB, Polars, pandas, matplotlib and python-pptx: not compared ({problem})"
            ));
            None
        }
    }
}

fn prepared(project: &Project) -> Result<PathBuf> {
    let Some(python) = process::find("python3") else { bail!("there is no python3 on the search path") };
    python::with(project, &python, &PEERS)
}
