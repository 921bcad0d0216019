//! `cargo xtask bench`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;
use crate::{peers, pixels, process, say};

/// Every benchmark.
const ALL: &str = "*";
/// Those that need no server.
const CORE: [&str; 5] = ["brush", "compare", "counts", "interaction", "stats"];

/// Runs every benchmark of `benches/`, with all features a server has, and beside them the same by other programs
/// where there is a Python for them; then a page in a browser. A first argument that names a benchmark runs that one.
///
/// # Errors
///
/// When a benchmark cannot be built or fails.
pub fn run(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let folder = project.root.join("benches");
    let any = folder.is_dir() && std::fs::read_dir(&folder)?.next().is_some();
    if !any {
        say::line("nothing to measure: benches/ has no benchmark yet");
        return Ok(ExitCode::SUCCESS);
    }
    let (which, arguments) = chosen(&folder, arguments);
    let mut bench = process::cargo(project, ["bench", "--bench", which]);
    if !CORE.contains(&which) {
        bench.args(["--features", "ssr"]);
    }
    bench.arg("--").args(arguments);
    if let Some(python) = peers::python(project) {
        bench.env("SINEW_PEERS_PYTHON", python);
    }
    process::run(&mut bench)?;
    if which == ALL {
        pixels::run(project)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The benchmark that the first argument names, and the others; all benchmarks where it names none.
fn chosen<'a>(folder: &Path, arguments: &'a [String]) -> (&'a str, &'a [String]) {
    match arguments.split_first() {
        Some((name, others))
            if folder.join(name).join("main.rs").is_file() || folder.join(format!("{name}.rs")).is_file() =>
        {
            (name, others)
        }
        Some(_) | None => (ALL, arguments),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benchmark_is_chosen_by_its_name_and_other_words_go_to_all() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let given = words(&["stats", "x"]);
        assert_eq!(chosen(&folder, &given), ("stats", &given[1..]));
        let given = words(&["import"]);
        assert_eq!(chosen(&folder, &given).0, "import");
        let given = words(&["nothing"]);
        assert_eq!(chosen(&folder, &given), (ALL, given.as_slice()));
    }
}
