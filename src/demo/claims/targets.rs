//! What the claims generator returns for 300,000 people, against the published figures it is calibrated to.

use std::sync::LazyLock;

use super::hazards::Side;
use super::rows::member;
use super::year::{Year, YearMaker};
use crate::demo::person::Person;
use crate::demo::region::Region;
use crate::demo::targets::cohort::{
    Estimate, Figure, assert_figures, assert_recorded, deviation, mean, share,
};

/// People in each group.
const PAIRS: u32 = 150_000;

struct Row {
    region: Region,
    year: Year,
}

/// Those of the programme, and those of physical therapy.
static GROUPS: LazyLock<[Vec<Row>; 2]> = LazyLock::new(|| [Side::Programme, Side::Therapy].map(group));

fn group(side: Side) -> Vec<Row> {
    let maker = YearMaker::new(side);
    let row = |number| {
        let person = Person::new(1, member(side, number));
        Row { region: person.region, year: maker.year(1, &person) }
    };
    (0..PAIRS).map(row).collect()
}

/// A figure of both groups.
fn both(name: &str, stated: [f64; 2], decimals: usize, find: impl Fn(&[Row]) -> Estimate) -> [Figure; 2] {
    let [programme, therapy] = &*GROUPS;
    [
        Figure::new(format!("{name}, programme"), (stated[0], decimals), find(programme)),
        Figure::new(format!("{name}, physical therapy"), (stated[1], decimals), find(therapy)),
    ]
}

fn major(rows: &[Row], region: Region) -> Estimate {
    share(rows, |row| (row.region == region).then_some(row.year.major_operation.is_some()))
}

