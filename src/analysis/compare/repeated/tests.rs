//! Repeated measures of groups made for the test.

use super::*;
use crate::stats::{PairedMoments, TestOptions, baseline_adjusted};

/// Scores of one person, baseline first.
type Course = [Option<u16>; 4];

/// People whose scores follow their number; the first `first` are the first group.
struct Trial {
    scores: ScoreMatrix,
    groups: [Selection; 2],
}

impl Trial {
    fn new(people: usize, first: usize, course: impl Fn(usize) -> Course) -> Self {
        let courses: Vec<Course> = (0..people).map(course).collect();
        let code = |time: usize, row: usize| courses[row][time].unwrap_or(ScoreMatrix::MISSING);
        let codes = (0..4).flat_map(|time| (0..people).map(move |row| code(time, row)).collect::<Vec<_>>());
        let table = (0..=100).map(f64::from).collect();
        let scores = ScoreMatrix::new(table, codes.collect(), people).unwrap();
        let group = |is_first: bool| Selection::from_fn(people, |row| (row < first) == is_first);
        Self { scores, groups: [group(true), group(false)] }
    }

    fn at(&self, time: usize) -> RepeatedMeasures {
        self.to(Depth::Whole, time)
    }

    fn to(&self, depth: Depth, time: usize) -> RepeatedMeasures {
        let of = Scores { matrix: &self.scores, groups: &self.groups, baseline: 0, time };
        repeated_measures(of, depth)
    }

    /// Analysis of covariance of those with both values.
    fn adjusted(&self, time: usize) -> TTest {
        let moments = self.groups.each_ref().map(|group| {
            let pairs =
                group.rows().filter_map(|row| self.scores.value(0, row).zip(self.scores.value(time, row)));
            PairedMoments::of_values(&pairs.collect::<Vec<_>>()).unwrap()
        });
        baseline_adjusted(&moments[0], &moments[1], TestOptions::default()).unwrap()
    }
}

/// Scores without an order that a line could follow.
fn complete(row: usize) -> Course {
    let noise = |a: usize, b: usize| ((row * a + b) % 23) as u16;
    let start = 40 + noise(7, 3);
    let share = noise(11, 5);
    [Some(start), Some(start - noise(5, 1)), Some(20 + share + noise(3, 2)), Some(10 + share + noise(9, 4))]
}

#[test]
fn with_every_score_there_it_is_the_analysis_of_covariance() {
    let trial = Trial::new(60, 28, complete);
    let found = trial.at(3);
    let (fit, adjusted) = (found.fit.unwrap(), trial.adjusted(3));
    assert!((fit.test.estimate - adjusted.estimate).abs() < 1e-9, "{fit:?} {adjusted:?}");
    assert!((fit.test.standard_error - adjusted.standard_error).abs() < 1e-9, "{fit:?} {adjusted:?}");
    assert!((fit.test.df - adjusted.df).abs() < 1e-6, "{fit:?} {adjusted:?}");
    assert_eq!((found.people, found.scores, found.visits), ([28, 32], 180, vec![1, 2, 3]));
    assert_eq!(fit.structure, Structure::Unstructured);
}

#[test]
fn people_without_the_score_compared_count_by_their_others() {
    let trial = Trial::new(60, 28, |row| {
        let [start, one, two, three] = complete(row);
        [start, one, two, three.filter(|_| row % 4 != 1)]
    });
    let found = trial.at(3);
    assert_eq!(found.people, [28, 32]);
    let (fit, adjusted) = (found.fit.unwrap(), trial.adjusted(3));
    assert!((fit.test.estimate - adjusted.estimate).abs() > 1e-3);
    assert!(fit.test.standard_error < adjusted.standard_error);
}

#[test]
fn a_later_score_changes_nothing() {
    let with = Trial::new(60, 28, complete).at(2);
    let without = Trial::new(60, 28, |row| {
        let [start, one, two, _] = complete(row);
        [start, one, two, None]
    });
    assert_eq!(with, without.at(2));
}

#[test]
fn swapping_the_groups_mirrors_the_difference() {
    let mut trial = Trial::new(50, 20, complete);
    let one = trial.at(3).fit.unwrap().test;
    trial.groups.swap(0, 1);
    let other = trial.at(3).fit.unwrap().test;
    assert!((one.estimate + other.estimate).abs() < 1e-9);
    assert!((one.standard_error - other.standard_error).abs() < 1e-9);
}

#[test]
fn without_an_earlier_time_point_or_enough_people_there_is_a_reason() {
    let trial = Trial::new(60, 28, complete);
    assert_eq!(trial.at(1).fit, Err(NoRepeatedFit::OneTimePoint));
    let few = Trial::new(60, 28, |row| {
        let [start, one, two, three] = complete(row);
        [start, one.filter(|_| row < 10), two.filter(|_| row >= 28), three]
    });
    assert_eq!(few.at(3).fit, Err(NoRepeatedFit::TooFewSeen));
    let nobody = Trial::new(0, 0, complete);
    assert!(nobody.at(3).fit.is_err());
}

#[test]
fn scores_that_say_nothing_are_told_of_in_a_reason_and_no_number() {
    let constant = Trial::new(40, 20, |_| [Some(50), Some(50), Some(50), Some(50)]);
    assert!(matches!(constant.at(3).fit, Err(NoRepeatedFit::Undefined(_))));
    let equal_baselines = Trial::new(40, 20, |row| {
        let [_, one, two, three] = complete(row);
        [Some(50), one, two, three]
    });
    assert_eq!(equal_baselines.at(3).fit, Err(NoRepeatedFit::Undefined(Undefined::Collinear)));
}

/// Nobody has both of two scores, so their covariance is in nobody's scores.
#[test]
fn time_points_that_nobody_shares_have_a_simpler_covariance() {
    let trial = Trial::new(120, 60, |row| {
        let [start, one, two, three] = complete(row);
        [start, one.filter(|_| row % 2 == 0), two.filter(|_| row % 2 == 1), three]
    });
    let fit = trial.at(3).fit.unwrap();
    assert_ne!(fit.structure, Structure::Unstructured);
    assert!(fit.test.standard_error.is_finite());
}

#[test]
fn a_quick_answer_has_what_is_quick_and_says_of_the_rest_that_it_is_coming() {
    let few = Trial::new(60, 28, complete);
    assert_eq!(few.to(Depth::Quick, 3), few.at(3));
    assert_eq!(few.at(3).arrival(), Arrival::Here);
    let many = Trial::new(60_000, 28_000, complete);
    let quick = many.to(Depth::Quick, 3);
    assert_eq!(quick.fit, Err(NoRepeatedFit::Coming));
    assert_eq!(quick.arrival(), Arrival::Coming);
    assert_eq!(many.to(Depth::Quick, 1).fit, Err(NoRepeatedFit::OneTimePoint));
}
