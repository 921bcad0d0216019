use proptest::prelude::*;

use super::*;
use crate::chart::examples::{axis, finite};
use crate::chart::tests::geometry::Page;
use crate::chart::{Theme, WidthClass};
use crate::domain::Interval;
use crate::effort::cases;
use crate::exhibit::{Count, ForestBand, ForestEmphasis, ForestRow, ForestSides, Tick};

const TEXT: ChartText<'_> = ChartText { id: "f", title: "Title", description: "Description" };
const CLASSES: [(WidthClass, &str); 3] =
    [(WidthClass::Wide, "wide"), (WidthClass::Medium, "medium"), (WidthClass::Narrow, "narrow")];

fn draw_light(figure: &ForestFigure, width: WidthClass) -> Drawn {
    draw(figure, &TEXT, ChartOptions { width, theme: Theme::Light })
}

fn words(drawn: &Drawn) -> Vec<String> {
    Page::read(&drawn.svg).texts.into_iter().map(|text| text.words).collect()
}

#[test]
fn every_row_says_its_method_its_numbers_and_its_people() {
    for (class, name) in CLASSES {
        let words = words(&draw_light(&examples::programme(), class)).join("|");
        for expected in ["Crude", "By rank", "−25.8", "−27 to −24.6", "7,183", "under 15 points: small"]
        {
            assert!(words.contains(expected), "{name}: {expected} in {words}");
        }
    }
}

#[test]
fn a_side_that_is_not_on_the_scale_is_not_named() {
    let (left, right) = ("← better in programme", "better in usual care →");
    for (class, name) in CLASSES {
        let named = |low: f64, high: f64| {
            let mut figure = examples::programme();
            figure.band = None;
            figure.x = axis("Difference", low, high, &[(low, "a"), (high, "b")], None);
            let words = words(&draw_light(&figure, class));
            [left, right].map(|side| words.iter().any(|word| word == side))
        };
        assert_eq!(named(-30.0, 20.0), [true, true], "{name}");
        assert_eq!(named(0.0, 7.0), [false, true], "{name}");
        assert_eq!(named(-7.0, 0.0), [true, false], "{name}");
    }
}

#[test]
fn a_mark_stands_where_its_value_is_and_hotspots_on_the_marks() {
    let drawn = draw_light(&examples::programme(), WidthClass::Wide);
    let places: Vec<i32> = drawn.hotspots.iter().map(|spot| spot.x).collect();
    // −25.8 and −26.5 on −30 to 20 between 3,560 and 7,940 tenths.
    assert_eq!(places, [3_928, 3_867]);
    assert!(drawn.hotspots.iter().all(|spot| drawn.plot_top < spot.y && spot.y < drawn.plot_bottom));
}

#[test]
fn hidden_estimates_are_hatched_and_never_printed() {
    let drawn = draw_light(&examples::partly_hidden(), WidthClass::Wide);
    assert!(drawn.svg.contains("url(#f-hatch-hidden)"));
    let words = words(&drawn).join("|");
    assert!(words.contains("hidden: under 11") && !words.contains("25.8"), "{words}");
    assert_eq!(drawn.hotspots.len(), 3, "a row without a value has no mark");
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-Za-z ]{0,20}", 1 => "\\PC{0,120}"]
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![8 => -40.0..40.0, 1 => any::<f64>().prop_filter("finite", |value| value.is_finite())]
}

fn any_estimate() -> impl Strategy<Value = Estimate> {
    prop_oneof![
        5 => (any_value(), any_value(), any_value()).prop_map(|(value, a, b)| Estimate::Mean {
            value: finite(value),
            interval: Interval::new(a.min(b), a.max(b)),
        }),
        1 => Just(Estimate::Hidden),
        1 => Just(Estimate::Empty),
    ]
}

prop_compose! {
    fn any_row()(
        (label, detail, value, interval) in (any_words(), any_words(), any_words(), any_words()),
        estimate in any_estimate(),
        people in prop_oneof![Just(Count::Hidden), any::<u32>().prop_map(Count::About)],
        headline in any::<bool>(),
    ) -> ForestRow {
        let emphasis = if headline { ForestEmphasis::Headline } else { ForestEmphasis::Method };
        ForestRow { label, detail, emphasis, estimate, value, interval, people }
    }
}

prop_compose! {
    fn any_forest()(
        rows in prop::collection::vec(any_row(), 0..9),
        (low, high) in (any_value(), any_value()),
        mut ticks in prop::collection::vec((any_value(), any_words()), 0..9),
        (title, left, right) in (any_words(), any_words(), any_words()),
        band in prop::option::of((any_value(), any_value(), any_words())),
        reference in any_value(),
    ) -> ForestFigure {
        ticks.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut x = axis(&title, low, high, &[], None);
        x.ticks = ticks.into_iter().map(|(at, label)| Tick { at: finite(at), label }).collect();
        ForestFigure {
            x,
            reference: finite(reference),
            sides: ForestSides { left, right },
            band: band.map(|(a, b, label)| ForestBand { low: finite(a.min(b)), high: finite(a.max(b)), label }),
            rows,
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_forest_is_drawn_with_its_words_inside_and_apart(figure in any_forest()) {
        for (class, name) in CLASSES {
            let drawn = draw_light(&figure, class);
            Page::read(&drawn.svg).assert_sound(name);
            prop_assert_eq!(drawn, draw_light(&figure, class));
        }
    }
}
