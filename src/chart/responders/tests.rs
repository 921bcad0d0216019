//! Tests of drawn responder curves.

use proptest::prelude::*;

use super::examples;
use crate::chart::examples::{axis, finite};
use crate::chart::tests::geometry::Page;
use crate::chart::{ChartOptions, ChartText, Drawn, Theme, WidthClass, draw};
use crate::domain::Interval;
use crate::effort::cases;
use crate::exhibit::{
    Count, CurvePoint, CutOff, Denominator, Estimate, FigureSpec, ResponderFigure, ResponderPoint,
    ResponderSeries,
};

const CLASSES: [WidthClass; 3] = WidthClass::ALL;

fn drawn(figure: ResponderFigure, width: WidthClass) -> Drawn {
    let text = ChartText { id: "f", title: "Title", description: "Description" };
    draw(&FigureSpec::Responders(figure), &text, ChartOptions { width, theme: Theme::Light })
}

fn words(drawn: &Drawn) -> Vec<String> {
    Page::read(&drawn.svg).texts.into_iter().map(|text| text.words).collect()
}

#[test]
fn every_curve_has_its_value_at_both_cut_offs_and_its_name() {
    for class in CLASSES {
        let words = words(&drawn(examples::programme(), class));
        let values = words.iter().filter(|word| word.ends_with('%') && word.contains('.')).count();
        assert_eq!(values, 8, "{words:?}");
        for name in ["Programme", "Usual care"] {
            assert_eq!(words.iter().filter(|word| *word == name).count(), 2, "{words:?}");
        }
        assert!(words.iter().any(|word| word == "30% moderate"));
        assert!(words.iter().any(|word| word.starts_with("completers")));
    }
}

#[test]
fn curves_that_end_together_are_named_above_the_plot_and_others_at_their_ends() {
    for class in [WidthClass::Medium, WidthClass::Wide] {
        let names = |figure: ResponderFigure| -> Vec<bool> {
            let drawn = drawn(figure, class);
            let texts = Page::read(&drawn.svg).texts;
            let names =
                texts.iter().filter(|text| ["Programme", "Usual care"].contains(&text.words.as_str()));
            names.map(|text| text.bottom < drawn.plot_top).collect()
        };
        assert_eq!(names(examples::programme()), [false; 4]);
        assert_eq!(names(examples::to_the_floor()), [true; 4]);
    }
}

#[test]
fn a_legend_leaves_its_room_to_the_plot() {
    let last = |figure| drawn(figure, WidthClass::Wide).hotspots.iter().map(|spot| spot.x).max();
    assert!(last(examples::to_the_floor()) > last(examples::programme()));
}

#[test]
fn completers_are_thinner_than_everyone_and_as_dashed_as_their_group() {
    let svg = drawn(examples::programme(), WidthClass::Wide).svg;
    let lines = |paint: &str| svg.matches(paint).count();
    assert_eq!(lines("stroke=\"#0072b2\" fill=\"none\" stroke-width=\"2.25\" stroke-linejoin"), 1);
    assert_eq!(lines("stroke=\"#0072b2\" fill=\"none\" stroke-width=\"1.4\" stroke-linejoin"), 1);
    let dashed = "stroke=\"#c9500b\" fill=\"none\" stroke-width=\"1.4\" stroke-dasharray=\"7 3\"";
    assert_eq!(lines(dashed), 1);
    // Two cut-offs as dotted lines.
    assert_eq!(lines("stroke-dasharray=\"2 3\" d="), 2);
}

#[test]
fn the_curve_is_drawn_as_finely_as_it_is_given() {
    let svg = drawn(examples::one_group(), WidthClass::Wide).svg;
    let longest = svg.split("<path").map(|path| path.matches('L').count()).max();
    // A band over 101 points goes there and back.
    assert_eq!(longest, Some(201));
    assert_eq!(svg.split("<path").filter(|path| path.matches('L').count() == 100).count(), 2);
}

#[test]
fn hidden_shares_are_hatched_and_named_and_never_printed() {
    let figure = examples::rounded();
    for class in CLASSES {
        let drawn = drawn(figure.clone(), class);
        assert!(words(&drawn).iter().any(|word| word == "hidden: under 11"));
        assert!(drawn.svg.contains("f-hatch-hidden"));
        // The dashed lines end where the shares do; a legend's samples have one step.
        let dashed = drawn.svg.split("<path").filter(|path| path.contains("dasharray=\"7 3\""));
        let steps = dashed.map(|path| path.matches('L').count()).filter(|steps| *steps > 1);
        assert_eq!(steps.collect::<Vec<_>>(), [7, 7]);
    }
    let all = words(&drawn(examples::all_hidden(), WidthClass::Wide));
    assert!(all.iter().any(|word| word == "all groups") && !all.iter().any(|word| word.contains('.')));
}

