//! Random cohort definitions that fit a study, the same in every run: every kind of criterion, limits that people lie
//! on, and the doubles beside them.

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use sinew::cohort::{CohortDefinition, CohortId, Criterion, Presence, SavedCohort, SavedCohorts};
use sinew::domain::frame::{Column, Frame};
use sinew::domain::{Code, Day, Finite, Instrument, Level, StudyCatalogue, Variable, VariableKind};

/// A source of definitions.
pub struct Definitions<'a> {
    random: TestRng,
    catalogue: &'a StudyCatalogue,
    frame: Frame<'a>,
    /// Saved cohorts that may be referred to: 1 to so many.
    saved: u32,
}

impl<'a> Definitions<'a> {
    pub fn new(seed: u8, catalogue: &'a StudyCatalogue, frame: Frame<'a>) -> Self {
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        Self { random, catalogue, frame, saved: 0 }
    }

    /// Saved cohorts, each free to refer to those before it; definitions made from now on refer to them.
    pub fn saved_cohorts(&mut self, count: u32) -> SavedCohorts {
        let cohorts: Vec<(CohortId, SavedCohort)> = (1..=count)
            .map(|id| {
                let root = self.criterion(2);
                self.saved = id;
                let definition = CohortDefinition { version: CohortDefinition::VERSION, root };
                (CohortId(id), SavedCohort { name: format!("Cohort {id}"), definition })
            })
            .collect();
        cohorts.into_iter().collect()
    }

