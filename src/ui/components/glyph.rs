//! Where a headline lies on its scale, with its interval.

use super::mark::{mark_path, series_class_number};
use crate::domain::{Finite, Interval};

const WIDTH: f64 = 144.0;
const EDGE: f64 = 5.0;

/// A line for the scale, a bar for the 95 % interval, the group's mark for the value; `number` is that of the series.
pub fn glyph(value: Finite, interval: Option<Interval>, scale: Interval, number: u8) -> String {
    let line = |class: &str, from: f64, to: f64| {
        let (from, to) = (pixels(from), pixels(to));
        format!("<line class=\"{class}\" x1=\"{from}\" x2=\"{to}\" y1=\"7\" y2=\"7\"></line>")
    };
    let bar = interval.map(|ends| line("glyph-interval", along(ends.low, scale), along(ends.high, scale)));
    format!(
        "<svg class=\"glyph series-mark-{class}\" viewBox=\"0 0 144 14\" width=\"144\" height=\"14\" aria-hidden=\"true\">\
         {scale_line}{bar}<path d=\"{mark}\" transform=\"translate({at} 7)\"></path></svg>",
        class = series_class_number(number),
        scale_line = line("glyph-scale", EDGE, WIDTH - EDGE),
        bar = bar.unwrap_or_default(),
        mark = mark_path(number),
        at = pixels(along(value, scale)),
    )
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
