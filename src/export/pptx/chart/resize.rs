//! A chart in other sizes: on paper, which is read from nearer, and on slides that are smaller or larger than ours.

use super::super::words::{Paragraph, Style};
use super::series::{Marker, Series, Stroke};
use super::{Chart, Drawing};
use crate::export::ooxml::units::Share;

impl Chart {
    /// The same chart in other sizes. Its places are parts of its frame and stay.
    pub(in crate::export::pptx) fn resized(mut self, share: Share) -> Self {
        self.tick = words(self.tick, share);
        self.caption.iter_mut().for_each(|caption| paragraph(caption, share));
        match &mut self.drawing {
            Drawing::Scatter { x, y, series: all } => {
                for (title, _) in [x, y].into_iter().filter_map(|axis| axis.title.as_mut()) {
                    paragraph(title, share);
                }
                for one in all {
                    series(one, share);
                }
            }
            Drawing::Bars(_) => {}
        }
        self
    }
}

const fn words(style: Style, share: Share) -> Style {
    style.sized(share.size(style.size))
}

/// A paragraph in another size.
pub(in crate::export::pptx) fn paragraph(paragraph: &mut Paragraph, share: Share) {
    paragraph.runs.iter_mut().for_each(|run| run.style = words(run.style, share));
}

fn series(series: &mut Series, share: Share) {
    let labels = series.labels.iter_mut().flat_map(|label| &mut label.paragraphs);
    labels.for_each(|label| paragraph(label, share));
    let whiskers = series.errors.iter_mut().map(|errors| &mut errors.stroke);
    series.line.iter_mut().chain(whiskers).for_each(|line| stroke(line, share));
    series.marker.iter_mut().for_each(|one| marker(one, share));
}

fn stroke(stroke: &mut Stroke, share: Share) {
    stroke.width = share.width(stroke.width);
}

/// A mark is no smaller than can be told apart, and no larger than the format allows.
fn marker(marker: &mut Marker, share: Share) {
    marker.size = u8::try_from(share.width(u32::from(marker.size)).clamp(4, 72)).unwrap_or(marker.size);
}
