//! The headline numbers: one tile a measure, the groups side by side, each with its interval and denominator.

use leptos::prelude::*;

use super::explain::question_mark;
use super::glyph::glyph;
use super::icons::HATCH;
use super::inert::{append, escape, inert};
use super::mark::series_key;
use crate::domain::{Finite, Interval, format};
use crate::exhibit::{Headline, HeadlineValue};
use crate::ui::explanations::Explanation;

/// A ruled row of tiles.
#[component]
pub fn Tiles(
    /// Headlines of an exhibit.
    headlines: Vec<Headline>,
) -> impl IntoView {
    let mut html = String::from("<section class=\"tiles\" aria-label=\"Headline results\">");
    for group in by_label(headlines) {
        tile(&mut html, &group);
    }
    html.push_str("</section>");
    inert(html)
}

/// Headlines of one label together, in the order in which the labels first appear.
fn by_label(headlines: Vec<Headline>) -> Vec<Vec<Headline>> {
    let mut tiles: Vec<Vec<Headline>> = Vec::new();
    for headline in headlines {
        let has_its_label =
            |tile: &&mut Vec<Headline>| tile.iter().any(|other| other.label == headline.label);
        match tiles.iter_mut().find(has_its_label) {
            Some(tile) => tile.push(headline),
            None => tiles.push(vec![headline]),
        }
    }
    tiles
}

fn tile(html: &mut String, headlines: &[Headline]) {
    let first = headlines.first();
    let label = first.map(|headline| escape(&headline.label)).unwrap_or_default();
    let about = first.and_then(|headline| Explanation::from_key(&headline.explanation));
    let mark = about.map(question_mark).unwrap_or_default();
    append!(html, "<div class=\"tile\"><h2>{label}{mark}</h2><div class=\"tile-parts\">");
    for headline in headlines {
        append!(
            html,
            "<div class=\"tile-part\"><p class=\"tile-group\">{}{}</p>{}<p>{} of {} people</p></div>",
            series_key(headline.series_number),
            escape(&headline.group),
            value(&headline.value, headline.series_number),
            escape(&headline.people.words()),
            escape(&headline.of.words())
        );
    }
    html.push_str("</div></div>");
}

fn value(value: &HeadlineValue, number: u8) -> String {
    match value {
        HeadlineValue::Score { value, interval, places, scale } => {
            let places = usize::from(*places);
            let figures = escape(&format::decimal(*value, places));
            let glyph = glyph(*value, *interval, *scale, number);
            let doubt = interval.map(|interval| format::interval(interval, places));
            format!("<p class=\"tile-value\">{figures}</p>{glyph}{}", doubt_line(doubt))
        }
        HeadlineValue::Share { value, interval, places } => {
            share(*value, *interval, usize::from(*places), number)
        }
        HeadlineValue::Hidden => {
            format!("<p class=\"tile-value is-hidden-count\">{HATCH}hidden</p><p>fewer than 11 people</p>")
        }
        HeadlineValue::Unavailable(reason) => {
            format!("<p class=\"tile-value\">–</p><p>{}</p>", escape(reason))
        }
    }
}

fn share(value: Finite, interval: Option<Interval>, places: usize, number: u8) -> String {
    let figures = |share: Finite| escape(format::percent(share, places).trim_end_matches('%'));
    let doubt = interval.map(|ends| format!("{} to {}", figures(ends.low), figures(ends.high)));
    let scale = Interval::new(0.0, 1.0);
    let glyph = scale.map(|scale| glyph(value, interval, scale, number)).unwrap_or_default();
    format!("<p class=\"tile-value\">{}<small>%</small></p>{glyph}{}", figures(value), doubt_line(doubt))
}

fn doubt_line(interval: Option<String>) -> String {
    match interval {
        Some(interval) => format!("<p>95% CI {}</p>", escape(&interval)),
        None => "<p>no interval: fewer than two values</p>".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibit::Count;

    fn headline(label: &str, group: &str) -> Headline {
        Headline {
            label: label.to_owned(),
            group: group.to_owned(),
            series_number: 1,
            value: HeadlineValue::Hidden,
            people: Count::Hidden,
            of: Count::Hidden,
            explanation: String::new(),
        }
    }

    #[test]
    fn groups_stand_side_by_side_under_their_measure_whatever_the_order() {
        let given = [("mean", "a"), ("change", "a"), ("mean", "b"), ("change", "b")];
        let tiles = by_label(given.map(|(label, group)| headline(label, group)).to_vec());
        let shown: Vec<Vec<(&str, &str)>> = tiles
            .iter()
            .map(|tile| tile.iter().map(|part| (part.label.as_str(), part.group.as_str())).collect())
            .collect();
        assert_eq!(shown, [[("mean", "a"), ("mean", "b")], [("change", "a"), ("change", "b")]]);
    }
}
