//! 300,000 people under full effort, their pain and nothing else, and what is estimated from it.

use std::sync::LazyLock;

use crate::demo::course::ResponseClass;
use crate::demo::options::{DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters};
use crate::demo::person::{Arm, Member, Population};
use crate::demo::record::{PainRecord, Recorder};
use crate::demo::score_table::ScoreTable;
use crate::demo::weeks::Weekly;
use crate::effort::Effort;
use crate::stats::Moments;

const PEOPLE: u32 = 300_000;

/// The cohort of the stated figures: complete reports, drop-out at random.
pub static COMPLETE: LazyLock<Vec<Row>> =
    LazyLock::new(|| cohort(DropoutMechanism::MissingAtRandom, IntermittentMissingness::Off));

/// The same with drop-out that depends on what is not seen.
pub static UNSEEN: LazyLock<Vec<Row>> =
    LazyLock::new(|| cohort(DropoutMechanism::MissingNotAtRandom, IntermittentMissingness::Off));

/// The cohort that is loaded unless asked otherwise.
pub static DEFAULT: LazyLock<Vec<Row>> =
    LazyLock::new(|| cohort(DropoutMechanism::default(), IntermittentMissingness::default()));

/// What the figures need of a person.
pub struct Row {
    pub baseline: f64,
    pub truth: Weekly<f64>,
    pub reported: Weekly<Option<f64>>,
    pub last: f64,
    pub last_week: usize,
    pub is_completer: bool,
    pub class: ResponseClass,
    pub sessions: Weekly<f64>,
    pub age: f64,
    pub body_mass_index: f64,
    pub phq9: f64,
    pub distress: f64,
}

fn cohort(dropout: DropoutMechanism, intermittent: IntermittentMissingness) -> Vec<Row> {
    let people = Effort::of_this_run().share_of(PEOPLE);
    let starters = Starters::try_from(people).unwrap();
    let recorder = Recorder::new(ProgrammeOptions { starters, seed: 1, dropout, intermittent });
    let phq9 = ScoreTable::negative_binomial(0.626, 2.771, 27);
    (0..people).map(|number| row(&recorder.record(starter(number)), &phq9)).collect()
}

/// Somebody who starts.
pub const fn starter(number: u32) -> Member {
    Member { population: Population::Musculoskeletal, arm: Arm::Programme, number }
}

fn row(record: &PainRecord, phq9: &ScoreTable) -> Row {
    Row {
        reported: record.reported(),
        last: record.last_reported(),
        is_completer: record.is_completer(),
        baseline: record.person.pain,
        truth: record.course.weekly,
        last_week: usize::from(record.participation.last_week),
        class: record.class.unwrap(),
        sessions: record.participation.sessions,
        age: record.person.age_years,
        body_mass_index: record.person.body_mass_index,
        phq9: phq9.at(record.person.distress_rank),
        distress: record.person.distress,
    }
}

impl Row {
    /// Whether `pain` is at least `percent` per cent under the start.
    pub fn responds(&self, pain: f64, percent: f64) -> bool {
        self.baseline - pain >= percent / 100.0 * self.baseline
    }

    pub fn total_sessions(&self) -> f64 {
        self.sessions[..self.last_week].iter().sum()
    }
}

/// A figure with its standard error.
#[derive(Debug, Clone, Copy)]
pub struct Estimate {
    pub value: f64,
    pub standard_error: f64,
}

/// A figure beside the one that is stated, printed with so many decimals.
#[derive(Debug, Clone)]
pub struct Figure {
    pub name: String,
    pub stated: f64,
    pub decimals: usize,
    pub found: Estimate,
}

impl Figure {
    pub fn new(name: impl Into<String>, (stated, decimals): (f64, usize), found: Estimate) -> Self {
        Self { name: name.into(), stated, decimals, found }
    }

