//! Words on a slide: their sizes, and what is cut so that they stay in their place.

use super::colour::fill;
use crate::chart::metrics::{self, Weight};
use crate::chart::palette::LIGHT;
use crate::export::ink::series_ink;
use crate::export::ooxml::units::{Emu, Frame};
use crate::export::ooxml::xml::Xml;

/// Text of a slide, in points; nothing but ticks, footers and full tables is smaller.
pub(super) const TEXT: i32 = 14;
/// Ticks, footers and tables of many cells.
pub(super) const SMALL: i32 = 12;
/// Sizes of a title: the first in which it takes two lines at most.
pub(super) const TITLE_SIZES: [i32; 4] = [28, 26, 23, 20];
/// Sizes of a subtitle.
pub(super) const SUBTITLE_SIZES: [i32; 2] = [16, 14];
/// Lines of a title and of a subtitle.
const MOST_LINES: usize = 2;

/// Size, weight and colour of words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Points.
    pub(super) size: i32,
    pub(super) weight: Weight,
    /// `#rrggbb`.
    pub(super) colour: &'static str,
}

impl Style {
    /// Words that support.
    pub(super) const NOTE: Self = Self { size: TEXT, weight: Weight::Regular, colour: LIGHT.ink_2 };
    /// Words that head something.
    pub(super) const STRONG: Self = Self { size: TEXT, weight: Weight::Semibold, colour: LIGHT.ink };
    /// Labels of ticks.
    pub(super) const TICK: Self = Self { size: SMALL, weight: Weight::Regular, colour: LIGHT.ink_3 };
    /// Words around a chart.
    pub(super) const CAPTION: Self = Self { size: TEXT, weight: Weight::Regular, colour: LIGHT.ink_3 };

    /// Words of a series.
    pub(super) fn series(number: u8) -> Self {
        Self { size: TEXT, weight: Weight::Semibold, colour: series_ink(number).text }
    }

    pub(super) const fn sized(self, size: i32) -> Self {
        Self { size, ..self }
    }

    /// Height of a line.
    pub(super) const fn line(self) -> Emu {
        Emu::points((self.size as i64 * 6 + 4) / 5)
    }

    /// How wide words are.
    pub(super) fn width(self, words: &str) -> Emu {
        Emu::measured(metrics::width(words, self.size, self.weight))
    }

    /// The words, cut with an ellipsis where they are wider than `room`.
    pub(super) fn fit(self, words: &str, room: Emu) -> String {
        metrics::shorten(words, self.size, self.weight, room.tenths())
    }

    /// The words in lines no wider than `room`.
    pub(super) fn wrap(self, words: &str, room: Emu) -> Vec<String> {
        metrics::wrap(words, self.size, self.weight, room.tenths())
    }

    /// Words in this style.
    pub(super) fn run(self, words: impl Into<String>) -> Run {
        Run { words: words.into(), style: self }
    }

    /// A paragraph in this style.
    pub(super) fn paragraph(self, words: impl Into<String>) -> Paragraph {
        Paragraph { runs: vec![self.run(words)], align: Align::Left }
    }
}

/// Words in one style.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) words: String,
    pub(super) style: Style,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) runs: Vec<Run>,
    pub(super) align: Align,
}

impl Paragraph {
    pub(super) fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Width of its words in one line.
    pub(super) fn width(&self) -> Emu {
        self.runs.iter().map(|run| run.style.width(&run.words)).sum()
    }

    /// Writes the paragraph.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.element("a:p", &[], |xml| {
            let align = match self.align {
                Align::Left => "l",
                Align::Centre => "ctr",
                Align::Right => "r",
            };
            xml.empty("a:pPr", &[("algn", &align)]);
            for run in self.runs.iter().filter(|run| !run.words.is_empty()) {
                run.write(xml);
            }
        });
    }
}

impl Run {
    fn write(&self, xml: &mut Xml) {
        xml.element("a:r", &[], |xml| {
            properties(xml, "a:rPr", self.style);
            xml.text("a:t", &[], &self.words);
        });
    }
}

/// Properties of words under the element that takes them there.
pub(super) fn properties(xml: &mut Xml, element: &str, style: Style) {
    let bold = match style.weight {
        Weight::Regular => 0,
        Weight::Semibold => 1,
    };
    xml.element(element, &[("lang", &"en-GB"), ("sz", &(style.size * 100)), ("b", &bold)], |xml| {
        fill(xml, style.colour);
        xml.empty("a:latin", &[("typeface", &"+mn-lt")]);
    });
}

/// Words that stay in their place: at the first size that takes two lines at most, else cut in the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) words: String,
    pub(super) size: i32,
}

impl Fitted {
    /// `words` in one of `sizes`, descending, in the lines that are as high as `frame`, two at most.
    pub(super) fn of(words: &str, sizes: &[i32], weight: Weight, frame: &Frame) -> Self {
        let style = |size: i32| Style { size, weight, colour: LIGHT.ink };
        // The font on the machine may run a little wider than the one that is measured.
        let room = frame.width.part(0.97);
        let lines = |size: i32| style(size).wrap(words, room);
        let most = |size: i32| frame.height.of(style(size).line()).clamp(1.0, MOST_LINES as f64) as usize;
        let size = sizes.iter().copied().find(|size| is_whole(&lines(*size), words, most(*size)));
        if let Some(size) = size {
            return Self { words: words.split_whitespace().collect::<Vec<_>>().join(" "), size };
        }
        let size = sizes.last().copied().unwrap_or(TEXT);
        Self { words: cut(&lines(size), most(size), style(size), room), size }
    }
}

fn is_whole(lines: &[String], words: &str, most: usize) -> bool {
    lines.len() <= most && lines.join(" ") == words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first lines; the last of them ends with an ellipsis.
pub(super) fn cut(lines: &[String], most: usize, style: Style, room: Emu) -> String {
    let mut kept: Vec<String> = lines.iter().take(most).cloned().collect();
    if let (true, Some(last)) = (lines.len() > most, kept.last_mut()) {
        *last = style.fit(&format!("{last}…"), room - style.width("……"));
        if !last.ends_with('…') {
            last.push('…');
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_shrinks_before_it_is_cut_and_never_takes_three_lines() {
        let room = Emu::points(864);
        let frame = Frame::points(0, 0, 864, 74);
        let fitted = |words: &str| Fitted::of(words, &TITLE_SIZES, Weight::Semibold, &frame);
        assert_eq!(fitted("Pain fell").size, 28);
        let long = "In every region, pain fell by about 30 points in the programme and by 4 to 7 in usual care, \
                    whatever handling of those who left was chosen by the person";
        assert!(fitted(long).size < 28 && fitted(long).words == long);
        let endless = fitted(&"A finding that goes on ".repeat(30));
        assert!(endless.words.ends_with('…') && endless.size == 20);
        let style = Style { size: 20, ..Style::STRONG };
        assert!(style.wrap(&endless.words, room).len() <= 2);
        assert!(fitted(&"x".repeat(900)).words.ends_with('…'));
    }
}
