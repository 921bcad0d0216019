//! What a stroke, a fill or a word is for. Plotters carries colours, not meanings, so a role travels through it as
//! the red, green and blue of a colour and is read back by our backend.

use super::metrics::Weight;

/// What a drawn thing is for: decides class, paint, stroke, dash, text size and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Horizontal gridline.
    Grid,
    /// Zero or floor line, ticks.
    Axis,
    /// Thin line from a mark to its words.
    Leader,
    /// Tick label.
    Tick,
    /// Axis title: the second voice is the direction.
    AxisTitle,
    /// Supporting words and counts.
    Note,
    /// Words that head something.
    Strong,
    /// Group name at its line, in the colour of its series.
    Name(Number),
    /// Value at a line: the second voice is the interval.
    Value(Number),
    /// Confidence band.
    Band(Number),
    /// The line of means, dashed by number.
    Line(Number),
    /// The line of a second denominator of the same group.
    ThinLine(Number),
    /// A marked cut-off, across the plot.
    CutOff,
    /// Interval of one mean.
    Whisker(Number),
    /// Filled mark.
    Mark(Number),
    /// Hollow mark: the second time a number is used in one figure.
    Hollow(Number),
    /// Mark made of strokes.
    Cross(Number),
    /// People whose value was filled in.
    Filled(Number),
    /// Hatch in the colour of a series: people without a report who come back.
    Hatch(Number),
    /// Hatch of what is hidden.
    HiddenHatch,
    /// Edge of what is hidden.
    HiddenEdge,
    /// Outline of a whole group in the strip.
    Outline,
    /// The colour of the page, behind words on a hatch.
    Ground,
    /// Differences too small to matter to a person.
    SmallBand,
    /// The edge of those.
    SmallEdge,
    /// Thin line of another level behind a small multiple.
    Ghost,
}

/// A series number, 1 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(u8);

impl Number {
    /// Numbers past 6 start again at 1; 0 is taken as 1.
    pub(super) const fn of(number: u8) -> Self {
        Self(number.saturating_sub(1) % 6 + 1)
    }

    /// 1 to 6.
    pub(super) const fn get(self) -> u8 {
        self.0
    }
}

/// Whether words carry an edge in the colour of the page, so that they can be read over lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Halo {
    /// No edge.
    Without,
    /// 4 px of page colour.
    With,
}

impl Role {
    /// The role as a colour.
    pub(super) const fn key(self, halo: Halo) -> (u8, u8, u8) {
        let (kind, number) = match self {
            Self::Grid => (1, 0),
            Self::Axis => (2, 0),
            Self::Leader => (3, 0),
            Self::Tick => (4, 0),
            Self::AxisTitle => (5, 0),
            Self::Note => (6, 0),
            Self::Strong => (7, 0),
            Self::Name(number) => (8, number.0),
            Self::Value(number) => (9, number.0),
            Self::Band(number) => (10, number.0),
            Self::Line(number) => (11, number.0),
            Self::Whisker(number) => (12, number.0),
            Self::Mark(number) => (13, number.0),
            Self::Hollow(number) => (14, number.0),
            Self::Cross(number) => (15, number.0),
            Self::Filled(number) => (16, number.0),
            Self::Hatch(number) => (17, number.0),
            Self::HiddenHatch => (18, 0),
            Self::HiddenEdge => (19, 0),
            Self::Outline => (20, 0),
            Self::Ground => (21, 0),
            Self::ThinLine(number) => (22, number.0),
            Self::CutOff => (23, 0),
            Self::SmallBand => (24, 0),
            Self::SmallEdge => (25, 0),
            Self::Ghost => (26, 0),
        };
        let halo = match halo {
            Halo::Without => 0,
            Halo::With => 1,
        };
        (kind, number, halo)
    }

