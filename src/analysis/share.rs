//! A share of people as a viewer may see it.

use serde::{Deserialize, Serialize};

use super::CONFIDENCE;
use super::rounding::outward_percents;
use crate::domain::{Finite, Interval};
use crate::exhibit::{Count, Policy};
use crate::stats::wilson_interval;

/// A share of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicShare {
    /// Those who do.
    pub people: Count,
    /// Between 0 and 1; `None` when hidden or of nobody.
    pub share: Option<Finite>,
    /// 95 % Wilson interval.
    pub interval: Option<Interval>,
    /// Decimals of the percentage.
    pub places: u8,
}

impl PublicShare {
    /// A share of which nothing is shown.
    pub const HIDDEN: Self = Self { people: Count::Hidden, share: None, interval: None, places: 0 };
}

/// `people` of `of`, from the counts as shown, never from those behind them. Under [`Policy::Rounded`] the share is in
/// whole per cents and its interval rounded outward to them.
pub(super) fn share_of(people: Count, of: Count, policy: Policy) -> PublicShare {
    let parts = people.shown().zip(of.shown()).filter(|(_, of)| *of > 0);
    let share = parts.and_then(|(people, of)| Finite::new(f64::from(people) / f64::from(of)));
    let interval = parts.and_then(|(people, of)| wilson_interval(people, of, CONFIDENCE));
    match policy {
        Policy::Exact => PublicShare { people, share, interval, places: 1 },
        Policy::Rounded => PublicShare {
            people,
            share: share.and_then(|share| Finite::new((share.get() * 100.0).round() / 100.0)),
            interval: interval.and_then(outward_percents),
            places: 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rounded_share_is_in_whole_per_cents_with_an_interval_no_finer() {
        let share = share_of(Count::About(53), Count::About(198), Policy::Rounded);
        assert_eq!((share.share.map(Finite::get), share.places), (Some(0.27), 0));
        let interval = share.interval.unwrap();
        assert_eq!((interval.low.get(), interval.high.get()), (0.21, 0.34));
    }

    #[test]
    fn a_share_of_nobody_or_of_a_hidden_number_is_none() {
        assert_eq!(share_of(Count::Zero, Count::Zero, Policy::Exact).share, None);
        assert_eq!(share_of(Count::About(13), Count::Hidden, Policy::Rounded).share, None);
        assert_eq!(share_of(Count::Hidden, Count::About(13), Policy::Rounded), PublicShare::HIDDEN);
    }
}
