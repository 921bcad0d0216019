//! Who the people are: shares and odds that follow no course of pain.

use std::sync::LazyLock;

use super::cohort::{Estimate, Figure, assert_figures, deviation, mean, share, starter};
use crate::demo::background::{Background, BackgroundTables};
use crate::demo::person::{Arm, Member, Person};
use crate::demo::region::Region;

const PEOPLE: u32 = 300_000;

type Known = (Person, Background);

static STARTERS: LazyLock<Vec<Known>> = LazyLock::new(|| everyone(Arm::Programme));
static NEVER_STARTED: LazyLock<Vec<Known>> = LazyLock::new(|| everyone(Arm::Comparison));

fn everyone(arm: Arm) -> Vec<Known> {
    let tables = BackgroundTables::new();
    let one = |number| {
        let person = Person::new(1, Member { arm, ..starter(number) });
        let background = tables.background(1, &person, 0.0);
        (person, background)
    };
    (0..PEOPLE).map(one).collect()
}

fn of(is: impl Fn(&Known) -> bool) -> Estimate {
    share(&STARTERS, |one| Some(is(one)))
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn people_are_of_the_groups_stated() {
    let ethnic = ["White", "Black", "Asian", "Hispanic", "Other"].into_iter().zip(0..);
    let mut figures: Vec<Figure> = ethnic
        .zip([65.5, 10.8, 9.7, 9.2, 4.8])
        .map(|((name, level), stated)| {
            Figure::new(format!("{name}, per cent"), (stated, 1), of(|one| one.1.ethnicity == level))
        })
        .collect();
    let regions = Region::MUSCULOSKELETAL.into_iter().zip([45.0, 22.0, 15.0, 11.0, 7.0]);
    figures.extend(regions.map(|(region, stated)| {
        Figure::new(format!("{region:?} first, per cent"), (stated, 0), of(|one| one.0.region == region))
    }));
    figures.push(Figure::new("Subacute, per cent", (15.0, 0), of(|one| one.1.acuity == 1)));
    figures.push(Figure::new("Acute, per cent", (10.0, 0), of(|one| one.1.acuity == 2)));
    assert_figures(&figures);
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn body_mass_and_depression_are_those_stated() {
    let body_mass_index = |one: &Known| Some(one.0.body_mass_index);
    let band = |low: f64, high: f64| of(move |one| (low..high).contains(&one.1.phq9));
    let within = |low: f64, high: f64| {
        mean(&STARTERS, move |one| (low..high).contains(&one.1.phq9).then_some(one.1.phq9))
    };
    assert_figures(&[
        Figure::new("Body mass index, mean", (28.8, 1), mean(&STARTERS, body_mass_index)),
        Figure::new("Body mass index, SD", (5.8, 1), deviation(&STARTERS, body_mass_index)),
        Figure::new("BMI ≥ 40, per cent", (4.0, 0), of(|one| one.0.body_mass_index >= 40.0)),
        Figure::new("PHQ-9 < 5, per cent", (78.8, 1), band(0.0, 5.0)),
        Figure::new("PHQ-9 5–9, per cent", (14.9, 1), band(5.0, 10.0)),
        Figure::new("PHQ-9 ≥ 10, per cent", (6.3, 1), band(10.0, 28.0)),
        Figure::new("PHQ-9 5–9, mean", (6.5, 1), within(5.0, 10.0)),
        Figure::new("PHQ-9 ≥ 10, mean", (13.6, 1), within(10.0, 28.0)),
    ]);
}

/// Odds of having started, of one age band to another; the rates of the two groups cancel out.
fn odds_ratio(old: impl Fn(f64) -> bool, other: impl Fn(f64) -> bool) -> f64 {
    let count = |people: &[Known], is: &dyn Fn(f64) -> bool| {
        people.iter().filter(|one| is(one.0.age_years)).count() as f64
    };
    let of = |people: &[Known]| count(people, &old) / count(people, &other);
    of(&STARTERS) / of(&NEVER_STARTED)
}

/// One slope cannot give both ratios: what comes out lies between the published intervals' ends.
#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn the_old_start_more_often() {
    let ratios = [
        odds_ratio(|age| age >= 65.0, |age| age < 45.0),
        odds_ratio(|age| age >= 65.0, |age| (45.0..65.0).contains(&age)),
    ];
    assert!((1.45..2.06).contains(&ratios[0]) && (1.03..1.45).contains(&ratios[1]), "{ratios:?}");
    super::cohort::assert_recorded(&[
        format!("| Start OR, ≥ 65 against ≤ 44 years | 1.72 (1.45–2.06) | {:.2} |", ratios[0]),
        format!("| Start OR, ≥ 65 against 45–64 years | 1.22 (1.03–1.45) | {:.2} |", ratios[1]),
    ]);
}
