//! The server binary: parse the command line, run it, turn its end into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    sinew::server::command::main()
}
