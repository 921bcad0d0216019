//! The columnar image of the study: how long it takes to load, and how much memory it has, alone and while another
//! takes its place.

use std::time::Instant;

use sinew::demo;
use sinew::store::{Database, Snapshot};

use super::support::code;

/// Limits of a million people: seconds to load, and megabytes alone and of two.
const LIMIT_SECONDS: f64 = 10.0;
const LIMIT_MB: f64 = 600.0;
const LIMIT_OF_TWO_MB: f64 = 2.0 * LIMIT_MB;

/// Loads it, and again while the first is held.
pub async fn measure(database: &Database) {
    let before = memory("VmRSS");
    let begun = Instant::now();
    let snapshot = load(database).await;
    let seconds = begun.elapsed().as_secs_f64();
    let alone = memory("VmRSS") - before;
    // The kernel forgets the highest figure so far.
    std::fs::write("/proc/self/clear_refs", "5").expect("this process may ask");
    let second = load(database).await;
    let both = memory("VmHWM") - before;
    let (frame, catalogue) = (snapshot.frame(), snapshot.catalogue());
    println!(
        "snapshot of {} people, {} variables, {} instruments at {} time points: {seconds:.2} s (limit {LIMIT_SECONDS}), {alone:.0} MB \
         (limit {LIMIT_MB}), {both:.0} MB at most while another takes its place (limit {LIMIT_OF_TWO_MB})",
        frame.participants,
        frame.columns.len(),
        frame.scores.len(),
        catalogue.time_axis.points.len(),
    );
    drop((snapshot, second));
}

async fn load(database: &Database) -> Snapshot {
    Snapshot::load(database, &code(demo::CODE)).await.expect("the database answers").expect("the programme")
}

/// What the kernel says of this process's memory, in MB.
fn memory(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("this is Linux");
    let line = status.lines().find(|line| line.starts_with(what)).expect("the kernel says it");
    let kilobytes: f64 = line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).expect("a number");
    kilobytes / 1000.0
}
