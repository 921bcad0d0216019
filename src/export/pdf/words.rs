//! Words on a page: how they look, how wide they are and how they break into lines.

use unicode_normalization::UnicodeNormalization as _;

use super::page::Hundredths;
use crate::chart::metrics::{self, Weight};
use crate::chart::palette::LIGHT;

/// Size, height of a line, weight and colour of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// Tenths of a point.
    pub(super) size: i32,
    pub(super) line: Hundredths,
    pub(super) weight: Weight,
    /// `#rrggbb`.
    pub(super) colour: &'static str,
}

/// Regular words.
const fn regular(size: i32, line: Hundredths, colour: &'static str) -> Style {
    Style { size, line, weight: Weight::Regular, colour }
}

/// Semibold words.
const fn semibold(size: i32, line: Hundredths, colour: &'static str) -> Style {
    Style { size, line, weight: Weight::Semibold, colour }
}

impl Style {
    /// Sizes of a title, from the largest.
    pub(super) const TITLES: [Self; 3] =
        [semibold(170, 2_100, LIGHT.ink), semibold(140, 1_800, LIGHT.ink), semibold(110, 1_450, LIGHT.ink)];
    pub(super) const SUBTITLE: Self = regular(95, 1_350, LIGHT.ink_2);
    pub(super) const FOOTNOTE: Self = regular(80, 1_120, LIGHT.ink_3);
    pub(super) const CAPTION: Self = semibold(100, 1_350, LIGHT.ink);
    /// Header and footer of a page.
    pub(super) const FURNITURE: Self = regular(70, 960, LIGHT.ink_3);
    /// What a headline is of.
    pub(super) const LABEL: Self = semibold(80, 1_080, LIGHT.ink);
    /// Words under a headline.
    pub(super) const DETAIL: Self = regular(72, 980, LIGHT.ink_2);
    /// The number of a headline.
    pub(super) const VALUE: Self = semibold(150, 1_900, LIGHT.ink);

    /// Words of a cell, `size` tenths of a point.
    pub(super) const fn cell(size: i32) -> Self {
        regular(size, size * 13, LIGHT.ink)
    }

    pub(super) const fn coloured(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }

    pub(super) const fn strong(self) -> Self {
        Self { weight: Weight::Semibold, ..self }
    }

    /// From the top of a line to its baseline.
    pub(super) const fn ascent(self) -> Hundredths {
        // Capitals are 0.727 em high and stand in the middle of the line.
        Hundredths::midpoint(self.line, self.size * 7)
    }

    /// How wide words are; kerning may make them a little narrower.
    pub(super) fn width(self, words: &str) -> Hundredths {
        // Measured in tenths of the unit of the size, which is a tenth of a point.
        metrics::width(words, self.size, self.weight)
    }

    /// The words, ended by an ellipsis where they are wider than `room`.
    pub(super) fn shorten(self, words: &str, room: Hundredths) -> String {
        metrics::shorten(&clean(words), self.size, self.weight, room)
    }

    /// The words in lines no wider than `room`, broken at spaces; a longer word is broken where it has to be. Nothing
    /// is left out. A character that is wider than `room` stands alone in its line.
    pub(super) fn wrap(self, words: &str, room: Hundredths) -> Vec<String> {
        let words = clean(words);
        let mut lines: Vec<String> = Vec::new();
        let pieces = words.split(' ').filter(|word| !word.is_empty()).map(|word| self.pieces(word, room));
        for pieces in pieces {
            let mut pieces = pieces.into_iter();
            let first = pieces.next().unwrap_or_default();
            let longer = lines.last().map(|line| format!("{line} {first}"));
            match (longer.filter(|longer| self.width(longer) <= room), lines.last_mut()) {
                (Some(longer), Some(line)) => *line = longer,
                (None, Some(_)) | (_, None) => lines.push(first),
            }
            lines.extend(pieces);
        }
        lines
    }

    /// The words in no more lines than [`Self::wrap`] takes, and these of nearly one length.
    pub(super) fn balance(self, words: &str, room: Hundredths) -> Vec<String> {
        let lines = self.wrap(words, room).len();
        self.wrap(words, self.in_lines(words, lines).min(room))
    }

    /// The words as in [`Self::wrap`]; where one word would stand alone in the last line, lines are a little shorter.
    pub(super) fn set(self, words: &str, room: Hundredths) -> Vec<String> {
        let is_company = |lines: &Vec<String>| lines.last().is_none_or(|line| line.contains(' '));
        let whole = self.wrap(words, room);
        if whole.len() < 2 || is_company(&whole) {
            return whole;
        }
        let shorter = [96, 92, 88, 84].map(|hundredths| room / 100 * hundredths);
        let lines = shorter.into_iter().map(|room| self.wrap(words, room));
        lines.filter(|lines| lines.len() == whole.len()).find(is_company).unwrap_or(whole)
    }

