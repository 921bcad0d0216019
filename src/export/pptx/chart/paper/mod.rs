//! Charts on paper: those of slides in smaller words, with everything inside them that stands on a slide beside them.

mod rows;

use rust_xlsxwriter::XlsxError;

use super::super::words::Paragraph;
use super::bars::BarNames;
use super::labels::{Beside, Label};
use super::series::Series;
use super::{Chart, Drawing, attrition, multiples, responders, trend};
use crate::exhibit::{AttritionBar, AttritionFigure, Exhibit, FigureSpec};
use crate::export::ooxml::units::{Emu, Frame, Share};

/// A chart with its workbook.
pub(in crate::export) struct PaperChart {
    /// Name in the list of objects.
    pub(in crate::export) name: String,
    /// For those who do not see it.
    pub(in crate::export) alt: String,
    pub(in crate::export) width: Emu,
    pub(in crate::export) height: Emu,
    /// The part of the chart; the workbook is its first relationship.
    pub(in crate::export) part: String,
    pub(in crate::export) workbook: Vec<u8>,
}

/// The charts of a figure.
pub(in crate::export) struct PaperFigure {
    /// What is said once of all charts.
    pub(in crate::export) scale: Option<String>,
    /// None where nothing is drawn.
    pub(in crate::export) charts: Vec<PaperChart>,
}

/// The size on paper of what is planned for a slide: 14 points are 10, 12 are 8.
const PAPER: Share = Share::hundredths(70);
/// Height of a chart of lines, as it would be on a slide.
const HEIGHT: Emu = Emu::points(330);
/// Most bars of a chart, so that it stands on a page that lies on its side, too.
const MOST_BARS: usize = 17;

/// The charts of an exhibit for a page that is `width` wide; those of several panels stand beside each other.
///
/// # Errors
/// When a workbook cannot be written.
pub(in crate::export) fn paper_figure(exhibit: &Exhibit, width: Emu) -> Result<PaperFigure, XlsxError> {
    let room = PAPER.planned(width);
    let (scale, charts) = charts(exhibit, room);
    let on_paper = |chart: Chart| chart.on_paper(exhibit.id.as_str());
    let charts = charts.into_iter().map(on_paper).collect::<Result<_, _>>()?;
    Ok(PaperFigure { scale, charts })
}

fn charts(exhibit: &Exhibit, room: Emu) -> (Option<String>, Vec<Chart>) {
    let alt = exhibit.text.sentence.as_str();
    let frame = Frame { left: Emu::ZERO, top: Emu::ZERO, width: room, height: HEIGHT };
    let charts = match &exhibit.figure {
        FigureSpec::Trend(figure) if figure.series.is_empty() => Vec::new(),
        FigureSpec::Responders(figure) if figure.series.is_empty() => Vec::new(),
        FigureSpec::Trend(figure) => vec![trend::chart(figure, alt, frame)],
        FigureSpec::Responders(figure) => vec![responders::chart(figure, alt, frame)],
        FigureSpec::Forest(figure) => rows::forest(figure, alt, room),
        FigureSpec::Differences(figure) => rows::differences(figure, alt, room),
        FigureSpec::Attrition(figure) => {
            figure.bars.chunks(MOST_BARS).map(|rules| bars(figure, rules, alt, room)).collect()
        }
        FigureSpec::Multiples(figure) => {
            let panels = multiples::panels(figure, alt, multiples::panel_width(room));
            return (Some(multiples::scale(figure, room)), panels);
        }
    };
    (None, charts)
}

/// Some bars with their rules beside them.
fn bars(figure: &AttritionFigure, rules: &[AttritionBar], alt: &str, width: Emu) -> Chart {
    let height = Emu::points(36) * i64::try_from(rules.len()).unwrap_or(1);
    let frame = Frame { left: Emu::ZERO, top: Emu::ZERO, width, height };
    let plot = Frame { left: width.part(0.42), width: width.part(0.56), ..frame };
    attrition::chart(rules, BarNames::OnAxis, attrition::most(figure), alt, (frame, plot))
}

impl Chart {
    /// Adds words at positions in the plot, each beside its own and moved down by so much.
    pub(super) fn add_words(&mut self, beside: Beside, words: &[((f64, f64), Vec<Paragraph>)], down: Emu) {
        let at = self.sheet.numbers("Axis, words at", words.iter().map(|((at, _), _)| *at));
        let height = self.sheet.numbers("Axis, words", words.iter().map(|((_, height), _)| *height));
        let label = |(point, (_, lines)): (usize, &(_, Vec<Paragraph>))| {
            Label::at(point, beside, lines.clone()).moved(self.frame, (Emu::ZERO, down))
        };
        let labels = words.iter().enumerate().map(label).collect();
        match &mut self.drawing {
            Drawing::Scatter { series, .. } => series.push(Series { labels, ..Series::bare(at, height) }),
            Drawing::Bars(_) => {}
        }
    }

    fn on_paper(self, exhibit: &str) -> Result<PaperChart, XlsxError> {
        let chart = self.resized(PAPER);
        Ok(PaperChart {
            width: PAPER.drawn(chart.frame.width),
            height: PAPER.drawn(chart.frame.height),
            part: chart.part(),
            workbook: chart.sheet.workbook(exhibit)?,
            name: chart.name,
            alt: chart.alt,
        })
    }
}
