//! Where a headline lies on its scale, with its interval.

use leptos::prelude::*;

use super::mark::{mark_path, series_class_number};
use crate::domain::{Finite, Interval};

const WIDTH: f64 = 144.0;
const EDGE: f64 = 5.0;

/// A line for the scale, a bar for the interval, the group's mark for the value.
#[component]
pub fn Glyph(
    /// The value.
    value: Finite,
    /// Its 95 % interval.
    interval: Option<Interval>,
    /// Ends of the scale.
    scale: Interval,
    /// Series number.
    number: u8,
) -> impl IntoView {
    let bar = interval.map(|interval| {
        let (low, high) = (along(interval.low, scale), along(interval.high, scale));
        view! { <line class="glyph-interval" x1=pixels(low) x2=pixels(high) y1="7" y2="7"></line> }
    });
    let class = format!("glyph series-mark-{}", series_class_number(number));
    view! {
        <svg class=class viewBox="0 0 144 14" width="144" height="14" aria-hidden="true">
            <line class="glyph-scale" x1=pixels(EDGE) x2=pixels(WIDTH - EDGE) y1="7" y2="7"></line>
            {bar}
            <path d=mark_path(number) transform=format!("translate({} 7)", pixels(along(value, scale)))></path>
        </svg>
    }
}

fn along(value: Finite, scale: Interval) -> f64 {
    let span = scale.high.get() - scale.low.get();
    let share = if span > 0.0 { (value.get() - scale.low.get()) / span } else { 0.0 };
    share.clamp(0.0, 1.0).mul_add(WIDTH - 2.0 * EDGE, EDGE)
}

fn pixels(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_off_the_scale_stays_on_the_line() {
        let scale = Interval::new(0.0, 100.0).unwrap();
        assert_eq!(along(Finite::new(250.0).unwrap(), scale), WIDTH - EDGE);
        assert_eq!(along(Finite::new(-3.0).unwrap(), scale), EDGE);
    }
}
