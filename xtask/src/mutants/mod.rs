//! `cargo xtask mutants`: every operator of `src/stats` replaced by another, one at a time, and what the tests say.
//!
//! All mutants are compiled into one program and chosen at run time (ADR 0033): a build for each would take days.

mod compiled;
mod edits;
mod explained;
mod fate;
mod operators;
mod program;
mod report;
mod rewrite;
mod runner;
mod site;
mod sources;
mod suite;
mod template;
mod workers;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use clap::Args;

use crate::project::Project;
use crate::say;
use fate::{Fate, Memory};
use program::Program;
use report::Judged;
use runner::Runner;
use site::{Mutant, Site};
use suite::Suite;

/// Which mutants, and how.
#[derive(Args)]
pub struct Choice {
    /// Only files below `src/stats` whose names hold this; the report is written by a run without.
    #[arg(default_value = "")]
    filter: String,
    /// Tests at a time.
    #[arg(short, long, default_value_t = 2)]
    jobs: usize,
    /// Only those that were not found last time: new tests find more and never fewer.
    #[arg(long)]
    again: bool,
}

/// Tries every mutant and says which survive; fails when one does that is not explained, or when an explanation
/// concerns none.
///
/// # Errors
///
/// When the program with the mutants cannot be built, or a test fails without a mutant.
pub fn run(project: &Project, choice: &Choice) -> Result<ExitCode> {
    let explained = explained::read(&project.root.join("tests/mutants"))?;
    say::step("the program with every mutant");
    let mut program = Program::write(project, &choice.filter)?;
    let runner = Runner {
        program: compiled::compiled(project, &mut program)?,
        scratch: project.target.join("mutants"),
    };
    say::step("every test by itself");
    let suite = Suite::measured(&runner, &program::case_folder(&project.root), choice.jobs)?;
    say::line(format!("{} tests", suite.tests.len()));
    say::step("every mutant");
    let refused = |site: &Site| program.left_out.contains(&site.first);
    let mutants: Vec<Mutant> =
        program.sites.iter().filter(|site| !refused(site)).flat_map(Site::mutants).collect();
    let judged = judged(&runner, &suite, &mutants, choice)?;
    let summary = report::summary(&program.sites, &refused, &judged, &explained);
    if choice.filter.is_empty() {
        let page = report::page(&program.sites, &refused, &judged, &explained);
        std::fs::write(project.root.join("docs/MUTANTS.md"), page)?;
    }
    let unexplained = report::unexplained(&judged, &explained);
    let outdated = report::outdated(&judged, &explained, &choice.filter);
    tell("not found and not explained:", &unexplained);
    tell("explained, but found or gone:", &outdated);
    say::line(summary);
    let is_fine = unexplained.is_empty() && outdated.is_empty();
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn judged<'a>(
    runner: &Runner,
    suite: &Suite,
    mutants: &[Mutant<'a>],
    choice: &Choice,
) -> Result<Vec<Judged<'a>>> {
    let memory = Memory::open(&runner.scratch.join("fates.txt"))?;
    let done = AtomicUsize::new(0);
    workers::share(mutants, choice.jobs, |_, mutant| {
        let known = memory.fate(&mutant.name()).filter(|fate| choice.again && fate.is_found());
        let fate = match known {
            Some(fate) => fate,
            None => tried(runner, suite, mutant, &memory)?,
        };
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(200) {
            say::line(format!("{done} of {}", mutants.len()));
        }
        Ok((*mutant, fate))
    })
}

fn tried(runner: &Runner, suite: &Suite, mutant: &Mutant<'_>, memory: &Memory) -> Result<Fate> {
    let fate = fate::found_out(runner, suite, mutant)?;
    memory.note(&mutant.name(), fate)?;
    Ok(fate)
}

fn tell(heading: &str, names: &[String]) {
    if !names.is_empty() {
        say::line(heading);
        names.iter().for_each(say::line);
    }
}
