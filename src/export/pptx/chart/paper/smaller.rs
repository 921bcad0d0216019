//! From the sizes of a slide to those of paper, which is read from nearer.

use super::super::super::words::{Paragraph, Style};
use super::super::series::{Marker, Series, Stroke};
use super::super::{Chart, Drawing};
use crate::export::ooxml::units::Emu;

/// Tenths of a size on a slide: 14 points are 10, 12 are 8.
const TENTHS: i32 = 7;

/// A length of paper as it would be on a slide.
pub(super) fn on_slide(length: Emu) -> Emu {
    length * 10 / i64::from(TENTHS)
}

/// A length of a slide on paper.
pub(super) fn on_paper(length: Emu) -> Emu {
    length * i64::from(TENTHS) / 10
}

impl Chart {
    /// The same chart in sizes of paper. Its places are parts of its frame and stay.
    pub(super) fn smaller(mut self) -> Self {
        self.tick = words(self.tick);
        self.caption.iter_mut().for_each(paragraph);
        match &mut self.drawing {
            Drawing::Scatter { x, y, series: all } => {
                for (title, _) in [x, y].into_iter().filter_map(|axis| axis.title.as_mut()) {
                    paragraph(title);
                }
                all.iter_mut().for_each(series);
            }
            Drawing::Bars(_) => {}
        }
        self
    }
}

const fn words(style: Style) -> Style {
    style.sized((style.size * TENTHS + 5) / 10)
}

fn paragraph(paragraph: &mut Paragraph) {
    paragraph.runs.iter_mut().for_each(|run| run.style = words(run.style));
}

fn series(series: &mut Series) {
    series.labels.iter_mut().flat_map(|label| &mut label.paragraphs).for_each(paragraph);
    series.line.iter_mut().chain(series.errors.iter_mut().map(|errors| &mut errors.stroke)).for_each(stroke);
    series.marker.iter_mut().for_each(marker);
}

fn stroke(stroke: &mut Stroke) {
    stroke.width = stroke.width * TENTHS.unsigned_abs() / 10;
}

/// A mark is no smaller than can be told apart.
fn marker(marker: &mut Marker) {
    marker.size = (marker.size * 7 / 10).max(4);
}
