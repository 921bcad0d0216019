//! What one move of a brush costs on the synthetic programme, stage by stage: against the stated limits, against what
//! memory allows, and against `DuckDB`, Polars and pandas doing the same on the same data in the same run.
//!
//! `cargo xtask bench` prepares Python and its packages and names them in `SINEW_PEERS_PYTHON`; without, nothing is
//! compared. `SINEW_BENCH_PEOPLE=10000,100000` measures these sizes alone.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and its own data are sound"
)]

mod export;
mod floor;
#[path = "../support/memory.rs"]
mod memory;
mod moves;
mod peers;
mod people;
mod processor;
#[path = "../support/provenance.rs"]
mod provenance;
#[path = "../support/peers.rs"]
mod python;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use floor::Machine;
use moves::{MOVES, Stage, Times};
use peers::Peers;
use people::People;

/// Limits of the 95th percentile of a whole move, in milliseconds.
const LIMITS: [(u32, f64); 3] = [(10_000, 5.0), (100_000, 30.0), (1_000_000, 30.0)];

fn main() {
    let machine = Machine::measured();
    println!("{}", machine.sentence());
    for (participants, limit) in LIMITS.into_iter().filter(|(participants, _)| is_wanted(*participants)) {
        let people = People::about(participants);
        println!("\n{} people, {MOVES} moves", people.participants);
        let mut ours = Times::of(&people);
        let peers = compared(&people);
        // Once more afterwards, so that what the machine did meanwhile does not favour either.
        ours.extend(Times::of(&people));
        print(&ours, peers.as_ref(), &machine.floors(&people), limit);
        if let Some(times) = moves::processor_times(&people) {
            let stages = Stage::ALL.into_iter().zip(times);
            let stages: Vec<String> = stages.map(|(stage, ms)| format!("{} {ms:.3}", stage.code())).collect();
            println!("processor time, ms (the move over two threads): {}", stages.join(", "));
        }
    }
}

fn is_wanted(participants: u32) -> bool {
    let wanted = std::env::var("SINEW_BENCH_PEOPLE").ok();
    wanted.is_none_or(|wanted| wanted.split(',').any(|size| size.trim().parse() == Ok(participants)))
}

/// The peers' times, after their answers were found to be ours.
fn compared(people: &People) -> Option<Peers> {
    let python = python::python()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let folder = Path::new(&target).join("peers");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("programme.csv");
    let asked = export::write(people, &file).expect("the file is written");
    let peers = Peers::run(&python, &file, &asked);
    std::fs::remove_file(file).expect("the file goes");
    peers.check(people);
    println!("{}", peers.sentence());
    Some(peers)
}

fn print(ours: &Times, peers: Option<&Peers>, floors: &[f64; Stage::ALL.len()], limit: f64) {
    let names = peers.map(Peers::names).unwrap_or_default();
    let heads: Vec<String> = names.iter().map(|name| format!("{:>22}", format!("{name} / ours"))).collect();
    let heads = heads.join(" ");
    println!("{:<34} {:>9} {:>9} {:>9} {:>7} {heads}", "ms", "median", "p95", "floor", "× floor");
    for (stage, floor) in Stage::ALL.into_iter().zip(floors) {
        let (median, p95) = ours.median_and_p95(stage);
        let theirs = names.iter().filter_map(|name| peers.map(|peers| peers.median(name, stage)));
        let cells: Vec<String> = theirs
            .map(|theirs| format!("{:>22}", format!("{theirs:.2} = {:.1} ×", theirs / median)))
            .collect();
        let (name, cells) = (stage.name(), cells.join(" "));
        println!("{name:<34} {median:>9.3} {p95:>9.3} {floor:>9.3} {:>7.1} {cells}", median / floor);
    }
    let (_, p95) = ours.median_and_p95(Stage::Move);
    let verdict = if p95 <= limit { "within" } else { "PAST" };
    println!("a whole move: p95 {p95:.2} ms, {verdict} the limit of {limit} ms ({:.2} of it)", p95 / limit);
}
