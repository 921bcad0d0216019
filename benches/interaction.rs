//! What one filter move costs on the server: cohort, facets and trend, published, against the stated limits.
//!
//! `cargo xtask bench`. Limits: 5 ms at 10⁴ people, 30 ms at 10⁶, 95th percentile. Also what drawing the figure and
//! saving it cost, which have no limit of their own.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and its own data are sound"
)]

#[path = "support/provenance.rs"]
mod provenance;

use std::time::{Duration, Instant};

use sinew::analysis::facets::FacetIndex;
use sinew::analysis::responders::{self, ResponderOptions, ResponderValue};
use sinew::analysis::table_one::{self, TableOneOptions};
use sinew::analysis::{attrition, facets, trend};
use sinew::chart::{self, ChartOptions, Theme, WidthClass};
use sinew::cohort::{self, CohortDefinition, CohortWords, Criterion};
use sinew::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use sinew::domain::{
    Code, CompleterRule, DataVersion, Direction, Finite, Instrument, Level, MissingDataHandling, NumberRange,
    Study, StudyCatalogue, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
};
use sinew::exhibit::{Exhibit, Policy, Raw, Released};
use sinew::export::{self, PictureOptions, PictureSize, PictureTheme};

use provenance::provenance;

const TIMES: usize = 14;
const MOVES: usize = 100;

fn main() {
    println!("{:<44} {:>10} {:>10} {:>10} {:>8}", "workload", "median", "p95", "limit", "p95/limit");
    for (participants, limit_ms) in [(10_000, 5.0), (1_000_000, 30.0)] {
        let study = Population::new(participants);
        for handling in MissingDataHandling::ALL {
            let name = match handling {
                MissingDataHandling::Observed => {
                    format!("filter move, {participants} people × {TIMES} times")
                }
                MissingDataHandling::Completers | MissingDataHandling::Locf | MissingDataHandling::Bocf => {
                    format!("filter move, {participants} people, {}", handling.code())
                }
            };
            let times = (0..MOVES).map(|step| study.time_of_move(step, handling)).collect();
            report_against(&name, times, limit_ms);
        }
        for value in ResponderValue::ALL {
            let name = format!("responders, {participants} people, {}", value.code());
            report(&name, (0..MOVES).map(|_| study.time_of_responders(value)).collect());
        }
        let name = format!("table one, {participants} people");
        report(&name, (0..MOVES / 10).map(|_| study.time_of_table_one()).collect());
        let times = (0..MOVES).map(|step| study.time_of_six_rules(step)).collect();
        report_against(&format!("six rules and their prices, {participants} people"), times, limit_ms);
    }
    let exhibit = Population::new(10_000).exhibit();
    report("figure drawn, 13 weeks × 2 arms", (0..MOVES).map(|_| time_of_figure(&exhibit)).collect());
    report("SVG saved, 13 weeks × 2 arms", (0..MOVES).map(|_| time_of_svg(&exhibit)).collect());
}

fn report_against(name: &str, times: Vec<Duration>, limit_ms: f64) {
    let (median, p95) = median_and_p95(times);
    println!("{name:<44} {median:>7.2} ms {p95:>7.2} ms {limit_ms:>7.1} ms {:>8.2}", p95 / limit_ms);
}

fn report(name: &str, times: Vec<Duration>) {
    let (median, p95) = median_and_p95(times);
    println!("{name:<44} {median:>7.2} ms {p95:>7.2} ms {:>10} {:>8}", "–", "–");
}

/// In milliseconds.
fn median_and_p95(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let ms = |index: usize| times[index].as_secs_f64() * 1000.0;
    (ms(times.len() / 2), ms(times.len() * 95 / 100))
}

/// The drawing of a page.
fn time_of_figure(exhibit: &Released<Exhibit>) -> Duration {
    let start = Instant::now();
    let options = ChartOptions { width: WidthClass::Wide, theme: Theme::Page };
    std::hint::black_box(chart::draw_exhibit(exhibit.get(), options));
    start.elapsed()
}

