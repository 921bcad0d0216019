//! Words where values are hidden: never a gap without a reason.

use super::super::words::{Align, Paragraph, Style};
use super::super::workbook::{Sheet, mean};
use super::axes::ValueAxis;
use super::hidden_words;
use super::labels::{Behind, Beside, Label};
use super::series::Series;
use crate::exhibit::Estimate;
use crate::export::ooxml::units::Emu;

/// A line of estimates.
pub(super) struct Course<'f> {
    /// Name of the group.
    pub(super) label: &'f str,
    /// Positions and estimates, in one order for all courses.
    pub(super) points: Vec<(f64, Estimate)>,
}

/// Words at one stretch.
struct Words {
    at: (f64, f64),
    beside: Beside,
    lines: Vec<Paragraph>,
}

/// Words of this size for each stretch of positions at which the same courses are hidden; `None` where nothing is.
pub(super) fn words(
    sheet: &mut Sheet,
    axes: (&ValueAxis, &ValueAxis),
    courses: &[Course<'_>],
    size: i32,
) -> Option<Series> {
    let positions = courses.iter().map(|course| course.points.len()).max().unwrap_or(0);
    let hidden_at = |position: usize| -> Vec<usize> {
        let is_hidden = |course: &Course<'_>| {
            course.points.get(position).is_some_and(|(_, estimate)| *estimate == Estimate::Hidden)
        };
        let hidden = courses.iter().enumerate().filter(|(_, course)| is_hidden(course));
        hidden.map(|(index, _)| index).collect()
    };
    let hidden: Vec<(usize, Vec<usize>)> =
        (0..positions).map(|position| (position, hidden_at(position))).collect();
    let stretches = hidden.chunk_by(|one, next| one.1 == next.1);
    let words: Vec<Words> =
        stretches.filter_map(|stretch| at_stretch(stretch, axes, courses, size)).collect();
    if words.is_empty() {
        return None;
    }
    let at = sheet.numbers("Hidden, words at", words.iter().map(|words| words.at.0));
    let height = sheet.numbers("Hidden", words.iter().map(|words| words.at.1));
    let label = |(point, words): (usize, Words)| Label {
        behind: Behind::Hidden,
        ..Label::at(point, words.beside, words.lines)
    };
    let labels = words.into_iter().enumerate().map(label).collect();
    Some(Series { labels, ..Series::bare(at, height) })
}

fn at_stretch(
    stretch: &[(usize, Vec<usize>)],
    (x, y): (&ValueAxis, &ValueAxis),
    courses: &[Course<'_>],
    size: i32,
) -> Option<Words> {
    let ((first, hidden), (last, _)) = (stretch.first()?, stretch.last()?);
    let longest = courses.iter().max_by_key(|course| course.points.len())?;
    let at = |position: &usize| longest.points.get(*position).map(|(at, _)| *at);
    let middle = f64::midpoint(at(first)?, at(last)?);
    let mut lines = head(hidden, courses)?;
    lines.push(Style::NOTE.sized(size).paragraph(hidden_words()).aligned(Align::Centre));
    // Beside a plot's edge words would leave it.
    let beside = match x.share(middle) {
        share if share < 0.12 => Beside::Right,
        share if share > 0.88 => Beside::Left,
        _ => Beside::Over,
    };
    Some(Words { at: (middle, free_height(*first, *last, y, courses)), beside, lines })
}

/// Which groups are hidden; nothing where there is one group only, `None` where none is.
fn head(hidden: &[usize], courses: &[Course<'_>]) -> Option<Vec<Paragraph>> {
    let mut names: Vec<&str> =
        hidden.iter().filter_map(|index| courses.get(*index)).map(|course| course.label).collect();
    names.dedup();
    let words = match names.as_slice() {
        [] => return None,
        _ if courses.len() == 1 => return Some(Vec::new()),
        _ if hidden.len() == courses.len() => "all groups".to_owned(),
        [one] => Style::STRONG.fit(one, Emu::points(150)),
        some => format!("{} groups", some.len()),
    };
    Some(vec![Style::STRONG.paragraph(words).aligned(Align::Centre)])
}

/// The height that is farthest from every value at these positions and beside them.
fn free_height(first: usize, last: usize, y: &ValueAxis, courses: &[Course<'_>]) -> f64 {
    let near = |course: &Course<'_>| -> Vec<f64> {
        let points = course.points.iter().enumerate();
        let near = points.filter(|(position, _)| (first.saturating_sub(1)..=last + 1).contains(position));
        near.filter_map(|(_, (_, estimate))| mean(estimate)).map(|value| y.share(value.get())).collect()
    };
    let values: Vec<f64> = courses.iter().flat_map(near).collect();
    let distance = |height: f64| values.iter().map(|value| (value - height).abs()).fold(1.0, f64::min);
    let candidates = [0.5_f64, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];
    let best = candidates.into_iter().max_by(|one, other| {
        // The middle wins a tie.
        let nearer_middle = (other - 0.5).abs().total_cmp(&(one - 0.5).abs());
        distance(*one).total_cmp(&distance(*other)).then(nearer_middle)
    });
    y.low + (y.high - y.low) * best.unwrap_or(0.5)
}