    /// The least width, or little more, at which the words take no more than so many lines.
    pub(super) fn in_lines(self, words: &str, lines: usize) -> Hundredths {
        let (mut too_narrow, mut enough) = (0, self.width(words));
        while enough - too_narrow > self.size {
            let middle = Hundredths::midpoint(too_narrow, enough);
            if self.wrap(words, middle).len() > lines { too_narrow = middle } else { enough = middle }
        }
        enough
    }

    /// Width of the longest word.
    pub(super) fn longest_word(self, words: &str) -> Hundredths {
        words.split_whitespace().map(|word| self.width(word)).max().unwrap_or(0)
    }

    /// A word in pieces that find room.
    fn pieces(self, word: &str, room: Hundredths) -> Vec<String> {
        if self.width(word) <= room {
            return vec![word.to_owned()];
        }
        let mut pieces = vec![String::new()];
        let mut used = 0;
        for character in word.chars() {
            let width = self.width(character.encode_utf8(&mut [0; 4]));
            if used > 0 && used + width > room {
                pieces.push(String::new());
                used = 0;
            }
            used += width;
            pieces.last_mut().into_iter().for_each(|piece| piece.push(character));
        }
        pieces
    }
}

/// Words as they can be set: white space is one space, a letter and its accent are one character where there is one,
/// and characters without a shape of their own are gone. A no-break space stays.
pub(super) fn clean(words: &str) -> String {
    let mut clean = String::with_capacity(words.len());
    for character in words.nfc() {
        if character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}') {
            if !clean.ends_with(' ') && !clean.is_empty() {
                clean.push(' ');
            }
        } else if !is_shapeless(character) {
            clean.push(character);
        }
    }
    clean.truncate(clean.trim_end_matches(' ').len());
    clean
}

/// Controls, joiners, marks of direction, variation selectors and what is no character at all.
pub(super) fn is_shapeless(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{fffe}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Words cut where the font begins or ends to have their characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// The font has all of them.
    Set(String),
    /// So many characters that the font lacks: a box each.
    Boxes(usize),
}

/// The runs of `words` in their order.
pub(super) fn runs(words: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for character in words.chars() {
        match (metrics::covers(character), runs.last_mut()) {
            (true, Some(Run::Set(run))) => run.push(character),
            (true, Some(Run::Boxes(_)) | None) => runs.push(Run::Set(character.to_string())),
            (false, Some(Run::Boxes(boxes))) => *boxes += 1,
            (false, Some(Run::Set(_)) | None) => runs.push(Run::Boxes(1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_find_room_and_hold_every_character_in_order() {
        let style = Style::cell(85);
        for words in
            ["Mean pain now, everyone with a report that week", &"x".repeat(500), "語 語語語語語語語語語 語"]
        {
            let lines = style.wrap(words, 6_000);
            assert!(lines.iter().all(|line| style.width(line) <= 6_000), "{words}");
            let all = |text: &str| text.replace(' ', "");
            assert_eq!(all(&lines.concat()), all(words));
        }
        assert_eq!(style.wrap("語語", 1), ["語", "語"], "a character is never cut");
        assert!(style.wrap(" \n\u{0} ", 6_000).is_empty());
    }

    #[test]
    fn balanced_lines_are_as_few_and_end_near_one_another() {
        let style = Style::TITLES[0];
        let words = "Headaches eased more with acupuncture: 16.2 against 22.3 at 12 months";
        let (greedy, balanced) = (style.wrap(words, 49_928), style.balance(words, 49_928));
        assert_eq!((greedy.len(), balanced.len()), (2, 2));
        let gap = |lines: &[String]| style.width(&lines[0]).abs_diff(style.width(&lines[1]));
        assert!(gap(&balanced) < gap(&greedy) / 3 && balanced.join(" ") == words);
    }

    #[test]
    fn no_word_stands_alone_in_the_last_line() {
        let style = Style::FOOTNOTE;
        let words = "Everyone, about 403 people; absolute standardised differences between groups";
        let room = style.width("Everyone, about 403 people; absolute standardised differences between");
        assert_eq!(style.wrap(words, room).last().unwrap(), "groups");
        let set = style.set(words, room);
        assert!(set.len() == 2 && set[1].contains(' ') && set.join(" ") == words);
    }

    #[test]
    fn spaces_that_do_not_break_stay_and_shapeless_characters_go() {
        assert_eq!(clean("e\u{301}"), "é");
        assert_eq!(clean(" a \n b\u{a0}c\u{0}\u{200d}\u{fe0f} "), "a b\u{a0}c");
    }

    #[test]
    fn what_the_font_lacks_becomes_boxes() {
        let runs = runs("n ≥ 11 🦵語 x");
        assert_eq!(runs, [Run::Set("n ≥ 11 ".to_owned()), Run::Boxes(2), Run::Set(" x".to_owned())]);
    }
}
