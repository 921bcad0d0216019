//! Which layout of a template figures are put on, and where on it.

use super::placeholder::{Placeholder, Takes};
use super::setting::share;
use crate::export::ooxml::units::{Emu, Frame, Share};

/// A figure needs so much room under the title, with its subtitle and its source, on a slide of our size.
pub(super) const LEAST_WIDTH: i64 = 400;
pub(super) const LEAST_HEIGHT: i64 = 220;
/// A layout whose figure has less than this part of the slide is taken only where there is no better one.
const ENOUGH: f64 = 0.4;
/// Between the title and a figure, and between a figure and the foot.
const GAP: Emu = Emu::points(6);
/// Places that are no higher are for a line or two of words.
const LOW: Emu = Emu::points(80);
/// Kept free at the edge of a slide.
const EDGE: Emu = Emu::points(20);

/// A layout as it is used. The better of two is the lesser.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    rank: Rank,
    pub(super) title: Placeholder,
    /// For the subtitle.
    pub(super) words: Option<Placeholder>,
    pub(super) content: Option<Placeholder>,
    /// The room of the figure, with what has no placeholder.
    pub(super) room: Frame,
    pub(super) footer: Option<Placeholder>,
    pub(super) number: Option<Placeholder>,
}

/// How well a layout suits figures, whatever is at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// A title, and one place for a figure.
    Content,
    /// A title, and nothing else.
    TitleOnly,
    /// A title over room, whatever its places are for.
    Room,
}

impl Choice {
    /// How a layout with `places` would be used on slides of this size; `None` when it cannot hold a figure.
    pub(super) fn of(places: &[Placeholder], size: (Emu, Emu)) -> Option<Self> {
        let first = |takes: Takes| places.iter().find(|place| place.takes == takes).cloned();
        let title = first(Takes::Title).filter(|title| title.inner.is_some_and(is_room))?;
        let (content, words) = (content(places, &title), words(places, &title, size.1));
        let mut choice = Self {
            rank: rank(places, size.1, (content.as_ref(), words.as_ref())),
            room: Frame::between((Emu::ZERO, Emu::ZERO), (Emu::ZERO, Emu::ZERO)),
            title,
            words,
            content,
            footer: first(Takes::Footer).filter(|footer| footer.inner.is_some_and(is_room)),
            number: first(Takes::Number),
        };
        choice.settle(places, size);
        choice.is_large_enough(share(size)).then_some(choice)
    }

    /// Whether this layout is better than another.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let area = |choice: &Self| choice.room.width.tenths() / 10 * (choice.room.height.tenths() / 10);
        self.rank < other.rank || self.rank == other.rank && area(self) > area(other)
    }

    /// Finds the room of the figure: that of the placeholder, or what is free under the title.
    fn settle(&mut self, places: &[Placeholder], size: (Emu, Emu)) {
        let whole = |frame: Frame| frame.width.of(size.0) * frame.height.of(size.1);
        let own = self.content.as_ref().and_then(|place| place.frame);
        let own = own.filter(|_| self.rank == Rank::Content).filter(|frame| whole(*frame) >= ENOUGH);
        self.room = own.unwrap_or_else(|| {
            self.content = None;
            self.rank = self.rank.max(Rank::TitleOnly);
            free(places, self.words.as_ref().unwrap_or(&self.title), &self.title, size)
        });
        // Words that are not over the figure are none for a subtitle.
        self.words.take_if(|words| words.frame.is_none_or(|frame| frame.bottom() > self.room.top));
        if whole(self.room) < ENOUGH {
            self.rank = Rank::Room;
        }
    }

    fn is_large_enough(&self, share: Share) -> bool {
        let room = self.room.map(|length| share.planned(length));
        room.width >= Emu::points(LEAST_WIDTH) && room.height >= Emu::points(LEAST_HEIGHT)
    }
}

fn is_room(frame: Frame) -> bool {
    frame.width > Emu::points(60) && frame.height > Emu::points(8)
}

