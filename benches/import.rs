//! How fast a study is loaded, end to end, and its snapshot.
//!
//! `cargo bench --features ssr --bench import -- 1000000` makes a study of so many scores, loads it into a private
//! cluster with everything written to disk, loads the snapshot, and prints what it took.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench talks to a terminal and may fail")]

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

use sinew::domain::Code;
use sinew::store::{
    ClusterUse, Database, DatabaseLocation, Durability, EmbeddedOptions, ImportFile, ImportRequest,
    Persistence, Progress, Snapshot, load, migrate,
};

const TIMES: usize = 14;
const INSTRUMENTS: usize = 3;

fn main() {
    let scores = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(run(scores));
}

async fn run(scores: usize) {
    let directory = std::env::temp_dir().join(format!("sinew-bench-{}", std::process::id()));
    let options = EmbeddedOptions {
        data_directory: directory.clone(),
        cluster_use: ClusterUse::Command,
        durability: Durability::Full,
    };
    let database = Database::connect(DatabaseLocation::Embedded(options)).await.expect("PostgreSQL starts");
    migrate(&database).await.expect("the database migrates");
    measure(&database, &directory.join("scores.csv"), scores).await;
    database.close().await.expect("PostgreSQL stops");
    std::fs::remove_dir_all(directory).expect("the directory goes");
}

async fn measure(database: &Database, path: &PathBuf, scores: usize) {
    let participants = scores.div_ceil(TIMES * INSTRUMENTS);
    std::fs::write(path, csv(participants)).expect("the file is written");
    let study = Code::try_from("bench").expect("a code");
    let request = ImportRequest {
        study: study.clone(),
        mapping_toml: mapping(),
        files: vec![ImportFile::from_path(path)],
        persistence: Persistence::Keep,
    };
    let start = Instant::now();
    let last = std::sync::Mutex::new(None);
    let tell = |progress: Progress| {
        let mut last = last.lock().expect("is whole");
        if *last != Some(progress.stage) {
            println!("{:>8.2} s  {:?}", start.elapsed().as_secs_f64(), progress.stage);
            *last = Some(progress.stage);
        }
    };
    load(database, request, &tell).await.expect("the study loads");
    let seconds = start.elapsed().as_secs_f64();
    let measurements = participants * TIMES * INSTRUMENTS;
    println!(
        "import: {measurements} scores in {seconds:.2} s, {:.0} a second",
        measurements as f64 / seconds
    );
    let start = Instant::now();
    let snapshot = Snapshot::load(database, &study).await.expect("the snapshot loads").expect("is there");
    println!("snapshot: {} participants in {:.2} s", snapshot.participants(), start.elapsed().as_secs_f64());
}

/// A long file; the numbers come from a small linear congruential generator (Numerical Recipes).
fn csv(participants: usize) -> String {
    let mut text = String::from("id,week,age,group,s0,s1,s2\n");
    let mut state = 1_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    for participant in 0..participants {
        let (age, group) = (18 + next(70), next(2));
        for week in 0..TIMES {
            let scores = [next(101), next(101), next(1_001)];
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "p{participant:07},{week},{age},{group},{},{},{}",
                scores[0],
                scores[1],
                f64::from(scores[2]) / 10.0
            );
        }
    }
    text
}

fn mapping() -> String {
    let mut text = String::from(
        "version = 1\n[study]\ntitle = \"Bench\"\ndescription = \"Made up.\"\nsource = \"Made up.\"\n\
         assignment = \"randomised\"\nprimary_instrument = \"s0\"\nprimary_time_point = \"week_13\"\n\
         [file]\nshape = \"long\"\nid = { column = \"id\" }\n[time]\nunit = \"week\"\ncolumn = \"week\"\npoints = [\n",
    );
    for week in 0..TIMES {
        let _ = writeln!(
            text,
            "{{ code = \"week_{week}\", label = \"week {week}\", offset = {week}, value = {week} }},"
        );
    }
    text.push_str(
        "]\n[[variables]]\ncode = \"age\"\nlabel = \"Age\"\ncolumn = \"age\"\nkind = \"number\"\nunit = \"years\"\n\
         range = [18, 100]\n[[variables]]\ncode = \"group\"\nlabel = \"Group\"\ncolumn = \"group\"\nkind = \"flag\"\n\
         yes = 1\nno = 0\n",
    );
    for instrument in 0..INSTRUMENTS {
        let _ = writeln!(
            text,
            "[[instruments]]\ncode = \"s{instrument}\"\nlabel = \"score {instrument}\"\nunit = \"points\"\n\
             range = [0, 100]\ndirection = \"lower_is_better\"\nbaseline = \"week_0\"\ncolumn = \"s{instrument}\""
        );
    }
    text
}
