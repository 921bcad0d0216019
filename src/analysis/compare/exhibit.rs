//! A published comparison as an exhibit.

use super::figure::{both, figure};
use super::footnotes::footnotes;
use super::table::table;
use super::words::Story;
use super::{Method, PublicCompare, PublicComparedGroup, PublicNumber};
use crate::analysis::words::upper_first;
use crate::domain::{Interval, StudyCatalogue};
use crate::exhibit::{
    Axis, Exhibit, ExhibitText, FigureSpec, Headline, HeadlineValue, Parts, Provenance, Published, Released,
};

/// The exhibit of a comparison: figure, headlines, table and words.
///
/// Everything is made from `published` and the catalogue.
pub fn exhibit(
    published: &Published<PublicCompare>,
    catalogue: &StudyCatalogue,
    provenance: Provenance,
) -> Released<Exhibit> {
    let policy = published.policy();
    Exhibit::compose(published, provenance, |public| {
        let story = Story { public, catalogue };
        let figure = figure(story);
        Parts {
            text: ExhibitText {
                title: story.title(),
                subtitle: story.subtitle(),
                sentence: story.sentence(),
                footnotes: footnotes(story, policy),
            },
            headlines: headlines(story, &figure.x),
            table: table(story, policy),
            figure: FigureSpec::Forest(figure),
        }
    })
}

/// The difference, then the change of each group.
fn headlines(story: Story<'_>, x: &Axis) -> Vec<Headline> {
    let (groups, lead) = (&story.public.groups, story.lead());
    let difference = Headline {
        label: format!("{}, {}", difference_words(lead), story.end()),
        group: upper_first(&story.contrast()),
        series_number: 1,
        value: score(story, story.public.estimate(lead), x),
        people: both(story.public.people(lead).into_iter()),
        of: both(groups.iter().map(|group| group.people)),
        explanation: "mean_difference".to_owned(),
    };
    let changes = groups.iter().zip(1..).map(|(group, number)| change(story, group, number, x));
    std::iter::once(difference).chain(changes).collect()
}

/// What the leading difference is of: it need not be the difference of the changes beside it.
const fn difference_words(method: Method) -> &'static str {
    match method {
        Method::Crude => "Difference in change",
        Method::Adjusted => "Difference in change at equal baselines",
        Method::Repeated => "Difference in change by repeated measures",
        Method::Ranked => "Median difference in change",
    }
}

fn change(story: Story<'_>, group: &PublicComparedGroup, series_number: u8, x: &Axis) -> Headline {
    Headline {
        label: format!("Mean change, {}", story.end()),
        group: group.label.clone(),
        series_number,
        value: score(story, &group.change.estimate, x),
        people: group.contributing,
        of: group.people,
        explanation: "mean_change".to_owned(),
    }
}

fn score(story: Story<'_>, number: &PublicNumber, x: &Axis) -> HeadlineValue {
    match (number, Interval::new(x.low.get(), x.high.get())) {
        (PublicNumber::Shown { value, interval, places }, Some(scale)) => {
            HeadlineValue::Score { value: *value, interval: *interval, places: *places, scale }
        }
        (PublicNumber::Hidden, _) => HeadlineValue::Hidden,
        (PublicNumber::Undefined(reason), _) => HeadlineValue::Unavailable(reason.clone()),
        (PublicNumber::Shown { .. }, None) => {
            HeadlineValue::Unavailable(format!("There is no scale to show {} on.", story.measure()))
        }
    }
}
