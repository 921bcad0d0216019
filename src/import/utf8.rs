//! UTF-8, checked byte by byte while a file streams through.

/// Where in a character the stream is. Refuses overlong forms, surrogates and values past U+10FFFF (Unicode 16,
/// table 3-7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Utf8State {
    /// Bytes still expected.
    expected: u8,
    /// Range of the next of them.
    low: u8,
    high: u8,
}

/// The byte cannot stand here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidUtf8;

impl Utf8State {
    /// Between characters.
    pub const START: Self = Self { expected: 0, low: 0x80, high: 0xBF };

    /// Takes the next byte.
    pub const fn byte(&mut self, byte: u8) -> Result<(), InvalidUtf8> {
        if self.expected > 0 {
            if byte < self.low || byte > self.high {
                return Err(InvalidUtf8);
            }
            *self = Self { expected: self.expected - 1, ..Self::START };
            return Ok(());
        }
        *self = match byte {
            0x00..=0x7F => Self::START,
            0xC2..=0xDF => Self { expected: 1, ..Self::START },
            0xE0 => Self { expected: 2, low: 0xA0, high: 0xBF },
            0xED => Self { expected: 2, low: 0x80, high: 0x9F },
            0xE1..=0xEF => Self { expected: 2, ..Self::START },
            0xF0 => Self { expected: 3, low: 0x90, high: 0xBF },
            0xF1..=0xF3 => Self { expected: 3, ..Self::START },
            0xF4 => Self { expected: 3, low: 0x80, high: 0x8F },
            0x80..=0xC1 | 0xF5..=0xFF => return Err(InvalidUtf8),
        };
        Ok(())
    }

    /// Whether the stream may end here.
    pub const fn is_between_characters(self) -> bool {
        self.expected == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(bytes: &[u8]) -> bool {
        let mut state = Utf8State::START;
        bytes.iter().all(|&byte| state.byte(byte).is_ok()) && state.is_between_characters()
    }

    #[test]
    fn it_agrees_with_the_standard_library_on_every_short_sequence() {
        let edges = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0];
        let more = [0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF];
        let all: Vec<u8> = edges.into_iter().chain(more).collect();
        for &a in &all {
            for &b in &all {
                for &c in &all {
                    for &d in &all {
                        for bytes in [&[a, b, c, d][..], &[a, b, c], &[a, b], &[a]] {
                            assert_eq!(accepts(bytes), std::str::from_utf8(bytes).is_ok(), "{bytes:02X?}");
                        }
                    }
                }
            }
        }
    }
}
