//! `cargo xtask up`: from a fresh checkout to a page.

use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};

use crate::build::timed;
use crate::project::{Profile, Project};
use crate::{front, native, process, say, server, tools};

/// The study that is loaded the first time.
const SHIPPED: &str = "acupuncture";

/// Prepares, builds, loads and serves. The server takes the place of this process, so signals reach it directly.
///
/// # Errors
///
/// When a step fails; the message says what to do.
pub fn run(project: &Project, profile: Profile) -> Result<ExitCode> {
    prepare(project, profile)?;
    load(project, profile)?;
    say::step(format!("serving on http://{} (Ctrl+C ends it)", server::address(project)));
    let error = server::sinew(project, profile, &["serve"]).exec();
    Err(anyhow!(error).context("the server cannot be started: run `cargo xtask build`"))
}

/// Brings the database up to date and loads the shipped trial and the synthetic programme, if they are not there.
///
/// # Errors
///
/// When the server's commands fail; they say why.
pub fn load(project: &Project, profile: Profile) -> Result<()> {
    say::step("database");
    process::run(&mut server::sinew(project, profile, &["migrate"]))
        .context("the database is not ready: see the message above")?;
    process::run(&mut server::sinew(project, profile, &["import", "--shipped", SHIPPED]))
        .context("the shipped trial is not loaded: see the message above, then try again")?;
    process::run(&mut server::sinew(project, profile, &["demo", "--once"]))
        .context("the synthetic programme is not loaded: see the message above, then try again")
}

/// Installs what is missing and builds both parts.
///
/// # Errors
///
/// When something cannot be installed or built; the message says what to do.
pub fn prepare(project: &Project, profile: Profile) -> Result<()> {
    tools::ensure_wasm_target()?;
    if std::env::var_os(server::DATABASE).is_none() {
        tools::ensure_postgres().with_context(|| {
            format!("a database is needed: install PostgreSQL or set {}", server::DATABASE)
        })?;
    }
    timed("server", || native::build(project, profile))
        .context("the server was not built: the compiler's message is above")?;
    // Above the size budget it still works: that is said, and no reason not to serve.
    timed("browser part", || front::build(project, profile))
        .map(|_| ())
        .context("the browser part was not built: the message is above")
}
