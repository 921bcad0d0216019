//! Bars by their geometry.

use crate::chart::tests::geometry::Page;
use crate::chart::tests::{CLASSES, TEXT, compare_with_snapshot, draw_light};
use crate::chart::{ChartOptions, Theme, WidthClass, svg};
use crate::exhibit::{AttritionBar, AttritionFigure, Count, FigureSpec};

use super::examples;

#[test]
fn every_example_of_bars_is_drawn_as_before() {
    for (name, figure) in examples::all() {
        for (class, class_name) in CLASSES {
            let drawn = draw_light(&FigureSpec::Attrition(figure.clone()), class);
            compare_with_snapshot(&format!("{name}-{class_name}"), &drawn.svg);
        }
    }
}

#[test]
fn words_of_every_example_of_bars_are_inside_legible_and_apart() {
    for (name, figure) in examples::all() {
        for (class, class_name) in CLASSES {
            let drawn = draw_light(&FigureSpec::Attrition(figure.clone()), class);
            Page::read(&drawn.svg).assert_sound(&format!("{name} {class_name}"));
        }
    }
}

#[test]
fn a_hidden_count_is_named_and_its_bar_tells_no_length() {
    let bars = |people| {
        let bar = |left| AttritionBar { label: "Rule".to_owned(), before: Count::About(people), left };
        FigureSpec::Attrition(AttritionFigure { bars: vec![bar(Count::Hidden), bar(Count::Hidden)] })
    };
    let one = draw_light(&bars(53), WidthClass::Wide).svg;
    let words: Vec<String> = Page::read(&one).texts.into_iter().map(|text| text.words).collect();
    assert_eq!(words.iter().filter(|words| *words == "hidden: under 11").count(), 2, "{words:?}");
    assert_eq!(one, draw_light(&bars(10_003), WidthClass::Wide).svg);
}

#[test]
fn words_of_a_rule_cannot_leave_their_element() {
    let label = "</text><script>alert(1)</script>\u{1f}&\u{0}".to_owned();
    let bars = vec![AttritionBar { label, before: Count::Exact(2), left: Count::Exact(1) }];
    let options = ChartOptions { width: WidthClass::Narrow, theme: Theme::Page };
    let drawn = svg(&FigureSpec::Attrition(AttritionFigure { bars }), &TEXT, options);
    assert!(!drawn.contains("<script"));
    assert!(roxmltree::Document::parse(&drawn).is_ok());
}
