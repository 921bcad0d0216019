//! How the keyboard moves through the points of a figure: along time, and between groups.

use crate::ui::state::{ActivePoint, Reached};

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The key is not ours.
    None,
    /// No point is in focus any more.
    Leave,
    /// This point is in focus.
    Focus(ActivePoint),
}

/// The answer to `key` in a figure of so many `times` and `groups`, with `now` in focus. The first arrow goes to the
/// last time point, which is where the headline is.
pub fn answer(key: &str, now: Option<ActivePoint>, times: usize, groups: usize) -> Answer {
    let (Some(last_time), Some(last_group)) = (times.checked_sub(1), groups.checked_sub(1)) else {
        return Answer::None;
    };
    let (time, series) = now.map_or((last_time, 0), |point| (point.time, point.series));
    let focus = |time, series| Answer::Focus(ActivePoint { time, series, reached: Reached::Keyboard });
    match key {
        "Escape" => Answer::Leave,
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" if now.is_none() => focus(last_time, 0),
        "ArrowLeft" => focus(time.saturating_sub(1), series),
        "ArrowRight" => focus((time + 1).min(last_time), series),
        "ArrowUp" => focus(time, series.saturating_sub(1)),
        "ArrowDown" => focus(time, (series + 1).min(last_group)),
        "Home" => focus(0, series),
        "End" => focus(last_time, series),
        _ => Answer::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: usize, series: usize) -> ActivePoint {
        ActivePoint { time, series, reached: Reached::Keyboard }
    }

    #[test]
    fn arrows_stop_at_the_ends() {
        assert_eq!(answer("ArrowRight", Some(at(2, 0)), 3, 2), Answer::Focus(at(2, 0)));
        assert_eq!(answer("ArrowLeft", Some(at(0, 1)), 3, 2), Answer::Focus(at(0, 1)));
        assert_eq!(answer("ArrowDown", Some(at(1, 0)), 3, 2), Answer::Focus(at(1, 1)));
        assert_eq!(answer("ArrowDown", Some(at(1, 1)), 3, 2), Answer::Focus(at(1, 1)));
    }

    #[test]
    fn the_first_arrow_goes_to_the_headline_and_other_keys_are_left_alone() {
        assert_eq!(answer("ArrowLeft", None, 3, 2), Answer::Focus(at(2, 0)));
        assert_eq!(answer("Tab", Some(at(1, 1)), 3, 2), Answer::None);
        assert_eq!(answer("Escape", Some(at(1, 1)), 3, 2), Answer::Leave);
    }

    #[test]
    fn a_figure_without_points_answers_nothing() {
        assert_eq!(answer("ArrowLeft", None, 0, 0), Answer::None);
    }
}
