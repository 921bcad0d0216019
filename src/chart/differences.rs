//! Standardised differences: a row a characteristic, a mark at its difference, a dotted line from where on groups are
//! called different.

#[cfg(test)]
pub(super) mod examples;

use super::backend::{Sheet, SvgBackend};
use super::canvas::{Anchor, Canvas, Frame, done, text_width};
use super::layout::{Sizes, shorten};
use super::legend::Sample;
use super::marks::Shape;
use super::palette::Palette;
use super::role::{Number, Role};
use super::scale::Domain;
use super::suppressed::hidden_words;
use super::trend::{FOOT, clean, clean_axis, clean_id, document};
use super::{ChartOptions, ChartText, Drawn, Tenths, WidthClass, axes};
use crate::domain::{Finite, format};
use crate::exhibit::{DifferenceFigure, DifferenceRow, Estimate};

/// Height of a row.
const ROW: Tenths = 240;
/// Above the first row.
const TOP: Tenths = 60;
/// Between a label and the plot.
const GAP: Tenths = 120;
/// Widest value.
const VALUE: Tenths = 500;
/// From the middle of a row to the baseline of its words.
const BASELINE: Tenths = 42;

/// Where everything goes.
struct Plan<'f> {
    figure: &'f DifferenceFigure,
    plot: Frame,
    x: Domain,
    width: Tenths,
}

/// Draws standardised differences.
pub(super) fn draw(figure: &DifferenceFigure, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    let figure = cleaned(figure);
    let plan = Plan::new(&figure, options.width);
    let id = clean_id(text.id);
    let palette = Palette::of(options.theme);
    let mut sheet = Sheet::default();
    let size = (plan.width.unsigned_abs(), i32::MAX.unsigned_abs() / 2);
    let lowest = plan.paint(&Canvas::on(SvgBackend { sheet: &mut sheet, id: &id, palette, size }));
    let (width, height) = (plan.width / 10, (lowest + FOOT + 9) / 10);
    Drawn {
        svg: document(&sheet, &id, text, palette, (width, height)),
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        plot_top: plan.plot.top,
        plot_bottom: plan.plot.bottom,
        hotspots: Vec::new(),
    }
}

impl<'f> Plan<'f> {
    fn new(figure: &'f DifferenceFigure, class: WidthClass) -> Self {
        let width = Sizes::of(class).width;
        let widest = figure.rows.iter().map(|row| text_width(Role::Tick, &row.label)).max().unwrap_or(0);
        let left = (widest + GAP).clamp(GAP, width * 2 / 5);
        let rows = Tenths::try_from(figure.rows.len()).unwrap_or(0);
        let plot = Frame { left, top: TOP, right: width - VALUE, bottom: TOP + rows * ROW };
        Self { figure, plot, x: Domain::of(&figure.x), width }
    }

    fn map(&self, value: Finite) -> Tenths {
        let part = (self.x.place(value) - self.x.range().start) / self.x.span();
        self.plot.left + (part * f64::from(self.plot.right - self.plot.left)) as Tenths
    }

    /// Draws everything; returns the lowest baseline.
    fn paint(&self, canvas: &Canvas<'_>) -> Tenths {
        let down = |role, x| canvas.line(role, &[(x, self.plot.top), (x, self.plot.bottom)]);
        down(Role::Axis, self.plot.left);
        if self.x.holds(self.figure.notable) {
            down(Role::CutOff, self.map(self.figure.notable));
        }
        for (row, middle) in self.figure.rows.iter().zip((0..).map(|row| self.plot.top + row * ROW + ROW / 2))
        {
            self.paint_row(canvas, row, middle);
        }
        self.paint_axis(canvas)
    }

    fn paint_row(&self, canvas: &Canvas<'_>, row: &DifferenceRow, middle: Tenths) {
        let baseline = middle + BASELINE;
        let label = shorten(Role::Tick, &row.label, self.plot.left - GAP);
        canvas.text(Role::Tick, Anchor::End, (self.plot.left - GAP + 40, baseline), &label);
        match &row.difference {
            Estimate::Mean { value, .. } => self.paint_mark(canvas, *value, middle),
            Estimate::Hidden => {
                let words = hidden_words();
                let right = self.plot.left + text_width(Role::Note, &words) + 160;
                let hatch = Frame {
                    left: self.plot.left + 10,
                    top: middle - 90,
                    right: right.min(self.plot.right),
                    bottom: middle + 90,
                };
                canvas.fill(Role::HiddenHatch, hatch);
                canvas.outline(Role::HiddenEdge, hatch);
                let inside = Frame { left: hatch.left + 50, right: hatch.right - 50, ..hatch };
                canvas.fill(Role::Ground, inside);
                let words = shorten(Role::Note, &words, inside.right - inside.left - 20);
                canvas.text(Role::Note, Anchor::Start, (inside.left + 10, baseline), &words);
            }
            Estimate::Empty => {
                canvas.text(Role::Note, Anchor::Start, (self.plot.left + 60, baseline), "none");
            }
        }
    }

