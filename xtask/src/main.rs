//! Builds, runs and tests Sinew: `cargo xtask build | up | dev | test | bench | mutants`.
//!
//! Two build graphs only: the server with the development profile (or the release profile for `up` and `bench`),
//! and the browser part for wasm32. Every command uses the same flags, so nothing is compiled twice.

mod assets;
mod bench;
mod bindgen;
mod budget;
mod build;
mod compress;
mod dev;
mod front;
mod hash;
mod mutants;
mod native;
mod peers;
mod pixels;
mod process;
mod project;
mod python;
mod say;
mod server;
mod style;
mod test;
mod tools;
mod up;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use project::{Compiler, Profile, Project};

/// Build, run and test Sinew.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What to do.
#[derive(Subcommand)]
enum Task {
    /// Build the browser part and the server.
    Build {
        /// Optimised, hashed and compressed; fails above the size budget.
        #[arg(long)]
        release: bool,
    },
    /// From a fresh checkout: install what is missing, build, load the shipped trial, serve.
    Up {
        /// Use the development profile: builds faster, runs slower.
        #[arg(long, env = "SINEW_UP_DEV")]
        dev: bool,
    },
    /// Build, serve, and rebuild what a change concerns.
    Dev,
    /// Run everything the continuous integration runs.
    Test(test::Choice),
    /// Run the benchmarks in `benches/`.
    Bench {
        /// A benchmark by its name, to run it alone; what follows is passed on.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Change operators of the statistics engine one at a time and see whether a test fails.
    Mutants(mutants::Choice),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            say::problem(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    let project = Project::open()?;
    match task {
        Task::Build { release } => build::run(&project, Profile::from_release_flag(release)),
        Task::Up { dev } => up::run(&project, Profile::from_release_flag(!dev)),
        Task::Dev => dev::run(&project),
        Task::Test(choice) => Ok(test::run(&project.compiled_by(Compiler::Clippy), &choice)),
        Task::Bench { arguments } => bench::run(&project, &arguments),
        Task::Mutants(choice) => mutants::run(&project, &choice),
    }
}
