//! The instruments and where their scores stand.

use std::collections::{BTreeMap, BTreeSet};

use super::super::row::Repetition;
use super::check::{Findings, missing_codes};
use super::document::{InstrumentEntry, SourceValues, ThresholdEntry};
use super::{ScoreRule, ScoreTime, Shape, bands};
use crate::domain::{Bands, Code, Instrument, NumberRange, Threshold, TimeAxis};

/// What an instrument is checked against.
pub struct Context<'a> {
    pub shape: Shape,
    pub time_axis: &'a TimeAxis,
    pub file_missing: &'a SourceValues,
}

impl Context<'_> {
    fn position(&self, code: &str) -> Option<u16> {
        self.time_axis.points.iter().position(|point| point.code.as_str() == code).map(|at| at as u16)
    }
}

/// Instruments and the rules of all their score columns.
pub fn check(
    entries: &[InstrumentEntry],
    context: &Context<'_>,
    codes: &mut BTreeSet<Code>,
    findings: &mut Findings,
) -> (Vec<Instrument>, Vec<ScoreRule>) {
    if entries.is_empty() {
        findings.report("instruments", "is empty; a study needs at least one score.");
    }
    let (mut instruments, mut scores, mut columns) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (index, entry) in entries.iter().enumerate() {
        let mut one = One { key: key_of(index, &entry.code), entry, context, findings };
        let rules = one.scores(index as u16);
        for rule in &rules {
            one.findings.once(&one.key, &mut columns, &rule.column);
        }
        scores.extend(rules);
        instruments.extend(one.instrument(codes));
    }
    (instruments, scores)
}

fn key_of(index: usize, code: &str) -> String {
    Code::try_from(code)
        .map_or_else(|_| format!("instruments[{index}]"), |code| format!("instruments.{code}"))
}

/// One instrument being checked.
struct One<'a> {
    key: String,
    entry: &'a InstrumentEntry,
    context: &'a Context<'a>,
    findings: &'a mut Findings,
}

