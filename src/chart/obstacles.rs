//! What words in the plot must keep off: other words always, lines and marks where there is a choice.

use super::Tenths;
use super::canvas::{Frame, Point};
use super::layout::Plan;
use super::marks::{Drawing, Mean};

/// Half the size of a mark.
const MARK: Tenths = 45;

/// Words and lines already in the plot.
#[derive(Debug, Clone, Default)]
pub(super) struct Obstacles {
    words: Vec<Frame>,
    segments: Vec<(Point, Point)>,
    marks: Vec<Frame>,
}

impl Obstacles {
    /// The lines, marks and whiskers of every series.
    pub(super) fn of(plan: &Plan<'_>, drawings: &[Drawing]) -> Self {
        let mut obstacles = Self::default();
        for drawing in drawings {
            for run in drawing.runs() {
                let ends = run.windows(2).map(|pair| (at(plan, &pair[0]), at(plan, &pair[1])));
                obstacles.segments.extend(ends);
            }
            for mean in &drawing.means {
                obstacles.add_mark(plan, mean);
            }
        }
        obstacles
    }

    fn add_mark(&mut self, plan: &Plan<'_>, mean: &Mean) {
        let (x, y) = at(plan, mean);
        self.marks.push(Frame { left: x - MARK, top: y - MARK, right: x + MARK, bottom: y + MARK });
        if let (true, Some(limits)) = (plan.has_whiskers(), mean.interval) {
            let top = plan.map(mean.at.0, limits.high).1;
            let bottom = plan.map(mean.at.0, limits.low).1;
            self.marks.push(Frame { left: x - MARK, top, right: x + MARK, bottom });
        }
    }

    /// Adds a line.
    pub(super) fn add_line(&mut self, from: Point, to: Point) {
        self.segments.push((from, to));
    }

    /// Adds words.
    pub(super) fn add_words(&mut self, frame: Frame) {
        self.words.push(frame);
    }

    /// Whether a frame would cover words.
    pub(super) fn covers_words(&self, frame: &Frame) -> bool {
        self.words.iter().any(|words| words.overlaps(frame))
    }

    /// How many lines and marks run under a frame.
    pub(super) fn lines_crossing(&self, frame: &Frame) -> usize {
        let segments = self.segments.iter().filter(|segment| crosses(**segment, frame)).count();
        segments + self.marks.iter().filter(|mark| mark.overlaps(frame)).count()
    }
}

fn at(plan: &Plan<'_>, mean: &Mean) -> Point {
    plan.map(mean.at.0, mean.at.1)
}

/// Whether a segment has a point inside a frame: its box meets the frame's and the corners are not all on one side.
fn crosses((from, to): (Point, Point), frame: &Frame) -> bool {
    let bounds = Frame {
        left: from.0.min(to.0) - 1,
        top: from.1.min(to.1) - 1,
        right: from.0.max(to.0) + 1,
        bottom: from.1.max(to.1) + 1,
    };
    let side = |(x, y): Point| {
        let along = (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
        (along.0 * i64::from(y - from.1) - along.1 * i64::from(x - from.0)).signum()
    };
    let corners = [
        (frame.left, frame.top),
        (frame.right, frame.top),
        (frame.left, frame.bottom),
        (frame.right, frame.bottom),
    ];
    let sides = corners.map(side);
    bounds.overlaps(frame) && !(sides.iter().all(|s| *s > 0) || sides.iter().all(|s| *s < 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagonal_past_a_corner_does_not_cross() {
        let frame = Frame { left: 0, top: 0, right: 100, bottom: 100 };
        assert!(crosses(((-10, 50), (110, 50)), &frame));
        assert!(crosses(((-10, -10), (110, 110)), &frame));
        assert!(!crosses(((80, -60), (200, 60)), &frame));
        assert!(!crosses(((-50, -50), (-10, 200)), &frame));
    }
}
