//! The statistics engine beside scipy, statsmodels, lifelines and R on the same data in the same run.
//!
//! Every program reads the same numbers, is timed warm with the data in memory, and its answers must be ours before
//! times count. Beside ours stands the floor: the time to read the data from memory once, whatever is done with them. A ratio
//! has the interval that the scatter of the runs leaves it (see [`ratio`]). `cargo xtask bench` names a Python with the packages in `SINEW_PEERS_PYTHON`; R is taken where
//! `Rscript` is found, with those of its packages that are there (Debian: r-cran-survival, -lme4, -nlme, -geepack).

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and its own data are sound"
)]

mod data;
#[path = "../support/memory.rs"]
mod memory;
mod ours;
#[path = "../support/peers.rs"]
mod python;
mod ratio;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

/// Times each workload is run by us; others are run fewer times where they take long.
const RUNS: usize = 15;

/// What is measured.
struct Workload {
    name: &'static str,
    /// What it is, for people.
    what: &'static str,
    /// How near the others' numbers must be, relative.
    tolerance: f64,
    /// Of 8 bytes each, that the answer depends on.
    numbers: usize,
    run: Box<dyn Fn() -> Vec<f64>>,
}

/// Times in milliseconds, ascending, and the numbers found.
struct Measured {
    times: Vec<f64>,
    values: Vec<f64>,
}

