//! Tests of whole drawings, by their geometry.

pub(super) mod geometry;

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::domain::{Direction, Interval};
use crate::effort::cases;
use crate::exhibit::{Count, Estimate, SeriesPoint, StripColumn, TrendBand, TrendFigure};
use examples::{axis, finite};
use geometry::Page;

pub(super) const CLASSES: [(WidthClass, &str); 3] =
    [(WidthClass::Wide, "wide"), (WidthClass::Medium, "medium"), (WidthClass::Narrow, "narrow")];
pub(super) const TEXT: ChartText<'_> = ChartText { id: "f", title: "Title", description: "Description" };

pub(super) fn draw_light(figure: &FigureSpec, width: WidthClass) -> Drawn {
    draw(figure, &TEXT, ChartOptions { width, theme: Theme::Light })
}

pub(super) fn compare_with_snapshot(name: &str, svg: &str) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/chart").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, svg).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == svg, "{name} is drawn differently; look at it, then run with UPDATE_SNAPSHOTS=1");
}

#[test]
fn every_example_is_drawn_as_before() {
    for (name, figure) in examples::all() {
        for (class, class_name) in CLASSES {
            compare_with_snapshot(&format!("{name}-{class_name}"), &draw_light(&figure, class).svg);
        }
    }
}

#[test]
fn the_page_and_the_dark_theme_are_drawn_as_before() {
    let figure = FigureSpec::Trend(examples::partly_hidden());
    for (class, class_name) in CLASSES {
        for (theme, theme_name) in [(Theme::Page, "page"), (Theme::Dark, "dark")] {
            let svg = svg(&figure, &TEXT, ChartOptions { width: class, theme });
            compare_with_snapshot(&format!("partly_hidden-{class_name}-{theme_name}"), &svg);
        }
    }
}

#[test]
fn words_of_every_example_are_inside_legible_and_apart() {
    for (name, figure) in examples::all() {
        for (class, class_name) in CLASSES {
            let drawn = draw_light(&figure, class);
            Page::read(&drawn.svg).assert_sound(&format!("{name} {class_name}"));
        }
    }
}

#[test]
fn all_themes_have_one_geometry() {
    for (name, figure) in examples::all() {
        let texts = [Theme::Page, Theme::Light, Theme::Dark].map(|theme| {
            let svg = svg(&figure, &TEXT, ChartOptions { width: WidthClass::Wide, theme });
            Page::read(&svg).texts
        });
        assert!(texts[0] == texts[1] && texts[1] == texts[2], "{name}");
    }
}

#[test]
fn a_page_drawing_carries_no_colour_and_no_drawing_carries_a_style() {
    for (name, figure) in examples::all() {
        let page = svg(&figure, &TEXT, ChartOptions { width: WidthClass::Wide, theme: Theme::Page });
        assert!(!page.contains("=\"#"), "{name}: a literal colour");
        let light = draw_light(&figure, WidthClass::Wide).svg;
        assert!(!page.contains("style") && !light.contains("style") && !light.contains("class="), "{name}");
    }
}

#[test]
fn two_drawings_on_one_page_share_no_id() {
    let figure = FigureSpec::Trend(examples::partly_hidden());
    let ids = |id| {
        let text = ChartText { id, ..TEXT };
        Page::read(&svg(&figure, &text, ChartOptions { width: WidthClass::Wide, theme: Theme::Page })).ids
    };
    let (one, other) = (ids("wide"), ids("nar row<"));
    assert!(one.len() > 3 && one.iter().all(|id| !other.contains(id)));
    assert!(other.iter().all(|id| id.starts_with("nar-row-")));
}

#[test]
fn hidden_means_are_hatched_and_named_and_never_printed() {
    let figure = FigureSpec::Trend(examples::partly_hidden());
    for (class, _) in CLASSES {
        let page = Page::read(&draw_light(&figure, class).svg);
        let words: Vec<&str> = page.texts.iter().map(|text| text.words.as_str()).collect();
        assert!(words.contains(&"hidden: under 11"));
        assert!(!words.iter().any(|word| word.contains("16.2")));
        assert!(page.ids.iter().any(|id| id == "f-hatch-hidden"));
    }
}

#[test]
fn empty_time_points_break_the_line() {
    let with_gaps = draw_light(&FigureSpec::Trend(examples::with_gaps()), WidthClass::Wide);
    let lines = with_gaps.svg.matches("stroke-dasharray=\"7 3\"").count();
    assert_eq!(lines, 3, "two gaps make three lines");
}

