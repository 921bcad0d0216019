//! That numbers of a few people, who are hidden by the policy, are in no part of a workbook.

use super::{Exhibit, Released, one};
use crate::analysis::trend::{TrendOptions, exhibit, run};
use crate::cohort::CohortWords;
use crate::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use crate::domain::{
    Code, CompleterRule, DataVersion, Direction, Finite, Instrument, Level, MissingDataHandling, NumberRange,
    Study, StudyCatalogue, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
};
use crate::exhibit::Policy;
use crate::export::example;

const TIMES: usize = 2;

fn code(text: &str) -> Code {
    Code::try_from(text).unwrap()
}

fn catalogue() -> StudyCatalogue {
    let finite = |value| Finite::new(value).unwrap();
    let point = |position: u32| TimePoint {
        code: code(&format!("t{position}")),
        label: format!("week {}", position * 300),
        offset: Some(finite(f64::from(position) * 300.0)),
    };
    let level = |name: &str| Level { code: code(name), label: name.to_owned() };
    StudyCatalogue {
        study: Study {
            code: code("trial"),
            title: "A trial".to_owned(),
            description: String::new(),
            source: String::new(),
            assignment: "randomised".to_owned(),
            primary_instrument: code("score"),
            primary_time_point: code("t1"),
            primary_grouping: Some(code("arm")),
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: TimeUnit::Week, points: vec![point(0), point(1)] },
        variables: vec![Variable {
            code: code("arm"),
            label: "Group".to_owned(),
            kind: VariableKind::Category { levels: ["many", "some", "few"].map(level).into() },
            filterable: true,
            post_baseline: false,
        }],
        instruments: vec![Instrument {
            code: code("score"),
            label: "pain".to_owned(),
            unit: "points".to_owned(),
            range: NumberRange { low: finite(0.0), high: finite(1_000.0) },
            direction: Direction::LowerIsBetter,
            baseline: Some(code("t0")),
            thresholds: Vec::new(),
            bands: None,
            note: String::new(),
        }],
        data_version: DataVersion { number: 1, loaded_on: "2026-01-31".to_owned(), files: Vec::new() },
    }
}

/// Sixty people, fifty, and seven whose scores are about 614.
fn trend(policy: Policy) -> Released<Exhibit> {
    let scores = |count: u32, first: f64| (0..count).map(move |row| first + f64::from(row) / 8.0);
    let people: Vec<(u16, f64)> = scores(60, 40.0)
        .map(|score| (0, score))
        .chain(scores(50, 20.0).map(|score| (1, score)))
        .chain(scores(7, 613.717_3).map(|score| (2, score)))
        .collect();
    let mut table: Vec<f64> = people.iter().map(|(_, score)| *score).collect();
    table.sort_by(f64::total_cmp);
    let place = |score: f64| u16::try_from(table.iter().position(|other| *other == score).unwrap()).unwrap();
    let codes = (0..TIMES).flat_map(|_| people.iter().map(|(_, score)| place(*score))).collect();
    let everyone = Selection::all(people.len());
    let arms = people.iter().map(|(arm, _)| *arm).collect();
    let columns = [Column::Category { codes: arms, present: everyone.clone() }];
    let scores = [ScoreMatrix::new(table.clone(), codes, people.len()).unwrap()];
    let frame = Frame { participants: people.len(), columns: &columns, scores: &scores };
    let options = TrendOptions {
        instrument: code("score"),
        grouping: Some(code("arm")),
        handling: MissingDataHandling::Observed,
    };
    let catalogue = catalogue();
    let raw = run(frame, &catalogue, &everyone, &options).unwrap();
    let provenance = example::trial().into_inner().provenance;
    exhibit(&raw.publish(policy), &catalogue, &CohortWords::everyone(), &options, provenance)
}

#[test]
fn scores_of_seven_people_are_nowhere_in_a_workbook() {
    let sings = |text: &str| text.contains("613.") || text.contains("614");
    let exact = one(trend(Policy::Exact));
    assert!(exact.0.values().any(|text| sings(text)), "the canary sings where it may");
    let rounded = one(trend(Policy::Rounded));
    assert!(rounded.0.contains_key("xl/charts/chart1.xml"));
    for (part, text) in &rounded.0 {
        assert!(!sings(text), "{part}");
    }
}
