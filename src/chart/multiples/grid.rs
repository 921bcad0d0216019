//! Where the panels stand, and what they share: one size, one scale, one room for words.

use crate::chart::axes::LINE;
use crate::chart::canvas::{Frame, text_width};
use crate::chart::layout::{Sizes, shorten};
use crate::chart::number::power_of_ten;
use crate::chart::role::{Number, Role};
use crate::chart::scale::Domain;
use crate::chart::{Tenths, WidthClass, metrics};
use crate::domain::Finite;
use crate::exhibit::{Estimate, MultiplesFigure, Panel, Policy, Tick};

/// Left and right of everything.
pub(super) const EDGE: Tenths = 10;
/// The level of a panel has the colour of the group that is looked at.
pub(super) const SERIES: Number = Number::of(1);
/// From the top of a panel to the baseline of its head, and to its plot.
pub(super) const HEAD: Tenths = 120;
const PLOT_TOP: Tenths = 260;
/// From the floor to the baseline of the tick labels, and on to that of the first line of the foot.
pub(super) const TICKS: Tenths = 190;
pub(super) const FOOT_FROM_TICKS: Tenths = 210;
/// Between two rows of panels.
const ROW_GAP: Tenths = 260;
/// Between a tick label or a value and the plot.
pub(super) const BESIDE: Tenths = 70;
/// Widest tick label and widest value.
const WIDEST: Tenths = 700;
/// From the plot's left edge to the first time point, and from the last to its right edge.
const INSET: Tenths = 50;

/// Columns, the gap between them and the height of a plot.
const fn shape(class: WidthClass) -> (usize, Tenths, Tenths) {
    match class {
        WidthClass::Narrow => (2, 160, 1_100),
        WidthClass::Medium => (2, 320, 1_300),
        WidthClass::Wide => (3, 320, 1_400),
    }
}

/// The grid of panels.
pub(super) struct Grid {
    /// Whole drawing.
    pub(super) width: Tenths,
    /// Top of the first row.
    pub(super) top: Tenths,
    columns: usize,
    rows: Tenths,
    gap: Tenths,
    plot_height: Tenths,
    panel_width: Tenths,
    left: Tenths,
    right: Tenths,
    foot_lines: Tenths,
    x: Domain,
    y: Domain,
}

impl Grid {
    /// The grid of a figure with its first row at `top`.
    pub(super) fn new(figure: &MultiplesFigure, class: WidthClass, top: Tenths) -> Self {
        let (columns, gap, plot_height) = shape(class);
        let width = Sizes::of(class).width;
        let gaps = gap * (Tenths::try_from(columns).unwrap_or(1) - 1);
        let panel_width = (width - 2 * EDGE - gaps) / Tenths::try_from(columns).unwrap_or(1);
        let ends = figure.panels.iter().map(|panel| text_width(Role::Value(SERIES), &end_words(panel)));
        let labels = figure.y.ticks.iter().map(|tick| text_width(Role::Tick, &y_label(tick)));
        let lines = figure.panels.iter().map(|panel| foot(panel, panel_width).len()).max();
        Self {
            width,
            top,
            columns,
            rows: Tenths::try_from(figure.panels.len().div_ceil(columns)).unwrap_or(0),
            gap,
            plot_height,
            panel_width,
            left: labels.max().unwrap_or(0) + BESIDE + 10,
            right: ends.max().unwrap_or(0) + BESIDE + 10,
            foot_lines: lines.and_then(|lines| Tenths::try_from(lines).ok()).unwrap_or(0),
            x: Domain::of(&figure.x),
            y: Domain::of(&figure.y),
        }
    }

    const fn pitch(&self) -> Tenths {
        PLOT_TOP + self.plot_height + TICKS + FOOT_FROM_TICKS + (self.foot_lines - 1) * LINE + ROW_GAP
    }

    /// The lowest baseline.
    pub(super) const fn bottom(&self) -> Tenths {
        if self.rows == 0 { self.top } else { self.top + self.rows * self.pitch() - ROW_GAP }
    }

    /// The whole place of a panel, from its head to its last line.
    pub(super) fn place(&self, index: usize) -> Frame {
        let column = Tenths::try_from(index % self.columns).unwrap_or(0);
        let row = Tenths::try_from(index / self.columns).unwrap_or(0);
        let (left, top) = (EDGE + column * (self.panel_width + self.gap), self.top + row * self.pitch());
        Frame { left, top, right: left + self.panel_width, bottom: top + self.pitch() - ROW_GAP }
    }

    /// Top gridline to floor, and the length of the gridlines.
    pub(super) const fn plot(&self, place: Frame) -> Frame {
        let top = place.top + PLOT_TOP;
        Frame {
            left: place.left + self.left,
            top,
            right: place.right - self.right,
            bottom: top + self.plot_height,
        }
    }

    /// Where a time is drawn.
    pub(super) fn x(&self, plot: Frame, at: Finite) -> Tenths {
        let part = (self.x.place(at) - self.x.range().start) / self.x.span();
        plot.left + INSET + (part * f64::from(plot.right - plot.left - 2 * INSET)) as Tenths
    }

    /// Where a score is drawn.
    pub(super) fn y(&self, plot: Frame, at: Finite) -> Tenths {
        let part = (self.y.place(at) - self.y.range().start) / self.y.span();
        plot.bottom - (part * f64::from(plot.bottom - plot.top)) as Tenths
    }

    /// Whether a time lies on the axis.
    pub(super) fn holds_x(&self, at: Finite) -> bool {
        self.x.holds(at)
    }

    /// Whether a score lies on the axis.
    pub(super) fn holds_y(&self, at: Finite) -> bool {
        self.y.holds(at)
    }
}

/// The words of a y tick; a power of ten where they are too long.
pub(super) fn y_label(tick: &Tick) -> String {
    if text_width(Role::Tick, &tick.label) <= WIDEST { tick.label.clone() } else { power_of_ten(tick.at) }
}

/// The value at the end of a line.
pub(super) fn end_words(panel: &Panel) -> String {
    shorten(Role::Value(SERIES), &panel.end, WIDEST)
}

/// The lines under a panel, the first in strong type, and at last what a hatch means.
pub(super) fn foot(panel: &Panel, width: Tenths) -> Vec<(Role, String)> {
    let wrapped = |role: Role, words: &str| -> Vec<(Role, String)> {
        let (size, weight) = role.font();
        metrics::wrap(words, size, weight, width).into_iter().map(|line| (role, line)).collect()
    };
    let mut lines = wrapped(Role::Strong, &panel.strong);
    lines.extend(panel.notes.iter().flat_map(|note| wrapped(Role::Note, note)));
    if panel.means.contains(&Estimate::Hidden) {
        let words = format!("hatched: hidden, under {}", Policy::THRESHOLD);
        lines.extend(wrapped(Role::Note, &words));
    }
    lines
}