/// The file.
fn time_of_svg(exhibit: &Released<Exhibit>) -> Duration {
    let start = Instant::now();
    let options = PictureOptions { size: PictureSize::Screen(WidthClass::Wide), theme: PictureTheme::Light };
    std::hint::black_box(export::svg::svg(exhibit, options));
    start.elapsed()
}

/// A population made by a fixed linear congruential sequence.
struct Population {
    catalogue: StudyCatalogue,
    columns: Vec<Column>,
    scores: Vec<ScoreMatrix>,
    participants: usize,
    /// Made once, as the server does.
    facets: FacetIndex,
}

impl Population {
    fn new(participants: usize) -> Self {
        let mut sequence = Sequence(1);
        let all = || Selection::all(participants);
        let ages = (0..participants).map(|_| 18.0 + f64::from(sequence.below(70))).collect();
        let arms = (0..participants).map(|_| sequence.below(2) as u16).collect();
        let yes = Selection::from_fn(participants, |_| sequence.below(4) == 0);
        let columns = vec![
            Column::Number { values: ages, present: all() },
            Column::Category { codes: arms, present: all() },
            Column::Flag { yes, present: all() },
        ];
        let codes = (0..participants * TIMES).map(|_| sequence.score()).collect();
        let table = (0..=100).map(f64::from).collect();
        let scores = vec![ScoreMatrix::new(table, codes, participants).expect("codes index the table")];
        let catalogue = catalogue();
        let frame = Frame { participants, columns: &columns, scores: &scores };
        let facets = FacetIndex::of(frame, &catalogue);
        Self { catalogue, columns, scores, participants, facets }
    }

    fn frame(&self) -> Frame<'_> {
        Frame { participants: self.participants, columns: &self.columns, scores: &self.scores }
    }

    /// One move of the age filter, from the definition to published results.
    fn time_of_move(&self, step: usize, handling: MissingDataHandling) -> Duration {
        let start = Instant::now();
        let low = Finite::from(18 + (step % 40) as u32);
        let rule = Criterion::NumberRange { variable: code("age"), low: Some(low), high: None };
        let definition = CohortDefinition::all_of(vec![rule]);
        let cohort = cohort::check(&definition, &self.catalogue).expect("a sound definition");
        let selection = cohort::select(&cohort, self.frame());
        // As the server does it: facets and trend at once.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let facets = facets::run_with(&self.facets, &selection);
                std::hint::black_box(facets.publish(Policy::Rounded));
            });
            std::hint::black_box(self.trend(&selection, handling).publish(Policy::Rounded));
        });
        start.elapsed()
    }

    /// Responders of everyone by arm, published.
    fn time_of_responders(&self, value: ResponderValue) -> Duration {
        let (everyone, start) = (Selection::all(self.participants), Instant::now());
        let options = ResponderOptions { instrument: code("pain"), grouping: Some(code("arm")), value };
        let raw =
            responders::run(self.frame(), &self.catalogue, &everyone, &options).expect("a sound question");
        std::hint::black_box(raw.publish(Policy::Rounded));
        start.elapsed()
    }

    /// Baseline characteristics of everyone by arm, published.
    fn time_of_table_one(&self) -> Duration {
        let (everyone, start) = (Selection::all(self.participants), Instant::now());
        let options = TableOneOptions { grouping: Some(code("arm")) };
        let raw =
            table_one::run(self.frame(), &self.catalogue, &everyone, &options).expect("a sound question");
        std::hint::black_box(raw.publish(Policy::Rounded));
        start.elapsed()
    }

    /// A cohort of six rules from the definition to the published cost of each.
    fn time_of_six_rules(&self, step: usize) -> Duration {
        let start = Instant::now();
        let cohort = cohort::check(&six_rules(step), &self.catalogue).expect("a sound definition");
        let selection = cohort::select(&cohort, self.frame());
        let attrition = attrition::run(self.frame(), &cohort).expect("six rules");
        std::hint::black_box((selection, attrition.publish(Policy::Rounded)));
        start.elapsed()
    }

    fn trend(&self, selection: &Selection, handling: MissingDataHandling) -> Raw<trend::TrendResult> {
        trend::run(self.frame(), &self.catalogue, selection, &options(handling)).expect("a sound question")
    }

    /// The trend of everyone.
    fn exhibit(&self) -> Released<Exhibit> {
        let options = options(MissingDataHandling::Observed);
        let published =
            self.trend(&Selection::all(self.participants), options.handling).publish(Policy::Rounded);
        trend::exhibit(&published, &self.catalogue, &CohortWords::everyone(), &options, provenance())
    }
}

