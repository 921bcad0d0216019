//! People left after each rule: one bar a rule, full for those left, hatched for those who leave.

#[cfg(test)]
pub(super) mod examples;
#[cfg(test)]
mod tests;

use super::backend::{Sheet, SvgBackend};
use super::canvas::{Anchor, Canvas, Frame, text_width};
use super::layout::{Sizes, shorten};
use super::palette::Palette;
use super::role::{Number, Role};
use super::suppressed::hidden_words;
use super::trend::{FOOT, clean, clean_id, document};
use super::{ChartOptions, ChartText, Drawn, Tenths};
use crate::exhibit::{AttritionBar, AttritionFigure, Count};

/// The bars have the colour of the first series.
const SERIES: Number = Number::of(1);
/// Left and right of everything.
const EDGE: Tenths = 20;
/// Between a bar and its count.
const BESIDE: Tenths = 80;
/// From the top of a row to the baseline of its label, to the top of its bar, to its end, to the next row.
const LABEL: Tenths = 120;
const BAR_TOP: Tenths = 180;
const BAR_BOTTOM: Tenths = 360;
const PITCH: Tenths = 480;
/// From the bottom of a bar to the baseline of the count beside it.
const COUNT_BASE: Tenths = 50;
/// Length of the hatched stub that stands for a hidden count.
const STUB: Tenths = 400;

/// Draws attrition.
pub(super) fn draw(figure: &AttritionFigure, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    let mut figure = figure.clone();
    figure.bars.iter_mut().for_each(|bar| clean(&mut bar.label));
    let id = clean_id(text.id);
    let palette = Palette::of(options.theme);
    let width = Sizes::of(options.width).width;
    let rows = Rows::of(&figure, width);
    let mut sheet = Sheet::default();
    let size = (width.unsigned_abs(), i32::MAX.unsigned_abs() / 2);
    let canvas = Canvas::on(SvgBackend { sheet: &mut sheet, id: &id, palette, size });
    for (bar, top) in figure.bars.iter().zip((0..).map(|row| row * PITCH)) {
        rows.draw(&canvas, bar, top);
    }
    drop(canvas);
    let bottom = Rows::bottom(figure.bars.len());
    let (width, height) = (width / 10, (bottom + FOOT + 9) / 10);
    Drawn {
        svg: document(&sheet, &id, text, palette, (width, height)),
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        plot_top: BAR_TOP,
        plot_bottom: bottom,
        hotspots: Vec::new(),
    }
}

/// How rows are laid out.
struct Rows {
    /// End of the longest bar.
    right: Tenths,
    /// Width of the drawing.
    width: Tenths,
    /// People of the longest bar, at least one.
    most: u32,
}

impl Rows {
    fn of(figure: &AttritionFigure, width: Tenths) -> Self {
        let counts = || figure.bars.iter().flat_map(|bar| [bar.before, bar.left]);
        let most = counts().filter_map(Count::shown).max().unwrap_or(0).max(1);
        let words = counts().map(|count| text_width(Role::Value(SERIES), &count_words(count)));
        let right = width - EDGE - BESIDE - words.max().unwrap_or(0);
        Self { right: right.max(EDGE + STUB), width, most }
    }

    /// End of the last of so many bars.
    fn bottom(rows: usize) -> Tenths {
        let rows = Tenths::try_from(rows).unwrap_or(0).min(Tenths::MAX / PITCH / 2);
        if rows == 0 { BAR_BOTTOM } else { (rows - 1) * PITCH + BAR_BOTTOM }
    }

    /// Where a bar of so many people ends.
    fn end(&self, people: u32) -> Tenths {
        let length = i64::from(self.right - EDGE) * i64::from(people.min(self.most)) / i64::from(self.most);
        EDGE + Tenths::try_from(length).unwrap_or(0)
    }

    fn draw(&self, canvas: &Canvas<'_>, bar: &AttritionBar, top: Tenths) {
        let label = shorten(Role::Strong, &bar.label, self.width - 2 * EDGE);
        canvas.text(Role::Strong, Anchor::Start, (EDGE, top + LABEL), &label);
        let part = |left, right| Frame { left, top: top + BAR_TOP, right, bottom: top + BAR_BOTTOM };
        let end = if let Some(left) = bar.left.shown() {
            let (left, before) = (self.end(left), self.end(bar.before.shown().unwrap_or(left)));
            canvas.fill(Role::Mark(SERIES), part(EDGE, left));
            if before > left {
                canvas.fill(Role::Hatch(SERIES), part(left, before));
                canvas.outline(Role::Outline, part(left, before));
            }
            before.max(left)
        } else {
            canvas.fill(Role::HiddenHatch, part(EDGE, EDGE + STUB));
            canvas.outline(Role::HiddenEdge, part(EDGE, EDGE + STUB));
            EDGE + STUB
        };
        let baseline = top + BAR_BOTTOM - COUNT_BASE;
        canvas.text(Role::Value(SERIES), Anchor::Start, (end + BESIDE, baseline), &count_words(bar.left));
    }
}

fn count_words(count: Count) -> String {
    match count {
        Count::Zero | Count::Exact(_) | Count::About(_) => count.words(),
        Count::Hidden => hidden_words(),
    }
}
