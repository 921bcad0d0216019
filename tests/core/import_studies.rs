//! The five real studies are read whole. Expected counts and sums were computed from the tables with Python's csv
//! module, independently of this program; published values are named where they are used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use sinew::domain::{Code, CompleterRule, DataVersion};
use sinew::import::{
    Batch, CellValue, FileDigest, Mapping, MeasurementRow, Repetition, Shape, open, shipped,
};

/// A study read whole.
struct Read {
    mapping: Mapping,
    batch: Batch,
    digest: FileDigest,
}

fn read(mapping_toml: &str, file: &str, bytes: &[u8]) -> Read {
    let mapping = Mapping::from_toml(mapping_toml).unwrap_or_else(|problems| panic!("{problems}"));
    let mut reader = open(&mapping, file, bytes).unwrap_or_else(|problems| panic!("{problems}"));
    let mut batch = Batch::default();
    while let Some(next) = reader.next_batch(100).unwrap_or_else(|problems| panic!("{problems}")) {
        batch.participants.extend(next.participants);
        batch.measurements.extend(next.measurements);
    }
    let digest = reader.finish();
    Read { mapping, batch, digest }
}

fn study(name: &str) -> Read {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/studies").join(name);
    let mapping = std::fs::read_to_string(folder.join("mapping.toml")).unwrap();
    let bytes = std::fs::read(folder.join(format!("{name}.csv"))).unwrap();
    read(&mapping, name, &bytes)
}

fn acupuncture() -> Read {
    let study = shipped::ACUPUNCTURE;
    let [(name, bytes)] = study.files else { panic!("one file") };
    read(study.mapping_toml, name, bytes)
}

