//! Hidden means: a hatched column of the plot with words, because where the mark would be is what is hidden.

use super::axes::LINE;
use super::canvas::{Anchor, Canvas, Frame, text_width};
use super::layout::{Plan, shorten};
use super::obstacles::Obstacles;
use super::role::Role;
use super::{Tenths, WidthClass};
use crate::exhibit::{Estimate, Policy, Series};

/// Half the width of the column of one hidden time point.
const HALF: Tenths = 80;

/// Neighbouring time points at which the same series are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Hidden series, ascending.
    series: Vec<usize>,
    /// The hatched column.
    pub(super) frame: Frame,
}

/// Words on a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BlockWords {
    head: String,
    body: String,
    /// Where they stand, with the page colour behind them.
    pub(super) frame: Frame,
}

/// `under 11`.
pub(super) fn under_threshold() -> String {
    format!("under {}", Policy::THRESHOLD)
}

/// `hidden: under 11`.
pub(super) fn hidden_words() -> String {
    format!("hidden: {}", under_threshold())
}

fn hidden_at(plan: &Plan<'_>, point: usize) -> Vec<usize> {
    let is_hidden =
        |series: &Series| series.points.get(point).is_some_and(|point| point.estimate == Estimate::Hidden);
    let series = plan.figure.series.iter().enumerate();
    series.filter(|(_, series)| is_hidden(series)).map(|(index, _)| index).collect()
}

/// The hidden blocks of a figure, left to right.
pub(super) fn blocks(plan: &Plan<'_>) -> Vec<Block> {
    let hidden: Vec<Vec<usize>> = (0..plan.columns.len()).map(|point| hidden_at(plan, point)).collect();
    let half = HALF.min((plan.least_gap() / 2).max(10));
    let mut blocks: Vec<Block> = Vec::new();
    let mut point = 0;
    for run in hidden.chunk_by(|one, next| one == next) {
        let columns = plan.columns.get(point..point + run.len()).unwrap_or_default();
        point += run.len();
        let (Some(series), Some(first), Some(last)) = (run.first(), columns.first(), columns.last()) else {
            continue;
        };
        if !series.is_empty() {
            let left = (first.centre.min(last.centre) - half).max(plan.plot.left);
            let right = (first.centre.max(last.centre) + half).min(plan.plot.right);
            blocks.push(Block { series: series.clone(), frame: Frame { left, right, ..plan.plot } });
        }
    }
    blocks
}

impl Block {
    /// First line and second line of the words.
    fn lines(&self, plan: &Plan<'_>) -> (String, String) {
        let groups = plan.figure.series.len();
        let room = match plan.class {
            WidthClass::Narrow => 1_100,
            WidthClass::Medium | WidthClass::Wide => 1_600,
        };
        let hidden = self.series.iter().filter_map(|index| plan.figure.series.get(*index));
        let mut labels: Vec<&str> = hidden.map(|series| series.label.as_str()).collect();
        labels.dedup();
        let head = match (self.series.len(), labels.as_slice()) {
            (all, _) if all == groups && groups == 1 => return ("hidden:".to_owned(), under_threshold()),
            (all, _) if all == groups => "all groups".to_owned(),
            (_, [one]) => (*one).to_owned(),
            (_, some) => format!("{} groups", some.len()),
        };
        (shorten(Role::Strong, &head, room), hidden_words())
    }

    /// Finds the words a place on the block where they cover nothing, or as little as may be; `None` where other
    /// words leave none.
    pub(super) fn place_words(&self, plan: &Plan<'_>, obstacles: &Obstacles) -> Option<BlockWords> {
        let (head, body) = self.lines(plan);
        let half = text_width(Role::Strong, &head).max(text_width(Role::Note, &body)) / 2 + 50;
        let middle = Tenths::midpoint(self.frame.left, self.frame.right);
        let centre = middle.min(plan.plot.right - half).max(plan.plot.left + half);
        let height = 2 * LINE + 60;
        let middle_top = Tenths::midpoint(plan.plot.top, plan.plot.bottom) - height / 2;
        let tops = (0..).map(|step| plan.plot.top + 20 + step * 80);
        let tops = tops.take_while(|top| top + height + 20 <= plan.plot.bottom);
        let frames =
            tops.map(|top| Frame { left: centre - half, right: centre + half, top, bottom: top + height });
        let free = frames.filter(|frame| !obstacles.covers_words(frame));
        let frame = free.min_by_key(|frame| {
            (obstacles.lines_crossing(frame), (frame.top - middle_top).abs(), frame.top)
        })?;
        Some(BlockWords { head, body, frame })
    }

    /// Draws the hatch and its edge.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        canvas.fill(Role::HiddenHatch, self.frame);
        canvas.outline(Role::HiddenEdge, self.frame);
    }
}

impl BlockWords {
    /// Draws the words on the colour of the page.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        let centre = Tenths::midpoint(self.frame.left, self.frame.right);
        canvas.fill(Role::Ground, self.frame);
        canvas.text(Role::Strong, Anchor::Middle, (centre, self.frame.top + 150), &self.head);
        canvas.text(Role::Note, Anchor::Middle, (centre, self.frame.top + 150 + LINE), &self.body);
    }
}