/// Whether a place is under the title, but for a little.
fn is_under(place: &Placeholder, title: &Placeholder) -> bool {
    let bottom = title.frame.map(|frame| frame.bottom() - Emu::points(12));
    place.frame.zip(bottom).is_some_and(|(frame, bottom)| frame.top >= bottom)
}

/// The largest place for a figure.
fn content(places: &[Placeholder], title: &Placeholder) -> Option<Placeholder> {
    let height = |place: &&Placeholder| place.frame.map(|frame| frame.height);
    places.iter().filter(|place| is_for_figures(place) && is_under(place, title)).max_by_key(height).cloned()
}

fn is_for_figures(place: &Placeholder) -> bool {
    match place.takes {
        Takes::Anything | Takes::Chart | Takes::Table => true,
        // Text of a whole slide: its room is taken, the place stays empty.
        Takes::Words => is_high(place),
        Takes::Title | Takes::Footer | Takes::Number | Takes::Date | Takes::Other => false,
    }
}

fn is_high(place: &Placeholder) -> bool {
    place.frame.is_some_and(|frame| frame.height > Emu::points(120))
}

/// A place for a subtitle: words of one or two lines, as wide as half of the title at least, in the upper half of the
/// slide.
fn words(places: &[Placeholder], title: &Placeholder, height: Emu) -> Option<Placeholder> {
    let width = title.inner.map_or(Emu::ZERO, |frame| frame.width / 2);
    let suits = |place: &&Placeholder| {
        let inner = place.inner.filter(|inner| is_room(*inner));
        place.takes == Takes::Words
            && is_under(place, title)
            && place.frame.is_some_and(|frame| frame.bottom() <= height / 2)
            && inner.is_some_and(|inner| inner.width >= width && inner.height <= LOW)
    };
    places.iter().find(suits).cloned()
}

/// Whether a place is at the foot of a slide: a footer, or a low place for something else, as a source.
fn is_at_foot(place: &Placeholder, height: Emu) -> bool {
    let is_lower = place.frame.is_some_and(|frame| frame.top > height / 2);
    match place.takes {
        Takes::Title => false,
        Takes::Footer | Takes::Number | Takes::Date => is_lower,
        Takes::Words | Takes::Anything | Takes::Chart | Takes::Table | Takes::Other => {
            is_lower && place.frame.is_some_and(|frame| frame.height <= LOW)
        }
    }
}

fn rank(
    places: &[Placeholder],
    height: Emu,
    (content, words): (Option<&Placeholder>, Option<&Placeholder>),
) -> Rank {
    let takes_part = |place: &&Placeholder| match place.takes {
        Takes::Title | Takes::Footer | Takes::Number | Takes::Date => false,
        Takes::Words | Takes::Anything | Takes::Chart | Takes::Table | Takes::Other => {
            !is_at_foot(place, height)
        }
    };
    let others =
        places.iter().filter(takes_part).filter(|place| Some(*place) != content && Some(*place) != words);
    match (content, others.count()) {
        (Some(_), 0) => Rank::Content,
        (None, 0) => Rank::TitleOnly,
        (_, _) => Rank::Room,
    }
}

/// What is free under the title, as wide as it, down to the foot.
fn free(places: &[Placeholder], above: &Placeholder, title: &Placeholder, (_, height): (Emu, Emu)) -> Frame {
    let nothing = || Frame::between((Emu::ZERO, Emu::ZERO), (Emu::ZERO, Emu::ZERO));
    let [above, title] = [above, title].map(|place| place.frame.unwrap_or_else(nothing));
    let at_foot = places.iter().filter(|place| is_at_foot(place, height));
    let foot = at_foot.filter_map(|place| place.frame).map(|frame| frame.top).min().unwrap_or(height - EDGE);
    let top = above.bottom() + GAP;
    Frame::between((title.left, title.right()), (top, (foot - GAP).max(top)))
}
