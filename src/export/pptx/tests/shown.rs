//! That slides show what the exhibit publishes, and nothing else.

use roxmltree::Document;

use super::{Made, deck, every_package, example, package};
use crate::domain::Finite;
use crate::exhibit::{Cell, Estimate, FigureSpec, Policy, Row};
use crate::export::ooxml::read::{Package, SheetCell, cells, copied};
use crate::export::pptx::{SlideOptions, pptx};
use crate::export::published::numbers;

/// Headings of columns that hold places of words and lines, not results.
const PLACES: [&str; 5] = ["Axis", "Scale", "Hidden", "Name without a line", "Headline"];

#[test]
fn a_workbook_holds_published_numbers_and_nothing_else() {
    for Made { name, exhibit, package, .. } in every_package() {
        let published = numbers(&exhibit.get().figure);
        let rows = |count: usize| (0..2 * count).map(|half| (half as f64 / 2.0).to_string());
        for workbook in package.named("ppt/embeddings/") {
            let cells = cells(&package.parts[workbook]);
            let is_result = |cell: &SheetCell| cell.is_number && !cell.is_formula;
            for (place, cell) in cells.iter().filter(|(_, cell)| is_result(cell)) {
                let column = place.trim_end_matches(|character: char| character.is_ascii_digit());
                let heading = cells.get(&format!("{column}1")).map_or("", |cell| cell.value.as_str());
                let is_place = PLACES.iter().any(|place| heading.starts_with(place));
                // Rows of a forest stand at halves, lines reach over all of them.
                let is_row = rows(100).any(|row| row == cell.value);
                assert!(is_place || is_row || published.contains(&cell.value), "{name}: {heading} {cell:?}");
            }
        }
    }
}

#[test]
fn a_line_copies_each_mean_and_the_ends_of_its_interval_and_leaves_hidden_ones_out() {
    for Made { name, exhibit, package, .. } in every_package() {
        let FigureSpec::Trend(figure) = &exhibit.get().figure else { continue };
        let document = Document::parse(package.text("ppt/charts/chart1.xml")).unwrap();
        let named = |name: &'static str| move |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name;
        let lines: Vec<_> = document
            .descendants()
            .filter(named("ser"))
            .filter(|series| {
                series.descendants().any(|node| {
                    node.tag_name().name() == "errBars"
                        && node.descendants().any(|node| node.tag_name().name() == "plus")
                })
            })
            .collect();
        assert_eq!(lines.len(), figure.series.len(), "{name}");
        for (line, series) in lines.iter().zip(&figure.series) {
            let copy = |name| copied(&line.descendants().find(named(name)).unwrap());
            let (values, plus, minus) = (copy("yVal"), copy("plus"), copy("minus"));
            for (index, point) in series.points.iter().enumerate() {
                let read = |copied: &crate::export::ooxml::read::Copied| {
                    copied.values.get(&index).map(|value| value.parse::<f64>().unwrap())
                };
                match &point.estimate {
                    Estimate::Mean { value, interval } => {
                        assert_eq!(read(&values), Some(value.get()), "{name}");
                        if figure.band == crate::exhibit::TrendBand::Interval {
                            let reach = |reach: fn(Finite, crate::domain::Interval) -> f64| {
                                interval.map(|interval| reach(*value, interval).max(0.0))
                            };
                            assert_eq!(
                                read(&plus),
                                reach(|value, interval| interval.high.get() - value.get()),
                                "{name}"
                            );
                            assert_eq!(
                                read(&minus),
                                reach(|value, interval| value.get() - interval.low.get()),
                                "{name}"
                            );
                        }
                    }
                    Estimate::Hidden | Estimate::Empty => {
                        assert_eq!((read(&values), read(&plus), read(&minus)), (None, None, None), "{name}");
                    }
                }
            }
        }
    }
}

