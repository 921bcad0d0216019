//! What a file costs, made from exhibits of the synthetic programme: one picture, slides with twenty charts, a report of
//! sixty pages, a document and a workbook, against the stated limits and against matplotlib and python-pptx making theirs
//! from the same numbers in the same run.
//!
//! `cargo xtask bench` prepares Python and its packages and names them in `SINEW_PEERS_PYTHON`; without, nothing is
//! compared.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and its own data are sound"
)]

mod exhibits;
mod kind;
mod peers;
#[path = "../brush/people.rs"]
#[expect(dead_code, reason = "files need no counts of every value, as moves of a brush do")]
mod people;
#[path = "../brush/processor.rs"]
mod processor;
#[path = "../support/provenance.rs"]
mod provenance;
#[path = "../support/peers.rs"]
mod python;
#[path = "../support/mod.rs"]
mod support;
mod times;

use exhibits::Exhibits;
use kind::Kind;
use peers::Peers;
use people::People;
use times::Times;

/// Of the programme that is drawn.
const PEOPLE: u32 = 10_000;

fn main() {
    let people = People::about(PEOPLE);
    let exhibits = Exhibits::of(&people);
    println!("{} people, {}", people.participants, exhibits.sentence());
    let mut ours = Times::of(&exhibits);
    let peers = compared(&exhibits);
    // Once more afterwards, so that what the machine did meanwhile does not favour either.
    ours.extend(Times::of(&exhibits));
    print(&ours, peers.as_ref());
}

/// The peers' times, after their files were found to hold what ours do.
fn compared(exhibits: &Exhibits) -> Option<Peers> {
    let python = python::python()?;
    let peers = Peers::run(&python, exhibits);
    peers.check(exhibits);
    println!("{}", peers.sentence());
    Some(peers)
}

fn print(ours: &Times, peers: Option<&Peers>) {
    println!(
        "{:<34} {:>8} {:>8} {:>9} {:>8} {:>9} {:>8}  peer: median / ours, p95 / ours",
        "ms", "median", "p95", "processor", "limit", "p95/limit", "kB"
    );
    for kind in Kind::ALL {
        let (median, p95) = ours.median_and_p95(kind);
        let (limit, part) = kind.limit_ms().map_or_else(
            || ("–".to_owned(), "–".to_owned()),
            |limit| (format!("{limit:.0}"), format!("{:.2}", p95 / limit)),
        );
        let processor = ours.processor(kind).map_or_else(|| "–".to_owned(), |ms| format!("{ms:.1}"));
        let peer = peers.map_or_else(|| "not compared".to_owned(), |peers| peer(kind, peers, median, p95));
        let (name, kilobytes) = (kind.name(), ours.bytes(kind) as f64 / 1000.0);
        println!(
            "{name:<34} {median:>8.1} {p95:>8.1} {processor:>9} {limit:>8} {part:>9} {kilobytes:>8.0}  {peer}"
        );
    }
}

fn peer(kind: Kind, peers: &Peers, median: f64, p95: f64) -> String {
    kind.peer().map_or_else(
        || "–".to_owned(),
        |name| {
            let (theirs, their_p95) = peers.median_and_p95(name, kind);
            let (ratio, p95_ratio) = (theirs / median, their_p95 / p95);
            format!("{name}: {theirs:.1} = {ratio:.1} ×, {their_p95:.1} = {p95_ratio:.1} ×")
        },
    )
}
