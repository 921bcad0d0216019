//! What a comparison costs on the server: everything but repeated measures, and everything, against the stated limits.
//!
//! On the synthetic programme, and on scores of which one in ten is missing anywhere: there nearly everyone has a pattern of
//! missing scores of their own, which repeated measures are slowest with.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and its own data are sound"
)]

#[path = "../brush/people.rs"]
#[expect(dead_code, reason = "a comparison has no facets")]
mod people;
#[path = "../support/provenance.rs"]
mod provenance;
#[path = "../support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use sinew::analysis::compare::{
    self, Assignment, CompareOptions, ComparedWords, DisjointGroups, OverlapResolution, disjoint,
};
use sinew::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use sinew::domain::{Code, StudyCatalogue};
use sinew::exhibit::Policy;

use people::People;

/// Milliseconds for everything but repeated measures, and for everything.
const LIMITS: [f64; 2] = [150.0, 1_000.0];
const TIMES: usize = 15;

fn main() {
    println!("{:<54} {:>10} {:>10} {:>10}", "comparison", "median", "longest", "limit");
    for participants in [1_000, 10_000, 100_000] {
        let people = People::about(participants);
        let frame = people.frame();
        measured(&format!("programme, {} people", people.participants), frame, &people.catalogue);
        let (frame, catalogue) = (people.frame(), &people.catalogue);
        let scores = vec![scattered(people.participants, catalogue); catalogue.instruments.len()];
        let frame = Frame { scores: &scores, ..frame };
        measured(&format!("scattered, {} people", people.participants), frame, catalogue);
    }
}

fn arm_position(catalogue: &StudyCatalogue) -> usize {
    let code = catalogue.study.primary_grouping.as_ref().expect("a grouping");
    catalogue.variable(code).expect("the grouping").0
}

/// At the first time point after baseline, where there is nothing to repeat, and at later ones up to the study's own.
fn measured(name: &str, frame: Frame<'_>, catalogue: &StudyCatalogue) {
    let Column::Category { codes, present } = &frame.columns[arm_position(catalogue)] else {
        panic!("the grouping is a category");
    };
    let arm =
        |level: u16| Selection::from_values(frame.participants, codes, |code| *code == level).and(present);
    let groups = disjoint(&arm(0), &arm(1), OverlapResolution::Refuse).expect("disjoint");
    let points = catalogue.time_axis.points.iter().skip(1);
    let own = catalogue.time_point(&catalogue.study.primary_time_point).map_or(1, |(position, _)| position);
    for (place, point) in
        points.take(own).enumerate().filter(|(place, _)| [0, 1, 3, 5, own - 1].contains(place))
    {
        let (time, limit) = (&point.code, LIMITS[usize::from(place > 0)]);
        let once = || time_of(frame, catalogue, &groups, time);
        let mut times: Vec<(Duration, String)> = (0..TIMES).map(|_| once()).collect();
        times.sort();
        let ms = |place: usize| times[place].0.as_secs_f64() * 1000.0;
        println!(
            "{:<54} {:>7.1} ms {:>7.1} ms {limit:>7.0} ms  {}",
            format!("{name}, at {}", point.label),
            ms(TIMES / 2),
            ms(TIMES - 1),
            times[0].1
        );
    }
}

/// With what is told of the time points used.
fn time_of(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    groups: &DisjointGroups,
    time: &Code,
) -> (Duration, String) {
    let start = Instant::now();
    let words = ComparedWords {
        labels: ["First".to_owned(), "Second".to_owned()],
        assignment: Assignment::NotRandomised,
    };
    let options = CompareOptions {
        instrument: catalogue.study.primary_instrument.clone(),
        time_point: time.clone(),
        overlap: OverlapResolution::Refuse,
        lead: None,
    };
    let raw = compare::run(frame, catalogue, groups, &words, &options).expect("a sound question");
    let published = raw.publish(Policy::Exact);
    std::hint::black_box(compare::exhibit(&published, catalogue, provenance::provenance()));
    let elapsed = start.elapsed();
    let repeated = &published.get().repeated;
    let told =
        format!("{} of {} time points, {:?}", repeated.visits.len(), repeated.offered, repeated.structure);
    (elapsed, told)
}

/// Scores that wander, one in ten missing after baseline.
fn scattered(participants: usize, catalogue: &StudyCatalogue) -> ScoreMatrix {
    let times = catalogue.time_axis.points.len();
    let mut state = 1_u64;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut level: Vec<u16> = (0..participants).map(|_| 30 + below(41) as u16).collect();
    let mut codes = Vec::with_capacity(times * participants);
    for time in 0..times {
        for level in &mut level {
            *level = (*level + below(11) as u16).saturating_sub(5).min(100);
            codes.push(if time > 0 && below(10) == 0 { ScoreMatrix::MISSING } else { *level });
        }
    }
    ScoreMatrix::new((0..=100).map(f64::from).collect(), codes, participants).expect("codes index the table")
}
