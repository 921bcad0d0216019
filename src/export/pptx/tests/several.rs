//! Many exhibits in one presentation, and the slide in place of one that is missing.

use super::*;
use crate::export::several::{SIXTY, missing, sixty, title, with_missing};

/// The words in a placeholder of each slide, in the order of slides.
fn words_in(package: &Package, place: &str) -> Vec<String> {
    let slides = package.named("ppt/slides/slide");
    let words = |part: &&str| {
        let document = Document::parse(package.text(part)).unwrap();
        let is_shape = |node: &roxmltree::Node<'_, '_>| {
            node.tag_name().name() == "sp"
                && node
                    .descendants()
                    .any(|node| node.tag_name().name() == "cNvPr" && node.attribute("name") == Some(place))
        };
        let shape = document.descendants().find(is_shape).unwrap();
        shape
            .descendants()
            .filter(|node| node.tag_name().name() == "t")
            .filter_map(|node| node.text())
            .collect()
    };
    slides.iter().map(words).collect()
}

#[test]
fn sixty_exhibits_are_one_sound_presentation_in_their_order() {
    let package = Package::read(pptx(&sixty(), &OPTIONS).unwrap().get());
    package.assert_sound("sixty", &IMPLIED);
    package.assert_charts_copy_their_workbooks("sixty", "ppt/charts/chart");
    let titles = words_in(&package, "Title");
    let mut numbers: Vec<&str> = titles.iter().filter_map(|title| title.split('.').next()).collect();
    numbers.retain(|number| number.starts_with("Finding "));
    numbers.dedup();
    let expected: Vec<String> =
        (1..=SIXTY).map(|number| title(number).trim_end_matches('.').to_owned()).collect();
    assert_eq!(numbers, expected);
    assert!(package.named("ppt/charts/chart").len() > SIXTY);
}

#[test]
fn a_missing_figure_has_a_slide_in_its_place_that_says_which_and_why() {
    let standard = SlideOptions { ground: Ground::Ours(SlideShape::Standard) };
    for options in [OPTIONS, standard] {
        let package = Package::read(pptx(&with_missing(), &options).unwrap().get());
        package.assert_sound("missing", &IMPLIED);
        let titles = words_in(&package, "Title");
        let place = titles.iter().position(|title| *title == missing().title).unwrap();
        let at = |number: usize| titles.iter().position(|one| *one == title(number)).unwrap();
        assert!(at(1) < place && place < at(3), "{titles:?}");
        let slide = format!("ppt/slides/slide{}.xml", place + 1);
        let words = package.words(&slide);
        for said in [missing().reason, missing().study, missing().exhibit] {
            assert!(words.contains(&said), "{said} is not in {words}");
        }
        let notes = package.words(&format!("ppt/notesSlides/notesSlide{}.xml", place + 1));
        assert!(notes.contains(&missing().reason), "{notes}");
        assert!(!package.text(&slide).contains("graphicFrame"));
    }
}

#[test]
fn a_reason_without_end_stays_on_its_slide() {
    let endless = with_missing().map(|mut chosen| {
        let reason = "It cannot be drawn for a reason without end. ".repeat(100);
        chosen[1] = crate::export::Chosen::Missing(crate::export::Missing { reason, ..missing() });
        chosen
    });
    let package = Package::read(pptx(&endless, &OPTIONS).unwrap().get());
    let words = package.words("ppt/slides/slide");
    assert!(words.contains('…') && words.matches("without end").count() < 30, "{words}");
}

#[test]
fn a_file_that_nobody_waits_for_is_given_up_between_two_exhibits() {
    let asked = std::cell::Cell::new(0);
    let until_third = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    let made = pptx_while(&sixty(), &OPTIONS, StillWanted::by(&until_third));
    assert!(matches!(made, Err(ExportError::GivenUp)));
    assert_eq!(asked.get(), 3, "nothing is made after that");
}