#[test]
fn hotspots_are_the_cut_offs_of_the_table() {
    let figure = examples::programme();
    let drawn = drawn(figure.clone(), WidthClass::Wide);
    assert_eq!(drawn.hotspots.len(), 4 * 11);
    let circles = Page::read(&drawn.svg).circles;
    let at = |series: u16, point: u16| {
        let spot = drawn.hotspots.iter().find(|spot| (spot.series, spot.point) == (series, point));
        spot.map(|spot| (spot.x, spot.y)).unwrap()
    };
    // Series 1 has circles, everyone first: at 30 % and at 50 %.
    assert_eq!(circles, [at(0, 3), at(0, 5), at(1, 3), at(1, 5)]);
}

#[test]
fn words_from_data_cannot_leave_their_element() {
    let mut figure = examples::programme();
    figure.series[0].label = "</text><script>\u{1f}&\u{0}".to_owned();
    figure.series[0].detail = "\u{1f}<b>".to_owned();
    figure.marks[0].label = "<i>\u{1f}".to_owned();
    let svg = drawn(figure, WidthClass::Narrow).svg;
    assert!(!svg.contains("<script") && !svg.contains("<i>") && !svg.contains("<b>"));
    assert!(roxmltree::Document::parse(&svg).is_ok());
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![8 => -20.0..120.0, 1 => any::<f64>().prop_filter("finite", |value| value.is_finite())]
}

fn any_estimate() -> impl Strategy<Value = Estimate> {
    let with_interval = (any_value(), any_value(), any_value()).prop_map(|(value, a, b)| Estimate::Mean {
        value: finite(value),
        interval: Interval::new(a.min(b), a.max(b)),
    });
    prop_oneof![6 => with_interval, 1 => Just(Estimate::Hidden), 1 => Just(Estimate::Empty)]
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-Za-z ]{0,20}", 1 => "\\PC{0,120}"]
}

prop_compose! {
    fn any_series()(
        label in any_words(),
        detail in any_words(),
        number in any::<u8>(),
        completers in any::<bool>(),
        curve in prop::collection::vec(any_estimate(), 0..30),
        points in prop::collection::vec((any_words(), any_estimate()), 0..14),
    ) -> ResponderSeries {
        let at = |index: usize, of: usize| finite(100.0 * index as f64 / of.max(1) as f64);
        let (steps, stops) = (curve.len(), points.len());
        ResponderSeries {
            label,
            detail,
            number,
            denominator: if completers { Denominator::Completers } else { Denominator::Everyone },
            people: Count::Hidden,
            curve: curve
                .into_iter()
                .enumerate()
                .map(|(index, estimate)| CurvePoint { at: at(index, steps), estimate })
                .collect(),
            points: points
                .into_iter()
                .enumerate()
                .map(|(index, (label, estimate))| ResponderPoint {
                    at: at(index, stops),
                    label,
                    estimate,
                    people: Count::Hidden,
                })
                .collect(),
        }
    }
}

prop_compose! {
    fn any_figure()(
        series in prop::collection::vec(any_series(), 0..9),
        marks in prop::collection::vec((0.0..110.0, any_words()), 0..7),
        titles in (any_words(), any_words()),
        places in any::<u8>(),
    ) -> ResponderFigure {
        let ticks = [(0.0, "0%"), (50.0, "50%"), (100.0, "100%")];
        let mut marks: Vec<CutOff> =
            marks.into_iter().map(|(at, label)| CutOff { at: finite(at), label }).collect();
        marks.sort_by(|one, other| one.at.get().total_cmp(&other.at.get()));
        ResponderFigure {
            x: axis(&titles.0, 0.0, 100.0, &ticks, None),
            y: axis(&titles.1, 0.0, 100.0, &ticks, None),
            places,
            marks,
            series,
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_responder_figure_is_drawn_with_its_words_inside_and_apart(figure in any_figure()) {
        for class in CLASSES {
            let first = drawn(figure.clone(), class);
            Page::read(&first.svg).assert_sound("a responder figure");
            prop_assert_eq!(first, drawn(figure.clone(), class));
        }
    }
}