impl Read {
    fn people(&self) -> usize {
        self.batch.participants.iter().map(|row| row.key.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// Scores of an instrument at a time point, one a person; a repeated column counts once.
    fn scores(&self, instrument: &str, time: &str) -> BTreeMap<&str, f64> {
        let instruments = self.mapping.instruments();
        let instrument = instruments.iter().position(|other| other.code.as_str() == instrument).unwrap();
        let points = &self.mapping.time_axis().points;
        let time = points.iter().position(|point| point.code.as_str() == time).unwrap();
        let is_meant = |row: &&MeasurementRow| {
            usize::from(row.instrument) == instrument && usize::from(row.time) == time
        };
        let mut scores = BTreeMap::new();
        for row in self.batch.measurements.iter().filter(is_meant) {
            let before = scores.insert(row.key.as_str(), row.value);
            match row.repetition {
                Repetition::Once => assert_eq!(before, None, "{} twice", row.key.as_str()),
                Repetition::EveryRow => assert!(before.is_none_or(|value| value == row.value)),
            }
        }
        scores
    }

    /// Keys of the people whose category is at a level.
    fn at_level(&self, variable: &str, level: u16) -> BTreeSet<&str> {
        let variables = self.mapping.variables();
        let variable = variables.iter().position(|other| other.code.as_str() == variable).unwrap();
        let rows = self.batch.participants.iter();
        rows.filter(|row| row.values[variable] == CellValue::Category(level))
            .map(|row| row.key.as_str())
            .collect()
    }

    fn assert_count_and_sum(&self, instrument: &str, time: &str, count: usize, sum: f64) {
        let scores = self.scores(instrument, time);
        assert_eq!(scores.len(), count, "{instrument} {time}");
        let total: f64 = scores.values().sum();
        assert!((total - sum).abs() < 1e-6, "{instrument} {time}: {total} is not {sum}");
    }
}

fn mean<'a>(scores: &BTreeMap<&'a str, f64>, of: &BTreeSet<&'a str>) -> (usize, f64) {
    let values: Vec<f64> =
        scores.iter().filter(|(key, _)| of.contains(*key)).map(|(_, value)| *value).collect();
    (values.len(), values.iter().sum::<f64>() / values.len() as f64)
}

#[test]
fn the_acupuncture_trial_is_read_whole() {
    let study = acupuncture();
    assert_eq!(study.digest.rows, 401);
    assert_eq!(study.people(), 401);
    assert_eq!(study.batch.measurements.len(), 2 * (401 + 326 + 301));
    study.assert_count_and_sum("severity", "baseline", 401, 10_630.500_01);
    study.assert_count_and_sum("severity", "month_3", 326, 7_040.999_993);
    study.assert_count_and_sum("severity", "month_12", 301, 5_743.816_67);
    study.assert_count_and_sum("frequency", "baseline", 401, 6_488.35);
    study.assert_count_and_sum("frequency", "month_3", 326, 4_385.67);
    study.assert_count_and_sum("frequency", "month_12", 301, 3_736.73);
    // sha256sum of the published file
    assert_eq!(study.digest.sha256, "ea8b48b0863109a9a8ad3e38e3e69e52c6f5c9ee494240f42d0bffe690b6a482");
}

#[test]
fn the_acupuncture_trial_has_the_published_means_by_arm() {
    // R 4.2.2, acupuncture_describe: people with a value at 12 months; BMJ 2004: 22.3 (n 140) v 16.2 (n 161).
    let study = acupuncture();
    let (usual_care, acupuncture) = (study.at_level("group", 0), study.at_level("group", 1));
    assert_eq!((usual_care.len(), acupuncture.len()), (196, 205));
    let month_12 = study.scores("severity", "month_12");
    let completers: BTreeSet<&str> = month_12.keys().copied().collect();
    let mut baseline = study.scores("severity", "baseline");
    baseline.retain(|key, _| completers.contains(key));
    let expected = [
        (&month_12, &usual_care, 140, 22.343_452_357_142_86),
        (&month_12, &acupuncture, 161, 16.246_790_931_677_02),
        (&baseline, &usual_care, 140, 26.710_714_285_714_285),
        (&baseline, &acupuncture, 161, 24.576_086_956_521_74),
    ];
    for (scores, arm, people, value) in expected {
        let (count, found) = mean(scores, arm);
        assert_eq!(count, people);
        assert!((found - value).abs() < 1e-12 * value, "{found} is not {value}");
    }
}

#[test]
fn the_acupuncture_trial_has_the_responders_its_threshold_names() {
    // R 4.2.2, acupuncture_responder: 45 of 140 and 87 of 161 improved by 35 % or more.
    let study = acupuncture();
    let threshold = study.mapping.instruments()[0].thresholds[0].value.get();
    let (baseline, month_12) = (study.scores("severity", "baseline"), study.scores("severity", "month_12"));
    let responders = |arm: BTreeSet<&str>| {
        let improved = |key: &&str| {
            month_12.get(key).is_some_and(|now| 100.0 * (baseline[*key] - now) / baseline[*key] >= threshold)
        };
        arm.into_iter().filter(|key| improved(key)).count()
    };
    assert_eq!(responders(study.at_level("group", 0)), 45);
    assert_eq!(responders(study.at_level("group", 1)), 87);
}

#[test]
fn in_the_acupuncture_trial_most_people_are_women_and_none_without_a_diary_is_free_of_headache() {
    let study = acupuncture();
    assert_eq!(study.at_level("sex", 0).len(), 337);
    for time in ["month_3", "month_12"] {
        let (severity, frequency) = (study.scores("severity", time), study.scores("frequency", time));
        assert!(severity.keys().eq(frequency.keys()), "{time}");
        assert_eq!(frequency.values().filter(|days| **days == 0.0).count(), 2);
    }
}

#[test]
fn the_shipped_study_makes_a_catalogue() {
    let study = acupuncture();
    let version = DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() };
    let code = Code::try_from(shipped::ACUPUNCTURE.code).unwrap();
    let catalogue = study.mapping.catalogue(code, version);
    assert_eq!(catalogue.study.code.as_str(), "acupuncture");
    assert_eq!(catalogue.study.completer, CompleterRule::ObservedAtPrimaryTimePoint);
    assert!(catalogue.instrument(&catalogue.study.primary_instrument).is_some());
    assert!(catalogue.time_point(&catalogue.study.primary_time_point).is_some());
    assert!(catalogue.study.primary_grouping.is_some_and(|code| code.as_str() == "group"));
}