fn any_operation(rows: &[Row]) -> Estimate {
    share(rows, |row| Some(row.year.operation.is_some()))
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn probabilities_within_twelve_months_are_those_published() {
    let opioid = |rows: &[Row]| share(rows, |row| Some(!row.year.prescriptions.is_empty()));
    let prescriptions = |rows: &[Row]| mean(rows, |row| Some(100.0 * row.year.prescriptions.len() as f64));
    let figures = [
        both("Opioid, per cent", [7.9, 13.6], 1, opioid),
        both("Opioid prescriptions, per 100", [16.7, 22.4], 1, prescriptions),
        both("Any operation, per cent", [5.5, 13.2], 1, any_operation),
        both("Knee replacement in osteoarthritis, per cent", [3.8, 14.2], 1, |rows| {
            major(rows, Region::Knee)
        }),
        both("Hip replacement in osteoarthritis, per cent", [16.3, 32.6], 1, |rows| major(rows, Region::Hip)),
        both("Fusion in low back pain, per cent", [0.7, 1.6], 1, |rows| major(rows, Region::Back)),
    ];
    assert_figures(&figures.concat());
}

/// The hazard of a share within a year, in per cent.
fn hazard(share: Estimate) -> Estimate {
    let left = 1.0 - share.value / 100.0;
    Estimate { value: -left.ln(), standard_error: share.standard_error / 100.0 / left }
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn hazards_of_an_operation_are_those_stated() {
    let [programme, therapy] = GROUPS.each_ref().map(|rows| hazard(any_operation(rows)));
    let value = programme.value / therapy.value;
    let relative = |of: Estimate| of.standard_error / of.value;
    let standard_error = value * relative(programme).hypot(relative(therapy));
    let mut figures = both("Hazard of any operation a year, per 100", [5.66, 14.16], 2, |rows| {
        let Estimate { value, standard_error } = hazard(any_operation(rows));
        Estimate { value: 100.0 * value, standard_error: 100.0 * standard_error }
    })
    .to_vec();
    let ratio = Estimate { value, standard_error };
    figures.push(Figure::new("Hazard ratio of any operation", (0.40, 2), ratio));
    assert_figures(&figures);
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn cost_is_that_stated() {
    let everyone: Vec<&Row> = GROUPS.iter().flatten().collect();
    let before = |row: &&Row| row.year.cost[0];
    let some = |row: &&Row| (before(row) > 0.0).then(|| before(row));
    let operated =
        |row: &&Row| (row.region == Region::Back && row.year.operation.is_some()).then_some(row.year.cost[1]);
    let (middle, spread) = (mean(&everyone, some), deviation(&everyone, some));
    let shape = (middle.value / spread.value).powi(2);
    let relative = |of: Estimate| of.standard_error / of.value;
    let shape_error = 2.0 * shape * relative(middle).hypot(relative(spread));
    assert_figures(&[
        Figure::new(
            "Any claim in the year before, per cent",
            (27.0, 0),
            share(&everyone, |row| Some(before(row) > 0.0)),
        ),
        Figure::new("Cost of a year with claims and no operation, US dollars", (770.0, 0), middle),
        Figure::new(
            "Its shape, (mean / SD)²",
            (0.45, 2),
            Estimate { value: shape, standard_error: shape_error },
        ),
        Figure::new(
            "Cost of a year with an operation, low back pain, US dollars",
            (26_000.0, 0),
            mean(&everyone, operated),
        ),
    ]);
}

/// An odds ratio of the programme against physical therapy, common to strata (Mantel & Haenszel 1959).
fn odds_ratio(
    among: impl Fn(&Row) -> bool,
    event: impl Fn(&Row) -> bool,
    stratum: impl Fn(&Row) -> usize,
) -> f64 {
    let mut tables = vec![[0.0_f64; 4]; 64];
    for (side, rows) in GROUPS.iter().enumerate() {
        for row in rows.iter().filter(|row| among(row)) {
            tables[stratum(row)][2 * side + usize::from(!event(row))] += 1.0;
        }
    }
    let sum = |of: fn(&[f64; 4]) -> f64| -> f64 {
        let counted = tables.iter().filter(|table| table.iter().sum::<f64>() > 0.0);
        counted.map(|table| of(table) / table.iter().sum::<f64>()).sum()
    };
    sum(|table| table[0] * table[3]) / sum(|table| table[1] * table[2])
}

/// Of the odds ratio, by Woolf's formula without strata: those of strata are a little larger.
fn standard_error(value: f64, among: impl Fn(&Row) -> bool, event: impl Fn(&Row) -> bool) -> f64 {
    let count = |rows: &[Row], happens: bool| {
        rows.iter().filter(|row| among(row) && event(row) == happens).count() as f64
    };
    let cells = GROUPS.iter().flat_map(|rows| [count(rows, true), count(rows, false)]);
    value * cells.map(|cell| 1.0 / cell).sum::<f64>().sqrt()
}

const fn everyone(_: &Row) -> bool {
    true
}

const fn is_operated(row: &Row) -> bool {
    row.year.operation.is_some()
}

const fn is_fused(row: &Row) -> bool {
    row.year.major_operation.is_some()
}

fn has_back_pain(row: &Row) -> bool {
    row.region == Region::Back
}

/// Narrow bands of intent.
fn by_intent(row: &Row) -> usize {
    (8.0 * (row.year.intent + 4.0)).clamp(0.0, 63.0) as usize
}

/// What can be seen of intent before the start.
fn by_traces(row: &Row) -> usize {
    row.year.surgery_interest as usize * 2 + usize::from(row.year.saw_surgeon)
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn adjusting_for_intent_moves_the_odds_ratio_towards_one_and_its_traces_do_so_in_part() {
    let ratios = [
        odds_ratio(everyone, is_operated, |_| 0),
        odds_ratio(everyone, is_operated, by_traces),
        odds_ratio(everyone, is_operated, by_intent),
    ];
    assert!(ratios.is_sorted_by(|less, more| more - less > 0.03) && ratios[2] < 1.0, "{ratios:?}");
    let names =
        ["crude", "adjusted for interest in surgery and a surgeon’s visit", "adjusted for intent itself"];
    let lines = names
        .iter()
        .zip(ratios)
        .map(|(name, ratio)| format!("| Odds ratio of any operation, {name} | {ratio:.2} |"));
    assert_recorded(&lines.collect::<Vec<_>>());
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn the_odds_ratio_of_fusion_is_the_published_one_after_adjusting_for_intent() {
    let figure = |name: &str, stated: f64, value: f64| {
        let standard_error = standard_error(value, has_back_pain, is_fused);
        Figure::new(name, (stated, 2), Estimate { value, standard_error })
    };
    assert_figures(&[
        figure("Odds ratio of fusion, crude", 0.43, odds_ratio(has_back_pain, is_fused, |_| 0)),
        figure(
            "Odds ratio of fusion, adjusted for intent",
            0.64,
            odds_ratio(has_back_pain, is_fused, by_intent),
        ),
    ]);
}
