//! Our own moves.

use std::time::{Duration, Instant};

use sinew::analysis::KeptCounts;
use sinew::analysis::facets::{self, PublicFacets};
use sinew::analysis::responders::{self, PublicResponders, ResponderOptions, ResponderValue};
use sinew::analysis::trend::{self, PublicTrend, TrendOptions};
use sinew::cohort::{self, CheckedCohort, CohortDefinition, CohortWords, Criterion, CriterionCache};
use sinew::domain::frame::Selection;
use sinew::domain::{Finite, MissingDataHandling};
use sinew::exhibit::{Policy, Raw};

use super::people::People;
use super::processor;
use super::provenance::provenance;
use super::support::code;

/// Moves of the lower handle of age, a year each: ages are whole years, so each has other people.
pub const MOVES: u32 = 45;
/// Bytes kept of selections, as the server does.
const CRITERIA_BYTES: usize = 32 << 20;
/// Bytes kept of the counts behind figures, as the server does.
const COUNTS_BYTES: usize = 64 << 20;

/// A part of a move, on one thread but for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Filter,
    Facets,
    Trend,
    Responders,
    /// Everything, published and worded, on two threads.
    Move,
}

impl Stage {
    pub const ALL: [Self; 5] = [Self::Filter, Self::Facets, Self::Trend, Self::Responders, Self::Move];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Filter => "filter by two criteria, count",
            Self::Facets => "facets of every variable",
            Self::Trend => "mean and SD by arm and time",
            Self::Responders => "responders by arm, 101 cut-offs",
            Self::Move => "the whole move",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Filter => "filter",
            Self::Facets => "facets",
            Self::Trend => "trend",
            Self::Responders => "responders",
            Self::Move => "move",
        }
    }
}

/// The lower limit of age at a move.
pub fn low(step: u32) -> f64 {
    20.0 + f64::from(step)
}

/// Upper limit of age.
pub const HIGH: f64 = 70.0;
/// Regions that stay.
pub const REGIONS: [&str; 2] = ["back", "knee"];

/// How long each stage of each move took.
pub struct Times([Vec<Duration>; Stage::ALL.len()]);

impl Times {
    pub fn of(people: &People) -> Self {
        let mut times = Self(std::array::from_fn(|_| Vec::new()));
        let kept = Kept::new();
        for step in 0..MOVES {
            let asked = Asked { people, cohort: asked(people, low(step)) };
            let ((), whole) = timed(|| asked.whole_move(&kept));
            let fresh = CriterionCache::none();
            let (selection, filter) = timed(|| asked.select(&fresh));
            let (_, facets) = timed(|| asked.facets(&selection));
            let (_, trend) = timed(|| asked.trend(&selection));
            let (_, responders) = timed(|| asked.responders(&selection));
            let all = [filter, facets, trend, responders, whole];
            times.0.iter_mut().zip(all).for_each(|(times, time)| times.push(time));
        }
        times
    }

    pub fn extend(&mut self, others: Self) {
        self.0.iter_mut().zip(others.0).for_each(|(times, others)| times.extend(others));
    }

    /// In milliseconds.
    pub fn median_and_p95(&self, stage: Stage) -> (f64, f64) {
        let mut times = self.0[stage as usize].clone();
        times.sort();
        let ms = |index: usize| times[index].as_secs_f64() * 1000.0;
        (ms(times.len() / 2), ms(times.len() * 95 / 100))
    }
}

/// Processor time of each stage of a move in milliseconds, over enough moves that its clock is fine enough.
pub fn processor_times(people: &People) -> Option<[f64; Stage::ALL.len()]> {
    let selections: Vec<Selection> = (0..MOVES)
        .map(|step| Asked { people, cohort: asked(people, low(step)) }.select(&CriterionCache::none()))
        .collect();
    let mut times = [0.0; Stage::ALL.len()];
    for (stage, time) in Stage::ALL.into_iter().zip(&mut times) {
        *time = processor_time(people, stage, &selections)?;
    }
    Some(times)
}

