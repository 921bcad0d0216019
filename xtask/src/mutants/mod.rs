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
use clap::{Args, ValueEnum};

use crate::project::Project;
use crate::say;
use fate::{Fate, Memory};
use program::Program;
use report::{Findings, Judged};
use runner::Runner;
use site::{Mutant, Site};
use suite::Suite;

/// Which mutants, and how.
#[derive(Args)]
pub struct Choice {
    /// Only files below `src/stats` whose names hold one of these, in this order; the report is written by a run without.
    filters: Vec<String>,
    /// Tests at a time.
    #[arg(short, long, default_value_t = 2)]
    jobs: usize,
    /// What is known from the run before and not tried again.
    #[arg(long, value_enum, default_value_t = Keep::Nothing)]
    keep: Keep,
    /// Nothing is built or tried: only the report is written, from what is known and explained.
    #[arg(long)]
    report: bool,
}

/// What is known from the run before and not tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Keep {
    /// Every mutant is tried.
    Nothing,
    /// Those that were found: new tests find more and never fewer.
    Found,
    /// Everything: to go on after an interruption, or to write the report anew after explaining.
    All,
}

impl Keep {
    fn keeps(self, fate: Fate) -> bool {
        match self {
            Self::Nothing => false,
            Self::Found => fate.is_found(),
            Self::All => true,
        }
    }
}

impl Choice {
    /// The place of the first filter that a file passes.
    fn rank(&self, file: &str) -> Option<usize> {
        if self.filters.is_empty() {
            Some(0)
        } else {
            self.filters.iter().position(|filter| file.contains(filter))
        }
    }
}

/// Tries every mutant and says which survive; fails when one does that is not explained, or when an explanation
/// concerns none.
///
/// # Errors
///
/// When the program with the mutants cannot be built, or a test fails without a mutant.
pub fn run(project: &Project, choice: &Choice) -> Result<ExitCode> {
    say::step("the program with every mutant");
    let mut program = Program::write(project)?;
    let scratch = project.target.join("mutants");
    let memory = Memory::open(&scratch.join("fates.txt"))?;
    let built = if choice.report { None } else { Some(compiled::compiled(project, &mut program)?) };
    let mutants = chosen(&program, choice);
    let judged = match built.map(|program| Runner { program, scratch }) {
        Some(runner) => judged(project, &runner, &mutants, &memory, choice)?,
        None => mutants.iter().map(|mutant| (*mutant, remembered(&memory, mutant))).collect(),
    };
    told(project, choice, &program, &judged)
}

/// The mutants of the files asked for, in the order in which they were asked for.
fn chosen<'a>(program: &'a Program, choice: &Choice) -> Vec<Mutant<'a>> {
    let sites = program.sites.iter().filter(|site| !program.refuses(site));
    let mut mutants: Vec<Mutant> =
        sites.filter(|site| choice.rank(&site.file).is_some()).flat_map(Site::mutants).collect();
    mutants.sort_by_key(|mutant| choice.rank(&mutant.site.file));
    mutants
}

/// Says what came out, and writes it down after a run of everything.
fn told(project: &Project, choice: &Choice, program: &Program, judged: &[Judged<'_>]) -> Result<ExitCode> {
    let is_asked = |file: &str| choice.rank(file).is_some();
    let sites = program.sites.iter().filter(|site| is_asked(&site.file)).collect();
    let explained = explained::read(&project.root.join("tests/mutants"))?;
    let findings = Findings { sites, program, judged, explained };
    if choice.filters.is_empty() {
        std::fs::write(project.root.join("docs/MUTANTS.md"), findings.page())?;
    }
    let (unexplained, outdated) = (findings.unexplained(), findings.outdated(is_asked));
    tell("not found and not explained:", &unexplained);
    tell("explained, but found or gone:", &outdated);
    say::line(findings.summary());
    let is_fine = unexplained.is_empty() && outdated.is_empty();
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn remembered(memory: &Memory, mutant: &Mutant<'_>) -> Fate {
    memory.fate(&mutant.full_name()).unwrap_or(Fate::NotTried)
}

fn judged<'a>(
    project: &Project,
    runner: &Runner,
    mutants: &[Mutant<'a>],
    memory: &Memory,
    choice: &Choice,
) -> Result<Vec<Judged<'a>>> {
    let known =
        |mutant: &Mutant<'a>| memory.fate(&mutant.full_name()).filter(|fate| choice.keep.keeps(*fate));
    let mut judged: Vec<Judged<'a>> =
        mutants.iter().filter_map(|mutant| Some((*mutant, known(mutant)?))).collect();
    let unknown: Vec<Mutant<'a>> = mutants.iter().filter(|mutant| known(mutant).is_none()).copied().collect();
    if !unknown.is_empty() {
        judged.extend(tried(project, runner, &unknown, memory, choice.jobs)?);
    }
    judged.sort_by_key(|(mutant, _)| mutant.number);
    Ok(judged)
}

fn tried<'a>(
    project: &Project,
    runner: &Runner,
    mutants: &[Mutant<'a>],
    memory: &Memory,
    jobs: usize,
) -> Result<Vec<Judged<'a>>> {
    say::step("every test by itself");
    let suite = Suite::measured(runner, &program::case_folder(&project.root), jobs)?;
    say::step(format!("{} mutants, {} tests", mutants.len(), suite.tests.len()));
    let done = AtomicUsize::new(0);
    workers::share(mutants, jobs, |_, mutant| {
        let fate = fate::found_out(runner, &suite, mutant)?;
        memory.note(&mutant.full_name(), fate)?;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(200) {
            say::line(format!("{done} of {}", mutants.len()));
        }
        Ok((*mutant, fate))
    })
}

fn tell(heading: &str, names: &[String]) {
    if !names.is_empty() {
        say::line(heading);
        names.iter().for_each(say::line);
    }
}