#[test]
fn knee_pain_is_read_whole() {
    let study = study("knee_pain");
    assert_eq!(study.people(), 127);
    assert_eq!(study.batch.measurements.len(), 4 * 127);
    study.assert_count_and_sum("pain", "baseline", 127, 426.0);
    study.assert_count_and_sum("pain", "day_3", 127, 379.0);
    study.assert_count_and_sum("pain", "day_7", 127, 350.0);
    study.assert_count_and_sum("pain", "day_10", 127, 313.0);
    // R 4.2.2, knee_ordinal, table of pain at day 10 by arm.
    let day_10 = study.scores("pain", "day_10");
    let table = [[17, 8, 14, 20, 4], [19, 26, 11, 6, 2]];
    for (arm, expected) in table.iter().enumerate() {
        let people = study.at_level("group", arm as u16);
        for (level, count) in expected.iter().enumerate() {
            let score = (level + 1) as f64;
            assert_eq!(people.iter().filter(|key| day_10[*key] == score).count(), *count, "{arm} {score}");
        }
    }
}

#[test]
fn arthritis_is_read_whole_with_its_baseline_column() {
    let study = study("arthritis_long");
    assert_eq!(study.mapping.shape(), Shape::Long);
    assert_eq!((study.digest.rows, study.people()), (906, 302));
    // 888 self-assessments and the baseline on each of 906 rows.
    assert_eq!(study.batch.measurements.len(), 888 + 906);
    study.assert_count_and_sum("self_assessment", "baseline", 302, 865.0);
    study.assert_count_and_sum("self_assessment", "month_1", 299, 948.0);
    study.assert_count_and_sum("self_assessment", "month_3", 296, 939.0);
    study.assert_count_and_sum("self_assessment", "month_5", 293, 979.0);
}

#[test]
fn hip_pain_is_read_whole() {
    let study = study("msk_HHSpain");
    assert_eq!((study.digest.rows, study.people()), (174, 58));
    study.assert_count_and_sum("pain", "visit_1", 58, 87.0);
    study.assert_count_and_sum("pain", "visit_2", 58, 88.0);
    study.assert_count_and_sum("pain", "visit_5", 58, 109.0);
    assert!(study.mapping.time_axis().points.iter().all(|point| point.offset.is_none()));
}

#[test]
fn licorice_gargle_is_read_whole_without_ids_or_baseline() {
    let study = study("licorice_gargle");
    assert_eq!(study.people(), 235);
    assert_eq!(study.batch.measurements.len(), 233 * (4 + 1 + 5));
    assert_eq!(study.batch.participants[234].key.as_str(), "235");
    assert!(study.mapping.instruments().iter().all(|instrument| instrument.baseline.is_none()));
    study.assert_count_and_sum("throat_pain", "minute_30", 233, 151.0);
    study.assert_count_and_sum("throat_pain", "minute_90", 233, 111.0);
    study.assert_count_and_sum("throat_pain", "hour_4", 233, 147.0);
    study.assert_count_and_sum("throat_pain", "next_morning", 233, 112.0);
    study.assert_count_and_sum("swallowing_pain", "minute_30", 233, 196.0);
    study.assert_count_and_sum("cough", "extubation", 233, 93.0);
    study.assert_count_and_sum("cough", "next_morning", 233, 91.0);
}

#[test]
fn a_measurement_names_its_line_and_column() {
    let study = shipped::ACUPUNCTURE;
    let mapping = Mapping::from_toml(study.mapping_toml).unwrap();
    let mut reader = open(&mapping, "a.csv", study.files[0].1).unwrap();
    let batch = reader.next_batch(3).unwrap().unwrap();
    let last = batch.measurements.last().unwrap();
    assert_eq!((last.line, reader.column_name(last.column), last.value), (4, "f5", 13.33));
    assert_eq!(reader.column_name(999), "");
}
