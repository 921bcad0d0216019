//! Where figures, their words and their sources are put on a layout of a company.

use super::super::page::Page;
use super::super::seats::{Holder, Line, Seat, Seats, Setting};
use super::choice::Choice;
use super::placeholder::{Placeholder, Takes};
use crate::export::ooxml::units::{Emu, Frame, Share};

/// Sizes of titles: that of the layout, then those of these that are smaller.
const TITLES: [i32; 9] = [40, 36, 32, 28, 26, 23, 20, 18, 16];
/// Sizes of subtitles, as titles.
const SUBTITLES: [i32; 3] = [16, 14, 12];
/// Height of a subtitle without a placeholder.
const SUBTITLE: Emu = Emu::points(38);
/// Height of a source of three lines.
const SOURCE: Emu = Emu::points(46);
/// Height of one more line.
const LINE: Emu = Emu::points(15);
/// Between a subtitle and a figure, and between a figure and its source.
const GAP: Emu = Emu::points(6);
/// Text size of a footer where nothing is said.
const FOOTER_SIZE: i32 = 12;

impl Setting {
    /// The places on a layout that was chosen.
    pub(super) fn company(choice: &Choice, size: (Emu, Emu)) -> Self {
        let title = choice.title.inner.unwrap_or(choice.room);
        let share = share(size);
        let room = aligned(choice, title).map(|length| share.planned(length));
        let words = choice.words.as_ref().and_then(|words| Some((words, words.inner?)));
        let (subtitle, top) = match words {
            Some((_, inner)) => (inner, room.top),
            None => (Frame { height: SUBTITLE, ..room }, room.top + SUBTITLE + GAP),
        };
        let line = line(choice.footer.as_ref());
        let source = source(room, &line);
        let body = Frame::between((room.left, room.right()), (top, source.top - GAP));
        let seat = words.map_or(Seat::Frame(subtitle), |(words, _)| Seat::Holder(holder(words)));
        let nothing = Frame { width: Emu::ZERO, height: Emu::ZERO, ..source };
        Self {
            page: Page {
                width: size.0,
                height: size.1,
                title,
                subtitle,
                body,
                rule: nothing,
                footer: source,
                number: nothing,
                id: nothing,
            },
            seats: seats(choice, seat, source, (line, share)),
            title_sizes: sizes(choice.title.size, &TITLES),
            subtitle_sizes: sizes(words.and_then(|(words, _)| words.size).or(Some(SUBTITLES[0])), &SUBTITLES),
        }
    }
}

/// How large figures are drawn on slides of this size: as large a part of them as of ours, which are 540 points high and
/// 720 wide at least.
pub(super) fn share((width, height): (Emu, Emu)) -> Share {
    let part = height.of(Emu::points(540)).min(width.of(Emu::points(720)));
    Share::hundredths((part * 100.0).clamp(50.0, 400.0) as i32)
}

/// The room of the figure, with words in it that begin where those of the title do.
fn aligned(choice: &Choice, title: Frame) -> Frame {
    let margins = choice
        .title
        .frame
        .map_or((Emu::ZERO, Emu::ZERO), |frame| (title.left - frame.left, frame.right() - title.right()));
    let room = choice.room;
    Frame::between((room.left + margins.0, room.right() - margins.1), (room.top, room.bottom()))
}

fn line(footer: Option<&Placeholder>) -> Line {
    let footer = footer.and_then(|footer| Some((footer, footer.inner?)));
    footer.map_or(Line::UnderSource, |(footer, inner)| {
        Line::Footer(holder(footer), inner.width, footer.size.unwrap_or(FOOTER_SIZE))
    })
}

/// The place of the source, at the foot of the room.
fn source(room: Frame, line: &Line) -> Frame {
    let height = match line {
        Line::Id(_) | Line::Footer(..) => SOURCE,
        Line::UnderSource => SOURCE + LINE,
    };
    Frame { top: room.bottom() - height, height, ..room }
}

fn seats(choice: &Choice, subtitle: Seat, source: Frame, (line, share): (Line, Share)) -> Seats {
    let takes = |wanted: Takes| {
        let content = choice.content.as_ref();
        content.filter(|place| place.takes == Takes::Anything || place.takes == wanted).map(holder)
    };
    Seats {
        title: holder(&choice.title),
        subtitle,
        chart: takes(Takes::Chart),
        table: takes(Takes::Table),
        source: Seat::Frame(source),
        number: choice.number.as_ref().map(holder),
        line,
        share,
    }
}

fn holder(place: &Placeholder) -> Holder {
    Holder::company(place.kind.clone(), place.index, place.size)
}

/// `own` and those of `others` that are smaller.
fn sizes(own: Option<i32>, others: &[i32]) -> Vec<i32> {
    let most = own.unwrap_or(i32::MAX);
    own.into_iter().chain(others.iter().copied().filter(|size| *size < most)).collect()
}
