//! What may be seen of a quantity in one column.

use super::PublicNumber;
use super::result::{NumberSummary, Shape};
use crate::analysis::rounding::{QuartileSupport, place_of_two_digits, rounded_at};
use crate::domain::{Finite, Interval};
use crate::exhibit::{Count, Policy};

/// Decimals of a quantity on the page.
const PLACES: u8 = 1;

/// The summary as a viewer may see it.
pub(super) fn publish(
    summary: &NumberSummary,
    shape: Shape,
    support: QuartileSupport,
    policy: Policy,
) -> PublicNumber {
    if support.present == Count::Zero {
        return PublicNumber::Empty;
    }
    let shown = match (policy, shape) {
        _ if !support.supported => None,
        (Policy::Exact, Shape::Symmetric) => exact_mean(summary),
        (Policy::Exact, Shape::Skewed) => exact_median(summary),
        (Policy::Rounded, _) if is_constant(summary) => None,
        (Policy::Rounded, Shape::Symmetric) => rounded_mean(summary, support),
        (Policy::Rounded, Shape::Skewed) => rounded_median(summary, support),
    };
    shown.unwrap_or(PublicNumber::Hidden)
}

/// All values alike: a summary would tell each person's.
fn is_constant(summary: &NumberSummary) -> bool {
    summary.moments.is_none_or(|moments| moments.variance.is_none_or(|variance| variance <= 0.0))
}

fn exact_mean(summary: &NumberSummary) -> Option<PublicNumber> {
    let moments = summary.moments?;
    Some(PublicNumber::Mean {
        mean: Finite::new(moments.mean)?,
        standard_deviation: moments.standard_deviation().and_then(Finite::new),
        places: PLACES,
    })
}

fn exact_median(summary: &NumberSummary) -> Option<PublicNumber> {
    let quartiles = summary.quartiles?;
    Some(PublicNumber::Median {
        median: Finite::new(quartiles.median)?,
        quartiles: Interval::new(quartiles.lower, quartiles.upper),
        places: PLACES,
    })
}

/// The standard deviation is no finer than the mean, and hidden where the number of people is.
fn rounded_mean(summary: &NumberSummary, support: QuartileSupport) -> Option<PublicNumber> {
    let moments = summary.moments?;
    let place = place_of_two_digits(Finite::new(moments.mean)?, PLACES);
    let deviation = moments.standard_deviation().filter(|_| support.present != Count::Hidden);
    Some(PublicNumber::Mean {
        mean: rounded_at(moments.mean, place)?,
        standard_deviation: deviation.and_then(|deviation| rounded_at(deviation, place)),
        places: u8::try_from(place).unwrap_or(0),
    })
}

fn rounded_median(summary: &NumberSummary, support: QuartileSupport) -> Option<PublicNumber> {
    let quartiles =
        summary.quartiles.filter(|_| support.bears(summary.present(), QuartileSupport::FEWEST_OF_MEDIAN))?;
    let place = place_of_two_digits(Finite::new(quartiles.median)?, PLACES);
    let limits = support.bears(summary.present(), QuartileSupport::FEWEST).then(|| {
        let [lower, upper] = [quartiles.lower, quartiles.upper].map(|limit| rounded_at(limit, place));
        Interval::new(lower?.get(), upper?.get())
    });
    Some(PublicNumber::Median {
        median: rounded_at(quartiles.median, place)?,
        quartiles: limits.flatten(),
        places: u8::try_from(place).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::super::result::Quartiles;
    use super::*;
    use crate::stats::Moments;

    fn summary(n: u32) -> NumberSummary {
        NumberSummary {
            moments: Some(Moments { n, mean: 45.48, variance: Some(121.3) }),
            quartiles: Some(Quartiles { lower: 36.26, median: 46.04, upper: 54.74 }),
        }
    }

    fn rounded(n: u32, shape: Shape) -> PublicNumber {
        let count = Policy::Rounded.count(n);
        let support = QuartileSupport { size: count, present: count, supported: n >= Policy::THRESHOLD };
        publish(&summary(n), shape, support, Policy::Rounded)
    }

    #[test]
    fn a_rounded_mean_has_two_digits_and_a_deviation_no_finer() {
        let mean = PublicNumber::Mean {
            mean: Finite::from(45),
            standard_deviation: Some(Finite::from(11)),
            places: 0,
        };
        assert_eq!(rounded(11, Shape::Symmetric), mean);
        assert_eq!(rounded(10, Shape::Symmetric), PublicNumber::Hidden);
    }

    #[test]
    fn a_median_needs_eleven_people_on_each_side_and_quartiles_four_times_as_many() {
        let limits = |number: PublicNumber| match number {
            PublicNumber::Median { quartiles, .. } => Some(quartiles.is_some()),
            PublicNumber::Mean { .. } | PublicNumber::Hidden | PublicNumber::Empty => None,
        };
        // 22 to 25 people are shown as a band that begins at 21.
        let found = [21, 25, 26, 45, 46].map(|n| limits(rounded(n, Shape::Skewed)));
        assert_eq!(found, [None, None, Some(false), Some(false), Some(true)]);
    }

    #[test]
    fn a_median_of_a_hidden_number_leaves_the_missing_hidden() {
        let support =
            |size| QuartileSupport { size: Count::About(size), present: Count::Hidden, supported: true };
        let shown = |size| publish(&summary(30), Shape::Skewed, support(size), Policy::Rounded);
        assert_eq!(shown(33), PublicNumber::Hidden);
        assert!(matches!(shown(48), PublicNumber::Median { quartiles: None, .. }));
    }

    #[test]
    fn values_that_are_all_alike_are_hidden() {
        let alike = NumberSummary {
            moments: Some(Moments { n: 30, mean: 4.0, variance: Some(0.0) }),
            quartiles: Some(Quartiles { lower: 4.0, median: 4.0, upper: 4.0 }),
        };
        let support = QuartileSupport { size: Count::About(28), present: Count::About(28), supported: true };
        for shape in [Shape::Symmetric, Shape::Skewed] {
            assert_eq!(publish(&alike, shape, support, Policy::Rounded), PublicNumber::Hidden);
        }
    }
}
