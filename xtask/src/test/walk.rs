//! Carries out the commands of README.md as a newcomer would.
//!
//! `cargo xtask up` runs in the checkout, with the development profile and on a free port; the other commands run
//! beside it in an empty folder that holds `my.csv` and the server where README.md says it is.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::outcome::Outcome;
use super::readme;
use crate::project::{Profile, Project};
use crate::server::{self, DataFolder, Server};
use crate::{process, say};

/// How long a running server may take to notice a new study.
const NOTICE_PATIENCE: Duration = Duration::from_secs(20);

/// Carries out the commands and asks for the page of the study they load.
///
/// # Errors
///
/// When README.md cannot be read or the folders cannot be made.
pub fn run(project: &Project) -> Result<Outcome> {
    let text = std::fs::read_to_string(project.root.join("README.md")).context("README.md cannot be read")?;
    let mut walk = Walk::new(project)?;
    let mut sum = Outcome::default();
    for command in readme::commands(&text) {
        say::line(format!("$ {command}"));
        let outcome = match walk.carry_out(&command) {
            Ok(()) => Outcome::one_passed(),
            Err(error) => Outcome::problem(&format!("`{command}`: {error:#}")),
        };
        sum = sum.and(outcome);
    }
    if sum.passed + sum.failed == 0 {
        bail!("README.md has no block marked `sh walk`")
    }
    Ok(sum)
}

struct Walk<'a> {
    project: &'a Project,
    /// Stops before the folders go.
    server: Option<Server>,
    address: String,
    log: PathBuf,
    data: DataFolder,
    desk: DataFolder,
}

impl<'a> Walk<'a> {
    fn new(project: &'a Project) -> Result<Self> {
        let desk = DataFolder::create("walk-desk")?;
        std::fs::copy(project.end2end().join("fixtures/my.csv"), desk.path().join("my.csv"))?;
        let release = desk.path().join("target/release");
        std::fs::create_dir_all(&release)?;
        std::os::unix::fs::symlink(project.server_binary(Profile::Dev), release.join("sinew"))?;
        let data = DataFolder::create("walk-data")?;
        let log = project.target.join("xtask-walk-server.log");
        Ok(Self { project, server: None, address: server::free_address()?, log, data, desk })
    }

    fn carry_out(&mut self, command: &str) -> Result<()> {
        match command {
            "cargo xtask up" => self.up(command),
            "cargo xtask test" => {
                say::line("(this is what runs now)");
                Ok(())
            }
            other => self.beside(other),
        }
    }

    fn up(&mut self, command: &str) -> Result<()> {
        let log = File::create(&self.log)?;
        let mut shell = self.shell(&format!("exec {command}"), &self.project.root);
        shell.env("SINEW_UP_DEV", "true").stdout(log.try_clone()?).stderr(log);
        let server = Server::start(&mut shell, &self.address);
        self.server = Some(server.with_context(|| server::last_lines(&self.log))?);
        Ok(())
    }

    /// A study that is imported must have its page; the server may take a moment to notice it.
    fn beside(&self, command: &str) -> Result<()> {
        process::run(self.shell(command, self.desk.path()).stdin(Stdio::null()))?;
        let Some(study) = word_after(command, "--study") else { return Ok(()) };
        let start = Instant::now();
        loop {
            let status = server::status(&self.address, &format!("/s/{study}"))?;
            if status == 200 {
                return Ok(());
            }
            if start.elapsed() > NOTICE_PATIENCE {
                bail!("the page of {study} answers {status} {} s later", NOTICE_PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn shell(&self, command: &str, folder: &Path) -> Command {
        let mut shell = Command::new("bash");
        shell.args(["-euo", "pipefail", "-c", command]).current_dir(folder);
        shell.env(server::DATA_DIR, self.data.path()).env(server::ADDRESS, &self.address);
        shell.envs(self.project.compiler.environment());
        shell.env_remove(server::DATABASE);
        shell
    }
}

fn word_after<'a>(command: &'a str, flag: &str) -> Option<&'a str> {
    command.split_whitespace().skip_while(|word| *word != flag).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_study_is_the_word_after_its_flag() {
        assert_eq!(word_after("sinew import --study mine a.toml b.csv", "--study"), Some("mine"));
        assert_eq!(word_after("sinew import --suggest my.csv", "--study"), None);
    }
}
