//! The hot kernels of the statistics engine on small data, for counting their instructions: `cargo xtask test --only counts`
//! compares them with `expected.txt`.
//!
//! Every kernel runs inside [`measured`], which is all that is counted: neither the loader nor the making of the data. The
//! data come from a seed by arithmetic and `libm` alone, so they are the same on every machine.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and its own data are sound"
)]

#[path = "../stats/data.rs"]
#[expect(dead_code, reason = "columns are written to files for other programs only")]
mod data;
#[path = "../stats/ours.rs"]
#[expect(dead_code, reason = "people are counted by week before a kernel is measured")]
mod ours;

use sinew::stats::{Confidence, Counted, hodges_lehmann};

/// A kernel, its data made.
type Kernel = Box<dyn Fn() -> Vec<f64>>;
/// A kernel's name, and how its data are made.
type Named = (&'static str, fn() -> Kernel);

/// Runs the kernel that is named; without a name all, and with `--list` none, but says their names.
fn main() {
    let wanted = std::env::args().nth(1);
    for (name, make) in KERNELS {
        match wanted.as_deref() {
            Some("--list") => println!("{name}"),
            Some(wanted) if wanted != *name => {}
            Some(_) | None => println!("{name} {:?}", measured(&make()).first()),
        }
    }
}

/// What is counted; a function of its own in every build.
#[inline(never)]
fn measured(kernel: &Kernel) -> Vec<f64> {
    kernel()
}

/// In the order they run.
const KERNELS: &[Named] = &[
    ("welch", || {
        let samples = data::two_samples(2_000);
        Box::new(move || ours::welch(&samples))
    }),
    ("mann_whitney", || {
        let scores = data::scores(2_000);
        Box::new(move || ours::rank_sum(&scores))
    }),
    ("hodges_lehmann", || {
        let [first, second] = data::scores(500).map(|scores| Counted::of_values(&scores).expect("scores"));
        let shift = move || hodges_lehmann(&first, &second, Confidence::NINETY_FIVE).expect("scores");
        Box::new(move || vec![shift().estimate])
    }),
    ("ols_hc3", || {
        let (design, data) = ours::regression(data::regression(8_000, 4));
        Box::new(move || ours::robust_regression(&design, &data))
    }),
    ("ols_twice", || {
        let (design, data) = ours::regression(data::regression(300, 4));
        Box::new(move || ours::robust_regression(&design, &data))
    }),
    ("logistic", || {
        let (design, data) = ours::regression(data::regression(7_000, 4));
        Box::new(move || ours::logistic(&design, &data))
    }),
    ("mixed_model", || {
        let data = data::repeated(100, 6, 0.1);
        Box::new(move || ours::random_slopes(&data))
    }),
    ("mmrm", || {
        let data = data::repeated(100, 4, 0.1);
        Box::new(move || ours::repeated_measures(&data))
    }),
    ("gee", || {
        let data = data::repeated(100, 6, 0.1);
        Box::new(move || ours::estimating_equations(&data))
    }),
    ("cox", || {
        let data = data::survival(500);
        Box::new(move || ours::proportional_hazards(&data))
    }),
    ("kaplan_meier", || {
        let weeks = ours::weekly(&data::survival(5_000));
        Box::new(move || ours::curves_of_weeks(&weeks))
    }),
    ("bootstrap", || {
        let sample = data::skewed(100);
        Box::new(move || ours::bootstrap(&sample, 499))
    }),
];
