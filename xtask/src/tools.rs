//! What a machine needs beside the Rust toolchain, and how it gets there.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::say;

/// The oldest Node.js the browser tests run on.
const OLDEST_NODE: u32 = 20;

/// Adds the wasm32 target to the toolchain if it is missing.
///
/// # Errors
///
/// When it cannot be added; the message says how to.
pub fn ensure_wasm_target() -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]);
    if process::answer(&mut ask).is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    say::step("adding the wasm32-unknown-unknown target");
    let mut add = Command::new("rustup");
    add.args(["target", "add", "wasm32-unknown-unknown"]);
    process::run(&mut add)
        .context("the compiler cannot build for browsers: run `rustup target add wasm32-unknown-unknown`")
}

/// Makes sure the programs of a PostgreSQL server are there.
///
/// # Errors
///
/// When they are missing and cannot be installed here; the message says how to.
pub fn ensure_postgres() -> Result<()> {
    ensure(postgres_folder, "PostgreSQL's server programs", &["postgresql"]).map(|_| ())
}

/// The browser that runs the tests: Debian's build of Chromium without its windows, which tests twice as fast, if there
/// is one.
///
/// # Errors
///
/// When there is none and it cannot be installed here; the message says how to.
pub fn ensure_chromium() -> Result<PathBuf> {
    ensure(chromium, "Chromium", &["chromium-headless-shell"])
}

/// A Python 3 that can make virtual environments.
///
/// # Errors
///
/// When there is none and it cannot be installed here; the message says how to.
pub fn ensure_python() -> Result<PathBuf> {
    ensure(python, "Python 3 with venv", &["python3-venv"])
}

/// The program that counts instructions.
///
/// # Errors
///
/// When it is missing and cannot be installed here; the message says how to.
pub fn ensure_valgrind() -> Result<PathBuf> {
    ensure(|| process::find("valgrind"), "valgrind", &["valgrind"])
}

/// Installs the browser tests' packages if the locked ones are not there.
///
/// # Errors
///
/// When Node.js is missing or too old, or the packages cannot be installed.
pub fn ensure_end2end(project: &Project) -> Result<()> {
    ensure(|| process::find("npm"), "npm", &["nodejs", "npm"])?;
    let version = major_version("node").context("Node.js is not there: install Node.js 20 or newer")?;
    if version < OLDEST_NODE {
        bail!("Node.js {version} is too old for the browser tests: install Node.js {OLDEST_NODE} or newer");
    }
    if end2end_is_current(project) {
        return Ok(());
    }
    say::step("npm ci");
    let mut install = Command::new("npm");
    install.arg("ci").current_dir(project.end2end()).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut install).context("the browser tests' packages are not there: run `npm ci` in end2end/")
}

/// The folder with `initdb` and `postgres`.
fn postgres_folder() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    folders.extend(process::find("initdb").and_then(|file| Some(file.parent()?.to_path_buf())));
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").exists())
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|file| file.is_file());
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    named.or_else(|| names.iter().find_map(|name| process::find(name)))
}

/// Debian has Python without what makes its environments.
fn python() -> Option<PathBuf> {
    let python = process::find("python3")?;
    process::answer(Command::new(&python).args(["-c", "import ensurepip, venv"])).map(|_| python)
}

/// npm notes what it installed in a hidden twin of the lock file.
fn end2end_is_current(project: &Project) -> bool {
    let age =
        |name: &str| std::fs::metadata(project.end2end().join(name)).and_then(|file| file.modified()).ok();
    match (age("node_modules/.package-lock.json"), age("package-lock.json")) {
        (Some(installed), Some(locked)) => installed >= locked,
        (None, _) | (_, None) => false,
    }
}

/// The first number of what `PROGRAM --version` says ("v20.20.2").
fn major_version(program: &str) -> Option<u32> {
    let said = process::answer(Command::new(program).arg("--version"))?;
    said.split(|character: char| !character.is_ascii_digit()).find_map(|digits| digits.parse().ok())
}

/// Looks for something, installs Debian packages where that is possible, and looks again.
fn ensure(look: impl Fn() -> Option<PathBuf>, what: &str, packages: &[&str]) -> Result<PathBuf> {
    if let Some(found) = look() {
        return Ok(found);
    }
    apt_install(what, packages)?;
    look().with_context(|| format!("{what} is still not found after installing {}", packages.join(" ")))
}

fn apt_install(what: &str, packages: &[&str]) -> Result<()> {
    let command = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    let by_hand = format!("{what} is missing: run `sudo {command}`, or your system's equivalent");
    if process::find("apt-get").is_none() {
        bail!(by_hand);
    }
    let privilege = match privilege() {
        Privilege::Root => "",
        Privilege::Sudo => "sudo -n ",
        Privilege::Ordinary => bail!(by_hand),
    };
    say::step(format!("installing {}", packages.join(" ")));
    let script = format!(
        "export DEBIAN_FRONTEND=noninteractive; {privilege}apt-get update -q && {privilege}{command}"
    );
    process::run(Command::new("sh").arg("-c").arg(script)).context(by_hand)
}

/// What this process may do to the system.
enum Privilege {
    Root,
    /// Without being asked for a password.
    Sudo,
    Ordinary,
}

fn privilege() -> Privilege {
    if nix::unistd::geteuid().is_root() {
        Privilege::Root
    } else if process::answer(Command::new("sudo").args(["-n", "true"])).is_some() {
        Privilege::Sudo
    } else {
        Privilege::Ordinary
    }
}
