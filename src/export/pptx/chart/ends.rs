//! Names and last values at the ends of lines, apart from each other.

use super::super::words::{Paragraph, SMALL};
use super::super::workbook::Sheet;
use super::axes::ValueAxis;
use super::labels::{Beside, Label};
use super::series::Series;
use crate::chart::spread::spread;
use crate::export::ooxml::units::{Emu, Frame};

/// What stands at the end of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    /// Its last point: place in its series, and where it is on the slide. `None` where no value is shown.
    pub(super) point: Option<(usize, (Emu, Emu))>,
    /// Two lines.
    pub(super) full: Vec<Paragraph>,
    /// One line, where there is no room for two.
    pub(super) short: Paragraph,
}

impl End {
    fn shorter(&self, size: i32) -> Paragraph {
        let mut short = self.short.clone();
        short.runs.iter_mut().for_each(|run| run.style = run.style.sized(size));
        short
    }
}

/// From a point to the words beside it.
const GAP: Emu = Emu::points(6);

/// Labels beside the ends of lines, apart from each other: two lines each, else one, else one in small type, which may
/// touch. In the order of `ends`; those without a point are given with the height of their middle.
pub(super) fn ends(frame: Frame, plot: Frame, ends: &[End]) -> Vec<(Label, Emu)> {
    let two_lines: Vec<Emu> = ends.iter().map(|end| height(&end.full)).collect();
    let one_line = vec![Emu::points(18); ends.len()];
    let small = vec![Emu::points(15); ends.len()];
    let centres = |heights: &[Emu]| centres(plot, ends, heights);
    let full = |end: &End| end.full.clone();
    let (centres, words): (Vec<Emu>, Vec<Vec<Paragraph>>) = if let Some(found) = centres(&two_lines) {
        (found, ends.iter().map(full).collect())
    } else if let Some(found) = centres(&one_line) {
        (found, ends.iter().map(|end| vec![end.short.clone()]).collect())
    } else {
        let evenly = (0..).map(|index| plot.top + plot.height * (2 * index + 1) / many(ends.len()));
        let found = centres(&small).unwrap_or_else(|| evenly.take(ends.len()).collect());
        (found, ends.iter().map(|end| vec![end.shorter(SMALL)]).collect())
    };
    let placed = ends.iter().zip(words).zip(centres);
    placed.map(|((end, words), centre)| (place(frame, plot, end, words, centre), centre)).collect()
}

fn many(count: usize) -> i64 {
    i64::try_from(count * 2).unwrap_or(2)
}

fn height(lines: &[Paragraph]) -> Emu {
    let line = |paragraph: &Paragraph| paragraph.runs.iter().map(|run| run.style.line()).max();
    lines.iter().filter_map(line).sum::<Emu>() + Emu::points(3)
}

fn place(frame: Frame, plot: Frame, end: &End, words: Vec<Paragraph>, centre: Emu) -> Label {
    let (point, (x, y)) = end.point.unwrap_or((0, (plot.right(), centre)));
    // Names begin under each other, whether a line ends at the last time or before.
    let across = plot.right() + Emu::points(4) - x;
    Label::at(point, Beside::Right, words).moved(frame, (across, centre - y))
}

/// Centres in the order of the ends.
fn centres(plot: Frame, ends: &[End], heights: &[Emu]) -> Option<Vec<Emu>> {
    let middle = plot.top + plot.height / 2;
    let wish = |index: &usize| ends.get(*index).and_then(|end| end.point).map_or(middle, |(_, (_, y))| y);
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|index| (wish(index), *index));
    let wishes: Vec<i32> = order.iter().map(|index| wish(index).tenths()).collect();
    let ordered: Vec<i32> =
        order.iter().filter_map(|index| heights.get(*index)).map(|height| height.tenths()).collect();
    let spread = spread(&wishes, &ordered, (plot.top - GAP).tenths(), (plot.bottom() + GAP).tenths())?;
    let mut centres: Vec<(usize, Emu)> =
        order.into_iter().zip(spread.into_iter().map(Emu::measured)).collect();
    centres.sort_unstable();
    Some(centres.into_iter().map(|(_, centre)| centre).collect())
}

/// Names of lines that show nothing, as points of their own at these heights of the plot's right edge.
pub(super) fn without_points(
    sheet: &mut Sheet,
    (x, y): (&ValueAxis, &ValueAxis),
    plot: Frame,
    names: Vec<(Label, Emu)>,
) -> Series {
    let value = |centre: Emu| {
        let share = (plot.bottom() - centre).of(plot.height);
        y.low + (y.high - y.low) * share.clamp(0.0, 1.0)
    };
    let at = sheet.numbers("Name without a line, at", names.iter().map(|_| x.high));
    let heights = sheet.numbers("Name without a line", names.iter().map(|(_, centre)| value(*centre)));
    let labels = (0..).zip(names).map(|(point, (label, _))| Label { point, moved: (0.0, 0.0), ..label });
    Series { labels: labels.collect(), ..Series::bare(at, heights) }
}
