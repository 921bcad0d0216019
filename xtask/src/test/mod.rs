//! `cargo xtask test`: everything the continuous integration runs, step by step.

mod advisories;
mod browser;
mod cargo;
mod counts;
mod dependencies;
mod lints;
mod office;
mod outcome;
mod readme;
mod report;
mod reported;
mod step;
mod walk;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::project::{Profile, Project};
use crate::{front, native, say, tools};
use outcome::Outcome;
use report::Line;
use step::Step;

/// Which steps to run.
#[derive(Debug, Args)]
pub struct Choice {
    /// Run these steps only, separated by commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STEP")]
    only: Vec<Step>,
    /// List the steps and end.
    #[arg(long)]
    list: bool,
}

/// Runs the chosen steps; a failing one does not keep later ones from running. The last line counts.
pub fn run(project: &Project, choice: &Choice) -> ExitCode {
    if choice.list {
        for step in Step::value_variants() {
            say::line(format!("{:12}{}", step.name(), step.describe()));
        }
        return ExitCode::SUCCESS;
    }
    let mut session = Session { project, app: None };
    let chosen = |step: &&Step| choice.only.is_empty() || choice.only.contains(step);
    let lines: Vec<Line> =
        Step::value_variants().iter().filter(chosen).map(|step| session.run(*step)).collect();
    report::finish(&lines)
}

/// One run of the tests: what was built once is not built again.
struct Session<'a> {
    project: &'a Project,
    /// Whether server and browser part are there; `None` before anybody asked.
    app: Option<bool>,
}

impl Session<'_> {
    fn run(&mut self, step: Step) -> Line {
        say::line("");
        say::step(format!("{}: {}", step.name(), step.describe()));
        let start = Instant::now();
        let outcome = self.attempt(step).unwrap_or_else(|error| Outcome::problem(&format!("{error:#}")));
        if let Some(problem) = &outcome.problem {
            say::problem(problem);
        }
        Line { step, seconds: start.elapsed().as_secs_f64(), outcome }
    }

    fn attempt(&mut self, step: Step) -> Result<Outcome> {
        let project = self.project;
        match step {
            Step::Format => cargo::format(project),
            Step::Lints => lints::run(project),
            Step::Core => cargo::core(project),
            Step::Counts => counts::run(project),
            Step::Xtask => cargo::xtask(project),
            Step::Ssr => cargo::ssr(project),
            Step::Front => self.front(),
            Step::Parity => self.with_app(|project| browser::run(project, browser::Part::Parity)),
            Step::Browser => self.with_app(|project| browser::run(project, browser::Part::Journeys)),
            Step::Office => self.with_app(office::run),
            Step::Walk => self.with_app(walk::run),
            Step::Advisories => advisories::run(project),
        }
    }

    fn front(&mut self) -> Result<Outcome> {
        self.app = Some(false);
        native::build(self.project, Profile::Dev)?;
        front::build(self.project, Profile::Dev)?;
        self.app = Some(true);
        Ok(Outcome::one_passed())
    }

    /// Runs a step that needs server and browser part; pointless when they could not be built.
    fn with_app(&mut self, step: impl FnOnce(&Project) -> Result<Outcome>) -> Result<Outcome> {
        if self.app.is_none() {
            self.front()?;
        }
        if self.app == Some(false) {
            anyhow::bail!("not run: the application was not built");
        }
        tools::ensure_postgres()?;
        step(self.project)
    }
}
