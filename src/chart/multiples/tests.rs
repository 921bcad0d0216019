use proptest::prelude::*;

use super::examples::{partly_hidden, regions, without_values};
use super::*;
use crate::chart::examples::finite;
use crate::chart::tests::geometry::Page;
use crate::chart::{Theme, draw};
use crate::domain::{Direction, Interval};
use crate::effort::cases;
use crate::exhibit::{Axis, Count, Estimate, FigureSpec, Panel, Tick};

const CLASSES: [WidthClass; 3] = WidthClass::ALL;

fn drawn(figure: &MultiplesFigure, width: WidthClass) -> Drawn {
    let text = ChartText { id: "f", title: "Title", description: "Description" };
    let spec = FigureSpec::Multiples(figure.clone());
    draw(&spec, &text, ChartOptions { width, theme: Theme::Light })
}

/// The points of every line of a kind, in tenths of a pixel.
fn lines(svg: &str, stroke: &str) -> Vec<Vec<(f64, f64)>> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let paths = document.descendants().filter(|node| node.attribute("stroke") == Some(stroke));
    let points = |data: &str| -> Vec<(f64, f64)> {
        let pairs = data.split(['M', 'L']).filter(|part| !part.is_empty());
        pairs
            .map(|pair| pair.split_once(' ').unwrap())
            .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
            .collect()
    };
    paths.filter_map(|node| node.attribute("d")).map(points).collect()
}

const GHOST: &str = "#b4bdc6";

#[test]
fn every_panel_has_the_others_as_ghosts() {
    let mut figure = regions();
    figure.panels.truncate(5);
    for class in CLASSES {
        assert_eq!(lines(&drawn(&figure, class).svg, GHOST).len(), 5 * 4);
    }
}

#[test]
fn no_ghost_runs_under_a_hatch() {
    for class in CLASSES {
        let drawn = drawn(&partly_hidden(), class);
        let document = roxmltree::Document::parse(&drawn.svg).unwrap();
        let hatches =
            document.descendants().filter(|node| node.attribute("fill") == Some("url(#f-hatch-hidden)"));
        let hatches: Vec<[f64; 4]> = hatches
            .map(|node| {
                let length = |name| node.attribute(name).unwrap().parse::<f64>().unwrap();
                [length("x"), length("y"), length("x") + length("width"), length("y") + length("height")]
            })
            .collect();
        assert_eq!(hatches.len(), 2);
        for stroke in [GHOST, "#0072b2"] {
            for line in lines(&drawn.svg, stroke) {
                for [left, top, right, bottom] in &hatches {
                    let same_row = line.iter().all(|(_, y)| top <= y && y <= bottom);
                    let (first, last) = (line[0].0, line[line.len() - 1].0);
                    assert!(
                        !same_row || last <= *left || *right <= first,
                        "{line:?} under {left} to {right}"
                    );
                }
            }
        }
    }
}

#[test]
fn hidden_levels_are_hatched_and_named() {
    for class in CLASSES {
        let page = Page::read(&drawn(&partly_hidden(), class).svg);
        let words: Vec<&str> = page.texts.iter().map(|text| text.words.as_str()).collect();
        assert!(words.contains(&"n hidden"), "{words:?}");
        assert!(words.contains(&"hidden: under 11"), "{words:?}");
        assert!(words.contains(&"hatched: hidden, under 11"), "{words:?}");
    }
}

#[test]
fn a_panel_of_nobody_says_so_and_one_with_gaps_does_not() {
    for class in CLASSES {
        let said = |figure: &MultiplesFigure| {
            let page = Page::read(&drawn(figure, class).svg);
            page.texts.iter().filter(|text| text.words == "no values").count()
        };
        assert_eq!((said(&without_values()), said(&partly_hidden()), said(&regions())), (1, 0, 0));
    }
}

#[test]
fn every_panel_ends_with_its_value_and_has_one_size() {
    let figure = regions();
    for class in CLASSES {
        let drawn = drawn(&figure, class);
        let page = Page::read(&drawn.svg);
        let words: Vec<&str> = page.texts.iter().map(|text| text.words.as_str()).collect();
        for end in ["13.5", "14.0", "15.3", "15.5", "17.6"] {
            assert!(words.contains(&end), "{end} is not in {words:?}");
        }
        let spots = |series: u16| drawn.hotspots.iter().filter(move |spot| spot.series == series);
        let width = |series: u16| {
            let places: Vec<Tenths> = spots(series).map(|spot| spot.x).collect();
            places[places.len() - 1] - places[0]
        };
        assert!((1..6).all(|series| width(series) == width(0)));
        assert_eq!(spots(0).next().unwrap().y, spots(1).next().unwrap().y, "one scale");
    }
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-Za-z ]{0,20}", 1 => "\\PC{0,120}"]
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

fn any_count() -> impl Strategy<Value = Count> {
    prop_oneof![Just(Count::Zero), any::<u32>().prop_map(Count::Exact), Just(Count::Hidden)]
}

prop_compose! {
    fn any_panel(times: usize)(
        label in any_words(),
        people in any_count(),
        means in prop::collection::vec(any_estimate(), 0..=times),
        end in any_words(),
        strong in any_words(),
        notes in prop::collection::vec(any_words(), 0..4),
    ) -> Panel {
        Panel { label, people, means, end, strong, notes }
    }
}

fn any_axis() -> impl Strategy<Value = Axis> {
    let ticks = prop::collection::vec((any_value(), any_words()), 0..12);
    (any_words(), any_value(), any_value(), ticks, prop::option::of(any_words())).prop_map(
        |(title, low, high, ticks, note)| Axis {
            title,
            low: finite(low),
            high: finite(high),
            ticks: ticks.into_iter().map(|(at, label)| Tick { at: finite(at), label }).collect(),
            note,
        },
    )
}

prop_compose! {
    fn any_figure()(times in 0_usize..16)(
        panels in prop::collection::vec(any_panel(times), 0..14),
        (mut x, y) in (any_axis(), any_axis()),
        lower in any::<bool>(),
        times in prop::collection::vec(any_words(), times),
    ) -> MultiplesFigure {
        x.ticks.sort_by(|one, other| one.at.get().total_cmp(&other.at.get()));
        let direction = if lower { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
        let times = (0_u32..).zip(times).map(|(at, label)| Tick { at: at.into(), label });
        MultiplesFigure { x, y, direction, times: times.collect(), panels }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_multiples_are_drawn_with_their_words_inside_and_apart(figure in any_figure()) {
        for class in CLASSES {
            let first = drawn(&figure, class);
            Page::read(&first.svg).assert_sound("multiples");
            prop_assert_eq!(first, drawn(&figure, class));
        }
    }
}
