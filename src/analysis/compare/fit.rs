//! How well the methods fit: what they take for granted, as far as the data speak of it.

use crate::stats::variances::{Centre, LeveneTest, levene_test};
use crate::stats::{Counted, Undefined, skewness};

/// What the methods take for granted, beside the data.
#[derive(Debug, Clone, PartialEq)]
pub struct FitOfMethods {
    /// Brown and Forsythe's test of equal spread of the changes, which analysis of covariance assumes.
    pub spread: Result<LeveneTest, Undefined>,
    /// Skewness of the changes of the first and the second group; `None` for fewer than three people or equal changes.
    pub skewness: [Option<f64>; 2],
}

/// Of the changes of both groups, as they are ranked.
pub(super) fn fit_of_methods(changes: &Result<[Counted; 2], Undefined>) -> FitOfMethods {
    let spread = changes.as_ref().map_err(|reason| *reason).and_then(|groups| {
        let values = groups.each_ref().map(|group| each(group).collect::<Vec<f64>>());
        levene_test(&values, Centre::Median)
    });
    let lopsided = |group: &Counted| skewness(each(group));
    let skewness = changes.as_ref().map_or([None; 2], |groups| groups.each_ref().map(lopsided));
    FitOfMethods { spread, skewness }
}

/// One change a person.
fn each(group: &Counted) -> impl Iterator<Item = f64> + Clone + '_ {
    let pairs = group.values().iter().zip(group.counts());
    pairs.flat_map(|(&value, &people)| std::iter::repeat_n(value, usize::try_from(people).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_judged_person_by_person() {
        let of = |values: &[f64]| Counted::of_values(values).unwrap();
        let (first, second) = ([0.0, 0.0, 1.0, 8.0], [0.0, 1.0, 1.0, 2.0]);
        let fit = fit_of_methods(&Ok([of(&first), of(&second)]));
        assert_eq!(fit.spread, levene_test(&[first.to_vec(), second.to_vec()], Centre::Median));
        assert_eq!(fit.skewness[0], skewness(first.into_iter()));
        assert!(fit.skewness[0].unwrap() > 0.0 && fit.skewness[1].unwrap().abs() < 1e-12);
    }

    #[test]
    fn without_changes_nothing_is_judged() {
        let fit = fit_of_methods(&Err(Undefined::TooFewValues));
        assert_eq!((fit.spread, fit.skewness), (Err(Undefined::TooFewValues), [None; 2]));
    }
}
