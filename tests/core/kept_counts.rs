//! Figures of a brush that moves are those of counting everybody anew.

use proptest::prelude::*;
use sinew::analysis::KeptCounts;
use sinew::analysis::compare::{OverlapResolution, disjoint};
use sinew::analysis::responders::{self, ResponderOptions, ResponderValue};
use sinew::analysis::trend;
use sinew::domain::frame::Selection;
use sinew::domain::{MissingDataHandling, ThresholdKind};
use sinew::exhibit::{Policy, Publish, Raw};

use crate::effort::cases;
use crate::support::{BuiltStudy, Person, Plan, code, options};

/// More than there are counts of three groups at three time points.
const PEOPLE: usize = 4_000;

/// Pain of 0 to 10 at three time points, with gaps; three arms, of which one person in nine has none; two flags, one of
/// which says who is a completer.
fn study(seed: u64) -> BuiltStudy {
    let mut state = seed;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let people: Vec<Person> = (0..PEOPLE)
        .map(|_| Person {
            group: u16::try_from(draw(9)).ok().filter(|level| *level < 8).map(|level| level % 3),
            scores: (0..3).map(|_| Some(draw(13) as f64).filter(|score| *score < 11.0)).collect(),
        })
        .collect();
    let answers: Vec<Option<bool>> =
        (0..PEOPLE).map(|_| [Some(true), Some(false), None][draw(3) as usize]).collect();
    let plan = Plan {
        times: vec![("baseline", Some(0.0)), ("week 6", Some(6.0)), ("week 12", Some(12.0))],
        primary: 2,
        range: [0.0, 10.0],
        ..Plan::twelve_weeks("week 12", &["First", "Second", "Third"])
    };
    BuiltStudy::new(&plan, &people)
        .with_threshold(ThresholdKind::Points, 2.0, "two points")
        .with_flag("smokes", &answers)
        .with_completers(|row| row % 3 == 0)
}

/// Limits of a brush, from which it goes on in small steps.
fn any_moves() -> impl Strategy<Value = Vec<Selection>> {
    let step = (0_usize..60, 0_usize..60);
    (0..PEOPLE / 4, PEOPLE / 2..PEOPLE, prop::collection::vec(step, 3..8)).prop_map(|(low, high, steps)| {
        let mut limits = (low, high);
        let moved = |(up, down): (usize, usize)| {
            limits = (limits.0 + up, limits.1 - down);
            Selection::from_fn(PEOPLE, |row| (limits.0..limits.1).contains(&(row * 7 % PEOPLE)))
        };
        steps.into_iter().map(moved).collect()
    })
}

const LABELS: [&str; 2] = ["Selected", "The rest"];

/// Everything that a figure shows.
fn exact<T: Publish>(raw: Raw<T>) -> T::Public
where
    T::Public: Clone,
{
    raw.publish(Policy::Exact).get().clone()
}

proptest! {
    #![proptest_config(cases(64))]
    #[test]
    fn figures_of_a_brush_that_moves_are_those_of_counting_everybody_anew(
        seed in any::<u64>(),
        moves in any_moves(),
        grouping in prop::sample::select(vec![None, Some("arm"), Some("smokes")]),
        value in prop::sample::select(ResponderValue::ALL.to_vec()),
    ) {
        let (study, kept) = (study(seed), KeptCounts::new(1 << 20));
        let (frame, catalogue) = (study.frame(), &study.catalogue);
        for selection in moves {
            let others = selection.complement();
            let pair = disjoint(&selection, &others, OverlapResolution::Refuse).expect("nobody is in both");
            for handling in MissingDataHandling::ALL {
                let options = options(grouping, handling);
                let moved = trend::run_with(&kept, frame, catalogue, &selection, &options).expect("a result");
                let anew = trend::run(frame, catalogue, &selection, &options).expect("a result");
                prop_assert_eq!(exact(moved), exact(anew));
                let moved = trend::run_pair_with(&kept, frame, catalogue, LABELS, &pair, &options).expect("a result");
                let anew = trend::run_pair(frame, catalogue, LABELS, &pair, &options).expect("a result");
                prop_assert_eq!(exact(moved), exact(anew));
            }
            let options = ResponderOptions { instrument: code("score"), grouping: grouping.map(code), value };
            let moved = responders::run_with(&kept, frame, catalogue, &selection, &options).expect("a result");
            let anew = responders::run(frame, catalogue, &selection, &options).expect("a result");
            prop_assert_eq!(exact(moved), exact(anew));
            let moved = responders::run_pair_with(&kept, frame, catalogue, LABELS, &pair, &options).expect("a result");
            let anew = responders::run_pair(frame, catalogue, LABELS, &pair, &options).expect("a result");
            prop_assert_eq!(exact(moved), exact(anew));
        }
    }
}
