//! The colours of series in files, which are on light ground.

use crate::chart::palette::{LIGHT, SeriesInk};

/// The colours of the series of this number; numbers past 6 start again, 0 is taken as 1.
pub(super) const fn series_ink(number: u8) -> &'static SeriesInk {
    let [one, two, three, four, five, six] = &LIGHT.series;
    match number.saturating_sub(1) % 6 {
        1 => two,
        2 => three,
        3 => four,
        4 => five,
        5 => six,
        _ => one,
    }
}
