//! How wide text is: baked advance widths of the bundled font, so that no renderer and no DOM is asked.
//!
//! Widths are sums of advances with tabular figures. Kerning is left out: it only makes text narrower in the font
//! used. A character the font lacks is taken to be one em wide, which no Latin, Greek or Cyrillic letter exceeds by
//! much and a CJK one fills.

mod advances;

use advances::{LATIN, LATIN_START, OTHERS, UNITS_PER_EM};

use super::Tenths;

/// The weights the font is bundled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
}

impl Weight {
    const fn column(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Semibold => 2,
        }
    }
}

/// The ellipsis that ends shortened text.
const ELLIPSIS: char = '…';

/// Width of `text` at `size_px`, rounded up to a tenth of a pixel.
pub(crate) fn width(text: &str, size_px: i32, weight: Weight) -> Tenths {
    let units: i64 = text.chars().map(|character| advance(character, weight)).sum();
    let tenths = (units * i64::from(size_px) * 10 + UNITS_PER_EM - 1) / UNITS_PER_EM;
    Tenths::try_from(tenths).unwrap_or(Tenths::MAX / 4).min(Tenths::MAX / 4)
}

/// `text` when it is at most `limit` wide, else its beginning and an ellipsis. At least the ellipsis is returned.
pub(crate) fn shorten(text: &str, size_px: i32, weight: Weight, limit: Tenths) -> String {
    if width(text, size_px, weight) <= limit {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        short.push(character);
        short.push(ELLIPSIS);
        let fits = width(&short, size_px, weight) <= limit;
        short.pop();
        if !fits {
            short.pop();
            break;
        }
    }
    short.truncate(short.trim_end().len());
    short.push(ELLIPSIS);
    short
}

/// Whether the font has a glyph for the character.
#[cfg(feature = "ssr")]
pub(crate) fn covers(character: char) -> bool {
    measured(character, Weight::Regular).is_some()
}

/// Breaks `text` at spaces into lines at most `limit` wide; a longer word is cut with an ellipsis.
pub(crate) fn wrap(text: &str, size_px: i32, weight: Weight, limit: Tenths) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = shorten(word, size_px, weight, limit);
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(&longer, size_px, weight) <= limit {
                *line = longer;
                continue;
            }
        }
        lines.push(word);
    }
    lines
}

fn advance(character: char, weight: Weight) -> i64 {
    measured(character, weight).unwrap_or(UNITS_PER_EM)
}

/// The advance of a character that the font has.
fn measured(character: char, weight: Weight) -> Option<i64> {
    let latin = u32::from(character)
        .checked_sub(LATIN_START)
        .and_then(|offset| LATIN.get(offset as usize))
        .filter(|row| row[weight.column()] > 0);
    let row = latin.or_else(|| {
        let found = OTHERS.binary_search_by_key(&character, |(other, _)| *other).ok()?;
        OTHERS.get(found).map(|(_, row)| row)
    });
    row.map(|row| i64::from(row[weight.column()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_equally_wide_and_semibold_is_wider() {
        assert_eq!(width("111", 12, Weight::Regular), width("888", 12, Weight::Regular));
        assert!(width("Usual care", 13, Weight::Semibold) > width("Usual care", 13, Weight::Regular));
    }

    #[test]
    fn the_signs_of_the_field_are_in_the_table() {
        let em = width("語", 12, Weight::Regular);
        assert_eq!(em, 120, "a character the font lacks is one em");
        for sign in "–−×≥≤↓↑’“”…βχμσ·°±".chars() {
            assert!(OTHERS.iter().any(|(other, _)| *other == sign) || u32::from(sign) < 0x180, "{sign}");
        }
        assert!(OTHERS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn shortened_text_fits_and_says_so() {
        let long = "Physiotherapy with a home exercise programme and weekly telephone coaching";
        let short = shorten(long, 13, Weight::Semibold, 1_500);
        assert!(short.ends_with('…') && width(&short, 13, Weight::Semibold) <= 1_500);
        assert_eq!(shorten("Short", 13, Weight::Semibold, 1_500), "Short");
    }

    #[test]
    fn wrapped_lines_hold_every_word_in_order() {
        let text =
            "Mean pain now, everyone with a report that week; shaded lines are 95% confidence intervals";
        let lines = wrap(text, 13, Weight::Regular, 2_000);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 13, Weight::Regular) <= 2_000));
        assert_eq!(lines.join(" "), text);
    }
}
