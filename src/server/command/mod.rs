//! The command line: `sinew serve · migrate · import · export · demo · verify`.

mod arguments;
mod demo;
mod export;
mod import;
mod migrate;
mod serve;
mod signals;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

use crate::store::ClusterUse;

/// Runs the command line and gives the exit code: 0 done, 1 failed with one sentence on standard error, 2 misused.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    crate::server::telemetry::start();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&*error),
    }
}

type CommandResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

async fn run(arguments: Arguments) -> CommandResult {
    let location = |cluster_use| arguments.database.location(cluster_use);
    match arguments.command {
        Command::Serve(options) => serve::run(location(ClusterUse::Server)?, options).await,
        Command::Migrate => migrate::run(location(ClusterUse::Command)?).await,
        Command::Import(options) => import::run(location(ClusterUse::Command)?, options).await,
        Command::Export(options) => export::run(location(ClusterUse::Command)?, options).await,
        Command::Demo(options) => demo::run(location(ClusterUse::Command)?, options).await,
        Command::Verify(options) => verify::run(&options),
    }
}

#[expect(clippy::print_stderr, reason = "the end of a command is told on the terminal")]
fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("sinew: {error}");
    ExitCode::FAILURE
}
