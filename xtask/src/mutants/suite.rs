//! The tests: how long each takes, and which mutants it reaches.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::runner::{Ending, Runner};
use super::site::Mutant;
use super::workers;

/// What a test is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A test beside the code, by its path.
    Unit(String),
    /// A case, by its file and its place in it.
    Case(String, usize),
}

/// A test that passes.
#[derive(Debug)]
pub struct Test {
    /// Which.
    pub name: Name,
    /// How long it takes, without the start of the program.
    pub time: Duration,
}

/// Every test, and which of them reach a mutant.
#[derive(Debug)]
pub struct Suite {
    /// All of them.
    pub tests: Vec<Test>,
    /// For each mutant by its number, places in `tests`.
    reaching: BTreeMap<u32, Vec<usize>>,
}

impl Suite {
    /// Runs every test by itself.
    ///
    /// # Errors
    ///
    /// When a test fails although there is no mutant, or the cases cannot be read.
    pub fn measured(runner: &Runner, cases: &Path, jobs: usize) -> Result<Self> {
        let mut reaching = BTreeMap::<u32, Vec<usize>>::new();
        let mut tests = Vec::new();
        for (place, (test, reached)) in each_alone(runner, cases, jobs)?.into_iter().enumerate() {
            tests.push(test);
            for mutant in reached {
                reaching.entry(mutant).or_default().push(place);
            }
        }
        Ok(Self { tests, reaching })
    }

    /// The tests that reach a mutant, in the order in which they are tried: those beside the code first, as they were
    /// written for it, then the quickest.
    pub fn reaching(&self, mutant: &Mutant<'_>) -> Vec<&Test> {
        let module = mutant.site.file.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
        let beside = format!("stats::{module}::");
        let is_beside = |test: &Test| matches!(&test.name, Name::Unit(name) if name.starts_with(&beside));
        let places = self.reaching.get(&mutant.number).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&Test> = places.iter().filter_map(|&place| self.tests.get(place)).collect();
        found.sort_by_key(|test| (!is_beside(test), test.time));
        found
    }
}

/// Every test with the mutants it reaches.
fn each_alone(runner: &Runner, cases: &Path, jobs: usize) -> Result<Vec<(Test, Vec<u32>)>> {
    let mut names = unit_tests(runner)?;
    anyhow::ensure!(!names.is_empty(), "the program with the mutants lists no tests");
    names.extend(case_names(cases)?);
    let start = quickest_start(runner)?;
    workers::share(&names, jobs, |number, name| {
        let notes = runner.scratch.join(format!("reach-{number}.txt"));
        let began = Instant::now();
        if runner.noting(name, &notes)? != Ending::Passed {
            bail!("{name:?} fails without a mutant");
        }
        let time = began.elapsed().saturating_sub(start);
        let reached = std::fs::read_to_string(&notes).unwrap_or_default();
        std::fs::remove_file(&notes).ok();
        let reached = reached.lines().filter_map(|line| line.parse().ok()).collect();
        Ok((Test { name: name.clone(), time }, reached))
    })
}

fn unit_tests(runner: &Runner) -> Result<Vec<Name>> {
    let list = runner.list()?;
    let names = list.lines().filter_map(|line| line.strip_suffix(": test"));
    let names = names.filter(|name| *name != super::runner::CASES_TEST);
    Ok(names.map(|name| Name::Unit(name.to_owned())).collect())
}

fn case_names(folder: &Path) -> Result<Vec<Name>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()
        .with_context(|| folder.display().to_string())?;
    files.sort();
    let mut names = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path)?;
        let cases: Vec<serde::de::IgnoredAny> =
            serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        names.extend((0..cases.len()).map(|place| Name::Case(file.clone(), place)));
    }
    Ok(names)
}

/// The time of a process that runs no test.
fn quickest_start(runner: &Runner) -> Result<Duration> {
    let mut quickest = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        runner.list()?;
        quickest = quickest.min(began.elapsed());
    }
    Ok(quickest)
}

/// The tests in portions that one process runs: a mutant that is found at once costs little, and one that is never
/// found few processes.
pub fn portions<'a>(tests: &[&'a Test]) -> Vec<Vec<&'a Test>> {
    const FIRST: Duration = Duration::from_millis(20);
    const GROWTH: u32 = 5;
    let (mut portions, mut most) = (Vec::new(), FIRST);
    let (mut portion, mut time) = (Vec::new(), Duration::ZERO);
    for &test in tests {
        portion.push(test);
        time += test.time;
        if time >= most {
            portions.push(std::mem::take(&mut portion));
            (most, time) = (most * GROWTH, Duration::ZERO);
        }
    }
    portions.extend((!portion.is_empty()).then_some(portion));
    portions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_grow_and_hold_every_test_once() {
        let tests: Vec<Test> = (0..100)
            .map(|place| Test { name: Name::Case(String::new(), place), time: Duration::from_millis(10) })
            .collect();
        let all: Vec<&Test> = tests.iter().collect();
        let sizes: Vec<usize> = portions(&all).iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 10, 50, 38]);
    }
}