fn main() {
    let folder = std::env::temp_dir().join(format!("sinew-bench-stats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let workloads = workloads(&folder);
    let bytes_a_ms = memory::bytes_a_ms();
    println!("one thread reads {:.1} GB/s here and now", bytes_a_ms / 1e6);
    let mut ours: Vec<Measured> = workloads.iter().map(measured).collect();
    let others = others(&folder);
    // Once more afterwards, so that what the machine did meanwhile does not favour either.
    for (measured_before, workload) in ours.iter_mut().zip(&workloads) {
        measured_before.times.extend(measured(workload).times);
        measured_before.times.sort_by(f64::total_cmp);
    }
    for (workload, ours) in workloads.iter().zip(&ours) {
        print(workload, ours, 8.0 * workload.numbers as f64 / bytes_a_ms, &others);
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

fn measured(workload: &Workload) -> Measured {
    let values = (workload.run)();
    let once = || {
        let begun = Instant::now();
        let found = (workload.run)();
        let time = begun.elapsed().as_secs_f64() * 1000.0;
        assert_eq!(found, values, "{} gives the same every time", workload.name);
        time
    };
    let mut times: Vec<f64> = (0..RUNS).map(|_| once()).collect();
    times.sort_by(f64::total_cmp);
    Measured { times, values }
}

fn workloads(folder: &Path) -> Vec<Workload> {
    let workload = |name, what, tolerance, numbers, run: Box<dyn Fn() -> Vec<f64>>| Workload {
        name,
        what,
        tolerance,
        numbers,
        run,
    };
    let samples = data::two_samples(500_000);
    let scores = data::scores(500_000);
    for (name, samples) in [("welch", &samples), ("rank_sum", &scores)] {
        for (side, sample) in ["first", "second"].iter().zip(samples) {
            data::write(folder, &format!("{name}_{side}"), sample.iter().copied());
        }
    }
    let (linear, binary) = (data::regression(200_000, 10), data::regression(100_000, 20));
    for (name, data) in [("linear", &linear), ("logistic", &binary)] {
        data::write(folder, &format!("{name}_x"), data.design.iter().copied());
        data::write(folder, &format!("{name}_y"), data.outcome.iter().copied());
        data::write(folder, &format!("{name}_event"), data.event.iter().copied());
    }
    let (slopes, visits) = (data::repeated(2_000, 12, 0.0), data::repeated(1_000, 8, 0.05));
    for (name, data) in [("slopes", &slopes), ("visits", &visits)] {
        write_repeated(folder, name, data);
    }
    let (hazards, curves) = (data::survival(10_000), data::survival(1_000_000));
    for (name, data) in [("hazards", &hazards), ("curves", &curves)] {
        write_survival(folder, name, data);
    }
    let visit_numbers = visits.score.len() * 7;
    let skewed = data::skewed(1_000);
    data::write(folder, "bootstrap", skewed.iter().copied());
    let correlated = data::repeated(2_000, 12, 0.0);
    let ((x, linear), (z, binary)) = (ours::regression(linear), ours::regression(binary));
    vec![
        workload("welch", "Welch's t, 2 × 500,000", 1e-9, 1_000_000, Box::new(move || ours::welch(&samples))),
        workload(
            "rank_sum",
            "Mann-Whitney, 2 × 500,000 scores of 0 to 10",
            1e-9,
            1_000_000,
            Box::new(move || ours::rank_sum(&scores)),
        ),
        workload(
            "linear",
            "OLS with HC3, 200,000 × 11",
            1e-7,
            200_000 * 12,
            Box::new(move || ours::robust_regression(&x, &linear)),
        ),
        workload(
            "logistic",
            "logistic, 100,000 × 21",
            1e-6,
            100_000 * 22,
            Box::new(move || ours::logistic(&z, &binary)),
        ),
        workload(
            "slopes",
            "mixed model, random slopes, 2,000 × 12",
            1e-4,
            24_000 * 6,
            Box::new(move || ours::random_slopes(&slopes)),
        ),
        workload(
            "visits",
            "MMRM, unstructured, 1,000 × 8, 5 % missing",
            1e-3,
            visit_numbers,
            Box::new(move || ours::repeated_measures(&visits)),
        ),
        workload(
            "equations",
            "GEE, exchangeable logit, 2,000 × 12",
            1e-3,
            24_000 * 6,
            Box::new(move || ours::estimating_equations(&correlated)),
        ),
        workload(
            "hazards",
            "Cox, Efron, 10,000 × 4, weeks",
            1e-6,
            10_000 * 6,
            Box::new(move || ours::proportional_hazards(&hazards)),
        ),
        workload(
            "curves",
            "Kaplan-Meier and log-rank, 1,000,000, weeks",
            1e-6,
            3_000_000,
            Box::new(move || ours::curves(&curves)),
        ),
        workload(
            "bootstrap",
            "BCa of a mean, 1,000, 9,999 resamples",
            0.02,
            1_000,
            Box::new(move || ours::bootstrap(&skewed, 9_999)),
        ),
    ]
}

fn write_repeated(folder: &Path, name: &str, data: &data::Repeated) {
    data::write(folder, &format!("{name}_x"), data.design.iter().copied());
    data::write(folder, &format!("{name}_y"), data.score.iter().copied());
    data::write(folder, &format!("{name}_event"), data.event.iter().copied());
    data::write(folder, &format!("{name}_subject"), data.subject.iter().map(|&value| value as f64));
    data::write(folder, &format!("{name}_visit"), data.visit.iter().map(|&value| value as f64));
}

fn write_survival(folder: &Path, name: &str, data: &data::Survival) {
    data::write(folder, &format!("{name}_x"), data.covariates.iter().copied());
    data::write(folder, &format!("{name}_time"), data.time.iter().copied());
    data::write(folder, &format!("{name}_event"), data.event.iter().copied());
}

/// What the other programs found: by workload, each program with its times and numbers.
fn others(folder: &Path) -> BTreeMap<String, Vec<(String, Measured)>> {
    let mut all = Vec::new();
    if let Some(python) = python::python() {
        all.extend(answers(&python::answer(&python, "stats.py", &[folder], &Value::Null)));
    }
    all.extend(r(folder).as_ref().map(answers).unwrap_or_default());
    let mut by_workload: BTreeMap<String, Vec<(String, Measured)>> = BTreeMap::new();
    for (workload, program, measured) in all {
        by_workload.entry(workload).or_default().push((program, measured));
    }
    by_workload
}

fn answers(given: &Value) -> Vec<(String, String, Measured)> {
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().expect("a list").iter().filter_map(Value::as_f64).collect()
    };
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let one = |given: &Value| {
        let measured = Measured { times: python::sorted(&given["times"]), values: numbers(&given["values"]) };
        (word(&given["workload"]), word(&given["program"]), measured)
    };
    given.as_array().expect("a list").iter().map(one).collect()
}

/// R's answers; `None`, said plainly, without R.
fn r(folder: &Path) -> Option<Value> {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/peers/stats.R");
    let Ok(output) = Command::new("Rscript").arg(script).arg(folder).output() else {
        println!("R: not compared, there is no Rscript");
        return None;
    };
    assert!(output.status.success(), "R failed: {}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("R answers in JSON"))
}

fn print(
    workload: &Workload,
    ours: &Measured,
    floor: f64,
    others: &BTreeMap<String, Vec<(String, Measured)>>,
) {
    let [median, p95] = [0.5, 0.95].map(|share| quantile(&ours.times, share));
    println!("{}: median {median:.2} ms, p95 {p95:.2} ms, floor {floor:.3} ms", workload.what);
    for (program, other) in others.get(workload.name).into_iter().flatten() {
        check(workload, ours, program, other);
        let theirs = quantile(&other.times, 0.5);
        let (ratio, interval) = ratio::of(&ours.times, &other.times);
        let sure = interval.map_or_else(
            || "too few runs for an interval".to_owned(),
            |[low, high]| format!("{low:.1} to {high:.1}"),
        );
        println!(
            "    {program}: median {theirs:.1} ms, {ratio:.1} × ours ({sure}; {} runs)",
            other.times.len()
        );
    }
}

/// Times count only of those who found the same.
fn check(workload: &Workload, ours: &Measured, program: &str, other: &Measured) {
    assert_eq!(ours.values.len(), other.values.len(), "{} by {program}", workload.name);
    for (ours, theirs) in ours.values.iter().zip(&other.values) {
        let difference = (ours - theirs).abs() / ours.abs().max(1e-3);
        assert!(difference <= workload.tolerance, "{} by {program}: {ours} and {theirs}", workload.name);
    }
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (share * sorted.len() as f64).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1]
}
