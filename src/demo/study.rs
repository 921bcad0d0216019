//! The synthetic studies under one handle.

use super::claims::{self, ClaimsOptions, ClaimsReader};
use super::options::ProgrammeOptions;
use super::rows::ProgrammeReader;
use super::{CODE, MAPPING_TOML};
use crate::import::Batch;

/// One of the studies that are made and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntheticStudy {
    /// The programme.
    Programme(ProgrammeOptions),
    /// Claims.
    Claims(ClaimsOptions),
}

impl SyntheticStudy {
    /// The programme and the claims that go with it.
    pub fn all(options: ProgrammeOptions) -> [Self; 2] {
        let claims = ClaimsOptions::beside(options.starters, options.seed);
        [Self::Programme(options), Self::Claims(claims)]
    }

    /// Name of the study in addresses.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Programme(_) => CODE,
            Self::Claims(_) => claims::CODE,
        }
    }

    /// Its mapping.
    pub const fn mapping_toml(&self) -> &'static str {
        match self {
            Self::Programme(_) => MAPPING_TOML,
            Self::Claims(_) => claims::MAPPING_TOML,
        }
    }

    /// Name for people, in the place of a file name.
    pub fn name(&self) -> String {
        match self {
            Self::Programme(options) => options.name(),
            Self::Claims(options) => options.name(),
        }
    }

    /// A text that is the same exactly when every generated value is the same.
    pub fn signature(&self) -> String {
        match self {
            Self::Programme(options) => options.signature(),
            Self::Claims(options) => options.signature(),
        }
    }

    /// Its people, from the first.
    pub fn reader(&self) -> SyntheticReader {
        match self {
            Self::Programme(options) => SyntheticReader::Programme(Box::new(ProgrammeReader::new(*options))),
            Self::Claims(options) => SyntheticReader::Claims(Box::new(ClaimsReader::new(*options))),
        }
    }
}

/// Hands out a synthetic study in batches, as a reader does a file.
#[derive(Debug, Clone, PartialEq)]
pub enum SyntheticReader {
    /// The programme.
    Programme(Box<ProgrammeReader>),
    /// Claims.
    Claims(Box<ClaimsReader>),
}

impl SyntheticReader {
    /// The next `people`, or fewer at the end; `None` when there are no more.
    pub fn next_batch(&mut self, people: u32) -> Option<Batch> {
        match self {
            Self::Programme(reader) => reader.next_batch(people),
            Self::Claims(reader) => reader.next_batch(people),
        }
    }
}
