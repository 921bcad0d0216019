//! The last column in words, each count beside a sample of its part: the key to the strip.

use super::column::filled;
use crate::chart::Tenths;
use crate::chart::axes::LINE;
use crate::chart::canvas::{Anchor, Canvas, Frame, Point, text_width};
use crate::chart::layout::{Plan, shorten};
use crate::chart::role::{Number, Role};
use crate::chart::suppressed::hidden_words;
use crate::domain::{Finite, format};
use crate::exhibit::{Count, StripColumn};

/// Side of a sample and its distance to the words.
const SAMPLE: Tenths = 90;
const GAP: Tenths = 60;
/// Between two counts in one line.
const BETWEEN: Tenths = 120;

/// A count in words with a sample of how it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    sample: Role,
    role: Role,
    words: String,
}

/// The counts of a column from top to bottom: left, back later, reporting.
pub(super) fn items(people: &StripColumn, number: Number) -> Vec<Item> {
    let item = |sample, role, words| Item { sample, role, words };
    if people.contributing == Count::Hidden
        && people.no_report == Count::Hidden
        && people.left == Count::Hidden
    {
        return vec![item(Role::HiddenHatch, Role::Note, hidden_words())];
    }
    let contributing = |what| format!("{}{}", counted(people.contributing, what), percent(people));
    let sample = |count, role| if count == Count::Hidden { Role::HiddenHatch } else { role };
    let mark = sample(people.contributing, Role::Mark(number));
    if filled(people).is_some() {
        return vec![
            item(Role::Filled(number), Role::Note, counted(people.missing, "missing, filled in")),
            item(mark, Role::Value(number), contributing("in the mean")),
        ];
    }
    vec![
        item(sample(people.left, Role::Outline), Role::Note, counted(people.left, "left")),
        item(
            sample(people.no_report, Role::Hatch(number)),
            Role::Note,
            counted(people.no_report, "no report, back later"),
        ),
        item(mark, Role::Value(number), contributing("reporting")),
    ]
}

/// `80 left`, `about 13 left`, `left: hidden`.
fn counted(count: Count, what: &str) -> String {
    match count {
        Count::Hidden => format!("{what}: hidden"),
        Count::Zero | Count::Exact(_) | Count::About(_) => format!("{} {what}", count.words()),
    }
}

/// ` (75%)` of the group, when both are shown.
fn percent(people: &StripColumn) -> String {
    match (people.contributing.shown(), people.group.shown()) {
        (Some(part), Some(whole)) if whole > 0 && part <= whole => {
            let share = Finite::new(f64::from(part) / f64::from(whole)).unwrap_or(Finite::ZERO);
            format!(" ({})", format::percent(share, 0))
        }
        (Some(_) | None, Some(_) | None) => String::new(),
    }
}

impl Item {
    fn width(&self) -> Tenths {
        SAMPLE + GAP + text_width(self.role, &self.words)
    }

    /// Draws the item with `at` on the baseline at its left, in `room`.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, (x, baseline): Point, room: Tenths) {
        let frame = Frame { left: x, top: baseline - SAMPLE, right: x + SAMPLE, bottom: baseline };
        if self.sample != Role::Outline {
            canvas.fill(self.sample, frame);
        }
        if matches!(self.sample, Role::Outline | Role::Hatch(_)) {
            canvas.outline(Role::Outline, frame);
        } else if self.sample == Role::HiddenHatch {
            canvas.outline(Role::HiddenEdge, frame);
        }
        let words = shorten(self.role, &self.words, room - SAMPLE - GAP);
        canvas.text(self.role, Anchor::Start, (x + SAMPLE + GAP, baseline), &words);
    }
}

/// Draws the items in lines from `baseline` down, after the name of the time point; returns the lowest baseline.
pub(super) fn draw_below(
    canvas: &Canvas<'_>,
    plan: &Plan<'_>,
    time: &str,
    items: &[Item],
    baseline: Tenths,
) -> Tenths {
    let (left, right) = (plan.plot.left, plan.sizes.width - 20);
    let time = shorten(Role::Note, &format!("{time}:"), (right - left) / 3);
    canvas.text(Role::Note, Anchor::Start, (left, baseline), &time);
    let mut at = (left + text_width(Role::Note, &time) + BETWEEN / 2, baseline);
    for item in items {
        if at.0 + item.width() > right && at.0 > left {
            at = (left, at.1 + LINE);
        }
        item.draw(canvas, at, right - at.0);
        at.0 += item.width() + BETWEEN;
    }
    at.1
}
