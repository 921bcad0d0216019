//! The instructions of the statistics engine's kernels (`benches/counts`), counted by callgrind and compared with those
//! committed beside them.
//!
//! Counts say what seconds on a shared machine cannot: whether a change made a kernel slower. They are those of the
//! development profile, whose build is there already; an algorithm that does more work shows there as well. They depend
//! on the compiler, so `expected.txt` names it and another is not compared. On the processor they depend a little: the C
//! library has other functions to copy memory for each, some thousandths of a kernel, which [`BAND`] covers. Everything
//! else is compiled for any processor of this architecture, and a fused multiply-add is one instruction on all of the last
//! ten years.
//!
//! The lints' compiler (`Compiler::Clippy`) leaves more instructions than rustc alone (Hodges-Lehmann 16 %), and cargo
//! takes a library for fresh whichever of them compiled it. The committed counts are of the lints' one: where they are
//! not met, the library may be what a plain `cargo test` left, so it is compiled and counted once more.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::outcome::Outcome;
use crate::project::Project;
use crate::server::DataFolder;
use crate::{process, say, tools};

/// `renew`: counts are written anew instead of compared.
const SETTING: &str = "SINEW_COUNTS";
/// How far a count may be from the committed one, in hundredths of it.
const BAND: u64 = 5;
/// The function of the benchmark in which instructions count.
const COUNTED: &str = "*counts::measured*";

/// A kernel and its instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Count {
    kernel: String,
    instructions: u64,
}

/// Counts and compares, or renews what is committed.
///
/// # Errors
///
/// When the benchmark cannot be built or run, or its counts cannot be read.
pub fn run(project: &Project) -> Result<Outcome> {
    let file = project.root.join("benches/counts/expected.txt");
    let compiler =
        process::answer(Command::new("rustc").arg("--version")).context("rustc does not answer")?;
    let renews = std::env::var_os(SETTING).is_some_and(|value| value == "renew");
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    let (counted_with, expected) = read(&committed);
    if !renews && counted_with != compiler {
        return Ok(not_compared(&format!("counted with {counted_with}, this is {compiler}")));
    }
    let valgrind = match tools::ensure_valgrind() {
        Ok(valgrind) => valgrind,
        Err(problem) => return Ok(not_compared(&format!("{problem:#}"))),
    };
    if renews {
        let counts = counted_anew(project, &valgrind)?;
        std::fs::write(&file, written(&compiler, &counts)).context("the counts cannot be written")?;
        return Ok(Outcome::one_passed());
    }
    let found = compared(&count(&valgrind, &built(project)?)?, &expected);
    if found.failed == 0 {
        return Ok(found);
    }
    say::line("counts: the library may be of another compiler, so it is compiled anew");
    Ok(compared(&counted_anew(project, &valgrind)?, &expected))
}

/// Counts with a library that this step compiled, whoever compiled it before.
fn counted_anew(project: &Project, valgrind: &Path) -> Result<Vec<Count>> {
    let library = project.root.join("src/lib.rs");
    // Written as it is, it is newer than what was compiled of it.
    let written = std::fs::read(&library).and_then(|text| std::fs::write(&library, text));
    written.context("src/lib.rs cannot be written")?;
    count(valgrind, &built(project)?)
}

fn not_compared(reason: &str) -> Outcome {
    let remark = format!("counts: not compared ({reason})");
    say::line(&remark);
    Outcome { skipped: 1, ..Outcome::not_checked(&remark) }
}

/// Builds the benchmark like the core's tests and says where it is.
fn built(project: &Project) -> Result<PathBuf> {
    let mut build = process::cargo(project, ["build", "--bench", "counts", "--message-format", "json"]);
    say::line("$ cargo build --bench counts");
    let mut program = None;
    let succeeded = process::watch(&mut build, |line| {
        program = program.take().or_else(|| executable(line));
        Ok(())
    })?;
    if !succeeded {
        bail!("`cargo build --bench counts` failed: run it to see why");
    }
    program.context("cargo named no program for the benchmark `counts`")
}

/// The program that a message of cargo names, if it is the benchmark.
fn executable(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_ours = message["target"]["name"] == "counts";
    message["executable"].as_str().filter(|_| is_ours).map(PathBuf::from)
}

/// Every kernel of the benchmark, each in a run of its own.
fn count(valgrind: &Path, program: &Path) -> Result<Vec<Count>> {
    let folder = DataFolder::create("counts")?;
    let file = folder.path().join("out");
    let list =
        process::answer(Command::new(program).arg("--list")).context("the benchmark names no kernels")?;
    let counted = |kernel: &str| {
        let instructions = instructions(valgrind, program, kernel, &file)?;
        Ok(Count { kernel: kernel.to_owned(), instructions })
    };
    list.lines().map(counted).collect()
}

