//! That every figure has a chart of its numbers, with their intervals.

use roxmltree::{Document, Node};

use super::{every_exhibit, hard_words, in_words, named, one};
use crate::exhibit::FigureSpec;

fn of<'d, 'i>(document: &'d Document<'i>, name: &str) -> Vec<Node<'d, 'i>> {
    document.descendants().filter(|node| node.tag_name().name() == name).collect()
}

fn text(node: &Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// How many charts a figure has.
fn expected(figure: &FigureSpec) -> usize {
    let any = |rows: usize| usize::from(rows > 0);
    match figure {
        FigureSpec::Trend(figure) => any(figure.series.len()),
        FigureSpec::Responders(figure) => any(figure.series.len()),
        FigureSpec::Forest(figure) => any(figure.rows.len()),
        FigureSpec::Differences(figure) => any(figure.rows.len()),
        FigureSpec::Attrition(figure) => any(figure.bars.len()),
        FigureSpec::Multiples(figure) => figure.panels.len(),
    }
}

#[test]
fn every_figure_that_shows_something_has_a_chart_with_a_title_a_description_and_gaps() {
    for (name, exhibit) in every_exhibit() {
        let count = expected(&exhibit.get().figure);
        let has_words = !exhibit.get().text.sentence.is_empty();
        let package = one(exhibit);
        let charts = package.named("xl/charts/chart");
        assert_eq!(charts.len(), count, "{name}");
        for part in &charts {
            let chart = package.document(part);
            assert!(!of(&chart, "title").is_empty(), "{name}");
            assert_eq!(of(&chart, "dispBlanksAs")[0].attribute("val"), Some("gap"), "{name}");
        }
        for part in package.named("xl/drawings/drawing") {
            let drawing = package.document(part);
            for shape in of(&drawing, "cNvPr") {
                let described = shape.attribute("descr").is_some_and(|words| !words.is_empty());
                assert!(described || !has_words, "{name}");
            }
        }
    }
}

#[test]
fn every_estimate_with_an_interval_has_whiskers_of_two_columns_of_its_sheet() {
    for (name, whiskers, direction) in [
        ("trial", 2, "y"),
        ("twelve_groups", 12, "y"),
        ("responders", 2, "y"),
        ("forest", 2, "x"),
        ("multiples", 6, "y"),
    ] {
        let package = one(named(name));
        let data = package.sheet("Data");
        let mut found = 0;
        for part in package.named("xl/charts/chart") {
            let chart = package.document(part);
            for bars in of(&chart, "errBars") {
                found += 1;
                let value = |tag: &str| {
                    let node = bars.descendants().find(|node| node.tag_name().name() == tag).unwrap();
                    node.attribute("val").unwrap().to_owned()
                };
                assert_eq!((value("errDir"), value("errValType")), (direction.to_owned(), "cust".to_owned()));
                for (side, heading) in [("plus", "Drawn: above"), ("minus", "Drawn: below")] {
                    let side = bars.descendants().find(|node| node.tag_name().name() == side).unwrap();
                    let range = side.descendants().find(|node| node.tag_name().name() == "f").unwrap();
                    let range = text(&range);
                    let column = range.strip_prefix("Data!$").unwrap().split('$').next().unwrap();
                    assert_eq!(data.heading(column), heading, "{name}: {range}");
                }
            }
        }
        assert_eq!(found, whiskers, "{name}");
    }
}

#[test]
fn endless_words_leave_a_chart_a_title_and_a_description_it_can_hold() {
    for (name, words) in hard_words() {
        let package = one(in_words(&words));
        let drawing = package.document("xl/drawings/drawing1.xml");
        let described = of(&drawing, "cNvPr")[0].attribute("descr").unwrap_or_default();
        assert!(described.encode_utf16().count() <= 255, "{name}");
        assert_eq!(described.is_empty(), words.is_empty(), "{name}");
        let chart = package.document("xl/charts/chart1.xml");
        let title = of(&chart, "title")[0];
        let cached = title.descendants().find(|node| node.tag_name().name() == "v");
        assert!(cached.is_none_or(|node| text(&node).chars().count() <= 170), "{name}");
    }
}

#[test]
fn the_axes_of_a_trend_are_those_of_the_figure_and_say_the_times() {
    let package = one(named("trial"));
    let chart = package.document("xl/charts/chart1.xml");
    let values = |name| {
        let nodes = of(&chart, name);
        nodes.iter().map(|node| node.attribute("val").unwrap().parse::<f64>().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(values("max"), [12.36, 30.0]);
    let words: Vec<String> = of(&chart, "v").iter().chain(&of(&chart, "t")).map(text).collect();
    for wanted in [
        "Baseline",
        "3 months",
        "12 months",
        "Headache severity, 0 to 100 (axis drawn to 30); lower is better",
    ] {
        assert!(words.iter().any(|words| words == wanted), "{wanted}");
    }
}

#[test]
fn parts_of_a_series_are_in_the_order_of_the_format() {
    const ORDER: [&str; 11] = [
        "idx",
        "order",
        "tx",
        "spPr",
        "invertIfNegative",
        "marker",
        "dLbls",
        "errBars",
        "cat",
        "xVal",
        "val",
    ];
    for (name, exhibit) in every_exhibit() {
        let package = one(exhibit);
        for part in package.named("xl/charts/chart") {
            let chart = package.document(part);
            for series in of(&chart, "ser") {
                let children = series.children().filter(Node::is_element).map(|node| node.tag_name().name());
                let places: Vec<usize> =
                    children.filter_map(|child| ORDER.iter().position(|other| *other == child)).collect();
                assert!(places.is_sorted() && places.len() > 3, "{name}: {part}");
            }
        }
    }
}

#[test]
fn where_a_level_is_hidden_no_ghost_runs_and_no_line_of_its_own_is_empty() {
    let package = one(named("multiples_hidden"));
    // Foot is hidden at one of its time points, elbow never, hand always.
    let (mut ghosts, mut courses) = (Vec::new(), Vec::new());
    for part in package.named("xl/charts/chart") {
        let chart = package.document(part);
        let lines: Vec<Vec<String>> = of(&chart, "ser")
            .iter()
            .filter(|series| of_node(series, "errBars").is_empty() && is_named(series))
            .map(|series| {
                let values = of_node(series, "yVal")[0];
                let range = of_node(&values, "f").first().map(text).unwrap_or_default();
                range
                    .split(['$', ':'])
                    .filter(|part| part.parse::<u32>().is_ok())
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        ghosts.push(lines.iter().map(|rows| (row(&rows[0]), row(&rows[1]))).collect::<Vec<_>>());
        courses.push(of(&chart, "errBars").len());
    }
    let [foot, elbow, hand] = ghosts.try_into().unwrap();
    let times = 13;
    // The sixth of thirteen is hidden: the line of the elbow ends before it and begins again after it.
    assert_eq!(foot, [(times + 2, times + 6), (times + 8, 2 * times + 1)]);
    assert_eq!(elbow, [(2, times + 1)]);
    assert_eq!(hand, []);
    assert_eq!(courses, [1, 1, 0], "a level of which nothing is shown has no line");
}

fn is_named(series: &Node<'_, '_>) -> bool {
    series.children().any(|node| node.tag_name().name() == "tx")
}

fn row(text: &str) -> u32 {
    text.parse().unwrap()
}

fn of_node<'d, 'i>(node: &Node<'d, 'i>, name: &str) -> Vec<Node<'d, 'i>> {
    node.descendants().filter(|node| node.tag_name().name() == name).collect()
}
