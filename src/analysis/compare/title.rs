//! The title of a comparison, in about twelve words. From published numbers only.

use super::words::Story;
use super::{Method, PublicComparedGroup};
use crate::analysis::words::lower_first;
use crate::domain::{Finite, format};

impl Story<'_> {
    /// The finding: who changed more and by how much, or that it is not clear.
    pub fn title(&self) -> String {
        let Some([first, second]) = self.groups() else { return self.title_of_too_few() };
        let Some((difference, interval, places)) = self.public.estimate(self.lead()).shown() else {
            return self.title_of_too_few();
        };
        let clear = interval.is_some_and(|interval| interval.low.get() > 0.0 || interval.high.get() < 0.0);
        if !clear {
            return format!(
                "No clear difference in change of {} between {} and {}{}",
                self.measure(),
                lower_first(&first.label),
                lower_first(&second.label),
                if self.lead() == Method::Ranked { ", by rank" } else { "" }
            );
        }
        let size = Finite::new(difference.get().abs()).unwrap_or(Finite::ZERO);
        let size = format::decimal(size, usize::from(places));
        let measure = match self.lead() {
            Method::Crude | Method::Adjusted | Method::Repeated => self.measure_first(),
            Method::Ranked => format!("By rank, {}", self.measure()),
        };
        format!(
            "{measure} {} {size} {} {} {} than {}",
            verb(first),
            points(&size),
            more_or_less(first, difference),
            self.in_group(first),
            self.in_group(second)
        )
    }

    fn title_of_too_few(&self) -> String {
        format!("Too few people to compare {}", self.measure())
    }
}

/// Which way the first group went.
fn verb(first: &PublicComparedGroup) -> &'static str {
    if change(first) > 0.0 { "rose" } else { "fell" }
}

fn change(group: &PublicComparedGroup) -> f64 {
    group.change.estimate.shown().map_or(0.0, |(value, _, _)| value.get())
}

/// More of what the first group did, or less of it.
fn more_or_less(first: &PublicComparedGroup, difference: Finite) -> &'static str {
    let rose = change(first) > 0.0;
    if rose == (difference.get() > 0.0) { "more" } else { "less" }
}

fn points(size: &str) -> &'static str {
    if size == "1" || size == "1.0" { "point" } else { "points" }
}
