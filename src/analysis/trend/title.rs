//! The title of a trend: what happened and by how much. Made from published numbers only.

use super::words::{Printed, Story};
use super::{PublicChange, PublicEstimate, PublicGroup};

/// How a group's score went.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Course {
    /// The interval of the paired change excludes zero.
    Changed { verb: &'static str, from: Printed, to: Printed },
    /// So it does, but the means of those who report at either end do not show it.
    ChangedWithin { verb: &'static str, by: Printed },
    /// The interval of the paired change holds zero.
    Unclear,
    /// There is a mean but no change.
    Level { at: Printed },
    /// No mean is shown.
    Hidden,
    /// Nobody has a value.
    Empty,
}

impl Story<'_> {
    /// The finding in about twelve words.
    pub fn title(&self) -> String {
        let courses: Vec<(&PublicGroup, Course)> =
            self.public.groups.iter().map(|group| (group, self.course(group))).collect();
        let told: Vec<&(&PublicGroup, Course)> =
            courses.iter().filter(|(_, course)| !matches!(course, Course::Hidden | Course::Empty)).collect();
        match told.as_slice() {
            [] if courses.iter().any(|(_, course)| *course == Course::Hidden) => {
                format!("Too few people to show {}", self.measure())
            }
            [] => format!("Nobody has a value of {} at {}", self.measure(), self.end()),
            [(group, course)] => self.title_of_one(group, *course),
            [first, second] => self.title_of_two(first, second),
            many => self.title_of_many(many),
        }
    }

    fn title_of_one(&self, group: &PublicGroup, course: Course) -> String {
        let (measure, end, who) = (self.measure_first(), self.end(), self.of_group(group));
        match course {
            Course::Changed { verb, from, to } => {
                format!("{measure} {verb} from {} to {}{who} by {end}", from.text(), to.text())
            }
            Course::ChangedWithin { verb, by } => {
                format!("{measure} {verb} by {}{who} by {end}", by.text())
            }
            Course::Unclear | Course::Hidden | Course::Empty => {
                format!("No clear change in {}{who} by {end}", self.measure())
            }
            Course::Level { at } => format!("{measure} was {}{who} at {end}", at.text()),
        }
    }

    fn title_of_two(&self, first: &(&PublicGroup, Course), second: &(&PublicGroup, Course)) -> String {
        let measure = self.measure_first();
        match (first.1, second.1) {
            (Course::Unclear, Course::Unclear) => {
                format!("No clear change in {} by {}", self.measure(), self.end())
            }
            (Course::Changed { .. } | Course::ChangedWithin { .. }, Course::Unclear) => {
                self.title_of_changed_and_unclear(first, second)
            }
            (Course::Unclear, Course::Changed { .. } | Course::ChangedWithin { .. }) => {
                self.title_of_changed_and_unclear(second, first)
            }
            (Course::Changed { verb, from, to }, Course::Changed { verb: other, from: start, to: end }) => {
                let verb_again = if verb == other { String::new() } else { format!("{other} ") };
                format!(
                    "{measure} {verb} from {} to {}{} and {verb_again}from {} to {}{}{}",
                    from.text(),
                    to.text(),
                    self.of_group(first.0),
                    start.text(),
                    end.text(),
                    self.of_group(second.0),
                    self.setting().by_when(self.end())
                )
            }
            _ => self.title_of_levels(first.0, second.0),
        }
    }

    fn title_of_changed_and_unclear(
        &self,
        changed: &(&PublicGroup, Course),
        unclear: &(&PublicGroup, Course),
    ) -> String {
        let measure = self.measure_first();
        let who = self.of_group(changed.0);
        let what = match changed.1 {
            Course::Changed { verb, from, to } => {
                format!("{measure} {verb} from {} to {}{who}", from.text(), to.text())
            }
            Course::ChangedWithin { verb, by } => format!("{measure} {verb} by {}{who}", by.text()),
            Course::Unclear | Course::Level { .. } | Course::Hidden | Course::Empty => {
                return self.title_of_levels(changed.0, unclear.0);
            }
        };
        format!("{what}; no clear change{}{}", self.of_group(unclear.0), self.setting().by_when(self.end()))
    }

    fn title_of_levels(&self, first: &PublicGroup, second: &PublicGroup) -> String {
        let at =
            |group| Self::mean_at(group, Some(self.public.primary)).map_or_else(String::new, Printed::text);
        format!(
            "{} at {} was {}{} and {}{}",
            self.measure_first(),
            self.end(),
            at(first),
            self.of_group(first),
            at(second),
            self.of_group(second)
        )
    }

    /// The lowest and the highest mean at the end.
    fn title_of_many(&self, groups: &[&(&PublicGroup, Course)]) -> String {
        if groups.iter().all(|(_, course)| *course == Course::Unclear) {
            return format!("No clear change in {} by {}", self.measure(), self.end());
        }
        let means = groups.iter().filter_map(|(group, _)| {
            Self::mean_at(group, Some(self.public.primary)).map(|mean| (*group, mean))
        });
        let ascending = |a: &(&PublicGroup, Printed), b: &(&PublicGroup, Printed)| {
            a.1.value.get().total_cmp(&b.1.value.get())
        };
        match (means.clone().min_by(ascending), means.max_by(ascending)) {
            (Some((lowest, low)), Some((highest, high))) => format!(
                "{} at {} was between {}{} and {}{}",
                self.measure_first(),
                self.end(),
                low.text(),
                self.of_group(lowest),
                high.text(),
                self.of_group(highest)
            ),
            _ => format!("Too few people to show {}", self.measure()),
        }
    }

    fn course(&self, group: &PublicGroup) -> Course {
        let Some(point) = group.points.get(self.public.primary as usize) else { return Course::Empty };
        let to = match &point.mean {
            PublicEstimate::Empty => return Course::Empty,
            PublicEstimate::Hidden => return Course::Hidden,
            PublicEstimate::Shown { .. } => Printed::of(&point.mean),
        };
        let change = match &group.change {
            PublicChange::Paired { mean, pairs: _ } => Printed::of(mean),
            PublicChange::Unavailable => None,
        };
        match (to, change, Self::mean_at(group, self.public.baseline)) {
            (None, _, _) => Course::Hidden,
            (Some(at), None | Some(Printed { interval: None, .. }), _) => Course::Level { at },
            (Some(to), Some(change), from) => course_of_change(change, from, to),
        }
    }
}

fn course_of_change(change: Printed, from: Option<Printed>, to: Printed) -> Course {
    let falls = change.interval.is_some_and(|interval| interval.high.get() < 0.0);
    let rises = change.interval.is_some_and(|interval| interval.low.get() > 0.0);
    let verb = match (falls, rises) {
        (true, _) => "fell",
        (false, true) => "rose",
        (false, false) => return Course::Unclear,
    };
    match from {
        Some(from) if falls == (to.value < from.value) && rises == (to.value > from.value) => {
            Course::Changed { verb, from, to }
        }
        Some(_) | None => Course::ChangedWithin { verb, by: change.size() },
    }
}
