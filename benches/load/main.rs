//! Twenty people brush at once: how long each waits for a move, over sockets, from the real program over a private
//! PostgreSQL with the synthetic programme, against the limit of 250 ms.
//!
//! Everybody drags the lower handle of age by a year a move, over people of their own (a region is left out, and people over
//! an age), and asks again as soon as the answer came; so no move waits for a person, and the server has as much to do as
//! twenty people can ask of it. Answers are asked for compressed, as browsers do, and not unpacked.
//! `SINEW_BENCH_PEOPLE=10000,1000000` chooses the sizes; a million are measured only when asked for, as loading them takes
//! minutes. Before that, the snapshot they all look at is measured.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench talks to a terminal and may fail")]

mod client;
mod snapshot;
#[path = "../support/mod.rs"]
mod support;

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use client::Client;
use leptos::config::LeptosOptions;
use sinew::demo::{self, SyntheticStudy};
use sinew::exhibit::Policy;
use sinew::server::computations::Computations;
use sinew::server::health::Health;
use sinew::server::http::{Listener, router, serve};
use sinew::server::jobs::Jobs;
use sinew::server::state::AppState;
use sinew::store::{
    ClusterUse, Database, DatabaseLocation, Durability, EmbeddedOptions, ImportFile, ImportRequest,
    Persistence, Snapshots, load, migrate,
};
use support::{code, options};

/// People who brush at once.
const CLIENTS: u32 = 20;
/// Moves of each.
const MOVES: u32 = 30;
/// Limit of the 95th percentile of a move, in milliseconds.
const LIMIT_MS: f64 = 250.0;

fn main() {
    let sizes = std::env::var("SINEW_BENCH_PEOPLE").unwrap_or_else(|_| "10000".to_owned());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for participants in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        runtime.block_on(measure(participants));
    }
}

async fn measure(participants: u32) {
    let directory = std::env::temp_dir().join(format!("sinew-load-{}-{participants}", std::process::id()));
    let database = programme(&directory, participants).await;
    snapshot::measure(&database).await;
    let snapshots = Snapshots::start(&database).await.expect("the snapshots load");
    let people = snapshots.get(&code(demo::CODE)).expect("the programme").participants();
    let computations = Computations::for_this_machine();
    let state = AppState {
        leptos_options: leptos_options(&directory),
        snapshots,
        health: Health::watch(database.clone()),
        database: database.clone(),
        computations: computations.clone(),
        jobs: Jobs::none(),
        policy: Policy::Rounded,
    };
    let address = serving(state).await;
    let alone = Moves::of(address, 1).await;
    alone.print(&format!("one person brushes, {people} people"));
    let together = Moves::of(address, CLIENTS).await;
    together.print(&format!("{CLIENTS} people brush at once, {people} people"));
    println!("  an answer has {:.1} kB compressed; {:?}", together.answer_kb, computations.counts());
    database.close().await.expect("PostgreSQL stops");
    std::fs::remove_dir_all(directory).expect("the directory goes");
}

/// The programme in a cluster of its own.
async fn programme(directory: &Path, participants: u32) -> Database {
    let embedded = EmbeddedOptions {
        data_directory: directory.to_owned(),
        cluster_use: ClusterUse::Command,
        durability: Durability::None,
    };
    let database = Database::connect(DatabaseLocation::Embedded(embedded)).await.expect("PostgreSQL starts");
    migrate(&database).await.expect("the database migrates");
    let request = ImportRequest {
        study: code(demo::CODE),
        mapping_toml: demo::MAPPING_TOML.to_owned(),
        files: vec![ImportFile::synthetic(SyntheticStudy::Programme(options(participants)))],
        persistence: Persistence::Keep,
    };
    load(&database, request, &|_| ()).await.expect("the programme loads");
    database
}

fn leptos_options(directory: &Path) -> LeptosOptions {
    LeptosOptions::builder().output_name("sinew").site_root(directory.to_string_lossy().into_owned()).build()
}

async fn serving(state: AppState) -> SocketAddr {
    let address = SocketAddr::from(([127, 0, 0, 1], 0)).try_into().expect("is this machine's");
    let listener = Listener::bind(address).await.expect("a free port");
    let address = listener.address().expect("is bound");
    tokio::spawn(serve(listener, router(state), std::future::pending()));
    address
}

/// How long every move of everybody took.
struct Moves {
    times: Vec<Duration>,
    elapsed: Duration,
    answer_kb: f64,
}

impl Moves {
    async fn of(address: SocketAddr, clients: u32) -> Self {
        let begun = Instant::now();
        let everybody: Vec<_> =
            (0..clients).map(|client| tokio::spawn(brush(address, client, clients))).collect();
        let (mut times, mut bytes) = (Vec::new(), 0);
        for one in everybody {
            let (own, length) = one.await.expect("brushes to the end");
            times.extend(own);
            bytes = bytes.max(length);
        }
        times.sort();
        Self { times, elapsed: begun.elapsed(), answer_kb: bytes as f64 / 1000.0 }
    }

    fn print(&self, name: &str) {
        let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
        let at = |percent: usize| ms(self.times.get(self.times.len() * percent / 100));
        println!(
            "{name}: p50 {:.1} ms, p95 {:.1} ms, max {:.1} ms; {:.0} moves/s; p95 is {:.2} of {LIMIT_MS} ms",
            at(50),
            at(95),
            ms(self.times.last()),
            self.times.len() as f64 / self.elapsed.as_secs_f64(),
            at(95) / LIMIT_MS
        );
    }
}

/// One person's moves, and the length of the longest answer.
async fn brush(address: SocketAddr, client: u32, clients: u32) -> (Vec<Duration>, usize) {
    let mut connection = Client::connect(address).await;
    let (mut times, mut longest) = (Vec::new(), 0);
    for step in 0..MOVES {
        let query = people_of(client, clients) + &format!("&f.age.from={}", 18 + step);
        let begun = Instant::now();
        longest = longest.max(connection.move_to(demo::CODE, &query).await);
        times.push(begun.elapsed());
    }
    (times, longest)
}

/// The regions and the upper limit of age, which nobody else has and which differ between both rounds.
fn people_of(client: u32, clients: u32) -> String {
    let left_out = client as usize % REGIONS.len();
    let regions = REGIONS.iter().enumerate().filter(|(place, _)| *place != left_out);
    let regions: Vec<_> = regions.map(|(_, region)| format!("f.region={region}")).collect();
    let round = if clients == CLIENTS { 0 } else { 4 };
    format!("{}&f.age.to={}", regions.join("&"), 80 + round - 8 * (client / REGIONS.len() as u32))
}

const REGIONS: [&str; 6] = ["back", "knee", "shoulder", "neck", "hip", "pelvic"];
