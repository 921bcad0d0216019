//! The program compiled, without the sites that the compiler refuses.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use serde::Deserialize;

use super::edits::Place;
use super::program::Program;
use crate::process;
use crate::project::Project;
use crate::say;

/// Types are found out before borrows, and one error hides another: it takes a few rounds.
const MOST_ROUNDS: u32 = 30;

#[derive(Deserialize)]
struct Line {
    reason: String,
    message: Option<Message>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    rendered: Option<String>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
}

/// Leaves out what does not compile, and builds the tests of the rest: the program that runs them.
///
/// # Errors
///
/// When something does not compile that is no mutant.
pub fn compiled(project: &Project, program: &mut Program) -> Result<PathBuf> {
    for round in 1..=MOST_ROUNDS {
        let errors = match built(project, program)? {
            Build::Program(path) => return Ok(path),
            Build::Errors(errors) => errors,
        };
        let refused = refused(program, &errors);
        say::line(format!("round {round}: {} sites left out", refused.len()));
        if refused.is_empty() {
            let rendered = errors.iter().filter_map(|error| error.rendered.as_deref());
            bail!("what is no mutant does not compile:\n{}", rendered.collect::<String>());
        }
        program.leave_out(refused)?;
    }
    bail!("after {MOST_ROUNDS} rounds there are still mutants that do not compile")
}

/// What a build came to.
enum Build {
    Program(PathBuf),
    Errors(Vec<Message>),
}

fn built(project: &Project, program: &Program) -> Result<Build> {
    let (mut errors, mut executable) = (Vec::new(), None);
    process::watch(&mut cargo(project, program), |line| {
        let Ok(line) = serde_json::from_str::<Line>(line) else { return Ok(()) };
        errors.extend(line.message.filter(|message| message.level == "error"));
        executable = line.executable.filter(|_| line.reason == "compiler-artifact").or(executable.take());
        Ok(())
    })?;
    // The last one counts the others.
    errors.retain(|error| !error.spans.is_empty());
    match executable {
        Some(path) => Ok(Build::Program(path)),
        None if errors.is_empty() => {
            bail!("the program with the mutants cannot be built: see the messages above")
        }
        None => Ok(Build::Errors(errors)),
    }
}

fn cargo(project: &Project, program: &Program) -> Command {
    let mut command = process::cargo(project, ["test", "--no-run", "--lib"]);
    command.args(["--message-format", "json", "--target-dir"]).arg(project.target.join("mutants/build"));
    command.arg("--manifest-path").arg(program.folder.join("Cargo.toml"));
    command
}

/// The sites that the errors lie in; where one lies in none, those within it, or else those near it.
fn refused(program: &Program, errors: &[Message]) -> BTreeSet<u32> {
    let primary = errors.iter().flat_map(|error| error.spans.iter().filter(|span| span.is_primary));
    let mut refused = BTreeSet::new();
    for span in primary {
        let is_in = |file: &str| Path::new(&span.file_name).ends_with(Path::new("src/stats").join(file));
        if let Some((_, places)) = program.places.iter().find(|(file, _)| is_in(file)) {
            refused.extend(blamed(places, &(span.byte_start..span.byte_end)));
        }
    }
    refused
}

/// How far from an error without a site its cause is looked for.
const NEAR_BYTES: usize = 400;

fn blamed(places: &[Place], error: &Range<usize>) -> Vec<u32> {
    let holds = |place: &&Place| place.bytes.start <= error.start && error.end <= place.bytes.end;
    if let Some(innermost) = places.iter().filter(holds).min_by_key(|place| place.bytes.len()) {
        return vec![innermost.site];
    }
    let within = |bytes: &Range<usize>| {
        let overlaps = |place: &&Place| place.bytes.start < bytes.end && bytes.start < place.bytes.end;
        places.iter().filter(overlaps).map(|place| place.site).collect::<Vec<_>>()
    };
    let direct = within(error);
    if !direct.is_empty() {
        return direct;
    }
    within(&(error.start.saturating_sub(NEAR_BYTES)..error.end + NEAR_BYTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> [Place; 2] {
        [Place { site: 2, bytes: 20..40 }, Place { site: 1, bytes: 10..100 }]
    }

    #[test]
    fn an_error_is_blamed_on_the_innermost_site_around_it() {
        assert_eq!(blamed(&places(), &(25..30)), [2]);
        assert_eq!(blamed(&places(), &(35..45)), [1]);
    }

    #[test]
    fn an_error_around_sites_is_blamed_on_them_and_one_beside_them_on_those_near() {
        assert_eq!(blamed(&places(), &(5..110)), [2, 1]);
        assert_eq!(blamed(&places(), &(110..120)), [2, 1]);
        assert_eq!(blamed(&places(), &(900..910)), [] as [u32; 0]);
    }
}
