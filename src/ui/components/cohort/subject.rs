//! What a rule can be about, and the rule that the fields of its form make.

use crate::cohort::{CohortId, Criterion, Presence};
use crate::domain::{Code, Day, Finite, Instrument, StudyCatalogue, Variable, VariableKind, reading};

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A variable.
    Variable(Code),
    /// A score at a time point.
    Score,
    /// The change of a score in points.
    Change,
    /// The change of a score in per cent.
    PercentChange,
    /// Improvement by a published threshold.
    Responder,
    /// Whether there is a score.
    ScorePresence,
    /// Counts that add up over time points.
    Engagement,
    /// Another saved cohort.
    Cohort,
}

/// What every subject but variables is called in a form, and for people.
const SCORES: [(Subject, &str, &str); 7] = [
    (Subject::Score, "score", "A score at a time point"),
    (Subject::Change, "change", "Change of a score, points"),
    (Subject::PercentChange, "percent", "Change of a score, per cent"),
    (Subject::Responder, "responder", "Improved by a threshold"),
    (Subject::ScorePresence, "presence", "A score is there or missing"),
    (Subject::Engagement, "engagement", "Counts over time, such as sessions"),
    (Subject::Cohort, "cohort", "In a saved cohort"),
];

impl Subject {
    /// Every subject of a study, with its name for people: variables first.
    pub fn all(catalogue: &StudyCatalogue) -> Vec<(Self, String)> {
        let variables = catalogue.variables.iter().filter(|variable| variable.filterable);
        let variables =
            variables.map(|variable| (Self::Variable(variable.code.clone()), variable.label.clone()));
        variables.chain(SCORES.map(|(subject, _, label)| (subject, label.to_owned()))).collect()
    }

    /// Its value in a list of choices.
    pub fn value(&self) -> String {
        if let Self::Variable(code) = self {
            return format!("variable.{code}");
        }
        SCORES
            .iter()
            .find(|(subject, ..)| subject == self)
            .map_or_else(String::new, |(_, value, _)| (*value).to_owned())
    }

    /// The subject with this value.
    pub fn from_value(value: &str, catalogue: &StudyCatalogue) -> Option<Self> {
        Self::all(catalogue).into_iter().map(|(subject, _)| subject).find(|subject| subject.value() == value)
    }

    /// What a simple criterion is about; `None` for a list or an opposite.
    pub fn of(criterion: &Criterion) -> Option<Self> {
        match criterion {
            Criterion::All(_) | Criterion::Any(_) | Criterion::Not(_) => None,
            Criterion::NumberRange { variable, .. }
            | Criterion::DateRange { variable, .. }
            | Criterion::OneOf { variable, .. }
            | Criterion::FlagIs { variable, .. }
            | Criterion::VariablePresence { variable, .. } => Some(Self::Variable(variable.clone())),
            Criterion::ScoreRange { .. } => Some(Self::Score),
            Criterion::ScoreChange { .. } => Some(Self::Change),
            Criterion::ScorePercentChange { .. } => Some(Self::PercentChange),
            Criterion::Responder { .. } => Some(Self::Responder),
            Criterion::ScorePresence { .. } => Some(Self::ScorePresence),
            Criterion::Engagement { .. } => Some(Self::Engagement),
            Criterion::InCohort { .. } => Some(Self::Cohort),
        }
    }
}

/// The fields of a form, decoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleFields(Vec<(String, String)>);

