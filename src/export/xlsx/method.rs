//! The words around a figure, and the numbers above it.

use super::board::Board;
use super::value::Value;
use crate::domain::{Finite, Interval};
use crate::exhibit::{Headline, HeadlineValue};
use crate::export::numbering;
use crate::export::placed::Placed;

/// Widest column, in characters.
const WIDEST: u16 = 100;

/// A row: what it is, its words, and of a headline its numbers.
struct Line<'e> {
    item: &'static str,
    words: String,
    headline: Option<&'e Headline>,
}

/// Title, subtitle, sentence, what the table shows, note, footnotes, headlines.
pub(super) fn board(placed: Placed<'_>, name: &str) -> Board {
    let lines = lines(placed);
    let exhibit = placed.exhibit;
    let mut board = Board::new(name, WIDEST);
    board.words("Item", lines.iter().map(|line| line.item));
    board.words("Words", lines.iter().map(|line| line.words.as_str()));
    if exhibit.headlines.is_empty() {
        return board;
    }
    let numbers = |number: fn(&Headline) -> Value| -> Vec<Value> {
        lines.iter().map(|line| line.headline.map_or(Value::Blank, number)).collect()
    };
    board.numbers("Value", numbers(|headline| value(&headline.value)));
    board.numbers("95% CI, low", numbers(|headline| limit(&headline.value, |interval| interval.low)));
    board.numbers("95% CI, high", numbers(|headline| limit(&headline.value, |interval| interval.high)));
    board.numbers("n", numbers(|headline| Value::count(headline.people)));
    board.numbers("of", numbers(|headline| Value::count(headline.of)));
    board
}

fn lines(placed: Placed<'_>) -> Vec<Line<'_>> {
    let exhibit = placed.exhibit;
    let text = &exhibit.text;
    let words = |item, words: &str| Line { item, words: words.to_owned(), headline: None };
    let mut lines = vec![
        words("Title", &text.title),
        words("Subtitle", &text.subtitle),
        words("Finding", &text.sentence),
        words("Table", &exhibit.table.caption),
    ];
    lines.extend(placed.note_lines().map(|line| words("Note", line)));
    lines.extend(text.footnotes.iter().map(|footnote| words("Footnote", footnote)));
    lines.extend(exhibit.headlines.iter().map(|headline| Line {
        item: "Headline",
        words: described(headline),
        headline: Some(headline),
    }));
    lines
}

/// What the number is, of which group, and why there is none.
fn described(headline: &Headline) -> String {
    let reason = match &headline.value {
        HeadlineValue::Unavailable(reason) => reason.as_str(),
        HeadlineValue::Score { .. } | HeadlineValue::Share { .. } | HeadlineValue::Hidden => "",
    };
    let words = [headline.label.as_str(), headline.group.as_str(), reason];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

fn value(value: &HeadlineValue) -> Value {
    match value {
        HeadlineValue::Score { value, places, .. } => score(*value, *places),
        HeadlineValue::Share { value, places, .. } => share(*value, *places),
        HeadlineValue::Hidden => Value::Hidden,
        HeadlineValue::Unavailable(_) => Value::Blank,
    }
}

fn limit(value: &HeadlineValue, limit: fn(Interval) -> Finite) -> Value {
    match value {
        HeadlineValue::Score { interval, places, .. } => {
            interval.map_or(Value::Blank, |interval| score(limit(interval), *places))
        }
        HeadlineValue::Share { interval, places, .. } => {
            interval.map_or(Value::Blank, |interval| share(limit(interval), *places))
        }
        HeadlineValue::Hidden => Value::Hidden,
        HeadlineValue::Unavailable(_) => Value::Blank,
    }
}

fn score(value: Finite, places: u8) -> Value {
    let format = numbering::code("", places.into(), "").unwrap_or_else(|| "General".to_owned());
    Value::finite(Some(value), &format)
}

/// A share of one, printed as per cent.
fn share(value: Finite, places: u8) -> Value {
    Value::finite(Some(value), &numbering::share(places.into()))
}
