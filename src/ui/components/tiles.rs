//! The headline numbers: one tile a measure, the groups side by side, each with its interval and denominator.

use leptos::prelude::*;

use super::explain::Explain;
use super::glyph::Glyph;
use super::icons::Hatch;
use super::mark::SeriesKey;
use crate::domain::{Finite, Interval, format};
use crate::exhibit::{Headline, HeadlineValue};
use crate::ui::explanations::Explanation;

/// A ruled row of tiles.
#[component]
pub fn Tiles(
    /// Headlines of an exhibit.
    headlines: Vec<Headline>,
) -> impl IntoView {
    let tiles = by_label(headlines).into_iter().map(|group| view! { <Tile headlines=group/> });
    view! { <section class="tiles" aria-label="Headline results">{tiles.collect_view()}</section> }
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

#[component]
fn Tile(headlines: Vec<Headline>) -> impl IntoView {
    let label = headlines.first().map(|headline| headline.label.clone());
    let about = headlines.first().and_then(|headline| Explanation::from_key(&headline.explanation));
    let parts = headlines.into_iter().map(|headline| view! { <TilePart headline=headline/> });
    view! {
        <div class="tile">
            <h2>{label}{about.map(|about| view! { <Explain about=about/> })}</h2>
            <div class="tile-parts">{parts.collect_view()}</div>
        </div>
    }
}

#[component]
fn TilePart(headline: Headline) -> impl IntoView {
    let of = format!("{} of {} people", headline.people.words(), headline.of.words());
    view! {
        <div class="tile-part">
            <p class="tile-group"><SeriesKey number=headline.series_number/>{headline.group}</p>
            {value(headline.value, headline.series_number)}
            <p>{of}</p>
        </div>
    }
}

fn value(value: HeadlineValue, number: u8) -> AnyView {
    match value {
        HeadlineValue::Score { value, interval, places, scale } => {
            let places = usize::from(places);
            let doubt = interval.map(|interval| format::interval(interval, places));
            view! {
                <p class="tile-value">{format::decimal(value, places)}</p>
                <Glyph value=value interval=interval scale=scale number=number/>
                <Doubt text=doubt/>
            }
            .into_any()
        }
        HeadlineValue::Share { value, interval, places } => {
            share(value, interval, usize::from(places), number)
        }
        HeadlineValue::Hidden => view! {
            <p class="tile-value is-hidden-count"><Hatch/>"hidden"</p>
            <p>"fewer than 11 people"</p>
        }
        .into_any(),
        HeadlineValue::Unavailable(reason) => view! {
            <p class="tile-value">"–"</p>
            <p>{reason}</p>
        }
        .into_any(),
    }
}

fn share(value: Finite, interval: Option<Interval>, places: usize, number: u8) -> AnyView {
    let text = format::percent(value, places);
    let figures = text.trim_end_matches('%').to_owned();
    let doubt = interval.map(|ends| {
        format!(
            "{} to {}",
            format::percent(ends.low, places).trim_end_matches('%'),
            format::percent(ends.high, places).trim_end_matches('%')
        )
    });
    let glyph = Interval::new(0.0, 1.0)
        .map(|scale| view! { <Glyph value=value interval=interval scale=scale number=number/> });
    view! {
        <p class="tile-value">{figures}<small>"%"</small></p>
        {glyph}
        <Doubt text=doubt/>
    }
    .into_any()
}

#[component]
fn Doubt(text: Option<String>) -> impl IntoView {
    view! { <p>{text.map_or_else(|| "no interval: fewer than two values".to_owned(), |text| format!("95% CI {text}"))}</p> }
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