    /// Four standard errors and half a unit of the last digit printed.
    fn agrees(&self) -> bool {
        let half_unit = 0.5 * 0.1_f64.powi(i32::try_from(self.decimals).unwrap());
        (self.found.value - self.stated).abs() <= 4.0 * self.found.standard_error + half_unit
    }

    /// As a row of a table of `docs/DEMO.md`.
    fn line(&self) -> String {
        format!("| {} | {:.*} | {:.2} |", self.name, self.decimals, self.stated, self.found.value)
    }
}

/// Every figure agrees with what is stated, and stands in `docs/DEMO.md` as everybody tried gives it.
pub fn assert_figures(figures: &[Figure]) {
    let others: Vec<&Figure> = figures.iter().filter(|figure| !figure.agrees()).collect();
    assert!(others.is_empty(), "not as stated: {others:#?}");
    match Effort::of_this_run() {
        Effort::Quick => {}
        Effort::Full => assert_recorded(&figures.iter().map(Figure::line).collect::<Vec<_>>()),
    }
}

/// The lines stand in `docs/DEMO.md`.
pub fn assert_recorded(lines: &[String]) {
    let recorded = include_str!("../../../docs/DEMO.md");
    let is_missing = |line: &&String| !recorded.lines().any(|other| other == line.as_str());
    let missing: Vec<&str> = lines.iter().filter(is_missing).map(String::as_str).collect();
    assert!(missing.is_empty(), "docs/DEMO.md lacks these lines:\n{}", missing.join("\n"));
}

/// Mean of what `of` gives; nobody counts for whom it gives nothing.
pub fn mean<R>(rows: &[R], of: impl Fn(&R) -> Option<f64>) -> Estimate {
    let values: Vec<f64> = rows.iter().filter_map(of).collect();
    let moments = Moments::of_values(&values).unwrap();
    let standard_error = moments.standard_deviation().unwrap() / f64::from(moments.n).sqrt();
    Estimate { value: moments.mean, standard_error }
}

/// Share in per cent of those for whom `of` says something.
pub fn share<R>(rows: &[R], of: impl Fn(&R) -> Option<bool>) -> Estimate {
    mean(rows, |row| of(row).map(|is| if is { 100.0 } else { 0.0 }))
}

/// Standard deviation; its error from that of the squares.
pub fn deviation<R>(rows: &[R], of: impl Fn(&R) -> Option<f64>) -> Estimate {
    let middle = mean(rows, &of).value;
    let square = mean(rows, |row| of(row).map(|value| (value - middle) * (value - middle)));
    let value = square.value.sqrt();
    Estimate { value, standard_error: square.standard_error / (2.0 * value) }
}

/// Correlation; its error from the influence of each pair.
pub fn correlation<R>(rows: &[R], x: impl Fn(&R) -> f64, y: impl Fn(&R) -> f64) -> Estimate {
    let (mean_x, mean_y) = (mean(rows, |row| Some(x(row))).value, mean(rows, |row| Some(y(row))).value);
    let spread_x = deviation(rows, |row| Some(x(row))).value;
    let spread_y = deviation(rows, |row| Some(y(row))).value;
    let pair = |row: &R| ((x(row) - mean_x) / spread_x, (y(row) - mean_y) / spread_y);
    let value = mean(rows, |row| Some(pair(row).0 * pair(row).1)).value;
    let influence = mean(rows, |row| {
        let (a, b) = pair(row);
        Some(a * b - value / 2.0 * (a * a + b * b))
    });
    Estimate { value, standard_error: influence.standard_error }
}

/// Ratio of two means; its error from the influence of each person.
pub fn ratio<R>(rows: &[R], over: impl Fn(&R) -> Option<f64>, under: impl Fn(&R) -> Option<f64>) -> Estimate {
    let (top, bottom) = (mean(rows, &over).value, mean(rows, &under).value);
    let value = top / bottom;
    let influence = mean(rows, |row| Some((over(row)? - value * under(row)?) / bottom));
    Estimate { value, standard_error: influence.standard_error }
}
