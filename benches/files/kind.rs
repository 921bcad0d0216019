//! The files that are made.

/// One file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Picture,
    Slides,
    Report,
    Document,
    Workbook,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Picture, Self::Slides, Self::Report, Self::Document, Self::Workbook];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Picture => "PNG of a trend, wide",
            Self::Slides => "PPTX of twenty charts and tables",
            Self::Report => "PDF of sixty pages",
            Self::Document => "DOCX of twenty charts and tables",
            Self::Workbook => "XLSX of twenty charts and tables",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Slides => "slides",
            Self::Report => "report",
            Self::Document => "document",
            Self::Workbook => "workbook",
        }
    }

    /// Most that the 95th percentile may be, in milliseconds.
    pub const fn limit_ms(self) -> Option<f64> {
        match self {
            Self::Picture => Some(60.0),
            Self::Slides => Some(1_000.0),
            Self::Report => Some(3_000.0),
            Self::Document | Self::Workbook => None,
        }
    }

    /// Who makes the like.
    pub const fn peer(self) -> Option<&'static str> {
        match self {
            Self::Picture | Self::Report => Some("matplotlib"),
            Self::Slides => Some("python-pptx"),
            Self::Document | Self::Workbook => None,
        }
    }
}