#[test]
fn hotspots_lie_on_their_marks_and_columns_tile_the_plot() {
    let figure = examples::trial();
    let drawn = draw_light(&FigureSpec::Trend(figure), WidthClass::Wide);
    let page = Page::read(&drawn.svg);
    assert_eq!(drawn.hotspots.len(), 6);
    let circles: Vec<(Tenths, Tenths)> = page.circles.clone();
    let series_one = drawn.hotspots.iter().filter(|spot| spot.series == 1);
    assert_eq!(series_one.map(|spot| (spot.x, spot.y)).collect::<Vec<_>>(), circles);
    let first: Vec<&Hotspot> = drawn.hotspots.iter().filter(|spot| spot.series == 0).collect();
    assert!(first.windows(2).all(|pair| pair[0].column_right == pair[1].column_left));
    assert!(drawn.hotspots.iter().all(|spot| spot.column_left <= spot.x && spot.x <= spot.column_right));
}

#[test]
fn words_from_data_cannot_leave_their_element() {
    let mut figure = examples::trial();
    figure.series[0].label = "</text><script>alert(1)</script>\u{1f}&\u{0}".to_owned();
    let title = "a</title><script>";
    let text = ChartText { id: "f", title, description: "\"'<" };
    let svg = svg(
        &FigureSpec::Trend(figure),
        &text,
        ChartOptions { width: WidthClass::Narrow, theme: Theme::Page },
    );
    assert!(!svg.contains("<script"));
    assert!(roxmltree::Document::parse(&svg).is_ok());
}

fn any_count() -> impl Strategy<Value = Count> {
    prop_oneof![
        Just(Count::Zero),
        (1_u32..20_000).prop_map(Count::Exact),
        (13_u32..20_000).prop_map(Count::About),
        Just(Count::Hidden),
        Just(Count::Exact(u32::MAX)),
    ]
}

fn any_people() -> impl Strategy<Value = StripColumn> {
    (any_count(), any_count(), any_count(), any_count(), any_count()).prop_map(
        |(contributing, no_report, left, group, missing)| StripColumn {
            contributing,
            no_report,
            left,
            group,
            missing,
        },
    )
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![8 => -20.0..120.0, 1 => any::<f64>().prop_filter("finite", |value| value.is_finite())]
}

fn any_estimate() -> impl Strategy<Value = Estimate> {
    prop_oneof![
        5 => (any_value(), any_value(), any_value()).prop_map(|(value, a, b)| Estimate::Mean {
            value: finite(value),
            interval: Interval::new(a.min(b), a.max(b)),
        }),
        1 => any_value().prop_map(|value| Estimate::Mean { value: finite(value), interval: None }),
        1 => Just(Estimate::Hidden),
        1 => Just(Estimate::Empty),
    ]
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-Za-z ]{0,20}", 1 => "\\PC{0,120}"]
}

prop_compose! {
    fn any_series(times: usize)(
        label in any_words(),
        number in any::<u8>(),
        points in proptest::collection::vec((any_words(), any_estimate(), any_people()), 0..=times),
    ) -> Series {
        let points = (0_u32..).zip(points).map(|(at, (label, estimate, people))| SeriesPoint {
            at: at.into(),
            label,
            estimate,
            quartiles: None,
            people,
        });
        Series { label, number, points: points.collect() }
    }
}

use crate::exhibit::Series;

prop_compose! {
    fn any_figure()(times in 0_usize..20)(
        series in proptest::collection::vec(any_series(times), 0..13),
        (low, high) in (any_value(), any_value()),
        y_ticks in proptest::collection::vec((any_value(), any_words()), 0..12),
        x_ticks in proptest::collection::vec((0.0..20.0, any_words()), 0..20),
        titles in (any_words(), any_words(), proptest::option::of(any_words())),
        last in 0.0..25.0,
        lower in any::<bool>(),
    ) -> TrendFigure {
        let ticks = |ticks: Vec<(f64, String)>| {
            let mut ticks = ticks;
            ticks.sort_by(|one, other| one.0.total_cmp(&other.0));
            ticks
        };
        let (x_ticks, y_ticks) = (ticks(x_ticks), ticks(y_ticks));
        let borrowed = |ticks: &[(f64, String)]| -> Vec<crate::exhibit::Tick> {
            ticks.iter().map(|(at, label)| crate::exhibit::Tick { at: finite(*at), label: label.clone() }).collect()
        };
        let mut x = axis(&titles.0, 0.0, last, &[], None);
        x.ticks = borrowed(&x_ticks);
        let mut y = axis(&titles.1, low, high, &[], titles.2.as_deref());
        y.ticks = borrowed(&y_ticks);
        let direction = if lower { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
        TrendFigure { x, y, direction, band: TrendBand::Interval, series }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_figure_is_drawn_with_its_words_inside_and_apart(figure in any_figure()) {
        let figure = FigureSpec::Trend(figure);
        for (class, class_name) in CLASSES {
            let drawn = draw_light(&figure, class);
            Page::read(&drawn.svg).assert_sound(class_name);
            prop_assert_eq!(drawn, draw_light(&figure, class));
        }
    }
}