    /// The role behind a colour; `None` when the colour was not made by [`Self::key`].
    pub(super) const fn from_key((kind, number, halo): (u8, u8, u8)) -> Option<(Self, Halo)> {
        let number = Number::of(number);
        let role = match kind {
            1 => Self::Grid,
            2 => Self::Axis,
            3 => Self::Leader,
            4 => Self::Tick,
            5 => Self::AxisTitle,
            6 => Self::Note,
            7 => Self::Strong,
            8 => Self::Name(number),
            9 => Self::Value(number),
            10 => Self::Band(number),
            11 => Self::Line(number),
            12 => Self::Whisker(number),
            13 => Self::Mark(number),
            14 => Self::Hollow(number),
            15 => Self::Cross(number),
            16 => Self::Filled(number),
            17 => Self::Hatch(number),
            18 => Self::HiddenHatch,
            19 => Self::HiddenEdge,
            20 => Self::Outline,
            21 => Self::Ground,
            22 => Self::ThinLine(number),
            23 => Self::CutOff,
            24 => Self::SmallBand,
            25 => Self::SmallEdge,
            26 => Self::Ghost,
            _ => return None,
        };
        Some((role, if halo == 1 { Halo::With } else { Halo::Without }))
    }

    /// Class names in the page's style sheet.
    pub(super) fn class(self) -> String {
        let name = match self {
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Leader | Self::CutOff => "leader",
            Self::Tick | Self::AxisTitle => "tick",
            Self::Note => "note",
            Self::Strong => "strong",
            Self::Name(_) => "name",
            Self::Value(_) => "value",
            Self::Band(_) | Self::Filled(_) => "band",
            Self::Line(_) | Self::ThinLine(_) => "line",
            Self::Whisker(_) => "whisker",
            Self::Mark(_) => "mark",
            Self::Hollow(_) => "hollow",
            Self::Cross(_) => "cross",
            Self::Hatch(_) => "hatch",
            Self::HiddenHatch => "hidden-hatch",
            Self::HiddenEdge => "hidden-edge",
            Self::Outline => "outline",
            Self::Ground => "ground",
            Self::SmallBand => "small-band",
            Self::SmallEdge => "small-edge",
            Self::Ghost => "ghost",
        };
        self.number().map_or_else(|| name.to_owned(), |number| format!("s{} {name}", number.0))
    }

    /// The series number, for roles that have one.
    pub(super) const fn number(self) -> Option<Number> {
        match self {
            Self::Name(number)
            | Self::Value(number)
            | Self::Band(number)
            | Self::Line(number)
            | Self::ThinLine(number)
            | Self::Whisker(number)
            | Self::Mark(number)
            | Self::Hollow(number)
            | Self::Cross(number)
            | Self::Filled(number)
            | Self::Hatch(number) => Some(number),
            Self::Grid
            | Self::Axis
            | Self::Leader
            | Self::CutOff
            | Self::Tick
            | Self::AxisTitle
            | Self::Note
            | Self::Strong
            | Self::HiddenHatch
            | Self::HiddenEdge
            | Self::Outline
            | Self::SmallBand
            | Self::SmallEdge
            | Self::Ghost
            | Self::Ground => None,
        }
    }

    /// Text size in pixels and weight; names are 13, everything else 12.
    pub(super) const fn font(self) -> (i32, Weight) {
        if matches!(self, Self::Name(_)) {
            (13, Weight::Semibold)
        } else if matches!(self, Self::Strong | Self::Value(_)) {
            (12, Weight::Semibold)
        } else {
            (12, Weight::Regular)
        }
    }

    /// Class and weight of the second voice of a text in this role, see [`super::canvas::VOICE`].
    pub(super) const fn second_voice(self) -> (Self, Weight) {
        if matches!(self, Self::AxisTitle) {
            (Self::Tick, Weight::Semibold)
        } else {
            (Self::Note, Weight::Regular)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_survives_the_journey_as_a_colour() {
        for kind in 1..=26 {
            for number in 1..=6 {
                let (role, halo) = Role::from_key((kind, number, 1)).unwrap();
                assert_eq!(Role::from_key(role.key(halo)), Some((role, halo)));
            }
        }
        assert_eq!(Role::from_key((0, 0, 0)), None);
        assert_eq!(Role::from_key((27, 0, 0)), None);
    }

    #[test]
    fn numbers_start_again_after_six() {
        assert_eq!([0, 1, 6, 7, 12, 255].map(|n| Number::of(n).get()), [1, 1, 6, 1, 6, 3]);
    }
}