    /// The mark, a thin line to it from zero, and the value at the right.
    fn paint_mark(&self, canvas: &Canvas<'_>, value: Finite, middle: Tenths) {
        let number = Number::of(1);
        let at = (self.map(value), middle);
        canvas.line(Role::Grid, &[(self.plot.left, middle), at]);
        done(canvas.root.draw(&Sample { at, shape: Shape::of(number, 0) }));
        let words = format::decimal(value, usize::from(self.figure.places.min(3)));
        let words = shorten(Role::Value(number), &words, VALUE - 120);
        canvas.text(Role::Value(number), Anchor::End, (self.width - 20, middle + BASELINE), &words);
    }

    fn paint_axis(&self, canvas: &Canvas<'_>) -> Tenths {
        let floor = self.plot.bottom;
        canvas.line(Role::Axis, &[(self.plot.left, floor), (self.plot.right, floor)]);
        let ticks = self.figure.x.ticks.iter().filter(|tick| self.x.holds(tick.at));
        let labels = ticks.map(|tick| (shorten(Role::Tick, &tick.label, 900), self.map(tick.at))).collect();
        let baseline = floor + 190;
        for (label, centre) in axes::row(self.width, Role::Tick, labels) {
            canvas.text(Role::Tick, Anchor::Middle, (centre, baseline), &label);
        }
        let title = shorten(Role::Tick, &self.figure.x.title, self.width - self.plot.left - 20);
        canvas.text(Role::Tick, Anchor::Start, (self.plot.left, baseline + axes::LINE + 20), &title);
        baseline + axes::LINE + 20
    }
}

/// The figure with control characters in its words made spaces.
fn cleaned(figure: &DifferenceFigure) -> DifferenceFigure {
    let mut figure = figure.clone();
    clean_axis(&mut figure.x);
    figure.rows.iter_mut().for_each(|row| clean(&mut row.label));
    figure
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::examples::{figure, row};
    use super::*;
    use crate::chart::examples::{finite, mean};
    use crate::chart::tests::geometry::Page;
    use crate::chart::{Theme, draw};
    use crate::effort::cases;
    use crate::exhibit::FigureSpec;

    const CLASSES: [WidthClass; 3] = WidthClass::ALL;

    fn drawn(figure: &DifferenceFigure, width: WidthClass) -> Drawn {
        let text = ChartText { id: "f", title: "Title", description: "Description" };
        let spec = FigureSpec::Differences(figure.clone());
        draw(&spec, &text, ChartOptions { width, theme: Theme::Light })
    }

    #[test]
    fn every_row_has_its_name_and_its_value_or_why_it_has_none() {
        let figure = figure(vec![
            row("Age", mean(0.12, 0.0)),
            row("Sex", Estimate::Hidden),
            row("Years with headache", Estimate::Empty),
        ]);
        for class in CLASSES {
            let page = Page::read(&drawn(&figure, class).svg);
            let words: Vec<&str> = page.texts.iter().map(|text| text.words.as_str()).collect();
            for expected in ["Age", "0.12", "Sex", "hidden: under 11", "Years with headache", "none"] {
                assert!(words.contains(&expected), "{expected} is not in {words:?}");
            }
            assert_eq!(page.circles.len(), 1);
            page.assert_sound("differences");
        }
    }

    fn any_value() -> impl Strategy<Value = f64> {
        prop_oneof![8 => 0.0..2.0, 1 => any::<f64>().prop_filter("finite", |value| value.is_finite())]
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn any_differences_are_drawn_with_their_words_inside_and_apart(
            rows in prop::collection::vec(("\\PC{0,80}", prop::option::of(any_value()), any::<bool>()), 0..30),
            title in "\\PC{0,100}",
            high in any_value(),
            places in any::<u8>(),
        ) {
            let rows = rows.into_iter().map(|(label, value, hidden)| row(&label, match value {
                Some(value) => Estimate::Mean { value: finite(value), interval: None },
                None if hidden => Estimate::Hidden,
                None => Estimate::Empty,
            }));
            let mut figure = DifferenceFigure { places, ..figure(rows.collect()) };
            (figure.x.title, figure.x.high) = (title, finite(high));
            for class in CLASSES {
                let first = drawn(&figure, class);
                Page::read(&first.svg).assert_sound("differences");
                prop_assert_eq!(first, drawn(&figure, class));
            }
        }
    }
}