/// On every kind of value: a number moved, a category, a flag, a score, a change in per cent, a sum over weeks.
fn six_rules(step: usize) -> CohortDefinition {
    let (instrument, finite) = (code("pain"), |value: f64| Finite::new(value).expect("a finite number"));
    let low = Some(Finite::from(18 + (step % 40) as u32));
    CohortDefinition::all_of(vec![
        Criterion::NumberRange { variable: code("age"), low, high: None },
        Criterion::OneOf { variable: code("arm"), levels: vec![code("control")] },
        Criterion::Not(Box::new(Criterion::FlagIs { variable: code("surgery"), answer: true })),
        Criterion::ScoreRange {
            instrument: instrument.clone(),
            time_point: code("w0"),
            low: Some(finite(40.0)),
            high: None,
        },
        Criterion::ScorePercentChange {
            instrument: instrument.clone(),
            time_point: code("w12"),
            low: None,
            high: Some(finite(-30.0)),
        },
        Criterion::Engagement { instrument, from: code("w1"), to: code("w4"), at_least: finite(100.0) },
    ])
}

fn options(handling: MissingDataHandling) -> trend::TrendOptions {
    trend::TrendOptions { instrument: code("pain"), grouping: Some(code("arm")), handling }
}

struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(bound)) as u32
    }

    /// One in ten is missing.
    fn score(&mut self) -> u16 {
        if self.below(10) == 0 { ScoreMatrix::MISSING } else { self.below(101) as u16 }
    }
}

fn code(text: &str) -> Code {
    Code::try_from(text).expect("a sound code")
}

fn catalogue() -> StudyCatalogue {
    let finite = |value: f64| Finite::new(value).expect("a finite number");
    let variable = |name: &str, kind| Variable {
        code: code(name),
        label: name.to_owned(),
        kind,
        filterable: true,
        post_baseline: false,
    };
    let level = |name: &str| Level { code: code(name), label: name.to_owned() };
    let points = (0..TIMES).map(|week| TimePoint {
        code: code(&format!("w{week}")),
        label: format!("week {week}"),
        offset: Some(Finite::from(week as u32)),
    });
    StudyCatalogue {
        study: Study {
            code: code("bench"),
            title: "Benchmark".to_owned(),
            description: String::new(),
            source: String::new(),
            assignment: "randomised".to_owned(),
            primary_instrument: code("pain"),
            primary_time_point: code("w13"),
            primary_grouping: Some(code("arm")),
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: TimeUnit::Week, points: points.collect() },
        variables: vec![
            variable(
                "age",
                VariableKind::Number {
                    unit: "years".to_owned(),
                    range: NumberRange { low: finite(18.0), high: finite(90.0) },
                    score_of: None,
                },
            ),
            variable("arm", VariableKind::Category { levels: vec![level("control"), level("program")] }),
            variable("surgery", VariableKind::Flag),
        ],
        instruments: vec![Instrument {
            code: code("pain"),
            label: "pain".to_owned(),
            unit: "points".to_owned(),
            range: NumberRange { low: finite(0.0), high: finite(100.0) },
            direction: Direction::LowerIsBetter,
            baseline: Some(code("w0")),
            thresholds: Vec::new(),
            bands: None,
            note: String::new(),
        }],
        data_version: DataVersion { number: 1, loaded_on: "2026-01-01".to_owned(), files: Vec::new() },
    }
}
