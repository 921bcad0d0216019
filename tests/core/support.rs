//! Studies built in memory from tables of scores.

use sinew::analysis::trend::TrendOptions;
use sinew::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use sinew::domain::{
    Code, CompleterRule, DataVersion, Direction, Finite, Instrument, Level, MissingDataHandling, NumberRange,
    Study, StudyCatalogue, Threshold, ThresholdKind, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
};
use sinew::exhibit::{Policy, Provenance};

/// One person: level of the group, if known, and scores by time point.
#[derive(Debug, Clone)]
pub struct Person {
    pub group: Option<u16>,
    pub scores: Vec<Option<f64>>,
}

/// What a study is built from.
pub struct Plan<'a> {
    /// The score in the middle of a sentence.
    pub label: &'a str,
    pub unit: TimeUnit,
    /// Label and offset.
    pub times: Vec<(&'a str, Option<f64>)>,
    pub baseline: Option<usize>,
    pub primary: usize,
    pub range: [f64; 2],
    /// The levels of the only category, `arm`.
    pub levels: Vec<&'a str>,
}

impl<'a> Plan<'a> {
    /// Pain of 0 to 100 points at the start and at week 12, which is called `end`.
    pub fn twelve_weeks(end: &'a str, levels: &[&'a str]) -> Self {
        Self {
            label: "pain",
            unit: TimeUnit::Week,
            times: vec![("baseline", Some(0.0)), (end, Some(12.0))],
            baseline: Some(0),
            primary: 1,
            range: [0.0, 100.0],
            levels: levels.to_vec(),
        }
    }
}

/// A catalogue with the columns that go with it.
pub struct BuiltStudy {
    pub catalogue: StudyCatalogue,
    columns: Vec<Column>,
    scores: Vec<ScoreMatrix>,
    participants: usize,
}

impl BuiltStudy {
    pub fn new(plan: &Plan<'_>, people: &[Person]) -> Self {
        let participants = people.len();
        let present = Selection::from_fn(participants, |row| people[row].group.is_some());
        let codes = people.iter().map(|person| person.group.unwrap_or(0)).collect();
        Self {
            catalogue: catalogue(plan),
            columns: vec![Column::Category { codes, present }],
            scores: vec![matrix(people, plan.times.len())],
            participants,
        }
    }

    pub fn frame(&self) -> Frame<'_> {
        Frame { participants: self.participants, columns: &self.columns, scores: &self.scores }
    }

    pub fn everyone(&self) -> Selection {
        Selection::all(self.participants)
    }

    /// With a flag as its second variable that says who is a completer.
    pub fn with_completers(mut self, is_completer: impl FnMut(usize) -> bool) -> Self {
        self.catalogue.variables.push(Variable {
            code: code("completed"),
            label: "Completed".to_owned(),
            kind: VariableKind::Flag,
            filterable: true,
            post_baseline: true,
        });
        self.catalogue.study.completer = CompleterRule::Flag { variable: code("completed") };
        let yes = Selection::from_fn(self.participants, is_completer);
        self.columns.push(Column::Flag { yes, present: self.everyone() });
        self
    }

    /// With another number, one value a person.
    pub fn with_number(mut self, name: &str, range: [f64; 2], values: &[Option<f64>]) -> Self {
        let range = NumberRange { low: finite(range[0]), high: finite(range[1]) };
        self.add_variable(name, VariableKind::Number { unit: "years".to_owned(), range, score_of: None });
        let present = Selection::from_fn(self.participants, |row| values[row].is_some());
        let values = values.iter().map(|value| value.unwrap_or(0.0)).collect();
        self.columns.push(Column::Number { values, present });
        self
    }

    /// With another category, one level a person.
    pub fn with_category(mut self, name: &str, labels: &[&str], positions: &[Option<u16>]) -> Self {
        let level = |(position, label): (usize, &&str)| Level {
            code: code(&format!("{name}_{position}")),
            label: (*label).to_owned(),
        };
        let levels = labels.iter().enumerate().map(level).collect();
        self.add_variable(name, VariableKind::Category { levels });
        let present = Selection::from_fn(self.participants, |row| positions[row].is_some());
        let codes = positions.iter().map(|position| position.unwrap_or(0)).collect();
        self.columns.push(Column::Category { codes, present });
        self
    }

    /// With another flag, one answer a person.
    pub fn with_flag(mut self, name: &str, answers: &[Option<bool>]) -> Self {
        self.add_variable(name, VariableKind::Flag);
        let rows = |is_in: fn(Option<bool>) -> bool| {
            Selection::from_fn(self.participants, |row| is_in(answers[row]))
        };
        let (yes, present) = (rows(|answer| answer == Some(true)), rows(|answer| answer.is_some()));
        self.columns.push(Column::Flag { yes, present });
        self
    }

    fn add_variable(&mut self, name: &str, kind: VariableKind) {
        self.catalogue.variables.push(Variable {
            code: code(name),
            label: name.to_owned(),
            kind,
            filterable: true,
            post_baseline: false,
        });
    }

    /// With another threshold of the score.
    pub fn with_threshold(mut self, kind: ThresholdKind, value: f64, label: &str) -> Self {
        self.catalogue.instruments[0].thresholds.push(Threshold {
            label: label.to_owned(),
            kind,
            value: finite(value),
            source: "A source 2008".to_owned(),
        });
        self
    }
}

pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a code")
}

pub fn finite(value: f64) -> Finite {
    Finite::new(value).expect("a finite number")
}

pub fn options(grouping: Option<&str>, handling: MissingDataHandling) -> TrendOptions {
    TrendOptions { instrument: code("score"), grouping: grouping.map(code), handling }
}

pub fn provenance() -> Provenance {
    Provenance {
        study: "trial".to_owned(),
        study_title: "A trial".to_owned(),
        data_version: 1,
        data_as_of: "2026-01-31".to_owned(),
        files_sha256: Vec::new(),
        cohort: "Everyone".to_owned(),
        cohort_definition: "{}".to_owned(),
        analysis: "trend".to_owned(),
        options: "{}".to_owned(),
        policy: Policy::Exact,
        program_version: "0".to_owned(),
        address: "/s/trial/trends".to_owned(),
    }
}

fn catalogue(plan: &Plan<'_>) -> StudyCatalogue {
    let time_code = |position: usize| code(&format!("t{position}"));
    let points = plan.times.iter().enumerate().map(|(position, (label, offset))| TimePoint {
        code: time_code(position),
        label: (*label).to_owned(),
        offset: offset.map(finite),
    });
    let levels = plan.levels.iter().enumerate().map(|(position, label)| Level {
        code: code(&format!("level_{position}")),
        label: (*label).to_owned(),
    });
    StudyCatalogue {
        study: Study {
            code: code("trial"),
            title: "A trial".to_owned(),
            description: "Built for a test.".to_owned(),
            source: "None".to_owned(),
            assignment: "randomised".to_owned(),
            primary_instrument: code("score"),
            primary_time_point: time_code(plan.primary),
            primary_grouping: Some(code("arm")),
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: plan.unit, points: points.collect() },
        variables: vec![Variable {
            code: code("arm"),
            label: "Group".to_owned(),
            kind: VariableKind::Category { levels: levels.collect() },
            filterable: true,
            post_baseline: false,
        }],
        instruments: vec![Instrument {
            code: code("score"),
            label: plan.label.to_owned(),
            unit: "points".to_owned(),
            range: NumberRange { low: finite(plan.range[0]), high: finite(plan.range[1]) },
            direction: Direction::LowerIsBetter,
            baseline: plan.baseline.map(time_code),
            thresholds: Vec::new(),
            bands: None,
            note: String::new(),
        }],
        data_version: DataVersion { number: 1, loaded_on: "2026-01-31".to_owned(), files: Vec::new() },
    }
}

fn matrix(people: &[Person], times: usize) -> ScoreMatrix {
    let mut table: Vec<f64> =
        people.iter().flat_map(|person| person.scores.iter().flatten().copied()).collect();
    table.sort_by(f64::total_cmp);
    table.dedup();
    let code_of =
        |value: &f64| table.binary_search_by(|other| other.total_cmp(value)).expect("in the table") as u16;
    let mut codes = Vec::with_capacity(people.len() * times);
    for time in 0..times {
        codes.extend(
            people.iter().map(|person| person.scores[time].as_ref().map_or(ScoreMatrix::MISSING, code_of)),
        );
    }
    ScoreMatrix::new(table, codes, people.len()).expect("a matrix")
}