impl RuleFields {
    /// From what the form would send.
    pub fn decode(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The rule they make about `subject`.
    ///
    /// # Errors
    /// One sentence when a field is empty or holds something else than it should.
    pub fn criterion(&self, subject: &Subject, catalogue: &StudyCatalogue) -> Result<Criterion, String> {
        let (instrument, time_point) =
            (|| self.code("instrument", "a score"), || self.code("time", "a time point"));
        Ok(match subject {
            Subject::Variable(code) => return self.on_variable(code, catalogue),
            Subject::Score => {
                let (low, high) = self.limits()?;
                Criterion::ScoreRange { instrument: instrument()?, time_point: time_point()?, low, high }
            }
            Subject::Change => {
                let (low, high) = self.limits()?;
                Criterion::ScoreChange { instrument: instrument()?, time_point: time_point()?, low, high }
            }
            Subject::PercentChange => {
                let (low, high) = self.limits()?;
                Criterion::ScorePercentChange {
                    instrument: instrument()?,
                    time_point: time_point()?,
                    low,
                    high,
                }
            }
            Subject::Responder => self.responder(catalogue)?,
            Subject::ScorePresence => Criterion::ScorePresence {
                instrument: instrument()?,
                time_point: time_point()?,
                presence: self.presence(),
            },
            Subject::Engagement => Criterion::Engagement {
                instrument: instrument()?,
                from: self.code("from", "the first time point")?,
                to: self.code("to", "the last time point")?,
                at_least: self.number("at_least")?.ok_or("Give the least number.")?,
            },
            Subject::Cohort => {
                let cohort = self.get("cohort").and_then(|text| text.parse().ok());
                Criterion::InCohort { cohort: CohortId(cohort.ok_or("Choose a saved cohort.")?) }
            }
        })
    }

    fn on_variable(&self, code: &Code, catalogue: &StudyCatalogue) -> Result<Criterion, String> {
        let variable = code.clone();
        if self.get("condition").is_some_and(|condition| condition != WITHIN) {
            return Ok(Criterion::VariablePresence { variable, presence: self.presence() });
        }
        let (_, Variable { kind, .. }) = catalogue.variable(code).ok_or("Choose what the rule is about.")?;
        Ok(match kind {
            VariableKind::Number { .. } => {
                let (low, high) = self.limits()?;
                Criterion::NumberRange { variable, low, high }
            }
            VariableKind::Date => {
                Criterion::DateRange { variable, low: self.day("low")?, high: self.day("high")? }
            }
            VariableKind::Category { .. } => {
                let levels = self.all("level").into_iter().filter_map(|level| Code::try_from(level).ok());
                Criterion::OneOf { variable, levels: levels.collect() }
            }
            VariableKind::Flag => Criterion::FlagIs { variable, answer: self.get("answer") == Some("yes") },
        })
    }

    /// A threshold is chosen as `instrument.position`.
    fn responder(&self, catalogue: &StudyCatalogue) -> Result<Criterion, String> {
        let chosen = self.get("threshold").and_then(|text| text.rsplit_once('.'));
        let found = chosen.and_then(|(instrument, position)| {
            let code = Code::try_from(instrument).ok()?;
            let (_, instrument) = catalogue.instrument(&code)?;
            let threshold = instrument.thresholds.get(position.parse::<usize>().ok()?)?;
            Some((code, threshold.label.clone()))
        });
        let (instrument, threshold) = found.ok_or("Choose a threshold.")?;
        Ok(Criterion::Responder { instrument, threshold, time_point: self.code("time", "a time point")? })
    }

    fn presence(&self) -> Presence {
        if self.get("condition") == Some(MISSING) { Presence::Missing } else { Presence::Recorded }
    }

    fn limits(&self) -> Result<(Option<Finite>, Option<Finite>), String> {
        Ok((self.number("low")?, self.number("high")?))
    }

    fn number(&self, name: &str) -> Result<Option<Finite>, String> {
        let Some(text) = self.get(name).map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let number = reading::number(text).and_then(|value| Finite::new(value.get() + 0.0));
        number.map(Some).ok_or_else(|| format!("“{text}” is no number. Write it like 30 or 30.5."))
    }

    fn day(&self, name: &str) -> Result<Option<Day>, String> {
        let Some(text) = self.get(name).map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        Day::parse(text).map(Some).map_err(|_| format!("“{text}” is no day. Write it like 2026-11-23."))
    }

    fn code(&self, name: &str, what: &str) -> Result<Code, String> {
        let code = self.get(name).and_then(|text| Code::try_from(text).ok());
        code.ok_or_else(|| format!("Choose {what}."))
    }
}

/// Value of the condition that asks for a value within limits.
pub const WITHIN: &str = "within";
/// Value of the condition that asks for a missing value.
pub const MISSING: &str = "missing";
/// Value of the condition that asks for any value.
pub const RECORDED: &str = "recorded";

/// Scores that a subject can be about.
pub fn instruments<'a>(subject: &Subject, catalogue: &'a StudyCatalogue) -> Vec<&'a Instrument> {
    let fits = |instrument: &&Instrument| match subject {
        Subject::Change | Subject::PercentChange | Subject::Responder => instrument.baseline.is_some(),
        Subject::Engagement => instrument.range.low.get() >= 0.0,
        Subject::Variable(_) | Subject::Score | Subject::ScorePresence | Subject::Cohort => true,
    };
    catalogue.instruments.iter().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::test_study::{
        catalogue, change, dates, engagement, flag, in_cohort, missing, no_score, one_of, percent_change,
        range, responder, score,
    };

    fn made(subject: &str, fields: &str) -> Result<Criterion, String> {
        let subject = Subject::from_value(subject, &catalogue()).ok_or("no such subject")?;
        RuleFields::decode(fields).criterion(&subject, &catalogue())
    }

    #[test]
    fn every_subject_is_found_by_its_value() {
        for (subject, label) in Subject::all(&catalogue()) {
            assert_eq!(Subject::from_value(&subject.value(), &catalogue()), Some(subject), "{label}");
        }
        assert_eq!(Subject::from_value("moon", &catalogue()), None);
    }

    #[test]
    fn fields_make_the_rule_that_they_show() {
        let cases = [
            ("variable.age", "low=30&high=", range("age", Some(30.0), None)),
            ("variable.sex", "level=female", one_of("sex", &["female"])),
            ("variable.migraine", "answer=no", flag("migraine", false)),
            ("variable.age", "condition=missing&low=30", missing("age")),
            ("variable.enrolled", "low=2026-01-01", dates("enrolled", Some("2026-01-01"), None)),
            (
                "score",
                "instrument=function&time=week_2&high=40",
                score("function", "week_2", None, Some(40.0)),
            ),
            (
                "change",
                "instrument=function&time=week_2&low=-4.5",
                change("function", "week_2", Some(-4.5), None),
            ),
            (
                "percent",
                "instrument=pain&time=week_1&high=-30",
                percent_change("pain", "week_1", None, Some(-30.0)),
            ),
            ("responder", "threshold=pain.1&time=week_2", responder("pain", "week_2", "moderate")),
            ("presence", "instrument=pain&time=week_2&condition=missing", no_score("pain", "week_2")),
            (
                "engagement",
                "instrument=sessions&from=week_1&to=week_3&at_least=12",
                engagement("sessions", "week_1", "week_3", 12.0),
            ),
            ("cohort", "cohort=7", in_cohort(7)),
        ];
        for (subject, fields, expected) in cases {
            let criterion = made(subject, fields);
            assert_eq!(criterion.as_ref(), Ok(&expected), "{fields}");
            assert_eq!(Subject::of(&expected).map(|subject| subject.value()).as_deref(), Some(subject));
        }
    }

    #[test]
    fn what_is_left_empty_or_wrong_is_told() {
        assert_eq!(made("score", "time=week_2&low=1"), Err("Choose a score.".to_owned()));
        assert_eq!(made("responder", "threshold=pain.9&time=week_2"), Err("Choose a threshold.".to_owned()));
        assert_eq!(made("cohort", ""), Err("Choose a saved cohort.".to_owned()));
        assert_eq!(
            made("variable.age", "low=old"),
            Err("“old” is no number. Write it like 30 or 30.5.".to_owned())
        );
    }
}
