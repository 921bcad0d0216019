//! What a figure draws, tidy: one row a point, and a native chart of it.

mod attrition;
mod differences;
mod forest;
mod multiples;
mod responders;
mod rows;
mod trend;

use super::board::Board;
use super::value::hidden_words;
use crate::domain::{Direction, Interval};
use crate::exhibit::{Estimate, Exhibit, FigureSpec};

/// Widest column, in characters.
const WIDEST: u16 = 40;

/// The numbers of the figure with its chart.
pub(super) fn board(exhibit: &Exhibit, name: &str) -> Board {
    let mut board = Board::new(name, WIDEST);
    let words = Finding { title: &exhibit.text.title, sentence: &exhibit.text.sentence };
    match &exhibit.figure {
        FigureSpec::Trend(figure) => trend::fill(&mut board, figure, words),
        FigureSpec::Responders(figure) => responders::fill(&mut board, figure, words),
        FigureSpec::Forest(figure) => forest::fill(&mut board, figure, words),
        FigureSpec::Differences(figure) => differences::fill(&mut board, figure, words),
        FigureSpec::Attrition(figure) => attrition::fill(&mut board, figure, words),
        FigureSpec::Multiples(figure) => multiples::fill(&mut board, figure, words),
    }
    board
}

/// The finding: as the title of a chart, and for those who do not see it.
#[derive(Debug, Clone, Copy)]
struct Finding<'e> {
    title: &'e str,
    sentence: &'e str,
}

/// Headings of intervals.
const CI: [&str; 2] = ["95% CI, low", "95% CI, high"];

/// The interval of an estimate.
const fn interval(estimate: &Estimate) -> Option<Interval> {
    match estimate {
        Estimate::Mean { interval, .. } => *interval,
        Estimate::Hidden | Estimate::Empty => None,
    }
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::LowerIsBetter => "lower is better",
        Direction::HigherIsBetter => "higher is better",
    }
}

/// The name of a series with what is not seen of it.
fn name<'e>(label: &str, estimates: impl Iterator<Item = &'e Estimate>) -> String {
    let (mut shown, mut hidden) = (false, false);
    for estimate in estimates {
        shown |= matches!(estimate, Estimate::Mean { .. });
        hidden |= *estimate == Estimate::Hidden;
    }
    match (shown, hidden) {
        (true, false) => label.to_owned(),
        (true, true) => format!("{label} (in part {})", hidden_words()),
        (false, true) => format!("{label} ({})", hidden_words()),
        (false, false) => format!("{label} (no values)"),
    }
}
