//! The title of responders: how many improved, in words where words are exact enough. From published numbers only.

use super::PublicResponderGroup;
use super::words::{Printed, Story, at_percent};

/// A share at most so far from a tenth is said as one.
const NEAR_A_TENTH: f64 = 0.015;

const TENTHS: [&str; 11] = [
    "Nobody",
    "One in ten",
    "Two in ten",
    "Three in ten",
    "Four in ten",
    "Five in ten",
    "Six in ten",
    "Seven in ten",
    "Eight in ten",
    "Nine in ten",
    "Everyone",
];

/// A group with its shares of everyone at 30 % and 50 %.
type Told<'a> = (&'a PublicResponderGroup, Printed, Option<Printed>);

impl Story<'_> {
    /// The finding in about twelve words.
    pub fn title(&self) -> String {
        let groups = self.public.groups.iter();
        let told: Vec<Told<'_>> = groups.clone().filter_map(|group| self.shares(group)).collect();
        match told.as_slice() {
            [] if groups.clone().all(|group| group.everyone.people.shown() == Some(0)) => {
                format!("Nobody has a value of {} to improve from", self.measure())
            }
            [] => format!("Too few people to show who improved in {}", self.measure()),
            [one] => self.title_of_one(one),
            [first, second] => self.title_of_two(first, second),
            many => self.title_of_many(many),
        }
    }

    fn shares<'g>(&self, group: &'g PublicResponderGroup) -> Option<Told<'g>> {
        let at = |percent| at_percent(self.public, &group.everyone, percent).and_then(Printed::of);
        Some((group, at(30)?, at(50)))
    }

    fn title_of_one(&self, (group, moderate, substantial): &Told<'_>) -> String {
        let who = self.setting().of_group(&group.label);
        let first = format!("{}{who} improved by 30% or more", in_ten(*moderate));
        substantial.map_or_else(
            || first.clone(),
            |share| format!("{first}; {} by half or more", in_ten(share).to_lowercase()),
        )
    }

    fn title_of_two(&self, first: &Told<'_>, second: &Told<'_>) -> String {
        let who = |told: &Told<'_>| self.setting().of_group(&told.0.label);
        let by_when = self.setting().by_when(self.end());
        if may_be_equal(first.1, second.1) {
            return format!(
                "No clear difference in who improved by 30% or more{by_when}, {}{} and {}{}",
                first.1.text(),
                who(first),
                second.1.text(),
                who(second)
            );
        }
        let (more, less) = if first.1.value < second.1.value { (second, first) } else { (first, second) };
        format!(
            "{}{} improved by 30% or more{by_when}, {}{}",
            more.1.text(),
            who(more),
            less.1.text(),
            who(less)
        )
    }

    /// The lowest and the highest share.
    fn title_of_many(&self, told: &[Told<'_>]) -> String {
        let ascending =
            |one: &&Told<'_>, other: &&Told<'_>| one.1.value.get().total_cmp(&other.1.value.get());
        match (told.iter().min_by(ascending), told.iter().max_by(ascending)) {
            (Some(lowest), Some(highest)) => format!(
                "Between {}{} and {}{} improved by 30% or more",
                lowest.1.text(),
                self.setting().of_group(&lowest.0.label),
                highest.1.text(),
                self.setting().of_group(&highest.0.label)
            ),
            _ => format!("Too few people to show who improved in {}", self.measure()),
        }
    }
}

/// `Seven in ten`, or `65.2%` where no tenth is near.
fn in_ten(share: Printed) -> String {
    let tenths = libm::round(share.value.get() * 10.0);
    let is_end = tenths == 0.0 || tenths == 10.0;
    let reach = if is_end { 0.0 } else { NEAR_A_TENTH };
    let is_near = (share.value.get() - tenths / 10.0).abs() <= reach;
    TENTHS
        .get(tenths as usize)
        .filter(|_| is_near)
        .map_or_else(|| format!("{} of people", share.text()), |words| (*words).to_owned())
}

/// Whether the interval of the difference holds zero, from the two Wilson intervals (Newcombe, Stat Med 1998;17:873,
/// method 10). Shares without an interval may be equal.
fn may_be_equal(first: Printed, second: Printed) -> bool {
    let (more, less) = if first.value < second.value { (second, first) } else { (first, second) };
    let (Some(above), Some(below)) = (more.interval, less.interval) else { return true };
    let down = more.value.get() - above.low.get();
    let up = below.high.get() - less.value.get();
    more.value.get() - less.value.get() <= libm::sqrt(down * down + up * up)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Finite, Interval};

    fn share(value: f64, half_width: f64) -> Printed {
        Printed {
            value: Finite::new(value).unwrap(),
            interval: Interval::new(value - half_width, value + half_width),
            places: 1,
        }
    }

    #[test]
    fn a_share_is_said_in_tenths_only_where_that_is_near_enough() {
        assert_eq!(in_ten(share(0.696, 0.01)), "Seven in ten");
        assert_eq!(in_ten(share(0.652, 0.01)), "65.2% of people");
        assert_eq!(in_ten(share(0.004, 0.01)), "0.4% of people");
        assert_eq!(in_ten(share(0.0, 0.01)), "Nobody");
        assert_eq!(in_ten(share(1.0, 0.01)), "Everyone");
    }

    #[test]
    fn shares_whose_difference_may_be_none_are_not_called_different() {
        assert!(may_be_equal(share(0.5, 0.1), share(0.6, 0.1)));
        assert!(!may_be_equal(share(0.5, 0.05), share(0.6, 0.05)));
        assert!(may_be_equal(Printed { interval: None, ..share(0.1, 0.0) }, share(0.9, 0.01)));
    }
}
