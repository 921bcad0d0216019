//! The mapping as written: TOML, nothing checked but keys and types.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::super::problem::{Problem, Problems};
use super::super::text::plain;
use super::Shape;
use crate::domain::{Direction, Finite, ThresholdKind, TimeUnit};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub version: u8,
    pub study: StudyEntry,
    pub file: FileEntry,
    pub time: TimeEntry,
    #[serde(default)]
    pub variables: Vec<VariableEntry>,
    #[serde(default)]
    pub instruments: Vec<InstrumentEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyEntry {
    pub title: String,
    pub description: String,
    pub source: String,
    pub assignment: String,
    pub primary_instrument: String,
    pub primary_time_point: String,
    pub primary_grouping: Option<String>,
    pub completer_flag: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    pub shape: Shape,
    pub id: IdEntry,
    #[serde(default)]
    pub missing: SourceValues,
    #[serde(default)]
    pub ignore: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdEntry {
    pub column: Option<String>,
    pub row_number: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeEntry {
    pub unit: TimeUnit,
    pub column: Option<String>,
    pub points: Vec<PointEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointEntry {
    pub code: String,
    pub label: String,
    pub offset: Option<Finite>,
    #[serde(default)]
    pub value: SourceValues,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindEntry {
    Number,
    Category,
    Flag,
    Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariableEntry {
    pub code: String,
    pub label: String,
    pub column: String,
    pub kind: KindEntry,
    pub unit: Option<String>,
    pub range: Option<[Finite; 2]>,
    pub score_of: Option<String>,
    pub levels: Option<Vec<LevelEntry>>,
    pub yes: Option<SourceValues>,
    pub no: Option<SourceValues>,
    #[serde(default)]
    pub missing: SourceValues,
    pub filterable: Option<bool>,
    pub post_baseline: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelEntry {
    pub value: SourceValues,
    pub code: String,
    pub label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentEntry {
    pub code: String,
    pub label: String,
    pub unit: String,
    pub range: [Finite; 2],
    pub direction: Direction,
    pub baseline: Option<String>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub missing: SourceValues,
    pub columns: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub missing_where_empty: BTreeMap<String, String>,
    pub column: Option<String>,
    pub baseline_column: Option<String>,
    #[serde(default)]
    pub thresholds: Vec<ThresholdEntry>,
    pub bands: Option<BandsEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandsEntry {
    pub source: String,
    pub step: Option<Finite>,
    pub limits: Vec<BandEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandEntry {
    pub from: Finite,
    pub label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdEntry {
    pub label: String,
    pub kind: ThresholdKind,
    pub value: Finite,
    pub source: String,
}

/// Values as they stand in a file: one text or whole number, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceValues(pub Vec<String>);

impl<'de> Deserialize<'de> for SourceValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceValuesVisitor)
    }
}

struct SourceValuesVisitor;

impl<'de> Visitor<'de> for SourceValuesVisitor {
    type Value = SourceValues;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text in quotes exactly as in the file, a whole number, or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SourceValues, E> {
        Ok(SourceValues(vec![plain(text).into_owned()]))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<SourceValues, E> {
        Ok(SourceValues(vec![number.to_string()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<SourceValues, A::Error> {
        let mut values = Vec::new();
        while let Some(SourceValues(value)) = list.next_element()? {
            values.extend(value);
        }
        Ok(SourceValues(values))
    }
}

/// Reads the TOML.
pub fn parse(file: &str, text: &str) -> Result<Document, Problems> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_of(text, span.start));
        let message = error.message().trim_end_matches('.').replace('\n', "; ");
        Problem::new(file, format!("{message}.")).at_line(line).into()
    })
}

fn line_of(text: &str, offset: usize) -> u64 {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    before.split(|&byte| byte == b'\n').count() as u64
}