#[test]
fn ends_of_lines_and_tables_carry_the_numbers_as_printed() {
    let exhibit = example::trial();
    let drawn = crate::chart::svg(
        &exhibit.get().figure,
        &crate::chart::ChartText::of(exhibit.get(), "figure"),
        crate::chart::ChartOptions {
            width: crate::chart::WidthClass::Wide,
            theme: crate::chart::Theme::Light,
        },
    );
    let svg = Document::parse(&drawn).unwrap();
    let words_of = |node: roxmltree::Node<'_, '_>| {
        node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect::<String>()
    };
    let printed = svg
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
        .map(words_of);
    let ends: Vec<String> = printed
        .filter(|words| words.contains(" to ") && words.contains('(') && !words.contains("axis"))
        .collect();
    assert_eq!(ends.len(), 2);
    let table = exhibit.get().table.clone();
    let package = package(exhibit);
    let plain = |words: &str| words.replace('\u{a0}', " ");
    for end in ends {
        assert!(plain(&package.words("ppt/charts/chart1")).contains(&plain(&end)), "{end}");
    }
    let slide = package.words("ppt/slides/slide2");
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        match cell {
            Cell::Number { text, .. } => assert!(slide.contains(text.as_str()), "{text}"),
            Cell::Text(words) => assert!(slide.contains(words.replace('\n', " ").as_str()), "{words}"),
            Cell::Hidden => assert!(slide.contains("hidden")),
            Cell::Empty => {}
        }
    }
}

fn every_hidden_is_empty(json: &str) -> bool {
    json.matches("\"hidden\":[").count() == json.matches("\"hidden\":[]").count()
}

#[test]
fn what_is_hidden_is_said_where_it_would_stand() {
    for Made { name, exhibit, package, .. } in every_package() {
        let json = serde_json::to_string(&exhibit.get().figure).unwrap();
        // A curve is sent by column, with the places that are hidden.
        let as_a_value = json.replace("\"hidden\":", "").contains("\"hidden\"");
        let hides = as_a_value || json.contains("\"hidden\":[") && !every_hidden_is_empty(&json);
        let words = package.words("ppt/charts/") + &package.words("ppt/slides/slide1.xml");
        assert_eq!(words.contains(&format!("hidden: under {}", Policy::THRESHOLD)), hides, "{name}");
    }
}

#[test]
fn a_long_table_goes_on_with_its_headings_and_says_where_the_rest_is() {
    let exhibit = example::trial().map(|mut exhibit| {
        let row = |number: u32| Row {
            cells: vec![
                Cell::Text(format!("Row {number}")),
                Cell::Number { value: number.into(), text: number.to_string() },
                Cell::Hidden,
                Cell::Empty,
            ],
        };
        exhibit.table.rows = (1..=400).map(row).collect();
        exhibit
    });
    let package = Package::read(pptx(&deck(exhibit), &SlideOptions::default()).unwrap().get());
    let slides = package.named("ppt/slides/slide");
    assert_eq!(slides.len(), 1 + 6);
    for slide in &slides[1..] {
        assert!(package.words(slide).contains("Group\nMean\nChange\nNote"), "{slide}");
    }
    let all = package.words("ppt/slides/");
    let shown = (1..=400).take_while(|number| all.contains(&format!("Row {number}\n"))).count();
    assert!(shown > 60 && all.contains(&format!("Rows {} to 400 are not on slides", shown + 1)), "{shown}");
}

#[test]
fn notes_hold_the_sentence_the_definition_and_the_address() {
    let exhibit = example::trial();
    let content = exhibit.get().clone();
    let notes = package(exhibit).words("ppt/notesSlides/notesSlide1");
    let provenance = &content.provenance;
    for words in
        [&content.text.sentence, &provenance.cohort_definition, &provenance.address, &provenance.options]
    {
        assert!(notes.contains(words.as_str()), "{words}");
    }
    assert!(content.text.footnotes.iter().all(|footnote| notes.contains(footnote.as_str())));
    assert!(notes.contains(content.id.as_str()));
}
