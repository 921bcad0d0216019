//! Random definitions that fit the study.

use proptest::prelude::*;

use super::{
    change, code, engagement, flag, in_cohort, not, one_of, percent_change, range, responder, score,
};
use crate::cohort::{CohortDefinition, Criterion, Presence};
use crate::domain::Day;

/// Values at, beside and far from the limits of criteria.
pub(super) fn edge_values() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => prop::sample::select(vec![30.0, 30.000_000_000_000_004, 29.999_999_999_999_996, 0.0, -0.0, 60.0, f64::MAX, -1e-300]),
        1 => any::<f64>().prop_filter("finite", |value| value.is_finite()),
    ]
}

/// Scores at, beside and far from limits and changes; what their sums and products might do at the ends.
pub(super) const SCORES: [f64; 16] =
    [0.0, 5e-324, 1e-310, 2e-300, 0.1, 0.3, 0.77, 1.1, 7.0, 10.0, 14.0, 20.0, 30.0, -10.0, 1e300, -1e300];

const PERCENTS: [f64; 9] = [-1e6, -50.0, -30.0, -1e-6, 0.0, 1e-6, 30.0, 100.0, 1e6];

/// Ordered limits, at least one.
fn limits<T: Copy + PartialOrd + std::fmt::Debug>(
    value: impl Fn() -> BoxedStrategy<T>,
) -> impl Strategy<Value = (Option<T>, Option<T>)> {
    (value(), value(), 0..4_u8).prop_map(|(one, other, open)| {
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        match open {
            0 => (Some(low), None),
            1 => (None, Some(high)),
            2 => (Some(low), Some(low)),
            _ => (Some(low), Some(high)),
        }
    })
}

fn pick(names: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(names)
}

fn on_variables() -> impl Strategy<Value = Criterion> {
    let ranges = (pick(&["age", "bmi"]), limits(|| edge_values().boxed()))
        .prop_map(|(name, (low, high))| range(name, low, high));
    let day = || (-25_567..=47_846_i32).prop_filter_map("a day", Day::from_days).boxed();
    let near = || (-3..=3_i32).prop_filter_map("a day", Day::from_days).boxed();
    let dates = limits(move || prop_oneof![near(), day()].boxed())
        .prop_map(|(low, high)| Criterion::DateRange { variable: code("enrolled"), low, high });
    let sexes = prop::sample::subsequence(vec!["female", "male"], 1..=2);
    let regions = prop::sample::subsequence(vec!["north", "south", "east", "west", "uk", "abroad"], 1..=6);
    let presence = (pick(&["age", "sex", "migraine", "enrolled"]), presences())
        .prop_map(|(name, presence)| Criterion::VariablePresence { variable: code(name), presence });
    prop_oneof![
        ranges,
        dates,
        sexes.prop_map(|levels| one_of("sex", &levels)),
        regions.prop_map(|levels| one_of("region", &levels)),
        (pick(&["migraine", "prior_surgery"]), any::<bool>()).prop_map(|(name, answer)| flag(name, answer)),
        presence,
    ]
}

fn presences() -> impl Strategy<Value = Presence> {
    prop_oneof![Just(Presence::Missing), Just(Presence::Recorded)]
}

fn on_scores() -> impl Strategy<Value = Criterion> {
    let instrument = || pick(&["pain", "function"]);
    let later = || pick(&["week_1", "week_2", "week_3"]);
    let size = || prop::sample::select(SCORES.to_vec()).boxed();
    let percent = || prop::sample::select(PERCENTS.to_vec()).boxed();
    let times = pick(&["baseline", "week_1", "week_2", "week_3"]);
    let totals = (0..4_usize, 0..4_usize, prop::sample::select(vec![5e-324, 0.4, 7.0, 20.0, 1e300]));
    let window = |(one, other, at_least): (usize, usize, f64)| {
        let times = ["baseline", "week_1", "week_2", "week_3"];
        engagement("sessions", times[one.min(other)], times[one.max(other)], at_least)
    };
    prop_oneof![
        (pick(&["pain", "function", "sessions"]), later(), limits(size))
            .prop_map(|(name, time, (low, high))| score(name, time, low, high)),
        (instrument(), later(), limits(size))
            .prop_map(|(name, time, (low, high))| change(name, time, low, high)),
        (instrument(), later(), limits(percent))
            .prop_map(|(name, time, (low, high))| percent_change(name, time, low, high)),
        (instrument(), later(), pick(&["noticeable", "moderate"]))
            .prop_map(|(name, time, threshold)| responder(name, time, threshold)),
        (pick(&["pain", "sessions"]), times, presences()).prop_map(|(name, time, presence)| {
            Criterion::ScorePresence { instrument: code(name), time_point: code(time), presence }
        }),
        totals.prop_map(window),
    ]
}

/// Random definitions that fit the study, without saved cohorts.
pub fn definitions() -> impl Strategy<Value = CohortDefinition> {
    trees(prop_oneof![on_variables(), on_scores()].boxed())
}

/// Random definitions that fit the study and refer to its saved cohorts.
pub fn referring_definitions() -> impl Strategy<Value = CohortDefinition> {
    let members = prop_oneof![Just(in_cohort(1)), Just(in_cohort(2))];
    trees(prop_oneof![on_variables(), on_scores(), members].boxed())
}

fn trees(simple: BoxedStrategy<Criterion>) -> impl Strategy<Value = CohortDefinition> {
    simple
        .prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Criterion::All),
                prop::collection::vec(inner.clone(), 1..4).prop_map(Criterion::Any),
                inner.prop_map(not),
            ]
        })
        .prop_map(|root| CohortDefinition { version: CohortDefinition::VERSION, root })
}