fn instructions(valgrind: &Path, program: &Path, kernel: &str, file: &Path) -> Result<u64> {
    let mut command = Command::new(valgrind);
    command.args(["--tool=callgrind", "--quiet"]).arg(format!("--toggle-collect={COUNTED}"));
    command.arg(format!("--callgrind-out-file={}", file.display())).arg(program).arg(kernel);
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    if !status.context("valgrind cannot be started")?.success() {
        bail!("{kernel} failed under valgrind");
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("no counts of {kernel}"))?;
    total(&text).with_context(|| format!("no instructions of {kernel} were counted"))
}

/// The total in a file of callgrind.
fn total(text: &str) -> Option<u64> {
    let line =
        text.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")))?;
    line.trim().parse().ok().filter(|&total| total > 0)
}

/// The compiler's name and the counts in the committed file.
fn read(text: &str) -> (String, Vec<Count>) {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let compiler = lines.next().unwrap_or("nothing").to_owned();
    let count = |line: &str| {
        let (kernel, instructions) = line.split_once(' ')?;
        Some(Count { kernel: kernel.to_owned(), instructions: instructions.trim().parse().ok()? })
    };
    (compiler, lines.filter_map(count).collect())
}

fn written(compiler: &str, counts: &[Count]) -> String {
    let mut text = format!(
        "# Instructions of each kernel of benches/counts, development profile, by callgrind.\n# Renew: {SETTING}=renew cargo xtask test --only counts\n{compiler}\n"
    );
    for Count { kernel, instructions } in counts {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{kernel} {instructions}");
    }
    text
}

/// A test for each kernel: more instructions fail, and so do fewer, so that what is won is kept.
fn compared(counts: &[Count], expected: &[Count]) -> Outcome {
    let was = |kernel: &str| expected.iter().find(|count| count.kernel == kernel);
    let one = |count: &Count| {
        let Some(was) = was(&count.kernel) else {
            return Outcome::problem(&format!(
                "{} has no committed count: renew with {SETTING}=renew",
                count.kernel
            ));
        };
        let change = count.instructions as f64 / was.instructions as f64 - 1.0;
        let said = format!(
            "{}: {} instructions, were {} ({:+.1} %)",
            count.kernel,
            count.instructions,
            was.instructions,
            100.0 * change
        );
        say::line(&said);
        if 100 * count.instructions.abs_diff(was.instructions) <= BAND * was.instructions {
            Outcome::one_passed()
        } else if count.instructions > was.instructions {
            Outcome::problem(&said)
        } else {
            Outcome::problem(&format!("{said}: fewer, keep that with {SETTING}=renew"))
        }
    };
    let gone = expected.iter().filter(|was| counts.iter().all(|count| count.kernel != was.kernel));
    let gone = gone.map(|was| Outcome::problem(&format!("{} was not counted", was.kernel)));
    counts.iter().map(one).chain(gone).fold(Outcome::default(), Outcome::and)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: &[(&str, u64)]) -> Vec<Count> {
        of.iter().map(|&(kernel, instructions)| Count { kernel: kernel.to_owned(), instructions }).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let both = counts(&[("welch", 120), ("cox", 7_000_000_000)]);
        assert_eq!(read(&written("rustc 1.95.0", &both)), ("rustc 1.95.0".to_owned(), both));
        assert_eq!(read(""), ("nothing".to_owned(), Vec::new()));
    }

    #[test]
    fn more_and_fewer_instructions_than_the_band_fail_and_name_the_kernel() {
        let expected = counts(&[("welch", 1_000), ("cox", 1_000), ("gee", 1_000)]);
        let found = compared(&counts(&[("welch", 1_050), ("cox", 1_051), ("gee", 900)]), &expected);
        assert_eq!((found.passed, found.failed), (1, 2));
        let problem = found.problem.unwrap();
        assert!(problem.contains("cox: 1051 instructions, were 1000 (+5.1 %)"), "{problem}");
        assert!(problem.contains("gee: 900 instructions, were 1000 (-10.0 %): fewer"), "{problem}");
    }

    #[test]
    fn a_kernel_that_came_or_went_fails() {
        let found = compared(&counts(&[("new", 1)]), &counts(&[("old", 1)]));
        assert_eq!((found.passed, found.failed), (0, 2));
    }

    #[test]
    fn a_total_is_read_from_either_line() {
        assert_eq!(total("events: Ir\nsummary: 123\n"), Some(123));
        assert_eq!(total("fn=(1)\n+3 4\n\ntotals: 77\n"), Some(77));
        assert_eq!(total("totals: 0\n"), None);
    }

    #[test]
    fn only_the_benchmark_is_taken_for_it() {
        let line = |name: &str| format!(r#"{{"target":{{"name":"{name}"}},"executable":"/t/{name}-1"}}"#);
        assert_eq!(executable(&line("counts")), Some(PathBuf::from("/t/counts-1")));
        assert_eq!(executable(&line("sinew")), None);
        assert_eq!(executable("   Compiling sinew"), None);
    }
}
