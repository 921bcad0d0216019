//! Parts of the body.

/// Where it hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// Low back.
    Back,
    /// Knee.
    Knee,
    /// Shoulder.
    Shoulder,
    /// Neck.
    Neck,
    /// Hip.
    Hip,
    /// Pelvic floor: a pathway of its own, whose people are chosen by it and do not choose it among the others.
    Pelvic,
}

impl Region {
    /// Those of the musculoskeletal pathway, in the order of the catalogue's levels.
    pub const MUSCULOSKELETAL: [Self; 5] = [Self::Back, Self::Knee, Self::Shoulder, Self::Neck, Self::Hip];

    /// Their shares of its people, of 100.
    pub const SHARES: [f64; 5] = [45.0, 22.0, 15.0, 11.0, 7.0];

    /// Mean pain at the start, as a share of the scale, of somebody of average distress and a body mass index of 28.
    /// In the pelvic pathway it is how bad things are, which nobody is asked.
    pub const fn mean_pain(self) -> f64 {
        match self {
            Self::Back | Self::Neck => 0.46,
            Self::Knee | Self::Shoulder | Self::Pelvic => 0.45,
            Self::Hip => 0.47,
        }
    }

    /// Share of women. Chosen so that hip and neck have most and the five together 57 %; the published pelvic programme
    /// is one for women.
    pub const fn share_female(self) -> f64 {
        match self {
            Self::Back => 0.55,
            Self::Knee => 0.58,
            Self::Shoulder => 0.53,
            Self::Neck => 0.63,
            Self::Hip => 0.65,
            Self::Pelvic => 1.0,
        }
    }

    /// Share with an earlier operation there. Chosen; about 12 % of all.
    pub const fn share_operated(self) -> f64 {
        match self {
            Self::Back | Self::Hip | Self::Pelvic => 0.10,
            Self::Knee => 0.18,
            Self::Shoulder => 0.13,
            Self::Neck => 0.06,
        }
    }
}