impl One<'_> {
    fn report(&mut self, name: &str, sentence: &str) {
        self.findings.report(&format!("{}.{name}", self.key), sentence);
    }

    fn instrument(&mut self, codes: &mut BTreeSet<Code>) -> Option<Instrument> {
        let (key, entry) = (self.key.clone(), self.entry);
        let code = self.findings.code(&format!("{key}.code"), &entry.code);
        if let Some(code) = &code {
            self.findings.once(&format!("{key}.code"), codes, code);
        }
        let range = self.findings.range(&format!("{key}.range"), entry.range);
        Some(Instrument {
            label: self.findings.label(&format!("{key}.label"), &entry.label),
            unit: self.findings.label(&format!("{key}.unit"), &entry.unit),
            range,
            direction: entry.direction,
            baseline: self.baseline(),
            thresholds: self.thresholds(),
            bands: self.bands(range),
            note: self.findings.paragraph(&format!("{key}.note"), &entry.note),
            code: code?,
        })
    }

    fn baseline(&mut self) -> Option<Code> {
        let code = self.entry.baseline.as_deref()?;
        match self.context.position(code) {
            Some(0) => self.context.time_axis.points.first().map(|point| point.code.clone()),
            Some(_) => {
                self.report("baseline", "must be the first time point; list the time points baseline first.");
                None
            }
            None => {
                self.report("baseline", "is no time point; name the code of one, or leave it out.");
                None
            }
        }
    }

    fn thresholds(&mut self) -> Vec<Threshold> {
        let key = self.key.clone();
        let entries = self.entry.thresholds.iter().enumerate();
        entries.map(|(at, entry)| self.threshold(&format!("{key}.thresholds[{at}]"), entry)).collect()
    }

    fn bands(&mut self, range: NumberRange) -> Option<Bands> {
        let entry = self.entry.bands.as_ref()?;
        bands::check(&format!("{}.bands", self.key), entry, range, self.findings)
    }

    fn threshold(&mut self, key: &str, entry: &ThresholdEntry) -> Threshold {
        if entry.value.get() <= 0.0 {
            self.findings
                .report(&format!("{key}.value"), "must be positive; the direction says which way is good.");
        }
        if self.entry.baseline.is_none() {
            self.findings.report(key, "is a size of change, and without `baseline` there is no change.");
        }
        Threshold {
            label: self.findings.label(&format!("{key}.label"), &entry.label),
            kind: entry.kind,
            value: entry.value,
            source: self.findings.label(&format!("{key}.source"), &entry.source),
        }
    }

    fn scores(&mut self, instrument: u16) -> Vec<ScoreRule> {
        let [low, high] = self.entry.range;
        let rule = |column: String, time: ScoreTime, repetition: Repetition| ScoreRule {
            column,
            instrument,
            time,
            repetition,
            range: NumberRange { low, high },
            missing: missing_codes(self.context.file_missing, &self.entry.missing),
            missing_where_empty: None,
        };
        match self.context.shape {
            Shape::Wide => self
                .wide_columns()
                .into_iter()
                .map(|(time, (column, missing_where_empty))| ScoreRule {
                    missing_where_empty,
                    ..rule(column, ScoreTime::Fixed(time), Repetition::Once)
                })
                .collect(),
            Shape::Long => self
                .long_columns()
                .into_iter()
                .map(|(column, time)| match time {
                    ScoreTime::Fixed(_) => rule(column, time, Repetition::EveryRow),
                    ScoreTime::OfTheRow => rule(column, time, Repetition::Once),
                })
                .collect(),
        }
    }

    /// The columns by time point, each with the column without whose value it is missing.
    fn wide_columns(&mut self) -> BTreeMap<u16, (String, Option<String>)> {
        if self.entry.column.is_some() || self.entry.baseline_column.is_some() {
            self.report(
                "column",
                "and `baseline_column` are for shape = \"long\"; a wide file uses `columns`.",
            );
        }
        let mut columns = BTreeMap::new();
        for (point, column) in self.entry.columns.iter().flatten() {
            let name = self.findings.column(&format!("{}.columns.{point}", self.key), column);
            match self.context.position(point) {
                Some(time) => {
                    columns.insert(time, (name, self.companion(point)));
                }
                None => self.report("columns", &format!("names “{point}”, which is no time point.")),
            }
        }
        self.check_companions();
        if columns.is_empty() {
            self.report(
                "columns",
                "is missing; say { time_point = \"column\", … } for every time point measured.",
            );
        }
        let has_baseline = self.entry.baseline.is_none() || columns.contains_key(&0);
        if !has_baseline {
            self.report("columns", "has no column for the baseline; add it or leave `baseline` out.");
        }
        columns
    }

    fn companion(&mut self, point: &str) -> Option<String> {
        let column = self.entry.missing_where_empty.get(point)?;
        Some(self.findings.column(&format!("{}.missing_where_empty.{point}", self.key), column))
    }

    fn check_companions(&mut self) {
        let has_column =
            |point: &String| self.entry.columns.iter().flatten().any(|(other, _)| other == point);
        if let Some(point) = self.entry.missing_where_empty.keys().find(|point| !has_column(point)) {
            self.report(
                "missing_where_empty",
                &format!("names “{point}”, for which `columns` has no column."),
            );
        }
    }

    fn long_columns(&mut self) -> Vec<(String, ScoreTime)> {
        if self.entry.columns.is_some() || !self.entry.missing_where_empty.is_empty() {
            self.report(
                "columns",
                "and `missing_where_empty` are for shape = \"wide\"; a long file has one `column` for each instrument.",
            );
        }
        let mut columns = Vec::new();
        match &self.entry.column {
            Some(column) => {
                let name = self.findings.column(&format!("{}.column", self.key), column);
                columns.push((name, ScoreTime::OfTheRow));
            }
            None => self.report("column", "is missing; name the column that holds the score."),
        }
        if let Some(column) = &self.entry.baseline_column {
            let name = self.findings.column(&format!("{}.baseline_column", self.key), column);
            columns.push((name, ScoreTime::Fixed(0)));
            self.check_baseline_column();
        }
        columns
    }

    fn check_baseline_column(&mut self) {
        if self.entry.baseline.is_none() {
            self.report("baseline_column", "needs `baseline`, the code of the time point it holds.");
        }
    }
}