    pub fn definition(&mut self) -> CohortDefinition {
        let depth = self.below(4);
        CohortDefinition { version: CohortDefinition::VERSION, root: self.criterion(depth) }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random.next_u32() as usize % limit.max(1)
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn criterion(&mut self, depth: usize) -> Criterion {
        if depth == 0 {
            return self.simple();
        }
        let count = self.below(4);
        let members = |source: &mut Self, count| (0..count).map(|_| source.criterion(depth - 1)).collect();
        match self.below(5) {
            0 | 1 => Criterion::All(members(self, count)),
            2 | 3 => Criterion::Any(members(self, count.max(1))),
            _ => Criterion::Not(Box::new(self.criterion(depth - 1))),
        }
    }

    fn simple(&mut self) -> Criterion {
        match self.below(8) {
            0..=3 => self.on_variable(),
            4 if self.saved > 0 => {
                Criterion::InCohort { cohort: CohortId(1 + self.below(self.saved as usize) as u32) }
            }
            _ => self.on_score(),
        }
    }

    fn presence(&mut self) -> Presence {
        self.pick(&[Presence::Missing, Presence::Recorded])
    }

    fn on_variable(&mut self) -> Criterion {
        let catalogue = self.catalogue;
        let usable: Vec<(usize, &Variable)> =
            catalogue.variables.iter().enumerate().filter(|(_, variable)| variable.filterable).collect();
        let (column, found) = self.pick(&usable);
        let variable = found.code.clone();
        if self.below(6) == 0 {
            return Criterion::VariablePresence { variable, presence: self.presence() };
        }
        match &found.kind {
            VariableKind::Number { .. } => {
                let (low, high) = self.limits(|source| source.number(column));
                Criterion::NumberRange { variable, low, high }
            }
            VariableKind::Category { levels } => self.one_of(variable, levels),
            VariableKind::Flag => Criterion::FlagIs { variable, answer: self.below(2) == 0 },
            VariableKind::Date => {
                let (low, high) = self.limits(|source| source.day(column));
                Criterion::DateRange { variable, low, high }
            }
        }
    }

    /// Ordered limits, at least one.
    fn limits<T: PartialOrd + Copy>(&mut self, limit: impl Fn(&mut Self) -> T) -> (Option<T>, Option<T>) {
        let (one, other) = (limit(self), limit(self));
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        match self.below(4) {
            0 => (Some(low), None),
            1 => (None, Some(high)),
            2 => (Some(low), Some(low)),
            _ => (Some(low), Some(high)),
        }
    }

    /// The value, or a double beside it, or what lies beyond everything.
    fn beside(&mut self, value: f64) -> Finite {
        let limit = match self.below(8) {
            0 => value.next_up(),
            1 => value.next_down(),
            2 => -0.0,
            3 => self.pick(&[f64::MAX, f64::MIN, 5e-324, -5e-324]),
            _ => value,
        };
        Finite::new(limit).expect("finite")
    }

    /// A value somebody has, or one beside it.
    fn number(&mut self, column: usize) -> Finite {
        let Column::Number { values, present } = &self.frame.columns[column] else { panic!("numbers") };
        let values: Vec<f64> = present.rows().map(|row| values[row]).collect();
        let value = if values.is_empty() { 50.0 } else { self.pick(&values) };
        self.beside(value)
    }

    fn day(&mut self, column: usize) -> Day {
        let Column::Date { days, present } = &self.frame.columns[column] else { panic!("days") };
        let days: Vec<i32> = present.rows().map(|row| days[row]).collect();
        let day = if days.is_empty() { 0 } else { self.pick(&days) };
        let beside = self.pick(&[-1, 0, 0, 0, 1]);
        Day::from_days(day + beside).unwrap_or_else(|| Day::from_days(day).expect("a day"))
    }

    fn one_of(&mut self, variable: Code, levels: &[Level]) -> Criterion {
        let count = 1 + self.below(levels.len() + 1);
        let chosen = (0..count).map(|_| levels[self.below(levels.len())].code.clone()).collect();
        Criterion::OneOf { variable, levels: chosen }
    }

    fn on_score(&mut self) -> Criterion {
        let catalogue = self.catalogue;
        let position = self.below(catalogue.instruments.len());
        let found = &catalogue.instruments[position];
        let instrument = found.code.clone();
        let times = catalogue.time_axis.points.len();
        let time = self.below(times);
        let time_point = catalogue.time_axis.points[time].code.clone();
        match self.below(6) {
            0 => Criterion::ScorePresence { instrument, time_point, presence: self.presence() },
            1 if found.range.low >= Finite::ZERO => {
                let to = time + self.below(times - time);
                let to = catalogue.time_axis.points[to].code.clone();
                let first = self.score(position, time).max(1e-3);
                let at_least = Finite::new(first + self.score(position, times - 1)).expect("finite");
                Criterion::Engagement { instrument, from: time_point, to, at_least }
            }
            2..=4 => match self.baseline(found) {
                Some(baseline) if time > baseline => self.change(position, found, baseline, time),
                _ => self.score_range(position, instrument, time, time_point),
            },
            _ => self.score_range(position, instrument, time, time_point),
        }
    }

    fn baseline(&self, instrument: &Instrument) -> Option<usize> {
        self.catalogue.time_point(instrument.baseline.as_ref()?).map(|(position, _)| position)
    }

    fn score_range(&mut self, position: usize, instrument: Code, time: usize, time_point: Code) -> Criterion {
        let (low, high) = self.limits(|source| {
            let score = source.score(position, time);
            source.beside(score)
        });
        Criterion::ScoreRange { instrument, time_point, low, high }
    }

    fn change(&mut self, position: usize, found: &Instrument, baseline: usize, time: usize) -> Criterion {
        let instrument = found.code.clone();
        let time_point = self.catalogue.time_axis.points[time].code.clone();
        match self.below(3) {
            0 => {
                let (low, high) = self.limits(|source| {
                    let change = source.score(position, time) - source.score(position, baseline);
                    source.beside(change)
                });
                Criterion::ScoreChange { instrument, time_point, low, high }
            }
            1 if !found.thresholds.is_empty() => {
                let at = self.below(found.thresholds.len());
                let threshold = found.thresholds[at].label.clone();
                Criterion::Responder { instrument, time_point, threshold }
            }
            _ => {
                let (low, high) = self.limits(|source| source.percent(position, baseline, time));
                Criterion::ScorePercentChange { instrument, time_point, low, high }
            }
        }
    }

    /// A change that two people's scores make, or a plain one; within what a definition may ask.
    fn percent(&mut self, position: usize, baseline: usize, time: usize) -> Finite {
        let (from, to) = (self.score(position, baseline), self.score(position, time));
        let made = 100.0 * (to - from) / from;
        let plain = self.pick(&[-1e6, -100.0, -50.0, -30.0, -1e-6, 0.0, 1e-6, 30.0, 100.0, 1e6]);
        let allowed = made == 0.0 || (1e-6..=1e6).contains(&made.abs());
        Finite::new(if allowed && self.below(2) == 0 { made } else { plain }).expect("finite")
    }

    /// A score somebody has at a time point.
    fn score(&mut self, position: usize, time: usize) -> f64 {
        let matrix = &self.frame.scores[position];
        let codes = matrix.codes_at(time);
        let scores: Vec<f64> = codes.iter().filter_map(|&code| matrix.decode(code)).collect();
        if scores.is_empty() { 1.0 } else { self.pick(&scores) }
    }
}