/// Of one stage, by moves over `selections`, which are those of the steps.
fn processor_time(people: &People, stage: Stage, selections: &[Selection]) -> Option<f64> {
    const LONG_ENOUGH_MS: f64 = 600.0;
    let begun = processor::milliseconds()?;
    let mut moves = 0.0;
    loop {
        let kept = Kept::new();
        for (step, selection) in (0..MOVES).zip(selections) {
            let asked = Asked { people, cohort: asked(people, low(step)) };
            match stage {
                Stage::Filter => drop(std::hint::black_box(asked.select(&CriterionCache::none()))),
                Stage::Facets => drop(std::hint::black_box(asked.facets(selection))),
                Stage::Trend => drop(std::hint::black_box(asked.trend(selection))),
                Stage::Responders => drop(std::hint::black_box(asked.responders(selection))),
                Stage::Move => asked.whole_move(&kept),
            }
            moves += 1.0;
        }
        let spent = processor::milliseconds()? - begun;
        if spent > LONG_ENOUGH_MS {
            return Some(spent / moves);
        }
    }
}

/// What is found at a move, to hold the peers' answers against.
pub struct Answers {
    pub selected: u32,
    pub facets: PublicFacets,
    pub trend: PublicTrend,
    pub responders: PublicResponders,
}

impl Answers {
    pub fn at(people: &People, step: u32) -> Self {
        let asked = Asked { people, cohort: asked(people, low(step)) };
        let selection = asked.select(&CriterionCache::none());
        Self {
            selected: selection.count(),
            facets: asked.facets(&selection).publish(Policy::Exact).get().clone(),
            trend: asked.trend(&selection).publish(Policy::Exact).get().clone(),
            responders: asked.responders(&selection).publish(Policy::Exact).get().clone(),
        }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = std::hint::black_box(work());
    (done, start.elapsed())
}

fn asked(people: &People, low: f64) -> CheckedCohort {
    let limit = |value: f64| Some(Finite::new(value).expect("a finite number"));
    let definition = CohortDefinition::all_of(vec![
        Criterion::NumberRange { variable: code("age"), low: limit(low), high: limit(HIGH) },
        Criterion::OneOf { variable: code("region"), levels: REGIONS.map(code).to_vec() },
    ]);
    cohort::check(&definition, &people.catalogue).expect("a sound definition")
}

/// What a snapshot keeps from move to move.
struct Kept {
    criteria: CriterionCache,
    counts: KeptCounts,
}

impl Kept {
    fn new() -> Self {
        Self { criteria: CriterionCache::new(CRITERIA_BYTES), counts: KeptCounts::new(COUNTS_BYTES) }
    }
}

struct Asked<'a> {
    people: &'a People,
    cohort: CheckedCohort,
}

impl Asked<'_> {
    fn select(&self, cache: &CriterionCache) -> Selection {
        let selection = cohort::select_with(&self.cohort, self.people.frame(), cache);
        std::hint::black_box(selection.count());
        selection
    }

    fn facets(&self, selection: &Selection) -> Raw<facets::FacetsResult> {
        facets::run_with(&self.people.facets, selection)
    }

    fn trend(&self, selection: &Selection) -> Raw<trend::TrendResult> {
        let frame = self.people.frame();
        trend::run(frame, &self.people.catalogue, selection, &trend_options()).expect("a sound question")
    }

    fn responders(&self, selection: &Selection) -> Raw<responders::RespondersResult> {
        let (frame, catalogue) = (self.people.frame(), &self.people.catalogue);
        responders::run(frame, catalogue, selection, &responder_options()).expect("a sound question")
    }

    /// As the server does it: select, then facets and responders beside the trend.
    fn whole_move(&self, Kept { criteria, counts }: &Kept) {
        let (frame, catalogue, selection) =
            (self.people.frame(), &self.people.catalogue, self.select(criteria));
        let words = CohortWords::of(&self.cohort, catalogue);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let options = trend_options();
                let raw = trend::run_with(counts, frame, catalogue, &selection, &options);
                let published = raw.expect("a sound question").publish(Policy::Rounded);
                let exhibit = trend::exhibit(&published, catalogue, &words, &options, provenance());
                std::hint::black_box(exhibit);
            });
            std::hint::black_box(self.facets(&selection).publish(Policy::Rounded));
            let options = responder_options();
            let raw = responders::run_with(counts, frame, catalogue, &selection, &options);
            let published = raw.expect("a sound question").publish(Policy::Rounded);
            std::hint::black_box(responders::exhibit(&published, catalogue, &words, &options, provenance()));
        });
    }
}

fn trend_options() -> TrendOptions {
    let handling = MissingDataHandling::Observed;
    TrendOptions { instrument: code("vas"), grouping: Some(code("arm")), handling }
}

fn responder_options() -> ResponderOptions {
    let value = ResponderValue::AtTimePoint;
    ResponderOptions { instrument: code("vas"), grouping: Some(code("arm")), value }
}
